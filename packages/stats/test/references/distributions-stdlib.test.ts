/** Tails and quantiles beside those of @stdlib, an independent implementation in the same language. */
import { describe, expect, test } from "vitest";
import reference from "../../../../validation/distributions-stdlib.json" with { type: "json" };
import { betaTail } from "../../src/distributions/beta.ts";
import { binomialTail } from "../../src/distributions/binomial.ts";
import { chiSquareQuantile, chiSquareTail } from "../../src/distributions/chi-square.ts";
import { fQuantile, fTail } from "../../src/distributions/f.ts";
import { gammaQuantile, gammaTail } from "../../src/distributions/gamma.ts";
import { normalQuantile, normalTail } from "../../src/distributions/normal.ts";
import { poissonTail } from "../../src/distributions/poisson.ts";
import { studentQuantile, studentTail } from "../../src/distributions/student-t.ts";
import { betaQuantile } from "../../src/special-functions/beta-quantile.ts";
import { checkFigure } from "../check-figure.ts";

interface Row {
  readonly name: string;
  readonly given: readonly number[];
  readonly p?: number;
  readonly quantile?: number;
  readonly k?: number;
  readonly lower: number;
}
interface Both {
  readonly tail: (x: number, one: number, other: number) => number;
  readonly quantile?: (p: number, one: number, other: number) => number;
}
const ours: Readonly<Record<string, Both>> = {
  normal: { tail: (x) => normalTail(x), quantile: (p) => normalQuantile(p) },
  t: { tail: (x, df) => studentTail(x, df), quantile: (p, df) => studentQuantile(p, df) },
  chisquare: { tail: (x, df) => chiSquareTail(x, df), quantile: (p, df) => chiSquareQuantile(p, df) },
  f: { tail: (x, df1, df2) => fTail(x, df1, df2), quantile: (p, df1, df2) => fQuantile(p, df1, df2) },
  beta: { tail: (x, a, b) => betaTail(x, a, b), quantile: (p, a, b) => betaQuantile(p, a, b) },
  gamma: { tail: (x, shape, rate) => gammaTail(x * rate, shape), quantile: (p, shape, rate) => gammaQuantile(p, shape) / rate },
  poisson: { tail: (k, mean) => poissonTail(k, mean) },
  binomial: { tail: (k, n, p) => binomialTail(k, n, p) },
};
const rows = reference.rows as readonly Row[];

describe.each(Object.entries(ours))("%s beside @stdlib", (name, { tail, quantile }) => {
  const own = rows.filter((row) => row.name === name);

  test("the lower tail agrees to 1e-12, relative", () => {
    // @stdlib's F distribution rounds 1 - x away where f is small: 0 at its own quantile of 1e-12, 8e-6 off at that of 1e-6, 3e-11 at that of 0.001.
    const told = name === "f" ? own.filter(({ p = 0 }) => p > 0.001) : own;
    expect(told.length).toBeGreaterThanOrEqual(8);
    for (const { given: [one = 0, other = 0], quantile: x, k, lower } of told) checkFigure({ method: `${name}, lower tail`, source: reference.made }, `at ${String(x ?? k)} with ${one}, ${other}`, tail(x ?? k ?? 0, one, other), lower, 1e-12, { relative: true });
  });

  if (quantile !== undefined) {
    test("the quantile agrees to 1e-12, relative", () => {
      // @stdlib's normal quantile loses its tail: 4e-7 off at 1e-12, where R agrees with ours; references of 20 digits hold it there.
      const told = name === "normal" ? own.filter(({ p = 0 }) => p >= 0.001) : own;
      // The median of a symmetric distribution is 0 but for rounding.
      for (const { given: [one = 0, other = 0], p = 0, quantile: x = 0 } of told) checkFigure({ method: `${name}, quantile`, source: reference.made }, `of ${p} with ${one}, ${other}`, quantile(p, one, other), x, 1e-12, { relative: Math.abs(x) > 1e-9 });
    });
  }
});
