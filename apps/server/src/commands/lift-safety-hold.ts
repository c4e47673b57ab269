/** Lifts a safety hold with a reason. */
import { findHolds, updateHoldLifted } from "../store/confirmation-store.ts";
import type { SafetyHold } from "../store/confirmation-store.ts";
import { found, inStudy, personOf, requireFresh } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";

/** Throws `not-found`, or `stale-version` where the hold is lifted already. */
export async function liftSafetyHold(context: CommandContext, studyId: string, holdId: string, input: { readonly reason: string }): Promise<SafetyHold> {
  const by = personOf(context);
  return context.store.write(inStudy(context, studyId), async ({ tx, audit }) => {
    const hold = found((await findHolds(tx, context.siteId, studyId)).find((one) => one.id === holdId) ?? null);
    requireFresh(await updateHoldLifted(tx, context.siteId, holdId, { by, at: context.now, reason: input.reason }));
    audit({ what: "safety-hold-lifted", entity: "safety-hold", entityId: holdId, from: { reason: hold.reason, placedAt: hold.placedAt }, to: { liftedAt: context.now }, reason: input.reason });
    return { ...hold, liftedAt: context.now, liftedBy: by, liftReason: input.reason };
  });
}
