import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DoseDesign, boin, evaluateExactly, expandDesign, finish, informativeBoin as iboin, keyboard, mtpi, mtpi2, maximumN } from "../../src/index.ts";

/** The same design, of which nothing is known but what it decides: each state is decided by itself. */
const withoutPromise = (design: DoseDesign): DoseDesign => ({ ...design, decide: (state) => design.decide(state) });

const exactly = (design: DoseDesign, truth: readonly number[]) => evaluateExactly(finish(expandDesign(design)), truth, { target: 0.3 });

describe("a design that decides by the counts at the current dose level", () => {
  const settings = fc.record({
    doses: fc.integer({ min: 1, max: 5 }),
    target: fc.double({ min: 0.1, max: 0.4, noNaN: true }),
    cohortSize: fc.integer({ min: 1, max: 3 }),
    maximumN: fc.integer({ min: 4, max: 14 }),
    titration: fc.boolean(),
    nEarlyStop: fc.option(fc.integer({ min: 3, max: 9 })),
    extraSafe: fc.boolean(),
  });
  const names = ["boin", "keyboard", "mtpi", "mtpi2", "iboin"] as const;

  test("has the characteristics that it has when every state is decided by itself", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), settings, fc.array(fc.double({ min: 0.01, max: 0.8, noNaN: true }), { minLength: 5, maxLength: 5 }), (name, { nEarlyStop, titration, ...rest }, rates) => {
        const options = { ...rest, ...(nEarlyStop === null ? {} : { nEarlyStop }), ...(titration && rest.cohortSize > 1 ? { titration } : {}) };
        const skeleton = Array.from({ length: rest.doses }, (_, at) => 0.1 + 0.1 * at);
        const design = name === "iboin" ? iboin({ ...options, skeleton, priorN: 3 }) : { boin, keyboard, mtpi, mtpi2 }[name](options);
        const truth = rates.slice(0, rest.doses);
        const { method: _, ...fast } = exactly(design, truth);
        const { method: __, ...slow } = exactly(withoutPromise(design), truth);
        expect(JSON.parse(JSON.stringify(fast))).toEqual(JSON.parse(JSON.stringify(slow)));
      }),
      { numRuns: 150 },
    );
  });

  test("gives the promise up where it is wrapped", () => {
    const design = boin({ doses: 3, target: 0.3, cohortSize: 3, maximumN: 9 });
    expect(design.decideByCounts).toBe(design.decide);
    const wrapped = maximumN({ n: 6 })(design);
    expect(wrapped.decideByCounts).not.toBe(wrapped.decide);
  });
});
