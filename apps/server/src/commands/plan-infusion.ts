/** Plans an infusion: pins the participant's protocol version and dose level, and reserves bags. */
import type { Instant } from "@stroma/domain";
import { findInfusion, insertInfusion } from "../store/infusion-store.ts";
import type { InfusionRecord } from "../store/infusion-store.ts";
import { findParticipant } from "../store/participant-store.ts";
import { found, inStudy } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { reserveFor } from "./reserve-bags.ts";

export async function planInfusion(context: CommandContext, input: { readonly participantId: string; readonly plannedFor: Instant; readonly bagIds: readonly string[] }): Promise<InfusionRecord> {
  const participant = found(await context.store.read(context.siteId, (tx) => findParticipant(tx, context.siteId, input.participantId)));
  const id = context.newId();
  return context.store.write(inStudy(context, participant.studyId), async (write) => {
    const infusion = { id, studyId: participant.studyId, participantId: participant.id, protocolId: participant.protocolId, doseLevel: participant.doseLevel, plannedFor: input.plannedFor };
    await insertInfusion(write.tx, context.siteId, { ...infusion, createdAt: context.now });
    write.audit({ what: "infusion-planned", entity: "infusion", entityId: id, from: null, to: infusion });
    await reserveFor(write, context, id, input.bagIds);
    return found(await findInfusion(write.tx, context.siteId, id));
  });
}
