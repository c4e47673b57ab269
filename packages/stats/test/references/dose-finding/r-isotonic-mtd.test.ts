/** Selection of the MTD and the estimates beside it, against R's max-min formula, qbeta and pbeta. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/interval-mtd.json" with { type: "json" };
import { boin } from "../../../src/dose-finding/interval/boin.ts";
import { boinBoundaries } from "../../../src/dose-finding/interval/boin-boundaries.ts";
import { estimateDoses } from "../../../src/dose-finding/isotonic/dose-estimates.ts";
import { type SelectMtdOptions, selectMtd } from "../../../src/dose-finding/isotonic/select-mtd.ts";
import { checkFigure } from "../../check-figure.ts";

const cases = reference.cases as readonly { target: number; n: number[]; events: number[]; plain: number | null; extraSafe: number | null; bounded: number | null; strict: number | null }[];
const doseOf = (counts: { n: number[]; events: number[] }, options: SelectMtdOptions): number | null => {
  const { recommendation } = selectMtd(counts, options);
  return recommendation.kind === "dose" ? recommendation.dose : null;
};

describe("selection of the MTD against R", () => {
  test("410 data sets with ties, gaps, no event, all events and closed dose levels, under four options", () => {
    expect(cases.length).toBe(410);
    for (const { target, plain, extraSafe, bounded, strict, ...counts } of cases) {
      const words = `target ${target}, n ${counts.n.join()}, events ${counts.events.join()}`;
      // 0 in this comparison alone: none is selected.
      const agrees = (option: string, options: Omit<SelectMtdOptions, "target">, expected: number | null) => checkFigure({ method: "MTD by isotonic regression", source: `${reference.R}: interval-mtd.R` }, `${option}: ${words}`, doseOf(counts, { target, ...options }) ?? 0, expected ?? 0, 0);
      agrees("default", {}, plain);
      agrees("extra safe", { extraSafe: true }, extraSafe);
      agrees("bounded", { below: boinBoundaries({ target }).deescalate }, bounded);
      agrees("cutoff 0.8", { cutoff: 0.8 }, strict);
    }
  });

  test("BOIN recommends what the selection says", () => {
    for (const { target, n, events, plain, extraSafe, bounded } of cases) {
      for (const edition of ["paper", "BOIN-2.7.2"] as const) {
        const options = { doses: n.length, target, cohortSize: 3, cohorts: 10, edition };
        const ask = (design: ReturnType<typeof boin>) => {
          const end = design.recommend({ ...design.start, n, events });
          return end.kind === "dose" ? end.dose : null;
        };
        expect(ask(boin(options))).toBe(plain);
        expect(ask(boin({ ...options, extraSafe: true }))).toBe(extraSafe);
        expect(ask(boin({ ...options, boundMTD: true }))).toBe(bounded);
      }
    }
  });

  test("the data of BOIN's own example, 0/3, 0/3, 4/15, 4/9: dose level 3", () => {
    checkFigure({ method: "MTD by isotonic regression", source: "example of R's BOIN, as the tests of R's escalation quote it" }, "example of select.mtd", doseOf({ n: [3, 3, 15, 9, 0], events: [0, 0, 4, 4, 0] }, { target: 0.3 }) ?? 0, 3, 0);
  });
});

describe("estimates by dose level against R", () => {
  const close = (what: string, actual: number, expected: number | null | undefined) => checkFigure({ method: "Estimates by dose level: isotonic, exact, posterior", source: `${reference.R}: interval-mtd.R` }, what, actual, expected ?? Number.NaN, 1e-10);

  test("isotonic estimates pool all treated dose levels; intervals are each dose level's own (1e-10)", () => {
    expect(reference.estimates.length).toBe(40);
    for (const expected of reference.estimates) {
      for (const [at, actual] of estimateDoses(expected, { target: expected.target }).entries()) {
        const isotonic = expected.isotonic[at] ?? null;
        if (isotonic === null) expect(actual.isotonic).toBeNull();
        else close("isotonic estimate", actual.isotonic ?? Number.NaN, isotonic);
        close("exact limits by dose level", actual.exact.lower, expected.lower[at]);
        close("exact limits by dose level", actual.exact.upper, expected.upper[at]);
        close("posterior interval by dose level", actual.posterior.lower, expected.posteriorLower[at]);
        close("posterior interval by dose level", actual.posterior.upper, expected.posteriorUpper[at]);
        close("probability above the target", actual.probabilityAbove, expected.above[at]);
      }
    }
  });

  test("a dose level that nobody got has no estimate, and does not shift its neighbours' intervals", () => {
    const estimates = estimateDoses({ n: [0, 3, 6, 0], events: [0, 0, 2, 0] }, { target: 0.3 });
    expect(estimates.map(({ rate }) => rate)).toEqual([null, 0, 1 / 3, null]);
    // binom.test(2, 6)$conf.int: 0.04327187 to 0.77722190.
    const about = { method: "Estimates by dose level: isotonic, exact, posterior", source: "R: binom.test(2, 6)" };
    checkFigure(about, "lower", estimates[2]?.exact.lower ?? Number.NaN, 0.04327187, 0.5e-8);
    checkFigure(about, "upper", estimates[2]?.exact.upper ?? Number.NaN, 0.7772219, 0.5e-7);
  });
});
