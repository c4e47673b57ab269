/** The mTPI-2 design. */
import { requireWhole } from "../core/design-refusal.ts";
import { type IntervalDesign, intervalDesign } from "./interval-design.ts";
import { checkIntervalOptions, closingWords, wordsOf } from "./interval-options.ts";
import { keysAround, targetInterval } from "./key-masses.ts";
import { massRule } from "./mass-rule.ts";
import type { MtpiOptions } from "./mtpi.ts";

/**
 * mTPI-2: the rule of the keyboard, stated as unit probability mass in intervals of the target interval's width. Dose
 * levels close from the first participant on, unless `closeFromN` says otherwise.
 *
 * Throws DesignRefusal, with field and remedy, for options that no trial can have.
 *
 * Source: Guo W, Wang SJ, Yang S, Lynn H, Ji Y. Contemp Clin Trials 2017;58:23-33, doi 10.1016/j.cct.2017.04.006.
 *
 * @example mtpi2({ doses: 5, target: 0.3, cohortSize: 3, cohorts: 10 }).bounds(6) // { escalate: 1, deescalate: 3, close: 4 }
 */
export function mtpi2(options: MtpiOptions): IntervalDesign {
  const settings = checkIntervalOptions(options, ["marginBelow", "marginAbove", "closeFromN"]);
  const closeFromN = requireWhole("closeFromN", options.closeFromN ?? 1, 1, 100);
  const key = targetInterval(settings.target, options);
  return intervalDesign({
    name: "mTPI-2",
    code: "mtpi2",
    variant: `mTPI-2 with target ${settings.target} and equivalence interval ${+key.low.toPrecision(10)} to ${+key.high.toPrecision(10)}: the interval of this width with the largest unit probability mass decides; ${wordsOf(settings, closingWords(settings, closeFromN))}.`,
    edition: "paper",
    settings,
    boundsAt: massRule({ target: settings.target, cutoff: settings.cutoff, fromN: closeFromN }, keysAround(key), key),
    upperRate: key.high,
  });
}
