/** The effects of one study in coordinates in which their sampling variance is diagonal. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { multiply } from "../../linear-algebra/multiply.ts";
import { symmetricEigen } from "../../linear-algebra/symmetric-eigen.ts";
import { transpose } from "../../linear-algebra/transpose.ts";

/**
 * Effects of one study in coordinates in which their sampling variance is diagonal: its eigenvalues, and in each row the basis of the
 * design, then the estimate, then what a column of ones has become.
 */
export interface StudyBlock {
  readonly size: number;
  readonly sampling: Float64Array;
  readonly rows: Float64Array;
  /** Room to work in, so that an iteration makes nothing: Σ⁻¹ times the rows, what that becomes, and Σ⁻¹ times it. */
  readonly solved: Float64Array;
  readonly twice: Float64Array;
  readonly again: Float64Array;
  readonly sums: Float64Array;
}

/** Sampling covariance of a study's effects with one correlation. */
export function samplingCovariance(variances: ArrayLike<number>, rows: readonly number[], correlation: number): Matrix {
  const size = rows.length;
  const made = zeroMatrix(size, size);
  for (let one = 0; one < size; one++) for (let other = 0; other < size; other++) made.values[one * size + other] = one === other ? (variances[rows[one] as number] as number) : correlation * Math.sqrt((variances[rows[one] as number] as number) * (variances[rows[other] as number] as number));
  return made;
}

/** Throws StatisticRefusal `out-of-range` for a correlation with which the sampling covariance has no inverse. */
export function makeBlock(rows: readonly number[], basis: Matrix, distances: Float64Array, variances: Float64Array, correlation: number): StudyBlock {
  const [size, p] = [rows.length, basis.columns];
  const width = p + 2;
  const plain = new Float64Array(size * width);
  for (const [at, row] of rows.entries()) {
    plain.set(basis.values.subarray(row * p, (row + 1) * p), at * width);
    plain[at * width + p] = distances[row] as number;
    plain[at * width + p + 1] = 1;
  }
  if (correlation === 0 || size === 1) return withRoom(size, Float64Array.from(rows, (row) => variances[row] as number), plain, width);
  const { values, vectors } = symmetricEigen(samplingCovariance(variances, rows, correlation));
  if (!((values.at(-1) ?? 0) > 1e-12 * (values[0] ?? 0))) throw new StatisticRefusal("out-of-range", "correlation", `With a correlation of ${correlation} the sampling covariance of a study with ${size} effects has no inverse.`, `Give a number above ${(-1 / (size - 1)).toPrecision(3)} and below 1.`, { effects: size });
  return withRoom(size, values, multiply(transpose(vectors), { rows: size, columns: width, values: plain }).values, width);
}

const withRoom = (size: number, sampling: Float64Array, rows: Float64Array, width: number): StudyBlock => ({ size, sampling, rows, solved: new Float64Array(rows.length), twice: new Float64Array(rows.length), again: new Float64Array(rows.length), sums: new Float64Array(width) });

/**
 * Σ⁻¹ times each column of `from`, into another array; Σ = diag(d) + between o o', d = sampling + within, with o the last column of
 * `from`. Returns log det Σ.
 */
export function solveBlock({ size, sampling, sums }: StudyBlock, from: Float64Array, into: Float64Array, between: number, within: number): number {
  const width = sums.length;
  const last = width - 1;
  sums.fill(0);
  let logs = 0;
  for (let row = 0; row < size; row++) {
    const d = (sampling[row] as number) + within;
    logs += Math.log(d);
    const one = from[row * width + last] as number;
    for (let at = 0; at < width; at++) {
      const value = (from[row * width + at] as number) / d;
      into[row * width + at] = value;
      sums[at] = (sums[at] as number) + one * value;
    }
  }
  const grown = 1 + between * (sums[last] as number);
  for (let row = 0; row < size; row++) {
    const pull = ((from[row * width + last] as number) / ((sampling[row] as number) + within)) * (between / grown);
    for (let at = 0; at < width; at++) into[row * width + at] = (into[row * width + at] as number) - pull * (sums[at] as number);
  }
  return logs + Math.log(grown);
}
