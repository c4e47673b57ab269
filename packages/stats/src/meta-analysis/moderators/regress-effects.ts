/** Meta-regression: why effects differ between studies. */
import { type GivenColumns, readRows } from "../../form/columns.ts";
import { type GivenOptions, type ReadOptions, readOptions } from "../../form/option-fields.ts";
import { resultOf } from "../../form/result.ts";
import { rowsOf } from "../../linear-algebra/matrix.ts";
import { measureFacts } from "../effect-sizes/measures.ts";
import { assessHeterogeneity } from "../pooling/heterogeneity.ts";
import { buildDesign } from "./build-design.ts";
import { explainedVariance } from "./explained-variance.ts";
import { type FittedRegression, fitRegression } from "./fit-regression.ts";
import { testContrast, unitVector } from "./linear-inference.ts";
import { type PredictedEffect, exponentials, predictEffect } from "./predict-effect.ts";
import { readSetting } from "./read-settings.ts";
import { regressionColumns, regressionOptions } from "./regression-options.ts";
import type { Regression, RegressionCoefficient } from "./regression-result.ts";
import { residualVariance } from "./residual-variance.ts";
import { sayRegression } from "./say-regression.ts";
import { rowNames, variancesOf } from "./study-rows.ts";

type Choices = ReadOptions<typeof regressionOptions>;

/** Studies per moderator below which the result warns, and clusters below which CR0 and CR1 do. */
const enough = 10;

/**
 * Regresses estimates on moderators, numbers or categories, with weights 1/(v + τ²).
 *
 * Estimates are on the scale of the analysis: logs of ratios. `columns.moderators` holds a list for each moderator under its name; a
 * list with texts is one of categories. Defaults: random effects, REML, Knapp and Hartung with a variance no smaller than the
 * classical one and t with k - p; CR2 with Satterthwaite's degrees of freedom where there is a column of clusters. Assumes a linear
 * relation between studies, which says nothing about participants within a study.
 *
 * R² is null with its reason where it cannot be told. Throws StatisticRefusal `empty`, `too-few` (no more studies, or clusters, than
 * coefficients), `singular` with the moderators that determine each other, `one-group`, `missing-column`, `options-conflict`,
 * `not-converged`, and as `readRows` and `readOptions` do.
 *
 * Sources: Knapp and Hartung 2003, Stat Med 22:2693, doi 10.1002/sim.1482; Viechtbauer et al. 2015, Psychol Methods 20:360, doi
 * 10.1037/met0000023; Higgins and Thompson 2004, Stat Med 23:1663, doi 10.1002/sim.1752 (all recalled).
 * R: `metafor::rma(yi, vi, mods = ~ …, test = )` to 1e-8; `clubSandwich::coef_test` to 1e-8.
 *
 * @example regressEffects({ estimate: [0.1, 0.2, 0.4, 0.5], variance: [0.1, 0.1, 0.1, 0.1], moderators: { dose: [1, 2, 3, 4] } }).coefficients[1]?.estimate // 0.14
 */
export function regressEffects(columns: GivenColumns<typeof regressionColumns>, options: GivenOptions<typeof regressionOptions> = {}): Regression {
  const chosen = readOptions(regressionOptions, options);
  const read = readRows(regressionColumns, columns);
  const variances = variancesOf(read.columns, read.rows);
  const estimates = read.columns.estimate;
  const names = rowNames(read.columns.study, read.rows);
  const design = buildDesign(read.size, read.columns.moderators ?? [], chosen);
  const fitted = fitRegression(estimates, variances, design, read.columns.cluster, chosen);
  const { fit, inference } = fitted;
  const random = chosen.model === "random";
  const tauSquared = random ? residualVariance(fit, chosen.tauSquaredInterval, chosen.level) : null;
  const ratio = measureFacts(chosen.measure).natural === "ratio";
  const coefficients = design.terms.map((term, place): RegressionCoefficient => {
    const tested = testContrast(inference, unitVector(design.terms.length, place), chosen.level);
    return { ...term, ...tested, ratio: ratio ? exponentials(tested) : null };
  });
  const { degrees, reason } = predictionDegrees(chosen, fit.residualDegrees, random);
  const predict = (at: string, row: Float64Array): PredictedEffect => predictEffect(inference, at, row, { level: chosen.level, spread: reason === null ? fit.tauSquared : null, degrees, ratio });
  const places = (moderator: string): number[] => design.terms.flatMap((term, place) => (term.moderator === moderator ? [place] : []));
  const { test: omnibus, reason: omnibusReason } = inference.joint(design.terms.flatMap(({ moderator }, place) => (moderator === null ? [] : [place])));
  const result = {
    measure: chosen.measure,
    scale: measureFacts(chosen.measure).scale,
    model: chosen.model,
    studies: read.size,
    names,
    coefficients,
    covariance: rowsOf(inference.covariance),
    omnibus,
    omnibusReason,
    moderatorTests: design.moderators.map((moderator) => ({ moderator, ...inference.joint(places(moderator)) })),
    tauSquared,
    heterogeneity: assessHeterogeneity(fit, chosen.model, tauSquared?.interval ?? tauSquared?.profile ?? null),
    ...explainedVariance(estimates, variances, fit, { ...chosen, moderators: design.moderators.length }),
    hksjFactor: fitted.hksjFactor,
    clusters: fitted.clusters,
    fitted: names.map((name, row) => predict(name, design.matrix.values.slice(row * design.terms.length, (row + 1) * design.terms.length))),
    predictions: (chosen.at ?? []).map((text, at) => predict(text, design.rowFor(readSetting(text, `at.${at + 1}`), `at.${at + 1}`))),
    predictionReason: reason,
    missing: read.missing,
    warnings: warningsOf(fitted, read.size, coefficients, design.terms.length - (chosen.intercept ? 1 : 0), random),
  } as const;
  return resultOf({ method: sayRegression(result, fitted, chosen), ...result });
}

function predictionDegrees({ prediction }: Choices, residualDegrees: number, random: boolean): { readonly degrees: number | null; readonly reason: string | null } {
  if (!random) return { degrees: null, reason: "With one common effect a new study has the effect that the moderators foretell." };
  if (prediction === "none") return { degrees: null, reason: "It was not asked for." };
  if (prediction === "normal") return { degrees: null, reason: null };
  const degrees = residualDegrees - (prediction === "k-p-1" ? 1 : 0);
  return { degrees, reason: degrees < 1 ? `A prediction interval with ${prediction} degrees of freedom needs more studies.` : null };
}

function warningsOf({ kind, clusters }: FittedRegression, studies: number, coefficients: readonly RegressionCoefficient[], slopes: number, random: boolean): string[] {
  const warnings: string[] = [];
  if (random && studies < 5) warnings.push("Fewer than 5 studies: the variance between studies, and with it every interval here, is poorly known.");
  if (slopes > 0 && studies < enough * slopes) warnings.push(`Fewer than ${enough} studies for each coefficient of a moderator (${studies} studies, ${slopes} ${slopes === 1 ? "coefficient" : "coefficients"}): a relation found here may well be chance, and one that is there may be missed.`);
  if (clusters !== null && (kind === "CR0" || kind === "CR1") && clusters < 40) warnings.push(`With ${clusters} clusters this robust variance is too small on average; CR2 is made for few clusters.`);
  const poor = coefficients.filter(({ test }) => clusters !== null && test.degreesOfFreedom !== null && test.degreesOfFreedom < 4);
  if (poor.length > 0) warnings.push(`Fewer than 4 degrees of freedom for ${poor.map(({ name }) => name).join(", ")}: p-values of the robust variance are not to be relied on there.`);
  return warnings;
}
