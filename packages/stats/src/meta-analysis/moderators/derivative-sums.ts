/** What the derivatives of the likelihood of a multilevel model are made of. */
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { multiply } from "../../linear-algebra/multiply.ts";
import { type StudyBlock, solveBlock } from "./study-block.ts";

export interface MultilevelLikelihood {
  readonly value: number;
  readonly gradient: readonly [number, number];
  /** Second derivatives of the log-likelihood, and minus their expectation. */
  readonly hessian: readonly [number, number, number];
  readonly information: readonly [number, number, number];
  /** tr P, with P of the restricted likelihood. */
  readonly traceP: number;
  /** y'Py. */
  readonly residualSum: number;
}

/**
 * Sums over studies of what the derivatives are made of. With Σ_b = oo' and Σ_w = I, indices 0 and 1: traces of Σ⁻¹Σ_k and
 * Σ⁻¹Σ_kΣ⁻¹Σ_l, the matrices X'Σ⁻¹Σ_kΣ⁻¹X and X'Σ⁻¹Σ_kΣ⁻¹Σ_lΣ⁻¹X, and a_k = Σ_kPy with their products.
 */
export class DerivativeSums {
  readonly #p: number;
  readonly #traces = new Float64Array(2);
  readonly #squares = new Float64Array(3);
  readonly #first: readonly [Matrix, Matrix];
  readonly #second: readonly [Matrix, Matrix, Matrix];
  readonly #pulls = new Float64Array(2);
  readonly #products = new Float64Array(3);
  readonly #shadows: readonly [Float64Array, Float64Array];
  #residualSum = 0;

  constructor(p: number) {
    this.#p = p;
    this.#first = [zeroMatrix(p, p), zeroMatrix(p, p)];
    this.#second = [zeroMatrix(p, p), zeroMatrix(p, p), zeroMatrix(p, p)];
    this.#shadows = [new Float64Array(p), new Float64Array(p)];
  }

  /** A block whose `solved` is that at these components. */
  add(block: StudyBlock, fit: Float64Array, between: number, within: number): void {
    const { size, sampling, rows, solved, twice, again } = block;
    const p = this.#p;
    const width = p + 2;
    const last = p + 1;
    // Σ⁻¹X twice solved, Py and Σ⁻¹Py, as columns: X, Py, o.
    const pushed = new Float64Array(size);
    let [g, push, inverseTrace, inverseSquare, turned] = [0, 0, 0, 0, 0];
    const ones = new Float64Array(p);
    for (let row = 0; row < size; row++) {
      const start = row * width;
      let value = solved[start + p] as number;
      let residual = rows[start + p] as number;
      for (let at = 0; at < p; at++) {
        value -= (solved[start + at] as number) * (fit[at] as number);
        residual -= (rows[start + at] as number) * (fit[at] as number);
      }
      pushed[row] = value;
      this.#residualSum += value * residual;
      const one = rows[start + last] as number;
      g += one * (solved[start + last] as number);
      turned += (solved[start + last] as number) ** 2;
      push += one * value;
      for (let at = 0; at < p; at++) ones[at] = (ones[at] as number) + one * (solved[start + at] as number);
      for (let at = 0; at < p; at++) twice[start + at] = solved[start + at] as number;
      twice[start + p] = value;
    }
    replaceLast(twice, rows, width);
    solveBlock(block, twice, again, between, within);
    // Σ⁻¹ = D⁻¹ - c D⁻¹oo'D⁻¹.
    let [plain, square, cube] = [0, 0, 0];
    for (let row = 0; row < size; row++) {
      const d = (sampling[row] as number) + within;
      const one = rows[row * width + last] as number;
      inverseTrace += 1 / d;
      inverseSquare += 1 / (d * d);
      plain += (one * one) / d;
      square += (one * one) / (d * d);
      cube += (one * one) / (d * d * d);
    }
    const c = between / (1 + between * plain);
    this.#traces[0] = (this.#traces[0] as number) + g;
    this.#traces[1] = (this.#traces[1] as number) + inverseTrace - c * square;
    addTo(this.#squares, [g * g, turned, inverseSquare - 2 * c * cube + c * c * square * square]);
    let [selfSum, ownPush] = [0, 0];
    for (let row = 0; row < size; row++) {
      selfSum += (pushed[row] as number) ** 2;
      ownPush += (pushed[row] as number) * (again[row * width + p] as number);
    }
    addTo(this.#pulls, [push * push, selfSum]);
    // a_b = o (o'Py), a_w = Py: products with Σ⁻¹ between.
    let cross = 0;
    for (let row = 0; row < size; row++) cross += (solved[row * width + last] as number) * (pushed[row] as number);
    addTo(this.#products, [push * push * g, push * cross, ownPush]);
    const turnedOnes = new Float64Array(p);
    for (let row = 0; row < size; row++) for (let at = 0; at < p; at++) turnedOnes[at] = (turnedOnes[at] as number) + (solved[row * width + at] as number) * (solved[row * width + last] as number);
    const [firstBetween, firstWithin] = this.#first;
    const [secondBetween, secondMixed, secondWithin] = this.#second;
    for (let one = 0; one < p; one++) {
      let shadow = 0;
      for (let row = 0; row < size; row++) shadow += (solved[row * width + one] as number) * (pushed[row] as number);
      this.#shadows[0][one] = (this.#shadows[0][one] as number) + (ones[one] as number) * push;
      this.#shadows[1][one] = (this.#shadows[1][one] as number) + shadow;
      for (let other = 0; other < p; other++) {
        const place = one * p + other;
        let [once, deep] = [0, 0];
        for (let row = 0; row < size; row++) {
          once += (solved[row * width + one] as number) * (solved[row * width + other] as number);
          deep += (solved[row * width + one] as number) * (again[row * width + other] as number);
        }
        const outer = (ones[one] as number) * (ones[other] as number);
        firstBetween.values[place] = (firstBetween.values[place] as number) + outer;
        firstWithin.values[place] = (firstWithin.values[place] as number) + once;
        secondBetween.values[place] = (secondBetween.values[place] as number) + outer * g;
        secondMixed.values[place] = (secondMixed.values[place] as number) + ((turnedOnes[one] as number) * (ones[other] as number) + (ones[one] as number) * (turnedOnes[other] as number)) / 2;
        secondWithin.values[place] = (secondWithin.values[place] as number) + deep;
      }
    }
  }

  finish(inverse: Matrix, restricted: boolean): Omit<MultilevelLikelihood, "value"> {
    const turned = this.#first.map((matrix) => multiply(inverse, matrix));
    const [turnedBetween, turnedWithin] = [turned[0] as Matrix, turned[1] as Matrix];
    const restrictedTraces = [(this.#traces[0] as number) - traceOf(turnedBetween), (this.#traces[1] as number) - traceOf(turnedWithin)] as const;
    const pairs = [[turnedBetween, turnedBetween], [turnedBetween, turnedWithin], [turnedWithin, turnedWithin]] as const;
    const traces = restricted ? restrictedTraces : ([this.#traces[0] as number, this.#traces[1] as number] as const);
    const squares = pairs.map(([one, other], at) => (restricted ? (this.#squares[at] as number) - 2 * traceOf(multiply(inverse, this.#second[at] as Matrix)) + traceOf(multiply(one, other)) : (this.#squares[at] as number)));
    const shadowed = [[0, 0], [0, 1], [1, 1]].map(([one = 0, other = 0], at) => (this.#products[at] as number) - bilinear(inverse, this.#shadows[one as 0 | 1], this.#shadows[other as 0 | 1]));
    const gradient = (at: 0 | 1): number => ((this.#pulls[at] as number) - traces[at]) / 2;
    const hessian = (at: 0 | 1 | 2): number => (squares[at] as number) / 2 - (shadowed[at] as number);
    return {
      gradient: [gradient(0), gradient(1)],
      hessian: [hessian(0), hessian(1), hessian(2)],
      information: [(squares[0] as number) / 2, (squares[1] as number) / 2, (squares[2] as number) / 2],
      traceP: restrictedTraces[1],
      residualSum: this.#residualSum,
    };
  }
}

/** The last column of each row as it was before solving: what a column of ones has become. */
function replaceLast(values: Float64Array, rows: Float64Array, width: number): void {
  for (let at = width - 1; at < values.length; at += width) values[at] = rows[at] as number;
}

function addTo(sums: Float64Array, parts: readonly number[]): void {
  for (let at = 0; at < parts.length; at++) sums[at] = (sums[at] as number) + (parts[at] as number);
}

const traceOf = ({ values, columns }: Matrix): number => {
  let sum = 0;
  for (let at = 0; at < values.length; at += columns + 1) sum += values[at] as number;
  return sum;
};

const bilinear = ({ values, columns }: Matrix, one: Float64Array, other: Float64Array): number => {
  let sum = 0;
  for (let row = 0; row < columns; row++) for (let column = 0; column < columns; column++) sum += (values[row * columns + column] as number) * (one[row] as number) * (other[column] as number);
  return sum;
};
