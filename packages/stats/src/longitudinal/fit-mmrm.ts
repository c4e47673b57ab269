/** Mixed model for repeated measures, from rows. */
import { readOptions } from "../form/option-fields.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { orthonormalBasis, upperTriangle } from "../linear-algebra/apply-qr.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { decomposeQr } from "../linear-algebra/pivoted-qr.ts";
import { multiplyVector } from "../linear-algebra/multiply.ts";
import { runSteps } from "../optimisation/run-steps.ts";
import { categoriesOf } from "../regression/design-matrix.ts";
import { fitVisits, type Mmrm } from "./fit-visits.ts";
import { type Factor, fixedDesign } from "./fixed-design.ts";
import { type MmrmColumns, type MmrmOptions, mmrmOptions } from "./mmrm-options.ts";
import { crossedLists, inOrder, readRepeated, type RepeatedRows } from "./read-repeated.ts";
import type { LikelihoodPoint } from "./repeated-likelihood.ts";
import { scaledRows } from "./scaled-rows.ts";
import { patternKey, type VisitPattern, visitPatterns } from "./visit-patterns.ts";

/**
 * Mixed model for repeated measures (MMRM): outcomes of participants at visits, with fixed effects of arm, visit, arm × visit
 * and covariates, and a covariance among the visits of a participant.
 *
 * Estimand: the difference of means between arms at each visit, as if nobody had missed it, under missingness at random.
 * Columns: one row a participant and visit; rows without an outcome are left out and counted. Visits stand in their order as
 * equally spaced for autoregressive and Toeplitz covariances.
 * Throws StatisticRefusal: `singular` for covariates that determine each other, `options-conflict` for a visit given twice,
 * `too-few`, `not-identified` or `not-converged` (with the last gradient) for a covariance that the data cannot tell.
 * Sources: Kenward and Roger 1997, doi 10.2307/2533558; Fai and Cornelius 1996, doi 10.1080/00949659608811740; Liang and Zeger
 * 1986, doi 10.1093/biomet/73.1.13 (all recalled). Agrees with R's nlme::gls to 1e-8 where that is polished.
 *
 * @example fitMmrm({ outcome: [1, 2, 2, 4, 1, 3, 3, 5, 2, 2], participant: [1, 1, 2, 2, 3, 3, 4, 4, 5, 5], visit: [1, 2, 1, 2, 1, 2, 1, 2, 1, 2] }).means[1]?.estimate // 3.2
 */
export const fitMmrm = (columns: MmrmColumns, options: MmrmOptions = {}): Mmrm => runSteps(fitMmrmSteps(columns, options));

/** The same in steps that tell how far it is. */
export function* fitMmrmSteps(columns: MmrmColumns, options: MmrmOptions = {}): Generator<{ readonly done: number }, Mmrm> {
  const read = readOptions(mmrmOptions, options);
  const rows = readRepeated(columns, read.visits);
  const crossed = crossedLists(rows, read);
  const { covariates, size } = rows;
  const orders: Record<string, readonly string[]> = { visit: rows.visits };
  const arms = covariates.find(({ name }) => name === "arm")?.values;
  if (arms !== undefined && !(arms instanceof Float64Array)) orders["arm"] = inOrder("arms", arms, read.arms);
  const references = Object.fromEntries(Object.entries(orders).map(([name, order]) => [name, order[0] ?? ""]));
  const { matrix, terms } = fixedDesign(covariates, { size, crossed, references });
  const qr = decomposeQr(matrix);
  const dependent = qr.dependentColumns[0];
  if (dependent !== undefined) throw new StatisticRefusal("singular", "covariates", `${terms[dependent]?.term ?? ""} follows from the columns before it.`, "Leave it out, or an interaction of which a combination never occurs.", { rank: qr.rank, columns: terms.length });
  const { values, coordinates } = scaledRows(orthonormalBasis(qr), upperTriangle(qr), rows.outcome);
  const width = terms.length + 1;
  const patterns = visitPatterns(rows, values, width);
  const factors = covariates.map(({ name, values: given }): Factor => (given instanceof Float64Array ? { name, categories: null, mean: given.reduce((sum, one) => sum + one, 0) / size } : { name, categories: orders[name] ?? categoriesOf(given), mean: null }));
  const coding = { terms, factors };
  const within = terms.map((_, column) => rows.participants.some(({ rows: own }) => own.some((row) => matrix.values[row * terms.length + column] !== matrix.values[(own[0] ?? 0) * terms.length + column])));
  const meat = (point: LikelihoodPoint): Matrix => meatOf(rows, values, width, patterns, point);
  return yield* fitVisits({ patterns, coordinates, coding, visits: rows.visits, crossed, rows: size, participants: rows.participants.length, withoutVisit: rows.withoutVisit, missing: rows.missing, within, meat }, read);
}

/** Sum over participants of u u' with u = X'V^-1 r. */
function meatOf({ participants, visitOf }: RepeatedRows, values: Float64Array, width: number, patterns: readonly VisitPattern[], point: LikelihoodPoint): Matrix {
  const p = width - 1;
  const weights = new Map(patterns.map(({ group, visits }, at) => [patternKey(group, visits), point.parts[at]?.weight]));
  const sum = zeroMatrix(p, p);
  for (const { rows, group } of participants) {
    const weight = weights.get(patternKey(group, rows.map((row) => visitOf[row] ?? 0)));
    if (weight === undefined) continue;
    const residuals = Float64Array.from(rows, (row) => {
      let left = values[row * width + p] ?? 0;
      for (let at = 0; at < p; at++) left -= (values[row * width + at] ?? 0) * (point.coefficients[at] ?? 0);
      return left;
    });
    const pulled = multiplyVector(weight, residuals);
    const score = new Float64Array(p);
    for (const [at, row] of rows.entries()) for (let column = 0; column < p; column++) score[column] = (score[column] ?? 0) + (values[row * width + column] ?? 0) * (pulled[at] ?? 0);
    for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) sum.values[a * p + b] = (sum.values[a * p + b] ?? 0) + (score[a] ?? 0) * (score[b] ?? 0);
  }
  return sum;
}
