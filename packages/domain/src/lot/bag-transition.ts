/** The life of a bag as a closed state machine. */
import type { Decision } from "../decision/decision.ts";
import { allowed, ownRule, reason, refused } from "../decision/reason.ts";
import type { BagState } from "./lot.ts";

export const bagActions = ["release", "reserve", "unreserve", "thaw", "issue", "spike", "finish", "return", "quarantine", "destroy"] as const;
export type BagAction = (typeof bagActions)[number];

/**
 * From, by action, to. What is not here is refused.
 * - A bag may be thawed before it is issued, or at the bedside after it (it stays issued; the time of thawing is on the bag).
 * - Once issued, a bag never becomes stock again: a returned bag is kept apart or destroyed.
 * - A bag in quarantine leaves it only to be destroyed, also when it was put there in error.
 * - Given and destroyed are ends.
 */
const transitions: Readonly<Record<BagState, Readonly<Partial<Record<BagAction, BagState>>>>> = {
  "in-processing": { release: "released", quarantine: "quarantined", destroy: "destroyed" },
  released: { reserve: "reserved", quarantine: "quarantined", destroy: "destroyed" },
  reserved: { unreserve: "released", thaw: "thawed", issue: "issued", quarantine: "quarantined", destroy: "destroyed" },
  thawed: { issue: "issued", quarantine: "quarantined", destroy: "destroyed" },
  issued: { thaw: "issued", spike: "spiked", return: "returned", quarantine: "quarantined", destroy: "destroyed" },
  spiked: { finish: "given", quarantine: "quarantined", destroy: "destroyed" },
  given: {},
  returned: { quarantine: "quarantined", destroy: "destroyed" },
  quarantined: { destroy: "destroyed" },
  destroyed: {},
};

const rule = ownRule("bag-transition");

/** The actions that a bag in this state may take. */
export function listBagActions(state: BagState): readonly BagAction[] {
  return bagActions.filter((action) => transitions[state][action] !== undefined);
}

/**
 * May a bag in this state take the action, and what is it afterwards? `to` is `null` when refused.
 * @example decideBagTransition("reserved", "thaw").to // "thawed"
 */
export function decideBagTransition(state: BagState, action: BagAction): Decision & { readonly to: BagState | null } {
  const to = transitions[state][action] ?? null;
  if (to !== null) return { ...allowed(rule, [reason("bag-action-allowed", "bag", rule, { state, action, to })]), to };
  const allowedActions = listBagActions(state).join(", ") || "none";
  return { ...refused(rule, [reason("bag-action-refused", "bag", rule, { state, action, allowedActions })]), to };
}

/** Steps that the bedside reports as facts. */
export type BagFact = Extract<BagAction, "thaw" | "spike" | "finish">;

/**
 * The state of a bag after a fact that was reported from the bedside. A fact is never refused: where the state machine
 * does not know the step, the bag still becomes what happened to it, and `unexpected` says that a deviation stands
 * behind it. Only ends and quarantine stay as they are, so that no report makes such a bag usable again.
 */
export function deriveBagStateAfterFact(state: BagState, fact: BagFact): { readonly to: BagState; readonly unexpected: boolean } {
  const to = transitions[state][fact];
  if (to !== undefined) return { to, unexpected: false };
  if (state === "given" || state === "destroyed" || state === "quarantined") return { to: state, unexpected: true };
  // A thaw that is reported late must not move a bag back.
  if (fact === "thaw") return { to: state === "released" || state === "in-processing" ? "thawed" : state, unexpected: true };
  return { to: fact === "spike" ? "spiked" : "given", unexpected: true };
}
