import { describe, expect, test } from "vitest";
import { compareMeanFunctions } from "./compare-mean-functions.ts";
import { estimateMeanFunction } from "./estimate-mean-function.ts";
import { fitAndersenGill, fitPrenticeWilliamsPeterson, fitWeiLinWeissfeld } from "./fit-recurrent-cox.ts";

const refused = (code: string, path: string) => expect.objectContaining({ code, path }) as unknown as Error;

describe("histories of events that recur", () => {
  test("a list, closed by the end of observation, is as the intervals between its events", () => {
    const list = estimateMeanFunction({ participant: ["a", "b", "a", "a", "b"], time: [5, 4, 2, 7, 3], event: [1, 0, 1, 0, 1] }).groups[0];
    const intervals = estimateMeanFunction({ participant: ["a", "a", "a", "b", "b"], start: [0, 2, 5, 0, 3], time: [2, 5, 7, 3, 4], event: [1, 1, 0, 1, 0] }).groups[0];
    expect(list?.mean).toEqual(intervals?.mean);
    // At 2 and 3 one of two has an event, at 5 one of one: 1/2, 1, 2.
    expect([...(list?.mean ?? [])]).toEqual([0.5, 1, 2]);
  });

  test("two events of a day count as two, and an end at the time of the last event closes the list", () => {
    const made = estimateMeanFunction({ participant: ["a", "a", "a", "b"], time: [2, 2, 2, 4], event: [1, 1, 0, 0] });
    expect(made.groups[0]).toMatchObject({ events: 2, longest: 4 });
    expect([...(made.groups[0]?.mean ?? [])]).toEqual([1]);
    expect(made.warnings).toEqual([]);
  });

  test("bad histories are refused, with the row", () => {
    expect(() => estimateMeanFunction({ participant: ["a", "a"], start: [0, 2], time: [3, 4], event: [0, 1] })).toThrow(refused("overlapping-intervals", "start.2"));
    expect(() => estimateMeanFunction({ participant: ["a", "a"], time: [3, 4], event: [0, 1] })).toThrow(refused("event-after-end", "time.2"));
    expect(() => estimateMeanFunction({ participant: ["a", "b"], time: [3, 0], event: [1, 0] })).toThrow(refused("start-not-before-end", "time.2"));
    expect(() => estimateMeanFunction({ participant: ["a", "a"], time: [3, 4], event: [1, 0], death: [1, 0] })).toThrow(refused("event-after-end", "death.1"));
    expect(() => estimateMeanFunction({ participant: ["a", "a"], time: [3, 4], event: [1, 0], group: ["x", "y"] })).toThrow(refused("options-conflict", "group"));
    expect(() => estimateMeanFunction({ participant: ["a"], time: [3], event: [0] }, { terminal: "ghosh-lin" })).toThrow(refused("missing-column", "death"));
  });

  test("one participant has a mean, but no robust error, and neither has a difference from one", () => {
    const alone = { participant: ["a", "a", "a"], time: [2, 3, 5], event: [1, 1, 0] };
    const made = estimateMeanFunction(alone, { times: [1, 4] });
    expect(made.groups[0]).toMatchObject({ standardError: null, lower: null, upper: null, whyNoError: expect.stringMatching(/One participant/u) });
    expect([...(made.groups[0]?.mean ?? [])]).toEqual([1, 2]);
    expect(made.groups[0]?.atTimes).toEqual([0, 2].map((mean, at) => expect.objectContaining({ time: [1, 4][at], mean, standardError: null, lower: null, upper: null, reason: expect.stringMatching(/One participant/u) })));
    expect(made.warnings).toEqual([expect.stringMatching(/One participant/u)]);
    // Poisson: events over the square of those at risk, 1 and 2.
    expect([...(estimateMeanFunction(alone, { variance: "poisson" }).groups[0]?.standardError ?? [])]).toEqual([1, Math.SQRT2]);
    const both = { participant: [...alone.participant, "b", "b", "c", "d", "d"], time: [...alone.time, 1, 5, 6, 4, 6], event: [...alone.event, 1, 0, 0, 1, 0], group: ["x", "x", "x", "y", "y", "y", "y", "y"] };
    // Means 2 and, of three, 2/3.
    expect(compareMeanFunctions(both, { times: [5], reference: "y" }).differences[0]).toMatchObject({ estimate: expect.closeTo(4 / 3, 12), standardError: null, pValue: null, reason: expect.stringMatching(/One participant/u) });
  });

  test("an interval cut where nothing happens changes no model", () => {
    const whole = { participant: ["a", "a", "b", "b", "c", "d", "d", "e"], start: [0, 2, 0, 3, 0, 0, 1, 0], time: [2, 5, 3, 6, 4, 1, 7, 6.5], event: [1, 1, 1, 0, 0, 1, 0, 1], covariates: { x: [1, 1, 0, 0, 1, 3, 3, 2] } };
    const cut = { participant: [...whole.participant, "a", "c"], start: [0, 2.5, 0, 3, 0, 0, 1, 0, 2, 1.5], time: [2, 5, 3, 6, 1.5, 1, 7, 6.5, 2.5, 4], event: [...whole.event, 0, 0], covariates: { x: [...whole.covariates.x, 1, 1] } };
    const fits = [(rows: typeof whole) => fitAndersenGill(rows), (rows: typeof whole) => fitPrenticeWilliamsPeterson(rows), (rows: typeof whole) => fitPrenticeWilliamsPeterson(rows, { timeScale: "gap" }), (rows: typeof whole) => fitWeiLinWeissfeld(rows, { effects: "common" })];
    for (const fit of fits) {
      const [one, other] = [fit(whole).coefficients[0], fit(cut).coefficients[0]];
      expect(other?.estimate).toBeCloseTo(one?.estimate ?? Number.NaN, 9);
      expect(other?.standardError).toBeCloseTo(one?.standardError ?? Number.NaN, 9);
    }
  });

  test("models of order refuse what hides it", () => {
    expect(() => fitAndersenGill({ participant: ["a", "a", "a", "b"], time: [3, 3, 4, 5], event: [1, 1, 0, 0], covariates: { x: [1, 1, 1, 0] } })).toThrow(refused("options-conflict", "time.1"));
    expect(() => fitPrenticeWilliamsPeterson({ participant: ["a", "a", "b"], start: [0, 4, 0], time: [3, 5, 5], event: [1, 0, 0], covariates: { x: [1, 1, 0] } }, { timeScale: "gap" })).toThrow(refused("options-conflict", "start"));
  });
});
