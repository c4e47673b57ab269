/** Simulated operating characteristics of designs that count events and responses. */
import { randomStream } from "../../random/random-stream.ts";
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { EndTable, type TrialEnd } from "../core/end-table.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { type OperatingCharacteristics, characteristicsOf } from "../core/operating-characteristics.ts";
import { type Tally, mergeTallies, tallyEndings } from "../core/tally.ts";
import { type TargetOptions, findTargetDose, requireTruth } from "../core/target-dose.ts";
import { startTrial } from "../core/trial-state.ts";
import { requireOptions } from "../core/require-options.ts";
import type { EfficacyDesign } from "./boin12.ts";
import type { EfficacyCounts, EfficacyState } from "./efficacy-state.ts";

export interface EfficacyTruth {
  /** True rate of events by dose level. */
  readonly events: readonly number[];
  /** True rate of responses by dose level. */
  readonly responses: readonly number[];
  /** True rate of both by dose level; the product where left out, which is independence. */
  readonly both?: readonly number[];
}

export interface EfficacyCharacteristics extends OperatingCharacteristics {
  readonly responseTruth: readonly number[];
  /** Expected participants with a response by dose level, and its Monte Carlo standard error. */
  readonly responses: readonly { readonly mean: number; readonly standardError: number }[];
}

export interface EfficacySimulationOptions extends TargetOptions {
  readonly seed: number;
  /** 10,000 unless told. */
  readonly trials?: number;
  /** Trials a chunk, each with its own stream of random numbers; 250 unless told. */
  readonly chunkTrials?: number;
}

export interface EfficacyProgress {
  readonly trials: number;
  readonly of: number;
  readonly partial: () => EfficacyCharacteristics;
}

interface Sums {
  readonly tally: Tally;
  /** Sum and sum of squares of the responses, by dose level. */
  readonly responses: readonly { readonly sum: number; readonly squares: number }[];
}

/**
 * Simulates trials chunk by chunk, with Monte Carlo standard errors; yields after each one.
 *
 * Throws DesignRefusal for rates that cannot be, or are not one a dose level.
 *
 * @example finish(simulateEfficacyTrials(design, { events: [0.1, 0.2], responses: [0.3, 0.5] }, { seed: 1, trials: 2000 })).selection
 */
export function* simulateEfficacyTrials(design: EfficacyDesign, truth: EfficacyTruth, options: EfficacySimulationOptions): Generator<EfficacyProgress, EfficacyCharacteristics> {
  requireOptions(truth, ["events", "responses", "both"], "truth");
  const rates = requireEfficacyTruth(truth, design.doses);
  const trials = requireWhole("trials", options.trials ?? 10_000, 1, 100_000_000);
  const chunkTrials = requireWhole("chunkTrials", options.chunkTrials ?? 250, 1, 100_000_000);
  const seed = requireWhole("seed", options.seed, 0, Number.MAX_SAFE_INTEGER);
  const target = findTargetDose(truth.events, options);
  const parts: Sums[] = [];
  for (let chunk = 0, done = 0; done < trials; chunk++) {
    const size = Math.min(chunkTrials, trials - done);
    const stream = randomStream(seed, chunk);
    const ends: (readonly EfficacyCounts[])[] = [];
    const table = new EndTable(design.doses);
    for (let trial = 0; trial < size; trial++) {
      const { end, levels } = simulateOne(design, rates, () => stream.nextDouble());
      table.add(end);
      ends.push(levels);
    }
    const responses = truth.events.map((_, at) => ({ sum: ends.reduce((sum, levels) => sum + (levels[at]?.responses ?? 0), 0), squares: ends.reduce((sum, levels) => sum + (levels[at]?.responses ?? 0) ** 2, 0) }));
    parts.push({ tally: tallyEndings(table, new Float64Array(size).fill(1), target), responses });
    done += size;
    const upTo = parts.length;
    yield { trials: done, of: trials, partial: () => efficacyCharacteristics(design, truth, parts.slice(0, upTo), seed) };
  }
  return efficacyCharacteristics(design, truth, parts, seed);
}

/** By dose level the probabilities of both, event alone, response alone. Throws DesignRefusal for rates that cannot be. */
export function requireEfficacyTruth({ events, responses, both }: EfficacyTruth, doses: number): { both: number; event: number; response: number }[] {
  requireTruth(events, doses);
  if (responses.length !== doses || (both !== undefined && both.length !== doses)) throw new DesignRefusal("wrong-length", responses.length === doses ? "both" : "responses", `There must be ${doses} rates.`, "Give one rate a dose level.");
  return events.map((event, at) => {
    const response = responses[at] ?? Number.NaN;
    if (!(response >= 0 && response <= 1)) throw new DesignRefusal("not-a-rate", `responses.${at}`, `${String(response)} does not lie from 0 to 1.`, "Give a number from 0 to 1.");
    const joint = both?.[at] ?? event * response;
    const least = Math.max(0, event + response - 1);
    const most = Math.min(event, response);
    if (!(joint >= least - 1e-12 && joint <= most + 1e-12)) throw new DesignRefusal("impossible-rate", `both.${at}`, `${String(joint)} have both, but ${event} an event and ${response} a response.`, `Give a rate from ${+least.toPrecision(6)} to ${+most.toPrecision(6)}.`);
    return { both: joint, event: event - joint, response: response - joint };
  });
}

function simulateOne(design: EfficacyDesign, rates: readonly { both: number; event: number; response: number }[], random: () => number): { end: TrialEnd; levels: readonly EfficacyCounts[] } {
  let state: EfficacyState = design.start;
  let decision = design.first;
  while (decision.next.kind === "treat") {
    const { dose, size } = decision.next;
    const rate = rates[dose - 1];
    const before = state.levels[dose - 1];
    if (rate === undefined || before === undefined) throw new RangeError(`There is no dose level ${dose}.`);
    let { n, events, responses, both } = before;
    for (let person = 0; person < size; person++) {
      const u = random();
      n += 1;
      if (u < rate.both + rate.event) events += 1;
      if (u < rate.both) both += 1;
      if (u < rate.both || (u >= rate.both + rate.event && u < rate.both + rate.event + rate.response)) responses += 1;
    }
    state = { levels: state.levels.with(dose - 1, { n, events, responses, both }), closed: decision.closed, dose };
    decision = design.decide(state);
  }
  const ended: EfficacyState = { ...state, closed: decision.closed };
  const counts = { ...startTrial(design.doses, state.dose), n: ended.levels.map((one) => one.n), events: ended.levels.map((one) => one.events), closed: decision.closed };
  return { end: { state: counts, decision, recommendation: design.recommend(ended) }, levels: ended.levels };
}

function efficacyCharacteristics(design: EfficacyDesign, truth: EfficacyTruth, parts: readonly Sums[], seed: number): EfficacyCharacteristics {
  const tally = mergeTallies(parts.map((part) => part.tally));
  const trials = tally.weight;
  const responses = truth.responses.map((_, at) => {
    const sum = parts.reduce((all, part) => all + (part.responses[at]?.sum ?? 0), 0);
    const squares = parts.reduce((all, part) => all + (part.responses[at]?.squares ?? 0), 0);
    return { mean: sum / trials, standardError: trials < 2 ? Number.POSITIVE_INFINITY : Math.sqrt(Math.max(0, squares - (sum * sum) / trials) / (trials - 1) / trials) };
  });
  const joint = truth.both === undefined ? "events and responses independent" : "events and responses with the stated rate of both";
  return { ...characteristicsOf(design as Pick<DoseDesign, "name" | "variant" | "edition"> as DoseDesign, truth.events, tally, `Monte Carlo: ${trials} trials, seed ${seed}; ${joint}.`, trials), responseTruth: [...truth.responses], responses };
}
