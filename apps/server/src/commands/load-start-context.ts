/** Loads everything that the start decision looks at, inside the transaction that decides. */
import type { Instant, PathwayId, StartContext } from "@stroma/domain";
import { findConfirmation, findDoseLevelStates, findHolds } from "../store/confirmation-store.ts";
import { findConsents } from "../store/consent-store.ts";
import { findEvents } from "../store/infusion-event-store.ts";
import { findCohortStarts, findInfusionsOfParticipant } from "../store/infusion-store.ts";
import type { InfusionRecord } from "../store/infusion-store.ts";
import { findLotsById } from "../store/lot-store.ts";
import { findParticipant } from "../store/participant-store.ts";
import type { ParticipantRecord } from "../store/participant-store.ts";
import type { Tx } from "../store/store.ts";
import { findProtocolVersion } from "../store/study-store.ts";
import { foldInfusion, limitIds } from "@stroma/domain";
import type { InfusionState } from "@stroma/domain";
import { found } from "./command-context.ts";
import { findUsedBags } from "./keep-facts.ts";

export async function loadStartContext(tx: Tx, siteId: string, infusion: InfusionRecord, state: InfusionState, now: Instant): Promise<StartContext> {
  const participant = found(await findParticipant(tx, siteId, infusion.participantId));
  const { protocol } = found(await findProtocolVersion(tx, infusion.protocolId));
  const confirmation = await findConfirmation(tx, siteId, infusion.protocolId);
  const levels = await findDoseLevelStates(tx, siteId, infusion.studyId);
  const holds = await findHolds(tx, siteId, infusion.studyId);
  const bags = await findUsedBags(tx, siteId, state);
  const declared = new Set(confirmation?.localDecisions.map((one) => one.path.replace(/^limits\./u, "")) ?? []);
  return {
    now,
    protocol,
    limitsConfirmed: confirmation !== null,
    localDecisions: limitIds.filter((id) => declared.has(id)),
    participant,
    consents: await findConsents(tx, siteId, [participant.id]),
    eligibility: participant.eligibility,
    doseLevelOpen: participant.doseLevel === null ? null : levels.some((one) => one.level === participant.doseLevel && one.open),
    slotHeld: participant.doseLevel !== null && participant.cohort !== null && participant.slot !== null,
    ...(await findStagger(tx, siteId, infusion, participant)),
    safetyHolds: holds.filter((hold) => hold.liftedAt === null).map((hold) => ({ id: hold.id, reason: hold.reason })),
    earlierInfusions: await findEarlier(tx, siteId, infusion),
    lots: await findLotsById(tx, siteId, [...new Set(bags.map((bag) => bag.lotId))]),
    bags,
  };
}

/**
 * The latest start of another participant in the same cohort of the same dose level, and the latest start in any cohort
 * that comes before it in (dose level, cohort). Without an assignment both are unknown.
 */
async function findStagger(tx: Tx, siteId: string, infusion: InfusionRecord, participant: ParticipantRecord): Promise<Pick<StartContext, "previousStartInCohort" | "lastStartInPreviousCohort">> {
  const { doseLevel, cohort } = participant;
  if (doseLevel === null || cohort === null) return { previousStartInCohort: null, lastStartInPreviousCohort: null };
  const starts = await findCohortStarts(tx, siteId, infusion.studyId, participant.id);
  const same = starts.filter((one) => one.doseLevel === doseLevel && one.cohort === cohort);
  // A start of somebody without a cohort may belong anywhere: it counts as an earlier one.
  const before = starts.filter((one) => one.doseLevel === null || one.cohort === null || one.doseLevel < doseLevel || (one.doseLevel === doseLevel && one.cohort < cohort));
  return { previousStartInCohort: latest(same), lastStartInPreviousCohort: latest(before) };
}

function latest(starts: readonly { readonly startedAt: Instant }[]): Instant | "none" {
  return starts.map((one) => one.startedAt).toSorted().at(-1) ?? "none";
}

async function findEarlier(tx: Tx, siteId: string, infusion: InfusionRecord): Promise<{ infusionId: string; pathways: PathwayId[] }[]> {
  const others = (await findInfusionsOfParticipant(tx, siteId, infusion.participantId)).filter((one) => one.id !== infusion.id);
  const earlier = [];
  for (const other of others) {
    const state = foldInfusion(other.id, await findEvents(tx, siteId, other.id, { courseOnly: true }));
    earlier.push({ infusionId: other.id, pathways: state.pathways.map((pathway) => pathway.pathwayId) });
  }
  return earlier;
}
