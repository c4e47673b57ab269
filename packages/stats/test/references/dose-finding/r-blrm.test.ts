/** Two-parameter Bayesian logistic regression against R (validation/dose-finding/blrm.R): a dense tensor of Gauss-Legendre panels. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/blrm.json" with { type: "json" };
import { blrm } from "../../../src/dose-finding/model-based/blrm.ts";
import type { BlrmPrior } from "../../../src/dose-finding/model-based/blrm-options.ts";
import { fitBlrm } from "../../../src/dose-finding/model-based/fit-blrm.ts";
import { checkFigure } from "../../check-figure.ts";

/** What stands before a comma is the row of the validation page. */
function agrees(what: string, actual: number, expected: number, tolerance: number): void {
  const [method = what] = what.split(", ");
  checkFigure({ method, source: method === "BLRM: quantiles of the prior" ? "closed form" : `${reference.r}: blrm.R` }, what, actual, expected, tolerance);
}

const optionsOf = (one: (typeof reference.cases)[number]) => ({
  doses: one.doses,
  reference: one.reference,
  prior: one.prior as unknown as BlrmPrior,
  targetInterval: one.targetInterval as [number, number],
});

describe(`the logistic regression agrees with ${reference.r}`, () => {
  test("means, standard deviations, correlation, probabilities and interval probabilities to 1e-8", () => {
    expect(reference.cases).toHaveLength(29);
    for (const one of reference.cases) {
      const fit = fitBlrm(one, optionsOf(one));
      one.mean.forEach((mean, at) => agrees("BLRM: posterior, mean", fit.mean[at] ?? Number.NaN, mean, 1e-8));
      one.sd.forEach((sd, at) => agrees("BLRM: posterior, sd", fit.sd[at] ?? Number.NaN, sd, 1e-8));
      agrees("BLRM: posterior, correlation", fit.correlation, one.correlation, 1e-8);
      fit.doses.forEach((dose, at) => {
        agrees("BLRM: posterior, probability", dose.probability, one.probability[at] ?? Number.NaN, 1e-8);
        agrees("BLRM: posterior, sd of the probability", dose.sd, one.probabilitySd[at] ?? Number.NaN, 1e-8);
        agrees("BLRM: posterior, underdosing", dose.under, one.under[at] ?? Number.NaN, 1e-8);
        agrees("BLRM: posterior, overdosing", dose.over, one.over[at] ?? Number.NaN, 1e-8);
      });
    }
  });

  test("overdose control chooses the same dose level, or stops", () => {
    for (const one of reference.cases) {
      const design = blrm({ ...optionsOf(one), maximumN: 100 });
      const { next } = design.decide({ ...design.start, n: one.n, events: one.events });
      if (one.next === null) expect(next).toEqual({ kind: "stop", why: "safety" });
      else {
        expect(next).toMatchObject({ kind: "treat", size: 3 });
        checkFigure({ method: "BLRM: next dose level", source: `${reference.r}: blrm.R` }, "next dose level", next.kind === "treat" ? next.dose : Number.NaN, one.next, 0);
      }
    }
  });
});

test("the median and the limits are where the posterior says: without data and at the reference dose they are those of the prior", () => {
  // log alpha normal with mean -1 and sd 2: the probability at the reference is expit(-1 ± 1.959964 · 2).
  const fit = fitBlrm({ n: [0, 0], events: [0, 0] }, { doses: [1, 3], reference: 3, prior: { mean: [-1, 0], sd: [2, 1], correlation: 0.5 } });
  expect(fit.doses).toHaveLength(2);
  const expit = (x: number) => 1 / (1 + Math.exp(-x));
  agrees("BLRM: quantiles of the prior", fit.doses[1]?.median ?? Number.NaN, expit(-1), 1e-10);
  agrees("BLRM: quantiles of the prior", fit.doses[1]?.lower ?? Number.NaN, expit(-1 - 2 * 1.959963984540054), 1e-10);
  agrees("BLRM: quantiles of the prior", fit.doses[1]?.upper ?? Number.NaN, expit(-1 + 2 * 1.959963984540054), 1e-10);
});
