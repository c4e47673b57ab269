/** Opens or closes a dose level at the site. */
import { findDoseLevelStates, updateDoseLevelState } from "../store/confirmation-store.ts";
import { findStudy } from "../store/study-store.ts";
import { found, inStudy, personOf } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";

/** Throws `not-found` for a level that the protocol does not define. */
export async function setDoseLevel(context: CommandContext, studyId: string, level: number, input: { readonly open: boolean; readonly reason: string }): Promise<void> {
  const changedBy = personOf(context);
  await context.store.write(inStudy(context, studyId), async ({ tx, audit }) => {
    const study = found(await findStudy(tx, context.siteId, studyId));
    found(study.protocol.dose.levels.find((one) => one.level === level) ?? null);
    const before = (await findDoseLevelStates(tx, context.siteId, studyId)).find((one) => one.level === level);
    await updateDoseLevelState(tx, context.siteId, studyId, { level, open: input.open, changedBy, changedAt: context.now, reason: input.reason });
    audit({ what: input.open ? "dose-level-opened" : "dose-level-closed", entity: "study", entityId: studyId, from: { level, open: before?.open ?? false }, to: { level, open: input.open }, reason: input.reason });
  });
}
