/** Conditions at the bedside: baseline vital signs, required items, the line. */
import type { Reason } from "../decision/decision.ts";
import { ownRule, protocolRule, reason } from "../decision/reason.ts";
import type { ReasonCode } from "../decision/reason-catalogue.ts";
import type { ChecklistItem, PhaseId } from "../protocol/protocol.ts";
import { sameDimension, valueIn } from "../quantity/unit.ts";
import { deriveBaseline } from "../vital-sign/derive-baseline.ts";
import type { ChecklistAnswer } from "./infusion-event.ts";
import type { InfusionState } from "./infusion-state.ts";
import { finding, together } from "./start-findings.ts";
import type { Findings, StartInput } from "./start-findings.ts";

const phasesBefore: readonly PhaseId[] = ["day-before", "arrival", "product-receipt", "time-out"];

export function findBedsideConditions(input: StartInput): Findings {
  const { state, context } = input;
  const items = context.protocol.checklist.filter((phase) => phasesBefore.includes(phase.id)).flatMap((phase) => phase.items);
  const baseline = deriveBaseline(state, context.protocol, context.now);
  return together([
    finding(baseline.reasons, reason("start-baseline-complete", "baseline", protocolRule(context.protocol, "baseline"))),
    ...items.filter((item) => item.required).map((item) => findItem(input, item)),
    finding(state.line === null ? [reason("start-line-unchecked", "line", ownRule("start-permission"))] : [], reason("start-line-checked", "line", ownRule("start-permission"))),
  ]);
}

/** A required item is answered acceptably, or overridden by a person whom the protocol allows that. */
function findItem({ state, context }: StartInput, item: ChecklistItem): Findings {
  const rule = protocolRule(context.protocol, "checklist");
  const say = (code: ReasonCode) => reason(code, `item.${item.id}`, rule, { item: item.text, topic: item.topic }, item.source);
  if (isOverridden(state, item)) return finding([], say("item-overridden"));
  const answer = state.answers.get(item.id)?.value ?? null;
  if (answer === null) return finding([say("item-unanswered")], say("item-answered"));
  const codes = item.scans === "wristband" ? [context.participant.wristbandCode] : context.bags.filter((bag) => bag.reservedForInfusionId === state.infusionId).map((bag) => bag.code);
  const unmet: Reason[] = isAcceptableAnswer(item, answer, codes) ? [] : [say("item-not-acceptable")];
  return finding(unmet, say("item-answered"));
}

/** An override counts only where the item names the author's role, with a reason. Its condition reads `item.<id>`. */
export function isOverridden(state: InfusionState, item: ChecklistItem): boolean {
  return state.overrides.some((event) => event.data.condition === `item.${item.id}` && event.data.reason.trim() !== "" && item.overrideBy.some((role) => role === event.authorRole));
}

/**
 * Does an answer satisfy its item? Confirmed; in range, in a unit that fits; an option marked acceptable; one of the codes
 * that have to be scanned. An answer of another kind than the item asks does not.
 */
export function isAcceptableAnswer(item: ChecklistItem, answer: ChecklistAnswer, codes: readonly string[]): boolean {
  if (answer.kind !== item.kind) return false;
  if (answer.kind === "confirm") return answer.value;
  if (answer.kind === "scan") return item.scans === undefined ? answer.code !== "" : codes.includes(answer.code);
  if (answer.kind === "choice") return item.options?.some((option) => option.code === answer.code && option.acceptable) ?? false;
  if (item.unit === undefined || !sameDimension(answer.quantity.unit, item.unit)) return false;
  const value = valueIn(answer.quantity, item.unit);
  return value >= (item.range?.low ?? -Infinity) && value <= (item.range?.high ?? Infinity);
}
