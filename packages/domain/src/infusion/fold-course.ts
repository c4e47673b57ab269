/** How start, rate, pause, resume, stop, bags and discharge move the infusion on. Nothing throws: an odd fact is kept as out of order. */
import type { Quantity } from "../quantity/quantity.ts";
import { known, noteOutOfOrder, updateBag } from "./fold-accumulator.ts";
import type { FoldAccumulator } from "./fold-accumulator.ts";
import type { InfusionEventOf, Instant } from "./infusion-event.ts";
import type { RateInterval } from "./infusion-state.ts";

/** A first bag, or a further one; after a stop it is kept as reported: the cells flow again. */
export function foldStart(memory: FoldAccumulator, event: InfusionEventOf<"infusion-started">): void {
  const { bagId, rate, authorisationId } = event.data;
  const bag = memory.bags.get(bagId);
  const again = openInterval(memory)?.bagId === bagId;
  if (again || memory.phase === "stopped" || memory.phase === "discharged" || (bag !== undefined && bag.finishedAt !== null)) noteOutOfOrder(memory, event);
  memory.starts.push({
    eventId: event.id,
    at: event.clinicalTime,
    bagId,
    authorId: event.authorId,
    authorisationId,
    unauthorised: authorisationId === null,
    entry: event.entry,
  });
  if ((bag?.startedAt ?? null) === null) updateBag(memory, bagId, { startedAt: event.clinicalTime });
  flow(memory, event.clinicalTime, rate, bagId);
}

export function foldRateChange(memory: FoldAccumulator, event: InfusionEventOf<"rate-changed">): void {
  const open = openInterval(memory);
  if (open === null) noteOutOfOrder(memory, event);
  else flow(memory, event.clinicalTime, event.data.rate, open.bagId);
}

export function foldPause(memory: FoldAccumulator, event: InfusionEventOf<"infusion-paused">): void {
  if (memory.phase !== "running") {
    noteOutOfOrder(memory, event);
    return;
  }
  closeInterval(memory, event.clinicalTime);
  memory.phase = "paused";
}

/** Without any start there is no bag that could flow: the fact is kept, the phase stays. */
export function foldResume(memory: FoldAccumulator, event: InfusionEventOf<"infusion-resumed">): void {
  const bagId = memory.currentBagId;
  if (memory.phase !== "paused" || bagId === null || memory.bags.get(bagId)?.finishedAt != null) noteOutOfOrder(memory, event);
  if (bagId !== null) flow(memory, event.clinicalTime, event.data.rate, bagId);
}

/** The first stop holds. A stop before the start holds too: the start may still be on another device. */
export function foldStop(memory: FoldAccumulator, event: InfusionEventOf<"infusion-stopped">): void {
  if (memory.phase === "stopped") return;
  if (memory.phase === "discharged") {
    noteOutOfOrder(memory, event);
    return;
  }
  closeInterval(memory, event.clinicalTime);
  memory.stop = known(event.data, event);
  memory.phase = "stopped";
}

export function foldBagFinished(memory: FoldAccumulator, event: InfusionEventOf<"bag-finished">): void {
  const { bagId, volume } = event.data;
  if ((memory.bags.get(bagId)?.startedAt ?? null) === null) noteOutOfOrder(memory, event);
  if (openInterval(memory)?.bagId === bagId) closeInterval(memory, event.clinicalTime);
  updateBag(memory, bagId, { finishedAt: event.clinicalTime, volumeGiven: volume });
}

/** Nobody leaves with cells flowing: such a report is kept as out of order, and the infusion stays monitored. */
export function foldDischarge(memory: FoldAccumulator, event: InfusionEventOf<"discharge-recorded">): void {
  if (memory.phase !== "stopped" && memory.phase !== "preparing") {
    noteOutOfOrder(memory, event);
    return;
  }
  memory.discharge = known(event.data, event);
  memory.phase = "discharged";
}

function flow(memory: FoldAccumulator, at: Instant, rate: Quantity, bagId: string): void {
  closeInterval(memory, at);
  memory.rates.push({ from: at, to: null, rate, bagId });
  memory.currentBagId = bagId;
  memory.phase = "running";
  memory.stop = null;
  memory.discharge = null;
}

function openInterval(memory: FoldAccumulator): RateInterval | null {
  const last = memory.rates.at(-1);
  return last !== undefined && last.to === null ? last : null;
}

function closeInterval(memory: FoldAccumulator, at: Instant): void {
  const open = openInterval(memory);
  if (open !== null) memory.rates[memory.rates.length - 1] = { ...open, to: at };
}
