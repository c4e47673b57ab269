/** Exact operating characteristics of BOIN against an enumeration written out in R. */
import { describe, expect, test } from "vitest";
import reference from "../../../../validation/dose-finding/interval-characteristics.json" with { type: "json" };
import { evaluateExactly, expandDesign, finish } from "../../src/dose-finding/core/exact-characteristics.ts";
import { StateGraph } from "../../src/dose-finding/core/state-graph.ts";
import { boin } from "../../src/dose-finding/interval/boin.ts";

type Case = (typeof reference.cases)[number];

function designOf({ options, results }: Case) {
  return boin({
    doses: results[0]?.truth.length ?? 0,
    target: options.target,
    cohortSize: options.size,
    maximumN: options.maxN,
    ...(options.extraSafe ? { extraSafe: true, offset: options.offset } : {}),
    ...(options.nStop === null ? {} : { nEarlyStop: options.nStop }),
    titration: options.titration,
    boundMTD: options.bounded,
    edition: options.package ? "BOIN-2.7.2" : "paper",
  });
}
/** The largest difference, so that one number says how well two lists agree. */
const difference = (actual: readonly number[], expected: readonly number[]): number => Math.max(...expected.map((value, at) => Math.abs((actual[at] ?? Number.NaN) - value)));

describe("exact characteristics of BOIN against R", () => {
  test.each(reference.cases.map((one) => [designOf(one).variant, one] as const))("%s", (_, one) => {
    const expanded = finish(expandDesign(designOf(one)));
    for (const expected of one.results) {
      const actual = evaluateExactly(expanded, expected.truth);
      expect(difference(actual.selection, expected.selection), "selection").toBeLessThan(1e-10);
      expect(difference([actual.none, actual.safetyStop], [expected.none, expected.safety]), "none, safety stop").toBeLessThan(1e-10);
      expect(difference(actual.n, expected.n), "n").toBeLessThan(1e-10);
      expect(difference(actual.events, expected.events), "events").toBeLessThan(1e-10);
      expect(difference(actual.totalN.probabilities, expected.totalN), "total").toBeLessThan(1e-10);
    }
  });

  test("five dose levels and ten cohorts of three end in 6,564 different sets of counts", () => {
    const graph = new StateGraph(boin({ doses: 5, target: 0.3, cohortSize: 3, cohorts: 10 }));
    for (let index = 0; index < graph.nodes.length; index++) {
      const node = graph.node(index);
      if (node.kind === "treat") for (let events = 0; events <= node.size; events++) graph.next(node, events);
    }
    const ends = graph.nodes.filter(({ kind }) => kind === "end");
    expect(new Set(ends.map(({ state }) => `${state.n.join()}|${state.events.join()}`)).size).toBe(6564);
    expect(reference.cases[0]?.results[0]?.ends).toBe(6564);
  });
});
