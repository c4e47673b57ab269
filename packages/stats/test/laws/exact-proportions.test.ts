import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimateProportionExact } from "../../src/proportions/clopper-pearson.ts";
import { betaQuantile } from "../../src/special-functions/beta-quantile.ts";
import { incompleteBeta } from "../../src/special-functions/incomplete-beta.ts";

const counts = fc.integer({ min: 1, max: 2000 }).chain((n) => fc.record({ n: fc.constant(n), events: fc.integer({ min: 0, max: n }) }));
const level = fc.double({ min: 0.5, max: 0.999, noNaN: true });

describe("laws of exact proportions", () => {
  test("the limits enclose the estimate, and a higher level widens them", () => {
    fc.assert(
      fc.property(counts, level, ({ n, events }, high) => {
        const narrow = estimateProportionExact(events, n, { level: high / 1.2 });
        const wide = estimateProportionExact(events, n, { level: high });
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(narrow.lower).toBeLessThanOrEqual(events / n);
        expect(narrow.upper).toBeGreaterThanOrEqual(events / n);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
      }),
    );
  });

  test("counting the others instead mirrors the interval", () => {
    fc.assert(
      fc.property(counts, ({ n, events }) => {
        const some = estimateProportionExact(events, n);
        const others = estimateProportionExact(n - events, n);
        expect(Math.abs(some.lower - (1 - others.upper))).toBeLessThan(1e-12);
      }),
    );
  });

  test("more events never lower a limit", () => {
    fc.assert(
      fc.property(counts, ({ n, events }) => {
        fc.pre(events < n);
        const fewer = estimateProportionExact(events, n);
        const more = estimateProportionExact(events + 1, n);
        expect(more.lower).toBeGreaterThanOrEqual(fewer.lower);
        expect(more.upper).toBeGreaterThanOrEqual(fewer.upper);
      }),
    );
  });

  test("the quantile undoes the distribution function", () => {
    const shape = fc.double({ min: 0.5, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.5, noNaN: true }), shape, shape, (p, a, b) => {
        expect(Math.abs(incompleteBeta(betaQuantile(p, a, b), a, b).lower / p - 1)).toBeLessThan(1e-10);
      }),
    );
  });
});
