/** Effects of one arm with counts: proportions on the logit, arcsine, raw and double arcsine scale. */
import { arcsineOf } from "./count-effects.ts";
import { type RawEffects, effectsBy } from "./raw-effects.ts";

export type ProportionMeasure = "proportion-logit" | "proportion-arcsine" | "proportion-raw" | "proportion-freeman-tukey";

export function effectsOfProportions(measure: ProportionMeasure, events: Float64Array, totals: Float64Array, added: Float64Array, varianceKind: string): RawEffects {
  const all = events.reduce((sum, one, at) => sum + one + (added[at] ?? 0), 0);
  const everybody = totals.reduce((sum, one, at) => sum + one + 2 * (added[at] ?? 0), 0);
  const average = all / everybody;
  return effectsBy(events.length, (at) => {
    const x = (events[at] ?? 0) + (added[at] ?? 0);
    const y = (totals[at] ?? 0) - (events[at] ?? 0) + (added[at] ?? 0);
    const n = x + y;
    switch (measure) {
      case "proportion-logit":
        return [Math.log(x / y), varianceKind === "average" ? 1 / (average * n) + 1 / ((1 - average) * n) : 1 / x + 1 / y];
      case "proportion-arcsine":
        return [arcsineOf(x, y), 1 / (4 * n)];
      case "proportion-raw":
        return [x / n, varianceKind === "average" ? (average * (1 - average)) / n : (x * y) / (n * n * (varianceKind === "unbiased" ? n - 1 : n))];
      case "proportion-freeman-tukey":
        return [(arcsineOf(x, y + 1) + arcsineOf(x + 1, y)) / 2, 1 / (4 * n + 2)];
    }
  });
}
