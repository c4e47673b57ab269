/** Why a search for a covariance did not end: the likelihood may have no maximum. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { symmetricEigen } from "../linear-algebra/symmetric-eigen.ts";
import type { Matrix } from "../linear-algebra/matrix.ts";
import type { CovarianceModel } from "./covariance-model.ts";
import type { LikelihoodPoint } from "./repeated-likelihood.ts";

const nearlySingular = 1e-5;
const remedy = "Choose a covariance with fewer parameters, leave covariates or their products with visits out, or give more participants who have all visits.";

/**
 * Throws StatisticRefusal `not-identified` where the search ended at a covariance that has no inverse but for rounding. If rows of some
 * participants have it, log|V| falls without end while their residuals follow: a combination of their visits is foretold without
 * error, and the likelihood is unbounded. If only the covariance of all visits together has it, the likelihood is highest at the edge.
 */
export function refuseWithoutMaximum(point: LikelihoodPoint, covariance: CovarianceModel, parameters: Float64Array): void {
  const seen = point.parts.reduce((least, part) => Math.min(least, leastShare(part.covariance.value)), 1);
  if (seen < nearlySingular) throw new StatisticRefusal("not-identified", "covariance", "The likelihood has no maximum: it rises without end while the covariance comes to have no inverse. A combination of the outcomes of a participant is foretold without error.", remedy, { leastEigenvalue: seen });
  const whole = covariance.whole?.(parameters) ?? [];
  const unseen = whole.reduce((least, matrix) => Math.min(least, leastShare(matrix)), 1);
  if (unseen < nearlySingular) throw new StatisticRefusal("not-identified", "covariance", "The likelihood is highest at the edge, where the covariance of all visits has no inverse: too few participants have the visits together that would tell it.", remedy, { leastEigenvalue: unseen });
}

/** Least eigenvalue of the correlations. */
function leastShare({ rows, columns, values }: Matrix): number {
  const spread = Array.from({ length: rows }, (_, at) => Math.sqrt(values[at * (columns + 1)] ?? 0));
  return Math.min(...symmetricEigen({ rows, columns, values: values.map((value, place) => value / ((spread[Math.floor(place / columns)] ?? 1) * (spread[place % columns] ?? 1))) }).values);
}
