/** Signs of risk of bias: told by their sign as well as by their colour. */
import type { Tone } from "../../figures/palette.ts";
import type { RiskLevel } from "./forest-figure.ts";

export const riskSigns: Readonly<Record<RiskLevel, { readonly sign: string; readonly tone: Tone; readonly words: string }>> = {
  "low": { sign: "+", tone: "up", words: "low" },
  "some-concerns": { sign: "–", tone: "down", words: "some concerns" },
  "moderate": { sign: "–", tone: "down", words: "moderate" },
  "high": { sign: "×", tone: "stop", words: "high" },
  "serious": { sign: "×", tone: "stop", words: "serious" },
  "critical": { sign: "!", tone: "stop", words: "critical" },
  "no-information": { sign: "?", tone: "none", words: "no information" },
};
