/** Records a lot's test result. One that fails after release is followed up at once for every participant who got the lot. */
import { decideBagTransition, deriveLateResultActions, describeReason, dimensionOf } from "@stroma/domain";
import type { LateResultAction, TestResult } from "@stroma/domain";
import { findBagsOfLot, updateBag } from "../store/bag-store.ts";
import type { ReceivedEvent } from "../store/infusion-event-store.ts";
import { findInfusion } from "../store/infusion-store.ts";
import { findGivenBags, findLot, insertTestResult, updateLot } from "../store/lot-store.ts";
import type { LotRecord } from "../store/lot-store.ts";
import type { WriteTx } from "../store/store.ts";
import { findStudy } from "../store/study-store.ts";
import { found, inStudy, invalid, personOf, requireFresh } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { keepFacts, openDeviations } from "./keep-facts.ts";

export interface TestResultInput extends Pick<TestResult, "testId" | "result" | "stage"> {
  readonly expectedVersion: number;
}
export interface RecordedResult {
  readonly lot: LotRecord;
  /** Infusions in which something was opened, with the new events. */
  readonly reached: readonly { readonly infusionId: string; readonly events: readonly ReceivedEvent[] }[];
}

export async function recordTestResult(context: CommandContext, lotId: string, input: TestResultInput): Promise<RecordedResult> {
  const known = found(await context.store.read(context.siteId, (tx) => findLot(tx, context.siteId, lotId)));
  const result: TestResult = { testId: input.testId, result: input.result, stage: input.stage, reportedAt: context.now, reportedBy: personOf(context) };
  return context.store.write(inStudy(context, known.studyId), async (write) => {
    const { tx, audit } = write;
    const study = found(await findStudy(tx, context.siteId, known.studyId));
    const test = study.protocol.release.find((one) => one.id === input.testId) ?? study.protocol.release.find((one) => one.interim === input.testId);
    if (test === undefined) throw invalid("testId", "unknown-test", `The protocol has no release test ${input.testId}.`, "Use a test of the study's protocol.");
    if (input.result?.kind === "number" && dimensionOf(input.result.quantity.unit) === null) throw invalid("result.quantity.unit", "unknown-unit", `${input.result.quantity.unit} is not a known unit.`, "Use a unit of the protocol's test.");
    const before = found(await findLot(tx, context.siteId, lotId));
    requireFresh(before.version === input.expectedVersion && (await updateLot(tx, context.siteId, lotId, input.expectedVersion)));
    await insertTestResult(tx, context.siteId, context.newId(), lotId, result);
    audit({ what: "test-result-recorded", entity: "lot", entityId: lotId, from: null, to: result });
    const lot = found(await findLot(tx, context.siteId, lotId));
    const bags = await findBagsOfLot(tx, context.siteId, lotId);
    const actions = deriveLateResultActions({ protocol: study.protocol, lot, result, bags, givenTo: await findGivenBags(tx, context.siteId, lotId) });
    const reached = [];
    for (const action of actions) reached.push(...(await carryOut(write, context, lot, action)));
    return { lot: found(await findLot(tx, context.siteId, lotId)), reached };
  });
}

async function carryOut(write: WriteTx, context: CommandContext, lot: LotRecord, action: LateResultAction): Promise<RecordedResult["reached"]> {
  const why = describeReason(action.because).message;
  switch (action.kind) {
    case "withdraw-lot": {
      const release = { kind: "withdrawn", signedBy: personOf(context), signedAt: context.now, reason: why } as const;
      requireFresh(await updateLot(write.tx, context.siteId, lot.id, lot.version, release));
      write.audit({ what: "lot-withdrawn", entity: "lot", entityId: lot.id, from: lot.release, to: release, reason: why, actor: systemActor });
      return [];
    }
    case "quarantine-bag": {
      const bag = (await findBagsOfLot(write.tx, context.siteId, lot.id)).find((one) => one.id === action.bagId);
      const to = bag === undefined ? null : decideBagTransition(bag.state, "quarantine").to;
      if (bag === undefined || to === null) return [];
      requireFresh(await updateBag(write.tx, context.siteId, bag.version, { ...bag, state: to }));
      write.audit({ what: "bag-quarantined", entity: "bag", entityId: bag.id, from: { state: bag.state }, to: { state: to }, reason: why, actor: systemActor });
      return [];
    }
    case "open-pathway":
    case "notify-investigator":
      return [await reachInfusion(write, context, lot, action, why)];
  }
}

async function reachInfusion(write: WriteTx, context: CommandContext, lot: LotRecord, action: Extract<LateResultAction, { readonly infusionId: string }>, why: string) {
  const infusion = found(await findInfusion(write.tx, context.siteId, action.infusionId));
  const events: ReceivedEvent[] = [];
  if (action.kind === "open-pathway") {
    const event = {
      id: context.newId(), infusionId: infusion.id, type: "pathway-opened", clinicalTime: context.now, deviceTime: context.now, receivedAt: context.now,
      authorId: "system", authorRole: "device", deviceId: "server", entry: "live", data: { pathwayId: action.pathwayId, reason: `Lot ${lot.code}: ${why}` },
    } as const;
    events.push(...(await keepFacts(write, context, infusion, [event])).kept);
  }
  const key = `late-result:${lot.id}:${action.because.path}`;
  await openDeviations(write, context, infusion.id, [{ key, kind: "late-result", since: context.now, message: `Lot ${lot.code}: ${why}` }]);
  return { infusionId: infusion.id, events };
}

/** What the server does by rule is not the act of the person whose entry led to it. */
const systemActor = { personId: null, displayName: "Stroma", role: "system", roles: [], delegations: [], deviceId: null } as const;
