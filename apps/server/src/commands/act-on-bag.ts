/** One step of a bag through its closed state machine, by cell processing or at the bedside. */
import { bagActions, decideBagTransition } from "@stroma/domain";
import type { BagAction } from "@stroma/domain";
import { ApiError } from "../http/api-error.ts";
import { findBag, updateBag } from "../store/bag-store.ts";
import type { BagRecord } from "../store/bag-store.ts";
import { findLot } from "../store/lot-store.ts";
import type { Tx } from "../store/store.ts";
import { found, inStudy, invalid, requireFresh } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { refusedBy } from "./describe-decision.ts";
import { reserveFor } from "./reserve-bags.ts";

export interface BagActionInput {
  readonly action: string;
  readonly reason?: string;
  readonly infusionId?: string;
  readonly expectedVersion: number;
}

/** `release` is signed with the lot; `spike` and `finish` are facts of an infusion. */
const byHand: readonly BagAction[] = ["reserve", "unreserve", "thaw", "issue", "return", "quarantine", "destroy"];

/** Throws `refused` with the decision of the state machine, `stale-version`, or `invalid-input` for a step that is not taken here. */
export async function actOnBag(context: CommandContext, bagId: string, input: BagActionInput): Promise<BagRecord> {
  const action = bagActions.find((one) => one === input.action);
  if (action === undefined || !byHand.includes(action)) throw invalid("action", "unknown-action", `“${input.action.slice(0, 40)}” is no step that is taken here.`, `Use one of: ${byHand.join(", ")}.`);
  if ((action === "quarantine" || action === "destroy" || action === "return") && input.reason === undefined) throw invalid("reason", "missing", `“${action}” needs a reason.`, "Say why.");
  const studyId = await context.store.read(context.siteId, (tx) => findStudyOfBag(tx, context.siteId, bagId));
  return context.store.write(inStudy(context, studyId), async (write) => {
    const bag = found(await findBag(write.tx, context.siteId, bagId));
    if (bag.version !== input.expectedVersion) throw new ApiError("stale-version");
    if (action === "reserve") {
      if (input.infusionId === undefined) throw invalid("infusionId", "missing", "A bag is reserved for an infusion.", "Name the infusion.");
      await reserveFor(write, context, input.infusionId, [bagId]);
      return found(await findBag(write.tx, context.siteId, bagId));
    }
    const decision = decideBagTransition(bag.state, action);
    if (decision.to === null) throw refusedBy(decision);
    const after = {
      ...bag,
      state: decision.to,
      reservedForInfusionId: action === "unreserve" ? null : bag.reservedForInfusionId,
      thawedAt: action === "thaw" ? (bag.thawedAt ?? context.now) : bag.thawedAt,
      issuedAt: action === "issue" ? context.now : bag.issuedAt,
    };
    requireFresh(await updateBag(write.tx, context.siteId, bag.version, after));
    write.audit({ what: `bag-${action}`, entity: "bag", entityId: bagId, from: { state: bag.state, reservedForInfusionId: bag.reservedForInfusionId }, to: { state: after.state, thawedAt: after.thawedAt, issuedAt: after.issuedAt }, reason: input.reason ?? null });
    return { ...after, version: bag.version + 1 };
  });
}

async function findStudyOfBag(tx: Tx, siteId: string, bagId: string): Promise<string> {
  const bag = found(await findBag(tx, siteId, bagId));
  return found(await findLot(tx, siteId, bag.lotId)).studyId;
}
