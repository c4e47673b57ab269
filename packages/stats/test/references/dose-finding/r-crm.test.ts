/** The CRM against R (validation/dose-finding/crm.R): integrate, roots of the score, uniroot, eigenvalues. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/crm.json" with { type: "json" };
import { crm } from "../../../src/dose-finding/model-based/crm.ts";
import type { CrmCurve } from "../../../src/dose-finding/model-based/crm-model.ts";
import type { CrmPrior } from "../../../src/dose-finding/model-based/crm-prior.ts";
import { fitCrm } from "../../../src/dose-finding/model-based/fit-crm.ts";
import { nearestDose } from "../../../src/dose-finding/model-based/nearest-dose.ts";
import { gaussHermite } from "../../../src/quadrature/gauss-hermite.ts";
import { gaussLegendre } from "../../../src/quadrature/gauss-legendre.ts";
import { skeletonByIndifferenceInterval } from "../../../src/dose-finding/model-based/skeleton.ts";
import { fitTiteCrm } from "../../../src/dose-finding/model-based/tite-crm.ts";
import { checkFigure } from "../../check-figure.ts";

interface Setting {
  readonly model: string;
  readonly intercept: number | null;
  readonly skeleton: readonly number[];
}
const optionsOf = (one: Setting & { readonly prior?: unknown }) => ({
  skeleton: one.skeleton,
  model: one.model as CrmCurve,
  ...(one.intercept !== null && { intercept: one.intercept }),
  ...(one.prior !== undefined && { prior: one.prior as CrmPrior }),
});

/** Difference in units of the larger of 1 and the figure. What stands before a comma is the row of the validation page. */
function agrees(what: string, actual: number | null | undefined, expected: number, tolerance: number): void {
  const [method = what] = what.split(", ");
  checkFigure({ method, source: method === "CRM: closed form" ? "closed form" : `${reference.r}: crm.R` }, what, actual ?? Number.NaN, expected, tolerance * Math.max(1, Math.abs(expected)));
}

describe(`the CRM agrees with ${reference.r}`, () => {
  test("posterior means and standard deviations of the parameter and of the curve, to 1e-9", () => {
    expect(reference.fits).toHaveLength(120);
    reference.fits.forEach((one) => {
      const fit = fitCrm(one, { ...optionsOf(one), estimate: "curve-mean" });
      agrees("CRM: posterior of the parameter, mean of log a", fit.logParameter, one.meanLog, 1e-9);
      agrees("CRM: posterior of the parameter, sd of log a", fit.logParameterSd, one.sdLog, 1e-9);
      agrees("CRM: posterior of the parameter, mean of a", fit.parameter, one.mean, 1e-9);
      agrees("CRM: posterior of the parameter, sd of a", fit.parameterSd, one.sd, 1e-8);
      one.curveMean.forEach((p, dose) => agrees("CRM: posterior of the curve, mean", fit.curve[dose], p, 1e-9));
      one.curveSd.forEach((sd, dose) => agrees("CRM: posterior of the curve, sd", fit.doses[dose]?.sd, sd, 1e-8));
      const plugIn = fitCrm(one, { ...optionsOf(one), estimate: "plug-in" }).curve;
      one.plugIn.forEach((p, dose) => agrees("CRM: plug-in curve", plugIn[dose], p, 1e-9));
      agrees("CRM: next dose level", nearestDose(fit.curve, one.target), one.nextMean, 0);
      agrees("CRM: next dose level", nearestDose(plugIn, one.target), one.nextPlugIn, 0);
    });
  });

  test("limits of credible intervals of log a, carried to the curve, to 1e-8", () => {
    let checked = 0;
    for (const one of reference.fits) {
      const [low, high] = one.quantiles;
      if (low == null || high == null) continue;
      const dose = fitCrm(one, { ...optionsOf(one), estimate: "curve-mean" }).doses[0];
      const at = (b: number) => {
        const s = one.skeleton[0] ?? 0;
        const logit = Math.log(s / (1 - s));
        return one.intercept === null ? s ** Math.exp(b) : 1 / (1 + Math.exp(-(one.intercept + Math.exp(b) * (logit - one.intercept))));
      };
      // More a means less probability.
      agrees("CRM: posterior of the curve, credible limit", dose?.lower, at(high), 1e-8);
      agrees("CRM: posterior of the curve, credible limit", dose?.upper, at(low), 1e-8);
      checked += 1;
    }
    expect(checked).toBe(30);
  });

  test("the design decides as R does, on its grid, from the same counts", () => {
    for (const one of reference.fits) {
      for (const [estimate, next] of [["curve-mean", one.nextMean], ["plug-in", one.nextPlugIn]] as const) {
        const design = crm({ ...optionsOf(one), estimate, target: one.target, maximumN: 60 });
        const decision = design.decide({ ...design.start, n: one.n, events: one.events });
        expect(decision.next).toEqual({ kind: "treat", dose: next, size: 1 });
        const numbers = decision.reasons[0]?.numbers ?? {};
        (estimate === "curve-mean" ? one.curveMean : one.plugIn).forEach((p, at) => agrees("CRM: posterior of the curve, on the design's grid", numbers[`probability.${at + 1}`], p, 1e-9));
      }
    }
  });

  test("TITE-CRM: weights to 1e-14, posterior to 1e-9, next dose; also when nothing is known and when an event falls on the window's end", () => {
    expect(reference.tite).toHaveLength(30);
    for (const one of reference.tite) {
      const fit = fitTiteCrm(one.participants, { ...optionsOf(one), edition: "dfcrm-0.2-2.1", window: one.window, weights: one.scheme as "linear", target: one.target });
      one.weights.forEach((weight, at) => agrees("TITE-CRM: weights and posterior, weight", fit.weights[at], weight, 1e-14));
      agrees("TITE-CRM: weights and posterior, mean of log a", fit.logParameter, one.meanLog, 1e-9);
      agrees("TITE-CRM: weights and posterior, sd of log a", fit.logParameterSd, one.sdLog, 1e-9);
      one.plugIn.forEach((p, dose) => agrees("TITE-CRM: weights and posterior, plug-in curve", fit.curve[dose], p, 1e-9));
      agrees("TITE-CRM: weights and posterior, next dose level", fit.nextDose, one.nextPlugIn, 0);
    }
  });

  test("likelihood: the maximum and its curve to 1e-10", () => {
    expect(reference.likelihood).toHaveLength(40);
    for (const one of reference.likelihood) {
      const fit = fitCrm(one, { ...optionsOf(one), method: "likelihood" });
      agrees("CRM: maximum likelihood, log a", fit.logParameter, one.logA, 1e-10);
      one.curve.forEach((p, dose) => agrees("CRM: maximum likelihood, curve", fit.curve[dose], p, 1e-10));
      agrees("CRM: maximum likelihood, next dose level", nearestDose(fit.curve, 0.25), one.next, 0);
    }
  });

  test("skeletons by indifference interval to 1e-10", () => {
    expect(reference.skeletons).toHaveLength(16);
    for (const { skeleton, model, ...options } of reference.skeletons) {
      const actual = skeletonByIndifferenceInterval({ ...options, model: model as CrmCurve });
      skeleton.forEach((p, at) => agrees("CRM: skeleton by indifference interval", actual[at], p, 1e-10));
    }
  });

  test("nodes and weights of Gauss-Legendre and Gauss-Hermite to 1e-13", () => {
    expect(reference.rules).toHaveLength(8);
    for (const { family, count, nodes, weights } of reference.rules) {
      const rule = family === "legendre" ? gaussLegendre(count) : gaussHermite(count);
      nodes.forEach((node, at) => agrees(`CRM: nodes and weights of quadrature, Gauss-${family} node`, rule.nodes[at], node, 1e-13));
      weights.forEach((weight, at) => agrees(`CRM: nodes and weights of quadrature, Gauss-${family} weight`, rule.weights[at], weight, 1e-13));
    }
  });
});

describe("hand calculations", () => {
  test("one event at a dose level with skeleton s, a exponential: the posterior of a is Gamma(1, 1 - log s), so p at skeleton t is (1 - log s) / (1 - log s - log t)", () => {
    const [s, t] = [0.2, 0.35];
    const fit = fitCrm({ n: [1, 0], events: [1, 0] }, { skeleton: [s, t], prior: { kind: "gamma", shape: 1, rate: 1 }, estimate: "curve-mean" });
    const rate = 1 - Math.log(s);
    expect(fit.doses).toHaveLength(2);
    agrees("CRM: closed form", fit.parameter, 1 / rate, 1e-12);
    agrees("CRM: closed form", fit.parameterSd, 1 / rate, 1e-12);
    agrees("CRM: closed form", fit.curve[1], rate / (rate - Math.log(t)), 1e-12);
    // The 2.5 % quantile of a is -log(0.975) / rate; it gives the upper limit of p.
    agrees("CRM: closed form", fit.doses[1]?.upper, t ** (-Math.log(0.975) / rate), 1e-10);
  });

  test("0 of 30 and 30 of 30 with a exponential: alternating sums in closed form", () => {
    // Σ (-1)^j C(n, j) / (1 - j log s); few participants, so that the sum keeps its digits.
    const s = 0.3;
    const choose = [1, 6, 15, 20, 15, 6, 1];
    const mass = choose.reduce((sum, c, j) => sum + ((-1) ** j * c) / (1 - j * Math.log(s)), 0);
    const first = choose.reduce((sum, c, j) => sum + ((-1) ** j * c) / (1 - (j + 1) * Math.log(s)), 0);
    agrees("CRM: closed form", fitCrm({ n: [6], events: [0] }, { skeleton: [s], prior: { kind: "gamma", shape: 1, rate: 1 }, estimate: "curve-mean" }).curve[0], first / mass, 1e-11);
    const all = fitCrm({ n: [30], events: [30] }, { skeleton: [s], prior: { kind: "gamma", shape: 1, rate: 1 }, estimate: "curve-mean" });
    expect(all.curve).toHaveLength(1);
    agrees("CRM: closed form", all.curve[0], (1 - 30 * Math.log(s)) / (1 - 31 * Math.log(s)), 1e-12);
  });

  test("getprior(0.05, 0.25, 3, 5) of dfcrm begins 0.08, 0.16, 0.25, 0.35, 0.46 (recalled)", () => {
    const about = { method: "CRM: skeleton by indifference interval", source: "R's dfcrm: getprior (recalled)" };
    const actual = skeletonByIndifferenceInterval({ halfwidth: 0.05, target: 0.25, priorDose: 3, doses: 5 });
    expect(actual).toHaveLength(5);
    [0.08, 0.16, 0.25, 0.35, 0.46].forEach((p, at) => checkFigure(about, `dose level ${at + 1}`, actual[at] ?? Number.NaN, p, 0.005));
  });

  test("1NNN 2NTN with skeleton 0.05, 0.1, 0.25, 0.4, 0.6 and target 0.25 stays at dose level 2 (printed in the documentation of escalation, get_dfcrm)", () => {
    const fit = fitCrm({ n: [3, 3, 0, 0, 0], events: [0, 1, 0, 0, 0] }, { skeleton: [0.05, 0.1, 0.25, 0.4, 0.6], edition: "dfcrm-0.2-2.1" });
    checkFigure({ method: "CRM: next dose level", source: "documentation of R's escalation: get_dfcrm" }, "1NNN 2NTN", nearestDose(fit.curve, 0.25) ?? Number.NaN, 2, 0);
  });
});
