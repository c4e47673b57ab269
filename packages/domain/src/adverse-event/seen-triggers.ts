/** Triggers that look at what a person saw: rhythm, signs, outcomes. */
import type { RuleReference } from "../decision/decision.ts";
import { reason } from "../decision/reason.ts";
import type { InfusionEvent, InfusionEventOf } from "../infusion/infusion-event.ts";
import type { EventTrigger } from "../protocol/protocol.ts";
import { isInside } from "./event-window.ts";
import type { EventWindow, TriggerVerdict } from "./event-window.ts";

type Rhythms = Extract<EventTrigger, { kind: "new-rhythm" }>;
type Signs = Extract<EventTrigger, { kind: "sign" }>;
type SignSeen = InfusionEventOf<"sign-seen">;

/**
 * One of the rhythms in the window, unless the last rhythm before the start was the same. Without a rhythm before the start every
 * one of them counts as new. Without any rhythm in the window nobody has looked.
 */
export function newRhythm(window: EventWindow, trigger: Rhythms, rule: RuleReference, title: string): TriggerVerdict {
  const before = window.state.rhythm.findLast((seen) => seen.at < window.startedAt)?.value ?? null;
  const inside = window.state.rhythm.filter((seen) => isInside(window, seen.at));
  const found = inside.find((seen) => trigger.rhythms.includes(seen.value) && seen.value !== before);
  if (found !== undefined) return { verdict: "met", at: found.at, eventIds: [found.eventId], what: `${found.value}${before === null ? " (rhythm before the start unknown)" : ""}` };
  return inside.length > 0 ? { verdict: "nothing" } : { verdict: "unlooked", because: [reason("event-rule-no-rhythm", "rhythm", rule, { title }, trigger.source)] };
}

/** One of the outcomes in the window. */
export function outcomeSeen(window: EventWindow, outcomes: readonly string[]): TriggerVerdict {
  const found = window.state.outcomes.find((event) => isInside(window, event.clinicalTime) && outcomes.includes(event.data.outcome));
  return found === undefined ? { verdict: "nothing" } : { verdict: "met", at: found.clinicalTime, eventIds: [found.id], what: found.data.outcome };
}

/**
 * One of the signs present in the window and new: not there at the last look before the start, or gone in between, or more severe.
 * "Not met" needs a look at every sign.
 */
export function signSeen(window: EventWindow, trigger: Pick<Signs, "signs" | "source">, rule: RuleReference, title: string): TriggerVerdict {
  const missing: string[] = [];
  for (const sign of trigger.signs) {
    const looks = window.events.filter(isSign).filter((event) => event.data.sign === sign);
    const found = firstNew(window, looks);
    if (found !== null) return { verdict: "met", at: found.clinicalTime, eventIds: [found.id], what: sign };
    if (!looks.some((event) => isInside(window, event.clinicalTime))) missing.push(sign);
  }
  return missing.length === 0 ? { verdict: "nothing" } : { verdict: "unlooked", because: [reason("event-rule-sign-unrecorded", "sign", rule, { title, missing: missing.join(", ") }, trigger.source)] };
}

function isSign(event: InfusionEvent): event is SignSeen {
  return event.type === "sign-seen";
}

const severity: Readonly<Record<string, number>> = { mild: 1, moderate: 2, severe: 3 };

function firstNew(window: EventWindow, looks: readonly SignSeen[]): SignSeen | null {
  let before = looks.findLast((event) => event.clinicalTime < window.startedAt) ?? null;
  for (const look of looks) {
    if (!isInside(window, look.clinicalTime)) continue;
    const worse = (severity[look.data.severity ?? ""] ?? 0) > (severity[before?.data.severity ?? ""] ?? 3);
    if (look.data.present && (before === null || !before.data.present || worse)) return look;
    before = look.data.present ? before : look;
  }
  return null;
}
