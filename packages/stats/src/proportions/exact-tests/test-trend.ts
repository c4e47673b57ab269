/** Cochran and Armitage's test of a trend in proportions. */
import { column, type GivenColumns, mayColumn, type MissingRows } from "../../form/columns.ts";
import { choice, type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { normalTail } from "../../distributions/normal.ts";
import { largestFormulaTotal, oneArmTotals, readCounts } from "../read-counts.ts";

export const trendColumns = {
  study: mayColumn("text", "name of the group"),
  events: column("count", "participants of the group with the event"),
  total: column("count", "participants of the group"),
  score: mayColumn("number", "score of the group, such as its dose; left out: 1, 2, 3, …"),
} as const;
export const trendOptions = { variance: choice(["binomial", "hypergeometric"], "binomial", "variance of the statistic: with N (binomial, as R's prop.trend.test) or with N - 1 (hypergeometric)") } as const;

export interface TrendTest extends ResultForm {
  readonly test: { readonly statistic: number; readonly distribution: "normal"; readonly degreesOfFreedom: null; readonly pValue: number };
  /** One-sided: more events with higher scores. */
  readonly pIncreasing: number;
  readonly pDecreasing: number;
  /** Slope of the proportions on the scores, by weighted least squares. */
  readonly slope: number;
  readonly missing: MissingRows;
}

/**
 * Whether proportions rise or fall over groups with scores. The statistic is positive where they rise; its square is chi-square.
 * Throws StatisticRefusal `too-few` (fewer than two groups), `one-group` (all scores equal), `no-events`, `only-events`, and as
 * `estimateProportions`. Source: Armitage 1955, doi 10.2307/3001775 (recalled). R: `prop.trend.test(events, total, score)`.
 *
 * @example testTrend({ events: [1, 3, 6], total: [20, 20, 20] }).test.statistic ** 2 // 4.32
 */
export function testTrend(columns: GivenColumns<typeof trendColumns>, options: GivenOptions<typeof trendOptions> = {}): TrendTest {
  const { variance } = readOptions(trendOptions, options);
  const { rows, missing } = readCounts(trendColumns, columns, oneArmTotals, largestFormulaTotal);
  if (rows.length < 2) throw new StatisticRefusal("too-few", "events", "There is one group only.", "Give at least two groups.");
  const groups = rows.map(({ row, counts: { events, total } }) => ({ events, total, score: columns.score?.[row - 1] ?? row }));
  const sum = (f: (group: (typeof groups)[number]) => number): number => groups.reduce((all, group) => all + f(group), 0);
  const total = sum((group) => group.total);
  const events = sum((group) => group.events);
  if (events === 0) throw new StatisticRefusal("no-events", "events", "Nobody had the event.", "A trend needs events.");
  if (events === total) throw new StatisticRefusal("only-events", "events", "Everybody had the event.", "A trend needs some without the event.");
  const middle = sum((group) => group.total * group.score) / total;
  const spread = sum((group) => group.total * (group.score - middle) ** 2);
  if (spread === 0) throw new StatisticRefusal("one-group", "score", "All groups have one score.", "Give scores that differ.");
  const share = events / total;
  const apart = sum((group) => (group.score - middle) * (group.events - group.total * share));
  const statistic = (apart / Math.sqrt(share * (1 - share) * spread)) * (variance === "binomial" ? 1 : Math.sqrt((total - 1) / total));
  return resultOf({
    method: `Cochran-Armitage test of a trend in proportions, ${variance} variance, without continuity correction.`,
    test: { statistic, distribution: "normal" as const, degreesOfFreedom: null, pValue: Math.min(1, 2 * normalTail(Math.abs(statistic), { tail: "upper" })) },
    pIncreasing: normalTail(statistic, { tail: "upper" }),
    pDecreasing: normalTail(statistic),
    slope: apart / spread,
    missing,
  });
}
