/** Numbers of participants after which the count is looked at. */
import { DesignRefusal, requireWhole } from "../dose-finding/core/design-refusal.ts";

/** Whole numbers from 1 that rise; else throws DesignRefusal. */
export function requireLooks(looks: readonly number[]): readonly number[] {
  if (looks.length === 0) throw new DesignRefusal("no-looks", "looks", "There is no look.", "Give the numbers of participants at which to look, for example 5, 10, 15.");
  let before = 0;
  looks.forEach((n, at) => {
    requireWhole(`looks.${at}`, n, 1, 10_000);
    if (n <= before) throw new DesignRefusal("looks-not-rising", `looks.${at}`, `${n} does not come after ${before}.`, "Give each number of participants once, in rising order.");
    before = n;
  });
  if (looks.reduce((sum, n) => sum + n, 0) > 2_000_000) throw new DesignRefusal("too-many-looks", "looks", "There are more looks than can be calibrated.", "Look after groups of participants instead of after each.");
  return looks;
}

/** A limit for each look: `null`, or a whole number of events from 0; else throws DesignRefusal. */
export function requireLimits(limits: readonly (number | null)[], looks: readonly number[]): void {
  if (limits.length !== looks.length) throw new DesignRefusal("limits-without-looks", "limits", `${limits.length} limits at ${looks.length} looks.`, "Give a limit for each look, null where no count stops.");
  limits.forEach((limit, at) => {
    if (limit !== null) requireWhole(`limits.${at}`, limit, 0, 100_000);
  });
}
