import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/incidence.json" with { type: "json" };
import { compareIncidence } from "../../../src/incidence/compare-incidence.ts";
import { estimateIncidence } from "../../../src/incidence/estimate-incidence.ts";
import { tabulateIncidence } from "../../../src/incidence/tabulate-incidence.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, numbersIn, readGround } from "../../ground.ts";

type Pair = readonly [number, number];
type Three = readonly [number, number, number];
interface Rates {
  readonly group: string;
  readonly participants: number;
  readonly rate: number;
  readonly exact: Pair;
  readonly midP: Pair;
  readonly log?: Pair;
  readonly robust?: Pair;
  readonly corrected?: Pair;
  readonly overdispersed?: Pair;
  readonly dispersion?: number;
}
interface Comparison {
  readonly group: string;
  readonly ratio: number | null;
  readonly exact: readonly [number, number | string];
  readonly p: number;
  readonly difference: number;
  readonly differenceScore: Pair;
  readonly pScore: number;
  readonly midP?: Three;
  readonly score?: Three;
  readonly log?: Three;
  readonly robust?: Three;
  readonly differenceRobust?: Three;
}
interface Columns {
  readonly participant: readonly string[];
  readonly group: readonly string[];
  readonly events: readonly number[];
  readonly time: readonly number[];
}
const source = `${reference.made}: incidence.R`;
const near = (what: string, name: string, actual: number | null | undefined, expected: number, tolerance = 1e-9): void => checkFigure({ method: `incidence: ${what}`, source }, name, actual ?? Number.NaN, expected, tolerance, { relative: true });

describe("rates of events in person-time against R", () => {
  for (const [name, set] of Object.entries(reference.sets as unknown as Record<string, { readonly columns: Columns; readonly rates: readonly Rates[]; readonly comparisons: readonly Comparison[] }>)) {
    const { columns, rates, comparisons } = set;
    test(`rates and their limits in ${name}`, () => {
      for (const [at, expected] of rates.entries()) {
        const kinds = [["exact", "exact"], ["mid-p", "midP"], ["log", "log"], ["robust", "robust"], ["overdispersed", "overdispersed"]] as const;
        for (const [interval, key] of kinds) {
          const limits = expected[key];
          if (limits === undefined) continue;
          const group = estimateIncidence(columns, { interval }).groups[at] ?? expect.fail(name);
          expect([group.group, group.participants]).toEqual([expected.group, expected.participants]);
          near("rate", `${name} ${expected.group}`, group.rate, expected.rate, 1e-13);
          near(`${interval} lower`, `${name} ${expected.group}`, group.interval.lower, limits[0], 1e-8);
          near(`${interval} upper`, `${name} ${expected.group}`, group.interval.upper, limits[1], 1e-8);
          if (expected.dispersion !== undefined) near("dispersion", `${name} ${expected.group}`, group.dispersion, expected.dispersion, 1e-8);
        }
        if (expected.corrected !== undefined) near("robust, corrected", `${name} ${expected.group}`, estimateIncidence(columns, { interval: "robust", correction: "participants" }).groups[at]?.interval.upper, expected.corrected[1], 1e-8);
      }
    });

    test(`ratios and differences of rates in ${name}`, () => {
      for (const [at, expected] of comparisons.entries()) {
        const made = (options: Parameters<typeof compareIncidence>[1]) => compareIncidence(columns, options).comparisons[at] ?? expect.fail(name);
        const exact = made({});
        const named = `${name} ${expected.group}`;
        if (expected.ratio !== null) near("ratio", named, exact.ratio.estimate, expected.ratio, 1e-12);
        // R's binom.test takes uniroot-free beta quantiles; a limit without bound is the word Inf there.
        near("ratio exact lower", named, exact.ratio.lower, expected.exact[0], 1e-8);
        if (typeof expected.exact[1] === "number") near("ratio exact upper", named, exact.ratio.upper, expected.exact[1], 1e-8);
        else expect(exact.ratio.upper).toBe(Number.POSITIVE_INFINITY);
        near("ratio exact p", named, exact.ratio.pValue, expected.p);
        near("difference", named, exact.difference.estimate, expected.difference, 1e-11);
        near("difference score lower", named, exact.difference.lower, expected.differenceScore[0], 1e-7);
        near("difference score upper", named, exact.difference.upper, expected.differenceScore[1], 1e-7);
        near("difference score p", named, exact.difference.pValue, expected.pScore);
        for (const [ratioInterval, key] of [["mid-p", "midP"], ["score", "score"], ["log", "log"], ["robust", "robust"]] as const) {
          const limits = expected[key];
          if (limits === undefined) continue;
          const { ratio } = made({ ratioInterval });
          for (const [index, actual] of [ratio.lower, ratio.upper, ratio.pValue].entries()) near(`ratio ${ratioInterval}`, `${named}, ${index}`, actual, limits[index] ?? Number.NaN, 1e-8);
        }
        if (expected.differenceRobust === undefined) continue;
        const { difference } = made({ differenceInterval: "robust" });
        for (const [index, actual] of [difference.lower, difference.upper, difference.pValue].entries()) near("difference robust", `${named}, ${index}`, actual, expected.differenceRobust[index] ?? Number.NaN, 1e-8);
      }
    });
  }

  test.skipIf(!hasGround)("infections by period of follow-up in chronic granulomatous disease", () => {
    const rows = readGround("stats/surv_cgd.csv");
    const [participant, group] = ["id", "treat"].map((name) => rows.map((row) => row[name] ?? "")) as [string[], string[]];
    const made = tabulateIncidence({ participant, time: numbersIn(rows, "tstop"), event: numbersIn(rows, "status"), group }, { periods: reference.periods.ends, per: 365.25 });
    for (const { group: name, periods } of made.groups) {
      const expected = (reference.periods.groups as unknown as Record<string, readonly Record<string, number | Pair>[]>)[name] ?? expect.fail(name);
      for (const [at, period] of periods.entries()) {
        const one = expected[at] ?? expect.fail(String(at));
        const flat = { from: period.from, participants: period.participants, time: period.time, events: period.events, withEvent: period.withEvent, firstEvents: period.firstEvents, rate: period.rate, proportion: period.proportion, cumulative: period.cumulativeProportion };
        for (const [key, actual] of Object.entries(flat)) checkFigure({ method: `incidence by period: ${key}`, source }, `${name} ${at}`, actual ?? Number.NaN, one[key] as number, 1e-12 * Math.max(1, Math.abs(one[key] as number)));
        for (const [key, limits] of [["rateInterval", period.rateInterval], ["proportionInterval", period.proportionInterval], ["cumulativeInterval", period.cumulativeInterval]] as const) {
          near(`${key} lower`, `${name} ${at}`, limits?.lower, (one[key] as Pair)[0]);
          near(`${key} upper`, `${name} ${at}`, limits?.upper, (one[key] as Pair)[1]);
        }
      }
    }
  });
});
