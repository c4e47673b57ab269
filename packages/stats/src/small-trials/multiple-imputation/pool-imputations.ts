/** Estimates of several imputations, combined. */
import { type GivenColumns, column, readRows } from "../../form/columns.ts";
import { type GivenOptions, level, mayNumber, number, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { combineByRubin, type RubinEstimate } from "./combine-by-rubin.ts";

export const poolColumns = { estimate: column("number", "estimate from one imputed data set"), variance: column("positive", "its squared standard error") } as const;
export const poolOptions = {
  completeDegrees: mayNumber(1, Number.POSITIVE_INFINITY, "degrees of freedom had nothing been missing; left out: without bound (Rubin's rule of 1987)"),
  hypothesis: number(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0, "value that is tested"),
  level,
} as const;
export interface PooledImputations extends ResultForm, RubinEstimate {
  readonly imputations: number;
  readonly level: number;
}

/**
 * Rubin's rules: the mean of the estimates, its variance within plus (1 + 1/m) between, and Barnard and Rubin's degrees of freedom.
 *
 * Throws StatisticRefusal `too-few` for less than two imputations, `not-identified` where no degrees of freedom are left, and as `readRows` does.
 * Sources: Rubin 1987, Multiple Imputation, chapter 3; Barnard and Rubin 1999, Biometrika 86:948, doi 10.1093/biomet/86.4.948 (recalled).
 * R: `mice::pool.scalar`, to 1e-12 (where next to nothing is missing, mice takes a part of 1e-4 at least, and this does not).
 *
 * @example poolImputations({ estimate: [1, 2, 3], variance: [1, 1, 1] }).total // 1 + (4/3) 1
 */
export function poolImputations(columns: GivenColumns<typeof poolColumns>, options: GivenOptions<typeof poolOptions> = {}): PooledImputations {
  const { completeDegrees, hypothesis, level: confidence } = readOptions(poolOptions, options);
  const { columns: read, size, missing } = readRows(poolColumns, columns);
  if (missing.rows > 0) throw new StatisticRefusal("not-a-number", "estimate", "An imputation has no estimate or no variance.", "Give both of each.");
  if (size < 2) throw new StatisticRefusal(size === 0 ? "empty" : "too-few", "estimate", `There ${size === 1 ? "is one imputation" : "is no imputation"}.`, "Give at least two.");
  return resultOf({
    method: `Rubin's rules over ${size} imputations, ${completeDegrees === null ? "Rubin's" : "Barnard and Rubin's"} degrees of freedom.`,
    ...combineByRubin(read.estimate, read.variance, completeDegrees ?? Number.POSITIVE_INFINITY, confidence, hypothesis),
    imputations: size,
    level: confidence,
  });
}
