import { describe, expect, test } from "vitest";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { boundZeroEvents } from "./bound-zero-events.ts";
import { compareZeroHandling } from "./compare-zero-handling.ts";
import { poolBetaBinomial } from "./pool-beta-binomial.ts";
import { poolBinomialMixed } from "./pool-binomial-mixed.ts";
import { poolMantelHaenszel } from "./pool-mantel-haenszel.ts";
import { poolProportions, poolRates } from "./pool-one-arm.ts";
import { poolPeto } from "./pool-peto.ts";
import { poolPoissonMixed } from "./pool-poisson-mixed.ts";

interface Counts {
  readonly treatedEvents: readonly number[];
  readonly treatedTotal: readonly number[];
  readonly controlEvents: readonly number[];
  readonly controlTotal: readonly number[];
}
const counts = (...rows: readonly (readonly [number, number, number, number])[]): Counts => ({ treatedEvents: rows.map(([a]) => a), treatedTotal: rows.map(([, n]) => n), controlEvents: rows.map(([, , c]) => c), controlTotal: rows.map(([, , , m]) => m) });
const timesOf = ({ treatedEvents, treatedTotal, controlEvents, controlTotal }: Counts) => ({ treatedEvents, treatedTime: treatedTotal, controlEvents, controlTime: controlTotal });
const oneArm = ({ treatedEvents, treatedTotal }: Counts) => ({ events: treatedEvents, total: treatedTotal });
const forms = ["unconditional-fixed", "unconditional-random", "conditional-approximate", "conditional-exact"] as const;

function refusal(compute: () => unknown): StatisticRefusal {
  try {
    compute();
  } catch (fault) {
    if (fault instanceof StatisticRefusal) return fault;
    throw fault;
  }
  throw new Error("nothing was refused");
}
const twoArmMethods: Readonly<Record<string, (given: Counts) => unknown>> = {
  "Mantel-Haenszel": (given) => poolMantelHaenszel(given),
  Peto: (given) => poolPeto(given),
  ...Object.fromEntries(forms.map((form) => [`mixed model, ${form}`, (given: Counts) => runSteps(poolBinomialMixed(given, { form }))])),
  "Poisson mixed model": (given) => runSteps(poolPoissonMixed(timesOf(given))),
  "beta-binomial": (given) => runSteps(poolBetaBinomial(given)),
};
const countMethods = Object.entries(twoArmMethods).filter(([name]) => !name.startsWith("Poisson"));

/** 4 of 20 against 8 of 20: log(4 × 12 / (16 × 8)) = log(0.375), variance 1/4 + 1/16 + 1/8 + 1/12 = 25/48. */
const one = counts([4, 20, 8, 20]);
const logOdds = Math.log(0.375);
const woolf = 25 / 48;

describe("one study", () => {
  test("Mantel-Haenszel gives the study's own odds ratio with Woolf's variance, and its own risk difference", () => {
    const made = poolMantelHaenszel(one);
    expect(made.estimate).toBeCloseTo(logOdds, 12);
    expect(made.standardError).toBeCloseTo(Math.sqrt(woolf), 12);
    expect(made.heterogeneity.test).toBeNull();
    expect(made.warnings).toEqual(["One study: the estimate is that study's own."]);
    const difference = poolMantelHaenszel(one, { measure: "risk-difference" });
    expect(difference.estimate).toBeCloseTo(-0.2, 12);
    // 0.2 × 0.8 / 20 + 0.4 × 0.6 / 20 = 0.02
    expect(difference.standardError).toBeCloseTo(Math.sqrt(0.02), 12);
  });
  test("Peto: O - E = 4 - 12 × 20 / 40 = -2, V = 20 × 20 × 12 × 28 / (40² × 39) = 28/13", () => {
    const made = poolPeto(one);
    expect(made.estimate).toBeCloseTo(-26 / 28, 12);
    expect(made.standardError).toBeCloseTo(Math.sqrt(13 / 28), 12);
  });
  test("mixed models give the common effect and say that one study cannot tell how much effects differ", () => {
    const fixed = runSteps(poolBinomialMixed(one, { form: "unconditional-fixed" }));
    expect(fixed.model).toBe("common");
    expect(fixed.tauSquared).toBeNull();
    expect(fixed.warnings.join(" ")).toContain("One study cannot tell");
    expect(fixed.estimate).toBeCloseTo(logOdds, 9);
    expect(fixed.standardError).toBeCloseTo(Math.sqrt(woolf), 9);
    // Given 12 events in arms of one size, 4 among the treated: log(4/8), variance 1/4 + 1/8.
    const approximate = runSteps(poolBinomialMixed(one, { form: "conditional-approximate" }));
    expect(approximate.estimate).toBeCloseTo(Math.log(0.5), 9);
    expect(approximate.standardError).toBeCloseTo(Math.sqrt(0.375), 9);
    const rates = runSteps(poolPoissonMixed(timesOf(one)));
    expect(rates.estimate).toBeCloseTo(Math.log(0.5), 9);
    expect(rates.standardError).toBeCloseTo(Math.sqrt(0.375), 9);
    // 1 of 2 against 1 of 2: events of the treated 0, 1, 2 with 1/6, 4/6, 1/6 where the ratio is 1, so a variance of 1/3.
    const exact = runSteps(poolBinomialMixed(counts([1, 2, 1, 2])));
    expect(exact.estimate).toBeCloseTo(0, 9);
    expect(exact.standardError).toBeCloseTo(Math.sqrt(3), 8);
  });
  test("beta-binomial: one count an arm is likeliest without overdispersion, as two binomial counts", () => {
    const made = runSteps(poolBetaBinomial(one));
    expect(made.overdispersion.estimate).toBe(0);
    expect(made.estimate).toBeCloseTo(logOdds, 7);
    expect(made.standardError).toBeCloseTo(Math.sqrt(woolf), 6);
  });
  test("one arm gives its own proportion and rate", () => {
    const proportion = runSteps(poolProportions({ events: [1], total: [20] }));
    expect(proportion.proportion?.estimate).toBeCloseTo(0.05, 10);
    // 1/1 + 1/19 on the scale of log odds
    expect(proportion.standardError).toBeCloseTo(Math.sqrt(20 / 19), 9);
    const rate = runSteps(poolRates({ events: [4], time: [20] }));
    expect(rate.rate?.estimate).toBeCloseTo(0.2, 10);
    expect(rate.standardError).toBeCloseTo(0.5, 9);
  });
});

describe("one event in total", () => {
  const single = counts([1, 20, 0, 20], [0, 20, 0, 20]);
  test("Peto has an estimate: (1 - 1/2) / (1/4) = 2 with standard error 2", () => {
    const made = poolPeto(single);
    expect([made.estimate, made.standardError]).toEqual([2, 2]);
    expect(made.warnings.join(" ")).toContain("The effect is large");
  });
  test("the risk difference has one: (1/2 + 0) / (10 + 10) = 1/40, variance 1/20 × 19/20 / 20 / 4", () => {
    const made = poolMantelHaenszel(single, { measure: "risk-difference" });
    expect(made.estimate).toBeCloseTo(1 / 40, 14);
    expect(made.standardError).toBeCloseTo(Math.sqrt(0.002375 / 4), 14);
  });
  for (const [name, compute] of Object.entries(twoArmMethods).filter(([called]) => called !== "Peto")) test(`${name} refuses as separation`, () => expect(refusal(() => compute(single)).code).toBe("separation"));
  test("a pooled proportion over four arms is 1/80 where all have one risk, and one rate likewise", () => {
    const given = { events: [1, 0, 0, 0], total: [20, 20, 20, 20] };
    expect(runSteps(poolProportions(given, { model: "common" })).proportion?.estimate).toBeCloseTo(1 / 80, 10);
    expect(runSteps(poolRates({ events: given.events, time: given.total }, { model: "common" })).rate?.estimate).toBeCloseTo(1 / 80, 10);
  });
});

describe("no event at all", () => {
  const none = counts([0, 20, 0, 20], [0, 40, 0, 40]);
  for (const [name, compute] of Object.entries(twoArmMethods)) {
    test(`${name} refuses, and names the exact bound`, () => {
      const told = refusal(() => compute(none));
      expect(told.code).toBe("no-events");
      expect(told.remedy).toContain("boundZeroEvents");
    });
  }
  test("so do pooled proportions and rates, and the beta-binomial model of one arm", () => {
    for (const compute of [() => runSteps(poolProportions(oneArm(none))), () => runSteps(poolRates({ events: [0, 0], time: [20, 40] })), () => runSteps(poolBetaBinomial(oneArm(none)))]) {
      const told = refusal(compute);
      expect(told.code).toBe("no-events");
      expect(told.remedy).toContain("boundZeroEvents");
    }
  });
  test("in the panel every row is a refusal with its reason and remedy, and the bounds stand beside", () => {
    for (const measure of ["odds-ratio", "risk-ratio", "risk-difference"] as const) {
      const panel = runSteps(compareZeroHandling(none, { measure }));
      expect(panel.rows.map(({ estimate, refusal: told }) => [estimate, told?.code])).toEqual(panel.rows.map(() => [null, "no-events"]));
      for (const { refusal: told } of panel.rows) {
        expect(told?.reason).toMatch(/^No study has an event.*\.$/u);
        expect(told?.remedy).toContain("boundZeroEvents");
      }
      expect(panel.zeros).toEqual({ doubleZero: 2, doubleFull: 0, singleZero: 0 });
      // 1 - exp(log(0.05) / 60) = 1 - exp(-0.0499288712) = 0.0487029
      expect(panel.bound?.arms.map(({ arm, upper }) => [arm, upper.toFixed(7)])).toEqual([["treated", "0.0487029"], ["controls", "0.0487029"]]);
    }
  });
  test("the bound: 60 people and 40 in the largest study; log(20) over a time of 60; two-sided with half of 5%", () => {
    const bound = boundZeroEvents({ events: [0, 0], total: [20, 40] });
    expect(bound.arms[0]?.upper).toBeCloseTo(1 - 0.05 ** (1 / 60), 14);
    expect(bound.arms[0]?.upperLargestStudy).toBeCloseTo(1 - 0.05 ** (1 / 40), 14);
    expect(bound.ratio).toBeNull();
    expect(boundZeroEvents({ events: [0, 0], time: [20, 40] }).arms[0]?.upper).toBeCloseTo(Math.log(20) / 60, 14);
    expect(boundZeroEvents({ events: [0], total: [60] }, { sided: "two-sided" }).arms[0]?.upper).toBeCloseTo(1 - 0.025 ** (1 / 60), 14);
    expect(refusal(() => boundZeroEvents({ events: [0, 1], total: [20, 40] })).code).toBe("options-conflict");
    expect(refusal(() => boundZeroEvents({ events: [0], total: [0] })).code).toBe("nobody-left");
  });
});

describe("no event in one arm of any study", () => {
  for (const [arm, given] of [["treatedEvents", counts([0, 20, 2, 20], [0, 30, 3, 30])], ["controlEvents", counts([2, 20, 0, 20], [3, 30, 0, 30])]] as const) {
    for (const [name, compute] of Object.entries(twoArmMethods).filter(([called]) => called !== "Peto")) {
      test(`${name} refuses a ratio of 0 or infinity (${arm})`, () => {
        const told = refusal(() => compute(given));
        expect([told.code, told.path]).toEqual(["separation", arm]);
        expect(told.remedy).toContain("risk difference");
      });
    }
  }
  test("Peto and the risk difference answer: -(1 + 3/2) / (V₁ + V₂); -(1 + 3/2) / (10 + 15)", () => {
    const given = counts([0, 20, 2, 20], [0, 30, 3, 30]);
    // V₁ = 20 × 20 × 2 × 38 / (1600 × 39), V₂ = 30 × 30 × 3 × 57 / (3600 × 59)
    expect(poolPeto(given).estimate).toBeCloseTo(-2.5 / ((400 * 76) / 62400 + (900 * 171) / 212400), 12);
    expect(poolMantelHaenszel(given, { measure: "risk-difference" }).estimate).toBeCloseTo(-0.1, 14);
  });
});

describe("studies without an event in either arm", () => {
  const withZero = counts([1, 10, 3, 10], [0, 10, 0, 10]);
  test("ratios of Mantel-Haenszel and Peto are the same with them and without, and both are shown", () => {
    for (const made of [poolMantelHaenszel(withZero), poolPeto(withZero)]) {
      expect([made.doubleZero, made.studies, made.otherDoubleZero.doubleZero, made.otherDoubleZero.studies]).toEqual(["exclude", 1, "include", 2]);
      expect(made.otherDoubleZero.estimate).toBe(made.estimate);
      expect(made.otherDoubleZero.standardError).toBe(made.standardError);
      expect(made.excluded.map(({ row, reason }) => [row, reason])).toEqual([[2, "double-zero"]]);
    }
    // 1 × 7 / (9 × 3)
    expect(poolMantelHaenszel(withZero).ratio?.estimate).toBeCloseTo(7 / 27, 14);
  });
  test("the risk difference is -1/10 with them, -1/5 without", () => {
    const made = poolMantelHaenszel(withZero, { measure: "risk-difference" });
    expect([made.doubleZero, made.estimate, made.otherDoubleZero.estimate]).toEqual(["include", -0.1, -0.2]);
  });
  test("the beta-binomial model keeps them, and shows the one study left without them, 7/27", () => {
    const made = runSteps(poolBetaBinomial(withZero));
    expect([made.doubleZero, made.studies, made.otherDoubleZero?.studies]).toEqual(["include", 2, 1]);
    expect(made.otherDoubleZero?.ratio?.estimate).toBeCloseTo(7 / 27, 7);
    expect(made.otherDoubleZero?.estimate).not.toBeCloseTo(made.estimate, 6);
  });
  test("what the beta-binomial model cannot compute without them does not hide what it can with them", () => {
    // Without the study in which everybody had the event, no treated participant has it.
    const given = counts([5, 5, 5, 5], [0, 10, 2, 10]);
    const made = runSteps(poolBetaBinomial(given, { profile: "none" }));
    expect(made.studies).toBe(2);
    expect(made.otherDoubleZero?.refusal?.code).toBe("separation");
    expect(refusal(() => runSteps(poolBetaBinomial(given, { doubleZero: "exclude" }))).code).toBe("separation");
  });
  test("the form with random levels shows both; the others refuse to keep them", () => {
    const given = counts([1, 10, 3, 10], [2, 12, 3, 10], [0, 10, 0, 10]);
    const marginal = runSteps(poolBinomialMixed(given, { form: "unconditional-random", model: "common", profile: "none" }));
    expect([marginal.studies, marginal.otherDoubleZero.studies, marginal.otherDoubleZero.refusal]).toEqual([3, 2, null]);
    for (const form of forms.filter((name) => name !== "unconditional-random")) {
      const made = runSteps(poolBinomialMixed(given, { form, model: "common", profile: "none" }));
      expect([made.studies, made.otherDoubleZero.refusal?.code]).toEqual([2, "options-conflict"]);
      expect(refusal(() => runSteps(poolBinomialMixed(given, { form, doubleZero: "include" }))).code).toBe("options-conflict");
    }
  });
});

describe("200 studies", () => {
  const many = counts(...Array.from({ length: 200 }, () => [4, 20, 8, 20] as const));
  test("the same study 200 times: its own effect, with a two-hundredth of its variance", () => {
    const pooled = poolMantelHaenszel(many);
    expect(pooled.estimate).toBeCloseTo(logOdds, 11);
    expect(pooled.standardError).toBeCloseTo(Math.sqrt(woolf / 200), 12);
    expect(pooled.heterogeneity.test?.statistic).toBeCloseTo(0, 9);
    expect(poolPeto(many).standardError).toBeCloseTo(Math.sqrt(13 / 28 / 200), 12);
    const approximate = runSteps(poolBinomialMixed(many, { form: "conditional-approximate", profile: "none" }));
    expect(approximate.tauSquared?.estimate).toBe(0);
    expect(approximate.estimate).toBeCloseTo(Math.log(0.5), 8);
    expect(approximate.standardError).toBeCloseTo(Math.sqrt(0.375 / 200), 8);
    const overdispersed = runSteps(poolBetaBinomial(many, { profile: "none" }));
    expect(overdispersed.overdispersion.estimate).toBe(0);
    expect(overdispersed.estimate).toBeCloseTo(logOdds, 7);
    const proportion = runSteps(poolProportions(oneArm(many), { profile: "none" }));
    expect(proportion.tauSquared?.estimate).toBe(0);
    expect(proportion.proportion?.estimate).toBeCloseTo(0.2, 9);
  });
});

describe("what no method takes", () => {
  for (const [name, compute] of countMethods) {
    test(`${name} refuses more events than participants by row, and no rows`, () => {
      const told = refusal(() => compute(counts([1, 10, 3, 10], [11, 10, 3, 10])));
      expect([told.code, told.path]).toEqual(["events-above-n", "treatedEvents.2"]);
      expect(refusal(() => compute(counts())).code).toBe("empty");
    });
  }
  test("so do the panel and the models of one arm", () => {
    expect(refusal(() => runSteps(compareZeroHandling(counts([1, 10, 13, 10])))).path).toBe("controlEvents.1");
    expect(refusal(() => runSteps(compareZeroHandling(counts()))).code).toBe("empty");
    expect(refusal(() => runSteps(poolProportions({ events: [3], total: [2] }))).code).toBe("events-above-n");
    for (const compute of [() => runSteps(poolProportions({ events: [], total: [] })), () => runSteps(poolRates({ events: [], time: [] })), () => runSteps(poolPoissonMixed(timesOf(counts()))), () => boundZeroEvents({ events: [], total: [] })]) expect(refusal(compute).code).toBe("empty");
  });
  test("an unknown option is refused by name", () => {
    const wrong = { colour: "blue" } as object;
    const calls = [() => poolMantelHaenszel(one, wrong), () => poolPeto(one, wrong), () => runSteps(poolBinomialMixed(one, wrong)), () => runSteps(poolPoissonMixed(timesOf(one), wrong)), () => runSteps(poolBetaBinomial(one, wrong)), () => runSteps(poolProportions(oneArm(one), wrong)), () => runSteps(poolRates({ events: [1], time: [2] }, wrong)), () => boundZeroEvents({ events: [0], total: [2] }, wrong), () => runSteps(compareZeroHandling(one, wrong))];
    for (const call of calls) {
      const told = refusal(call);
      expect([told.code, told.path]).toEqual(["unknown-option", "colour"]);
    }
  });
});
