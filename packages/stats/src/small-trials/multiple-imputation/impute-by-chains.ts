/** Multiple imputation by chained equations. */
import { chiSquareQuantile } from "../../distributions/chi-square.ts";
import { normalQuantile } from "../../distributions/normal.ts";
import type { NumberColumn } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { weightedLeastSquares } from "../../linear-algebra/least-squares.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { randomStream } from "../../random/random-stream.ts";
import type { DesignTerm } from "../../regression/design-matrix.ts";
import { logisticCore } from "../../regression/logistic-core.ts";
import { inverseLogit } from "../../regression/logistic-likelihood.ts";

export type ImputedAs = "normal" | "matching" | "binary";
export interface ImputeOptions {
  readonly seed: number;
  /** 20 where left out. */
  readonly imputations?: number;
  /** Rounds of each chain; 10 where left out, and 1 is enough where one column alone has gaps. */
  readonly rounds?: number;
  /** How each column with gaps is drawn; left out: `binary` for columns of 0 and 1, else `normal`. */
  readonly as?: Readonly<Record<string, ImputedAs>>;
  /** Added to each drawn value of a column (to its log odds for `binary`): what if the missing differ by so much from what is foretold. */
  readonly delta?: Readonly<Record<string, number>>;
  /** Donors for `matching`; 5 where left out. */
  readonly donors?: number;
}
export interface Imputations {
  readonly method: string;
  /** Whole columns of each imputation. */
  readonly sets: readonly Readonly<Record<string, Float64Array>>[];
  readonly gaps: Readonly<Record<string, number>>;
}

/**
 * Fills gaps of columns, each from all others, in turn. `normal`: Bayesian normal linear regression under its usual flat prior.
 * `matching`: predictive mean matching, a value seen at one of the nearest rows. `binary`: logistic regression, its coefficients drawn
 * from their normal law. Assumes values missing at random given the columns, but for `delta`. The same seed gives the same draws.
 *
 * Throws StatisticRefusal `empty`, `lengths-differ`, `missing-column` (a column without any value), `too-few` (fewer values seen than
 * coefficients), `unknown-column`, `out-of-range`, and for `binary` as `fitLogistic` does.
 *
 * Sources: van Buuren and Groothuis-Oudshoorn 2011, doi 10.18637/jss.v045.i03; Rubin 1987, example 5.1; Little 1988 (all recalled).
 *
 * @example imputeByChains({ y: [1, null, 3, 4], x: [1, 2, 3, 5] }, { seed: 1, imputations: 2 }).sets.length // 2
 */
export function imputeByChains(columns: Readonly<Record<string, NumberColumn>>, options: ImputeOptions): Imputations {
  const { seed, imputations = 20, rounds = 10, as = {}, delta = {}, donors = 5 } = options;
  for (const [name, value, low] of [["seed", seed, 0], ["imputations", imputations, 1], ["rounds", rounds, 1], ["donors", donors, 1]] as const) if (!Number.isInteger(value) || value < low) throw new StatisticRefusal("out-of-range", name, `${String(value)} is no whole number from ${low}.`, "Give one.");
  const names = Object.keys(columns);
  const size = columns[names[0] ?? ""]?.length ?? 0;
  if (size === 0) throw new StatisticRefusal("empty", "columns", "There is no row.", "Give columns with at least one value.");
  for (const name of [...Object.keys(as), ...Object.keys(delta)]) if (!names.includes(name)) throw new StatisticRefusal("unknown-column", name, "There is no such column.", `Columns are ${names.join(", ")}.`);
  const read = names.map((name) => readColumn(name, columns[name] as NumberColumn, size));
  const open = read.filter(({ gaps }) => gaps.length > 0).toSorted((one, other) => one.gaps.length - other.gaps.length);
  const kinds = new Map(open.map(({ name, seen, values }) => [name, as[name] ?? (seen.every((row) => values[row] === 0 || values[row] === 1) ? "binary" : "normal")] as const));
  for (const { name, seen, values } of open) if (kinds.get(name) === "binary" && seen.some((row) => values[row] !== 0 && values[row] !== 1)) throw new StatisticRefusal("out-of-range", name, "It holds other values than 0 and 1.", "Draw it as normal, or by matching.");
  const sets = Array.from({ length: imputations }, (_, at) => {
    const stream = randomStream(seed, at);
    const uniform = (): number => Math.max(stream.nextDouble(), Number.MIN_VALUE);
    const draw: Draws = { uniform, normal: () => normalQuantile(uniform()) };
    const now = new Map(read.map(({ name, values }) => [name, values.slice()]));
    // A start: any value that was seen.
    for (const { name, gaps, seen, values } of open) for (const row of gaps) (now.get(name) as Float64Array)[row] = values[seen[Math.floor(uniform() * seen.length)] ?? 0] as number;
    for (let round = 0; round < rounds; round++) {
      for (const { name, gaps, seen } of open) {
        const others = names.filter((other) => other !== name).map((other) => ({ name: other, values: now.get(other) as Float64Array }));
        const target = { values: now.get(name) as Float64Array, gaps, seen, others, shift: delta[name] ?? 0, name };
        const kind = kinds.get(name);
        if (kind === "binary") drawBinary(target, draw);
        else drawNumbers(target, draw, kind === "matching" ? donors : null);
      }
    }
    return Object.fromEntries(names.map((name) => [name, now.get(name) as Float64Array]));
  });
  const shifted = Object.entries(delta).filter(([, value]) => value !== 0);
  return { method: `Multiple imputation by chained equations, ${imputations} imputations of ${rounds} rounds, seed ${seed}: ${open.map(({ name }) => `${name} ${kinds.get(name)}`).join(", ") || "nothing missing"}${shifted.length > 0 ? `; drawn values shifted: ${shifted.map(([name, value]) => `${name} by ${value}`).join(", ")}` : ""}.`, sets, gaps: Object.fromEntries(read.map(({ name, gaps }) => [name, gaps.length])) };
}

interface Draws {
  readonly uniform: () => number;
  readonly normal: () => number;
}
interface Target {
  readonly name: string;
  readonly values: Float64Array;
  readonly gaps: readonly number[];
  readonly seen: readonly number[];
  readonly others: readonly { readonly name: string; readonly values: Float64Array }[];
  readonly shift: number;
}

function readColumn(name: string, given: NumberColumn, size: number) {
  if (given.length !== size) throw new StatisticRefusal("lengths-differ", name, `There are ${given.length} values, and ${size} in the first column.`, "Give as many in each; null where one is missing.");
  const values = new Float64Array(size);
  const [gaps, seen]: [number[], number[]] = [[], []];
  for (let row = 0; row < size; row++) {
    const value = given[row];
    if (value === null || value === undefined || Number.isNaN(value)) {
      gaps.push(row);
      continue;
    }
    if (!Number.isFinite(value)) throw new StatisticRefusal("not-a-number", `${name}.${row + 1}`, `${String(value)} is not a finite number.`, "Give a number, or null where it is missing.");
    values[row] = value;
    seen.push(row);
  }
  if (seen.length === 0) throw new StatisticRefusal("missing-column", name, "No value of it was seen.", "Leave the column out.");
  return { name, values, gaps, seen };
}

function rowsOfOthers({ others }: Target, rows: readonly number[]): Matrix {
  const made = zeroMatrix(rows.length, others.length + 1);
  for (const [at, row] of rows.entries()) {
    made.values[at * made.columns] = 1;
    for (const [column, { values }] of others.entries()) made.values[at * made.columns + column + 1] = values[row] as number;
  }
  return made;
}
const predicted = (x: Matrix, row: number, coefficients: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < x.columns; at++) sum += (x.values[row * x.columns + at] as number) * (coefficients[at] ?? 0);
  return sum;
};

function drawNumbers(target: Target, { uniform, normal }: Draws, donors: number | null): void {
  const { name, values, seen, gaps, shift } = target;
  const [x, into] = [rowsOfOthers(target, seen), rowsOfOthers(target, gaps)];
  const y = seen.map((row) => values[row] as number);
  const fit = weightedLeastSquares(x, y);
  if (fit.degreesOfFreedom < 1) throw new StatisticRefusal("too-few", name, `${seen.length} values were seen for ${fit.rank} coefficients.`, "Leave columns out, or give more rows.");
  const sd = Math.sqrt(fit.residualSumOfSquares / chiSquareQuantile(uniform(), fit.degreesOfFreedom));
  // Columns that others determine have no coefficient, and are 0 here.
  const middle = fit.coefficients.map((one) => one ?? 0);
  const drawn = middle.slice();
  const root = decomposeCholesky(fit.unscaledCovariance);
  if (!root.positiveDefinite) throw new StatisticRefusal("singular", name, "The columns determine each other.", "Leave one out.");
  const z = fit.keptColumns.map(() => normal());
  for (const [row, column] of fit.keptColumns.entries()) {
    let move = 0;
    for (let at = 0; at <= row; at++) move += (root.lower.values[row * root.lower.columns + at] as number) * (z[at] as number);
    drawn[column] = (drawn[column] as number) + sd * move;
  }
  if (donors === null) {
    for (const [at, row] of gaps.entries()) values[row] = predicted(into, at, drawn) + sd * normal() + shift;
    return;
  }
  const fitted = seen.map((_, at) => predicted(x, at, middle));
  for (const [at, row] of gaps.entries()) {
    const goal = predicted(into, at, drawn);
    const nearest = fitted.map((value, which) => ({ which, far: Math.abs(value - goal) })).toSorted((one, other) => one.far - other.far).slice(0, donors);
    values[row] = (y[nearest[Math.floor(uniform() * nearest.length)]?.which ?? 0] as number) + shift;
  }
}

function drawBinary(target: Target, { uniform, normal }: Draws): void {
  const { values, seen, gaps, shift, others } = target;
  const [matrix, into] = [rowsOfOthers(target, seen), rowsOfOthers(target, gaps)];
  const terms: DesignTerm[] = [{ term: "intercept", covariate: null, category: null }, ...others.map(({ name }) => ({ term: name, covariate: name, category: null }))];
  const { coefficients, covariance } = runSteps(logisticCore({ design: { matrix, terms, references: {} }, events: Float64Array.from(seen, (row) => values[row] as number), weights: null, offsets: null }));
  const root = decomposeCholesky(covariance);
  if (!root.positiveDefinite) throw new StatisticRefusal("singular", target.name, "The columns determine each other.", "Leave one out.");
  const z = terms.map(() => normal());
  const drawn = coefficients.map((one, row) => {
    let move = one;
    for (let at = 0; at <= row; at++) move += (root.lower.values[row * terms.length + at] as number) * (z[at] as number);
    return move;
  });
  for (const [at, row] of gaps.entries()) values[row] = uniform() < inverseLogit(predicted(into, at, drawn) + shift) ? 1 : 0;
}
