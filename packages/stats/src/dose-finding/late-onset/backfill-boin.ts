/** BOIN with backfilling: who arrives while a cohort is followed is treated at a lower dose level that has shown activity. */
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import type { DecisionReason, DoseDecision } from "../core/dose-decision.ts";
import { totalOf } from "../core/trial-state.ts";
import { type BoinOptions, boin } from "../interval/boin.ts";
import { probabilityAbove } from "../interval/closing-rule.ts";
import type { IntervalBounds } from "../interval/interval-rules.ts";
import { checkIntervalOptions } from "../interval/interval-options.ts";
import { requireState } from "../core/require-state.ts";
import { backfillVerdict, safeForBackfill, voiceOf } from "./backfill-boin-rule.ts";
import { type LateOnsetDesign, type TimedState, treatedOf } from "./timed-state.ts";
import { waitFor } from "./wait-for-all-outcomes.ts";

export interface BackfillBoinOptions extends Omit<BoinOptions, "edition" | "titration"> {
  /** A dose level is shut for backfilling when so many were treated there, cohorts included; 12 where left out. */
  readonly mostAtDose?: number;
  /** What opens a dose level: a response there or below (`paper`), a response there (`bfboin-0.1.1`), or nothing. */
  readonly activity?: "response" | "response-at-or-below" | "not-required";
  /** One of three with the event stays instead of going down, as in the paper's tables; off where left out. */
  readonly stayOnOneOfThree?: boolean;
  /** Of several open dose levels; `highest` where left out. */
  readonly assign?: "highest" | "lowest";
  /**
   * `paper`: a dose level and those above close on its own data, wherever the trial stands. `bfboin-0.1.1`: only the
   * current dose level is closed, a response at the dose level itself opens it, and one more than `mostAtDose` fits in.
   */
  readonly edition?: "paper" | "bfboin-0.1.1";
}

const OWN = ["underdose", "overdose", "mostAtDose", "activity", "stayOnOneOfThree", "assign", "edition"];

/**
 * BF-BOIN. The cohorts escalate as in BOIN, on the outcomes of cohorts and backfill together; where a lower dose level
 * disagrees with the current one their data are pooled (`backfillVerdict`). `cohorts` and `maximumN` count the escalating
 * participants alone. Pending backfill does not hold a decision up.
 *
 * Throws DesignRefusal, with field and remedy, for options that no trial can have.
 *
 * Source: Zhao Y, Yuan Y, Korn EL, Freidlin B. Clin Cancer Res 2024;30:673-9, doi 10.1158/1078-0432.CCR-23-2585.
 * R: bfboin `get.oc.bf`.
 *
 * @example backfillBoin({ doses: 4, target: 0.25, cohortSize: 3, cohorts: 10, mostAtDose: 12 })
 */
export function backfillBoin(options: BackfillBoinOptions): LateOnsetDesign {
  const settings = checkIntervalOptions(options, OWN, ["titration"]);
  const { mostAtDose: most, activity: opened, stayOnOneOfThree = false, assign = "highest", edition = "paper", ...rest } = options;
  const activity = opened ?? (edition === "paper" ? "response-at-or-below" : "response");
  const mostAtDose = requireWhole("mostAtDose", most ?? 12, 1, 10_000);
  if (!["response", "response-at-or-below", "not-required"].includes(activity)) throw new DesignRefusal("unknown-choice", "activity", `${activity} is not known.`, 'Give "response", "response-at-or-below" or "not-required".');
  if (assign !== "highest" && assign !== "lowest") throw new DesignRefusal("unknown-choice", "assign", `${String(assign)} is not known.`, 'Give "highest" or "lowest".');
  if (edition !== "paper" && edition !== "bfboin-0.1.1") throw new DesignRefusal("unknown-edition", "edition", `${String(edition)} is not known.`, 'Give "paper" or "bfboin-0.1.1".');
  if (typeof stayOnOneOfThree !== "boolean") throw new DesignRefusal("not-yes-or-no", "stayOnOneOfThree", `${String(stayOnOneOfThree)} is neither true nor false.`, "Give true or false.");
  const inner = boin(rest);
  const bounds = (n: number): IntervalBounds => (stayOnOneOfThree && n === 3 ? { ...inner.bounds(3), deescalate: Math.max(2, inner.bounds(3).deescalate) } : inner.bounds(n));

  const decide = (state: TimedState): DoseDecision => {
    requireState(state, settings.doses);
    const cohortPending = state.pending.filter((one) => one.backfill !== true).length;
    if (cohortPending > 0) return waitFor(state, "backfill-boin-cohort-pending", `${cohortPending} of the cohort at dose level ${state.dose} are pending.`, { cohortPending });
    const { dose, n, events } = state;
    const tooHigh = n.findIndex((size, at) => (edition === "paper" || at === dose - 1) && voiceOf(bounds, size, events[at] ?? 0) === "close");
    const strict = settings.lowestCutoff !== null && dose === 1 && (n[0] ?? 0) >= 3 && probabilityAbove(settings.target, n[0] ?? 0, events[0] ?? 0) > settings.lowestCutoff;
    const closed = tooHigh < 0 ? state.closed : state.closed.map((one, at) => one || at >= tooHigh);
    const reasons: DecisionReason[] = [];
    const say = (rule: string, message: string, numbers: Record<string, number>): void => void reasons.push({ rule: `backfill-boin-${rule}`, message, numbers });
    if (tooHigh >= 0) say("close", `${events[tooHigh] ?? 0} of ${n[tooHigh] ?? 0} with an event at dose level ${tooHigh + 1}: it and all above are closed.`, { dose: tooHigh + 1, n: n[tooHigh] ?? 0, events: events[tooHigh] ?? 0 });
    if (closed[0] === true || strict) {
      say("stop-lowest", "The lowest dose level is probably too high: the trial stops.", { dose: 1, n: n[0] ?? 0, events: events[0] ?? 0 });
      return { next: { kind: "stop", why: "safety" }, closed: closed.map(() => true), phase: "", reasons };
    }
    const verdict = backfillVerdict(n, events, dose, bounds);
    const seen = `${events[dose - 1] ?? 0} of ${n[dose - 1] ?? 0} with an event at dose level ${dose}, backfill included`;
    if (verdict.pooled === null) say(verdict.own, `${seen}: ${verdict.own}.`, { dose, n: n[dose - 1] ?? 0, events: events[dose - 1] ?? 0 });
    else say("conflict", `${seen}: ${verdict.own}, but dose level ${verdict.conflictFrom ?? 0} disagrees. Pooled from there: ${verdict.pooled.events} of ${verdict.pooled.n}; dose level ${Math.max(1, verdict.wanted)} follows where it is open.`, { dose, conflictFrom: verdict.conflictFrom ?? 0, pooledN: verdict.pooled.n, pooledEvents: verdict.pooled.events });
    let next = Math.min(Math.max(1, verdict.wanted), settings.doses);
    while (next > 1 && closed[next - 1] === true) next -= 1;
    const total = totalOf(state.escalating ?? treatedOf(state));
    if (total >= settings.maximumN) {
      say("maximum-n", `${total} participants of the cohorts were treated, the maximum of ${settings.maximumN}.`, { total, maximumN: settings.maximumN });
      return { next: { kind: "stop", why: "maximum-n" }, closed, phase: "", reasons };
    }
    const here = treatedOf(state)[dose - 1] ?? 0;
    if (next === dose && settings.nEarlyStop !== null && here >= settings.nEarlyStop) {
      say("n-at-dose", `${here} participants at dose level ${dose}, at least ${settings.nEarlyStop}: the trial ends.`, { dose, n: here, nEarlyStop: settings.nEarlyStop });
      return { next: { kind: "stop", why: "n-at-dose" }, closed, phase: "", reasons };
    }
    return { next: { kind: "treat", dose: next, size: Math.min(settings.cohortSize, settings.maximumN - total) }, closed, phase: "", reasons };
  };

  const active = (state: TimedState, at: number): boolean => {
    if (activity === "not-required") return true;
    const responses = state.responses ?? [];
    return activity === "response" ? (responses[at] ?? 0) > 0 : responses.slice(0, at + 1).some((count) => count > 0);
  };
  const backfill = (state: TimedState): number | null => {
    const safe = safeForBackfill(state.n, state.events, state.dose, bounds);
    const treated = treatedOf(state);
    const open = [];
    for (let at = 0; at < safe; at++) if (active(state, at) && (treated[at] ?? 0) < mostAtDose + (edition === "paper" ? 0 : 1) && (treated[at] ?? 0) > 0 && state.closed[at] !== true) open.push(at + 1);
    return (assign === "highest" ? open.at(-1) : open[0]) ?? null;
  };

  const opens = { response: "after a response there", "response-at-or-below": "after a response there or below", "not-required": "whether or not a response was seen" }[activity];
  return {
    ...inner,
    name: "BF-BOIN",
    variant: `${inner.variant.replace(/^BOIN/, "BF-BOIN")} Backfill at the ${assign} open dose level below the current one, ${opens}, until ${mostAtDose} were treated at it; the size of the trial counts the cohorts alone.${stayOnOneOfThree ? " One of three with the event stays." : ""}${edition === "paper" ? "" : " Only the current dose level can be closed."}`,
    edition,
    looksAt: "all-doses",
    usesPending: true,
    decide,
    backfill,
  };
}
