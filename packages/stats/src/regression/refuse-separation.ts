/** Separation: a covariate, or a sum of several, that foretells the event without error. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import type { Design } from "./design-matrix.ts";
import type { LogisticRows } from "./logistic-likelihood.ts";

const remedy = "Leave it out, join categories, or take Firth's likelihood, whose estimates are finite.";
const refuse = (names: readonly string[], message: string): StatisticRefusal => new StatisticRefusal("separation", `covariates.${names.join(", ")}`, message, remedy, { terms: names.join(", ") });

/**
 * Refuses a term that separates alone: no value with an event lies on the one side of those without, touching allowed; or a
 * category of which all rows, or none, had the event. What several do together shows in the iteration (`refuseDivergence`).
 */
export function refuseSeparatingTerm({ matrix, events, weights }: LogisticRows, { terms }: Design): void {
  const { rows, columns, values } = matrix;
  const [low, high] = [0, 1].map(() => [new Float64Array(columns).fill(Number.POSITIVE_INFINITY), new Float64Array(columns).fill(Number.NEGATIVE_INFINITY)] as const) as [readonly [Float64Array, Float64Array], readonly [Float64Array, Float64Array]];
  for (let row = 0; row < rows; row++) {
    if (weights?.[row] === 0) continue;
    const [least, most] = events[row] === 1 ? high : low;
    for (let column = 0, at = row * columns; column < columns; column++, at++) {
      const value = values[at] ?? 0;
      if (value < (least[column] ?? 0)) least[column] = value;
      if (value > (most[column] ?? 0)) most[column] = value;
    }
  }
  for (let column = 1; column < columns; column++) {
    const above = (high[0][column] ?? 0) >= (low[1][column] ?? 0);
    const below = (high[1][column] ?? 0) <= (low[0][column] ?? 0);
    if (!above && !below) continue;
    const { term = "", category } = terms[column] ?? {};
    if (category === null) throw refuse([term], `No row with the event has ${above ? "less" : "more"} of ${term} than any row without it.`);
    // Of an indicator: where both its values have one outcome each, the covariate tells all; else one of them has one outcome only.
    const inside = (high[1][column] ?? 0) !== (low[1][column] ?? 0);
    const outcome = inside ? (high[1][column] ?? 0) === 1 : (low[0][column] ?? 0) === 1;
    throw refuse([term], inside ? `In this category ${outcome ? "all rows" : "no rows"} had the event.` : `Outside of this category ${outcome ? "no rows" : "all rows"} had the event.`);
  }
  refuseReference(events, weights, values, rows, columns, terms);
}

/** The reference has no column of its own: its rows are those with 0 in all of its covariate's. */
function refuseReference(events: Float64Array, weights: Float64Array | null, values: Float64Array, rows: number, columns: number, terms: Design["terms"]): void {
  for (const covariate of new Set(terms.filter(({ category }) => category !== null).map((term) => term.covariate))) {
    const own = terms.flatMap((term, at) => (term.covariate === covariate ? [at] : []));
    const seen = [0, 0];
    for (let row = 0; row < rows; row++) if (weights?.[row] !== 0 && own.every((at) => values[row * columns + at] === 0)) seen[events[row] ?? 0] = 1;
    if (seen[0] !== seen[1]) throw refuse([covariate ?? ""], `In its reference category ${seen[1] === 1 ? "all rows" : "no rows"} had the event.`);
  }
}

/** After an iteration that ran away: names the terms that carry it, those within a tenth of the largest. */
export function refuseDivergence(estimate: Float64Array, { terms }: Design, extreme: number, gradient: number, iterations: number): StatisticRefusal {
  if (extreme === 0) return new StatisticRefusal("not-converged", "event", `The iteration did not come to its end in ${iterations} steps; the last gradient is ${gradient.toPrecision(3)}.`, "Allow more iterations, or a larger gradientTolerance.", { gradient, iterations });
  const sizes = terms.map((_, at) => (at === 0 ? 0 : Math.abs(estimate[at] ?? 0)));
  const largest = Math.max(...sizes);
  const names = terms.flatMap(({ term }, at) => (at > 0 && (sizes[at] ?? 0) >= largest / 10 ? [term] : []));
  return refuse(names, `Together they foretell ${extreme} rows without error.`);
}
