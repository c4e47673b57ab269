/** The CRM, the TITE-CRM and skeletons against dfcrm itself (validation/dose-finding/crm-dfcrm.R). */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/crm-dfcrm.json" with { type: "json" };
import type { CrmCurve } from "../../../src/dose-finding/model-based/crm-model.ts";
import { fitCrm } from "../../../src/dose-finding/model-based/fit-crm.ts";
import { nearestDose } from "../../../src/dose-finding/model-based/nearest-dose.ts";
import { skeletonByIndifferenceInterval } from "../../../src/dose-finding/model-based/skeleton.ts";
import { fitTiteCrm, titeCrm } from "../../../src/dose-finding/model-based/tite-crm.ts";
import type { TiteScheme } from "../../../src/dose-finding/model-based/tite-weights.ts";
import { checkFigure } from "../../check-figure.ts";

const list = (one: number | readonly number[]): readonly number[] => (typeof one === "number" ? [one] : one);

function agrees(method: string, actual: number | null | undefined, expected: number, tolerance: number): void {
  checkFigure({ method, source: reference.source }, method, actual ?? Number.NaN, expected, tolerance * Math.max(1, Math.abs(expected)));
}

function countsOf(one: { readonly skeleton: readonly number[]; readonly level: readonly number[]; readonly dlts: readonly number[] }): { readonly n: number[]; readonly events: number[] } {
  const n = one.skeleton.map(() => 0);
  const events = [...n];
  list(one.level).forEach((dose, at) => {
    n[dose - 1] = (n[dose - 1] ?? 0) + 1;
    events[dose - 1] = (events[dose - 1] ?? 0) + (list(one.dlts)[at] ?? 0);
  });
  return { n, events };
}

describe("edition dfcrm-0.2-2.1 agrees with the package", () => {
  test("posterior mean and variance, curve, limits and next dose level", () => {
    const bayes = reference.crm.filter((one) => one.method === "bayes");
    expect(bayes.length).toBeGreaterThan(100);
    for (const one of bayes) {
      const fit = fitCrm(countsOf(one), { skeleton: one.skeleton, model: one.model as CrmCurve, ...(one.model === "logistic" && { intercept: one.intercept }), prior: { kind: "normal", variance: one.scale ** 2 }, edition: "dfcrm-0.2-2.1", level: one.confidence });
      agrees("CRM as dfcrm: posterior mean of log a", fit.logParameter, one.estimate, 1e-7);
      one.ptox.forEach((p, at) => agrees("CRM as dfcrm: curve", fit.curve[at], p, 1e-7));
      if (one.variance !== null) agrees("CRM as dfcrm: posterior variance of log a", (fit.logParameterSd ?? 0) ** 2, one.variance, 1e-7);
      one.lower.forEach((p, at) => agrees("CRM as dfcrm: limits", fit.doses[at]?.lower, p ?? Number.NaN, 1e-7));
      one.upper.forEach((p, at) => agrees("CRM as dfcrm: limits", fit.doses[at]?.upper, p ?? Number.NaN, 1e-7));
      agrees("CRM as dfcrm: next dose level", nearestDose(fit.curve, one.target), one.mtd, 0);
    }
  });

  test("maximum likelihood to the tolerance of the package's search, and with the empiric model its variance", () => {
    const likelihood = reference.crm.filter((one) => one.method === "mle" && Math.abs(one.estimate) < 9.9);
    expect(likelihood.length).toBeGreaterThan(15);
    for (const one of likelihood) {
      const fit = fitCrm(countsOf(one), { skeleton: one.skeleton, model: one.model as CrmCurve, ...(one.model === "logistic" && { intercept: one.intercept }), method: "likelihood", edition: "dfcrm-0.2-2.1", level: one.confidence });
      agrees("CRM as dfcrm: maximum likelihood", fit.logParameter, one.estimate, 5e-5);
      if (one.model === "empiric" && one.variance !== null) agrees("CRM as dfcrm: variance of the likelihood method", (fit.logParameterSd ?? 0) ** 2, one.variance, 5e-4);
      agrees("CRM as dfcrm: next dose level", nearestDose(fit.curve, one.target), one.mtd, 0);
    }
  });

  test("linear and adaptive weights, and what follows from them", () => {
    expect(reference.tite.length).toBeGreaterThan(100);
    for (const one of reference.tite) {
      const [levels, events, followed] = [list(one.level), list(one.dlts), list(one.followup)];
      const participants = levels.map((dose, at) => ({ dose, event: events[at] === 1, followed: followed[at] ?? 0 }));
      const fit = fitTiteCrm(participants, { target: one.target, window: one.window, skeleton: one.skeleton, model: one.model as CrmCurve, weights: one.scheme as TiteScheme, edition: "dfcrm-0.2-2.1" });
      list(one.weights).forEach((weight, at) => agrees(`TITE-CRM as dfcrm: ${one.scheme} weights`, fit.weights[at], weight, 1e-13));
      agrees("TITE-CRM as dfcrm: posterior mean of log a", fit.logParameter, one.estimate, 1e-7);
      agrees("TITE-CRM as dfcrm: posterior variance of log a", (fit.logParameterSd ?? 0) ** 2, one.variance, 1e-7);
      one.ptox.forEach((p, at) => agrees("TITE-CRM as dfcrm: curve", fit.curve[at], p, 1e-7));
      agrees("TITE-CRM as dfcrm: next dose level", fit.nextDose, one.mtd, 0);
    }
  });

  test("the design decides with the same weights from a state in time", () => {
    for (const one of reference.tite) {
      const [levels, events, followed] = [list(one.level), list(one.dlts), list(one.followup).map((time) => time / one.window)];
      const known = levels.map((_, at) => events[at] === 1 || (followed[at] ?? 0) >= 1);
      const n = one.skeleton.map((_, dose) => levels.filter((level, at) => known[at] === true && level === dose + 1).length);
      const some = one.skeleton.map((_, dose) => levels.filter((level, at) => events[at] === 1 && level === dose + 1).length);
      const pending = levels.flatMap((dose, at) => (known[at] === true ? [] : [{ dose, followed: followed[at] ?? 0 }]));
      const outcomes = levels.flatMap((dose, at) => (known[at] === true ? [{ dose, eventAt: events[at] === 1 ? (followed[at] ?? 0) : null }] : []));
      const design = titeCrm({ skeleton: one.skeleton, target: one.target, maximumN: 60, model: one.model as CrmCurve, weights: one.scheme as TiteScheme, edition: "dfcrm-0.2-2.1" });
      const state = { ...design.start, n, events: some, dose: levels.at(-1) ?? 1, pending, outcomes };
      const { next } = design.decide(state);
      agrees("TITE-CRM as dfcrm: decision of the design", next.kind === "treat" ? next.dose : 0, one.mtd, 0);
    }
  });

  test("skeletons by indifference interval", () => {
    expect(reference.priors.length).toBeGreaterThan(200);
    for (const one of reference.priors) {
      const skeleton = skeletonByIndifferenceInterval({ halfwidth: one.halfwidth, target: one.target, priorDose: one.nu, doses: one.skeleton.length, model: one.model as CrmCurve, ...(one.model === "logistic" && { intercept: one.intercept }) });
      one.skeleton.forEach((p, at) => agrees("skeleton as dfcrm", skeleton[at], p, 1e-13));
    }
  });
});
