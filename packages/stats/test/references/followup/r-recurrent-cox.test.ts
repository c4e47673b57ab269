import { describe, test } from "vitest";
import reference from "../../../../../validation/followup/recurrent-cox.json" with { type: "json" };
import { fitAndersenGill, fitPrenticeWilliamsPeterson, fitWeiLinWeissfeld, type RecurrentCox } from "../../../src/survival/recurrent-events/fit-recurrent-cox.ts";
import { checkFigure } from "../../check-figure.ts";

interface Told {
  readonly estimate: readonly number[];
  readonly robust: readonly number[];
  readonly logLikelihood: number;
  readonly null: number;
  readonly wald: number;
}
const source = `${reference.made}: coxph with cluster, tightened`;
const runs = reference.runs as unknown as Record<string, Told>;
const { id, start, stop, event, rx, size, number } = reference.bladder;
const bladder = { participant: id, start, time: stop, event, covariates: { rx, size, number } };
const { cgd } = reference;
const infections = { participant: cgd.id, start: cgd.tstart, time: cgd.tstop, event: cgd.status, covariates: { treat: cgd.treat, age: cgd.age, inherit: cgd.inherit } };
const { lists } = reference;
const recurrences = { participant: lists.id, time: lists.time, event: lists.event, covariates: { rx: lists.rx, size: lists.size, number: lists.number } };

function holds(name: string, fit: RecurrentCox): void {
  const expected = runs[name];
  if (expected === undefined) throw new Error(`There is no run ${name}.`);
  const near = (what: string, actual: number | undefined, value: number): void => checkFigure({ method: `Cox regression of recurrent events: ${what}`, source }, name, actual ?? Number.NaN, value, 1e-8, { relative: true });
  near("log-likelihood", fit.logLikelihood, expected.logLikelihood);
  near("log-likelihood of none", fit.nullLogLikelihood, expected.null);
  near("robust Wald test", fit.tests.wald.statistic, expected.wald);
  for (const [at, value] of expected.estimate.entries()) {
    near("coefficient", fit.coefficients[at]?.estimate, value);
    near("robust standard error", fit.coefficients[at]?.standardError, expected.robust[at] ?? Number.NaN);
  }
}

describe("Cox regression of recurrent events against R", () => {
  test.each(["efron", "breslow"] as const)("rates, conditional hazards and gaps, ties as %s", (ties) => {
    holds(`ag bladder ${ties}`, fitAndersenGill(bladder, { ties }));
    holds(`pwp total bladder ${ties}`, fitPrenticeWilliamsPeterson(bladder, { ties, largestOrder: 4 }));
    holds(`pwp gap bladder ${ties}`, fitPrenticeWilliamsPeterson(bladder, { ties, largestOrder: 4, timeScale: "gap" }));
    holds(`ag cgd ${ties}`, fitAndersenGill(infections, { ties }));
    holds(`pwp total cgd ${ties}`, fitPrenticeWilliamsPeterson(infections, { ties, largestOrder: 3 }));
    holds(`pwp gap cgd ${ties}`, fitPrenticeWilliamsPeterson(infections, { ties, largestOrder: 3, timeScale: "gap" }));
  });

  test("coefficients for each order of events", () => holds("pwp by order bladder", fitPrenticeWilliamsPeterson(bladder, { largestOrder: 2, effects: "by-order" })));

  test("marginal hazards of the first four recurrences, from lists of events", () => {
    holds("wlw by order bladder", fitWeiLinWeissfeld(recurrences));
    holds("wlw common bladder", fitWeiLinWeissfeld(recurrences, { effects: "common" }));
  });
});
