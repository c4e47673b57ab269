/** What went otherwise than it should: kept, shown, and open until a person reviews it. */
import type { Reason } from "../decision/decision.ts";
import { ownRule, protocolRule, reason } from "../decision/reason.ts";
import type { Bag } from "../lot/lot.ts";
import type { Participant } from "../participant/participant.ts";
import type { Protocol } from "../protocol/protocol.ts";
import { assessIdentity } from "./assess-identity.ts";
import { assessRate } from "./decide-command.ts";
import { deriveClocks, thawTime } from "./derive-clocks.ts";
import type { Instant } from "./infusion-event.ts";
import type { InfusionState, StartFact } from "./infusion-state.ts";

export const deviationKinds = ["unauthorised-start", "start-before-identity", "wrong-bag", "late-entry", "rate-above-limit", "thaw-clock-exceeded", "out-of-order", "override-used"] as const;
export type DeviationKind = (typeof deviationKinds)[number];

export interface Deviation {
  /** `kind:event`, or `kind:bag` for the thaw clock: the same in every fold, so that a review can refer to it. */
  readonly key: string;
  readonly kind: DeviationKind;
  readonly since: Instant;
  readonly eventId: string | null;
  readonly reason: Reason;
}

/** What is held against the facts; without it only what the events themselves say is derived. */
export interface DeviationContext {
  readonly protocol: Protocol;
  readonly participant: Pick<Participant, "wristbandCode">;
  readonly bags: readonly Bag[];
  readonly now: Instant;
}

/** Derives the deviations in the order of time. A superseded event causes none. */
export function deriveDeviations(state: InfusionState, context?: DeviationContext): Deviation[] {
  const found = [...fromStarts(state), ...lateEntries(state), ...outOfOrder(state), ...overrides(state)];
  if (context !== undefined) found.push(...beforeIdentity(state, context), ...wrongBags(state, context), ...ratesAboveLimit(state, context), ...thawClocks(state, context));
  return found.toSorted((a, b) => (a.since === b.since ? (a.key < b.key ? -1 : 1) : a.since < b.since ? -1 : 1));
}

function deviation(kind: DeviationKind, at: { readonly since: Instant; readonly eventId: string | null; readonly name?: string }, why: Reason): Deviation {
  return { key: `${kind}:${at.name ?? at.eventId ?? ""}`, kind, since: at.since, eventId: at.eventId, reason: why };
}

function ofStart(kind: DeviationKind, start: StartFact, why: Reason): Deviation {
  return deviation(kind, { since: start.at, eventId: start.eventId }, why);
}

function fromStarts(state: InfusionState): Deviation[] {
  return state.starts.filter((start) => start.unauthorised).map((start) => ofStart("unauthorised-start", start, reason("deviation-unauthorised-start", `bag.${start.bagId}`, ownRule("deviation"), { at: start.at })));
}

function lateEntries(state: InfusionState): Deviation[] {
  return state.events
    .filter((event) => event.entry !== "live" && !state.superseded.has(event.id))
    .map((event) => deviation("late-entry", { since: event.clinicalTime, eventId: event.id }, reason("deviation-late-entry", "entry", ownRule("deviation"), { entry: event.entry, type: event.type, at: event.clinicalTime, receivedAt: event.receivedAt })));
}

function outOfOrder(state: InfusionState): Deviation[] {
  return state.outOfOrder.map((fact) => deviation("out-of-order", { since: fact.at, eventId: fact.eventId }, reason("deviation-out-of-order", "events", ownRule("deviation"), { type: fact.type, phase: fact.phase, at: fact.at })));
}

function overrides(state: InfusionState): Deviation[] {
  return state.overrides.map((event) => deviation("override-used", { since: event.clinicalTime, eventId: event.id }, reason("deviation-override", event.data.condition, ownRule("deviation"), { condition: event.data.condition, reason: event.data.reason })));
}

/** Passes count up to the start: a check made afterwards does not mend it. */
function beforeIdentity(state: InfusionState, { participant, bags }: DeviationContext): Deviation[] {
  return state.starts.flatMap((start) => {
    const bag = bags.find((one) => one.id === start.bagId);
    if (bag === undefined) return [];
    const before = { ...state, identityPasses: state.identityPasses.filter((pass) => pass.at <= start.at) };
    const { result } = assessIdentity(before, participant, bag);
    if (result === "matched") return [];
    return [ofStart("start-before-identity", start, reason("deviation-start-before-identity", `bag.${bag.code}`, ownRule("deviation"), { bag: bag.code, result, at: start.at }))];
  });
}

function wrongBags(state: InfusionState, { bags }: DeviationContext): Deviation[] {
  return state.starts.flatMap((start) => {
    const bag = bags.find((one) => one.id === start.bagId);
    if (bag !== undefined && bag.reservedForInfusionId === state.infusionId) return [];
    return [ofStart("wrong-bag", start, reason("deviation-wrong-bag", `bag.${bag?.code ?? start.bagId}`, ownRule("deviation"), { bag: bag?.code ?? start.bagId, at: start.at }))];
  });
}

/** Each interval whose rate is above a limit; the interval is named by the time at which it begins. */
function ratesAboveLimit(state: InfusionState, { protocol, bags }: DeviationContext): Deviation[] {
  return state.rates.flatMap((interval) =>
    assessRate({ ...state, rates: [interval] }, protocol, bags, interval.rate)
      .filter((verdict) => verdict.verdict === "outside")
      .map((verdict) => deviation("rate-above-limit", { since: interval.from, eventId: null, name: `${verdict.limitId}:${interval.from}` }, verdict.reason)),
  );
}

function thawClocks(state: InfusionState, { protocol, bags, now }: DeviationContext): Deviation[] {
  const started = deriveClocks(state, protocol, bags, now).thawToEnd.filter((clock) => clock.exceeded && (state.bags.get(clock.bagId)?.startedAt ?? null) !== null);
  return started.flatMap((clock) => {
    const bag = bags.find((one) => one.id === clock.bagId);
    const { limit, due } = clock;
    if (limit === null || due === null) return [];
    const saw = { bag: bag?.code ?? clock.bagId, thawedAt: bag === undefined ? clock.since : thawTime(state, bag), due, value: clock.elapsed.value, unit: clock.elapsed.unit, limit: limit.value, limitUnit: limit.unit };
    return [deviation("thaw-clock-exceeded", { since: due, eventId: null, name: clock.bagId }, reason("deviation-thaw-clock", `bag.${saw.bag}`, protocolRule(protocol, "limit.thaw-to-end-maximum"), saw, limit.source))];
  });
}
