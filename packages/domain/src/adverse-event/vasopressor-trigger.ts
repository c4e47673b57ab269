/** Triggers that look at vasoactive drugs. */
import { reason } from "../decision/reason.ts";
import type { RuleReference } from "../decision/decision.ts";
import type { InfusionEventOf, VasoactiveDrug } from "../infusion/infusion-event.ts";
import type { EventTrigger } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { drugRateIn, exceeds } from "./drug-rate.ts";
import { isAfterStart } from "./event-window.ts";
import type { EventWindow, TriggerVerdict } from "./event-window.ts";

type Setting = InfusionEventOf<"vasoactive-set">;
type Increase = Extract<EventTrigger, { kind: "vasopressor-increase" }>;
type Count = Extract<EventTrigger, { kind: "vasopressor-count" }>;

/** Drugs that raise the pressure by the vessels. Dobutamine is an inotrope and not counted; what is recorded as "other" may be either. */
const vasopressors: ReadonlySet<VasoactiveDrug> = new Set(["norepinephrine", "phenylephrine", "dopamine", "epinephrine", "vasopressin"]);

/**
 * An increase of one drug over its rate at the start. A drug that was not recorded before the start was not running then: its whole
 * rate counts as increase. A rate whose unit does not fit, or that needs an unknown weight, makes the trigger unclear.
 */
export function vasopressorIncrease(window: EventWindow, trigger: Increase, rule: RuleReference, title: string): TriggerVerdict {
  const settings = window.state.vasoactive.filter((event) => event.data.drug === trigger.drug && event.clinicalTime <= window.now);
  const before = settings.findLast((event) => event.clinicalTime <= window.startedAt)?.data.rate ?? null;
  const weight = window.state.weight?.value ?? window.state.weightConfirmed?.value ?? null;
  const because = [];
  for (const setting of settings.filter((event) => isAfterStart(window, event.clinicalTime) && event.data.rate !== null)) {
    const verdict = increaseOf(setting.data.rate, before, trigger, weight);
    if (typeof verdict === "number") {
      if (exceeds(verdict, trigger.comparator, trigger.increase.value)) return { verdict: "met", at: setting.clinicalTime, eventIds: [setting.id], what: `${trigger.drug} +${String(Number(verdict.toPrecision(6)))} ${trigger.increase.unit}` };
      continue;
    }
    const code = verdict === "weight-unknown" ? "event-rule-weight-unknown" : "event-rule-unit-unknown";
    because.push(reason(code, `vasoactive.${trigger.drug}`, rule, { title, unit: setting.data.rate?.unit ?? null, limitUnit: trigger.increase.unit }, trigger.increase.source));
  }
  return because.length > 0 ? { verdict: "unclear", because } : { verdict: "nothing" };
}

function increaseOf(rate: Quantity | null, before: Quantity | null, trigger: Increase, weight: Quantity | null): number | "weight-unknown" | "unit-unknown" {
  if (rate === null) return 0;
  const after = drugRateIn(rate, trigger.increase.unit, weight);
  if (!after.ok) return after.why;
  if (before === null || before.value === 0) return after.value;
  const baseline = drugRateIn(before, trigger.increase.unit, weight);
  return baseline.ok ? after.value - baseline.value : baseline.why;
}

/** So many vasopressors running at once, and more than at the start. */
export function vasopressorCount(window: EventWindow, trigger: Count, rule: RuleReference, title: string): TriggerVerdict {
  const running = new Map<string, Setting>();
  const counted = () => [...running.values()].filter((event) => vasopressors.has(event.data.drug)).length;
  const possible = () => counted() + [...running.values()].filter((event) => event.data.drug === "other").length;
  let sureAtStart = 0;
  let possibleAtStart = 0;
  let unclear = false;
  for (const event of window.state.vasoactive) {
    if (event.clinicalTime > window.now || event.clinicalTime > window.closesAt) break;
    const drug = event.data.drug === "other" ? `other ${event.data.name ?? ""}` : event.data.drug;
    if (event.data.rate === null || event.data.rate.value === 0) running.delete(drug);
    else running.set(drug, event);
    if (event.clinicalTime <= window.startedAt) {
      sureAtStart = counted();
      possibleAtStart = possible();
    } else if (counted() >= trigger.count && counted() > possibleAtStart) {
      return { verdict: "met", at: event.clinicalTime, eventIds: [...running.values()].map((one) => one.id), what: `${String(counted())} vasopressors` };
    } else if (possible() >= trigger.count && possible() > sureAtStart) unclear = true;
  }
  return unclear ? { verdict: "unclear", because: [reason("event-rule-drug-unclear", "vasoactive.other", rule, { title }, trigger.source)] } : { verdict: "nothing" };
}
