/** Conditions of the product: the bags and their lots, both identity passes, the thaw clock. */
import type { Reason, Seen } from "../decision/decision.ts";
import { ownRule, protocolRule, reason } from "../decision/reason.ts";
import type { ReasonCode } from "../decision/reason-catalogue.ts";
import type { DosePlan } from "../lot/dose-plan.ts";
import { deriveLateResultActions } from "../lot/late-result.ts";
import type { Bag, Lot } from "../lot/lot.ts";
import { valueIn } from "../quantity/unit.ts";
import { assessIdentity } from "./assess-identity.ts";
import { thawTime } from "./derive-clocks.ts";
import { instantAfter } from "./instant.ts";
import { finding, together } from "./start-findings.ts";
import type { Findings, StartInput } from "./start-findings.ts";

/** The plan gives the volumes for the clocks; `null` where the dose is not computable, which the dose's own reasons say. */
export function findProductConditions(input: StartInput, plan: DosePlan | null): Findings {
  const [next] = input.bags;
  const lotIds = [...new Set(input.bags.map((bag) => bag.lotId))];
  return together([
    ...lotIds.map((lotId) => findLot(input, lotId)),
    ...input.bags.map((bag) => findReservation(input, bag)),
    ...(next === undefined ? [] : [findReadiness(input, next), findIdentity(input, next)]),
    ...input.bags.map((bag, index) => findThawClock(input, plan, bag, index === 0)),
  ]);
}

function findLot({ context }: StartInput, lotId: string): Findings {
  const lot = context.lots.find((one) => one.id === lotId);
  const rule = ownRule("start-permission");
  if (lot === undefined) return { unmet: [reason("start-lot-unknown", `lot.${lotId}`, rule)], met: [] };
  const saw = { lot: lot.code, release: lot.release?.kind ?? "none", expiresAt: lot.expiresAt };
  const say = (code: ReasonCode) => reason(code, `lot.${lot.code}`, rule, saw);
  const released = lot.release?.kind === "final" || lot.release?.kind === "conditional";
  const signed = lot.release !== null && lot.release.signedAt <= context.now;
  const expiry: Reason[] = lot.expiresAt === null ? [say("lot-expiry-unknown")] : lot.expiresAt <= context.now ? [say("lot-expired")] : [];
  return together([finding(released && signed ? [] : [say("lot-not-released")], say("lot-released")), finding(expiry, say("lot-in-date")), { unmet: findFailedResults(context, lot), met: [] }]);
}

/** A failed result stands against the lot even before quality has withdrawn it; the newest result of each test and stage counts. */
function findFailedResults({ protocol, now }: StartInput["context"], lot: Lot): Reason[] {
  const reported = lot.results.filter((result) => result.reportedAt <= now);
  const newest = reported.filter((result) => !reported.some((other) => other.testId === result.testId && other.stage === result.stage && other.reportedAt > result.reportedAt));
  // Judged as if the lot were released, so that a failed result is listed beside a missing release and not behind it.
  const asReleased: Lot = { ...lot, release: { kind: "final", signedBy: "", signedAt: now, reason: "" } };
  const actions = newest.flatMap((result) => deriveLateResultActions({ protocol, lot: asReleased, result, bags: [], givenTo: [] }));
  return actions.filter((action) => action.kind === "withdraw-lot").map((action) => action.because);
}

function findReservation({ state }: StartInput, bag: Bag): Findings {
  const say = (code: ReasonCode) => reason(code, `bag.${bag.code}`, ownRule("start-permission"), { bag: bag.code });
  return finding(bag.reservedForInfusionId === state.infusionId ? [] : [say("bag-not-reserved-here")], say("bag-reserved-here"));
}

/** The bag to be started stands at the bedside, issued or spiked, undamaged, not yet given. */
function findReadiness({ state }: StartInput, bag: Bag): Findings {
  const course = state.bags.get(bag.id);
  const rule = ownRule("start-permission");
  const saw: Record<string, Seen> = { bag: bag.code, state: bag.state };
  const unmet: Reason[] = [];
  if (bag.state !== "issued" && bag.state !== "spiked") unmet.push(reason("start-bag-not-issued", `bag.${bag.code}`, rule, saw));
  if ((course?.condition ?? null) === null) unmet.push(reason("start-bag-condition-unknown", `bag.${bag.code}`, rule, saw));
  if (course?.condition === "damaged") unmet.push(reason("start-bag-damaged", `bag.${bag.code}`, rule, saw));
  if ((course?.finishedAt ?? null) !== null) unmet.push(reason("start-bag-finished", `bag.${bag.code}`, rule, saw));
  return finding(unmet, reason("start-bag-ready", `bag.${bag.code}`, rule, saw));
}

function findIdentity({ state, context }: StartInput, bag: Bag): Findings {
  const assessment = assessIdentity(state, context.participant, bag);
  return assessment.result === "matched" ? { unmet: [], met: assessment.reasons } : { unmet: assessment.reasons, met: [] };
}

/**
 * Every thawed bag has to end within the protocol's time from thaw, were the start now and the rate kept. A later bag that is
 * not thawed yet has no clock; the bag to be started needs one.
 */
function findThawClock({ state, context }: StartInput, plan: DosePlan | null, bag: Bag, first: boolean): Findings {
  const limit = context.protocol.limits["thaw-to-end-maximum"];
  const thawedAt = thawTime(state, bag);
  if (limit === undefined || (thawedAt === null && !first)) return { unmet: [], met: [] };
  const rule = protocolRule(context.protocol, "limit.thaw-to-end-maximum");
  const path = `bag.${bag.code}.thaw`;
  if (thawedAt === null) return { unmet: [reason("thaw-not-recorded", path, rule, { bag: bag.code }, limit.source)], met: [] };
  if (thawedAt > context.now) return { unmet: [reason("thaw-in-future", path, rule, { bag: bag.code, thawedAt, now: context.now }, limit.source)], met: [] };
  const minutes = plan === null || plan.rate === null ? null : minutesToEnd(state.bags, plan, bag.id);
  if (minutes === null) return { unmet: [], met: [] };
  const end = instantAfter(context.now, { value: minutes, unit: "min" });
  const due = instantAfter(thawedAt, limit);
  const saw = { bag: bag.code, thawedAt, end, due, value: minutes, unit: "min", limit: limit.value, limitUnit: limit.unit };
  return finding(end > due ? [reason("start-thaw-time-short", path, rule, saw, limit.source)] : [], reason("start-thaw-time-enough", path, rule, saw, limit.source));
}

/** Minutes from now until this bag would end: it and the planned bags before it that have not ended. */
function minutesToEnd(courses: StartInput["state"]["bags"], plan: DosePlan, bagId: string): number | null {
  const index = plan.bags.findIndex((planned) => planned.bagId === bagId);
  if (index < 0 || plan.rate === null) return null;
  const ahead = plan.bags.slice(0, index + 1).filter((planned) => (courses.get(planned.bagId)?.finishedAt ?? null) === null);
  return ahead.reduce((sum, planned) => sum + valueIn(planned.volume, "mL"), 0) / valueIn(plan.rate, "mL/min");
}
