/** What a site answers to a round of Cox regression of several sites, and answers added up. */
import { readRows } from "../../../form/columns.ts";
import { type ResultForm, resultOf } from "../../../form/result.ts";
import { StatisticRefusal } from "../../../form/statistic-refusal.ts";
import { type CoxColumns, coxColumns } from "../cox-options.ts";
import { type CoxData, coxData } from "../cox-data.ts";
import { coxLikelihood } from "../cox-likelihood.ts";
import { type CoxRound, type CoxStepSummary, type CoxStratumSums, endWidth, startWidth, sumsOf } from "./cox-round.ts";

const zeros = (size: number): number[] => Array.from({ length: size }, () => 0);
const method = "Sums of one step of Cox regression of several sites.";

/**
 * The log-likelihood of a site's rows and its derivatives at a round's coefficients or, with a common baseline, the sums over its
 * rows by distinct time from which they follow. Sums by distinct time tell nearly as much as the rows where times are all different.
 * Throws StatisticRefusal as `fitCox` does of columns, `unknown-column`, `missing-column`, `unknown-choice` where they do not fit the round.
 *
 * @example summariseCoxStep(columns, planCoxRounds([describeCoxSite(columns)])).value // the log-likelihood at 0
 */
export function summariseCoxStep(columns: CoxColumns, round: CoxRound): CoxStepSummary & ResultForm {
  if (round.kind !== "cox-round" || round.edition !== 1) throw new StatisticRefusal("missing-column", "round", "This is no round of Cox regression, edition 1.", "Give what planCoxRounds or advanceCoxRound made.");
  const { terms, references, means, spreads, coefficients, iteration } = round;
  const data = coxData(readRows(coxColumns, columns), 0, { terms, references, means: Float64Array.from(means), spreads: Float64Array.from(spreads) });
  const point = Float64Array.from(coefficients);
  const width = terms.length;
  const common = round.baseline === "common";
  const found = common ? null : coxLikelihood(data, round.ties)(point);
  return resultOf<CoxStepSummary>({
    method, kind: "cox-step", edition: 1, iteration, coefficients, events: data.events,
    value: found?.value ?? 0, gradient: found === null ? zeros(width) : [...found.gradient], hessian: found === null ? zeros(width * width) : [...found.hessian.values],
    strata: common ? data.strata.map((stratum, at) => sumsByTime(data, at, stratum, point)).filter(({ times }) => times.length > 0) : [],
  });
}

function sumsByTime({ values, time, start, event, weight, offset, bounds, byStart, terms }: CoxData, stratum: number, name: string, point: Float64Array): CoxStratumSums {
  const width = terms.length;
  const sums = sumsOf(width);
  const [times, ends, startTimes, starts]: [number[], number[], number[], number[]] = [[], [], [], []];
  const add = (into: number[], from: number, row: number, risk: number): void => {
    into[from] = (into[from] as number) + risk;
    for (let one = 0, cell = from + 1 + width; one < width; one++) {
      const part = risk * (values[row * width + one] as number);
      into[from + 1 + one] = (into[from + 1 + one] as number) + part;
      for (let other = one; other < width; other++, cell++) into[cell] = (into[cell] as number) + part * (values[row * width + other] as number);
    }
  };
  const predictor = (row: number): number => {
    let sum = offset?.[row] ?? 0;
    for (let column = 0; column < width; column++) sum += (point[column] as number) * (values[row * width + column] as number);
    return sum;
  };
  for (let row = bounds[stratum] as number; row < (bounds[stratum + 1] as number); row++) {
    if (times.at(-1) !== time[row]) {
      times.push(time[row] as number);
      for (let at = 0; at < endWidth(width); at++) ends.push(0);
    }
    const [from, linear, share] = [ends.length - endWidth(width), predictor(row), weight?.[row] ?? 1];
    const risk = share * Math.exp(linear);
    ends[from] = (ends[from] as number) + 1;
    add(ends, from + 1, row, risk);
    if (event[row] === 0) continue;
    add(ends, from + 1 + sums, row, risk);
    for (const [at, value] of [1, share, share * linear, ...Array.from({ length: width }, (_, column) => share * (values[row * width + column] as number))].entries()) ends[from + 1 + 2 * sums + at] = (ends[from + 1 + 2 * sums + at] as number) + value;
  }
  for (let at = bounds[stratum] as number; byStart !== null && start !== null && at < (bounds[stratum + 1] as number); at++) {
    const row = byStart[at] as number;
    if (startTimes.at(-1) !== start[row]) {
      startTimes.push(start[row] as number);
      for (let cell = 0; cell < startWidth(width); cell++) starts.push(0);
    }
    const from = starts.length - startWidth(width);
    starts[from] = (starts[from] as number) + 1;
    add(starts, from + 1, row, (weight?.[row] ?? 1) * Math.exp(predictor(row)));
  }
  return { stratum: name, times, ends, startTimes, starts };
}

/** The answers of several sites to one round, added up. Throws StatisticRefusal `empty`, `options-conflict` for answers to different rounds. */
export function mergeCoxSteps(summaries: readonly CoxStepSummary[]): CoxStepSummary & ResultForm {
  const [first] = summaries;
  if (first === undefined) throw new StatisticRefusal("empty", "summaries", "There is no summary.", "Give a list of at least one.");
  for (const [at, one] of summaries.entries()) {
    if (one.kind !== "cox-step" || one.edition !== 1) throw new StatisticRefusal("missing-column", `summaries.${at + 1}`, "This is no step of Cox regression, edition 1.", "Give what summariseCoxStep made.");
    if (one.coefficients.length !== first.coefficients.length || one.coefficients.some((value, term) => value !== first.coefficients[term])) throw new StatisticRefusal("options-conflict", `summaries.${at + 1}`, "It answers another round than the first.", "Give answers to one round.");
  }
  const width = first.coefficients.length;
  const added = (of: (one: CoxStepSummary) => readonly number[]): number[] => of(first).map((_, at) => summaries.reduce((sum, one) => sum + (of(one)[at] as number), 0));
  const names = [...new Set(summaries.flatMap(({ strata }) => strata.map(({ stratum }) => stratum)))];
  return resultOf<CoxStepSummary>({
    method, kind: "cox-step", edition: 1, iteration: first.iteration, coefficients: first.coefficients, events: summaries.reduce((sum, { events }) => sum + events, 0),
    value: summaries.reduce((sum, { value }) => sum + value, 0), gradient: added(({ gradient }) => gradient), hessian: added(({ hessian }) => hessian),
    strata: names.map((name) => {
      const own = summaries.flatMap(({ strata }) => strata.filter(({ stratum }) => stratum === name));
      const [times, ends] = byTime(own.map((one) => [one.times, one.ends]), endWidth(width));
      const [startTimes, starts] = byTime(own.map((one) => [one.startTimes, one.starts]), startWidth(width));
      return { stratum: name, times, ends, startTimes, starts };
    }),
  });
}

function byTime(parts: readonly (readonly [readonly number[], readonly number[]])[], width: number): [number[], number[]] {
  const times = [...new Set(parts.flatMap(([one]) => one))].toSorted((one, other) => one - other);
  const places = new Map(times.map((time, at) => [time, at]));
  const sums = zeros(times.length * width);
  for (const [own, values] of parts) {
    for (const [at, time] of own.entries()) {
      const to = (places.get(time) ?? 0) * width;
      for (let cell = 0; cell < width; cell++) sums[to + cell] = (sums[to + cell] as number) + (values[at * width + cell] as number);
    }
  }
  return [times, sums];
}
