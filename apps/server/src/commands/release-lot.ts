/** Releases a lot finally or conditionally, rejects or withdraws it; signed with the signer's PIN. */
import { decideBagTransition, decideRelease, delegations } from "@stroma/domain";
import type { BagAction, LotRelease } from "@stroma/domain";
import { limited } from "../auth/limited.ts";
import { verifySecret } from "../auth/secrets.ts";
import { ApiError } from "../http/api-error.ts";
import { findBagsOfLot, updateBag } from "../store/bag-store.ts";
import { findLot, updateLot } from "../store/lot-store.ts";
import type { LotRecord } from "../store/lot-store.ts";
import { findCredential } from "../store/person-store.ts";
import type { WriteTx } from "../store/store.ts";
import { findStudy } from "../store/study-store.ts";
import { found, inStudy, personOf, requireFresh } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { refusedBy } from "./describe-decision.ts";

export interface ReleaseInput {
  readonly expectedVersion: number;
  readonly kind: LotRelease["kind"];
  readonly reason: string;
  readonly pin: string;
}

/**
 * Throws `refused` with the decision, `not-permitted` without the delegation, `wrong-credentials` for a wrong PIN.
 * Rejecting and withdrawing need no release decision: they only make things safer; the delegation and the PIN are asked all the same.
 *
 * @param address where the request came from, so that guesses of PINs are slowed.
 * @param realNow real time, which a demonstration clock does not bend.
 */
export async function releaseLot(context: CommandContext, lotId: string, input: ReleaseInput, around: { readonly address: string; readonly realNow: string }): Promise<LotRecord> {
  const signer = personOf(context);
  const known = found(await context.store.read(context.siteId, (tx) => findLot(tx, context.siteId, lotId)));
  if (!context.actor.delegations.includes("quality-release")) throw new ApiError("not-permitted", { remedy: `Ask a person with the delegation ${delegations[0]}.` });
  await requirePin(context, signer, input.pin, around);
  return context.store.write(inStudy(context, known.studyId), async (write) => {
    const { tx, audit } = write;
    const lot = found(await findLot(tx, context.siteId, lotId));
    if (lot.version !== input.expectedVersion) throw new ApiError("stale-version");
    if (input.kind === "final" || input.kind === "conditional") {
      const study = found(await findStudy(tx, context.siteId, lot.studyId));
      const decision = decideRelease(study.protocol, lot, input.kind, context.now, { delegations: context.actor.delegations });
      if (decision.outcome === "refused") throw refusedBy(decision);
    }
    const release: LotRelease = { kind: input.kind, signedBy: signer, signedAt: context.now, reason: input.reason };
    requireFresh(await updateLot(tx, context.siteId, lotId, input.expectedVersion, release));
    audit({ what: `lot-${input.kind}`, entity: "lot", entityId: lotId, from: lot.release, to: { ...release, signature: "pin" }, reason: input.reason });
    await moveBags(write, context, lotId, input.kind === "final" || input.kind === "conditional" ? "release" : "quarantine");
    return found(await findLot(tx, context.siteId, lotId));
  });
}

async function requirePin(context: CommandContext, signer: string, pin: string, around: { readonly address: string; readonly realNow: string }): Promise<void> {
  const keys = { own: { kind: "pin-person", value: signer }, common: { kind: "pin-tablet", value: context.actor.deviceId ?? around.address } } as const;
  await limited({ store: context.store, now: around.realNow }, keys, async () => {
    const { pinHash } = await context.store.auth((tx) => findCredential(tx, signer));
    return (await verifySecret(pinHash, pin)) ? true : null;
  });
}

/** Every bag of the lot that may take the step takes it; the others (given, destroyed, in use) stay what they are. */
async function moveBags(write: WriteTx, context: CommandContext, lotId: string, action: BagAction): Promise<void> {
  for (const bag of await findBagsOfLot(write.tx, context.siteId, lotId)) {
    const to = decideBagTransition(bag.state, action).to;
    if (to === null || to === bag.state) continue;
    requireFresh(await updateBag(write.tx, context.siteId, bag.version, { ...bag, state: to }));
    write.audit({ what: `bag-${action}`, entity: "bag", entityId: bag.id, from: { state: bag.state }, to: { state: to } });
  }
}
