/** One infusion with everything that the bedside page needs, as its viewer may see it. */
import { packEvents } from "@stroma/api/event-series";
import { asKnownAt, foldInfusion, redactIdentity } from "@stroma/domain";
import type { Instant } from "@stroma/domain";
import type { Clock } from "../clock.ts";
import { found } from "../commands/command-context.ts";
import { findUsedBags } from "../commands/keep-facts.ts";
import { findConfirmation } from "../store/confirmation-store.ts";
import { findConsents } from "../store/consent-store.ts";
import { findDeviations } from "../store/deviation-store.ts";
import { findEvents } from "../store/infusion-event-store.ts";
import { findInfusion } from "../store/infusion-store.ts";
import { findLotsById } from "../store/lot-store.ts";
import { findParticipant } from "../store/participant-store.ts";
import { findDisplayNames } from "../store/people-names-store.ts";
import type { Tx } from "../store/store.ts";
import { findProtocolVersion } from "../store/study-store.ts";
import { clockPart } from "./clock.ts";
import { bagRow, consentRow, deviationRow, infusionRow, lotRow, participantRow, peopleOfLots } from "./rows.ts";

export interface InfusionView {
  readonly siteId: string;
  readonly infusionId: string;
  readonly viewerId: string | null;
  /** Only what the server had received by then; bags, lots and deviations are shown as they are now. */
  readonly asOf: Instant | null;
  /** Vital signs as columns instead of single events. */
  readonly columns: boolean;
  readonly now: Instant;
  /** How far the live notices had come before the reading began. */
  readonly position: string;
  readonly clock: Clock;
}

export async function readInfusion(tx: Tx, view: InfusionView) {
  const { siteId } = view;
  const infusion = found(await findInfusion(tx, siteId, view.infusionId));
  const participant = found(await findParticipant(tx, siteId, infusion.participantId));
  const { protocol } = found(await findProtocolVersion(tx, infusion.protocolId));
  // What the viewer may see is today's question, also of an earlier state of the record.
  const seen = redactIdentity(await findEvents(tx, siteId, infusion.id), view.viewerId);
  const events = view.asOf === null ? seen : asKnownAt(seen, view.asOf);
  const state = foldInfusion(infusion.id, events);
  const bags = await findUsedBags(tx, siteId, state);
  const lots = await findLotsById(tx, siteId, [...new Set(bags.map((bag) => bag.lotId))]);
  const consents = await findConsents(tx, siteId, [participant.id]);
  const deviations = await findDeviations(tx, siteId, infusion.id);
  const people = [...events.map((event) => event.authorId), ...peopleOfLots(lots), ...consents.map((consent) => consent.recordedBy), ...deviations.flatMap((deviation) => deviation.reviewedBy ?? [])];
  const names = await findDisplayNames(tx, people);
  return {
    infusion: { ...infusionRow(infusion), ...(view.asOf === null ? {} : { phase: state.phase }) },
    participant: participantRow(participant, protocol, consents, view.now),
    consents: consents.map((consent) => consentRow(consent, names)),
    protocol,
    limitsConfirmed: (await findConfirmation(tx, siteId, infusion.protocolId)) !== null,
    lots: lots.map((lot) => lotRow(lot, names)),
    bags: bags.map(bagRow),
    ...(view.columns ? packEvents(events) : { events, series: [] }),
    deviations: deviations.map((deviation) => deviationRow(deviation, names)),
    people: [...names].map(([id, displayName]) => ({ id, displayName })),
    position: view.position,
    clock: clockPart(view.clock),
  };
}
