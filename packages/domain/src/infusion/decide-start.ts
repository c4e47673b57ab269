/** May the infusion, or its next bag, start? */
import type { Decision, Reason } from "../decision/decision.ts";
import { decide, protocolRule, reason } from "../decision/reason.ts";
import type { InfusionState } from "./infusion-state.ts";
import { findBedsideConditions } from "./start-bedside.ts";
import type { StartContext } from "./start-context.ts";
import { findDoseConditions } from "./start-dose.ts";
import type { StartInput } from "./start-findings.ts";
import { together } from "./start-findings.ts";
import { findProductConditions } from "./start-product.ts";
import { findStudyConditions } from "./start-study.ts";

/**
 * One decision that lists every unmet condition, and the met ones for the record. Unknown is unmet, with a code of its own.
 *
 * Before the first start everything is asked: limits confirmed, consent, eligibility, dose level, slot, stagger, safety
 * hold, re-challenge, lots, bags, both identity passes of the next bag, dose, weight, thaw clock, baseline, required items,
 * line. For a further bag of a started infusion the baseline is the one of the first start and the stagger has been kept;
 * the rest is asked again. A stopped infusion does not start again by command.
 *
 * The decision is about commands. A start that is reported to have happened is kept whatever this says.
 *
 * @example decideStart(state, context).reasons.map((one) => one.code) // ["consent-missing", "item-unanswered"]
 */
export function decideStart(state: InfusionState, context: StartContext): Decision {
  const rule = protocolRule(context.protocol, "start-permission");
  const started = state.starts.length > 0;
  const remaining = state.doseConfirmed?.value.bagIds.filter((bagId) => (state.bags.get(bagId)?.startedAt ?? null) === null) ?? [];
  const bags = remaining.flatMap((bagId) => context.bags.filter((bag) => bag.id === bagId));
  const input: StartInput = { state, context, bags };
  const dose = findDoseConditions(input);
  const study = findStudyConditions(started ? { ...context, previousStartInCohort: "none", lastStartInPreviousCohort: "none" } : context);
  const all = together([study, dose.findings, findProductConditions(input, dose.plan), findBedsideConditions(input)]);
  return decide(rule, [...findPhaseFaults(state, context, remaining.length), ...all.unmet], all.met);
}

function findPhaseFaults(state: InfusionState, context: StartContext, bagsRemaining: number): Reason[] {
  const rule = protocolRule(context.protocol, "start-permission");
  if (state.phase === "stopped" || state.phase === "discharged") return [reason("start-after-stop", "phase", rule, { phase: state.phase })];
  if (state.doseConfirmed !== null && bagsRemaining === 0) return [reason("start-no-bag-left", "bags", rule)];
  return [];
}
