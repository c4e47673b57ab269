import { describe, expect, test } from "vitest";
import { DesignRefusal } from "../dose-finding/core/design-refusal.ts";
import { spendingBoundary } from "./alpha-spending.ts";
import { assessEvents } from "./assess-events.ts";
import { boundaryCharacteristics } from "./boundary-characteristics.ts";
import { cusumChart } from "./cusum.ts";
import { personTimeBoundary } from "./person-time-boundary.ts";
import { predictiveDesign } from "./predictive-design.ts";
import { simonTwoStage } from "./simon-two-stage.ts";
import { everyLook, stoppingBoundary } from "./stopping-boundary.ts";

const base = { looks: everyLook(10), nullProbability: 0.1, family: { kind: "pocock" }, calibrate: { alpha: 0.1 } } as const;

/** Code and field of the refusal. */
function refusal(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof DesignRefusal) return `${error.code} ${error.path}`;
    throw error;
  }
  return "accepted";
}

describe("what monitoring refuses, by field", () => {
  test.each([
    ["not-a-fraction nullProbability", () => stoppingBoundary({ ...base, nullProbability: 1 })],
    ["not-a-fraction calibrate.alpha", () => stoppingBoundary({ ...base, calibrate: { alpha: Number.NaN } })],
    ["no-looks looks", () => stoppingBoundary({ ...base, looks: [] })],
    ["looks-not-rising looks.1", () => stoppingBoundary({ ...base, looks: [5, 5] })],
    ["not-a-whole-number looks.0", () => stoppingBoundary({ ...base, looks: [0] })],
    ["unfit-prior family.prior.b", () => stoppingBoundary({ ...base, family: { kind: "posterior", prior: { a: 1, b: 0 } } })],
    ["alternative-not-above-null family.alternative", () => stoppingBoundary({ ...base, family: { kind: "sprt", alternative: 0.1 } })],
    ["delta-out-of-range family.delta", () => stoppingBoundary({ ...base, family: { kind: "wang-tsiatis", delta: 1.2 } })],
    ["excess-out-of-range family.excess", () => stoppingBoundary({ ...base, family: { kind: "thall-simon", prior: { a: 1, b: 1 }, reference: { a: 1, b: 9 }, excess: 1 } })],
    ["no-boundary calibrate.alpha", () => stoppingBoundary({ ...base, looks: [1], calibrate: { alpha: 0.05 } })],
    ["unfit-cutoff calibrate.cutoff", () => stoppingBoundary({ ...base, family: { kind: "posterior", prior: { a: 1, b: 1 } }, calibrate: { cutoff: 1.5 } })],
    ["unfit-cutoff calibrate.cutoff", () => stoppingBoundary({ ...base, calibrate: { cutoff: 2 } })],
    ["unfit-cutoff calibrate.cutoff", () => stoppingBoundary({ ...base, family: { kind: "thall-simon", prior: { a: 1, b: 1 }, reference: { a: 2, b: 8 }, excess: 0 }, calibrate: { cutoff: 1.5 } })],
    ["unfit-cutoff calibrate.cutoff", () => stoppingBoundary({ ...base, family: { kind: "predictive", prior: { a: 1, b: 1 }, conclude: 0.9 }, calibrate: { cutoff: -1 } })],
    ["calibrate-by-one calibrate", () => stoppingBoundary({ ...base, calibrate: { alpha: 0.1, cutoff: 0.2 } as never })],
    ["unknown-family family.kind", () => stoppingBoundary({ ...base, family: { kind: "bayes" } as never })],
    ["unknown-option alphas", () => stoppingBoundary({ ...base, alphas: 0.1 } as never)],
    ["looks-not-rising looks.1", () => boundaryCharacteristics({ looks: [2, 1], limits: [1, 1] }, 0.2)],
    ["limits-without-looks limits", () => boundaryCharacteristics({ looks: [1, 2], limits: [1] }, 0.2)],
    ["not-a-whole-number limits.0", () => boundaryCharacteristics({ looks: [1, 2], limits: [0.5, 1] }, 0.2)],
    ["unknown-sides sides", () => spendingBoundary({ fractions: [1], alpha: 0.05, sides: "lower" as never, spending: { kind: "pocock" } })],
    ["unknown-spending spending.kind", () => spendingBoundary({ fractions: [1], alpha: 0.05, spending: { kind: "linear" } as never })],
    ["not-a-probability probability", () => boundaryCharacteristics({ looks: [1], limits: [1] }, 1.2)],
    ["more-events-than-participants events", () => assessEvents(stoppingBoundary(base), 3, 4)],
    ["alternative-not-above-null alternative", () => cusumChart({ nullProbability: 0.2, alternative: 0.1, n: 10, calibrate: { alpha: 0.1 } })],
    ["not-above-zero nullRate", () => personTimeBoundary({ nullRate: 0, maximum: 1, family: { kind: "pocock" }, calibrate: { alpha: 0.1 } })],
    ["last-look-not-at-maximum looks", () => personTimeBoundary({ nullRate: 1, maximum: 4, family: { kind: "pocock" }, calibrate: { alpha: 0.1 }, looks: [1, 2] })],
    ["too-many-expected-events maximum", () => personTimeBoundary({ nullRate: 1, maximum: 400, family: { kind: "pocock" }, calibrate: { alpha: 0.1 } })],
    ["no-design largestN", () => simonTwoStage({ nullProbability: 0.2, alternative: 0.25, alpha: 0.05, beta: 0.1, largestN: 30 })],
    ["never-concludes conclude", () => predictiveDesign({ nullProbability: 0.5, prior: { a: 1, b: 1 }, n: 3, firstLook: 1 }, { futility: 0.1, conclude: 0.99 })],
    ["fractions-not-rising fractions.1", () => spendingBoundary({ fractions: [0.5, 0.4], alpha: 0.05, spending: { kind: "pocock" } })],
  ])("%s", (expected, attempt) => {
    expect(refusal(attempt)).toBe(expected);
  });
});
