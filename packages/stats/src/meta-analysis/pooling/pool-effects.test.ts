import { describe, expect, test } from "vitest";
import { poolEffects } from "./pool-effects.ts";
import { poolStudies } from "./pool-studies.ts";

const three = { estimate: [-0.3, 0.9, 0.2], variance: [0.1, 0.2, 0.05] };

describe("pooling", () => {
  test("two equal variances: the mean, half the variance, and the variance between studies by hand", () => {
    const common = poolEffects({ estimate: [0, 1], variance: [0.1, 0.1] }, { model: "common" });
    expect(common.estimate).toBeCloseTo(0.5, 14);
    expect(common.standardError).toBeCloseTo(Math.sqrt(0.05), 14);
    // Q = 2 × 0.25 / 0.1 = 5; s² = 0.5 = v + τ² for REML, DL, PM and HE alike.
    for (const tauSquared of ["REML", "DL", "PM", "HE"] as const) expect(poolEffects({ estimate: [0, 1], variance: [0.1, 0.1] }, { tauSquared }).tauSquared?.estimate).toBeCloseTo(0.4, 13);
    expect(common.heterogeneity).toMatchObject({ test: { degreesOfFreedom: 1 }, iSquaredFromTauSquared: null });
    expect(common.heterogeneity.test?.statistic).toBeCloseTo(5, 12);
    expect(common.heterogeneity.iSquaredFromQ).toBeCloseTo(80, 12);
  });

  test("a standard error is as good as its square", () => {
    const { toJSON: _, ...one } = poolEffects({ estimate: [0, 1, 3], standardError: [0.5, 0.25, 1] });
    const { toJSON: __, ...other } = poolEffects({ estimate: [0, 1, 3], variance: [0.25, 0.0625, 1] });
    expect(one).toEqual(other);
  });

  test("one study: its own normal interval, and what it cannot tell is null with the reason", () => {
    const one = poolEffects({ estimate: [0.3], variance: [0.04] }, { measure: "odds-ratio" });
    expect(one.interval.upper).toBeCloseTo(0.3 + 0.2 * 1.959963984540054, 14);
    expect(one.tauSquared).toMatchObject({ estimate: null, reason: "One study cannot tell how much effects differ between studies." });
    expect(one).toMatchObject({ prediction: null, heterogeneity: { test: null, reason: "One study cannot differ from others." } });
    expect(one.warnings).toHaveLength(2);
    expect(one.ratio?.estimate).toBeCloseTo(Math.exp(0.3), 14);
  });

  test("two studies have no prediction interval with k - 2 degrees of freedom, but one with k - 1", () => {
    const two = { estimate: [0, 1], variance: [0.1, 0.2] };
    expect(poolEffects(two)).toMatchObject({ prediction: null, predictionReason: "A prediction interval with k-2 degrees of freedom needs at least 3 studies." });
    expect(poolEffects(two, { prediction: "k-1" }).prediction).toMatchObject({ distribution: "t", degreesOfFreedom: 1 });
    expect(poolEffects(two, { prediction: "normal" }).prediction).toMatchObject({ distribution: "normal", degreesOfFreedom: null });
    expect(poolEffects(two, { prediction: "none" }).prediction).toBeNull();
  });

  test("estimates that agree to the last digit: no variance between studies, no Q-profile, no unmodified HKSJ", () => {
    const same = { estimate: [0.3, 0.3, 0.3], variance: [0.1, 0.01, 0.2] };
    for (const tauSquared of ["REML", "DL", "ML", "PM", "EB", "SJ", "HS", "HE", "HSk", "PMM", "DL2", "HE2"] as const) {
      const made = poolEffects(same, { tauSquared });
      expect(made.estimate).toBe(0.3);
      expect(made.tauSquared?.estimate).toBe(0);
    }
    const { tauSquared, standardError } = poolEffects(same);
    expect(tauSquared?.interval).toMatchObject({ lower: null, upper: null });
    expect(tauSquared?.interval?.reason).toMatch(/more closely than chance/u);
    expect(standardError).toBeCloseTo(Math.sqrt(1 / 115), 14);
    expect(() => poolEffects(same, { interval: "hksj" })).toThrow(expect.objectContaining({ code: "not-identified", path: "interval" }));
  });

  test("the modified interval is never narrower than the classical variance allows", () => {
    const close = { estimate: [0.1, 0.11, 0.12, 0.1], variance: [1, 1, 1, 1] };
    expect(poolEffects(close, { interval: "hksj" }).standardError).toBeLessThan(0.01);
    expect(poolEffects(close).standardError).toBeCloseTo(0.5, 14);
    expect(poolEffects(close).hksjFactor).toBeLessThan(1);
  });

  test("a variance between studies can be given", () => {
    const made = poolEffects(three, { tauSquaredValue: 0.5, interval: "wald" });
    expect(made.tauSquared).toMatchObject({ estimate: 0.5, estimator: "given", standardError: null });
    expect(made.standardError).toBeCloseTo((1 / 0.6 + 1 / 0.7 + 1 / 0.55) ** -0.5, 14);
    expect(made.method).toMatch(/variance between studies given/u);
  });

  test("weights of one's own: the weighted mean and its variance", () => {
    const made = poolEffects({ ...three, weight: [1, 2, 1] }, { model: "common" });
    expect(made.estimate).toBeCloseTo((-0.3 + 1.8 + 0.2) / 4, 14);
    expect(made.standardError).toBeCloseTo(Math.sqrt(0.1 + 4 * 0.2 + 0.05) / 4, 14);
    expect([...made.weights]).toEqual([25, 50, 25]);
  });

  test("fewer than five studies are said to be few, five are not", () => {
    expect(poolEffects(three).warnings[0]).toMatch(/^Fewer than 5 studies/u);
    expect(poolEffects({ estimate: [1, 2, 3, 4, 5], variance: [1, 1, 1, 1, 1] }).warnings).toEqual([]);
    expect(poolEffects(three, { model: "common" }).warnings).toEqual([]);
  });

  test("the sentence names estimator, weights, intervals and degrees of freedom", () => {
    expect(poolEffects(three, { measure: "risk-ratio", level: 0.9 }).method).toBe(
      "Random-effects meta-analysis (log risk ratio, 3 studies) with inverse-variance weights; variance between studies by restricted maximum likelihood; 90% interval by Hartung, Knapp, Sidik and Jonkman with a variance no smaller than the classical one (t, 2 degrees of freedom); prediction interval by t with 1 degrees of freedom (Higgins, Thompson and Spiegelhalter); interval of the variance between studies by Q-profile.",
    );
  });

  test("Freeman-Tukey values go back with the harmonic mean, which is said; without sizes they do not", () => {
    const studies = poolStudies({ events: [1, 4, 0], total: [20, 30, 40] }, { measure: "proportion-freeman-tukey", model: "common" });
    // 3 / (1/20 + 1/30 + 1/40) = 27.6923
    expect(studies.warnings.join(" ")).toMatch(/harmonic mean of the studies' sizes, 27\.6923/u);
    expect(studies.proportion?.estimate).toBeGreaterThan(0);
    expect(poolEffects({ estimate: [0.3, 0.4], variance: [0.01, 0.01] }, { measure: "proportion-freeman-tukey" })).toMatchObject({ proportion: null });
  });

  test("from counts in one step: the effect sizes and what was left out come with it", () => {
    const made = poolStudies({ treatedEvents: [4, 0, 1], treatedTotal: [20, 15, 30], controlEvents: [8, 0, 3], controlTotal: [20, 16, 28] });
    expect(made.studies).toBe(2);
    expect(made.effectSizes.excluded).toMatchObject([{ row: 2, reason: "double-zero" }]);
    expect(made.method).toMatch(/^Effect size: log odds ratio.*Random-effects meta-analysis/u);
  });

  test("ten thousand studies", () => {
    const size = 10_000;
    const made = poolEffects({ estimate: Float64Array.from({ length: size }, (_, at) => (at % 2 === 0 ? 1 : -1)), variance: new Float64Array(size).fill(0.25) });
    // All variances alike: τ² is the variance of the estimates less 0.25.
    expect(made.tauSquared?.estimate).toBeCloseTo(size / (size - 1) - 0.25, 12);
  });

  test.each([
    ["no variance", { estimate: [1] }, {}, "missing-column"],
    ["both", { estimate: [1], variance: [1], standardError: [1] }, {}, "options-conflict"],
    ["no row", { estimate: [], variance: [] }, {}, "empty"],
    ["nothing but missing", { estimate: [null], variance: [1] }, {}, "empty"],
    ["a variance of 0", { estimate: [1], variance: [0] }, {}, "out-of-range"],
    ["numbers beyond all units", { estimate: [1e200, 0], variance: [1, 1] }, {}, "out-of-range"],
    ["weights with HKSJ", { estimate: [1, 2], variance: [1, 1], weight: [1, 1] }, { interval: "hksj" }, "options-conflict"],
    ["a profile likelihood of DerSimonian and Laird", { estimate: [1, 2], variance: [1, 1] }, { tauSquared: "DL", tauSquaredInterval: "profile-likelihood" }, "options-conflict"],
  ] as const)("%s is refused", (_, columns, options, code) => {
    expect(() => poolEffects(columns, options)).toThrow(expect.objectContaining({ name: "StatisticRefusal", code }));
  });
});
