/** Multiple imputation by chained equations. */
import type { NumberColumn } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import type { ChainColumn } from "./chain-column.ts";
import { runChains } from "./run-chains.ts";

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
 * from their normal law, with rows of little weight added against separation. Assumes values missing at random given the columns, but for `delta`. The same seed gives the same draws.
 *
 * Throws StatisticRefusal `empty`, `lengths-differ`, `missing-column` (a column without any value), `too-few` (fewer values seen than
 * coefficients), `unknown-column`, `out-of-range`, `not-converged`.
 *
 * Sources: van Buuren and Groothuis-Oudshoorn 2011, doi 10.18637/jss.v045.i03; Rubin 1987, example 5.1; Little 1988; White, Daniel and Royston 2010,
 * doi 10.1016/j.csda.2010.04.005 (all recalled).
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
  const chain = read.map(({ name, values, gaps, seen }): ChainColumn => {
    const kind = kinds.get(name) ?? "normal";
    return { name, values, gaps, seen, categories: kind === "binary" ? 2 : null, as: kind === "binary" ? "categories" : kind, shift: delta[name] ?? 0 };
  });
  const sets = runSteps(runChains(chain, { seed, imputations, rounds, donors })).map(({ filled }) => Object.fromEntries(read.map(({ name, values, gaps }) => {
    const whole = values.slice();
    for (const [at, row] of gaps.entries()) whole[row] = filled.get(name)?.[at] as number;
    return [name, whole] as const;
  })));
  const shifted = Object.entries(delta).filter(([, value]) => value !== 0);
  return { method: `Multiple imputation by chained equations, ${imputations} imputations of ${rounds} rounds, seed ${seed}: ${open.map(({ name }) => `${name} ${kinds.get(name)}`).join(", ") || "nothing missing"}${shifted.length > 0 ? `; drawn values shifted: ${shifted.map(([name, value]) => `${name} by ${value}`).join(", ")}` : ""}.`, sets, gaps: Object.fromEntries(read.map(({ name, gaps }) => [name, gaps.length])) };
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
