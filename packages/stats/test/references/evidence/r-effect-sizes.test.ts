import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/evidence/effect-sizes.json" with { type: "json" };
import { backTransform } from "../../../src/meta-analysis/effect-sizes/back-transform.ts";
import { computeEffectSizes } from "../../../src/meta-analysis/effect-sizes/compute-effect-sizes.ts";
import { hedgesFactor } from "../../../src/meta-analysis/effect-sizes/hedges-factor.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, numbersIn, readGround } from "../../ground.ts";

type Options = NonNullable<Parameters<typeof computeEffectSizes>[1]>;
interface Case {
  readonly options: Options;
  readonly kept: readonly number[];
  readonly yi: readonly number[];
  readonly vi: readonly number[];
}
const source = `${reference.made}: escalc, or written out in effect-sizes.R`;

/** R takes Hedges' factor as a difference of log gammas, which loses digits in large studies. */
const toleranceOf = ({ measure }: Options): number => (measure === "standardised-mean-difference" ? 1e-11 : 1e-12);
/** Relative, but for an estimate near 0, which is a difference of numbers near 1. */
const near = (expected: number, options: Options): number => toleranceOf(options) * Math.max(1, Math.abs(expected));

describe("effect sizes and their variances against R", () => {
  for (const set of reference.sets) {
    test.skipIf(!hasGround)(`of ${set.name}`, () => {
      const rows = readGround(set.file);
      const given = set.rows.map((row) => rows[row - 1] ?? {});
      const columns = Object.fromEntries(Object.entries(set.columns).map(([name, header]) => [name, numbersIn(given, header)]));
      for (const { options, kept, yi, vi } of set.cases as readonly Case[]) {
        const made = computeEffectSizes(columns, options);
        const about = { method: `effect size: ${options.measure ?? ""}`, source };
        const named = `${set.name}, ${JSON.stringify(options)}`;
        expect([...made.rows], named).toEqual(kept);
        for (const [at, expected] of yi.entries()) checkFigure(about, `estimate ${at + 1} of ${named}`, made.estimates[at] ?? Number.NaN, expected, near(expected, options));
        for (const [at, expected] of vi.entries()) checkFigure(about, `variance ${at + 1} of ${named}`, made.variances[at] ?? Number.NaN, expected, toleranceOf(options), { relative: true });
      }
    });
  }

  test("Hedges' factor", () => {
    for (const { m, j } of reference.hedges) checkFigure({ method: "Hedges' factor", source: `${reference.made}: lgamma` }, `J(${m})`, hedgesFactor(m) ?? Number.NaN, j, 1e-12, { relative: true });
  });

  test("Freeman-Tukey values taken back", () => {
    for (const { measure, size, value, natural } of reference.back) {
      checkFigure({ method: `back-transformation: ${measure}`, source: `${reference.made}: transf.ipft, transf.iirft` }, `${value} at ${size}`, backTransform(measure as "proportion-freeman-tukey", value, { size }) ?? Number.NaN, natural, 1e-12);
    }
  });
});
