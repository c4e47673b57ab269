/** Makers of reasons and decisions, so that every rule builds them in the same shape. */
import type { Protocol } from "../protocol/protocol.ts";
import type { Source } from "../protocol/source.ts";
import type { Decision, Reason, RuleReference, Seen } from "./decision.ts";
import type { ReasonCode } from "./reason-catalogue.ts";

/** Edition of the rules that are Stroma's own logic and not a number or a rule of a protocol. */
const ownEdition = "stroma-rules/1";

/** Reference to a rule of Stroma's own logic, for example `ownRule("bag-transition")`. */
export function ownRule(id: string): RuleReference {
  return { id, edition: ownEdition };
}

/** Reference to a rule that a protocol version sets, for example `protocolRule(protocol, "limit.infusion-rate-maximum")`. */
export function protocolRule(protocol: Pick<Protocol, "id" | "version">, id: string): RuleReference {
  return { id, edition: `${protocol.id}@${protocol.version}` };
}

/**
 * One reason.
 *
 * @param code closed vocabulary: the compiler refuses a code that no catalogue explains.
 * @param path where it points, with dots, no personal data: `bag.B-001`, `limit.infusion-rate-maximum`.
 * @param rule the rule that spoke, in its edition.
 * @param saw what the rule saw, by name; numbers stand beside their unit; `null` is unknown.
 * @param source source of the number, where there is one.
 *
 * @example reason("weight-missing", "weight", ownRule("weight"))
 */
export function reason(code: ReasonCode, path: string, rule: RuleReference, saw: Readonly<Record<string, Seen>> = {}, source: Source | null = null): Reason {
  return { code, path, rule, source, saw };
}

/** An allowing decision with the conditions that were met. */
export function allowed(rule: RuleReference, met: readonly Reason[] = []): Decision {
  return { outcome: "allowed", rule, reasons: [], met };
}

/**
 * A refusing decision with every unmet condition.
 * Throws RangeError without a reason: a refusal that cannot be explained is a bug.
 */
export function refused(rule: RuleReference, reasons: readonly Reason[], met: readonly Reason[] = []): Decision {
  if (reasons.length === 0) throw new RangeError(`Rule ${rule.id} refused without a reason.`);
  return { outcome: "refused", rule, reasons, met };
}

/** Allowed when nothing is unmet, refused with all unmet conditions otherwise. */
export function decide(rule: RuleReference, unmet: readonly Reason[], met: readonly Reason[] = []): Decision {
  return unmet.length === 0 ? allowed(rule, met) : refused(rule, unmet, met);
}
