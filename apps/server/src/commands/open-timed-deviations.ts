/** Opens what the record shows at this moment and nobody has opened yet. Decided from the record, not from memory. */
import { findEvents } from "../store/infusion-event-store.ts";
import { findInfusion } from "../store/infusion-store.ts";
import { findParticipant } from "../store/participant-store.ts";
import { findProtocolVersion } from "../store/study-store.ts";
import { foldInfusion } from "@stroma/domain";
import { found, inStudy } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { findStandingDeviations, openDeviations } from "./keep-facts.ts";

export interface TimedDeviations {
  /** How many were opened now. */
  readonly count: number;
  /** Keys of all that stand, opened now or before. */
  readonly standing: readonly string[];
}

export async function openTimedDeviations(context: CommandContext, infusion: { readonly id: string; readonly studyId: string }): Promise<TimedDeviations> {
  const { siteId } = context;
  return context.store.write(inStudy(context, infusion.studyId), async (write) => {
    const current = found(await findInfusion(write.tx, siteId, infusion.id));
    const { protocol } = found(await findProtocolVersion(write.tx, current.protocolId));
    const participant = found(await findParticipant(write.tx, siteId, current.participantId));
    const state = foldInfusion(infusion.id, await findEvents(write.tx, siteId, infusion.id, { courseOnly: true }));
    const standing = await findStandingDeviations(write.tx, context, state, protocol, participant);
    const count = await openDeviations(write, context, infusion.id, standing);
    if (count === 0) write.unchanged();
    return { count, standing: standing.map((one) => one.key) };
  });
}
