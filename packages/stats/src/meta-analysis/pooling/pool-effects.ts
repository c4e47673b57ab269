/** Pools estimates with known variances: common effect or random effects. */
import { type GivenColumns, readRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { poolEstimates } from "./pool-estimates.ts";
import type { PooledEffect } from "./pooled-effect.ts";
import { poolingColumns, poolingOptions } from "./pooling-options.ts";

/**
 * The pooled effect with its interval, the variance between studies, heterogeneity and a prediction interval.
 *
 * Estimates are on the scale of the analysis: logs of ratios. Weights are 1/(v + τ²). Defaults: random effects, REML, the modified
 * Hartung-Knapp-Sidik-Jonkman interval, prediction by t with k - 2, Q-profile for τ². One study: its own normal interval, and τ²
 * null with its reason. Assumes that variances are known and that studies are independent.
 *
 * Throws StatisticRefusal `empty`, `missing-column` (neither variance nor standardError), `options-conflict`, `not-identified`
 * (estimates that agree to the last digit with the unmodified HKSJ), `out-of-range` (numbers beyond 1e50 or variances below 1e-50),
 * `not-converged`, and as `readRows` and `readOptions` do.
 *
 * Sources: DerSimonian and Laird 1986, doi 10.1016/0197-2456(86)90046-2; Hartung and Knapp 2001, doi 10.1002/sim.1009; Sidik and
 * Jonkman 2002, doi 10.1002/sim.1262; Higgins, Thompson and Spiegelhalter 2009, doi 10.1111/j.1467-985X.2008.00552.x (all recalled).
 * R: `metafor::rma(yi, vi, method = , test = "z" | "knha" | "adhoc")`, to 1e-9 where its iterations are run to their end.
 *
 * @example poolEffects({ estimate: [0.1, 0.3], variance: [0.1, 0.1] }, { model: "common" }).estimate // 0.2
 */
export function poolEffects(columns: GivenColumns<typeof poolingColumns>, options: GivenOptions<typeof poolingOptions> = {}): PooledEffect {
  const chosen = readOptions(poolingOptions, options);
  const read = readRows(poolingColumns, columns);
  const { estimate, variance, standardError, study, weight, size } = read.columns;
  if (variance === null && standardError === null) throw new StatisticRefusal("missing-column", "variance", "There is neither a variance nor a standardError.", "Give one of them for each estimate.");
  if (variance !== null && standardError !== null) throw new StatisticRefusal("options-conflict", "standardError", "There is a variance as well as a standardError.", "Give one of them.");
  if (read.size === 0) throw new StatisticRefusal("empty", "columns", read.missing.rows > 0 ? "Every row lacks something." : "There is no row.", "Give at least one study with its estimate and variance.");
  const variances = variance ?? squares(standardError ?? new Float64Array(0));
  const names = study ?? rowNames(read.rows);
  return resultOf(poolEstimates({ measure: chosen.measure, names, estimates: estimate, variances, weights: weight, sizes: size, missing: read.missing }, chosen));
}

function squares(values: Float64Array): Float64Array {
  const made = new Float64Array(values.length);
  for (let at = 0; at < made.length; at++) made[at] = (values[at] as number) ** 2;
  return made;
}

function rowNames(rows: Int32Array): readonly string[] {
  const names: string[] = [];
  for (let at = 0; at < rows.length; at++) names.push(String((rows[at] as number) + 1));
  return names;
}
