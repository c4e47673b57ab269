/** Proportions with confidence limits of a kind to choose. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { normalQuantile } from "../../distributions/normal.ts";
import { oneArmCounts } from "../../meta-analysis/effect-sizes/study-columns.ts";
import { type LevelledLimits, type Limits, openSide, percent, type Sided, tailArea } from "../limits.ts";
import { largestFormulaTotal, largestTotal, oneArmTotals, readCounts } from "../read-counts.ts";
import { blakerLimits } from "./blaker-limits.ts";
import { blythStillLimits, largestBlythStillTotal } from "./blyth-still-limits.ts";
import { clopperPearsonLimits, jeffreysLimits, midPLimits } from "./exact-limits.ts";
import { type ProportionInterval, proportionIntervalOptions } from "./proportion-options.ts";
import { agrestiCoullLimits, correctedWilsonLimits, waldLimits, wilsonLimits } from "./score-limits.ts";

export interface ProportionRow {
  readonly row: number;
  readonly study: string;
  readonly events: number;
  readonly total: number;
  readonly proportion: number;
  readonly interval: LevelledLimits;
}
export interface ProportionEstimates extends ResultForm {
  readonly kind: ProportionInterval;
  readonly sided: Sided;
  readonly rows: readonly ProportionRow[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

const named: Readonly<Record<ProportionInterval, string>> = {
  "clopper-pearson": "exact limits of Clopper and Pearson",
  "mid-p": "mid-P limits (exact tails with half of the probability of the outcome seen)",
  "wilson": "Wilson's score limits without continuity correction",
  "wilson-corrected": "Wilson's score limits with continuity correction",
  "jeffreys": "equal-tailed limits from Jeffreys' prior, 0 without events and 1 where all had the event",
  "blyth-still-casella": "exact shortest limits of Blyth, Still and Casella",
  "blaker": "Blaker's exact limits",
  "agresti-coull": "limits of Agresti and Coull",
  "wald": "Wald limits",
};

/**
 * Proportions with confidence limits, one for each row of `events` and `total`.
 *
 * Clopper-Pearson, Blyth-Still-Casella and Blaker cover at least the level for every proportion; the others about the level.
 * Blyth-Still-Casella, for totals to 10,000, and Blaker have two sides only. Defaults: Clopper-Pearson, 95 %, two-sided.
 * Throws StatisticRefusal `empty`, `events-above-n`, `out-of-range` (a total of 0, or too large), `options-conflict` (one side of
 * an interval that has none), and as `readRows` and `readOptions` do. Sources: the page docs/methods/proportion-intervals.md.
 *
 * @example estimateProportions({ events: [0], total: [15] }, { sided: "upper" }).rows[0]?.interval.upper // 0.18103627252208614
 */
export function estimateProportions(columns: GivenColumns<typeof oneArmCounts>, options: GivenOptions<typeof proportionIntervalOptions> = {}): ProportionEstimates {
  const { interval, level, sided } = readOptions(proportionIntervalOptions, options);
  if (sided !== "two-sided" && (interval === "blyth-still-casella" || interval === "blaker")) throw new StatisticRefusal("options-conflict", "sided", `The interval ${interval} has two sides only.`, "Take clopper-pearson for one limit.");
  const { rows, missing } = readCounts(oneArmCounts, columns, oneArmTotals, interval === "blaker" ? largestTotal : largestFormulaTotal);
  const limits = limitsOf(interval, level, sided);
  return resultOf({
    method: `Proportions with ${sided === "two-sided" ? "two-sided" : `one-sided (${sided})`} ${percent(level)} confidence limits: ${named[interval]}.`,
    kind: interval,
    sided,
    rows: rows.map(({ row, study, counts: { events, total } }) => ({ row, study, events, total, proportion: events / total, interval: { ...openSide(limits(events, total, row), sided, { lower: 0, upper: 1 }), level } })),
    missing,
    warnings: interval === "wald" ? ["Wald limits cover less often than their level, far less where events are few; without events they have no width."] : [],
  });
}

function limitsOf(interval: ProportionInterval, level: number, sided: Sided): (events: number, total: number, row: number) => Limits {
  const tail = tailArea(level, sided);
  const z = normalQuantile(tail, { tail: "upper" });
  const shortest = new Map<number, readonly Limits[]>();
  return (events, total, row) => {
    switch (interval) {
      case "clopper-pearson":
        return clopperPearsonLimits(events, total, tail);
      case "mid-p":
        return midPLimits(events, total, tail);
      case "jeffreys":
        return jeffreysLimits(events, total, tail);
      case "blaker":
        return blakerLimits(events, total, tail);
      case "wilson":
        return wilsonLimits(events, total, z);
      case "wilson-corrected":
        return correctedWilsonLimits(events, total, z);
      case "agresti-coull":
        return agrestiCoullLimits(events, total, z);
      case "wald":
        return waldLimits(events, total, z);
      case "blyth-still-casella": {
        if (total > largestBlythStillTotal) throw new StatisticRefusal("out-of-range", `total.${row}`, `${total} is above ${largestBlythStillTotal}, the largest total of this interval.`, "Take wilson or mid-p for a total of this size.", { row });
        const all = shortest.get(total) ?? blythStillLimits(total, level);
        shortest.set(total, all);
        return all[events] as Limits;
      }
    }
  };
}
