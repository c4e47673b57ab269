/** A person has looked at a deviation and says what was found. Once. */
import { findDeviations, updateDeviationReviewed } from "../store/deviation-store.ts";
import { findInfusion } from "../store/infusion-store.ts";
import { found, inStudy, personOf, requireFresh } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";

export async function reviewDeviation(context: CommandContext, infusionId: string, deviationId: string, input: { readonly note: string }): Promise<void> {
  const by = personOf(context);
  const infusion = found(await context.store.read(context.siteId, (tx) => findInfusion(tx, context.siteId, infusionId)));
  await context.store.write(inStudy(context, infusion.studyId), async ({ tx, audit }) => {
    const deviation = found((await findDeviations(tx, context.siteId, infusionId)).find((one) => one.id === deviationId) ?? null);
    requireFresh(await updateDeviationReviewed(tx, context.siteId, infusionId, deviationId, { by, at: context.now, note: input.note }));
    audit({ what: "deviation-reviewed", entity: "infusion", entityId: infusionId, from: { id: deviationId, key: deviation.key }, to: { reviewedAt: context.now }, reason: input.note });
  });
}
