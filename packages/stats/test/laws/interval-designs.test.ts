/** What every interval design promises, whatever its options. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DesignRefusal } from "../../src/dose-finding/core/design-refusal.ts";
import { followDecision } from "../../src/dose-finding/core/dose-design.ts";
import { evaluateExactly, expandDesign, finish } from "../../src/dose-finding/core/exact-characteristics.ts";
import { addCohort, totalOf } from "../../src/dose-finding/core/trial-state.ts";
import { boin } from "../../src/dose-finding/interval/boin.ts";
import { cumulativeCohort } from "../../src/dose-finding/interval/cumulative-cohort.ts";
import { informativeBoin } from "../../src/dose-finding/interval/iboin.ts";
import type { IntervalDesign } from "../../src/dose-finding/interval/interval-design.ts";
import type { IntervalOptions } from "../../src/dose-finding/interval/interval-options.ts";
import { keyboard } from "../../src/dose-finding/interval/keyboard.ts";
import { mtpi } from "../../src/dose-finding/interval/mtpi.ts";
import { mtpi2 } from "../../src/dose-finding/interval/mtpi2.ts";
import { teqr } from "../../src/dose-finding/interval/teqr.ts";
import { pava } from "../../src/dose-finding/isotonic/pava.ts";
import { selectMtd } from "../../src/dose-finding/isotonic/select-mtd.ts";

type Maker = (options: IntervalOptions) => IntervalDesign;
const makers: readonly (readonly [string, Maker])[] = [
  ["BOIN", boin],
  ["BOIN 2.7.2", (options) => boin({ ...options, edition: "BOIN-2.7.2" })],
  ["keyboard", (options) => keyboard({ ...options, marginBelow: options.target / 3 })],
  ["Keyboard 0.1.3", (options) => keyboard({ ...options, marginBelow: options.target / 3, edition: "Keyboard-0.1.3" })],
  ["mTPI", (options) => mtpi({ ...options, marginBelow: options.target / 3 })],
  ["mTPI-2", (options) => mtpi2({ ...options, marginBelow: options.target / 3 })],
  ["cumulative cohort", (options) => cumulativeCohort({ ...options, margin: options.target / 3 })],
  ["TEQR", ({ cutoff: _cutoff, extraSafe: _extraSafe, ...options }) => teqr({ ...options, marginBelow: options.target / 3, tooHigh: options.target + 0.2 })],
  ["iBOIN", (options) => informativeBoin({ ...options, priorN: 3, skeleton: Array.from({ length: options.doses }, (_, at) => (at + 1) / (options.doses + 2)) })],
];

const options = fc
  .record({
    doses: fc.integer({ min: 1, max: 5 }),
    hundredths: fc.integer({ min: 5, max: 45 }),
    cohortSize: fc.integer({ min: 2, max: 6 }),
    maximumN: fc.integer({ min: 1, max: 40 }),
    cutoff: fc.constantFrom(0.8, 0.9, 0.95),
    extraSafe: fc.boolean(),
    titration: fc.boolean(),
    boundMTD: fc.boolean(),
  })
  .map(({ hundredths, ...rest }): IntervalOptions => ({ ...rest, target: hundredths / 100 }));

describe.each(makers)("%s", (_name, make) => {
  test("boundaries do not fall as participants are added, and are apart", () => {
    fc.assert(
      fc.property(options, fc.integer({ min: 1, max: 50 }), (one, n) => {
        const design = make(one);
        const [now, next] = [design.bounds(n), design.bounds(n + 1)];
        expect(now.escalate).toBeLessThan(now.deescalate);
        expect(now.close ?? n + 1).toBeGreaterThanOrEqual(now.deescalate);
        expect(next.escalate).toBeGreaterThanOrEqual(now.escalate);
        expect(next.deescalate).toBeGreaterThanOrEqual(Math.min(now.deescalate, n));
        if (now.close !== null && next.close !== null) expect(next.close).toBeGreaterThanOrEqual(now.close);
      }),
      { numRuns: 40 },
    );
  });

  test("one more event never leads to a higher dose level, and never opens or spares one", () => {
    fc.assert(
      fc.property(options, fc.integer({ min: 1, max: 30 }), fc.nat(), fc.nat(), (one, n, someDose, someEvents) => {
        const design = make({ ...one, maximumN: 1000, titration: false });
        const dose = 1 + (someDose % one.doses);
        const events = someEvents % n;
        const at = (count: number) => {
          const zero = design.start.n;
          const { next, closed } = design.decide({ ...design.start, n: zero.with(dose - 1, n), events: zero.with(dose - 1, count), dose });
          return { dose: next.kind === "treat" ? next.dose : 0, closed: closed.filter(Boolean).length };
        };
        const [fewer, more] = [at(events), at(events + 1)];
        expect(more.dose).toBeLessThanOrEqual(fewer.dose);
        expect(more.closed).toBeGreaterThanOrEqual(fewer.closed);
      }),
      { numRuns: 60 },
    );
  });

  test("every course ends: never beyond the maximum, never at a closed or skipped dose level, never a closed one recommended", () => {
    fc.assert(
      fc.property(options, fc.infiniteStream(fc.nat({ max: 1000 })), (one, stream) => {
        const design = make(one);
        let state = design.start;
        let decision = design.first;
        for (const draw of stream) {
          if (decision.next.kind !== "treat") break;
          const before = state.dose;
          const closedBefore = state.closed;
          state = followDecision(state, decision);
          expect(state.closed[state.dose - 1]).toBe(false);
          expect(state.dose).toBeLessThanOrEqual(before + 1);
          expect(closedBefore.every((was, at) => !was || state.closed[at] === true)).toBe(true);
          state = addCohort(state, decision.next.size, draw % (decision.next.size + 1));
          expect(totalOf(state.n)).toBeLessThanOrEqual(one.maximumN ?? 0);
          decision = design.decide(state);
          expect(decision.reasons.length).toBeGreaterThan(0);
          expect(state.closed.every((was, at) => !was || decision.closed[at] === true)).toBe(true);
        }
        expect(decision.next.kind).toBe("stop");
        const end = { ...state, closed: decision.closed };
        const recommendation = design.recommend(end);
        if (decision.next.kind === "stop" && decision.next.why === "safety") expect(recommendation.kind).toBe("none");
        if (recommendation.kind === "dose") {
          expect(end.closed[recommendation.dose - 1]).toBe(false);
          expect(end.n[recommendation.dose - 1]).toBeGreaterThan(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("probabilities of all ends make one", () => {
    fc.assert(
      fc.property(options, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }), (one, rates) => {
        const design = make({ ...one, maximumN: Math.min(one.maximumN ?? 12, 12) });
        const { selection, none, totalN } = evaluateExactly(finish(expandDesign(design)), rates.slice(0, one.doses).toSorted((a, b) => a - b));
        expect(selection.reduce((sum, p) => sum + p, none)).toBeCloseTo(1, 12);
        expect(totalN.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      }),
      { numRuns: 10 },
    );
  });

  test.each([
    ["target", { target: 0 }],
    ["target", { target: 1 }],
    ["target", { target: Number.NaN }],
    ["cohortSize", { cohortSize: 0 }],
    ["cohortSize", { cohortSize: 2.5 }],
    ["doses", { doses: 0 }],
    ["start", { start: 4 }],
    ["maximumN", { maximumN: 0 }],
    ["maximumN", { cohorts: 5 }],
    ["nEarlyStop", { nEarlyStop: 0 }],
    ["underdoze", { underdoze: 0.1 }],
    ["titration", { cohortSize: 1, titration: true }],
  ] as const)("refuses a wrong %s and says which field: %j", (path, wrong) => {
    try {
      // TEQR's closing rate follows the target, so that the target itself is what is wrong.
      make({ doses: 3, target: 0.3, cohortSize: 3, maximumN: 30, ...(wrong as Partial<IntervalOptions>) });
      expect.fail("was not refused");
    } catch (refusal) {
      expect(refusal).toBeInstanceOf(DesignRefusal);
      if (refusal instanceof DesignRefusal) {
        expect(refusal.path).toBe(path);
        expect(refusal.remedy.length).toBeGreaterThan(5);
      }
    }
  });
});

describe("isotonic regression", () => {
  const points = fc.array(fc.record({ value: fc.double({ min: 0, max: 1, noNaN: true }), weight: fc.double({ min: 0.01, max: 100, noNaN: true }) }), { minLength: 1, maxLength: 12 });

  test("never falls, keeps the weighted mean, and leaves what already rises as it is", () => {
    fc.assert(
      fc.property(points, (list) => {
        const [values, weights] = [list.map(({ value }) => value), list.map(({ weight }) => weight)];
        const fit = pava(values, weights);
        for (let at = 1; at < fit.length; at++) expect(fit[at]).toBeGreaterThanOrEqual(fit[at - 1] ?? 0);
        const sum = (numbers: readonly number[]) => numbers.reduce((total, number, at) => total + number * (weights[at] ?? 0), 0);
        expect(Math.abs(sum(fit) - sum(values))).toBeLessThan(1e-10 * (1 + sum(values)));
        const rising = values.toSorted((a, b) => a - b);
        expect(pava(rising, weights)).toEqual(rising);
      }),
    );
  });

  test("the selected dose level was treated and is not closed", () => {
    const trial = fc.array(fc.record({ n: fc.integer({ min: 0, max: 12 }), events: fc.nat() }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(trial, fc.integer({ min: 5, max: 45 }), (levels, hundredths) => {
        const n = levels.map((level) => level.n);
        const events = levels.map((level) => level.events % (level.n + 1));
        const { recommendation, closed } = selectMtd({ n, events }, { target: hundredths / 100 });
        const open = n.flatMap((size, at) => (size > 0 && closed[at] !== true ? [at] : []));
        expect(recommendation.kind).toBe(open.length === 0 ? "none" : "dose");
        if (recommendation.kind === "dose") expect(open).toContain(recommendation.dose - 1);
      }),
    );
  });
});

const fixedMargins: readonly (readonly [string, Maker])[] = [...makers.filter(([name]) => ["BOIN", "cumulative cohort", "TEQR", "iBOIN"].includes(name)), ["keyboard", keyboard], ["mTPI", mtpi], ["mTPI-2", mtpi2]];

describe.each(fixedMargins)("%s", (_name, make) => {
  test("a higher target never lowers a boundary", () => {
    fc.assert(
      fc.property(options, fc.integer({ min: 1, max: 40 }), (given, n) => {
        // A target of 0.05 leaves no room for the margins of 0.05.
        const one = { ...given, target: Math.max(given.target, 0.08) };
        const [low, high] = [make(one).bounds(n), make({ ...one, target: one.target + 0.05 }).bounds(n)];
        expect(high.escalate).toBeGreaterThanOrEqual(low.escalate);
        expect(high.deescalate).toBeGreaterThanOrEqual(low.deescalate);
        expect(high.close ?? n + 1).toBeGreaterThanOrEqual(low.close ?? n + 1);
      }),
      { numRuns: 100 },
    );
  });
});
