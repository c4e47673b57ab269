/** The site confirms the limits of its current protocol version: who, when, and which numbers are its own decision. */
import { decideLimitConfirmation } from "@stroma/domain";
import type { Decision } from "@stroma/domain";
import { ApiError } from "../http/api-error.ts";
import { refusedBy } from "./describe-decision.ts";
import { insertConfirmation } from "../store/confirmation-store.ts";
import type { LimitConfirmation } from "../store/confirmation-store.ts";
import { findStudy } from "../store/study-store.ts";
import { found, inStudy, personOf, refuseDuplicate } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";

export interface ConfirmLimitsInput {
  readonly protocolVersion: string;
  readonly statement: string;
  readonly localDecisions: readonly { readonly path: string; readonly reason: string }[];
}

/** Throws `refused` with the decision (a recalled number is neither verified nor declared local), `stale-version` for another version than the current. */
export async function confirmLimits(context: CommandContext, studyId: string, input: ConfirmLimitsInput): Promise<LimitConfirmation> {
  const confirmedBy = personOf(context);
  const study = found(await context.store.read(context.siteId, (tx) => findStudy(tx, context.siteId, studyId)));
  if (study.protocol.version !== input.protocolVersion) throw new ApiError("stale-version");
  const decision: Decision = decideLimitConfirmation(study.protocol, input.localDecisions.map((one) => one.path));
  if (decision.outcome === "refused") throw refusedBy(decision);
  const confirmation = { protocolId: study.protocolId, statement: input.statement, localDecisions: [...input.localDecisions], confirmedBy, confirmedAt: context.now };
  const id = context.newId();
  const write = context.store.write(inStudy(context, studyId), async ({ tx, audit }) => {
    await insertConfirmation(tx, context.siteId, id, studyId, confirmation);
    audit({ what: "limits-confirmed", entity: "protocol", entityId: study.protocolId, from: null, to: { version: study.protocol.version, localDecisions: input.localDecisions }, reason: input.statement });
  });
  await refuseDuplicate(write, "protocolVersion", "The limits of this version are confirmed already.");
  return confirmation;
}
