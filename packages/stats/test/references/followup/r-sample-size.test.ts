import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/sample-size.json" with { type: "json" };
import { planTimeToEvent, planTwoRates } from "../../../src/small-trials/sample-size/plan-events.ts";
import { planProportion, planProportionPrecision, planToSeeAnEvent } from "../../../src/small-trials/sample-size/plan-proportion.ts";
import { planTwoMeans } from "../../../src/small-trials/sample-size/plan-two-means.ts";
import { planTwoProportions } from "../../../src/small-trials/sample-size/plan-two-proportions.ts";
import { checkFigure } from "../../check-figure.ts";

const about = (method: string, source: string) => ({ method: `sample size: ${method}`, source: `${reference.made}: ${source}` });
const nan = Number.NaN;

describe("sizes and power against R", () => {
  test("two means", () => {
    const told = about("two means", "power.t.test(strict = TRUE), pt with ncp");
    for (const { effect, alpha, power, two, ratio, exact, n, at } of reference.means) {
      const plan = planTwoMeans({ difference: [3 * effect], sd: [3] }, { significance: alpha, power, sides: two ? "two" : "one", ratio }).plans[0];
      const name = `${effect}, ${alpha}, ${power}, ${two}, ${ratio}`;
      // R's noncentral t is exact to about 1e-10.
      checkFigure(told, `${name}: met`, plan?.exactControlSize ?? nan, exact, 1e-8, { relative: true });
      checkFigure(told, `${name}: size`, plan?.controlSize ?? nan, n, 0);
      checkFigure(told, `${name}: power`, plan?.power ?? nan, at, 1e-9);
    }
  });
  test("two proportions", () => {
    for (const { p, q, power, two, way, exact, n, at } of reference.proportions) {
      const told = about(`two proportions, ${way}`, "power.prop.test(strict = TRUE), and written out in sample-size.R");
      const plan = planTwoProportions({ treated: [p], control: [q] }, { power, sides: two ? "two" : "one", test: way as "normal" }).plans[0];
      checkFigure(told, `${p}, ${q}, ${power}, ${two}: met`, plan?.exactControlSize ?? nan, exact, 1e-10, { relative: true });
      checkFigure(told, `${p}, ${q}, ${power}, ${two}: size`, plan?.controlSize ?? nan, n, 0);
      checkFigure(told, `${p}, ${q}, ${power}, ${two}: power`, plan?.power ?? nan, at, 1e-12);
    }
  });
  test("two proportions by all tables", () => {
    for (const { p, q, n, m, two, way, at } of reference.tables) {
      const plan = planTwoProportions({ treated: [p], control: [q], controlSize: [m] }, { ratio: n / m, sides: two ? "two" : "one", test: way as "fisher" }).plans[0];
      checkFigure(about(`two proportions, ${way}`, "fisher.test over all tables"), `${p}, ${q}, ${n}, ${m}`, plan?.power ?? nan, at, 1e-12);
    }
    const plan = planTwoProportions({ treated: [0.9], control: [0.4] }, { test: "fisher" }).plans[0];
    checkFigure(about("two proportions, fisher", "fisher.test over all tables"), "first size", plan?.firstControlSize ?? nan, reference.fisherSize.first, 0);
    checkFigure(about("two proportions, fisher", "fisher.test over all tables"), "size", plan?.controlSize ?? nan, reference.fisherSize.stays, 0);
  });
  test("one proportion", () => {
    const told = about("one proportion", "qbinom, pbinom");
    for (const { p, q, two, power, first, stays, at, low, high, level } of reference.single) {
      const plan = planProportion({ hypothesis: [p], expected: [q] }, { sides: two ? "two" : "one", power }).plans[0];
      const name = `${p}, ${q}, ${two}, ${power}`;
      checkFigure(told, `${name}: first`, plan?.firstSize ?? nan, first, 0);
      checkFigure(told, `${name}: size`, plan?.size ?? nan, stays, 0);
      checkFigure(told, `${name}: power`, plan?.power ?? nan, at, 1e-12);
      checkFigure(told, `${name}: level`, plan?.actualSignificance ?? nan, level, 1e-12);
      expect([plan?.rejectAtMost ?? -1, plan?.rejectAtLeast ?? stays + 1]).toEqual([low, high]);
    }
  });
  test("width of the exact interval, and at least one event", () => {
    for (const { p, width, first, stays, lower, upper } of reference.width) {
      const plan = planProportionPrecision({ expected: [p], width: [width] }).plans[0];
      const told = about("width of an exact interval", "qbeta");
      checkFigure(told, `${p}: first`, plan?.firstSize ?? nan, first, 0);
      checkFigure(told, `${p}: size`, plan?.size ?? nan, stays, 0);
      checkFigure(told, `${p}: lower`, plan?.lower ?? nan, lower, 1e-10);
      checkFigure(told, `${p}: upper`, plan?.upper ?? nan, upper, 1e-10);
    }
    for (const { p, n, chance, unseen } of reference.seeing) {
      const plan = planToSeeAnEvent({ probability: [p] }).plans[0];
      const told = about("at least one event", "pbinom, binom.test");
      checkFigure(told, `${p}: size`, plan?.size ?? nan, n, 0);
      checkFigure(told, `${p}: chance`, plan?.chance ?? nan, chance, 1e-12);
      checkFigure(told, `${p}: largest unseen`, plan?.largestUnseen ?? nan, unseen, 1e-10);
    }
  });
  test("time to event and rates", () => {
    for (const { hr, ratio, power, schoenfeld, freedman, total } of reference.time) {
      const one = planTimeToEvent({ hazardRatio: [hr], controlProbability: [0.6] }, { ratio, power }).plans[0];
      const other = planTimeToEvent({ hazardRatio: [hr] }, { ratio, power, formula: "freedman" }).plans[0];
      checkFigure(about("time to event, Schoenfeld", "written out"), `${hr}, ${ratio}, ${power}`, one?.exactEvents ?? nan, schoenfeld, 1e-12, { relative: true });
      checkFigure(about("time to event, Freedman", "written out"), `${hr}, ${ratio}, ${power}`, other?.exactEvents ?? nan, freedman, 1e-12, { relative: true });
      checkFigure(about("time to event, Schoenfeld", "written out"), `${hr}, ${ratio}, ${power}: participants`, one?.participants?.total ?? nan, total, 0);
    }
    for (const { treated, ratio, k, time } of reference.rates) checkFigure(about("two rates", "written out"), `${treated}, ${ratio}, ${k}`, planTwoRates({ treatedRate: [treated], controlRate: [1] }, { ratio, dispersion: k }).plans[0]?.controlTime ?? nan, time, 1e-12, { relative: true });
    for (const { treated, ratio, n, at } of reference.counts) {
      const plan = planTwoRates({ treatedRate: [treated], controlRate: [1] }, { ratio, test: "exact" }).plans[0];
      checkFigure(about("two rates, exact", "pbinom"), `${treated}: events`, plan?.events ?? nan, n, 0);
      checkFigure(about("two rates, exact", "pbinom"), `${treated}: power`, plan?.power ?? nan, at, 1e-12);
    }
  });
});
