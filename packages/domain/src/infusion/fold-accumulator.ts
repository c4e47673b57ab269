/** The fold's working memory: arrays and maps that grow in place; their elements are never changed once they are in. */
import type { Channel } from "../protocol/protocol.ts";
import type { InfusionEvent, InfusionEventOf } from "./infusion-event.ts";
import type { BagCourse, InfusionState, Known, OutOfOrderFact, TimedSample } from "./infusion-state.ts";

type Growing<T> = T extends readonly (infer E)[] ? E[] : T extends ReadonlyMap<infer K, infer V> ? Map<K, V> : T;

/** Like the state, but writable, with what only the fold needs. */
export type FoldAccumulator = { -readonly [K in Exclude<keyof InfusionState, "samples">]: Growing<InfusionState[K]> } & {
  samples: Map<Channel, TimedSample[]>;
  /** The bag from which cells flow, or last flowed. */
  currentBagId: string | null;
  /** Steps whose pathway has not been folded yet, by the id of the event that opens it. */
  readonly waitingSteps: Map<string, InfusionEventOf<"pathway-step-done">[]>;
};

export function createAccumulator(infusionId: string): FoldAccumulator {
  return {
    infusionId,
    phase: "preparing",
    answers: new Map(),
    identityPasses: [],
    weight: null,
    height: null,
    weightConfirmed: null,
    doseConfirmed: null,
    bags: new Map(),
    line: null,
    starts: [],
    rates: [],
    stop: null,
    samples: new Map(),
    vasoactive: [],
    oxygen: [],
    rhythm: [],
    consciousness: null,
    signs: new Map(),
    laboratory: [],
    medications: [],
    oxygenScale: null,
    pregnancy: null,
    outcomes: [],
    acknowledged: new Map(),
    explainedSignals: [],
    pathways: [],
    grades: [],
    overrides: [],
    notes: [],
    discharge: null,
    corrections: [],
    events: [],
    oxygenDevice: null,
    outOfOrder: [],
    superseded: new Map(),
    currentBagId: null,
    waitingSteps: new Map(),
  };
}

/** A fact together with the event that says it. */
export function known<T>(value: T, event: InfusionEvent): Known<T> {
  return { value, at: event.clinicalTime, eventId: event.id, authorId: event.authorId, late: event.entry !== "live" };
}

/** Writes into a bag's course; unknown bags get one, because a reported fact is kept. */
export function updateBag(memory: FoldAccumulator, bagId: string, change: Partial<BagCourse>): void {
  const course = memory.bags.get(bagId) ?? {
    bagId,
    receivedAt: null,
    thawedAt: null,
    spikedAt: null,
    startedAt: null,
    finishedAt: null,
    volumeGiven: null,
    partialReason: null,
    condition: null,
    resuspendedAt: null,
  };
  memory.bags.set(bagId, { ...course, ...change });
}

/** Keeps a fact that makes no sense in the phase that it meets. */
export function noteOutOfOrder(memory: FoldAccumulator, event: InfusionEvent): void {
  const fact: OutOfOrderFact = { eventId: event.id, type: event.type, at: event.clinicalTime, phase: memory.phase };
  memory.outOfOrder.push(fact);
}
