/** What holds for every design that goes on while outcomes are pending. Simulations have a fixed seed and a limit of 4.5 standard errors. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import second from "../../../../validation/dose-finding/late-simulation.json" with { type: "json" };
import { findFaults } from "./late-onset-ground.ts";
import { DesignRefusal } from "../../src/dose-finding/core/design-refusal.ts";
import { exactCharacteristics, finish } from "../../src/dose-finding/core/exact-characteristics.ts";
import type { OperatingCharacteristics } from "../../src/dose-finding/core/operating-characteristics.ts";
import { simulateEfficacyTrials } from "../../src/dose-finding/efficacy/simulate-efficacy.ts";
import { boin12 } from "../../src/dose-finding/efficacy/boin12.ts";
import { boin } from "../../src/dose-finding/interval/boin.ts";
import { keyboard } from "../../src/dose-finding/interval/keyboard.ts";
import { backfillBoin } from "../../src/dose-finding/late-onset/backfill-boin.ts";
import { fractionalBoin } from "../../src/dose-finding/late-onset/fractional-boin.ts";
import { fractionalCrm } from "../../src/dose-finding/late-onset/fractional-crm.ts";
import { fractionalThreePlusThree } from "../../src/dose-finding/late-onset/fractional-three-plus-three.ts";
import { rollingSixTimed } from "../../src/dose-finding/late-onset/rolling-six-timed.ts";
import { type TimedScenario, simulateTimedTrial } from "../../src/dose-finding/late-onset/simulate-timed.ts";
import { eventTime } from "../../src/dose-finding/late-onset/time-to-event.ts";
import { simulateTimedTrials } from "../../src/dose-finding/late-onset/timed-characteristics.ts";
import { titeBoin } from "../../src/dose-finding/late-onset/tite-boin.ts";
import { titeKeyboard } from "../../src/dose-finding/late-onset/tite-keyboard.ts";
import { waitForAllOutcomes } from "../../src/dose-finding/late-onset/wait-for-all-outcomes.ts";
import { crm } from "../../src/dose-finding/model-based/crm.ts";
import { threePlusThree } from "../../src/dose-finding/rule-based/three-plus-three.ts";
import { randomStream } from "../../src/random/random-stream.ts";

const options = { doses: 4, target: 0.3, cohortSize: 3, cohorts: 6 };
const truth = [0.1, 0.25, 0.4, 0.6];
const arrivals: TimedScenario = { truth, window: 28, accrual: { kind: "poisson", perDay: 0.15 } };
const slow: TimedScenario = { truth, window: 28, accrual: { kind: "interval", days: 30 } };
const skeleton = [0.08, 0.18, 0.3, 0.45];
const limit = 4.5;

/** What of a simulation lies farther from the exact characteristics than its error allows. */
function farFrom(simulated: OperatingCharacteristics, exact: OperatingCharacteristics): string[] {
  const errors = simulated.standardErrors;
  if (errors === null) return ["A simulation has its errors."];
  const far: string[] = [];
  const compare = (what: string, found: number | undefined, value: number, error: number | undefined): void => {
    if (!(Math.abs((found ?? Number.NaN) - value) <= limit * (error ?? 0) + 1e-9)) far.push(`${what}: ${found} instead of ${value}, error ${error}`);
  };
  for (const key of ["selection", "n", "events"] as const) for (const [at, value] of exact[key].entries()) compare(`${key} at dose level ${at + 1}`, simulated[key][at], value, errors[key][at]);
  compare("none", simulated.none, exact.none, errors.none);
  return far;
}

describe("with nobody pending", () => {
  const pairs = [
    { late: titeBoin(options), plain: boin(options) },
    { late: titeBoin({ ...options, pendingAs: "effective", extraSafe: true }), plain: boin({ ...options, extraSafe: true }) },
    { late: titeBoin({ ...options, titration: true, nEarlyStop: 9 }), plain: boin({ ...options, titration: true, nEarlyStop: 9 }) },
    { late: fractionalBoin(options), plain: boin(options) },
    { late: backfillBoin(options), plain: boin(options) },
    { late: titeKeyboard(options), plain: keyboard(options) },
    { late: fractionalCrm({ target: 0.3, skeleton, maximumN: 12, cohortSize: 3, start: 1 }), plain: crm({ target: 0.3, skeleton, maximumN: 12, cohortSize: 3, start: 1 }) },
    { late: fractionalThreePlusThree(4), plain: threePlusThree({ doses: 4, deEscalation: "return", expansion: "declared-level" }) },
  ];
  test.each(pairs.map(({ late, plain }) => [late.name, plain.name, late, plain] as const))("%s has the exact characteristics of %s", (_late, _plain, late, plain) => {
    const here = finish(exactCharacteristics(late, truth));
    const there = finish(exactCharacteristics(plain, truth));
    for (const key of ["selection", "n", "events"] as const) for (const [at, value] of there[key].entries()) expect(Math.abs((here[key][at] ?? -9) - value)).toBeLessThan(1e-12);
    expect(Math.abs(here.none - there.none)).toBeLessThan(1e-12);
    expect(Math.abs(here.safetyStop - there.safetyStop)).toBeLessThan(1e-12);
  });

  test("the rolling six selects as the 3+3 that returns and declares with six: only the numbers treated differ", () => {
    const here = finish(exactCharacteristics(rollingSixTimed(4), truth));
    const there = finish(exactCharacteristics(threePlusThree({ doses: 4, deEscalation: "return", expansion: "declared-level" }), truth));
    for (const [at, value] of there.selection.entries()) expect(Math.abs((here.selection[at] ?? -9) - value)).toBeLessThan(1e-12);
  });

  test("whatever was seen at the current dose level, TITE-BOIN goes where BOIN goes", () => {
    const late = titeBoin({ ...options, cohorts: 40 });
    const plain = boin({ ...options, cohorts: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 30 }), fc.nat(30), (dose, n, some) => {
        const events = Math.min(n, some);
        const state = { ...plain.start, dose, n: plain.start.n.with(dose - 1, n), events: plain.start.events.with(dose - 1, events) };
        expect(late.decide(state).next).toEqual(plain.decide(state).next);
        expect(late.decide(state).closed).toEqual(plain.decide(state).closed);
      }),
    );
  });
});

describe("the event-driven simulation", () => {
  test.each([
    [waitForAllOutcomes(boin(options)), boin(options), arrivals],
    [titeBoin(options), boin(options), slow],
    [waitForAllOutcomes(threePlusThree({ doses: 4 })), threePlusThree({ doses: 4 }), { ...arrivals, onset: { kind: "weibull", lateShare: 0.8 } }],
    [rollingSixTimed(4), rollingSixTimed(4), slow],
    [backfillBoin(options), boin(options), { ...arrivals, whileWaiting: "turn-away" }],
  ] as const)("agrees with the exact characteristics within its error (%#)", (late, plain, scenario) => {
    expect(farFrom(finish(simulateTimedTrials(late, scenario, { seed: 20_180, trials: 4000 })), finish(exactCharacteristics(plain, truth)))).toEqual([]);
  });

  test("with nothing to wait for, cohorts of one and one arrival per window, the duration is the number of windows", () => {
    const trial = simulateTimedTrial(waitForAllOutcomes(boin({ doses: 1, target: 0.3, cohortSize: 1, maximumN: 5 })), { truth: [0], window: 10, accrual: { kind: "interval", days: 0 } }, () => 0.5);
    // Everyone comes on day 0; each waits for the one before: 5 windows of 10 days, 0 + 10 + 20 + 30 + 40 days of waiting.
    expect(trial.duration).toBe(50);
    expect(trial.participants.map((one) => one.treated - one.arrived)).toEqual([0, 10, 20, 30, 40]);
    expect(trial.suspended).toBe(40);
  });

  test("agrees with a second simulation in R within the errors of both: TITE-BOIN and BOIN, selection, n and duration", () => {
    const scenario: TimedScenario = { truth: [0.1, 0.2, 0.3, 0.45, 0.6], window: 28, accrual: { kind: "poisson", perDay: 0.15 } };
    const five = { doses: 5, target: 0.3, cohortSize: 3, cohorts: 8 };
    for (const [late, reference] of [[waitForAllOutcomes(boin(five)), second.waiting], [titeBoin(five), second.tite]] as const) {
      const ours = finish(simulateTimedTrials(late, scenario, { seed: 9, trials: 4000 }));
      const errors = ours.standardErrors;
      const pairs = [
        [ours.none, errors?.none],
        ...ours.selection.map((value, at) => [value, errors?.selection[at]]),
        ...ours.n.map((value, at) => [value, errors?.n[at]]),
        [ours.duration.mean, ours.duration.standardError],
      ];
      const theirs = [...reference.selection, ...reference.n, reference.duration];
      for (const [at, [value, error]] of pairs.entries()) expect(Math.abs((value ?? -9) - (theirs[at] ?? 9)), `${late.name} ${at}`).toBeLessThan(limit * Math.hypot(error ?? 0, reference.errors[at] ?? 0) + 1e-9);
    }
  });

  test("probabilities make one, and the result does not depend on who ran which chunk", () => {
    const run = () => finish(simulateTimedTrials(titeBoin(options), arrivals, { seed: 3, trials: 600, chunkTrials: 200 }));
    const one = run();
    expect(one).toEqual(run());
    expect(one.selection.reduce((sum, value) => sum + value, one.none)).toBeCloseTo(1, 12);
  });

  test("going on while outcomes are pending makes the trial shorter", () => {
    const wait = finish(simulateTimedTrials(waitForAllOutcomes(boin(options)), arrivals, { seed: 1, trials: 500 }));
    const go = finish(simulateTimedTrials(titeBoin(options), arrivals, { seed: 1, trials: 500 }));
    expect(go.duration.mean + 4 * go.duration.standardError).toBeLessThan(wait.duration.mean);
  });

  test("in every course: treated after arrival, nobody at a closed dose level, a safety stop is the end", () => {
    const designs = [titeBoin(options), titeKeyboard(options), fractionalBoin(options), fractionalThreePlusThree(4), rollingSixTimed(4), backfillBoin(options), fractionalCrm({ target: 0.3, skeleton, maximumN: 12, cohortSize: 3, start: 1 })];
    fc.assert(
      fc.property(fc.constantFrom(...designs), fc.nat(1_000_000), fc.double({ min: 0.02, max: 1, noNaN: true }), fc.constantFrom("queue" as const, "turn-away" as const), (design, seed, perDay, whileWaiting) => {
        const stream = randomStream(seed);
        const scenario: TimedScenario = { truth: [0.2, 0.4, 0.6, 0.8], window: 28, accrual: { kind: "poisson", perDay }, whileWaiting, response: { truth: [0.3, 0.4, 0.5, 0.5], days: 20 } };
        expect(findFaults(design, scenario, () => stream.nextDouble())).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("more events among those followed never lead TITE-BOIN higher, and longer follow-up never lower", () => {
    const rank = { "de-escalate": 0, wait: 1, stay: 1, escalate: 2 };
    const design = titeBoin({ ...options, mostPending: 1 });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 15 }), fc.nat(15), fc.nat(15), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (n, many, waiting, part, other) => {
        const pending = Math.min(waiting, n - 1);
        const events = Math.min(many, n - pending - 1);
        const at = (count: number, share: number) => rank[design.judge({ n, events: count, pending, followed: share * pending, least: share }, design.start).move];
        expect(at(events + 1, part)).toBeLessThanOrEqual(at(events, part));
        expect(at(events, Math.max(part, other))).toBeGreaterThanOrEqual(at(events, Math.min(part, other)));
      }),
    );
  });
});

describe("the time to the event", () => {
  test("comes before the end of the window exactly as often as stated, and its late share lies in the second half", () => {
    const weibull = { kind: "weibull", lateShare: 0.8 } as const;
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (p) => {
        // F(1) = p and F(1/2) = 0.2 p: the quantile at 0.2 p is half the window, at p its end.
        expect(eventTime(0.2 * p, p, weibull) ?? 0).toBeCloseTo(0.5, 9);
        expect(eventTime(p * (1 - 1e-12), p, weibull) ?? 0).toBeCloseTo(1, 6);
        expect(eventTime(p, p, weibull)).toBeNull();
        expect(eventTime(0.3 * p, p, { kind: "uniform" }) ?? 0).toBeCloseTo(0.3, 12);
      }),
    );
  });
});

describe("what is refused, with field and remedy", () => {
  test.each([
    ["mostPending", () => titeBoin({ ...options, mostPending: 1.5 })],
    ["pendingAs", () => titeBoin({ ...options, edition: "TITEgBOIN-0.4.0", pendingAs: "imputation" })],
    ["titration", () => backfillBoin({ ...options, titration: true } as never)],
    ["truth", () => simulateTimedTrial(titeBoin(options), { ...arrivals, truth: [0.1] }, () => 0.5)],
    ["window", () => simulateTimedTrial(titeBoin(options), { ...arrivals, window: 0 }, () => 0.5)],
    ["accrual.days", () => simulateTimedTrial(titeBoin(options), { ...arrivals, accrual: { kind: "interval", days: 0 }, whileWaiting: "turn-away" }, () => 0.5)],
    ["onset.lateShare", () => simulateTimedTrial(titeBoin(options), { ...arrivals, onset: { kind: "weibull", lateShare: 1 } }, () => 0.5)],
    ["utility.both", () => boin12({ doses: 3, mostEvents: 0.3, leastResponses: 0.2, utility: { neither: 40, both: 140 }, cohortSize: 3, cohorts: 5 })],
    ["pace", () => boin12({ doses: 3, mostEvents: 0.3, leastResponses: 0.2, utility: { neither: 40, both: 60 }, cohortSize: 3, cohorts: 5, pace: 2 } as never)],
  ])("%s", (path, call) => {
    expect(call).toThrow(DesignRefusal);
    try {
      call();
    } catch (refusal) {
      expect((refusal as DesignRefusal).path).toBe(path);
      expect((refusal as DesignRefusal).remedy).not.toBe("");
    }
  });
});

describe("BOIN12", () => {
  const design = boin12({ doses: 3, mostEvents: 0.3, leastResponses: 0.25, utility: { neither: 40, both: 60 }, cohortSize: 3, cohorts: 8 });

  test("probabilities make one, and a dose level that is best by far is the one most often recommended", () => {
    const found = finish(simulateEfficacyTrials(design, { events: [0.02, 0.08, 0.6], responses: [0.05, 0.6, 0.6] }, { seed: 5, trials: 1000 }));
    expect(found.selection.reduce((sum, value) => sum + value, found.none)).toBeCloseTo(1, 12);
    expect(found.selection[1]).toBeGreaterThan(0.8);
    // Everyone who is treated at dose level 2 responds with probability 0.6.
    expect(Math.abs((found.responses[1]?.mean ?? 0) - 0.6 * (found.n[1] ?? 0))).toBeLessThan(limit * (found.responses[1]?.standardError ?? 0));
  });

  test("more events at the current dose level never make it go higher", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 15 }), fc.nat(14), fc.nat(15), (n, some, others) => {
        const events = Math.min(some, n - 1);
        const responses = Math.min(others, n);
        const at = (count: number) => {
          const counts = { n, events: count, responses, both: Math.max(0, count + responses - n) };
          const { next } = design.decide({ levels: [{ n: 6, events: 0, responses: 3, both: 0 }, counts, { n: 0, events: 0, responses: 0, both: 0 }], closed: [false, false, false], dose: 2 });
          return next.kind === "treat" ? next.dose : 0;
        };
        expect(at(events + 1)).toBeLessThanOrEqual(at(events));
      }),
    );
  });
});
