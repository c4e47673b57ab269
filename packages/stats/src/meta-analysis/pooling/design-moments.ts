/** Moments about a design with several columns. */
import { orthonormalBasis, upperTriangle } from "../../linear-algebra/apply-qr.ts";
import { decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { inverseFromCholesky, invertLower } from "../../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { multiply } from "../../linear-algebra/multiply.ts";
import { decomposeQr } from "../../linear-algebra/pivoted-qr.ts";
import { transpose } from "../../linear-algebra/transpose.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { WeightedMoments } from "./weighted-moments.ts";

const logTwoPi = 1.8378770664093453;

/**
 * X is taken apart once, X = QR with orthonormal Q, and all weighted work is done in Q: how badly X is scaled (a year beside a
 * column of ones) costs no digits. Estimates are measured from their unweighted fit.
 */
class DesignMoments implements WeightedMoments {
  readonly size: number;
  readonly parameters: number;
  readonly variances: Float64Array;
  readonly smallestVariance: number;
  readonly largestVariance: number;
  readonly unweightedResidualSum: number;
  readonly spread: number;
  readonly weights: Float64Array;
  tauSquared = 0;
  residualSum = 0;
  residualSum2 = 0;
  residualSum3 = 0;
  traceP = 0;
  tracePP = 0;
  sumOfWeights = 0;
  sumOfSquaredWeights = 0;
  tracePV = 0;
  readonly #basis: Float64Array;
  /** R⁻¹, and what the unweighted fit is in the basis. */
  readonly #back: Matrix;
  readonly #start: Float64Array;
  readonly #distances: Float64Array;
  readonly #residuals: Float64Array;
  readonly #fit: Float64Array;
  #inverse: Matrix;
  readonly #information: Matrix;
  #logInformation = 0;

  constructor(estimates: Float64Array, variances: Float64Array, design: Matrix) {
    const qr = decomposeQr(design);
    if (design.rows < design.columns) throw new StatisticRefusal("too-few", "design", `There are ${design.rows} rows and ${design.columns} columns.`, "Give fewer moderators, or more studies.", { rows: design.rows, columns: design.columns });
    const [dependent] = qr.dependentColumns;
    if (dependent !== undefined) throw new StatisticRefusal("singular", "design", `Column ${dependent + 1} of the design is determined by those before it.`, "Take it out.", { column: dependent + 1, rank: qr.rank });
    this.size = estimates.length;
    this.parameters = design.columns;
    this.variances = variances;
    this.smallestVariance = variances.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
    this.largestVariance = variances.reduce((most, one) => Math.max(most, one), 0);
    this.weights = new Float64Array(this.size).fill(1);
    this.#basis = orthonormalBasis(qr).values;
    const upper = upperTriangle(qr);
    this.#back = transpose(invertLower(transpose(upper)));
    const p = this.parameters;
    this.#start = new Float64Array(p);
    this.#fit = new Float64Array(p);
    this.#residuals = new Float64Array(this.size);
    this.#information = zeroMatrix(p, p);
    this.#inverse = this.#information;
    for (let at = 0, place = 0; at < this.size; at++) for (let column = 0; column < p; column++, place++) this.#start[column] = (this.#start[column] as number) + (this.#basis[place] as number) * (estimates[at] as number);
    this.#distances = estimates.map((estimate, at) => estimate - this.#dot(at, this.#start));
    const mean = estimates.reduce((sum, one) => sum + one, 0) / this.size;
    this.spread = estimates.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    this.unweightedResidualSum = this.#distances.reduce((sum, one) => sum + one * one, 0);
  }

  fillResiduals(tauSquared: number): void {
    this.#weighAt(tauSquared);
    this.#solve();
    this.#sumResiduals();
  }

  fill(tauSquared: number): void {
    this.fillResiduals(tauSquared);
    this.#sumTraces();
  }

  fillWeights(weightOf: (variance: number) => number): void {
    for (let at = 0; at < this.size; at++) this.weights[at] = weightOf(this.variances[at] as number);
    this.#solve();
    this.#sumResiduals();
    this.#sumTraces();
  }

  logLikelihood(tauSquared: number, kind: "ML" | "REML"): number {
    this.fillResiduals(tauSquared);
    let logs = 0;
    for (const variance of this.variances) logs += Math.log(variance + tauSquared);
    const [free, extra] = kind === "ML" ? [this.size, 0] : [this.size - this.parameters, this.#logInformation];
    return -(free * logTwoPi + logs + extra + this.residualSum) / 2;
  }

  coefficients(): Float64Array {
    const p = this.parameters;
    const made = new Float64Array(p);
    for (let row = 0; row < p; row++) for (let column = row; column < p; column++) made[row] = (made[row] as number) + (this.#back.values[row * p + column] as number) * ((this.#start[column] as number) + (this.#fit[column] as number));
    return made;
  }

  covariance(): Matrix {
    return multiply(multiply(this.#back, this.#inverse), transpose(this.#back));
  }

  residuals(): Float64Array {
    return this.#residuals.slice();
  }

  leverages(): Float64Array {
    return this.weights.map((weight, at) => Math.min(1, weight * this.#spread(at)));
  }

  #weighAt(tauSquared: number): void {
    this.tauSquared = tauSquared;
    for (let at = 0; at < this.size; at++) this.weights[at] = 1 / ((this.variances[at] as number) + tauSquared);
  }

  /** Row of the basis times a vector. */
  #dot(at: number, vector: Float64Array): number {
    const start = at * this.parameters;
    let sum = 0;
    for (let column = 0; column < this.parameters; column++) sum += (this.#basis[start + column] as number) * (vector[column] as number);
    return sum;
  }

  /** q'Mq for the row of the basis, M = (Q'WQ)⁻¹. */
  #spread(at: number): number {
    const p = this.parameters;
    const start = at * p;
    let sum = 0;
    for (let row = 0, place = 0; row < p; row++) {
      let part = 0;
      for (let column = 0; column < p; column++, place++) part += (this.#inverse.values[place] as number) * (this.#basis[start + column] as number);
      sum += part * (this.#basis[start + row] as number);
    }
    return sum;
  }

  /** Q' diag(factors) Q. */
  #cross(factorOf: (at: number) => number, into: Matrix): Matrix {
    const p = this.parameters;
    into.values.fill(0);
    for (let at = 0; at < this.size; at++) {
      const start = at * p;
      const factor = factorOf(at);
      for (let row = 0; row < p; row++) {
        const part = factor * (this.#basis[start + row] as number);
        for (let column = 0; column <= row; column++) into.values[row * p + column] = (into.values[row * p + column] as number) + part * (this.#basis[start + column] as number);
      }
    }
    for (let row = 0; row < p; row++) for (let column = 0; column < row; column++) into.values[column * p + row] = into.values[row * p + column] as number;
    return into;
  }

  /** M times Q' diag(w) z. */
  #project(values: Float64Array, into: Float64Array): void {
    const p = this.parameters;
    const right = new Float64Array(p);
    for (let at = 0, place = 0; at < this.size; at++) {
      const part = (this.weights[at] as number) * (values[at] as number);
      for (let column = 0; column < p; column++, place++) right[column] = (right[column] as number) + part * (this.#basis[place] as number);
    }
    for (let row = 0, place = 0; row < p; row++) {
      let sum = 0;
      for (let column = 0; column < p; column++, place++) sum += (this.#inverse.values[place] as number) * (right[column] as number);
      into[row] = sum;
    }
  }

  #solve(): void {
    const made = decomposeCholesky(this.#cross((at) => this.weights[at] as number, this.#information), { tolerance: 0 });
    if (!made.positiveDefinite) throw new StatisticRefusal("singular", "variance", "Variances differ so much that the weighted design has no inverse.", "Check the unit of the smallest and the largest variance.", { smallest: this.smallestVariance, largest: this.largestVariance });
    this.#inverse = inverseFromCholesky(made);
    let logs = 0;
    for (let at = 0; at < this.parameters; at++) logs += 2 * Math.log(made.lower.values[at * (this.parameters + 1)] as number);
    // In the orthonormal basis this is log |X'WX| - log |X'X|: the likelihood of contrasts, whatever unit X is in.
    this.#logInformation = logs;
    this.#project(this.#distances, this.#fit);
  }

  #sumResiduals(): void {
    let one = 0;
    let two = 0;
    for (let at = 0; at < this.size; at++) {
      const residual = (this.#distances[at] as number) - this.#dot(at, this.#fit);
      const part = (this.weights[at] as number) * residual;
      this.#residuals[at] = residual;
      one += part * residual;
      two += part * part;
    }
    this.residualSum = one;
    this.residualSum2 = two;
  }

  #sumTraces(): void {
    const { size, weights, parameters } = this;
    const pushed = this.#residuals.map((residual, at) => residual * (weights[at] as number));
    const fit = new Float64Array(parameters);
    this.#project(pushed, fit);
    let [all, squares, trace, traceSquare, traceVariance, three] = [0, 0, 0, 0, 0, 0];
    for (let at = 0; at < size; at++) {
      const weight = weights[at] as number;
      const pull = Math.min(1, weight * this.#spread(at));
      all += weight;
      squares += weight * weight;
      trace += weight * (1 - pull);
      traceVariance += weight * (1 - pull) * (this.variances[at] as number);
      traceSquare += weight * weight * (1 - 2 * pull);
      three += weight * ((pushed[at] as number) - this.#dot(at, fit)) ** 2;
    }
    const turned = multiply(this.#inverse, this.#cross((at) => (weights[at] as number) ** 2, zeroMatrix(parameters, parameters)));
    for (let row = 0; row < parameters; row++) for (let column = 0; column < parameters; column++) traceSquare += (turned.values[row * parameters + column] as number) * (turned.values[column * parameters + row] as number);
    this.sumOfWeights = all;
    this.sumOfSquaredWeights = squares;
    this.traceP = trace;
    this.tracePP = traceSquare;
    this.tracePV = traceVariance;
    this.residualSum3 = three;
  }
}

export const designMoments = (estimates: Float64Array, variances: Float64Array, design: Matrix): WeightedMoments => new DesignMoments(estimates, variances, design);
