/** Odds ratios of 2 × 2 tables with exact, mid-P or score limits. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { choice, type GivenOptions, level as levelField, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { normalQuantile } from "../../distributions/normal.ts";
import { twoArmCounts } from "../../meta-analysis/effect-sizes/study-columns.ts";
import { type LevelledLimits, type Limits, percent, tailArea } from "../limits.ts";
import { readCounts, twoArmTotals } from "../read-counts.ts";
import { woolfLimits } from "../two-groups/closed-limits.ts";
import type { TwoByTwo } from "../two-groups/constrained-fit.ts";
import { ratioScoreLimits } from "../two-groups/score-limits.ts";
import { baptistaPikeLimits, centralOddsRatioLimits, conditionalEstimate, type ConditionalTable, conditionalTable } from "./conditional-odds-ratio.ts";

const kinds = ["cornfield", "mid-p", "baptista-pike", "baptista-pike-mid-p", "miettinen-nurminen", "woolf-log"] as const;
type Kind = (typeof kinds)[number];
export const oddsRatioOptions = {
  interval: choice(kinds, "cornfield", "kind of interval: exact with half the error in each tail (cornfield, as in Fisher's test) or its mid-P form; exact by likelihood of outcomes (baptista-pike) or its mid-P form; unconditional score limits (miettinen-nurminen); woolf-log: Wald on the log scale"),
  level: levelField,
} as const;

export interface OddsRatioRow {
  readonly row: number;
  readonly study: string;
  /** Conditional maximum likelihood; `null` where the margins allow one table only, `reason` says so. */
  readonly estimate: number | null;
  /** ad / bc; `null` where that is 0/0. */
  readonly sampleOddsRatio: number | null;
  readonly interval: LevelledLimits | null;
  readonly reason: string | null;
}
export interface OddsRatios extends ResultForm {
  readonly kind: Kind;
  readonly rows: readonly OddsRatioRow[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

const named: Readonly<Record<Kind, string>> = {
  "cornfield": "exact limits with half the error in each tail (Cornfield)",
  "mid-p": "mid-P limits",
  "baptista-pike": "exact limits of Baptista and Pike",
  "baptista-pike-mid-p": "mid-P limits of Baptista and Pike",
  "miettinen-nurminen": "unconditional score limits of Miettinen and Nurminen",
  "woolf-log": "Wald limits on the log scale (Woolf)",
};

/**
 * Odds ratios treated / control, one for each row: by conditional maximum likelihood, and of the sample.
 *
 * Where the treated have the fewest events that the margins allow, the estimate and the lower limit are 0; where they have the most,
 * estimate and upper limit are infinite. Where the margins allow one table only (nobody, or everybody, had the event), nothing is
 * learnt: no estimate, limits of 0 and infinity. Exact limits cover at least the level.
 * Throws StatisticRefusal `empty`, `events-above-n`, `out-of-range` (an arm of nobody), and as `readRows` and `readOptions` do.
 * Sources: docs/methods/two-proportions.md. R: `fisher.test` for cornfield, which stops at a tolerance of 1e-4.
 *
 * @example estimateOddsRatios({ treatedEvents: [3], treatedTotal: [4], controlEvents: [1], controlTotal: [4] }).rows[0]?.estimate // 6.408309
 */
export function estimateOddsRatios(columns: GivenColumns<typeof twoArmCounts>, options: GivenOptions<typeof oddsRatioOptions> = {}): OddsRatios {
  const { interval, level } = readOptions(oddsRatioOptions, options);
  const { rows, missing } = readCounts(twoArmCounts, columns, twoArmTotals);
  return resultOf({
    method: `Odds ratios by conditional maximum likelihood with ${percent(level)} confidence limits: ${named[interval]}.`,
    kind: interval,
    rows: rows.map(({ row, study, counts }) => {
      const table = conditionalTable(counts);
      const one = table.low === table.high;
      const limits = one ? { lower: 0, upper: Number.POSITIVE_INFINITY } : limitsOf(interval, counts, table, level);
      const reason = one ? "The margins allow one table only: nothing is learnt about the odds ratio." : limits === null ? "A cell is empty: the log scale has no limits." : null;
      return { row, study, estimate: conditionalEstimate(table), sampleOddsRatio: sampleOddsRatio(counts), interval: limits === null ? null : { ...limits, level }, reason };
    }),
    missing,
    warnings: interval === "woolf-log" ? ["Limits on the log scale say nothing where a cell is empty."] : [],
  });
}

function limitsOf(kind: Kind, counts: TwoByTwo, table: ConditionalTable, level: number): Limits | null {
  const z = (): number => normalQuantile(tailArea(level), { tail: "upper" });
  switch (kind) {
    case "cornfield":
      return centralOddsRatioLimits(table, tailArea(level), "whole");
    case "mid-p":
      return centralOddsRatioLimits(table, tailArea(level), "half");
    case "baptista-pike":
      return baptistaPikeLimits(table, 1 - level, "whole");
    case "baptista-pike-mid-p":
      return baptistaPikeLimits(table, 1 - level, "half");
    case "miettinen-nurminen":
      return ratioScoreLimits(counts, z(), "unbiased", "odds-ratio");
    case "woolf-log":
      return woolfLimits(counts, z());
  }
}

function sampleOddsRatio({ treatedEvents: a, treatedTotal: m, controlEvents: c, controlTotal: n }: TwoByTwo): number | null {
  const [above, below] = [a * (n - c), (m - a) * c];
  return above === 0 && below === 0 ? null : above / below;
}
