import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareIncidence, incidenceComparisonOfSummary } from "../../src/incidence/compare-incidence.ts";
import { estimateIncidence, incidenceOfSummary } from "../../src/incidence/estimate-incidence.ts";
import { mergeIncidenceSummaries } from "../../src/incidence/merge-incidence-summaries.ts";
import { summariseIncidence } from "../../src/incidence/summarise-incidence.ts";
import { compareMeanFunctions } from "../../src/survival/recurrent-events/compare-mean-functions.ts";
import { estimateMeanFunction } from "../../src/survival/recurrent-events/estimate-mean-function.ts";

/** Whether two results say the same, numbers to a part of 1e-9 or as told. */
function agrees(one: unknown, other: unknown, near = 1e-12, path = ""): void {
  if (typeof one === "number" && typeof other === "number") {
    if (one !== other) expect(Math.abs(one - other), path).toBeLessThanOrEqual(near * Math.max(1, Math.abs(one)));
    return;
  }
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) return expect(one, path).toEqual(other);
  expect(Object.keys(one), path).toEqual(Object.keys(other));
  for (const key of Object.keys(one)) agrees((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key], near, `${path}.${key}`);
}
const said = (result: object): unknown => JSON.parse(JSON.stringify(result)) as unknown;

const rate = fc.record({ events: fc.nat({ max: 6 }), time: fc.double({ min: 0.01, max: 20, noNaN: true }), group: fc.constantFrom("a", "b"), participant: fc.nat({ max: 9 }) });
const rates = fc.array(rate, { maxLength: 25 }).map((some) => [...some, { events: 2, time: 3, group: "a", participant: 97 }, { events: 1, time: 4, group: "b", participant: 98 }].map((one) => ({ ...one, participant: `${one.group}${one.participant}` })));
const columnsOf = <One extends object>(rows: readonly One[]): { [Key in keyof One]: One[Key][] } => Object.fromEntries(Object.keys(rows[0] ?? {}).map((key) => [key, rows.map((row) => row[key as keyof One])])) as { [Key in keyof One]: One[Key][] };

describe("laws of rates of events in person-time", () => {
  test("summaries of sites, sent as JSON and merged, give what all rows together give", () => {
    fc.assert(
      fc.property(rates, fc.constantFrom("exact", "mid-p", "log", "robust", "overdispersed"), (rows, interval) => {
        // Nobody is in two sites.
        const sites = [rows.filter(({ participant }) => participant < "b4"), rows.filter(({ participant }) => participant >= "b4")].filter((site) => site.length > 0);
        const merged = mergeIncidenceSummaries(sites.map((site) => JSON.parse(JSON.stringify(summariseIncidence(columnsOf(site)))) as ReturnType<typeof summariseIncidence>));
        // A variance is a difference of sums of squares: 1e-9 of a limit.
        agrees(said(incidenceOfSummary(merged, { interval: interval as "exact" })), said(estimateIncidence(columnsOf(rows), { interval: interval as "exact" })), interval === "exact" ? 1e-12 : 1e-7);
        agrees(said(incidenceComparisonOfSummary(merged)), said(compareIncidence(columnsOf(rows))), 1e-10);
        for (const [at, cell] of summariseIncidence(columnsOf(rows)).cells.entries()) agrees(merged.cells[at], cell, 1e-12);
      }),
    );
  });

  test("times in days give the same rates per year as times in years", () => {
    fc.assert(
      fc.property(rates, (rows) => {
        const [years, days] = [1, 365.25].map((unit) => estimateIncidence(columnsOf(rows.map((row) => ({ ...row, time: row.time * unit }))), { per: 100 * unit }).groups.map(({ rate: told, interval }) => [told, interval.lower, interval.upper]));
        agrees(days, years, 1e-11);
      }),
    );
  });

  test("exact limits hold mid-P limits, and these the rate", () => {
    fc.assert(
      fc.property(rates, (rows) => {
        const [exact, midP] = (["exact", "mid-p"] as const).map((interval) => estimateIncidence(columnsOf(rows), { interval }).groups);
        for (const [at, one] of (exact ?? []).entries()) {
          const inner = midP?.[at]?.interval ?? expect.fail("no group");
          expect(one.interval.lower).toBeLessThanOrEqual(inner.lower);
          expect(inner.lower).toBeLessThanOrEqual(one.rate);
          expect(one.rate).toBeLessThanOrEqual(inner.upper);
          expect(inner.upper).toBeLessThanOrEqual(one.interval.upper);
        }
      }),
    );
  });

  test("exchanged groups turn the ratio over, and the difference around", () => {
    fc.assert(
      fc.property(rates, (rows) => {
        const [one, other] = ["a", "b"].map((reference) => compareIncidence(columnsOf(rows), { reference }).comparisons[0] ?? expect.fail("no comparison"));
        agrees(one?.ratio.pValue, other?.ratio.pValue, 1e-10);
        agrees(one?.difference.lower, -(other?.difference.upper ?? Number.NaN), 1e-8);
        if ((one?.ratio.lower ?? 0) > 0) agrees((one?.ratio.lower ?? 0) * (other?.ratio.upper ?? 0), 1, 1e-9);
      }),
    );
  });
});

/** Each participant's events and end, as whole tenths so that ties come. */
const history = fc.record({ end: fc.integer({ min: 3, max: 40 }), gaps: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 5 }), group: fc.constantFrom("a", "b"), death: fc.constantFrom(0, 1) });
const histories = fc.array(history, { minLength: 1, maxLength: 12 }).map((some) => [...some, { end: 30, gaps: [5, 5], group: "a", death: 0 }, { end: 33, gaps: [2], group: "a", death: 1 }, { end: 31, gaps: [4], group: "b", death: 1 }, { end: 35, gaps: [], group: "b", death: 0 }]);
interface Row {
  readonly participant: string;
  readonly time: number;
  readonly event: number;
  readonly group: string;
  readonly death: number;
}
const listsOf = (some: readonly { end: number; gaps: readonly number[]; group: string; death: number }[]): Row[] =>
  some.flatMap(({ end, gaps, group, death }, at) => {
    let now = 0;
    const events = gaps.map((gap) => (now += gap)).filter((time) => time <= end);
    return [...events.map((time): Row => ({ participant: `p${at}`, time: time / 10, event: 1, group, death: 0 })), { participant: `p${at}`, time: end / 10, event: 0, group, death }];
  });
const bare = (rows: readonly Row[]) => columnsOf(rows.map(({ death: _death, ...rest }) => rest));
const means = (result: ReturnType<typeof estimateMeanFunction>) => result.groups.map(({ group, times, mean, standardError }) => ({ group, times: [...times], mean: [...mean], standardError: [...(standardError ?? [])] }));

describe("laws of mean functions of recurrent events", () => {
  test("the order of rows changes nothing but rounding", () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), (some, dice) => {
        const rows = listsOf(some);
        const shuffled = rows.map((one) => ({ one, at: dice.next().value ?? 0 })).toSorted((a, b) => a.at - b.at).map(({ one }) => one);
        agrees(means(estimateMeanFunction(columnsOf(shuffled), { terminal: "ghosh-lin" })), means(estimateMeanFunction(columnsOf(rows), { terminal: "ghosh-lin" })), 1e-7);
      }),
    );
  });

  test("times in another unit leave means, errors and the test as they are", () => {
    fc.assert(
      fc.property(histories, (some) => {
        const rows = listsOf(some);
        const scaled = rows.map((row) => ({ ...row, time: row.time * 1e-8 }));
        agrees(means(estimateMeanFunction(bare(scaled))).map(({ mean, standardError }) => [mean, standardError]), means(estimateMeanFunction(bare(rows))).map(({ mean, standardError }) => [mean, standardError]), 1e-9);
      }),
    );
  });

  test("a participant of weight 2 is as two for means, and lists are as the intervals between their events", () => {
    fc.assert(
      fc.property(histories, (some) => {
        const rows = listsOf(some);
        const doubled = [...rows, ...rows.map((row) => ({ ...row, participant: `${row.participant}*` }))];
        const weighted = rows.map((row) => ({ ...row, weight: 2 }));
        agrees(means(estimateMeanFunction(bare(weighted))).map(({ mean }) => mean), means(estimateMeanFunction(bare(doubled))).map(({ mean }) => mean), 1e-12);
      }),
    );
  });

  test("the mean rises, and with death it is never above the mean of the living", () => {
    fc.assert(
      fc.property(histories, (some) => {
        const rows = listsOf(some);
        const at = { times: [1, 2, 3] };
        const [all, living] = [estimateMeanFunction(columnsOf(rows), { terminal: "ghosh-lin", ...at }), estimateMeanFunction(bare(rows), at)];
        for (const [index, group] of all.groups.entries()) {
          for (let step = 1; step < group.mean.length; step++) expect(group.mean[step]).toBeGreaterThanOrEqual(group.mean[step - 1] as number);
          for (const [place, told] of group.atTimes.entries()) if (told.mean !== null) expect(told.mean).toBeLessThanOrEqual((living.groups[index]?.atTimes[place]?.mean ?? Number.NaN) + 1e-12);
        }
      }),
    );
  });

  test("the names of groups do not matter to the test", () => {
    fc.assert(
      fc.property(histories, (some) => {
        const rows = listsOf(some);
        const renamed = rows.map((row) => ({ ...row, group: row.group === "a" ? "z" : "m" }));
        agrees(compareMeanFunctions(bare(renamed)).test, compareMeanFunctions(bare(rows)).test, 1e-8);
      }),
    );
  });
});
