/** Conditions of the dose: a weight that may be used, a confirmed dose that still equals what that weight gives, its limits. */
import type { Reason } from "../decision/decision.ts";
import { ownRule, protocolRule, reason } from "../decision/reason.ts";
import type { ReasonCode } from "../decision/reason-catalogue.ts";
import { decideWeight } from "../lot/decide-weight.ts";
import { deriveDose } from "../lot/decide-dose.ts";
import type { DosePlan } from "../lot/dose-plan.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { dimensionOf, sameDimension, valueIn } from "../quantity/unit.ts";
import type { InfusionEventOf } from "./infusion-event.ts";
import { instantAfter } from "./instant.ts";
import { finding, fromDecision, together } from "./start-findings.ts";
import type { Findings, StartInput } from "./start-findings.ts";

type ConfirmedDose = InfusionEventOf<"dose-confirmed">["data"];

export interface DoseConditions {
  readonly findings: Findings;
  readonly plan: DosePlan | null;
}

export function findDoseConditions(input: StartInput): DoseConditions {
  const { state, context } = input;
  const weight = together([fromDecision(decideWeight(context.protocol, state.weight?.value ?? null, context.participant.lastWeight?.quantity ?? null, state.weightConfirmed?.value ?? null)), findWeightAge(input)]);
  const rule = ownRule("start-permission");
  if (state.doseConfirmed === null) return { findings: together([weight, { unmet: [reason("dose-not-confirmed", "dose", rule)], met: [] }]), plan: null };
  const confirmed = state.doseConfirmed.value;
  const bags = confirmed.bagIds.map((bagId) => context.bags.find((bag) => bag.id === bagId) ?? null);
  const unknownBags = confirmed.bagIds.filter((_, index) => bags[index] === null).map((bagId) => reason("start-bag-unknown", `bag.${bagId}`, rule));
  if (unknownBags.length > 0) return { findings: together([weight, { unmet: unknownBags, met: [] }]), plan: null };
  const plan = deriveDose({
    protocol: context.protocol,
    doseLevel: context.participant.doseLevel,
    weight: state.weight?.value ?? null,
    previousWeight: context.participant.lastWeight?.quantity ?? null,
    weightConfirmed: state.weightConfirmed?.value ?? null,
    height: state.height?.value ?? context.participant.height,
    sex: context.participant.sex,
    lots: context.lots,
    bags: bags.filter((bag) => bag !== null),
    rate: confirmed.rate,
  });
  if (!plan.assessable) return { findings: together([weight, { unmet: withoutRepeats(plan.because, weight.unmet), met: [] }]), plan: null };
  return { findings: together([weight, findAgreement(input, confirmed, plan.value), findLimits(plan.value)]), plan: plan.value };
}

function findWeightAge({ state, context }: StartInput): Findings {
  const limit = context.protocol.limits["weight-age-maximum"];
  if (limit === undefined || state.weight === null) return { unmet: [], met: [] };
  const say = (code: ReasonCode) => reason(code, "weight", protocolRule(context.protocol, "limit.weight-age-maximum"), { at: state.weight?.at ?? null, limit: limit.value, limitUnit: limit.unit }, limit.source);
  return finding(instantAfter(state.weight.at, limit) < context.now ? [say("weight-too-old")] : [], say("weight-recent"));
}

/** Level, cells and volume as confirmed against what the present weight and bags give; only rounding of arithmetic may differ. */
function findAgreement({ context }: StartInput, confirmed: ConfirmedDose, plan: DosePlan): Findings {
  const rule = protocolRule(context.protocol, "dose");
  const unmet: Reason[] = [];
  if (confirmed.doseLevel !== plan.doseLevel.level) unmet.push(reason("dose-level-differs", "dose.level", rule, { confirmed: confirmed.doseLevel, level: plan.doseLevel.level }));
  else if (differs(confirmed.cells, plan.cellsNeeded)) unmet.push(reason("dose-cells-differ", "dose.cells", rule, pair(confirmed.cells, plan.cellsNeeded)));
  else if (differs(confirmed.volume, plan.volume)) unmet.push(reason("dose-volume-differs", "dose.volume", rule, pair(confirmed.volume, plan.volume)));
  return finding(unmet, reason("dose-agrees", "dose", rule, pair(confirmed.cells, plan.cellsNeeded)));
}

function pair(confirmed: Quantity, computed: Quantity): Readonly<Record<string, number | string>> {
  return { confirmed: confirmed.value, confirmedUnit: confirmed.unit, value: computed.value, unit: computed.unit };
}

/** Share by which two numbers may differ through rounding of the arithmetic, far below what a pump or a scale can show. */
const roundingShare = 1e-6;

function differs(confirmed: Quantity, computed: Quantity): boolean {
  if (dimensionOf(confirmed.unit) === null || !sameDimension(confirmed.unit, computed.unit)) return true;
  return Math.abs(valueIn(confirmed, computed.unit) - computed.value) > roundingShare * Math.abs(computed.value);
}

function findLimits(plan: DosePlan): Findings {
  const outside = plan.verdicts.filter((verdict) => verdict.verdict !== "within").map((verdict) => verdict.reason);
  return { unmet: outside, met: plan.verdicts.filter((verdict) => verdict.verdict === "within").map((verdict) => verdict.reason) };
}

/** The dose repeats why the weight may not be used; it is said once. */
function withoutRepeats(reasons: readonly Reason[], said: readonly Reason[]): Reason[] {
  return reasons.filter((one) => !said.some((other) => other.code === one.code && other.path === one.path));
}
