/** Rows as Fine and Gray's regression reads them: by time, covariates of mean 0 and spread 1, with the weights of censoring. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { categoriesOf, type DesignTerm, designMatrix } from "../../regression/design-matrix.ts";
import { orderByTime } from "../cox/order-by-time.ts";
import { censoringCurves, type CensoringRows } from "./censoring-curves.ts";
import type { FineGraySettings, ReadFineGray } from "./fine-gray-options.ts";
import { causesOf } from "./read-competing-rows.ts";

export interface FineGrayData {
  readonly size: number;
  readonly cause: string;
  readonly terms: readonly DesignTerm[];
  readonly references: Readonly<Record<string, string>>;
  /** (x - mean) / spread, a row after the other. */
  readonly values: Float64Array;
  readonly means: Float64Array;
  readonly spreads: Float64Array;
  readonly time: Float64Array;
  readonly start: Float64Array | null;
  /** Places by start; `null` without starts. */
  readonly byStart: Uint32Array | null;
  /** 0: censored; 1: the event; 2: another. */
  readonly status: Uint8Array;
  readonly weight: Float64Array | null;
  readonly groups: Uint32Array;
  readonly groupCount: number;
  /** Distinct times of the event, rising, and the weight of events at each. */
  readonly eventTimes: Float64Array;
  readonly eventWeights: Float64Array;
  /** Chance of being uncensored (and entered) just before each event time, by group: place event * groupCount + group. */
  readonly free: Float64Array;
  /** The same of each row just before its own time, in its own group. */
  readonly freeOwn: Float64Array;
  readonly events: number;
  readonly others: number;
  readonly order: Uint32Array;
}

/** Throws StatisticRefusal `empty`, `no-events`, `unknown-choice`, `start-not-before-end`, `singular` for a covariate that does not vary. */
export function fineGrayData({ columns, size, rows }: ReadFineGray, { event, censored, censoringTies }: FineGraySettings): FineGrayData {
  const { weight, covariates } = columns;
  const used = new Uint32Array(size);
  let count = 0;
  for (let row = 0; row < size; row++) if (weight === null || (weight[row] as number) > 0) used[count++] = row;
  if (count === 0) throw new StatisticRefusal("empty", "time", "No row is left.", "Give rows without missing values and with weights above 0.");
  const { causes, causeCodes } = causesOf(columns.cause, size, censored);
  const cause = event ?? causes[0];
  const code = cause === undefined ? 0 : causes.indexOf(cause) + 1;
  if (cause === undefined) throw new StatisticRefusal("no-events", "cause", "Every row is censored.", "Give rows with events, or name the word of censoring in `censored`.");
  if (code === 0) throw new StatisticRefusal("unknown-choice", "event", `Nobody had ${JSON.stringify(cause)}.`, `Choose one of ${causes.join(", ")}.`);
  const order = orderByTime(used.slice(0, count), columns.time);
  const gathered = (list: Float64Array): Float64Array => { const made = new Float64Array(count); for (let at = 0; at < count; at++) made[at] = list[order[at] as number] as number; return made; };
  const time = gathered(columns.time);
  const start = columns.start === null ? null : gathered(columns.start);
  if (start !== null) for (let at = 0; at < count; at++) if (!((start[at] as number) < (time[at] as number))) throw new StatisticRefusal("start-not-before-end", `start.${(rows[order[at] as number] as number) + 1}`, `The row starts at ${start[at]} and ends at ${time[at]}.`, "Give a start before the end, or take the row out.");
  const status = new Uint8Array(count);
  const tally = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const own = causeCodes[order[at] as number] as number;
    status[at] = own === 0 ? 0 : own === code ? 1 : 2;
    tally[status[at] as number] = (tally[status[at] as number] as number) + 1;
  }
  if (tally[1] === 0) throw new StatisticRefusal("no-events", "cause", `No row with a weight above 0 has ${cause}.`, "Give rows with it.");
  const names = columns.censoringGroup === null ? [""] : categoriesOf(columns.censoringGroup);
  const codes = new Map(names.map((name, at) => [name, at]));
  const groups = new Uint32Array(count);
  if (columns.censoringGroup !== null) for (let at = 0; at < count; at++) groups[at] = codes.get(columns.censoringGroup[order[at] as number] as string) as number;
  const weights = weight === null ? null : gathered(weight);
  const byStart = start === null ? null : orderByTime(Uint32Array.from({ length: count }, (_, at) => at), start);
  const laid: CensoringRows = { size: count, time, start, byStart, status, weight: weights, groups, groupCount: names.length };
  const design = designMatrix(covariates, { intercept: false, size });
  return { ...laid, cause, terms: design.terms, references: design.references, ...standardised(design.matrix.values, design.terms, order), ...censoringCurves(laid, censoringTies), events: tally[1] as number, others: tally[2] as number, order };
}

function standardised(given: Float64Array, terms: readonly DesignTerm[], order: Uint32Array): { readonly values: Float64Array; readonly means: Float64Array; readonly spreads: Float64Array } {
  const width = terms.length;
  const [means, spreads, values] = [new Float64Array(width), new Float64Array(width), new Float64Array(order.length * width)];
  for (let at = 0, to = 0; at < order.length; at++) for (let column = 0, from = (order[at] as number) * width; column < width; column++) values[to++] = given[from++] as number;
  for (let column = 0; column < width; column++) {
    const first = values[column] as number;
    let [sum, squares] = [0, 0];
    for (let place = column; place < values.length; place += width) sum += (values[place] as number) - first;
    const mean = first + sum / order.length;
    for (let place = column; place < values.length; place += width) squares += ((values[place] as number) - mean) ** 2;
    const spread = Math.sqrt(squares / order.length);
    const name = terms[column]?.term ?? "";
    if (!(spread > 1e-11 * Math.abs(mean))) throw new StatisticRefusal("singular", `covariates.${name}`, "It does not vary.", `Leave ${name} out.`, { columns: name });
    for (let place = column; place < values.length; place += width) values[place] = ((values[place] as number) - mean) / spread;
    means[column] = mean;
    spreads[column] = spread;
  }
  return { values, means, spreads };
}
