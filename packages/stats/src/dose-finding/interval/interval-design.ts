/** The trial that all interval designs share: only their boundaries differ. */
import type { DecisionReason, DoseDecision, Recommendation } from "../core/dose-decision.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { type TrialState, startTrial, totalOf } from "../core/trial-state.ts";
import { isotonicChoice } from "../isotonic/isotonic-choice.ts";
import { probabilityAbove } from "./closing-rule.ts";
import type { IntervalSettings } from "./interval-options.ts";

/** What so many events among n participants at a dose level lead to. */
export interface IntervalBounds {
  /** Most events with which the next dose level follows; -1 where none does. */
  readonly escalate: number;
  /** Fewest events with which the dose level below follows; n + 1 where none does. */
  readonly deescalate: number;
  /** Fewest events that close this dose level and all above it; `null` where none does. */
  readonly close: number | null;
}

export interface IntervalRules {
  readonly name: string;
  /** First part of the codes of reasons: `boin`. */
  readonly code: string;
  readonly variant: string;
  readonly edition: string;
  readonly settings: IntervalSettings;
  /** For n from 1; asked once per dose level and n. */
  readonly boundsAt: (n: number, dose: number) => IntervalBounds;
  /** The rate from which on it goes down: limit of `boundMTD`. */
  readonly upperRate: (n: number, dose: number) => number;
  /** No safety check after the last cohort: the selection makes it. As BOIN 2.7.2 and Keyboard 0.1.3 do. */
  readonly uncheckedEnd?: boolean;
  /** Boundaries that differ between dose levels. */
  readonly byDose?: boolean;
  /** `nEarlyStop` ends the trial whatever the decision. As Keyboard 0.1.3 does. */
  readonly stopAtOnce?: boolean;
}

/** A design that also shows its boundaries. */
export interface IntervalDesign extends DoseDesign {
  /** Boundaries after n participants at a dose level (1 where left out). */
  readonly bounds: (n: number, dose?: number) => IntervalBounds;
}

const TITRATION = "titration";

export function intervalDesign(rules: IntervalRules): IntervalDesign {
  const { settings } = rules;
  const { doses, cohortSize, maximumN, titration } = settings;
  const bounds = remember(rules);
  const lowest = lowestStop(settings);
  const start = startTrial(doses, settings.start, titration ? TITRATION : "");
  const reason = (rule: string, message: string, numbers: Record<string, number>): DecisionReason => ({ rule: `${rules.code}-${rule}`, message, numbers });

  const decide = (state: TrialState): DoseDecision => {
    const { dose } = state;
    const at = dose - 1;
    const n = state.n[at] ?? 0;
    const events = state.events[at] ?? 0;
    const total = totalOf(state.n);
    const full = total >= maximumN;
    const treat = (next: number, size: number, why: DecisionReason, closed = state.closed, phase = ""): DoseDecision => ({ next: { kind: "treat", dose: next, size: Math.min(size, maximumN - total) }, closed, phase, reasons: [why] });
    const ended = (reasons: readonly DecisionReason[], closed: readonly boolean[]): DoseDecision => ({
      next: { kind: "stop", why: "maximum-n" },
      closed,
      phase: "",
      reasons: [...reasons, { rule: "stop-maximum-n", message: `${total} participants were treated: the trial has its maximum of ${maximumN}.`, numbers: { total, maximumN } }],
    });

    if (state.phase === TITRATION && !full && n <= 1) {
      if (events === 0 && dose < doses && state.closed[dose] !== true) return treat(dose + 1, 1, reason("titrate", `No event in the single participant at dose level ${dose}: one participant at dose level ${dose + 1}.`, { dose, n, events }), state.closed, TITRATION);
      const why = events > 0 ? "The first event ends the titration" : "The titration came to the highest dose level";
      return treat(dose, cohortSize - n, reason("titration-ends", `${why}: the cohort at dose level ${dose} is filled to ${cohortSize}.`, { dose, n, events }));
    }

    const { escalate, deescalate, close } = bounds(n, dose);
    let { closed } = state;
    if (!(full && rules.uncheckedEnd === true)) {
      const mustClose = close !== null && events >= close;
      if (mustClose) closed = closed.map((one, index) => one || index >= at);
      if (mustClose || (dose === 1 && lowest(n, events))) {
        const limit = mustClose ? settings.cutoff : (settings.lowestCutoff ?? settings.cutoff);
        const numbers = { dose, n, events, probability: probabilityAbove(settings.target, n, events), cutoff: limit };
        const below = openBelow(closed, dose);
        if (!mustClose || below === 0) {
          const none = closed.map(() => true);
          return { next: { kind: "stop", why: "safety" }, closed: none, phase: "", reasons: [reason("stop-lowest", `${events} of ${n} with an event at dose level ${dose}: no lower dose level is open, and it is probably too high (${limit}). The trial stops.`, numbers)] };
        }
        const closing = reason("close", `${events} of ${n} with an event at dose level ${dose}: it and all above are closed.`, numbers);
        return full ? ended([closing], closed) : treat(below, cohortSize, closing, closed);
      }
    }

    const numbers = { dose, n, events, escalateUpTo: escalate, deescalateFrom: deescalate };
    const seen = `${events} of ${n} with an event at dose level ${dose}`;
    const next = closed[at] === true ? openBelow(closed, dose) : events <= escalate ? (dose < doses && closed[at + 1] !== true ? dose + 1 : dose) : events >= deescalate ? openBelow(closed, dose) || dose : dose;
    const why = next > dose ? reason("escalate", `${seen}: up with at most ${escalate}.`, numbers) : next < dose ? reason("de-escalate", `${seen}: down with ${deescalate} or more.`, numbers) : stayReason(seen, numbers, reason);
    if (full) return ended([why], closed);
    if (next === 0) return { next: { kind: "stop", why: "no-dose-left" }, closed, phase: "", reasons: [why] };
    const { nEarlyStop } = settings;
    if (nEarlyStop !== null && n >= nEarlyStop && (next === dose || rules.stopAtOnce === true)) {
      return { next: { kind: "stop", why: "n-at-dose" }, closed, phase: "", reasons: [why, reason("n-at-dose", `${n} participants at dose level ${dose}, at least ${nEarlyStop}: the trial ends.`, { dose, n, nEarlyStop })] };
    }
    return treat(next, cohortSize, why, closed);
  };

  return {
    name: rules.name,
    variant: rules.variant,
    edition: rules.edition,
    doses,
    start,
    first: {
      next: { kind: "treat", dose: settings.start, size: Math.min(titration ? 1 : cohortSize, maximumN) },
      closed: start.closed,
      phase: start.phase,
      reasons: [reason("start", `The trial starts at dose level ${settings.start}.`, { dose: settings.start })],
    },
    decide,
    recommend: recommendBy(rules, bounds, lowest),
    looksAt: titration || rules.byDose === true ? "all-doses" : "current-dose",
    bounds: (n, dose = 1) => bounds(n, dose),
  };
}

function stayReason(seen: string, numbers: Record<string, number> & { escalateUpTo: number; deescalateFrom: number; events: number }, reason: (rule: string, message: string, numbers: Record<string, number>) => DecisionReason): DecisionReason {
  if (numbers.events <= numbers.escalateUpTo) return reason("stay-at-top", `${seen}: up with at most ${numbers.escalateUpTo}, but no higher dose level is open. Stay.`, numbers);
  if (numbers.events >= numbers.deescalateFrom) return reason("stay-at-bottom", `${seen}: down with ${numbers.deescalateFrom} or more, but no lower dose level is open. Stay.`, numbers);
  return reason("stay", `${seen}: up with at most ${numbers.escalateUpTo}, down with ${numbers.deescalateFrom} or more. Stay.`, numbers);
}

/** The highest open dose level below; 0 where there is none. */
function openBelow(closed: readonly boolean[], dose: number): number {
  let next = dose - 1;
  while (next >= 1 && closed[next - 1] === true) next -= 1;
  return next;
}

/** Boundaries are asked thousands of times and worked out once. */
function remember(rules: IntervalRules): (n: number, dose: number) => IntervalBounds {
  const known: IntervalBounds[][] = [];
  return (n, dose) => {
    const row = (known[rules.byDose === true ? dose : 1] ??= []);
    return (row[n] ??= n === 0 ? { escalate: -1, deescalate: 1, close: null } : rules.boundsAt(n, dose));
  };
}

/** The stricter stop at the lowest dose level. */
function lowestStop(settings: IntervalSettings): (n: number, events: number) => boolean {
  const cutoff = settings.lowestCutoff;
  if (cutoff === null) return () => false;
  return (n, events) => n >= 3 && probabilityAbove(settings.target, n, events) > cutoff;
}

function recommendBy(rules: IntervalRules, bounds: (n: number, dose: number) => IntervalBounds, lowest: (n: number, events: number) => boolean): (state: TrialState) => Recommendation {
  const { settings } = rules;
  const rule = `isotonic regression, nearest to ${settings.target}${settings.boundMTD ? ", at most the de-escalation boundary" : ""}`;
  return (state) => {
    const { n, events } = state;
    const fromClosed = n.findIndex((size, at) => {
      const close = bounds(size, at + 1).close;
      return close !== null && (events[at] ?? 0) >= close;
    });
    const all = lowest(n[0] ?? 0, events[0] ?? 0);
    const closed = state.closed.map((one, at) => one || all || (fromClosed >= 0 && at >= fromClosed));
    const last = state.dose - 1;
    const bound = settings.boundMTD ? rules.upperRate(Math.max(1, n[last] ?? 0), state.dose) : null;
    const dose = isotonicChoice(n, events, closed, settings.target, bound);
    if (dose !== null) return { kind: "dose", dose, rule };
    const why = closed.every(Boolean) ? "Every dose level is closed." : n.every((size, at) => size === 0 || closed[at] === true) ? "No dose level that is open was treated." : "Every estimate lies above the de-escalation boundary.";
    return { kind: "none", why, rule };
  };
}
