/** One event's effect on the fold's memory. */
import { known, noteOutOfOrder, updateBag } from "./fold-accumulator.ts";
import type { FoldAccumulator } from "./fold-accumulator.ts";
import { foldBagFinished, foldDischarge, foldPause, foldRateChange, foldResume, foldStart, foldStop } from "./fold-course.ts";
import type { InfusionEvent, InfusionEventOf, InfusionEventType } from "./infusion-event.ts";

type Handlers = { readonly [T in InfusionEventType]: (memory: FoldAccumulator, event: InfusionEventOf<T>) => void };

const handlers: Handlers = {
  "vital-signs-recorded": foldVitalSigns,
  "checklist-answered": (memory, event) => void memory.answers.set(event.data.itemId, known(event.data.answer, event)),
  "identity-checked": foldIdentityPass,
  "body-measured": foldBody,
  "weight-confirmed": (memory, event) => void (memory.weightConfirmed = known(event.data.weight, event)),
  "dose-confirmed": (memory, event) => void (memory.doseConfirmed = known(event.data, event)),
  "bag-received": (memory, event) => updateBag(memory, event.data.bagId, { receivedAt: event.clinicalTime, condition: event.data.condition }),
  "bag-thawed": (memory, event) => {
    // The first thaw starts the clock; a second report cannot turn it back.
    const before = memory.bags.get(event.data.bagId)?.thawedAt ?? null;
    if (before === null) updateBag(memory, event.data.bagId, { thawedAt: event.clinicalTime });
    else noteOutOfOrder(memory, event);
  },
  "bag-spiked": (memory, event) => updateBag(memory, event.data.bagId, { spikedAt: event.clinicalTime }),
  "bag-resuspended": (memory, event) => updateBag(memory, event.data.bagId, { resuspendedAt: event.clinicalTime }),
  "bag-finished": foldBagFinished,
  "partial-dose-recorded": (memory, event) => updateBag(memory, event.data.bagId, { volumeGiven: event.data.volume, partialReason: event.data.reason }),
  "line-checked": (memory, event) => void (memory.line = known(event.data, event)),
  "infusion-started": foldStart,
  "rate-changed": foldRateChange,
  "infusion-paused": foldPause,
  "infusion-resumed": foldResume,
  "infusion-stopped": foldStop,
  "vasoactive-set": (memory, event) => void memory.vasoactive.push(event),
  "oxygen-set": (memory, event) => {
    memory.oxygen.push(event);
    memory.oxygenDevice = event.data.device;
  },
  "rhythm-seen": (memory, event) => void memory.rhythm.push(known(event.data.rhythm, event)),
  "consciousness-assessed": (memory, event) => void (memory.consciousness = known("level" in event.data ? event.data.level : event.data, event)),
  "sign-seen": foldSign,
  "laboratory-recorded": (memory, event) => void memory.laboratory.push(event),
  "medication-given": (memory, event) => void memory.medications.push(event),
  "oxygen-scale-set": (memory, event) => void (memory.oxygenScale = known(event.data, event)),
  "pregnancy-recorded": (memory, event) => void (memory.pregnancy = known(event.data.pregnant, event)),
  "outcome-seen": (memory, event) => void memory.outcomes.push(event),
  "shift-taken-over": (memory, event) => void memory.notes.push(event),
  "alarm-acknowledged": (memory, event) => void memory.acknowledged.set(event.data.alarmKey, known(event.data.note ?? null, event)),
  "signal-explained": (memory, event) => void memory.explainedSignals.push(event),
  "pathway-opened": foldPathwayOpened,
  "pathway-step-done": foldPathwayStep,
  "pathway-closed": foldPathwayClosed,
  "grade-confirmed": (memory, event) => void memory.grades.push(event),
  "observation-noted": (memory, event) => void memory.notes.push(event),
  "discharge-recorded": foldDischarge,
  "note-added": (memory, event) => void memory.notes.push(event),
  "override-recorded": (memory, event) => void memory.overrides.push(event),
  // Corrections were applied before; they reach the state through `corrections`.
  "event-corrected": () => undefined,
};

/** Folds one event that counts. An event type of a newer version is kept in `events` and has no effect here. */
export function foldEvent(memory: FoldAccumulator, event: InfusionEvent): void {
  if (event.type === "vital-signs-recorded") {
    foldVitalSigns(memory, event);
    return;
  }
  // The table pairs each type with its own handler, which the compiler cannot see through the union.
  const handler = handlers[event.type] as ((memory: FoldAccumulator, event: InfusionEvent) => void) | undefined;
  handler?.(memory, event);
}

/** The hot path: a bedside monitor sends most of a day's events. */
function foldVitalSigns(memory: FoldAccumulator, event: InfusionEventOf<"vital-signs-recorded">): void {
  const { method, samples } = event.data;
  const { clinicalTime: at, id: eventId, authorId } = event;
  for (const { channel, value, unit } of samples) {
    const sample = { at, value, unit, method, eventId, authorId };
    const series = memory.samples.get(channel);
    if (series === undefined) memory.samples.set(channel, [sample]);
    else series.push(sample);
  }
}

function foldIdentityPass(memory: FoldAccumulator, event: InfusionEventOf<"identity-checked">): void {
  const { bagId, wristbandCode, bagCode, method, withheld } = event.data;
  const { id: eventId, authorId, authorRole, clinicalTime: at } = event;
  memory.identityPasses.push({ eventId, authorId, authorRole, at, bagId, wristbandCode, bagCode, method, withheld: withheld === true });
}

function foldBody(memory: FoldAccumulator, event: InfusionEventOf<"body-measured">): void {
  if (event.data.weight !== undefined) memory.weight = known(event.data.weight, event);
  if (event.data.height !== undefined) memory.height = known(event.data.height, event);
}

function foldSign(memory: FoldAccumulator, event: InfusionEventOf<"sign-seen">): void {
  const { sign, present, severity } = event.data;
  memory.signs.set(sign, known(severity === undefined ? { present } : { present, severity }, event));
}

function foldPathwayOpened(memory: FoldAccumulator, event: InfusionEventOf<"pathway-opened">): void {
  memory.pathways.push({
    openedBy: event.id,
    pathwayId: event.data.pathwayId,
    openedAt: event.clinicalTime,
    reason: event.data.reason,
    steps: memory.waitingSteps.get(event.id) ?? [],
    closedAt: null,
    conclusion: null,
  });
}

/** A step whose pathway opens later in clinical time (two clocks that differ) waits for it and is marked. */
function foldPathwayStep(memory: FoldAccumulator, event: InfusionEventOf<"pathway-step-done">): void {
  const index = memory.pathways.findIndex((pathway) => pathway.openedBy === event.data.openedBy);
  const pathway = memory.pathways[index];
  if (pathway !== undefined) {
    memory.pathways[index] = { ...pathway, steps: [...pathway.steps, event] };
    return;
  }
  memory.waitingSteps.set(event.data.openedBy, [...(memory.waitingSteps.get(event.data.openedBy) ?? []), event]);
  noteOutOfOrder(memory, event);
}

function foldPathwayClosed(memory: FoldAccumulator, event: InfusionEventOf<"pathway-closed">): void {
  const index = memory.pathways.findIndex((pathway) => pathway.openedBy === event.data.openedBy);
  const pathway = memory.pathways[index];
  if (pathway === undefined || pathway.closedAt !== null) noteOutOfOrder(memory, event);
  else memory.pathways[index] = { ...pathway, closedAt: event.clinicalTime, conclusion: event.data.conclusion };
}
