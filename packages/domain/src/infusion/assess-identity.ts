/** Two independent identity passes, each scanning wristband and bag. */
import type { Reason, RuleReference } from "../decision/decision.ts";
import { ownRule, reason } from "../decision/reason.ts";
import type { Bag } from "../lot/lot.ts";
import type { Participant } from "../participant/participant.ts";
import type { IdentityPass, InfusionState } from "./infusion-state.ts";

export interface AssessedPass {
  readonly pass: IdentityPass;
  readonly wristbandMatches: boolean;
  readonly bagMatches: boolean;
}

/** `mismatch` stays until two persons have passed cleanly after it. */
export interface IdentityAssessment {
  readonly result: "matched" | "mismatch" | "incomplete" | "same-person";
  readonly rule: RuleReference;
  /** Every pass for this bag, in order; passes whose codes are withheld from the viewer are not in it. */
  readonly passes: readonly AssessedPass[];
  /** Every pass that did not match, healed by a later clean pair or not: it stays visible. */
  readonly mismatches: readonly AssessedPass[];
  /** Why it is not matched; for `matched` the one reason that says so. */
  readonly reasons: readonly Reason[];
}

/**
 * Assesses the identity passes for one bag.
 *
 * Cases in order: two different persons passed cleanly after the last mismatch: `matched`; there is a mismatch: `mismatch`;
 * one person passed twice or more: `same-person`; else `incomplete`. A pass by a device or by nobody signed in never counts
 * as a person's, but its mismatch counts. A corrected pass counts as made by the person who corrected it.
 */
export function assessIdentity(state: InfusionState, participant: Pick<Participant, "wristbandCode">, bag: Pick<Bag, "id" | "code">): IdentityAssessment {
  const rule = ownRule("identity");
  const passes = state.identityPasses
    .filter((pass) => pass.bagId === bag.id && !pass.withheld)
    .map((pass) => ({ pass, wristbandMatches: pass.wristbandCode === participant.wristbandCode, bagMatches: pass.bagCode === bag.code }));
  const mismatches = passes.filter(isMismatch);
  const clean = passes.slice(passes.findLastIndex(isMismatch) + 1).filter(({ pass }) => pass.authorRole !== "device" && pass.authorRole !== "unsigned");
  const persons = new Set(clean.map(({ pass }) => pass.authorId)).size;
  const path = `identity.${bag.id}`;
  const saw = { bag: bag.code, persons, passes: passes.length };
  const assessed = (result: IdentityAssessment["result"], reasons: readonly Reason[]): IdentityAssessment => ({ result, rule, passes, mismatches, reasons });
  if (persons >= 2) return assessed("matched", [reason("identity-matched", path, rule, saw)]);
  if (mismatches.length > 0) return assessed("mismatch", mismatches.slice(-1).map((last) => reason("identity-mismatch", path, rule, { ...saw, wristband: last.wristbandMatches, bagLabel: last.bagMatches, at: last.pass.at })));
  if (clean.length >= 2) return assessed("same-person", [reason("identity-same-person", path, rule, saw)]);
  return assessed("incomplete", [reason("identity-incomplete", path, rule, saw)]);
}

function isMismatch({ wristbandMatches, bagMatches }: AssessedPass): boolean {
  return !wristbandMatches || !bagMatches;
}
