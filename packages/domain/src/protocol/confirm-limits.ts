/** May a site confirm the numbers of a protocol version? */
import type { Decision, Reason } from "../decision/decision.ts";
import { decide, protocolRule, reason } from "../decision/reason.ts";
import { listClinicalNumbers, type ClinicalNumber } from "./list-clinical-numbers.ts";
import type { Protocol } from "./protocol.ts";

export { listClinicalNumbers } from "./list-clinical-numbers.ts";

/**
 * Decides whether a site may confirm all numbers of a resolved protocol.
 *
 * Refused with one reason per number that is only `recalled` and that the site has not declared its own decision, and
 * one per declared path that names no number. `met` holds one entry per number that may be confirmed.
 *
 * @param localDecisions paths from {@link listClinicalNumbers} that the site takes on itself
 * @example decideLimitConfirmation(protocol, ["limits.dmso-dose-maximum"]).outcome // "allowed" or "refused"
 */
export function decideLimitConfirmation(protocol: Protocol, localDecisions: readonly string[]): Decision {
  const rule = protocolRule(protocol, "limit-confirmation");
  const declared = new Set(localDecisions);
  const numbers = listClinicalNumbers(protocol);
  const sawOf = (number: ClinicalNumber) => ({
    label: number.label,
    quantity: number.quantity === null ? "as stated" : `${number.quantity.value} ${number.quantity.unit}`,
    citation: number.source.citation,
    status: declared.has(number.path) ? "local-decision" : number.source.status,
  });
  const isBlocked = (number: ClinicalNumber): boolean => number.source.status === "recalled" && !declared.has(number.path);
  const paths = new Set(numbers.map((number) => number.path));
  const recalled = numbers.filter(isBlocked).map((number) => reason("limit-source-recalled", number.path, rule, sawOf(number), number.source));
  const unknown = [...declared].filter((path) => !paths.has(path)).map((path): Reason => reason("limit-local-decision-unknown", path, rule, { path }));
  const met = numbers.filter((number) => !isBlocked(number)).map((number) => reason("limit-confirmable", number.path, rule, sawOf(number), number.source));
  return decide(rule, [...recalled, ...unknown], met);
}
