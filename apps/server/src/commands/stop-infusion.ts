/** Stop: always recorded, whoever says it and whatever the tablet's clock says; an enrolled tablet is enough. */
import type { InfusionEventInput, Instant } from "@stroma/domain";
import { findEventsById } from "../store/infusion-event-store.ts";
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
  const { infusion, stored } = await context.store.read(context.siteId, async (tx) => ({
    infusion: found(await findInfusion(tx, context.siteId, infusionId)),
    stored: (await findEventsById(tx, context.siteId, [input.id]))[0],
  }));
  // Sent again after a lost answer: its time was put right at the first receipt, so that it cannot be compared.
  if (stored?.type === "infusion-stopped" && stored.infusionId === infusionId) {
    return { results: [{ id: stored.id, outcome: "duplicate", receivedAt: stored.receivedAt, faults: [] }], facts: { outcomes: [], kept: [], courseChanged: false } };
  }
  const role = context.actor.personId === null ? "unsigned" : undefined;
  return keepCandidates(context, infusion, [{ event: eventOf(context, infusionId, atServerTime(input, request.sentAt, context.now), role) }]);
}

/**
 * By a tablet whose clock is wrong, the stop would stand before the start or in the future and the infusion would seem to
 * run on. Its time is moved by the difference between sending and receipt, and never lies ahead; `deviceTime` keeps what
 * the tablet said.
 */
function atServerTime(input: InfusionEventInput, sentAt: Instant, receivedAt: Instant): InfusionEventInput {
  const skew = Date.parse(receivedAt) - Date.parse(sentAt);
  const said = Date.parse(input.clinicalTime);
  const corrected = Math.min(Math.abs(skew) > toleratedSkew ? said + skew : said, Date.parse(receivedAt));
  return { ...input, clinicalTime: new Date(corrected).toISOString() };
}
