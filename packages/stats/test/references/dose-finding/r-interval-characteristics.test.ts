/** Exact operating characteristics of BOIN against an enumeration written out in R. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/interval-characteristics.json" with { type: "json" };
import { evaluateExactly, expandDesign, finish } from "../../../src/dose-finding/core/exact-characteristics.ts";
import { StateGraph } from "../../../src/dose-finding/core/state-graph.ts";
import { boin } from "../../../src/dose-finding/interval/boin.ts";
import { checkFigure } from "../../check-figure.ts";

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
const source = `${reference.R}: interval-characteristics.R`;
const agree = (what: string, actual: readonly number[], expected: readonly number[]): void => {
  for (const [at, value] of expected.entries()) checkFigure({ method: "BOIN, exact", source }, `${what} ${at + 1}`, actual[at] ?? Number.NaN, value, 1e-10);
};

describe("exact characteristics of BOIN against R", () => {
  test.each(reference.cases.map((one) => [designOf(one).variant, one] as const))("%s", (_, one) => {
    const expanded = finish(expandDesign(designOf(one)));
    for (const expected of one.results) {
      const actual = evaluateExactly(expanded, expected.truth);
      agree("selection", actual.selection, expected.selection);
      agree("none, safety stop", [actual.none, actual.safetyStop], [expected.none, expected.safety]);
      agree("participants by dose level", actual.n, expected.n);
      agree("events by dose level", actual.events, expected.events);
      agree("distribution of the total", actual.totalN.probabilities, expected.totalN);
      expect(actual.standardErrors).toBeNull();
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
