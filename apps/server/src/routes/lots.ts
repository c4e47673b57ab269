/** Lots and bags. */
import { decideRelease, delegations, deriveReconciliation } from "@stroma/domain";
import { actOnBag } from "../commands/act-on-bag.ts";
import { found } from "../commands/command-context.ts";
import { createLot } from "../commands/create-lot.ts";
import { describeDecision } from "../commands/describe-decision.ts";
import { recordTestResult } from "../commands/record-test-result.ts";
import { releaseLot } from "../commands/release-lot.ts";
import { register, type RouteApp } from "../http/register.ts";
import { liveOf } from "../live/live.ts";
import { findBagsOfLot } from "../store/bag-store.ts";
import { findGivenBags, findLot, findLots } from "../store/lot-store.ts";
import type { GivenBagRecord, LotRecord } from "../store/lot-store.ts";
import { findDisplayNames } from "../store/people-names-store.ts";
import type { Tx } from "../store/store.ts";
import { findStudy } from "../store/study-store.ts";
import { commandOf } from "./command-of.ts";
import { bagRow, lotRow, peopleOfLots } from "./rows.ts";

export function addLotRoutes(app: RouteApp): void {
  const { parts } = app;
  const { store } = parts;
  const live = () => liveOf(parts);
  const saved = async (siteId: string, lot: LotRecord) => ({ lot: lotRow(lot, await store.read(siteId, (tx) => findDisplayNames(tx, peopleOfLots([lot])))) });
  /** A lot's release and its bags stand on the bedside page of every infusion that has one of them. */
  const lotChanged = async (siteId: string, lotId: string) => {
    const bags = await store.read(siteId, (tx) => findBagsOfLot(tx, siteId, lotId));
    for (const infusionId of new Set(bags.flatMap((bag) => bag.reservedForInfusionId ?? []))) live().committed({ siteId, infusionId, events: [], changed: ["context"] });
  };

  register(app, "listLots", ({ siteId, params }) =>
    store.read(siteId, async (tx) => {
      found(await findStudy(tx, siteId, params.studyId));
      const lots = await findLots(tx, siteId, params.studyId);
      const names = await findDisplayNames(tx, peopleOfLots(lots));
      return { lots: lots.map((lot) => lotRow(lot, names)) };
    }),
  );
  register(app, "createLot", async (input) => saved(input.siteId, await createLot(commandOf(parts, input), input.params.studyId, input.body)));
  register(app, "readLot", ({ siteId, params, now }) => store.read(siteId, (tx) => readLot(tx, siteId, params.lotId, now)));
  register(app, "recordTestResult", async (input) => {
    const { lot, reached } = await recordTestResult(commandOf(parts, input), input.params.lotId, input.body);
    for (const { infusionId, events } of reached) live().committed({ siteId: input.siteId, infusionId, events, changed: ["context", "deviations"] });
    await lotChanged(input.siteId, lot.id);
    return saved(input.siteId, lot);
  });
  register(app, "releaseLot", async (input) => {
    const lot = await releaseLot(commandOf(parts, input), input.params.lotId, input.body, { address: input.request.ip, realNow: parts.realNow() });
    await lotChanged(input.siteId, lot.id);
    return saved(input.siteId, lot);
  });
  register(app, "actOnBag", async (input) => {
    const bag = await actOnBag(commandOf(parts, input), input.params.bagId, input.body);
    if (bag.reservedForInfusionId !== null) live().committed({ siteId: input.siteId, infusionId: bag.reservedForInfusionId, events: [], changed: ["context"] });
    return { bag: bagRow(bag) };
  });
}

async function readLot(tx: Tx, siteId: string, lotId: string, now: string) {
  const lot = found(await findLot(tx, siteId, lotId));
  const study = found(await findStudy(tx, siteId, lot.studyId));
  const bags = await findBagsOfLot(tx, siteId, lotId);
  const names = await findDisplayNames(tx, peopleOfLots([lot]));
  // What the lot itself lacks, the same for every reader; who signs is asked when somebody signs.
  const signer = { delegations };
  const { balanced: _balanced, ...lists } = deriveReconciliation(bags);
  return {
    lot: lotRow(lot, names),
    bags: bags.map(bagRow),
    finalRelease: describeDecision(decideRelease(study.protocol, lot, "final", now, signer)),
    conditionalRelease: describeDecision(decideRelease(study.protocol, lot, "conditional", now, signer)),
    recall: recallOf(await findGivenBags(tx, siteId, lotId)),
    reconciliation: Object.fromEntries(Object.entries(lists).map(([name, ids]) => [name, ids.length])),
  };
}

/** One entry an infusion. */
function recallOf(given: readonly GivenBagRecord[]) {
  return [...Map.groupBy(given, (one) => one.infusionId)].flatMap(([infusionId, entries]) => {
    const [first] = entries;
    return first === undefined ? [] : [{ participantId: first.participantId, participantNumber: first.participantNumber, infusionId, bagIds: entries.map((one) => one.bagId) }];
  });
}
