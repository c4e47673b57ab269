/** The likelihood of effects within studies, in time that grows with the number of effects alone. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { orthonormalBasis, upperTriangle } from "../../linear-algebra/apply-qr.ts";
import { decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { inverseFromCholesky, invertLower } from "../../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { multiply } from "../../linear-algebra/multiply.ts";
import { decomposeQr } from "../../linear-algebra/pivoted-qr.ts";
import { transpose } from "../../linear-algebra/transpose.ts";
import { DerivativeSums, type MultilevelLikelihood } from "./derivative-sums.ts";
import { type StudyBlock, makeBlock, solveBlock } from "./study-block.ts";

/** The two components of variance: between studies, and between effects of a study. */
export type Components = readonly [between: number, within: number];
const logTwoPi = 1.8378770664093453;

export class MultilevelModel {
  readonly effects: number;
  readonly parameters: number;
  readonly #blocks: readonly StudyBlock[];
  readonly #back: Matrix;
  readonly #start: Float64Array;
  #inverse: Matrix = zeroMatrix(0, 0);
  #fit = new Float64Array(0);

  /** Throws StatisticRefusal `out-of-range` for a correlation with which a study's sampling covariance has no inverse. */
  constructor(estimates: Float64Array, variances: Float64Array, design: Matrix, groups: readonly (readonly number[])[], correlation: number) {
    const qr = decomposeQr(design);
    const basis = orthonormalBasis(qr);
    this.#back = transpose(invertLower(transpose(upperTriangle(qr))));
    const p = design.columns;
    this.effects = estimates.length;
    this.parameters = p;
    this.#start = new Float64Array(p);
    const distances = Float64Array.from(estimates);
    for (let time = 0; time < 2; time++) {
      const part = new Float64Array(p);
      for (let row = 0; row < distances.length; row++) for (let at = 0; at < p; at++) part[at] = (part[at] as number) + (basis.values[row * p + at] as number) * (distances[row] as number);
      for (let at = 0; at < p; at++) this.#start[at] = (this.#start[at] as number) + (part[at] as number);
      for (let row = 0; row < distances.length; row++) for (let at = 0; at < p; at++) distances[row] = (distances[row] as number) - (basis.values[row * p + at] as number) * (part[at] as number);
    }
    this.#blocks = groups.map((rows) => makeBlock(rows, basis, distances, variances, correlation));
  }

  /** Log-likelihood with all constants and its derivatives; `coefficients` and `covariance` then are those at these components. */
  evaluate([between, within]: Components, kind: "ML" | "REML"): MultilevelLikelihood {
    const p = this.parameters;
    const width = p + 2;
    const information = zeroMatrix(p, p);
    const right = new Float64Array(p);
    let logs = 0;
    for (const block of this.#blocks) {
      const { solved } = block;
      logs += solveBlock(block, block.rows, solved, between, within);
      for (let row = 0; row < block.size; row++) {
        const start = row * width;
        for (let one = 0; one < p; one++) {
          const value = block.rows[start + one] as number;
          right[one] = (right[one] as number) + value * (solved[start + p] as number);
          for (let other = 0; other < p; other++) information.values[one * p + other] = (information.values[one * p + other] as number) + value * (solved[start + other] as number);
        }
      }
    }
    const factor = decomposeCholesky(information, { tolerance: 0 });
    if (!factor.positiveDefinite) throw new StatisticRefusal("singular", "variance", "Variances differ so much that the weighted design has no inverse.", "Check the unit of the smallest and the largest variance.");
    const inverse = inverseFromCholesky(factor);
    let logInformation = 0;
    for (let at = 0; at < p; at++) logInformation += 2 * Math.log(factor.lower.values[at * (p + 1)] as number);
    const fit = new Float64Array(p);
    for (let one = 0; one < p; one++) for (let other = 0; other < p; other++) fit[one] = (fit[one] as number) + (inverse.values[one * p + other] as number) * (right[other] as number);
    this.#inverse = inverse;
    this.#fit = fit;
    const sums = new DerivativeSums(p);
    for (const block of this.#blocks) sums.add(block, fit, between, within);
    const restricted = kind === "REML";
    const made = sums.finish(inverse, restricted);
    const [free, extra] = restricted ? [this.effects - p, logInformation] : [this.effects, 0];
    return { ...made, value: -(free * logTwoPi + logs + extra + made.residualSum) / 2 };
  }

  coefficients(): Float64Array {
    const p = this.parameters;
    const made = new Float64Array(p);
    for (let row = 0; row < p; row++) for (let at = row; at < p; at++) made[row] = (made[row] as number) + (this.#back.values[row * p + at] as number) * ((this.#start[at] as number) + (this.#fit[at] as number));
    return made;
  }

  covariance(): Matrix {
    return multiply(multiply(this.#back, this.#inverse), transpose(this.#back));
  }
}
