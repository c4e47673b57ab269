/** The Bayesian optimal interval design. */
import { DesignRefusal } from "../core/design-refusal.ts";
import { type BoinBoundaries, boinBoundaries } from "./boin-boundaries.ts";
import { fewestEventsToClose } from "./closing-rule.ts";
import { atMost, atLeast } from "./count-bounds.ts";
import { type IntervalBounds, type IntervalDesign, intervalDesign } from "./interval-design.ts";
import { type IntervalOptions, checkIntervalOptions, wordsOf } from "./interval-options.ts";

export interface BoinOptions extends IntervalOptions {
  /** Highest rate that is clearly too low (phi1, `p.saf`); 0.6 target where left out. */
  readonly underdose?: number;
  /** Lowest rate that is clearly too high (phi2, `p.tox`); 1.4 target where left out. */
  readonly overdose?: number;
  /**
   * `paper`: down where the rate is at least lambda d, and safety is checked after every cohort. `BOIN-2.7.2`: stay where
   * the rate is lambda d exactly; no check after the last cohort, where the selection makes it. `paper` where left out.
   */
  readonly edition?: "paper" | "BOIN-2.7.2";
}

/**
 * BOIN: go up where the observed rate at the current dose level is at most lambda e, down where it is at least lambda d.
 *
 * Assumes that the probability of an event does not fall with the dose. The recommended dose level is the one whose
 * isotonic estimate lies nearest to the target.
 *
 * Throws DesignRefusal, with field and remedy, for options that no trial can have.
 *
 * Source: Liu S, Yuan Y. J R Stat Soc C 2015;64:507-23, doi 10.1111/rssc.12089; Yuan Y, Hess KR, Hilsenbeck SG,
 * Gilbert MR. Clin Cancer Res 2016;22:4291-301, doi 10.1158/1078-0432.CCR-16-0592. R: BOIN `get.boundary`, `get.oc`.
 *
 * @example boin({ doses: 5, target: 0.3, cohortSize: 3, cohorts: 10 }).bounds(6) // { escalate: 1, deescalate: 3, close: 4 }
 */
export function boin(options: BoinOptions): IntervalDesign {
  const settings = checkIntervalOptions(options, ["underdose", "overdose", "edition"]);
  const lambda = boinBoundaries(options);
  const edition = options.edition ?? "paper";
  if (edition !== "paper" && edition !== "BOIN-2.7.2") throw new DesignRefusal("unknown-edition", "edition", `${String(edition)} is not known.`, 'Give "paper" or "BOIN-2.7.2".');
  const asPackage = edition === "BOIN-2.7.2";
  if (asPackage) checkAsPackage(lambda);
  if (asPackage && settings.titration && settings.start > 1) throw new DesignRefusal("titration-from-lowest", "start", "BOIN 2.7.2 titrates from dose level 1.", "Set start to 1, or take the edition paper.");
  const { target, cutoff } = settings;
  const boundsAt = (n: number): IntervalBounds => {
    const close = fewestEventsToClose(n, { target, cutoff });
    const deescalate = asPackage ? packageDeescalation(lambda.deescalate * n) : atLeast(lambda.deescalate, n);
    return { escalate: asPackage ? Math.floor(lambda.escalate * n) : atMost(lambda.escalate, n), deescalate: close === null ? deescalate : Math.min(deescalate, close), close };
  };
  const words = `BOIN with target ${target}: up at ${lambda.escalate.toFixed(5)} or less, down at ${asPackage ? "more than " : ""}${lambda.deescalate.toFixed(5)}${asPackage ? "" : " or more"} (rates ${+lambda.underdose.toPrecision(10)} and ${+lambda.overdose.toPrecision(10)})`;
  return intervalDesign({
    name: "BOIN",
    code: "boin",
    variant: `${words}; ${wordsOf(settings)}.`,
    edition,
    settings,
    boundsAt,
    upperRate: lambda.deescalate,
    uncheckedEnd: asPackage,
    extraSafeWithinTable: asPackage,
    closesWithoutEvent: asPackage,
  });
}

/** BOIN 2.7.2: one more where the product is a whole number, to within 1e-12. */
function packageDeescalation(product: number): number {
  const whole = Math.round(product);
  return Math.abs(whole - product) < 1e-12 ? whole + 1 : Math.ceil(product);
}

/** What BOIN 2.7.2 refuses. */
function checkAsPackage({ target, underdose, overdose }: BoinBoundaries): void {
  if (target < 0.05 || target > 0.6) throw new DesignRefusal("target-out-of-package", "target", `BOIN 2.7.2 does not take a target of ${target}.`, "Give a target from 0.05 to 0.6, or take the edition paper.");
  if (target - underdose < 0.1 * target) throw new DesignRefusal("underdose-too-near", "underdose", `BOIN 2.7.2 does not take ${underdose} for a target of ${target}.`, "Give a rate at least a tenth below the target, or take the edition paper.");
  if (overdose - target < 0.1 * target) throw new DesignRefusal("overdose-too-near", "overdose", `BOIN 2.7.2 does not take ${overdose} for a target of ${target}.`, "Give a rate at least a tenth above the target, or take the edition paper.");
}
