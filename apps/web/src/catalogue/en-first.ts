/** English of what is loaded at once: the frame, sign-in and the bedside. Nothing else, so that the bedside stays small. */
import { bedside } from "./en/bedside.ts";
import { bedsideVitalSigns } from "./en/bedside-vital-signs.ts";
import { clinicalTerms } from "./en/clinical-terms.ts";
import { shell } from "./en/shell.ts";
import { signIn } from "./en/sign-in.ts";
import { terms } from "./en/terms.ts";
import { ui } from "./en/ui.ts";

export const enFirst = { ...ui, ...shell, ...signIn, ...bedside, ...bedsideVitalSigns, ...terms, ...clinicalTerms } as const;
