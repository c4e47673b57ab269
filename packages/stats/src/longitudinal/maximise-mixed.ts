/** The highest of the maxima of a mixed model's likelihood, which may have more than one. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { maximiseRepeated, type RepeatedMaximum } from "./maximise-repeated.ts";
import { placesOf, type RandomKind } from "./mixed-covariance.ts";
import type { RepeatedModel } from "./repeated-likelihood.ts";

/** Spread of the intercept, of the slope, and of residuals: even, then little or much between participants. */
const starts: readonly (readonly [number, number, number])[] = [[0.5, 0.5, 0.7], [0.05, 0.05, 1], [1, 1, 0.1], [0.05, 0.7, 0.5], [0.7, 0.05, 0.5]];
/** With this many rows a second maximum is not to be feared, and a search is dear. */
const fewRows = 300;

/**
 * Few and unequal numbers of rows can give the likelihood one maximum without variance between participants and one with much of
 * it: the search is made from several places, with many rows from the first that comes to an end.
 * Throws what the first search threw where none came to an end.
 */
export function* maximiseMixed(model: RepeatedModel, random: RandomKind, rows: number): Generator<{ readonly done: number }, RepeatedMaximum> {
  let best: RepeatedMaximum | null = null;
  let first: StatisticRefusal | null = null;
  for (const [intercept, slope, residual] of random === "intercept" ? starts.slice(0, 3) : starts) {
    if (best !== null && rows > fewRows) break;
    try {
      const start = Float64Array.from([...placesOf(random).map(([row, column]) => (row !== column ? 0 : row === 0 ? intercept : slope)), residual]);
      const found: RepeatedMaximum = yield* maximiseRepeated(model, start);
      // Higher by more than rounding: else the first is kept, whatever the machine.
      if (best === null || found.point.deviance < best.point.deviance - 1e-7) best = found;
    } catch (refusal) {
      if (!(refusal instanceof StatisticRefusal)) throw refusal;
      first ??= refusal;
    }
  }
  if (best !== null) return best;
  throw first ?? new StatisticRefusal("not-converged", "random", "No search came to its end.", "Take random effects out.");
}
