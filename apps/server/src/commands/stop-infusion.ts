/** Stop: always recorded, whoever says it and whatever the tablet's clock says; an enrolled tablet is enough. */
import type { InfusionEvent, InfusionEventInput, Instant } from "@stroma/domain";
import { findEvents, findEventsById } from "../store/infusion-event-store.ts";
import { findInfusion } from "../store/infusion-store.ts";
import { toleratedSkew } from "./check-clock-skew.ts";
import { eventOf, parseCommandEvent } from "./command-event.ts";
import { found } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { keepCandidates } from "./record-events.ts";
import type { RecordedEvents } from "./record-events.ts";

/** Throws `invalid-input` only for what is no stop event at all. */
export async function stopInfusion(context: CommandContext, infusionId: string, request: { readonly sentAt: Instant; readonly event: unknown }): Promise<RecordedEvents> {
  const input = parseCommandEvent(context, request.event, ["infusion-stopped"], { anyTime: true });
  const { infusion, stored, course } = await context.store.read(context.siteId, async (tx) => ({
    infusion: found(await findInfusion(tx, context.siteId, infusionId)),
    stored: (await findEventsById(tx, context.siteId, [input.id]))[0],
    course: await findEvents(tx, context.siteId, infusionId, { courseOnly: true }),
  }));
  // Sent again after a lost answer: its time was put right at the first receipt, so that it cannot be compared.
  if (stored?.type === "infusion-stopped" && stored.infusionId === infusionId) {
    return { results: [{ id: stored.id, outcome: "duplicate", receivedAt: stored.receivedAt, faults: [] }], facts: { outcomes: [], kept: [], courseChanged: false } };
  }
  const role = context.actor.personId === null ? "unsigned" : undefined;
  return keepCandidates(context, infusion, [{ event: eventOf(context, infusionId, atServerTime(input, request.sentAt, context.now, lastFlowOf(course)), role) }]);
}

/** When cells last began to flow, as far as the record knows. */
function lastFlowOf(course: readonly InfusionEvent[]): number {
  const flows = course.filter((event) => event.type === "infusion-started" || event.type === "infusion-resumed");
  return Math.max(0, ...flows.map((event) => Date.parse(event.clinicalTime)));
}

/**
 * By a tablet whose clock is wrong, the stop would stand before the start or in the future and the infusion would seem to
 * run on. Its time is moved by the difference between sending and receipt, never lies ahead, and a moved stop never falls
 * before the last flow that it stopped; `deviceTime` keeps what the tablet said.
 */
function atServerTime(input: InfusionEventInput, sentAt: Instant, receivedAt: Instant, lastFlow: number): InfusionEventInput {
  const skew = Date.parse(receivedAt) - Date.parse(sentAt);
  const said = Date.parse(input.clinicalTime);
  const corrected = Math.min(Math.abs(skew) > toleratedSkew ? said + skew : said, Date.parse(receivedAt));
  const moved = corrected !== said;
  return { ...input, clinicalTime: new Date(moved && corrected <= lastFlow ? lastFlow + 1 : corrected).toISOString() };
}
