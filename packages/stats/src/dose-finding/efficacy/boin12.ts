/** BOIN12: finds the dose level with the best balance of responses and events. */
import type { DecisionReason, DoseDecision, Recommendation } from "../core/dose-decision.ts";
import { DesignRefusal, requireFraction, requireWhole } from "../core/design-refusal.ts";
import { boinBoundaries } from "../interval/boin-boundaries.ts";
import { atLeast, atMost } from "../interval/count-bounds.ts";
import { isotonicChoice } from "../isotonic/isotonic-choice.ts";
import { type Boin12Safety, boin12Faults } from "./boin12-admissible.ts";
import { type Boin12Utility, boin12Scale, desirability, posteriorMeanUtility } from "./boin12-utility.ts";
import { type EfficacyState, requireCounts, startEfficacyTrial } from "./efficacy-state.ts";

export interface Boin12Options {
  readonly doses: number;
  /** Highest acceptable rate of events (phi T); BOIN's target. */
  readonly mostEvents: number;
  /** Lowest acceptable rate of responses (phi E). */
  readonly leastResponses: number;
  readonly utility: Boin12Utility;
  readonly cohortSize: number;
  readonly cohorts: number;
  readonly start?: number;
  /** 0.95 where left out. */
  readonly eventCutoff?: number;
  /** 0.9 where left out. */
  readonly responseCutoff?: number;
  /** With so many at a dose level and a rate between the boundaries, the dose level above is no choice; 6 where left out. */
  readonly enoughToStay?: number;
  /** The trial ends when so many were treated at a dose level and it would be given again. */
  readonly nEarlyStop?: number;
  /**
   * Extra exploration, off where left out: with so many at the current dose level, a rate below lambda d and the next one
   * never given, go up whatever the desirability. 9 is what the supplement of the paper describes.
   */
  readonly exploreFrom?: number;
  /** Of dose levels with equal desirability; `lower` where left out. The published web program takes the higher one. */
  readonly ties?: "lower" | "higher";
  /** Beta prior of the utility; [1, 1] where left out. */
  readonly prior?: readonly [number, number];
}

export interface EfficacyDesign {
  readonly name: string;
  readonly variant: string;
  readonly edition: string;
  readonly doses: number;
  readonly start: EfficacyState;
  readonly first: DoseDecision;
  readonly decide: (state: EfficacyState) => DoseDecision;
  readonly recommend: (state: EfficacyState) => Recommendation;
}

const KNOWN = ["doses", "mostEvents", "leastResponses", "utility", "cohortSize", "cohorts", "start", "eventCutoff", "responseCutoff", "enoughToStay", "nEarlyStop", "exploreFrom", "ties", "prior"];

/**
 * BOIN12. With a rate of events of at least lambda d: down. Between the boundaries with `enoughToStay` participants: the
 * better of the current dose level and the one below. Otherwise: the best of the one below, the current and the one above.
 * "Better" is the desirability, the posterior probability of a utility above the benchmark; dose levels with too many
 * events or too few responses are left out, save that it goes down also to one with too few responses. Where nothing is
 * left, the trial stops.
 *
 * At the end: of the admissible dose levels up to the maximum tolerated one (isotonic, nearest to `mostEvents`), the one
 * with the highest posterior mean utility.
 *
 * Throws DesignRefusal, with field and remedy, for options that no trial can have.
 *
 * Source: Lin R, Zhou Y, Yan F, Li D, Yuan Y. JCO Precis Oncol 2020;4:1393-402, doi 10.1200/PO.20.00257.
 *
 * @example boin12({ doses: 5, mostEvents: 0.35, leastResponses: 0.25, utility: { neither: 40, both: 60 }, cohortSize: 3, cohorts: 12 })
 */
export function boin12(options: Boin12Options): EfficacyDesign {
  for (const key of Object.keys(options)) if (!KNOWN.includes(key)) throw new DesignRefusal("unknown-option", key, "BOIN12 has no such option.", `Take it out. Options are ${KNOWN.join(", ")}.`);
  const doses = requireWhole("doses", options.doses, 1, 50);
  const cohortSize = requireWhole("cohortSize", options.cohortSize, 1, 100);
  const maximumN = requireWhole("cohorts", options.cohorts, 1, 1000) * cohortSize;
  const scale = boin12Scale(options, options.utility, options.prior);
  const safety: Boin12Safety = { mostEvents: options.mostEvents, leastResponses: options.leastResponses, eventCutoff: requireFraction("eventCutoff", options.eventCutoff ?? 0.95), responseCutoff: requireFraction("responseCutoff", options.responseCutoff ?? 0.9) };
  const lambda = boinBoundaries({ target: options.mostEvents });
  const enoughToStay = requireWhole("enoughToStay", options.enoughToStay ?? 6, 1, 1000);
  const nEarlyStop = options.nEarlyStop === undefined ? null : requireWhole("nEarlyStop", options.nEarlyStop, 1, 10_000);
  const exploreFrom = options.exploreFrom === undefined ? null : requireWhole("exploreFrom", options.exploreFrom, 1, 1000);
  const ties = options.ties ?? "lower";
  if (ties !== "lower" && ties !== "higher") throw new DesignRefusal("unknown-choice", "ties", `${String(ties)} is not known.`, 'Give "lower" or "higher".');
  const start = startEfficacyTrial(doses, options.start ?? 1);

  const best = (state: EfficacyState, among: readonly number[]): number | null => {
    let found: number | null = null;
    let most = -1;
    for (const dose of among) {
      const counts = state.levels[dose - 1];
      if (counts === undefined) continue;
      const value = desirability(counts, scale);
      if (value > most + 1e-12 || (ties === "higher" && value > most - 1e-12)) {
        found = dose;
        most = Math.max(most, value);
      }
    }
    return found;
  };

  const closedIn = (state: EfficacyState): boolean[] => {
    const unsafe = state.levels.findIndex((counts) => boin12Faults(counts, safety).unsafe);
    return state.closed.map((one, at) => one || (unsafe >= 0 && at >= unsafe));
  };
  const isOpen = (state: EfficacyState, closed: readonly boolean[]) => (dose: number): boolean => {
    const counts = state.levels[dose - 1];
    return counts !== undefined && closed[dose - 1] !== true && !boin12Faults(counts, safety).futile;
  };

  const decide = (state: EfficacyState): DoseDecision => {
    for (const [at, counts] of state.levels.entries()) requireCounts(counts, `levels.${at}`);
    const { dose } = state;
    const { n, events, responses } = state.levels[dose - 1] ?? { n: 0, events: 0, responses: 0 };
    const total = state.levels.reduce((sum, counts) => sum + counts.n, 0);
    const closed = closedIn(state);
    const open = isOpen(state, closed);
    const numbers = { dose, n, events, responses };
    const seen = `${events} of ${n} with an event and ${responses} with a response at dose level ${dose}`;
    const because = (rule: string, message: string): DecisionReason => ({ rule: `boin12-${rule}`, message, numbers });
    const stop = (why: "safety" | "no-dose-left" | "maximum-n" | "n-at-dose", reason: DecisionReason): DoseDecision => ({ next: { kind: "stop", why }, closed, phase: "", reasons: [reason] });
    if (closed[0] === true) return stop("safety", because("stop-lowest", `${seen}: the lowest dose level has too many events. The trial stops.`));
    if (!closed.some((_, at) => open(at + 1))) return stop("no-dose-left", because("none-admissible", `${seen}: every dose level has too many events or too few responses. The trial stops.`));
    if (total >= maximumN) return stop("maximum-n", because("maximum-n", `${total} participants were treated, the maximum.`));
    const { among, rule, words } = choices(dose, n, events, state, open);
    const next = rule === "de-escalate" ? (among[0] ?? dose) : best(state, among.filter((one) => open(one)));
    if (next === null) return stop("no-dose-left", because("none-admissible", `${seen}: ${words} None of them is admissible. The trial stops.`));
    const reason = because(rule, `${seen}: ${words} Dose level ${next} follows.`);
    if (nEarlyStop !== null && next === dose && n >= nEarlyStop) return stop("n-at-dose", reason);
    return { next: { kind: "treat", dose: next, size: Math.min(cohortSize, maximumN - total) }, closed, phase: "", reasons: [reason] };
  };

  const choices = (dose: number, n: number, events: number, state: EfficacyState, open: (dose: number) => boolean): { among: number[]; rule: string; words: string } => {
    const above = state.levels[dose];
    const down = n > 0 && events >= atLeast(lambda.deescalate, n);
    if (exploreFrom !== null && n >= exploreFrom && !down && above !== undefined && above.n === 0 && open(dose + 1)) return { among: [dose + 1], rule: "explore", words: `The next dose level was never given, and ${exploreFrom} were treated here.` };
    if (down) return { among: [Math.max(1, dose - 1)], rule: "de-escalate", words: "Too many events: down." };
    if (n >= enoughToStay && events > atMost(lambda.escalate, n)) return { among: [dose - 1, dose], rule: "stay-or-down", words: "Between the boundaries: the more desirable of this one and the one below." };
    return { among: [dose - 1, dose, dose + 1], rule: "best-of-three", words: "The most desirable of this one and its neighbours." };
  };

  const rule = "highest posterior mean utility up to the maximum tolerated dose level";
  const recommend = (state: EfficacyState): Recommendation => {
    const closed = closedIn(state);
    const open = isOpen(state, closed);
    const tolerated = isotonicChoice(state.levels.map((one) => one.n), state.levels.map((one) => one.events), closed, options.mostEvents, null);
    if (tolerated === null) return { kind: "none", why: "No dose level that was given has few enough events.", rule };
    let found: number | null = null;
    let most = -1;
    for (const [at, counts] of state.levels.slice(0, tolerated).entries()) {
      if (counts.n === 0 || !open(at + 1)) continue;
      const mean = posteriorMeanUtility(counts, scale);
      if (mean > most + 1e-12) {
        found = at + 1;
        most = mean;
      }
    }
    return found === null ? { kind: "none", why: "Every dose level up to the maximum tolerated one has too few responses.", rule } : { kind: "dose", dose: found, rule };
  };

  return {
    name: "BOIN12",
    variant: `BOIN12: at most ${options.mostEvents} events and at least ${options.leastResponses} responses acceptable; utilities 100, ${options.utility.neither} (neither), ${options.utility.both} (both), 0; benchmark ${scale.benchmark.toFixed(3)}; ${doses} dose levels, cohorts of ${cohortSize}, at most ${maximumN} participants, start at dose level ${start.dose}; unsafe from ${safety.eventCutoff}, futile from ${safety.responseCutoff}; from ${enoughToStay} participants on a rate between the boundaries does not go up; ${exploreFrom === null ? "no extra exploration" : `extra exploration from ${exploreFrom} participants`}; equal desirability goes to the ${ties} dose level; selection by posterior mean utility.${nEarlyStop === null ? "" : ` It ends with ${nEarlyStop} at a dose level that would be given again.`}`,
    edition: "paper",
    doses,
    start,
    first: { next: { kind: "treat", dose: start.dose, size: Math.min(cohortSize, maximumN) }, closed: start.closed, phase: "", reasons: [{ rule: "boin12-start", message: "The first cohort.", numbers: { dose: start.dose } }] },
    decide,
    recommend,
  };
}
