import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addCohort } from "../../src/dose-finding/core/trial-state.ts";
import { crm } from "../../src/dose-finding/model-based/crm.ts";
import { fitBlrm } from "../../src/dose-finding/model-based/fit-blrm.ts";
import { fitCrm } from "../../src/dose-finding/model-based/fit-crm.ts";
import { gaussHermite } from "../../src/quadrature/gauss-hermite.ts";
import { gaussLegendre } from "../../src/quadrature/gauss-legendre.ts";
import { type TiteParticipant, fitTiteCrm } from "../../src/dose-finding/model-based/tite-crm.ts";

const skeletons = fc.constantFrom([0.1, 0.25, 0.4], [0.05, 0.12, 0.25, 0.4], [0.05, 0.1, 0.2, 0.35, 0.5, 0.7], [0.01, 0.03, 0.08, 0.15, 0.25, 0.35, 0.5, 0.65]);
const priors = fc.constantFrom({ kind: "normal", variance: 1.34 } as const, { kind: "normal", variance: 0.3 } as const, { kind: "gamma", shape: 1, rate: 1 } as const, { kind: "gamma", shape: 3, rate: 2 } as const);
const settings = fc.record({ skeleton: skeletons, prior: priors, model: fc.constantFrom("empiric" as const, "logistic" as const), estimate: fc.constantFrom("curve-mean" as const, "plug-in" as const) });
const outcomes = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 });
const targets = fc.constantFrom(0.1, 0.2, 0.25, 0.3, 0.33, 0.4);
/** Counts for so many dose levels, from pairs of events and others. */
const countsOf = (pairs: readonly (readonly [number, number])[], doses: number) => {
  const events = Array.from({ length: doses }, (_, at) => pairs[at]?.[0] ?? 0);
  return { events, n: events.map((count, at) => count + (pairs[at]?.[1] ?? 0)) };
};
const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 8 })), { minLength: 8, maxLength: 8 });

describe("laws of the CRM", () => {
  test("coherence with cohorts of one: no escalation right after an event, no de-escalation right after none (Cheung 2005)", () => {
    fc.assert(
      fc.property(settings, targets, outcomes, fc.constantFrom("lower" as const, "higher" as const), (setting, target, events, tie) => {
        const design = crm({ ...setting, target, tie, maximumN: 31 });
        let state = design.start;
        for (const event of events) {
          state = addCohort(state, 1, event ? 1 : 0);
          const { next } = design.decide(state);
          if (next.kind !== "treat") throw new Error("the trial is not over");
          if (event) expect(next.dose).toBeLessThanOrEqual(state.dose);
          else expect(next.dose).toBeGreaterThanOrEqual(state.dose);
          state = { ...state, dose: next.dose };
        }
      }),
      { numRuns: 150 },
    );
  });

  test("one more event raises every estimate, one more participant without lowers it", () => {
    fc.assert(
      fc.property(settings, pairs, fc.nat(), (setting, given, where) => {
        const doses = setting.skeleton.length;
        const data = countsOf(given, doses);
        const at = where % doses;
        const more = { n: data.n.with(at, (data.n[at] ?? 0) + 1), events: data.events };
        const worse = { n: more.n, events: data.events.with(at, (data.events[at] ?? 0) + 1) };
        const [before, without, withEvent] = [data, more, worse].map((one) => fitCrm(one, setting).curve);
        before?.forEach((p, dose) => {
          expect(without?.[dose]).toBeLessThanOrEqual(p + 1e-12);
          expect(withEvent?.[dose]).toBeGreaterThanOrEqual(p - 1e-12);
        });
      }),
      { numRuns: 60 },
    );
  });

  test("the design's grid and the fit on panels give the same curve", () => {
    fc.assert(
      fc.property(settings, pairs, (setting, given) => {
        const data = countsOf(given, setting.skeleton.length);
        const design = crm({ ...setting, target: 0.25, maximumN: 200 });
        const numbers = design.decide({ ...design.start, ...data }).reasons[0]?.numbers ?? {};
        fitCrm(data, setting).curve.forEach((p, at) => expect(numbers[`probability.${at + 1}`]).toBeCloseTo(p, 10));
      }),
      { numRuns: 60 },
    );
  });

  test("estimates rise with the dose level and lie with their limits in order", () => {
    fc.assert(
      fc.property(settings, pairs, (setting, given) => {
        const { doses } = fitCrm(countsOf(given, setting.skeleton.length), setting);
        doses.forEach((one, at) => {
          expect(one.lower ?? 0).toBeLessThan(one.upper ?? 1);
          if (at > 0) expect(one.probability).toBeGreaterThanOrEqual(doses[at - 1]?.probability ?? 0);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe("laws of the TITE-CRM", () => {
  const people = fc.array(fc.record({ dose: fc.integer({ min: 1, max: 4 }), event: fc.boolean(), followed: fc.double({ min: 0, max: 40, noNaN: true }) }), { maxLength: 20 });
  const options = { target: 0.25, window: 30, skeleton: [0.05, 0.12, 0.25, 0.4] } as const;
  const shuffled = (list: readonly TiteParticipant[]) => list.toSorted((one, other) => one.followed * 7919 % 1 - (other.followed * 7919) % 1);

  test("naming the participants in another order changes nothing", () => {
    fc.assert(
      fc.property(people, fc.constantFrom("linear" as const, "adaptive" as const), (list, weights) => {
        const one = fitTiteCrm(list, { ...options, weights });
        const other = fitTiteCrm(shuffled(list), { ...options, weights });
        expect(other.nextDose).toBe(one.nextDose);
        other.curve.forEach((p, at) => expect(p).toBeCloseTo(one.curve[at] ?? 0, 11));
      }),
      { numRuns: 60 },
    );
  });

  test("whoever is not yet followed at all changes nothing; whoever is followed to the end counts as in the CRM", () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 4 }), (list, dose) => {
        const all = fitTiteCrm(list, options).curve;
        fitTiteCrm([...list, { dose, event: false, followed: 0 }], options).curve.forEach((p, at) => expect(p).toBeCloseTo(all[at] ?? 0, 11));
        const complete = list.map((one) => ({ ...one, followed: 30 }));
        const n = [1, 2, 3, 4].map((level) => list.filter((one) => one.dose === level).length);
        const events = [1, 2, 3, 4].map((level) => list.filter((one) => one.dose === level && one.event).length);
        const plain = fitCrm({ n, events }, { skeleton: options.skeleton }).curve;
        fitTiteCrm(complete, options).curve.forEach((p, at) => expect(p).toBeCloseTo(plain[at] ?? 0, 11));
      }),
      { numRuns: 40 },
    );
  });
});

describe("laws of the logistic regression", () => {
  const priorOf = fc.record({ mean: fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })), sd: fc.tuple(fc.double({ min: 0.3, max: 3, noNaN: true }), fc.double({ min: 0.1, max: 1.5, noNaN: true })), correlation: fc.double({ min: -0.8, max: 0.8, noNaN: true }) });

  test("the unit of the doses does not matter when the reference has the same", () => {
    fc.assert(
      fc.property(priorOf, pairs, fc.constantFrom(0.001, 70, 1e6), (prior, given, factor) => {
        const data = countsOf(given, 4);
        const doses = [1, 2, 5, 10];
        const one = fitBlrm(data, { doses, reference: 5, prior });
        const other = fitBlrm(data, { doses: doses.map((dose) => dose * factor), reference: 5 * factor, prior });
        other.doses.forEach((dose, at) => expect(dose.over).toBeCloseTo(one.doses[at]?.over ?? 0, 9));
      }),
      { numRuns: 8 },
    );
  });

  test("interval probabilities sum to one, overdosing rises with the dose, limits are in order, and without data the prior comes back", () => {
    fc.assert(
      fc.property(priorOf, pairs, (prior, given) => {
        const options = { doses: [1, 2, 5, 10], reference: 5, prior };
        const { doses } = fitBlrm(countsOf(given, 4), options);
        doses.forEach((one, at) => {
          expect(one.under + one.target + one.over).toBeCloseTo(1, 12);
          expect(one.over).toBeGreaterThanOrEqual((doses[at - 1]?.over ?? 0) - 1e-9);
          expect(one.lower).toBeLessThanOrEqual(one.median);
          expect(one.median).toBeLessThanOrEqual(one.upper);
        });
        const none = fitBlrm({ n: [0, 0, 0, 0], events: [0, 0, 0, 0] }, options);
        none.mean.forEach((mean, at) => expect(mean).toBeCloseTo(prior.mean[at] ?? 0, 9));
        none.sd.forEach((sd, at) => expect(sd).toBeCloseTo(prior.sd[at] ?? 0, 9));
        expect(none.correlation).toBeCloseTo(prior.correlation, 9);
      }),
      { numRuns: 12 },
    );
  });
});

describe("laws of quadrature", () => {
  test("n nodes integrate powers up to 2 n - 1 exactly", () => {
    for (const count of [1, 2, 3, 7, 16, 31]) {
      const legendre = gaussLegendre(count);
      const hermite = gaussHermite(count);
      let moment = 1;
      for (let power = 0; power < Math.min(2 * count, 20); power += 2) {
        if (power > 0) moment *= power - 1;
        const sum = (rule: typeof legendre) => rule.nodes.reduce((total, x, at) => total + (rule.weights[at] ?? 0) * x ** power, 0);
        expect(sum(legendre)).toBeCloseTo(2 / (power + 1), 13);
        expect(sum(hermite) / moment).toBeCloseTo(1, 11);
      }
    }
  });
});
