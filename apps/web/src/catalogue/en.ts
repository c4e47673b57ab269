/** English: one file a room, merged. Another language supplies the same ids (`Record<MessageId, string>`). */
import { audit } from "./en/audit.ts";
import { bedside } from "./en/bedside.ts";
import { bedsideVitalSigns } from "./en/bedside-vital-signs.ts";
import { clinicalTerms } from "./en/clinical-terms.ts";
import { home } from "./en/home.ts";
import { lots } from "./en/lots.ts";
import { participants } from "./en/participants.ts";
import { protocol } from "./en/protocol.ts";
import { record } from "./en/record.ts";
import { settings } from "./en/settings.ts";
import { shell } from "./en/shell.ts";
import { signIn } from "./en/sign-in.ts";
import { studies } from "./en/studies.ts";
import { terms } from "./en/terms.ts";
import { ui } from "./en/ui.ts";
import { wardBoard } from "./en/ward-board.ts";

export const en = { ...ui, ...shell, ...signIn, ...home, ...studies, ...protocol, ...participants, ...lots, ...audit, ...settings, ...bedside, ...bedsideVitalSigns, ...record, ...wardBoard, ...terms, ...clinicalTerms } as const;
export type MessageId = keyof typeof en;
