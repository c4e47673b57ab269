/** The modified toxicity probability interval design. */
import { requireWhole } from "../core/design-refusal.ts";
import { type IntervalDesign, intervalDesign } from "./interval-design.ts";
import { checkIntervalOptions, closingWords, wordsOf } from "./interval-options.ts";
import { targetInterval } from "./key-masses.ts";
import { type MarginOptions, massRule } from "./mass-rule.ts";

export interface MtpiOptions extends MarginOptions {
  /** Dose levels close from so many participants on; 1 where left out, as published. */
  readonly closeFromN?: number;
}

/**
 * mTPI: of the three intervals below, in and above the equivalence interval, the one with the largest unit probability
 * mass (posterior probability divided by width, prior Beta(1, 1)) decides: up, stay, down.
 *
 * Dose levels close from the first participant on, unless `closeFromN` says otherwise. The three intervals differ in
 * width, so that the rule stays longer than mTPI-2 does: at 3 of 6 with target 0.3 it stays.
 *
 * Throws DesignRefusal, with field and remedy, for options that no trial can have.
 *
 * Source: Ji Y, Liu P, Li Y, Bekele BN. Clin Trials 2010;7:653-63, doi 10.1177/1740774510382799.
 *
 * @example mtpi({ doses: 5, target: 0.3, cohortSize: 3, cohorts: 10 }).bounds(6) // { escalate: 1, deescalate: 4, close: 4 }
 */
export function mtpi(options: MtpiOptions): IntervalDesign {
  const settings = checkIntervalOptions(options, ["marginBelow", "marginAbove", "closeFromN"]);
  const { target, cutoff } = settings;
  const closeFromN = requireWhole("closeFromN", options.closeFromN ?? 1, 1, 100);
  const key = targetInterval(target, options);
  return intervalDesign({
    name: "mTPI",
    code: "mtpi",
    variant: `mTPI with target ${target} and equivalence interval ${+key.low.toPrecision(10)} to ${+key.high.toPrecision(10)}: the interval below, in or above it with the largest unit probability mass decides; ${wordsOf(settings, closingWords(settings, closeFromN))}.`,
    edition: "paper",
    settings,
    boundsAt: massRule({ target, cutoff, fromN: closeFromN }, [0, key.low, key.high, 1], key),
    upperRate: key.high,
  });
}
