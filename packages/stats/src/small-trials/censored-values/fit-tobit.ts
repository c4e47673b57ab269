/** The maximum of a censored normal likelihood without random effects. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { weightedLeastSquares } from "../../linear-algebra/least-squares.ts";
import { inverseFromCholesky } from "../../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { type LikelihoodAt, maximiseNewton } from "../../optimisation/newton-raphson.ts";
import { type RowTerms, censoredTerms } from "./censored-likelihood.ts";
import type { CensoredRows } from "./censored-rows.ts";

export interface TobitFit {
  readonly coefficients: Float64Array;
  readonly logSd: number;
  /** Of the coefficients, then of the logarithm of the standard deviation. */
  readonly covariance: Matrix;
  readonly logLikelihood: number;
  readonly iterations: number;
}

/**
 * By Newton's method in Olsen's parameters, coefficients over the standard deviation and one over it, in which the log-likelihood is
 * concave (Olsen 1978, Econometrica 46:1211, recalled); the inverse information is turned back.
 * Throws StatisticRefusal `singular`, and `not-converged` where the likelihood has no maximum.
 */
export function fitTobit(rows: CensoredRows): TobitFit {
  const { design: { matrix, terms }, value, upper, status } = rows;
  const size = matrix.columns;
  const ground = weightedLeastSquares(matrix, value);
  const dependent = ground.dependentColumns.map((at) => terms[at]?.term ?? "");
  if (dependent.length > 0) throw new StatisticRefusal("singular", `covariates.${dependent.join(", ")}`, "The other columns determine it.", `Leave ${dependent.join(", ")} out.`, { columns: dependent.join(", ") });
  const sd = Math.sqrt(ground.residualSumOfSquares / value.length);
  if (!(sd > 0)) throw new StatisticRefusal("not-identified", "value", "All values lie on the line: there is no spread to be told.", "Give values that vary.");
  // Values and columns in units near 1.
  const spreads = Float64Array.from({ length: size }, (_, column) => Math.max(...Array.from({ length: matrix.rows }, (_unused, row) => Math.abs(matrix.values[row * size + column] as number))));
  const shift = value.reduce((sum, one) => sum + one, 0) / value.length;
  const start = Float64Array.from([...ground.coefficients.map((one, at) => (((one ?? 0) - (at === 0 ? shift : 0)) * (spreads[at] as number)) / sd), 1]);
  const x = matrix.values.map((one, at) => one / (spreads[at % size] as number));
  const found = maximiseNewton((point) => olsenLikelihood(x, size, value.map((one) => (one - shift) / sd), upper.map((one) => (one - shift) / sd), status, point), start, { gradientTolerance: 1e-11, stepTolerance: 1e-9, maximumIterations: 200 });
  const h = found.estimate[size] as number;
  const decomposition = decomposeCholesky({ ...found.hessian, values: found.hessian.values.map((one) => -one) });
  if (!found.converged || found.value === null || !decomposition.positiveDefinite || !(h > 0)) throw new StatisticRefusal("not-converged", "value", "The likelihood has no maximum that could be found: a group may have no measured value.", "Leave the covariate out that parts measured from censored rows.", { gradient: found.gradientNorm });
  const inner = inverseFromCholesky(decomposition);
  const total = size + 1;
  // b = sd γ / (h spread), log sd = log sd0 - log h.
  const map = zeroMatrix(total, total);
  for (let at = 0; at < size; at++) {
    const unit = sd / (h * (spreads[at] as number));
    map.values[at * total + at] = unit;
    map.values[at * total + size] = (-unit * (found.estimate[at] as number)) / h;
  }
  map.values[size * total + size] = -1 / h;
  const covariance = zeroMatrix(total, total);
  for (let a = 0; a < total; a++) for (let b = 0; b < total; b++) {
    let sum = 0;
    for (let c = 0; c < total; c++) for (let d = 0; d < total; d++) sum += (map.values[a * total + c] as number) * (inner.values[c * total + d] as number) * (map.values[b * total + d] as number);
    covariance.values[a * total + b] = sum;
  }
  const measured = status.filter((word) => word === "measured").length;
  return {
    coefficients: Float64Array.from({ length: size }, (_, at) => ((found.estimate[at] as number) * sd) / (h * (spreads[at] as number)) + (at === 0 ? shift : 0)),
    logSd: Math.log(sd / h), covariance, logLikelihood: found.value - measured * Math.log(sd), iterations: found.iterations,
  };
}

function olsenLikelihood(x: Float64Array, size: number, value: Float64Array, upper: Float64Array, status: CensoredRows["status"], point: Float64Array): LikelihoodAt {
  const total = size + 1;
  const h = point[size] as number;
  const gradient = new Float64Array(total);
  const hessian = zeroMatrix(total, total);
  const terms: RowTerms = { value: 0, first: 0, second: 0, upperFirst: 0, upperSecond: 0, both: 0 };
  const [one, other] = [new Float64Array(total), new Float64Array(total)];
  let sum = 0;
  if (!(h > 0)) return { value: Number.NEGATIVE_INFINITY, gradient, hessian };
  for (let row = 0; row < value.length; row++) {
    let mean = 0;
    for (let at = 0; at < size; at++) {
      const cell = x[row * size + at] as number;
      mean += cell * (point[at] as number);
      one[at] = -cell;
      other[at] = -cell;
    }
    one[size] = value[row] as number;
    other[size] = upper[row] as number;
    const { first, second, upperFirst, upperSecond, both, value: log } = censoredTerms(status[row] ?? "measured", h * (value[row] as number) - mean, h * (upper[row] as number) - mean, terms);
    sum += log;
    if (status[row] === "measured") {
      sum += Math.log(h);
      gradient[size] = (gradient[size] as number) + 1 / h;
      hessian.values[total * total - 1] = (hessian.values[total * total - 1] as number) - 1 / (h * h);
    }
    for (let a = 0; a < total; a++) {
      const [za, ua] = [one[a] as number, other[a] as number];
      gradient[a] = (gradient[a] as number) + first * za + upperFirst * ua;
      for (let b = 0; b < total; b++) {
        const [zb, ub] = [one[b] as number, other[b] as number];
        hessian.values[a * total + b] = (hessian.values[a * total + b] as number) + second * za * zb + upperSecond * ua * ub + both * (za * ub + ua * zb);
      }
    }
  }
  return { value: sum, gradient, hessian };
}
