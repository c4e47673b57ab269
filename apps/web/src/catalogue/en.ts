/** All of English: the type of every id, and what the checks and the translators see. Another language supplies the same ids. */
import { enFirst } from "./en-first.ts";
import { enRest } from "./en-rest.ts";

export const en = { ...enFirst, ...enRest } as const;
export type MessageId = keyof typeof en;
