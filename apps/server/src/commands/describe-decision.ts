/** Decisions with their words, as the contract answers them. */
import type { schemas } from "@stroma/api";
import { describeReason } from "@stroma/domain";
import type { Decision, Reason } from "@stroma/domain";
import type Type from "typebox";
import { ApiError } from "../http/api-error.ts";

export type DescribedDecision = Type.Static<typeof schemas.DecisionBody>;

export function describeDecision(decision: Decision): DescribedDecision {
  return { outcome: decision.outcome, rule: { ...decision.rule }, reasons: decision.reasons.map(describe), met: decision.met.map(describe) };
}

/** The problem `refused` with every unmet condition. */
export function refusedBy(decision: Decision): ApiError {
  return new ApiError("refused", { decision: describeDecision(decision) });
}

function describe(reason: Reason): DescribedDecision["reasons"][number] {
  const source = reason.source === null ? null : { citation: reason.source.citation, status: reason.source.status };
  return { code: reason.code, path: reason.path, rule: { ...reason.rule }, source, saw: { ...reason.saw }, ...describeReason(reason) };
}
