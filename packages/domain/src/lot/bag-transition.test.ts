import { describe, expect, test } from "vitest";
import { bagActions, decideBagTransition, deriveBagStateAfterFact, listBagActions } from "./bag-transition.ts";
import type { BagFact } from "./bag-transition.ts";
import { bagStates } from "./lot.ts";
import type { BagState } from "./lot.ts";

/** Every pair, by hand. Columns: release, reserve, unreserve, thaw, issue, spike, finish, return, quarantine, destroy; `-` is refused. */
const expected: Readonly<Record<BagState, string>> = {
  //               release  reserve  unreserve thaw   issue  spike  finish return   quarantine  destroy
  "in-processing": "released -       -        -      -      -      -     -        quarantined destroyed",
  released: "       -        reserved -       -      -      -      -     -        quarantined destroyed",
  reserved: "       -        -       released thawed issued -      -     -        quarantined destroyed",
  thawed: "         -        -       -        -      issued -      -     -        quarantined destroyed",
  issued: "         -        -       -        issued -      spiked -     returned quarantined destroyed",
  spiked: "         -        -       -        -      -      -      given -        quarantined destroyed",
  given: "          -        -       -        -      -      -      -     -        -           -",
  returned: "       -        -       -        -      -      -      -     -        quarantined destroyed",
  quarantined: "    -        -       -        -      -      -      -     -        -           destroyed",
  destroyed: "      -        -       -        -      -      -      -     -        -           -",
};

describe("the states of a bag", () => {
  for (const state of bagStates) {
    test(`a bag that is ${state} takes exactly its own steps`, () => {
      const cells = expected[state].trim().split(/\s+/u);
      expect(cells.length).toBe(bagActions.length);
      for (const [index, action] of bagActions.entries()) {
        const to = cells[index] === "-" ? null : cells[index];
        const decision = decideBagTransition(state, action);
        expect(decision.to, `${state}, ${action}`).toBe(to);
        expect(decision.outcome).toBe(to === null ? "refused" : "allowed");
        expect(decision.reasons.length).toBe(to === null ? 1 : 0);
      }
    });
  }

  test("a refusal names what is allowed instead", () => {
    expect(decideBagTransition("returned", "spike").reasons[0]?.saw).toEqual({ state: "returned", action: "spike", allowedActions: "quarantine, destroy" });
    expect(decideBagTransition("given", "spike").reasons[0]?.saw["allowedActions"]).toBe("none");
  });

  /** Every state that allowed steps can reach. */
  function reachable(from: BagState): ReadonlySet<BagState> {
    const seen = new Set<BagState>();
    const open: BagState[] = [from];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      for (const action of listBagActions(state)) {
        const { to } = decideBagTransition(state, action);
        if (to !== null && !seen.has(to)) {
          seen.add(to);
          open.push(to);
        }
      }
    }
    return seen;
  }

  test("no way leads from given or destroyed to anywhere, from quarantine only to destroyed, from returned never back to stock", () => {
    expect([...reachable("given")]).toEqual([]);
    expect([...reachable("destroyed")]).toEqual([]);
    expect([...reachable("quarantined")]).toEqual(["destroyed"]);
    expect([...reachable("returned")].toSorted()).toEqual(["destroyed", "quarantined"]);
    expect([...reachable("issued")]).not.toContain("released");
  });
});

describe("facts from the bedside", () => {
  test("an expected fact moves the bag as its step does", () => {
    expect(deriveBagStateAfterFact("issued", "spike")).toEqual({ to: "spiked", unexpected: false });
    expect(deriveBagStateAfterFact("spiked", "finish")).toEqual({ to: "given", unexpected: false });
  });

  test("a fact against the rules is kept and marked", () => {
    expect(deriveBagStateAfterFact("released", "spike")).toEqual({ to: "spiked", unexpected: true });
    expect(deriveBagStateAfterFact("reserved", "finish")).toEqual({ to: "given", unexpected: true });
    expect(deriveBagStateAfterFact("spiked", "thaw")).toEqual({ to: "spiked", unexpected: true });
  });

  test("no fact makes a given, destroyed or quarantined bag usable, and none moves a bag back", () => {
    const order: readonly BagState[] = ["in-processing", "released", "reserved", "thawed", "issued", "spiked", "given"];
    for (const fact of ["thaw", "spike", "finish"] satisfies BagFact[]) {
      for (const state of ["given", "destroyed", "quarantined"] satisfies BagState[]) expect(deriveBagStateAfterFact(state, fact).to).toBe(state);
      for (const state of order) expect(order.indexOf(deriveBagStateAfterFact(state, fact).to), `${state}, ${fact}`).toBeGreaterThanOrEqual(order.indexOf(state));
    }
  });
});
