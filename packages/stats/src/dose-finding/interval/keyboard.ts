/** The keyboard design. */
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { fewestEventsToClose } from "./closing-rule.ts";
import { type IntervalDesign, intervalDesign } from "./interval-design.ts";
import { type IntervalOptions, checkIntervalOptions, closingWords, wordsOf } from "./interval-options.ts";
import type { IntervalBounds } from "./interval-rules.ts";
import { boundsByMass, keysAround, targetInterval } from "./key-masses.ts";

export interface MarginOptions extends IntervalOptions {
  /** The target interval begins so much below the target; 0.05 where left out. */
  readonly marginBelow?: number;
  /** The target interval ends so much above the target; 0.05 where left out. */
  readonly marginAbove?: number;
}

export interface KeyboardOptions extends MarginOptions {
  /**
   * `paper` where left out. `Keyboard-0.1.3`: the table shows closing boundaries from one participant on, though dose
   * levels close from three; `nEarlyStop` ends the trial whatever the decision. That the package simulates with default
   * margins and cutoff whatever is given is not reproduced.
   */
  readonly edition?: "paper" | "Keyboard-0.1.3";
}

/**
 * Keyboard: go up where the strongest key (interval of rates with the largest posterior probability, all of the target
 * interval's width, prior Beta(1, 1)) lies below the target key, down where it lies above.
 *
 * The narrower keys at 0 and 1 count by probability per width, as in the package. The recommended dose level is the one
 * whose isotonic estimate lies nearest to the target.
 *
 * Throws DesignRefusal, with field and remedy, for options that no trial can have.
 *
 * Source: Yan F, Mandrekar SJ, Yuan Y. Clin Cancer Res 2017;23:3994-4003, doi 10.1158/1078-0432.CCR-17-0220.
 * R: Keyboard `get.boundary.kb`.
 *
 * @example keyboard({ doses: 5, target: 0.3, cohortSize: 3, cohorts: 10 }).bounds(6) // { escalate: 1, deescalate: 3, close: 4 }
 */
export function keyboard(options: KeyboardOptions): IntervalDesign {
  const settings = checkIntervalOptions(options, ["marginBelow", "marginAbove", "edition"]);
  const edition = options.edition ?? "paper";
  if (edition !== "paper" && edition !== "Keyboard-0.1.3") throw new DesignRefusal("unknown-edition", "edition", `${String(edition)} is not known.`, 'Give "paper" or "Keyboard-0.1.3".');
  const asPackage = edition === "Keyboard-0.1.3";
  const key = targetInterval(settings.target, options);
  const words = `Keyboard with target ${settings.target} and target key ${+key.low.toPrecision(10)} to ${+key.high.toPrecision(10)}: up where the strongest key lies below it, down where it lies above`;
  return intervalDesign({
    name: "Keyboard",
    code: "keyboard",
    variant: `${words}; ${wordsOf(settings)}.`,
    edition,
    settings,
    boundsAt: massRule(settings.target, settings.cutoff, asPackage ? 1 : 3, options),
    upperRate: key.high,
    closesFromN: 3,
    extraSafeWithinTable: asPackage,
    stopAtOnce: asPackage,
  });
}

export interface MtpiOptions extends MarginOptions {
  /** Dose levels close from so many participants on; 1 where left out, as published. */
  readonly closeFromN?: number;
}

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
    boundsAt: massRule(settings.target, settings.cutoff, closeFromN, options),
    upperRate: key.high,
  });
}

/** Boundaries by keys, and closing by the posterior probability of too high a rate. */
function massRule(target: number, cutoff: number, fromN: number, margins: MarginOptions): (n: number) => IntervalBounds {
  const key = targetInterval(target, margins);
  const edges = keysAround(key);
  return (n) => {
    const close = fewestEventsToClose(n, { target, cutoff, fromN });
    const { escalate, deescalate } = boundsByMass(n, edges, key);
    return { escalate, deescalate: close === null ? deescalate : Math.min(deescalate, close), close };
  };
}
