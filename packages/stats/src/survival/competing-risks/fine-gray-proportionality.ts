/** Whether the effects of Fine and Gray's regression stay the same over time. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { type MissingRows, readRows } from "../../form/columns.ts";
import { readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { invertPositiveDefinite } from "../../linear-algebra/invert-positive-definite.ts";
import { type Matrix, rowsOf, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { multiply } from "../../linear-algebra/multiply.ts";
import { quadraticForm } from "../../linear-algebra/quadratic-form.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import type { CoxTest } from "../cox/fit-cox.ts";
import { fineGrayCore } from "./fine-gray-core.ts";
import { type FineGrayData, fineGrayData } from "./fine-gray-data.ts";
import { type FineGrayColumns, fineGrayColumns, type ProportionalityOptions, proportionalityOptions } from "./fine-gray-options.ts";
import { exposures, type FineGraySums, fineGraySums, spreadSums } from "./fine-gray-sums.ts";

export interface FineGrayProportionality extends ResultForm {
  readonly cause: string;
  /** Of each term, the others kept proportional. */
  readonly terms: readonly { readonly term: string; readonly test: CoxTest }[];
  readonly global: CoxTest;
  /** Distinct times of the event, rising. */
  readonly times: Float64Array;
  /** At each: covariates of those with the event less their mean in the risk set, by term; they add up to 0. */
  readonly residuals: readonly (readonly number[])[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Score tests of effects that change with a function of time, and the residuals behind them (Schoenfeld's, of the subdistribution).
 *
 * Each test asks whether x g(t) has a coefficient beside that of x; g is time, its logarithm, or the rank of distinct event times.
 * The information is that of the model, with censoring weights taken as known. Refusals as `fitFineGray`; `too-few` where events are
 * at one time only.
 *
 * Source: Grambsch and Therneau 1994, doi 10.1093/biomet/81.3.515 (recalled). R: residuals `crr(...)$res`; tests `cox.zph` of coxph on
 * the rows of `finegray`, to 1e-7.
 *
 * @example testFineGrayProportionality({ time: [4, 9, 6, 2, 7, 5], cause: [1, 0, 2, 1, 1, 2], covariates: { age: [60, 45, 52, 50, 61, 48] } }).global.pValue
 */
export function testFineGrayProportionality(columns: FineGrayColumns, options: ProportionalityOptions = {}): FineGrayProportionality {
  const settings = readOptions(proportionalityOptions, options);
  const read = readRows(fineGrayColumns, columns);
  const data = fineGrayData(read, settings);
  const core = runSteps(fineGrayCore(data, settings));
  const sums = fineGraySums(data, core.estimate);
  const width = data.terms.length;
  const inner = residualsOf(data, sums);
  if (settings.transform === "log" && (data.eventTimes[0] as number) === 0) throw new StatisticRefusal("out-of-range", "transform", "An event at time 0 has no logarithm of time.", 'Take { transform: "time" } or { transform: "rank" }.');
  const functions = { time: data.eventTimes, log: data.eventTimes.map(Math.log), rank: data.eventTimes.map((_, at) => at + 1) }[settings.transform];
  const total = data.eventWeights.reduce((sum, one) => sum + one, 0);
  const middle = functions.reduce((sum, one, at) => sum + one * (data.eventWeights[at] as number), 0) / total;
  const far = Math.sqrt(functions.reduce((sum, one, at) => sum + (one - middle) ** 2 * (data.eventWeights[at] as number), 0) / total);
  if (!(far > 0)) throw new StatisticRefusal("too-few", "time", "All events are at one time.", "Events at two times at least are needed.");
  const g = functions.map((one) => (one - middle) / far);
  const moment = (power: number): Matrix => spreadSums(data, sums, exposures(data, sums.jumps, (event) => (g[event] as number) ** power), data.eventWeights.map((one, at) => one * (g[at] as number) ** power));
  const [cross, square] = [moment(1), moment(2)];
  // What is left of the information on the new coefficients once the old ones are known.
  const explained = multiply(multiply(cross, core.inverse), cross);
  const left = { ...square, values: square.values.map((one, at) => one - (explained.values[at] as number)) };
  const score = new Float64Array(width);
  for (let event = 0, place = 0; event < g.length; event++) for (let column = 0; column < width; column++) score[column] = (score[column] as number) + (g[event] as number) * (inner[place++] as number);
  const inverse = invertPositiveDefinite(left, { tolerance: 1e-11 });
  if (inverse === null) throw new StatisticRefusal("too-few", "cause", "The events do not determine effects that change with time.", "Take fewer covariates.");
  const testOf = (statistic: number, degreesOfFreedom: number): CoxTest => ({ statistic, distribution: "chi-square", degreesOfFreedom, pValue: chiSquareTail(statistic, degreesOfFreedom, { tail: "upper" }) });
  const natural = zeroMatrix(g.length, width);
  for (let at = 0; at < inner.length; at++) natural.values[at] = (inner[at] as number) * (data.spreads[at % width] as number);
  return resultOf({
    method: `Score tests of proportional subdistribution hazards of ${data.cause} against effects that change with ${{ time: "time", log: "the logarithm of time", rank: "the rank of event times" }[settings.transform]}, censoring weights taken as known.`,
    cause: data.cause,
    terms: data.terms.map(({ term }, at) => ({ term, test: testOf((score[at] as number) ** 2 / (left.values[at * (width + 1)] as number), 1) })),
    global: testOf(quadraticForm(inverse, score), width),
    times: data.eventTimes,
    residuals: rowsOf(natural),
    missing: read.missing,
    warnings: [],
  });
}

function residualsOf({ size, values, status, weight, time, eventTimes, eventWeights, terms }: FineGrayData, { means }: FineGraySums): Float64Array {
  const width = terms.length;
  const made = new Float64Array(eventTimes.length * width);
  for (let at = 0; at < made.length; at++) made[at] = -(eventWeights[Math.floor(at / width)] as number) * (means[at] as number);
  for (let row = 0, event = 0; row < size; row++) {
    if (status[row] !== 1) continue;
    while ((eventTimes[event] as number) < (time[row] as number)) event += 1;
    for (let column = 0; column < width; column++) made[event * width + column] = (made[event * width + column] as number) + (weight === null ? 1 : (weight[row] as number)) * (values[row * width + column] as number);
  }
  return made;
}
