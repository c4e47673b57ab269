/** English of the other pages, loaded with the first of them. */
import { audit } from "./en/audit.ts";
import { home } from "./en/home.ts";
import { lots } from "./en/lots.ts";
import { participants } from "./en/participants.ts";
import { protocol } from "./en/protocol.ts";
import { record } from "./en/record.ts";
import { settings } from "./en/settings.ts";
import { studies } from "./en/studies.ts";
import { wardBoard } from "./en/ward-board.ts";

export const enRest = { ...home, ...studies, ...protocol, ...participants, ...lots, ...audit, ...settings, ...record, ...wardBoard } as const;
