import { describe, expect, test } from "vitest";
import { compareWins } from "./compare-wins.ts";
import { fitProportionalOdds } from "./fit-proportional-odds.ts";
import { deriveSupportFreeDays } from "./support-free-days.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path });
const arm = ["a", "a", "a", "b", "b", "b"];

describe("proportional odds", () => {
  test("of two categories and two arms is the odds ratio of the table", () => {
    // 1 of 4 against 3 of 4 in the higher category: odds ratio (3/1) / (1/3) = 9.
    const [made] = fitProportionalOdds({ outcome: [0, 0, 0, 1, 0, 1, 1, 1], covariates: { arm: ["a", "a", "a", "a", "b", "b", "b", "b"] } }).coefficients;
    expect(made?.ratio.estimate).toBeCloseTo(9, 9);
  });

  test.each([
    ["an arm that foretells all", { outcome: [1, 2, 1, 3, 4, 3], covariates: { arm } }, {}, "separation", "covariates.arm: b"],
    ["one category", { outcome: [1, 1, 1, 1, 1, 1], covariates: { arm } }, {}, "one-group", "outcome"],
    ["fewer rows than coefficients", { outcome: [1, 2, 3], covariates: { x: [1, 2, 4] } }, {}, "too-few", "outcome"],
    ["an order that lacks a category", { outcome: ["low", "mid", "high", "low", "mid", "high"], covariates: { arm } }, { order: ["low", "high"] }, "unknown-choice", "order"],
  ])("%s: refused", (_, columns, options, code, path) => {
    expect(() => fitProportionalOdds(columns, options)).toThrow(refused(code, path));
  });

  test("texts stand as the order says", () => {
    const given = { outcome: ["low", "mid", "high", "mid", "high", "low", "high", "mid"], covariates: { arm: ["a", "a", "a", "a", "b", "b", "b", "b"] } };
    const [up, down] = [["low", "mid", "high"], ["high", "mid", "low"]].map((order) => fitProportionalOdds(given, { order }).coefficients[0]?.estimate ?? 0);
    expect(up).toBeCloseTo(-(down ?? 0), 9);
  });
});

describe("win statistics", () => {
  test("a later event wins, censoring before the other's event decides nothing", () => {
    // Row 1 (event at 5) against rows 3 (censored at 4: nothing known) and 4 (event at 3: row 1 wins); row 2 (censored at 6) against both: nothing, and a win.
    const made = compareWins({ group: ["b", "b", "a", "a"], outcomes: { death: [5, 6, 4, 3] }, events: { death: [1, 0, 0, 1] } });
    expect(made).toMatchObject({ wins: 0.5, losses: 0, ties: 0.5, winRatio: null });
    expect(made.reasons).toHaveLength(1);
  });

  test("where all pairs go one way there are no odds, and a reason", () => {
    const made = compareWins({ group: arm, outcomes: { score: [1, 2, 3, 4, 5, 6] } });
    expect(made).toMatchObject({ winOdds: null, probability: null, brunnerMunzel: null, wins: 1 });
    expect(made.reasons.length).toBeGreaterThanOrEqual(2);
  });

  test.each([
    ["everything tied", { group: arm, outcomes: { score: [1, 1, 1, 1, 1, 1] } }, {}, "not-identified", "outcomes"],
    ["a group of one", { group: ["a", "b", "b"], outcomes: { score: [1, 2, 3] } }, {}, "too-few", "group"],
    ["an unknown outcome", { group: arm, outcomes: { score: [1, 2, 3, 4, 5, 6] } }, { smallerWins: ["scores"] }, "unknown-choice", "smallerWins"],
    ["strata apart", { group: arm, outcomes: { score: [1, 2, 3, 4, 5, 6] }, stratum: arm }, {}, "nobody-left", "stratum"],
  ])("%s: refused", (_, columns, options, code, path) => {
    expect(() => compareWins(columns, options)).toThrow(refused(code, path));
  });
});

describe("days alive and free of support", () => {
  // p: two spells that overlap, days 0 to 6.5 and 5 to 9: 9 days; q: days 2 to 4 and 20 to 21.5; r dies on day 28; s is lost on day 20.
  const columns = { participant: ["p", "p", "p", "q", "q", "q", "r", "r", "s"], kind: ["followed", "support", "support", "followed", "support", "support", "support", "death", "followed"], from: [0, 0, 5, 0, 2, 20, 0, 28, 0], to: [40, 6.5, 9, 28, 4, 21.5, 3, 28, 20] };
  const days = (options: object) => deriveSupportFreeDays(columns, options).participants.map((one) => one.days);

  test("by hand, with each rule", () => {
    expect(days({})).toEqual([19, 24.5, 0, null]);
    expect(days({ spells: "last", death: "minus-one" })).toEqual([19, 6.5, -1, null]);
    expect(days({ count: "calendar" })).toEqual([19, 24, 0, null]);
    expect(days({ horizon: 8 })).toEqual([0, 6, 5, 8]);
  });

  test("who is lost is told, and what is no kind is refused", () => {
    expect(deriveSupportFreeDays(columns)).toMatchObject({ unknown: 1, ranks: null });
    expect(() => deriveSupportFreeDays({ participant: ["p"], kind: ["ventilated"], from: [0], to: [1] })).toThrow(refused("unknown-choice", "kind.1"));
    expect(() => deriveSupportFreeDays({ participant: ["p"], kind: ["support"], from: [3], to: [1] })).toThrow(refused("start-not-before-end", "to.1"));
  });
});

describe("one outcome alone, by search, is what all pairs tell", () => {
  test("a second outcome that never decides changes nothing, whatever the ties, margins and censoring", () => {
    const outcomes = { time: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8] };
    const group = ["a", "b", "a", "b", "a", "b", "b", "a", "b", "a", "b", "a"];
    const none = { none: outcomes.time.map(() => 0) };
    for (const events of [undefined, { time: [1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1] }])
      for (const margin of [0, 1, 2.5])
        for (const smallerWins of [[], ["time"]]) {
          const given = { group, ...(events === undefined ? {} : { events }) };
          const one = compareWins({ ...given, outcomes }, { margins: [margin], smallerWins });
          const pairs = compareWins({ ...given, outcomes: { ...outcomes, ...none } }, { margins: [margin, 0], smallerWins });
          for (const name of ["wins", "losses", "netBenefit", "winOdds", "winRatio", "brunnerMunzel", "test"] as const) expect(one[name]).toEqual(pairs[name]);
        }
  });

  test("without strata the refusal of a group of one speaks of none", () => {
    expect(() => compareWins({ group: ["a", "b", "b"], outcomes: { y: [1, 2, 3] } })).not.toThrow(/strat/u);
    expect(() => compareWins({ group: ["a", "b", "b"], outcomes: { y: [1, 2, 3] } })).toThrow(refused("too-few", "group"));
  });
});
