import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import type { DoseDecision, NextStep, Recommendation } from "../core/dose-decision.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { type TrialState, startTrial } from "../core/trial-state.ts";
import { requireOptions } from "../core/require-options.ts";
import { requireState } from "../core/require-state.ts";
import { requireOneOf } from "./check-options.ts";

export interface FixedCohortOptions {
  /** Number of dose levels, 1 to 50. */
  readonly doses: number;
  /** Participants in a cohort: one number, or one for each dose level. */
  readonly size: number | readonly number[];
  /** Largest number of events in a cohort that still allows escalation: one number, or one for each dose level. */
  readonly mostEvents: number | readonly number[];
  /** With more events than that: `stop` ends the trial; `stay` gives the same dose level to another cohort, judged by itself. */
  readonly otherwise: "stop" | "stay";
  /** With `stay` (and only there, where it is needed): cohorts that a dose level gets before the trial stops, 2 to 20. */
  readonly mostCohorts?: number;
  /** Dose level of the first cohort; 1 by default. */
  readonly start?: number;
}

/**
 * Cohorts of fixed size that go up one dose level at a time unless too many have the event.
 *
 * When the last dose level is passed too, the maximum tolerated dose is not reached and the maximum administered dose is
 * named; that is the usual end of a trial with cells. When the trial stops below, the dose level under the one that
 * stopped it is recommended; there is none under the lowest.
 *
 * With `stop` the probability of passing levels 1 to k is the product of P(Binomial(size, p_j) <= mostEvents); with
 * `stay` each factor q becomes 1 - (1 - q)^mostCohorts.
 *
 * Throws DesignRefusal for a size outside 1 to 1000, a limit outside 0 to size - 1, lists of another length than
 * `doses`, and `mostCohorts` without `stay`.
 *
 * Source: closed form; the design is that of small cell-therapy trials (START, Wilson et al. 2015).
 * @example fixedCohorts({ doses: 3, size: 3, mostEvents: 0, otherwise: "stop" }).first.next // 3 at dose level 1
 */
export function fixedCohorts(options: FixedCohortOptions): DoseDesign {
  const { doses, start, sizes, limits, mostCohorts } = check(options);
  const begin = startTrial(doses, start);

  const decide = (state: TrialState): DoseDecision => {
    requireState(state, doses);
    const { dose } = state;
    const size = sizes[dose - 1] ?? 0;
    const limit = limits[dose - 1] ?? 0;
    const past = recall(state);
    const n = (state.n[dose - 1] ?? 0) - past.n;
    const events = (state.events[dose - 1] ?? 0) - past.events;
    const numbers = { dose, n, events, mostEvents: limit };
    const seen = `${events} of ${n} in this cohort at dose level ${dose} had the event, ${limit} ${limit === 1 ? "is" : "are"} allowed`;
    const say = (rule: string, message: string, next: NextStep, closed = state.closed, phase = ""): DoseDecision => ({ next, closed, phase, reasons: [{ rule: `fixed-cohorts-${rule}`, message: `${seen}. ${message}`, numbers }] });

    if (events <= limit && n < size) return say("fill", `The cohort is filled to ${size}.`, { kind: "treat", dose, size: size - n }, state.closed, state.phase);
    if (events <= limit) {
      if (dose === doses) return say("not-reached", "The highest dose level is passed: the maximum tolerated dose is not reached.", { kind: "stop", why: "no-dose-left" });
      if (state.closed[dose] === true) return say("declare", "The next dose level is closed.", { kind: "stop", why: "dose-found" });
      return say("escalate", "One dose level up.", { kind: "treat", dose: dose + 1, size: sizes[dose] ?? 0 });
    }
    if (past.cohorts + 1 < mostCohorts) return say("stay", `Another cohort at this dose level, ${past.cohorts + 2} of at most ${mostCohorts}.`, { kind: "treat", dose, size }, state.closed, remember(state, past.cohorts + 1));
    const closed = state.closed.map((one, at) => one || at >= dose - 1);
    const lower = state.n.some((given, at) => given > 0 && closed[at] !== true);
    return say("stop", lower ? "The trial stops; a lower dose level is recommended." : "The trial stops; no lower dose level was given.", { kind: "stop", why: lower ? "dose-found" : "safety" }, closed);
  };

  return {
    name: "fixed cohorts",
    variant: describe(options, sizes, limits, start),
    edition: "paper",
    doses,
    start: begin,
    first: {
      next: { kind: "treat", dose: start, size: sizes[start - 1] ?? 0 },
      closed: begin.closed,
      phase: "",
      reasons: [{ rule: "fixed-cohorts-start", message: `The first cohort at dose level ${start}.`, numbers: { dose: start, size: sizes[start - 1] ?? 0 } }],
    },
    decide,
    recommend: (state) => {
      requireState(state, doses);
      return recommendFixed(state);
    },
    looksAt: mostCohorts === 1 ? "current-dose" : "all-doses",
    countedBelow: sizes,
  };
}

/** Cohorts at the current dose level that are over and were followed by another one. */
interface Past {
  readonly n: number;
  readonly events: number;
  readonly cohorts: number;
}
const nothing: Past = { n: 0, events: 0, cohorts: 0 };

const remember = (state: TrialState, cohorts: number): string => `again ${state.dose}:${state.n[state.dose - 1] ?? 0}:${state.events[state.dose - 1] ?? 0}:${cohorts}`;
function recall(state: TrialState): Past {
  if (!state.phase.startsWith(`again ${state.dose}:`)) return nothing;
  const [, n = 0, events = 0, cohorts = 0] = state.phase.slice(6).split(":").map(Number);
  return { n, events, cohorts };
}

/** A dose level below a closed one, or the highest one given when none was too much. */
function recommendFixed(state: TrialState): Recommendation {
  const highest = state.n.findLastIndex((n) => n > 0) + 1;
  if (highest === 0) return { kind: "none", why: "Nobody was treated.", rule: "fixed cohorts" };
  const closed = state.closed.indexOf(true) + 1;
  if (closed === 0) return { kind: "not-reached", maximumAdministeredDose: highest, rule: "fixed cohorts: no dose level had more events than allowed" };
  const rule = "fixed cohorts: the highest dose level given below the one with more events than allowed";
  for (let dose = closed - 1; dose >= 1; dose--) if ((state.n[dose - 1] ?? 0) > 0) return { kind: "dose", dose, rule };
  return { kind: "none", why: `Dose level ${closed} had more events than allowed, and no lower one was given.`, rule };
}

function check(options: FixedCohortOptions) {
  requireOptions(options, ["doses", "size", "mostEvents", "otherwise", "mostCohorts", "start"]);
  const doses = requireWhole("doses", options.doses, 1, 50);
  const sizes = perDose("size", options.size, doses).map((size, at) => requireWhole(pathOf("size", options.size, at), size, 1, 1000));
  const limits = perDose("mostEvents", options.mostEvents, doses).map((limit, at) => requireWhole(pathOf("mostEvents", options.mostEvents, at), limit, 0, (sizes[at] ?? 1) - 1));
  const stays = requireOneOf("otherwise", options.otherwise, ["stop", "stay"]) === "stay";
  if (!stays && options.mostCohorts !== undefined) throw new DesignRefusal("options-contradict", "mostCohorts", "The number of cohorts at a dose level has no effect when the trial stops.", 'Take it out, or give otherwise "stay".');
  const mostCohorts = stays ? requireWhole("mostCohorts", options.mostCohorts ?? Number.NaN, 2, 20) : 1;
  return { doses, start: requireWhole("start", options.start ?? 1, 1, doses), sizes, limits, mostCohorts };
}

const pathOf = (path: string, value: number | readonly number[], at: number): string => (typeof value === "number" ? path : `${path}.${at}`);
function perDose(path: string, value: number | readonly number[], doses: number): readonly number[] {
  if (!Array.isArray(value)) return Array.from({ length: doses }, () => value as number);
  if (value.length !== doses) throw new DesignRefusal("wrong-length", path, `${value.length} numbers do not fit ${doses} dose levels.`, "Give one number for all dose levels, or one for each.");
  return value as readonly number[];
}

function describe(options: FixedCohortOptions, sizes: readonly number[], limits: readonly number[], start: number): string {
  const same = (numbers: readonly number[]): string => (new Set(numbers).size === 1 ? `${numbers[0] ?? 0}` : numbers.join(", "));
  const otherwise = options.otherwise === "stop" ? "With more the trial stops" : `With more the dose level is given to another cohort, judged by itself, ${options.mostCohorts ?? 0} cohorts at most; then the trial stops`;
  const from = start === 1 ? "" : ` The first cohort is treated at dose level ${start}.`;
  return `Fixed cohorts of ${same(sizes)}; one dose level up with at most ${same(limits)} with the event. ${otherwise} and the dose level below is recommended. When the highest dose level is passed, the maximum tolerated dose is not reached.${from}`;
}
