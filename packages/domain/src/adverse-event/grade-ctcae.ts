/** The grade of one measured value. */
import { ctcaeRules } from "./ctcae-rules.ts";
import type { GradeRule, MachineTerm } from "./ctcae-rules.ts";

/**
 * The highest case of a term that holds for a value which has lasted for `lastedMilliseconds` in its case, or `null`:
 * no case holds. `null` is not "healthy": Hypoxia below grade 3 is beyond the machine (`beyondTheMachine`).
 * Cases are tried in the documented order. Temperatures are charted to 0.1 °C by most devices; the limits are taken as they stand.
 *
 * @param value in the rule's unit (`Cel`, `%`).
 * @example gradeCtcae("Fever", 39.5, 0)?.grade // 2
 */
export function gradeCtcae(term: MachineTerm, value: number, lastedMilliseconds: number): GradeRule | null {
  return ctcaeRules.findLast((rule) => rule.term === term && holdsForValue(rule, value) && (rule.longerThan === undefined || lastedMilliseconds > hours(rule.longerThan))) ?? null;
}

/** Does the case hold for the value, whatever its duration? */
export function holdsForValue(rule: GradeRule, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  return (
    (rule.from === undefined || value >= rule.from) &&
    (rule.above === undefined || value > rule.above) &&
    (rule.upTo === undefined || value <= rule.upTo) &&
    (rule.below === undefined || value < rule.below)
  );
}

function hours(duration: { readonly value: number; readonly unit: string }): number {
  if (duration.unit !== "h") throw new RangeError(`A grade rule's duration is given in h; got ${duration.unit}.`);
  return duration.value * 3_600_000;
}
