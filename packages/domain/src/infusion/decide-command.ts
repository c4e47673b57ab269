/** Commands on an infusion: pause, resume, rate, override, stop. They may be refused; facts never are. */
import type { Decision, Reason } from "../decision/decision.ts";
import { allowed, decide, ownRule, protocolRule, reason } from "../decision/reason.ts";
import { assessLimit } from "../lot/limit-verdict.ts";
import type { LimitVerdict } from "../lot/limit-verdict.ts";
import type { Bag } from "../lot/lot.ts";
import type { Protocol } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { sameDimension, valueIn } from "../quantity/unit.ts";
import type { Role } from "../terminology/role.ts";
import { assessPathways } from "./assess-pathways.ts";
import type { Instant } from "./infusion-event.ts";
import type { InfusionPhase, InfusionState } from "./infusion-state.ts";

/** A decision about a rate, with the verdict of every limit that the rate was held against. */
export interface RateDecision extends Decision {
  readonly verdicts: readonly LimitVerdict[];
}

/** Pausing needs cells that flow. */
export function decidePause(state: InfusionState): Decision {
  return decide(ownRule("pause"), phaseFaults(state, "pause", ["running"]));
}

/**
 * Resuming needs a pause, a rate within the limits, and no open pathway that asks to stop.
 * @param bags the infusion's bags; without the current one's cells the cell rate is not assessable, and that refuses.
 */
export function decideResume(state: InfusionState, protocol: Protocol, bags: readonly Bag[], rate: Quantity, now: Instant): RateDecision {
  const stopFirst = assessPathways(state, protocol, now).filter((pathway) => pathway.stopInfusionFirst && pathway.closedAt === null);
  const blocked = stopFirst.map((pathway) => reason("resume-pathway-open", `pathway.${pathway.pathwayId}`, protocolRule(protocol, "pathway"), { pathway: pathway.title }));
  return rateDecision("resume", state, protocol, bags, rate, [...phaseFaults(state, "resume", ["paused"]), ...blocked]);
}

/** A change of rate needs cells that flow and a rate within `infusion-rate-maximum` and `cell-rate-maximum`. */
export function decideRateChange(state: InfusionState, protocol: Protocol, bags: readonly Bag[], rate: Quantity): RateDecision {
  return rateDecision("rate-change", state, protocol, bags, rate, phaseFaults(state, "rate-change", ["running"]));
}

/** Stopping is always allowed; the reason says to clamp the line. */
export function decideStop(): Decision {
  const rule = ownRule("stop");
  return allowed(rule, [reason("stop-clamp-line", "line", rule)]);
}

/**
 * An override is allowed only for a checklist item whose `overrideBy` names the person's role, and with a reason.
 * @param condition `item.<id>`; nothing else can be overridden.
 */
export function decideOverride(protocol: Protocol, condition: string, role: Role, why: string): Decision {
  const rule = protocolRule(protocol, "override");
  const item = protocol.checklist.flatMap((phase) => phase.items).find((one) => `item.${one.id}` === condition);
  const unmet: Reason[] = [];
  if (item === undefined || item.overrideBy.length === 0) unmet.push(reason("override-not-allowed", condition, rule, { condition }));
  else if (!item.overrideBy.includes(role)) unmet.push(reason("override-role-not-allowed", condition, rule, { condition, role, roles: item.overrideBy.join(", ") }));
  if (why.trim() === "") unmet.push(reason("override-reason-empty", condition, rule, { condition }));
  return decide(rule, unmet);
}

function phaseFaults(state: InfusionState, command: string, phases: readonly InfusionPhase[]): Reason[] {
  return phases.includes(state.phase) ? [] : [reason("command-wrong-phase", "phase", ownRule(command), { command, phase: state.phase, needed: phases.join(", ") })];
}

function rateDecision(command: string, state: InfusionState, protocol: Protocol, bags: readonly Bag[], rate: Quantity, faults: readonly Reason[]): RateDecision {
  const rule = protocolRule(protocol, command);
  if (!sameDimension(rate.unit, "mL/min") || !Number.isFinite(rate.value) || rate.value <= 0) {
    return { ...decide(rule, [...faults, reason("rate-not-a-rate", "rate", rule, { value: rate.value, unit: rate.unit })]), verdicts: [] };
  }
  const verdicts = assessRate(state, protocol, bags, rate);
  const outside = verdicts.filter((verdict) => verdict.verdict !== "within").map((verdict) => verdict.reason);
  const within = verdicts.filter((verdict) => verdict.verdict === "within").map((verdict) => verdict.reason);
  return { ...decide(rule, [...faults, ...outside], within), verdicts };
}

/** The rate in mL/min and, by the current bag's concentration, in million cells/min, against the protocol's maxima. */
export function assessRate(state: InfusionState, protocol: Protocol, bags: readonly Bag[], rate: Quantity): LimitVerdict[] {
  const rule = protocolRule(protocol, "rate");
  const bag = bags.find((one) => one.id === state.rates.at(-1)?.bagId);
  const volume = bag?.volume == null ? null : valueIn(bag.volume, "mL");
  const cellRate =
    bag?.viableCells == null || volume === null || volume <= 0
      ? ({ assessable: false, rule, because: [reason("rate-cells-unknown", "rate", rule, { bag: bag?.code ?? null })] } as const)
      : ({ assessable: true, rule, reasons: [], value: { value: (valueIn(bag.viableCells, "10*6{cells}") / volume) * valueIn(rate, "mL/min"), unit: "10*6{cells}/min" } } as const);
  const flow = { assessable: true, rule, reasons: [], value: rate } as const;
  return [assessLimit(protocol, "infusion-rate-maximum", flow), assessLimit(protocol, "cell-rate-maximum", cellRate)].filter((verdict) => verdict !== null);
}
