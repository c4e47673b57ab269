/** What each limit is, which unit it takes, and in which direction a study may move it. */
import type { LimitId } from "./protocol.ts";

export interface LimitDefinition {
  readonly title: string;
  /** Any unit that measures the same as this one fits. */
  readonly unitLike: string;
  /** `maximum`: smaller is stricter. `minimum`: larger is stricter. */
  readonly direction: "maximum" | "minimum";
  readonly note?: string;
}

export const limitDefinitions: Readonly<Record<LimitId, LimitDefinition>> = {
  "dose-cells-maximum": { title: "Largest number of cells in one infusion", unitLike: "10*6{cells}", direction: "maximum" },
  "infusion-rate-maximum": { title: "Fastest infusion rate", unitLike: "mL/min", direction: "maximum" },
  "cell-rate-maximum": { title: "Most cells per minute", unitLike: "10*6{cells}/min", direction: "maximum" },
  "cell-concentration-maximum": { title: "Highest cell concentration", unitLike: "10*6{cells}/mL", direction: "maximum" },
  "infusion-duration-minimum": { title: "Shortest infusion", unitLike: "min", direction: "minimum" },
  "infusion-duration-maximum": { title: "Longest infusion", unitLike: "min", direction: "maximum" },
  "dmso-dose-maximum": { title: "Most DMSO per kilogram in one day", unitLike: "g/kg", direction: "maximum", note: "Counts all infusions of one day." },
  "endotoxin-rate-maximum": { title: "Most endotoxin per kilogram and hour", unitLike: "[EU]/kg/h", direction: "maximum" },
  "thaw-to-end-maximum": { title: "Longest time from thaw to the end of the infusion", unitLike: "min", direction: "maximum" },
  "weight-plausible-minimum": { title: "Lightest plausible body weight", unitLike: "kg", direction: "minimum" },
  "weight-plausible-maximum": { title: "Heaviest plausible body weight", unitLike: "kg", direction: "maximum" },
  "weight-change-tolerance": {
    title: "Change of weight that needs no confirmation",
    unitLike: "%",
    direction: "maximum",
    note: "Not a safety limit of the body: it decides when a person is asked. A larger tolerance asks less often, so it counts as less strict.",
  },
  "baseline-age-maximum": { title: "Oldest baseline at the start", unitLike: "min", direction: "maximum" },
  "weight-age-maximum": { title: "Oldest body weight at the start", unitLike: "d", direction: "maximum" },
  "clock-skew-maximum": { title: "Largest difference between a device's clock and the server's", unitLike: "s", direction: "maximum" },
  "issued-unverified-maximum": { title: "Longest time that an issued bag stays unverified", unitLike: "min", direction: "maximum" },
  "alarm-escalation-after": { title: "Time after which an unanswered alarm escalates", unitLike: "s", direction: "maximum" },
  "stagger-between-participants": { title: "Wait between two participants of a cohort", unitLike: "h", direction: "minimum" },
  "stagger-between-cohorts": { title: "Wait between two cohorts", unitLike: "d", direction: "minimum" },
  "observation-duration-minimum": { title: "Shortest observation after the infusion", unitLike: "min", direction: "minimum" },
};
