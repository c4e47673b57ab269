/** Moments about a common mean: the design is a column of ones. */
import type { Matrix } from "../../linear-algebra/matrix.ts";
import type { WeightedMoments } from "./weighted-moments.ts";

const logTwoPi = 1.8378770664093453;

/**
 * Estimates are measured from the most precise study, which has the largest weight at every τ², and what the others weigh is
 * added up on its own: so nothing is lost where one study outweighs all others by many powers of ten.
 */
export class InterceptMoments implements WeightedMoments {
  readonly size: number;
  readonly parameters = 1;
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
  readonly #distances: Float64Array;
  readonly #origin: number;
  readonly #first: number;
  /** Weights of all but the most precise study, and the mean measured from that study. */
  #others = 0;
  #mean = 0;

  constructor(estimates: Float64Array, variances: Float64Array) {
    this.size = estimates.length;
    this.variances = variances;
    this.weights = new Float64Array(this.size);
    let first = 0;
    let largest = 0;
    for (let at = 0; at < this.size; at++) {
      if ((variances[at] as number) < (variances[first] as number)) first = at;
      largest = Math.max(largest, variances[at] as number);
    }
    this.#first = first;
    this.smallestVariance = variances[first] as number;
    this.largestVariance = largest;
    const origin = estimates[first] as number;
    this.#origin = origin;
    this.#distances = new Float64Array(this.size);
    for (let at = 0; at < this.size; at++) this.#distances[at] = (estimates[at] as number) - origin;
    this.weights.fill(1);
    this.#sumResiduals();
    this.unweightedResidualSum = this.residualSum;
    this.spread = this.residualSum;
  }

  fillResiduals(tauSquared: number): void {
    this.#weighAt(tauSquared);
    this.#sumResiduals();
  }

  fill(tauSquared: number): void {
    this.#weighAt(tauSquared);
    this.#sumResiduals();
    this.#sumTraces();
  }

  fillWeights(weightOf: (variance: number) => number): void {
    this.#weigh(weightOf);
    this.#sumResiduals();
    this.#sumTraces();
  }

  logLikelihood(tauSquared: number, kind: "ML" | "REML"): number {
    this.fillResiduals(tauSquared);
    let logs = 0;
    for (const variance of this.variances) logs += Math.log(variance + tauSquared);
    const [free, extra] = kind === "ML" ? [this.size, 0] : [this.size - 1, Math.log(this.sumOfWeights) - Math.log(this.size)];
    return -(free * logTwoPi + logs + extra + this.residualSum) / 2;
  }

  coefficients(): Float64Array {
    return Float64Array.of(this.#origin + this.#mean);
  }

  covariance(): Matrix {
    return { rows: 1, columns: 1, values: Float64Array.of(1 / this.sumOfWeights) };
  }

  residuals(): Float64Array {
    return this.#distances.map((distance) => distance - this.#mean);
  }

  leverages(): Float64Array {
    return this.weights.map((weight) => weight / this.sumOfWeights);
  }

  #weighAt(tauSquared: number): void {
    const { variances, weights, size } = this;
    this.tauSquared = tauSquared;
    for (let at = 0; at < size; at++) weights[at] = 1 / ((variances[at] as number) + tauSquared);
  }

  #weigh(weightOf: (variance: number) => number): void {
    for (let at = 0; at < this.size; at++) this.weights[at] = weightOf(this.variances[at] as number);
  }

  #sumResiduals(): void {
    const { weights, size } = this;
    const distances = this.#distances;
    const first = this.#first;
    let all = 0;
    let pulled = 0;
    for (let at = 0; at < size; at++) {
      const weight = weights[at] as number;
      if (at !== first) all += weight;
      pulled += weight * (distances[at] as number);
    }
    this.#others = all;
    this.sumOfWeights = all + (weights[first] as number);
    const mean = pulled / this.sumOfWeights;
    this.#mean = mean;
    let one = 0;
    let two = 0;
    for (let at = 0; at < size; at++) {
      const residual = (distances[at] as number) - mean;
      const part = (weights[at] as number) * residual;
      one += part * residual;
      two += part * part;
    }
    this.residualSum = one;
    this.residualSum2 = two;
  }

  #sumTraces(): void {
    const { weights, variances, size, sumOfWeights } = this;
    const [distances, first, middle, others] = [this.#distances, this.#first, this.#mean, this.#others];
    let otherSquares = 0;
    let pulled = 0;
    for (let at = 0; at < size; at++) {
      const square = (weights[at] as number) ** 2;
      if (at !== first) otherSquares += square;
      pulled += square * ((distances[at] as number) - middle);
    }
    const squares = otherSquares + (weights[first] as number) ** 2;
    this.sumOfSquaredWeights = squares;
    const mean = pulled / sumOfWeights;
    const perWeight = 1 / sumOfWeights;
    let trace = 0;
    let traceSquare = 0;
    let traceVariance = 0;
    let three = 0;
    for (let at = 0; at < size; at++) {
      const weight = weights[at] as number;
      // 1 - w / Σw without the difference of near-equal numbers; the same for Σw² - w².
      const free = (at === first ? others : sumOfWeights - weight) * perWeight;
      const square = weight * weight;
      const other = at === first ? otherSquares : squares - square;
      trace += weight * free;
      traceVariance += weight * free * (variances[at] as number);
      traceSquare += square * (free * free + other * perWeight * perWeight);
      three += weight * (weight * ((distances[at] as number) - middle) - mean) ** 2;
    }
    this.traceP = trace;
    this.tracePP = traceSquare;
    this.tracePV = traceVariance;
    this.residualSum3 = three;
  }
}

export const interceptMoments = (estimates: Float64Array, variances: Float64Array): WeightedMoments => new InterceptMoments(estimates, variances);
