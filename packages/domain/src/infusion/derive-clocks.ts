/** The clocks of an infusion: how long since thaw, since the start, since the stop, and what is still open. */
import type { Bag } from "../lot/lot.ts";
import type { Limit, Protocol, SourcedQuantity } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import type { Instant } from "./infusion-event.ts";
import type { InfusionState } from "./infusion-state.ts";
import { instantAfter, minutesBetween } from "./instant.ts";

/** One clock against its limit. `elapsed` in minutes; `due` is when the limit is reached. */
export interface Clock {
  readonly since: Instant;
  readonly elapsed: Quantity;
  readonly limit: Limit | null;
  readonly due: Instant | null;
  readonly exceeded: boolean;
}

export interface BagClock extends Clock {
  readonly bagId: string;
  /** The bag has ended: the clock stands still. */
  readonly endedAt: Instant | null;
}

export interface EventWindow {
  readonly ruleSetId: string;
  readonly ruleId: string;
  readonly title: string;
  readonly window: SourcedQuantity;
  readonly openUntil: Instant;
  readonly open: boolean;
}

export interface Clocks {
  readonly now: Instant;
  /** One for each thawed bag of this infusion. */
  readonly thawToEnd: readonly BagClock[];
  /** Time in which cells flowed, pauses left out; `null` before the start. */
  readonly running: Quantity | null;
  readonly sinceStart: Quantity | null;
  /** Since the stop; its limit is the least observation. `exceeded` means: long enough. */
  readonly observation: Clock | null;
  readonly eventWindows: readonly EventWindow[];
  /** Bags issued, not started and not yet verified by two persons; `exceeded` past `issued-unverified-maximum`. */
  readonly issuedUnverified: readonly BagClock[];
}

/**
 * Derives all clocks at `now`. A missing limit gives a clock without `due`, which never says that time is left.
 * Event windows count from the last start, so that a further bag keeps them open longest.
 */
export function deriveClocks(state: InfusionState, protocol: Protocol, bags: readonly Bag[], now: Instant): Clocks {
  const firstStart = state.starts[0]?.at ?? null;
  return {
    now,
    thawToEnd: bagIdsOf(state, bags).flatMap((bagId) => thawClock(state, protocol, bags, bagId, now)),
    running: firstStart === null ? null : minutes(state.rates.reduce((sum, { from, to }) => sum + Math.max(0, minutesBetween(from, to === null || to > now ? now : to)), 0)),
    sinceStart: firstStart === null ? null : minutes(minutesBetween(firstStart, now)),
    observation: state.stop === null ? null : clock(state.stop.at, now, protocol.limits["observation-duration-minimum"] ?? null),
    eventWindows: deriveEventWindows(state, protocol, now),
    issuedUnverified: bags.flatMap((bag) => issuedClock(state, protocol, bag, now)),
  };
}

/** When the bag was thawed: the earlier of what the bedside and the cell processing recorded; `null`: unknown. */
export function thawTime(state: InfusionState, bag: Pick<Bag, "id" | "thawedAt">): Instant | null {
  const times = [state.bags.get(bag.id)?.thawedAt ?? null, bag.thawedAt].filter((time) => time !== null).toSorted();
  return times[0] ?? null;
}

/** The windows in which an infusion-associated event still counts; none before the start. */
export function deriveEventWindows(state: InfusionState, protocol: Protocol, now: Instant): EventWindow[] {
  const lastStart = state.starts.at(-1);
  if (lastStart === undefined) return [];
  return protocol.infusionEvents.flatMap((ruleSet) =>
    ruleSet.rules.map(({ id, title, window }) => {
      const openUntil = instantAfter(lastStart.at, window);
      return { ruleSetId: ruleSet.id, ruleId: id, title, window, openUntil, open: now <= openUntil };
    }),
  );
}

function bagIdsOf(state: InfusionState, bags: readonly Bag[]): string[] {
  return [...new Set([...bags.filter((bag) => bag.reservedForInfusionId === state.infusionId).map((bag) => bag.id), ...state.bags.keys()])];
}

function thawClock(state: InfusionState, protocol: Protocol, bags: readonly Bag[], bagId: string, now: Instant): BagClock[] {
  const since = thawTime(state, bags.find((bag) => bag.id === bagId) ?? { id: bagId, thawedAt: null });
  if (since === null || since > now) return [];
  const course = state.bags.get(bagId);
  const started = (course?.startedAt ?? null) !== null;
  const ended = course?.finishedAt ?? (started && state.stop !== null ? state.stop.at : null);
  const endedAt = ended !== null && ended <= now ? ended : null;
  return [{ bagId, endedAt, ...clock(since, endedAt ?? now, protocol.limits["thaw-to-end-maximum"] ?? null) }];
}

function issuedClock(state: InfusionState, protocol: Protocol, bag: Bag, now: Instant): BagClock[] {
  const since = bag.issuedAt ?? state.bags.get(bag.id)?.receivedAt ?? null;
  const relevant = bag.reservedForInfusionId === state.infusionId || state.bags.has(bag.id);
  if (!relevant || since === null || since > now || (state.bags.get(bag.id)?.startedAt ?? null) !== null) return [];
  const persons = new Set(state.identityPasses.filter((pass) => pass.bagId === bag.id && pass.authorRole !== "device" && pass.authorRole !== "unsigned").map((pass) => pass.authorId));
  if (persons.size >= 2) return [];
  return [{ bagId: bag.id, endedAt: null, ...clock(since, now, protocol.limits["issued-unverified-maximum"] ?? null) }];
}

function clock(since: Instant, until: Instant, limit: Limit | null): Clock {
  const due = limit === null ? null : instantAfter(since, limit);
  return { since, elapsed: minutes(minutesBetween(since, until)), limit, due, exceeded: due !== null && until > due };
}

function minutes(value: number): Quantity {
  return { value, unit: "min" };
}
