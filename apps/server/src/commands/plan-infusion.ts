/**
 * Plans an infusion: pins the protocol version and the dose level, and reserves bags. A participant who was never treated
 * comes to the site's current version with the plan; one who was stays on the version of the treatment.
 */
import type { Instant } from "@stroma/domain";
import { findInfusion, findInfusionsOfParticipant, insertInfusion } from "../store/infusion-store.ts";
import type { InfusionRecord } from "../store/infusion-store.ts";
import { findParticipant, updateParticipant } from "../store/participant-store.ts";
import type { ParticipantRecord } from "../store/participant-store.ts";
import type { WriteTx } from "../store/store.ts";
import { findStudy } from "../store/study-store.ts";
import { found, inStudy, requireFresh } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { reserveFor } from "./reserve-bags.ts";

export async function planInfusion(context: CommandContext, input: { readonly participantId: string; readonly plannedFor: Instant; readonly bagIds: readonly string[] }): Promise<InfusionRecord> {
  const { studyId } = found(await context.store.read(context.siteId, (tx) => findParticipant(tx, context.siteId, input.participantId)));
  const id = context.newId();
  return context.store.write(inStudy(context, studyId), async (write) => {
    const participant = await pinned(write, context, found(await findParticipant(write.tx, context.siteId, input.participantId)));
    const infusion = { id, studyId, participantId: participant.id, protocolId: participant.protocolId, doseLevel: participant.doseLevel, plannedFor: input.plannedFor };
    await insertInfusion(write.tx, context.siteId, { ...infusion, createdAt: context.now });
    write.audit({ what: "infusion-planned", entity: "infusion", entityId: id, from: null, to: infusion });
    await reserveFor(write, context, id, input.bagIds);
    return found(await findInfusion(write.tx, context.siteId, id));
  });
}

async function pinned(write: WriteTx, context: CommandContext, participant: ParticipantRecord): Promise<ParticipantRecord> {
  const study = found(await findStudy(write.tx, context.siteId, participant.studyId));
  const treated = (await findInfusionsOfParticipant(write.tx, context.siteId, participant.id)).some((one) => one.startedAt !== null);
  if (treated || study.protocolId === participant.protocolId) return participant;
  const after = { ...participant, protocolId: study.protocolId };
  requireFresh(await updateParticipant(write.tx, context.siteId, participant.version, after));
  write.audit({ what: "participant-protocol-pinned", entity: "participant", entityId: participant.id, from: { protocolId: participant.protocolId }, to: { protocolId: study.protocolId } });
  return { ...after, version: participant.version + 1 };
}
