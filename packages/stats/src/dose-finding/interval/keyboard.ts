/** The keyboard design. */
import { DesignRefusal } from "../core/design-refusal.ts";
import { type IntervalDesign, intervalDesign } from "./interval-design.ts";
import { checkIntervalOptions, closingWords, wordsOf } from "./interval-options.ts";
import { keysAround, targetInterval } from "./key-masses.ts";
import { type MarginOptions, massRule } from "./mass-rule.ts";

export interface KeyboardOptions extends MarginOptions {
  /**
   * `paper` where left out. `Keyboard-0.1.3`: the table shows closing boundaries from one participant on, though dose
   * levels close from three; `nEarlyStop` ends the trial whatever the decision; the selection does not ask `extraSafe` again.
   * That the package simulates with default margins and cutoff whatever is given is not reproduced.
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
    variant: `${words}; ${wordsOf(settings, closingWords(settings), asPackage ? "at once" : "if it stays")}.`,
    edition,
    settings,
    boundsAt: massRule({ target: settings.target, cutoff: settings.cutoff, fromN: asPackage ? 1 : 3, withoutEvent: asPackage }, keysAround(key), key),
    upperRate: key.high,
    closesFromN: 3,
    extraSafeWithinTable: asPackage,
    extraSafeDuringTrialOnly: asPackage,
    closesWithoutEvent: asPackage,
    stopAtOnce: asPackage,
  });
}
