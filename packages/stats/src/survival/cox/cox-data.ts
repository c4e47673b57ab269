/** Rows as Cox regression reads them: strata one after the other, times rising within each, covariates of mean 0 and spread 1. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { type DesignTerm, categoriesOf, designMatrix } from "../../regression/design-matrix.ts";
import { distinctSorted, sortNumbers } from "../sort-numbers.ts";
import type { ReadCox } from "./cox-options.ts";
import { orderByCode, orderByTime } from "./order-by-time.ts";

export interface CoxData {
  readonly size: number;
  readonly terms: readonly DesignTerm[];
  readonly references: Readonly<Record<string, string>>;
  /** (x - mean) / spread, a row after the other. */
  readonly values: Float64Array;
  readonly means: Float64Array;
  readonly spreads: Float64Array;
  readonly time: Float64Array;
  readonly start: Float64Array | null;
  readonly event: Uint8Array;
  readonly weight: Float64Array | null;
  /** Less its mean, which the baseline hazard takes. */
  readonly offset: Float64Array | null;
  readonly offsetMean: number;
  readonly strata: readonly string[];
  /** Stratum s has the rows from bounds[s] up to bounds[s + 1]. */
  readonly bounds: Int32Array;
  /** Places of rows within the same bounds, by start; `null` without starts. */
  readonly byStart: Uint32Array | null;
  /** The place among the complete rows of each. */
  readonly order: Uint32Array;
  readonly events: number;
}

/** Terms agreed on elsewhere, what is taken from each and what it is divided by. */
export interface CoxScale {
  readonly terms: readonly DesignTerm[];
  readonly references: Readonly<Record<string, string>>;
  readonly means: Float64Array;
  readonly spreads: Float64Array;
}

/**
 * Throws StatisticRefusal `empty`, `no-events`, `start-not-before-end`, `singular` for a covariate that does not vary. With a scale given
 * the rows are a part of others: no events and a covariate that does not vary are no fault then, and offsets stay as they are.
 */
export function coxData({ columns, size, rows }: ReadCox, timeTolerance: number, scale: CoxScale | null = null): CoxData {
  const { event, weight, offset, stratum, covariates } = columns;
  const used = usedRows(size, weight);
  if (used.length === 0 && scale === null) throw new StatisticRefusal("empty", "time", "No row is left.", "Give rows without missing values and with weights above 0.");
  const { time, start } = tiedTimes(columns.time, columns.start, timeTolerance);
  if (start !== null) for (const row of used) if (!((start[row] as number) < (time[row] as number))) throw new StatisticRefusal("start-not-before-end", `start.${(rows[row] as number) + 1}`, `The interval from ${columns.start?.[row] ?? 0} to ${columns.time[row] ?? 0} does not end after its start.`, "Give a start before the time; a tolerance of times may also have made them one.");
  const names = stratum === null ? [""] : categoriesOf(stratum);
  const sorted = inStrata(orderByTime(used.slice(), time), stratum, names);
  const { order, bounds } = sorted;
  const events = new Uint8Array(order.length);
  let count = 0;
  for (let at = 0; at < events.length; at++) {
    events[at] = event[order[at] as number] as number;
    count += events[at] as number;
  }
  if (count === 0 && scale === null) throw new StatisticRefusal("no-events", "event", "No row has the event.", "Give rows with it.");
  const { terms, references, ...scaled } = scale === null ? ownScale(covariates, size, order, weight) : { ...scale, values: scaledBy(valuesOfTerms(covariates, scale), order, scale) };
  const starts = start === null ? null : gathered(start, order);
  const shift = offset === null || scale !== null ? 0 : meanOf(offset, order);
  return {
    size: order.length, terms, references, ...scaled, time: gathered(time, order), start: starts, event: events, weight: weight === null ? null : gathered(weight, order),
    offset: offset === null ? null : gathered(offset, order).map((one) => one - shift), offsetMean: shift, strata: names, bounds, byStart: starts === null ? null : placesByStart(starts, bounds), order, events: count,
  };
}

function ownScale(covariates: ReadCox["columns"]["covariates"], size: number, order: Uint32Array, weight: Float64Array | null) {
  const numbers = covariates.flatMap(({ values }) => (values instanceof Float64Array ? [values] : []));
  // Numbers alone need no matrix in between, which would be as large as they are.
  if (numbers.length === covariates.length) {
    const terms = covariates.map(({ name }): DesignTerm => ({ term: name, covariate: name, category: null }));
    const [means, spreads] = [new Float64Array(terms.length), new Float64Array(terms.length)];
    const values = new Float64Array(order.length * terms.length);
    for (const [column, given] of numbers.entries()) [means[column], spreads[column]] = scaleOf(given, weight, order.length, terms[column]?.term ?? "");
    scatter(numbers, order, means, spreads, values);
    return { terms, references: {}, values, means, spreads };
  }
  const { matrix, terms, references } = designMatrix(covariates, { intercept: false, size });
  return { terms, references, ...standardised(matrix.values, terms, order, weight) };
}

/** Weighted mean and plain spread of rows that count; the first value keeps the sums near 0. */
function scaleOf(given: Float64Array, weight: Float64Array | null, count: number, name: string): [mean: number, spread: number] {
  const first = given[weight === null ? 0 : weight.findIndex((share) => share > 0)] ?? 0;
  let sum = 0;
  let total = 0;
  let plain = 0;
  let squares = 0;
  for (let row = 0; row < given.length; row++) {
    const share = weight === null ? 1 : (weight[row] as number);
    if (share === 0) continue;
    const away = (given[row] as number) - first;
    sum += share * away;
    total += share;
    plain += away;
  }
  const [mean, middle] = [first + sum / total, first + plain / count];
  for (let row = 0; row < given.length; row++) {
    if (weight !== null && weight[row] === 0) continue;
    const away = (given[row] as number) - middle;
    squares += away * away;
  }
  const spread = Math.sqrt(squares / count);
  if (!(spread > 1e-11 * Math.abs(mean))) throw new StatisticRefusal("singular", `covariates.${name}`, "It does not vary.", `Leave ${name} out.`, { columns: name });
  return [mean, spread];
}

/** Rows are read as they were given, all columns of one at once: each is written to one place, where gathering would look in many. */
function scatter(numbers: readonly Float64Array[], order: Uint32Array, means: Float64Array, spreads: Float64Array, values: Float64Array): void {
  const width = numbers.length;
  const size = numbers[0]?.length ?? 0;
  // One more than the place; 0 for a row that is left out.
  const places = new Uint32Array(size);
  for (let at = 0; at < order.length; at++) places[order[at] as number] = at + 1;
  for (let from = 0; from < width; from += 3) {
    const [first, second, third] = [numbers[from] ?? null, numbers[from + 1] ?? null, numbers[from + 2] ?? null];
    if (first === null) continue;
    const [a = 0, b = 0, c = 0] = means.subarray(from, from + 3);
    const [u = 1, v = 1, w = 1] = spreads.subarray(from, from + 3);
    for (let row = 0; row < size; row++) {
      const place = places[row] as number;
      if (place === 0) continue;
      const to = (place - 1) * width + from;
      values[to] = ((first[row] as number) - a) / u;
      if (second !== null) values[to + 1] = ((second[row] as number) - b) / v;
      if (third !== null) values[to + 2] = ((third[row] as number) - c) / w;
    }
  }
}

function scaledBy(given: readonly ((row: number) => number)[], order: Uint32Array, { means, spreads }: CoxScale): Float64Array {
  const width = given.length;
  const values = new Float64Array(order.length * width);
  for (const [column, value] of given.entries()) for (let at = 0; at < order.length; at++) values[at * width + column] = (value(order[at] as number) - (means[column] as number)) / (spreads[column] as number);
  return values;
}

/** Each term's value of a row. Throws StatisticRefusal `missing-column`, `unknown-column`, `unknown-choice` where the terms do not fit. */
function valuesOfTerms(covariates: ReadCox["columns"]["covariates"], { terms, references }: CoxScale): ((row: number) => number)[] {
  for (const { name } of covariates) if (!terms.some(({ covariate }) => covariate === name)) throw new StatisticRefusal("unknown-column", `covariates.${name}`, "It is none of the covariates agreed on.", "Leave it out.");
  return terms.map(({ covariate, category }) => {
    const values = covariates.find(({ name }) => name === covariate)?.values;
    const path = `covariates.${covariate ?? ""}`;
    if (values === undefined) throw new StatisticRefusal("missing-column", path, "The covariate is missing.", "Give all covariates agreed on.");
    // A list of nothing is one of categories as well.
    if (values instanceof Float64Array) {
      if (category !== null && values.length > 0) throw new StatisticRefusal("unknown-choice", path, "It has numbers where categories were agreed on.", "Give texts.");
      return (row) => values[row] as number;
    }
    if (category === null) throw new StatisticRefusal("not-a-number", path, "It has categories where numbers were agreed on.", "Give numbers.");
    const known = new Set([references[covariate ?? ""], ...terms.flatMap((one) => (one.covariate === covariate ? [one.category] : []))]);
    const unknown = values.find((value) => !known.has(value));
    if (unknown !== undefined) throw new StatisticRefusal("unknown-choice", path, `${JSON.stringify(unknown)} is no category that was agreed on.`, "Describe all rows anew, and agree again.");
    return (row) => (values[row] === category ? 1 : 0);
  });
}

function usedRows(size: number, weight: Float64Array | null): Uint32Array {
  const all = new Uint32Array(size);
  let count = 0;
  for (let row = 0; row < size; row++) if (weight === null || (weight[row] as number) > 0) all[count++] = row;
  return all.subarray(0, count);
}

function inStrata(order: Uint32Array, stratum: readonly string[] | null, names: readonly string[]): { readonly order: Uint32Array; readonly bounds: Int32Array } {
  if (stratum === null) return { order, bounds: Int32Array.of(0, order.length) };
  const codes = new Map(names.map((name, at) => [name, at]));
  return orderByCode(order, Int32Array.from(stratum, (name) => codes.get(name) as number), names.length);
}

const gathered = (values: Float64Array, order: Uint32Array): Float64Array => {
  const made = new Float64Array(order.length);
  for (let at = 0; at < made.length; at++) made[at] = values[order[at] as number] as number;
  return made;
};

function meanOf(values: Float64Array, order: Uint32Array): number {
  let mean = 0;
  for (let at = 0; at < order.length; at++) mean += ((values[order[at] as number] as number) - mean) / (at + 1);
  return mean;
}

function standardised(given: Float64Array, terms: readonly DesignTerm[], order: Uint32Array, weight: Float64Array | null): { readonly values: Float64Array; readonly means: Float64Array; readonly spreads: Float64Array } {
  const width = terms.length;
  const [means, spreads] = [new Float64Array(width), new Float64Array(width)];
  const values = new Float64Array(order.length * width);
  // A row at a time, as rows lie far apart in what was given; the first value of a column keeps its sums near 0.
  for (let at = 0, to = 0; at < order.length; at++) {
    let from = (order[at] as number) * width;
    for (let column = 0; column < width; column++) values[to++] = given[from++] as number;
  }
  for (let column = 0; column < width; column++) {
    const [first, name] = [values[column] as number, terms[column]?.term ?? ""];
    let sum = 0;
    let total = 0;
    let plain = 0;
    let squares = 0;
    for (let at = 0, place = column; place < values.length; at++, place += width) {
      const share = weight === null ? 1 : (weight[order[at] as number] as number);
      const away = (values[place] as number) - first;
      sum += share * away;
      total += share;
      plain += away;
    }
    const [mean, middle] = [first + sum / total, first + plain / order.length];
    for (let place = column; place < values.length; place += width) squares += ((values[place] as number) - middle) ** 2;
    const spread = Math.sqrt(squares / order.length);
    if (!(spread > 1e-11 * Math.abs(mean))) throw new StatisticRefusal("singular", `covariates.${name}`, "It does not vary.", `Leave ${name} out.`, { columns: name });
    for (let place = column; place < values.length; place += width) values[place] = ((values[place] as number) - mean) / spread;
    means[column] = mean;
    spreads[column] = spread;
  }
  return { values, means, spreads };
}

function placesByStart(start: Float64Array, bounds: Int32Array): Uint32Array {
  const made = new Uint32Array(start.length);
  for (let stratum = 0; stratum + 1 < bounds.length; stratum++) {
    const [from, to] = [bounds[stratum] as number, bounds[stratum + 1] as number];
    made.set(orderByTime(Uint32Array.from({ length: to - from }, (_, at) => from + at), start), from);
  }
  return made;
}

/** Times no further from the one before than the tolerance become that one, in chains, as R's `timefix`. */
export function tiedTimes(time: Float64Array, start: Float64Array | null, tolerance: number): { readonly time: Float64Array; readonly start: Float64Array | null } {
  if (tolerance === 0) return { time, start };
  const all = new Float64Array(time.length + (start?.length ?? 0));
  all.set(time);
  if (start !== null) all.set(start, time.length);
  const distinct = distinctSorted(sortNumbers(all));
  const near = tolerance * Math.max(1, distinct.reduce((sum, one) => sum + one, 0) / distinct.length);
  const heads = new Map<number, number>();
  let head = distinct[0] ?? 0;
  for (let at = 1; at < distinct.length; at++) {
    const here = distinct[at] as number;
    if (here - (distinct[at - 1] as number) <= near) heads.set(here, head);
    else head = here;
  }
  const move = (one: number): number => heads.get(one) ?? one;
  return heads.size === 0 ? { time, start } : { time: time.map(move), start: start === null ? null : start.map(move) };
}
