/** The proportional odds model. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { column, columnsOf, type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { choice, type GivenOptions, level as levelField, mayWords, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { invertPositiveDefinite } from "../../linear-algebra/invert-positive-definite.ts";
import { maximiseNewton, type NewtonResult } from "../../optimisation/newton-raphson.ts";
import { type Design, designMatrix, type DesignTerm } from "../../regression/design-matrix.ts";
import { standardiseDesign } from "../../regression/standardise-design.ts";
import { codeCategories } from "./code-categories.ts";
import { ordinalLikelihood, type OrdinalRows, scoreOfProportionality } from "./ordinal-likelihood.ts";
import { ordinalLimit } from "./ordinal-profile.ts";

export const ordinalColumns = { outcome: column("covariate", "ordered category of the row; numbers rise, texts stand as `order` says"), covariates: columnsOf("covariate", "what the outcome may depend on; texts are categories, the first by code points is the reference") } as const;
export const ordinalOptions = { order: mayWords("categories of the outcome, the lowest first; left out: numbers by size, texts by code points"), interval: choice(["profile", "wald"], "profile", "profile likelihood, or Wald"), level: levelField } as const;

export interface OrdinalCoefficient extends DesignTerm {
  /** Log odds ratio of a higher category, for one more of the covariate or for the category against the reference. */
  readonly estimate: number;
  readonly standardError: number;
  /** A limit is `null` where the profile likelihood never falls so far. */
  readonly interval: { readonly lower: number | null; readonly upper: number | null; readonly level: number };
  readonly test: { readonly statistic: number; readonly distribution: "normal"; readonly pValue: number };
  readonly ratio: { readonly estimate: number; readonly lower: number | null; readonly upper: number | null };
}
export interface ProportionalOdds extends ResultForm {
  readonly coefficients: readonly OrdinalCoefficient[];
  /** Logits of P(outcome <= category) where all covariates are 0. */
  readonly thresholds: readonly { readonly upTo: string; readonly estimate: number; readonly standardError: number }[];
  readonly categories: readonly { readonly category: string; readonly rows: number }[];
  readonly logLikelihood: number;
  /** Likelihood ratio test of all covariates. */
  readonly overall: { readonly statistic: number; readonly distribution: "chi-square"; readonly degreesOfFreedom: number; readonly pValue: number };
  /** Score test that odds are proportional; `null` with its reason. */
  readonly proportionality: { readonly statistic: number; readonly distribution: "chi-square"; readonly degreesOfFreedom: number; readonly pValue: number } | null;
  readonly proportionalityReason: string | null;
  readonly rows: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * The proportional odds model of an ordered outcome: logit P(Y <= k) = threshold k - x b, by maximum likelihood (Newton's steps on
 * standardised covariates). exp(b) is the odds ratio of being in a higher category, alike at all thresholds; a score test asks whether it is.
 *
 * With two categories it is logistic regression; with an arm alone its score test is Wilcoxon's rank-sum test, nearly.
 * Throws StatisticRefusal `empty`, `one-group` (one category), `too-few`, `singular`, `separation`, `not-converged`, `unknown-choice` (an
 * order that does not name all categories), and as `readRows` and `readOptions`.
 *
 * Source: McCullagh 1980, J R Stat Soc B 42:109, doi 10.1111/j.2517-6161.1980.tb01109.x; Peterson and Harrell 1990, doi 10.2307/2347760
 * (recalled). R: `MASS::polr` polished, `ordinal::clm`; to 1e-8.
 *
 * @example fitProportionalOdds({ outcome: [1, 2, 3, 2, 3, 1, 2, 3], covariates: { arm: ["a", "a", "a", "a", "b", "b", "b", "b"] } }).coefficients[0].ratio
 */
export function fitProportionalOdds(columns: GivenColumns<typeof ordinalColumns>, options: GivenOptions<typeof ordinalOptions> = {}): ProportionalOdds {
  const { order, interval, level } = readOptions(ordinalOptions, options);
  const { columns: { outcome, covariates }, size, missing } = readRows(ordinalColumns, columns);
  const { names, codes } = codeCategories(outcome, order);
  const cuts = names.length - 1;
  const design = designMatrix(covariates, { intercept: true, size });
  if (size <= cuts + design.terms.length - 1) throw new StatisticRefusal("too-few", "outcome", `There are ${size} rows for ${cuts + design.terms.length - 1} coefficients.`, "Give more rows, or fewer covariates.", { rows: size });
  const standardised = standardiseDesign(design, null);
  const data: OrdinalRows = { matrix: standardised.matrix, category: codes, categories: names.length };
  const counts = names.map((_, k) => codes.reduce((sum, one) => sum + (one === k ? 1 : 0), 0));
  const start = new Float64Array(cuts + design.terms.length - 1);
  let nullLikelihood = 0;
  for (let k = 0, sum = 0; k < names.length; k++) {
    sum += counts[k] as number;
    if (k < cuts) start[k] = Math.log(sum / (size - sum));
    nullLikelihood += (counts[k] as number) * Math.log((counts[k] as number) / size);
  }
  const fit = maximiseNewton((point) => ordinalLikelihood(data, point), start, { gradientTolerance: 1e-11, stepTolerance: 1e-9, maximumIterations: 200 });
  if (!fit.converged) throw refuseFit(fit, design, cuts);
  const inner = invertPositiveDefinite({ ...fit.hessian, values: fit.hessian.values.map((one) => -one) });
  if (inner === null) throw refuseFit(fit, design, cuts);
  const whole = start.length;
  const reach = normalQuantile((1 - level) / 2, { tail: "upper" });
  const coefficients = design.terms.slice(1).map((term, at): OrdinalCoefficient => {
    const place = cuts + at;
    const unit = standardised.spreads[at + 1] as number;
    const scaled = Math.sqrt(inner.values[place * (whole + 1)] as number);
    const [estimate, standardError] = [(fit.estimate[place] as number) / unit, scaled / unit];
    const limits = (["lower", "upper"] as const).map((side): number | null => {
      if (interval === "wald") return estimate + (side === "lower" ? -reach : reach) * standardError;
      const limit = ordinalLimit(data, fit, place, side, level, scaled);
      return limit === null ? null : limit / unit;
    });
    const [lower = null, upper = null] = limits;
    const statistic = estimate / standardError;
    return { ...term, estimate, standardError, interval: { lower, upper, level }, test: { statistic, distribution: "normal", pValue: 2 * normalTail(Math.abs(statistic), { tail: "upper" }) }, ratio: { estimate: Math.exp(estimate), lower: lower === null ? null : Math.exp(lower), upper: upper === null ? null : Math.exp(upper) } };
  });
  const thresholds = names.slice(0, -1).map((upTo, k) => {
    // x b of standardised covariates is x b less that of the means: thresholds move with it.
    const map = Float64Array.from({ length: whole }, (_, at) => (at < cuts ? (at === k ? 1 : 0) : (standardised.means[at - cuts + 1] as number) / (standardised.spreads[at - cuts + 1] as number)));
    let [estimate, variance] = [0, 0];
    for (let one = 0; one < whole; one++) {
      estimate += (map[one] as number) * (fit.estimate[one] as number);
      for (let other = 0; other < whole; other++) variance += (map[one] as number) * (map[other] as number) * (inner.values[one * whole + other] as number);
    }
    return { upTo, estimate, standardError: Math.sqrt(variance) };
  });
  const score = cuts > 1 ? scoreOfProportionality(data, fit.estimate) : null;
  const degrees = (cuts - 1) * (design.terms.length - 1);
  const statistic = Math.max(0, 2 * ((fit.value ?? 0) - nullLikelihood));
  const few = counts.filter((one) => one < 5).length;
  return resultOf({
    method: `Proportional odds model (cumulative logits) by maximum likelihood; ${interval === "profile" ? "profile likelihood" : "Wald"} ${Number((level * 100).toPrecision(6))} % intervals; score test of proportional odds with the expected information.`,
    coefficients,
    thresholds,
    categories: names.map((category, k) => ({ category, rows: counts[k] as number })),
    logLikelihood: fit.value ?? 0,
    overall: { statistic, distribution: "chi-square" as const, degreesOfFreedom: design.terms.length - 1, pValue: chiSquareTail(statistic, design.terms.length - 1, { tail: "upper" }) },
    proportionality: score === null ? null : { statistic: score, distribution: "chi-square" as const, degreesOfFreedom: degrees, pValue: chiSquareTail(score, degrees, { tail: "upper" }) },
    proportionalityReason: score !== null ? null : cuts === 1 ? "There is one threshold." : "The information of the wider model has no inverse.",
    rows: size,
    missing,
    warnings: few === 0 ? [] : [`${few} of ${names.length} categories have fewer than five rows.`],
  });
}

function refuseFit(fit: NewtonResult, { terms }: Design, cuts: number): StatisticRefusal {
  const sizes = Array.from(fit.estimate.subarray(cuts), Math.abs);
  const largest = Math.max(...sizes);
  if (largest < 8 && fit.reason !== "no-finite-maximum") return new StatisticRefusal("not-converged", "outcome", "The iteration did not come to its end.", "Join categories, or leave covariates out.", { gradient: fit.gradientNorm, iterations: fit.iterations });
  const names = terms.slice(1).flatMap(({ term }, at) => ((sizes[at] as number) >= largest / 10 ? [term] : []));
  return new StatisticRefusal("separation", `covariates.${names.join(", ")}`, "It foretells higher categories without error: the likelihood has no maximum.", "Leave it out, join categories, or show a rank or randomisation test.", { terms: names.join(", ") });
}
