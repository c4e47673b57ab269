/** Exact operating characteristics: every course of the trial, equal states merged, no simulation. */
import { binomialMasses } from "../../distributions/binomial.ts";
export { runSteps as finish } from "../../optimisation/run-steps.ts";
import type { DoseDesign } from "./dose-design.ts";
import { FlatGraph } from "./flat-graph.ts";
import { type OperatingCharacteristics, characteristicsOf } from "./operating-characteristics.ts";
import type { StateGraph } from "./state-graph.ts";
import { tallyEndings } from "./tally.ts";
import { type TargetOptions, findTargetDose, requireTruth } from "./target-dose.ts";

export interface ExpansionProgress {
  /** States whose followers are known. */
  readonly expanded: number;
  /** States seen so far; more may come. */
  readonly found: number;
}

/** A design with every course of its trial laid out: asked for one truth after another, each in about a millisecond. */
export interface ExpandedDesign {
  readonly design: DoseDesign;
  readonly flat: FlatGraph;
  /** The nodes where a cohort is treated, earlier ones first. */
  readonly order: Int32Array;
}

/**
 * Lays out every course of a trial; yields now and then.
 * Throws RangeError for a design that waits for time, or with more than `mostNodes` states (5 million unless told).
 *
 * @example const expanded = finish(expandDesign(design));
 */
export function* expandDesign(source: DoseDesign | StateGraph | FlatGraph, options: { readonly mostNodes?: number; readonly nodesAStep?: number } = {}): Generator<ExpansionProgress, ExpandedDesign> {
  const flat = source instanceof FlatGraph ? source : new FlatGraph(source, options.mostNodes);
  const step = options.nodesAStep ?? 20_000;
  for (let node = 0; node < flat.count; node++) {
    const place = flat.row[node] ?? -1;
    const size = place < 0 ? -1 : (flat.treatments[place]?.size ?? -1);
    for (let events = 0; events <= size; events++) flat.follow(node, events);
    if (node % step === step - 1) yield { expanded: node + 1, found: flat.count };
  }
  return { design: flat.graph.design, flat, order: orderOf(flat) };
}

/** By number of participants: every cohort has one at least, so a node comes before all that follow from it. */
function orderOf(flat: FlatGraph): Int32Array {
  const { total, row } = flat;
  const nodes: number[] = [];
  let sorted = true;
  for (let node = 0; node < flat.count; node++) {
    if ((row[node] ?? -1) < 0) continue;
    if (nodes.length > 0 && (total[node] ?? 0) < (total[nodes.at(-1) ?? 0] ?? 0)) sorted = false;
    nodes.push(node);
  }
  if (!sorted) nodes.sort((a, b) => (total[a] ?? 0) - (total[b] ?? 0) || a - b);
  return Int32Array.from(nodes);
}

/**
 * Probability of each end of the graph under a truth: masses flow through the nodes in order.
 * The truth is taken as it is; {@link evaluateExactly} checks it.
 */
export function endingProbabilities({ flat, order }: ExpandedDesign, truth: readonly number[]): Float64Array {
  const { row, first, after } = flat;
  const masses = flat.treatments.map(({ dose, size }) => binomialMasses(size, truth[dose - 1] ?? 0));
  const mass = new Float64Array(flat.count);
  const ends = new Float64Array(flat.ends.count);
  mass[0] = 1;
  if ((row[0] ?? 0) < 0) ends[0] = 1;
  for (let place = 0; place < order.length; place++) {
    const node = order[place] ?? 0;
    const here = mass[node] ?? 0;
    if (here === 0) continue;
    const outcomes = masses[row[node] ?? 0] as Float64Array;
    const start = first[node] ?? 0;
    for (let events = 0; events < outcomes.length; events++) {
      const next = after[start + events] ?? 0;
      const part = here * (outcomes[events] ?? 0);
      const end = row[next] ?? 0;
      if (end < 0) ends[-1 - end] = (ends[-1 - end] ?? 0) + part;
      else mass[next] = (mass[next] ?? 0) + part;
    }
  }
  return ends;
}

/**
 * Exact characteristics of a laid-out design under one truth.
 * @param truth true rate of events by dose level, each from 0 to 1; need not rise.
 * Throws DesignRefusal for another truth, or a target outside (0, 1).
 */
export function evaluateExactly(expanded: ExpandedDesign, truth: readonly number[], options: TargetOptions = {}): OperatingCharacteristics {
  requireTruth(truth, expanded.design.doses);
  const tally = tallyEndings(expanded.flat.ends, endingProbabilities(expanded, truth), findTargetDose(truth, options));
  // The weights add up to 1 but for rounding; what they add up to is not divided by, so that a loss would be seen.
  tally.weight = 1;
  return characteristicsOf(expanded.design, truth, tally, `Exact: every course of the trial, ${expanded.flat.count} different states.`, null);
}

/**
 * Exact operating characteristics of a design under a truth: probabilities of selection, expected participants and
 * events, distributions, ways to stop, by going through every course of the trial with equal states merged. Relative
 * rounding stays below 1e-12. Assumes independent participants whose outcomes are known before the next decision.
 *
 * A generator that yields progress while the courses are laid out; `finish` runs it to its end. For several truths lay
 * out once (`expandDesign`) and ask again and again (`evaluateExactly`).
 * Throws as {@link expandDesign} and {@link evaluateExactly}.
 *
 * @example finish(exactCharacteristics(design, [0.05, 0.15, 0.3], { target: 0.3 })).selection
 */
export function* exactCharacteristics(source: DoseDesign | StateGraph | FlatGraph, truth: readonly number[], options: TargetOptions & { readonly mostNodes?: number } = {}): Generator<ExpansionProgress, OperatingCharacteristics> {
  const design = "graph" in source ? source.graph.design : "design" in source ? source.design : source;
  requireTruth(truth, design.doses);
  findTargetDose(truth, options);
  return evaluateExactly(yield* expandDesign(source, options), truth, options);
}
