/** Whether hazards are proportional: a score test of coefficients that change with time. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, choice, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { zeroMatrix } from "../../linear-algebra/matrix.ts";
import { solveCholesky } from "../../linear-algebra/solve-cholesky.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { coxCore } from "./cox-core.ts";
import { type CoxData, coxData } from "./cox-data.ts";
import { type CoxColumns, coxColumns, coxResidualOptions } from "./cox-options.ts";
import { risksOf } from "./event-table.ts";
import type { CoxTest } from "./fit-cox.ts";
import { walkEvents } from "./walk-events.ts";

export const proportionalHazardsOptions = {
  ...coxResidualOptions,
  transform: choice(["km", "rank", "identity", "log"], "km", "scale of time along which a coefficient may change: 1 - Kaplan-Meier just before the time, rank of the time, the time, its logarithm"),
} as const;
export type ProportionalHazardsOptions = GivenOptions<typeof proportionalHazardsOptions>;

export interface ProportionalHazards extends ResultForm {
  /** One for each covariate; the categories of one together. */
  readonly tests: readonly ({ readonly covariate: string } & CoxTest)[];
  /** Of all together. */
  readonly global: CoxTest;
  readonly missing: MissingRows;
}

/**
 * Tests proportional hazards: the score test of adding each covariate times g(time), g less its mean over the events, to the
 * regression fitted here. A small p says that its hazard ratio changes with time. Refused as `fitCox` is; `out-of-range` for the
 * logarithm of a time of 0, `not-identified` where times of events do not differ.
 *
 * Source: Grambsch and Therneau 1994, doi:10.1093/biomet/81.3.515 (recalled), in its score form. R: `cox.zph(coxph(…), transform)`
 * of survival 3.x, to 1e-8; older editions give an approximation to it.
 *
 * @example testProportionalHazards({ time: [4, 9, 6, 2, 7, 5], event: [1, 0, 1, 1, 1, 0], covariates: { age: [60, 45, 52, 50, 61, 48] } }).global.pValue
 */
export function testProportionalHazards(columns: CoxColumns, options: ProportionalHazardsOptions = {}): ProportionalHazards {
  const settings = readOptions(proportionalHazardsOptions, options);
  const read = readRows(coxColumns, columns);
  const data = coxData(read, settings.timeTolerance);
  const { estimate } = runSteps(coxCore(data, settings));
  const width = data.terms.length;
  const { scores, information } = scoresOverTime(data, estimate, settings.ties, transformed(data, settings.transform));
  const test = (places: readonly number[]): CoxTest => {
    const kept = [...Array.from({ length: width }, (_, at) => at), ...places.map((place) => place + width)];
    const part = zeroMatrix(kept.length, kept.length);
    for (const [row, one] of kept.entries()) for (const [column, other] of kept.entries()) part.values[row * kept.length + column] = information[one * 2 * width + other] as number;
    const decomposition = decomposeCholesky(part, { tolerance: 1e-11 });
    if (!decomposition.positiveDefinite) throw new StatisticRefusal("not-identified", "time", "The times of events do not tell a change with time from no change.", "Give more events at different times, or leave a covariate out.");
    const given = kept.map((place) => (place < width ? 0 : (scores[place - width] as number)));
    const statistic = solveCholesky(decomposition, given).reduce((sum, one, at) => sum + one * (given[at] as number), 0);
    return { statistic, distribution: "chi-square", degreesOfFreedom: places.length, pValue: chiSquareTail(Math.max(0, statistic), places.length, { tail: "upper" }) };
  };
  const covariates = [...new Set(data.terms.map(({ covariate }) => covariate ?? ""))];
  const scale = { km: "1 - Kaplan-Meier", rank: "the rank of time", identity: "time", log: "the logarithm of time" }[settings.transform];
  return resultOf({
    method: `Score test of proportional hazards in Cox regression with ${settings.ties === "efron" ? "Efron's" : "Breslow's"} approximation for ties: of coefficients that change linearly with ${scale}.`,
    tests: covariates.map((covariate) => ({ covariate, ...test(data.terms.flatMap((term, at) => (term.covariate === covariate ? [at] : []))) })),
    global: test(data.terms.map((_, at) => at)),
    missing: read.missing,
  });
}

/** g of each row's time, less its mean over the events: places as in the data. */
function transformed({ time, start, event, size }: CoxData, transform: "km" | "rank" | "identity" | "log"): Float64Array {
  const places = Uint32Array.from(time, (_, at) => at).toSorted((one, other) => (time[one] as number) - (time[other] as number));
  const made = new Float64Array(size);
  const starts = start === null ? null : start.toSorted();
  let [curve, entered] = [1, 0];
  for (let from = 0; from < size; ) {
    const now = time[places[from] as number] as number;
    let [end, events] = [from, 0];
    for (; end < size && time[places[end] as number] === now; end++) events += event[places[end] as number] as number;
    while (starts !== null && entered < size && (starts[entered] as number) < now) entered += 1;
    if (transform === "log" && now === 0) throw new StatisticRefusal("out-of-range", "time", "A time of 0 has no logarithm.", 'Take { transform: "km" }.');
    const value = { km: 1 - curve, rank: (from + 1 + end) / 2, identity: now, log: Math.log(now) }[transform];
    for (let at = from; at < end; at++) made[places[at] as number] = value;
    curve *= 1 - events / ((starts === null ? size : entered) - from);
    from = end;
  }
  let [mean, count] = [0, 0];
  for (let row = 0; row < size; row++) {
    if (event[row] === 0) continue;
    count += 1;
    mean += ((made[row] as number) - mean) / count;
  }
  return made.map((value) => value - mean);
}

/** Scores of the coefficients' slopes, and the information of coefficients and slopes. */
function scoresOverTime(data: CoxData, estimate: Float64Array, ties: "efron" | "breslow", along: Float64Array): { readonly scores: Float64Array; readonly information: Float64Array } {
  const { values, event, weight, terms } = data;
  const width = terms.length;
  const scores = new Float64Array(width);
  const information = new Float64Array(4 * width * width);
  // Of spread 1, so that coefficients and slopes are of one size; the tests do not change.
  const spread = Math.sqrt(along.reduce((sum, one) => sum + one * one, 0) / along.length) || 1;
  const means = new Float64Array(width);
  const add = (row: number, column: number, value: number): void => {
    information[row * 2 * width + column] = (information[row * 2 * width + column] as number) + value;
  };
  walkEvents(data, risksOf(data, estimate), ({ first, end, events, shares, atRisk, tied }) => {
    const slope = (along[first] as number) / spread;
    const rounds = ties === "efron" ? events : 1;
    for (let row = first; row < end; row++) if (event[row] === 1) for (let column = 0; column < width; column++) scores[column] = (scores[column] as number) + (weight?.[row] ?? 1) * slope * (values[row * width + column] as number);
    for (let round = 0; round < rounds; round++) {
      const part = round / rounds;
      const zero = atRisk.zero - part * tied.zero;
      const each = shares / rounds;
      for (let column = 0; column < width; column++) {
        means[column] = ((atRisk.first[column] as number) - part * (tied.first[column] as number)) / zero;
        scores[column] = (scores[column] as number) - each * slope * (means[column] as number);
      }
      for (let row = 0, cell = 0; row < width; row++) {
        for (let column = row; column < width; column++, cell++) {
          const spreadHere = each * (((atRisk.second[cell] as number) - part * (tied.second[cell] as number)) / zero - (means[row] as number) * (means[column] as number));
          for (const [one, other] of row === column ? [[row, column] as const] : ([[row, column], [column, row]] as const)) {
            add(one, other, spreadHere);
            add(one, other + width, slope * spreadHere);
            add(one + width, other, slope * spreadHere);
            add(one + width, other + width, slope * slope * spreadHere);
          }
        }
      }
    }
  });
  return { scores, information };
}
