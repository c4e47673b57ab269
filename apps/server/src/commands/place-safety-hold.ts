/** Holds all new infusions of a study at the site. */
import { insertHold } from "../store/confirmation-store.ts";
import type { SafetyHold } from "../store/confirmation-store.ts";
import { findStudy } from "../store/study-store.ts";
import { found, inStudy, personOf } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";

export async function placeSafetyHold(context: CommandContext, studyId: string, input: { readonly reason: string }): Promise<SafetyHold> {
  const hold: SafetyHold = { id: context.newId(), reason: input.reason, placedBy: personOf(context), placedAt: context.now, liftedAt: null, liftedBy: null, liftReason: null };
  await context.store.write(inStudy(context, studyId), async ({ tx, audit }) => {
    found(await findStudy(tx, context.siteId, studyId));
    await insertHold(tx, context.siteId, studyId, hold);
    audit({ what: "safety-hold-placed", entity: "safety-hold", entityId: hold.id, from: null, to: { reason: hold.reason }, reason: hold.reason });
  });
  return hold;
}
