/** Limits of a Poisson mean: Garwood 1936, doi 10.1093/biomet/28.3-4.437, in the three digits of later tables (recalled). */
import { describe, test } from "vitest";
import { estimateIncidence } from "../../../src/incidence/estimate-incidence.ts";
import { checkFigure } from "../../check-figure.ts";

const printed = [[0, 0, 3.69], [1, 0.0253, 5.57], [2, 0.242, 7.22], [5, 1.62, 11.67], [10, 4.8, 18.39]] as const;

describe("Garwood's limits", () => {
  test.each(printed)("%j events", (events, lower, upper) => {
    const [group] = estimateIncidence({ events: [events], time: [1] }, { per: 1 }).groups;
    const about = { method: "exact limits of a rate", source: "Garwood 1936" };
    checkFigure(about, `lower of ${events}`, group?.interval.lower ?? Number.NaN, lower, lower < 1 ? 5e-4 : 5e-3);
    checkFigure(about, `upper of ${events}`, group?.interval.upper ?? Number.NaN, upper, 5e-3);
  });
});
