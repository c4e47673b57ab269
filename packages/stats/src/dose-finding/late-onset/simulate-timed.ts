/** The event-driven simulation: participants arrive, are followed, have events; the design treats, waits or stops. */
import type { DoseDecision, Recommendation } from "../core/dose-decision.ts";
import { DesignRefusal } from "../core/design-refusal.ts";
import { oneOf } from "../model-based/crm-options.ts";
import { requireList, requireObject, requireOptions } from "../core/require-options.ts";
import { type Onset, eventTime, requireOnset } from "./time-to-event.ts";
import type { KnownOutcome, LateOnsetDesign, TimedPending, TimedState } from "./timed-state.ts";

export type Accrual =
  /** Arrivals at random, so many per day on average. */
  | { readonly kind: "poisson"; readonly perDay: number }
  /** One arrival every so many days; 0 for everyone at once. */
  | { readonly kind: "interval"; readonly days: number }
  /** Times between arrivals uniform from 0 to twice so many days. */
  | { readonly kind: "uniform"; readonly days: number };

export interface TimedScenario {
  /** True probability of the event within the window, by dose level. */
  readonly truth: readonly number[];
  /** Days for which a participant is followed. */
  readonly window: number;
  readonly accrual: Accrual;
  /** When in the window events come; uniform where left out. */
  readonly onset?: Onset;
  /** `queue`: who arrives while nobody may be treated waits. `turn-away`: is lost to the trial. `queue` where left out. */
  readonly whileWaiting?: "queue" | "turn-away";
  /** True probability of a response by dose level, and the days until it is known; for designs that ask for activity. */
  readonly response?: { readonly truth: readonly number[]; readonly days: number };
}

/** One participant of a simulated trial. Times in days from the first arrival. */
export interface TimedParticipant {
  readonly dose: number;
  readonly arrived: number;
  readonly treated: number;
  /** Part of the window after which the event came; `null` for none. */
  readonly eventAt: number | null;
  readonly backfill: boolean;
  readonly response: boolean;
}

export interface TimedTrial {
  readonly participants: readonly TimedParticipant[];
  readonly state: TimedState;
  readonly decision: DoseDecision;
  readonly recommendation: Recommendation;
  /** Days until the last outcome is known. */
  readonly duration: number;
  /** Days on which a place for a participant was wanted and none was open. */
  readonly suspended: number;
  /** Who came and was lost. */
  readonly turnedAway: number;
}

/** Refuses a scenario that no design with so many dose levels can run. */
export function requireScenario(scenario: TimedScenario, doses: number): void {
  requireOptions(scenario, ["truth", "window", "accrual", "onset", "whileWaiting", "response"], "scenario");
  const { truth, window, accrual, response } = scenario;
  requireList(truth, "truth");
  requireObject(accrual, "accrual");
  oneOf("accrual.kind", accrual.kind, ["poisson", "interval", "uniform"]);
  oneOf("whileWaiting", scenario.whileWaiting ?? "queue", ["queue", "turn-away"]);
  if (truth.length !== doses) throw new DesignRefusal("wrong-length", "truth", `${truth.length} probabilities for ${doses} dose levels.`, `Give ${doses} probabilities.`);
  for (const [at, probability] of truth.entries()) requireOnset(probability, scenario.onset ?? { kind: "uniform" }, `truth.${at}`);
  if (!(window > 0 && Number.isFinite(window))) throw new DesignRefusal("not-positive", "window", `${String(window)} is not a number of days above 0.`, "Give the days of follow-up, for example 28.");
  if (accrual.kind === "poisson" && !(accrual.perDay > 0 && Number.isFinite(accrual.perDay))) throw new DesignRefusal("not-positive", "accrual.perDay", `${String(accrual.perDay)} is not a number above 0.`, "Give the arrivals per day, for example 0.1.");
  if (accrual.kind === "uniform" && !(accrual.days > 0 && Number.isFinite(accrual.days))) throw new DesignRefusal("not-positive", "accrual.days", `${String(accrual.days)} is not a number above 0.`, "Give the mean days between arrivals, for example 10.");
  if (accrual.kind === "interval" && !(accrual.days >= 0 && Number.isFinite(accrual.days))) throw new DesignRefusal("negative", "accrual.days", `${String(accrual.days)} is not a number of days.`, "Give 0 or more days between arrivals.");
  if (accrual.kind === "interval" && accrual.days === 0 && scenario.whileWaiting === "turn-away") throw new DesignRefusal("everyone-lost", "accrual.days", "Without days between arrivals everyone comes at once and nobody is there later.", 'Give days above 0, or let arrivals queue.');
  if (response === undefined) return;
  requireObject(response, "response");
  requireList(response.truth, "response.truth");
  if (response.truth.length !== doses) throw new DesignRefusal("wrong-length", "response.truth", `${response.truth.length} probabilities for ${doses} dose levels.`, `Give ${doses} probabilities.`);
  for (const [at, probability] of response.truth.entries()) requireOnset(probability, { kind: "uniform" }, `response.truth.${at}`);
  if (!(response.days >= 0 && Number.isFinite(response.days))) throw new DesignRefusal("negative", "response.days", `${String(response.days)} is not a number of days.`, "Give 0 or more days.");
}

/**
 * One trial. `random` gives numbers from 0 to below 1; the first participant arrives on day 0. A cohort is treated as its
 * participants arrive; the design is asked when the next one would be treated, and again at each outcome while it waits.
 * After the last treatment everyone is followed to the end before a dose level is recommended.
 *
 * Throws DesignRefusal for an unfit scenario, RangeError for a design that waits although nothing is left to wait for.
 */
export function simulateTimedTrial(design: LateOnsetDesign, scenario: TimedScenario, random: () => number): TimedTrial {
  requireScenario(scenario, design.doses);
  const clinic = new Clinic(design, scenario, random);
  let decision = design.first;
  let places = decision.next.kind === "treat" ? decision.next.size : 0;
  let arrived = 0;
  let free = 0;
  let suspended = 0;
  let turnedAway = 0;
  // Who is turned away after the last place was taken is nobody's loss.
  let lost = 0;
  for (let person = 0; decision.next.kind !== "stop"; person++) {
    if (person > 0) arrived += gap(scenario.accrual, random);
    let now = Math.max(arrived, free);
    if (places === 0) {
      let asked = clinic.stateAt(now, decision);
      decision = design.decide(asked);
      const aside = decision.next.kind === "wait" ? (design.backfill?.(asked) ?? null) : null;
      if (aside !== null) {
        clinic.treat(aside, arrived, now, true);
        continue;
      }
      if (decision.next.kind === "wait" && scenario.whileWaiting === "turn-away") {
        lost += 1;
        continue;
      }
      let waited = 0;
      while (decision.next.kind === "wait") {
        const next = clinic.nextChange(now, decision.next.days);
        waited += next - now;
        now = next;
        asked = clinic.stateAt(now, decision);
        decision = design.decide(asked);
      }
      if (decision.next.kind === "stop") break;
      suspended += waited;
      turnedAway += lost;
      lost = 0;
      places = decision.next.size;
    }
    if (decision.next.kind !== "treat") throw new RangeError(`${design.name} has a place and no dose level for it.`);
    clinic.treat(decision.next.dose, arrived, now, false);
    free = now;
    places -= 1;
  }
  return { ...clinic.close(decision), decision, suspended, turnedAway };
}

function gap(accrual: Accrual, random: () => number): number {
  if (accrual.kind === "uniform") return 2 * accrual.days * random();
  return accrual.kind === "interval" ? accrual.days : -Math.log1p(-random()) / accrual.perDay;
}

/** Who was treated, and what is known of them at a moment. */
class Clinic {
  private readonly design: LateOnsetDesign;
  private readonly scenario: TimedScenario;
  private readonly random: () => number;
  private readonly participants: TimedParticipant[] = [];
  private dose: number;

  constructor(design: LateOnsetDesign, scenario: TimedScenario, random: () => number) {
    this.design = design;
    this.scenario = scenario;
    this.random = random;
    this.dose = design.start.dose;
  }

  treat(dose: number, arrived: number, treated: number, backfill: boolean): void {
    const { truth, onset, response } = this.scenario;
    const eventAt = eventTime(this.random(), truth[dose - 1] ?? 0, onset ?? { kind: "uniform" });
    const responds = response !== undefined && this.random() < (response.truth[dose - 1] ?? 0);
    this.participants.push({ dose, arrived, treated, eventAt, backfill, response: responds });
    if (!backfill) this.dose = dose;
  }

  /** The state at a moment, with closed dose levels and phase of the last decision. */
  stateAt(now: number, last: DoseDecision): TimedState {
    const { window, response } = this.scenario;
    const n = this.design.start.n.map(() => 0);
    const events = [...n];
    const responses = [...n];
    const escalating = [...n];
    const pending: TimedPending[] = [];
    const outcomes: KnownOutcome[] = [];
    let lastTreated: number | null = null;
    for (const one of this.participants) {
      const at = one.dose - 1;
      if (!one.backfill) lastTreated = Math.max(lastTreated ?? 0, one.treated);
      if (!one.backfill) escalating[at] = (escalating[at] ?? 0) + 1;
      const followed = (now - one.treated) / window;
      if (one.response && response !== undefined && now >= one.treated + response.days) responses[at] = (responses[at] ?? 0) + 1;
      if (now < knownFrom(one, window)) {
        pending.push({ dose: one.dose, followed: Math.min(1, followed), backfill: one.backfill });
        continue;
      }
      n[at] = (n[at] ?? 0) + 1;
      if (one.eventAt !== null) events[at] = (events[at] ?? 0) + 1;
      outcomes.push({ dose: one.dose, eventAt: one.eventAt });
    }
    return { n, events, closed: last.closed, dose: this.dose, phase: last.phase, pending, outcomes, responses, escalating, clock: { sinceLast: lastTreated === null ? null : now - lastTreated } };
  }

  /** The next outcome, or the end of a stated waiting time. */
  nextChange(now: number, days: number | null): number {
    const { window, response } = this.scenario;
    let next = days === null ? Infinity : now + days;
    for (const one of this.participants) {
      const known = knownFrom(one, window);
      if (known > now) next = Math.min(next, known);
      const answer = one.treated + (response?.days ?? 0);
      if (one.response && answer > now) next = Math.min(next, answer);
    }
    if (!(next > now && next < Infinity)) throw new RangeError(`${this.design.name} waits although every outcome is known.`);
    return next;
  }

  close(last: DoseDecision): Pick<TimedTrial, "participants" | "state" | "recommendation" | "duration"> {
    const { window } = this.scenario;
    const duration = this.participants.reduce((latest, one) => Math.max(latest, knownFrom(one, window)), 0);
    const state = this.stateAt(duration, last);
    return { participants: this.participants, state, recommendation: this.design.recommend(state), duration };
  }
}

/** The day on which the outcome is known: with the event, or at the end of the window. */
function knownFrom(one: TimedParticipant, window: number): number {
  return one.treated + (one.eventAt ?? 1) * window;
}
