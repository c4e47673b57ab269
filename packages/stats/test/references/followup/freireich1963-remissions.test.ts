/**
 * Remissions of Freireich and others 1963, doi 10.1182/blood.V21.6.699.699, as textbooks analyse them (Cox 1972; Kalbfleisch and
 * Prentice; Therneau and Grambsch; recalled): the treated have a median of 23 weeks, the others of 8; the log-rank chi-square is
 * 16.79; the log hazard ratio is 1.572 by Efron's rule, 1.509 by Breslow's, 1.628 by the exact likelihood.
 */
import { describe, expect, test } from "vitest";
import { fitCox } from "../../../src/survival/cox/fit-cox.ts";
import { estimateKaplanMeier } from "../../../src/survival/kaplan-meier.ts";
import { testLogRank } from "../../../src/survival/log-rank.ts";
import { checkFigure } from "../../check-figure.ts";

const treated = { time: [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35], events: 9 };
const placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
const time = [...treated.time, ...placebo];
const event = [...treated.time.map((_, at) => (at < treated.events ? 1 : 0)), ...placebo.map(() => 1)];
const group = [...treated.time.map(() => "6-MP"), ...placebo.map(() => "placebo")];

describe("remissions under 6-MP and placebo", () => {
  test("medians, as published", () => {
    const { curves } = estimateKaplanMeier({ time, event, group });
    expect(curves.map(({ group: name, median }) => [name, median.time])).toEqual([["6-MP", 23], ["placebo", 8]]);
  });

  test("the log-rank test", () => {
    const { test: tested, groups } = testLogRank({ time, event, group });
    const about = { method: "log-rank test", source: "Freireich 1963, as in textbooks" };
    checkFigure(about, "chi-square", tested.statistic, 16.79, 0.005);
    checkFigure(about, "expected under 6-MP", groups[0]?.expected ?? Number.NaN, 19.3, 0.05);
    checkFigure(about, "expected under placebo", groups[1]?.expected ?? Number.NaN, 10.7, 0.05);
  });

  test.each([["efron", 1.572, 0.412], ["breslow", 1.509, 0.41], ["exact", 1.628, 0.433]] as const)("Cox regression, ties %s", (ties, estimate, error) => {
    const [placeboTerm] = fitCox({ time, event, covariates: { arm: group } }, { ties }).coefficients;
    const about = { method: `Cox regression, ties ${ties}`, source: "Freireich 1963, as in textbooks" };
    checkFigure(about, "log hazard ratio", placeboTerm?.estimate ?? Number.NaN, estimate, 0.0005);
    checkFigure(about, "standard error", placeboTerm?.standardError ?? Number.NaN, error, 0.0006);
  });
});
