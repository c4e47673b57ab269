/** What each row does to a linear model. */
import type { LinearFit } from "./linear-core.ts";

export interface LinearDiagnostics {
  readonly leverages: Float64Array;
  /** Residuals over their standard error of a fit without the row; `null` where the row alone determines its fitted value, or nothing is left. */
  readonly studentised: readonly (number | null)[];
  /** Cook's distances; `null` as above. */
  readonly cooksDistances: readonly (number | null)[];
}

/** R: `hatvalues`, `rstudent`, `cooks.distance`. Rows of weight 0 have none. */
export function linearDiagnostics({ residuals, leverages, residualSumOfSquares, degreesOfFreedom, coefficients }: LinearFit, weights: Float64Array | null): LinearDiagnostics {
  const variance = residualSumOfSquares / degreesOfFreedom;
  const usable = (row: number): boolean => 1 - (leverages[row] as number) > 1e-10 && weights?.[row] !== 0;
  const scaled = residuals.map((one, row) => one * Math.sqrt(weights?.[row] ?? 1));
  return {
    leverages,
    studentised: Array.from(scaled, (one, row) => {
      const rest = 1 - (leverages[row] as number);
      const without = (residualSumOfSquares - one ** 2 / rest) / (degreesOfFreedom - 1);
      return usable(row) && degreesOfFreedom > 1 && without > 0 ? one / Math.sqrt(without * rest) : null;
    }),
    cooksDistances: Array.from(scaled, (one, row) => (usable(row) && variance > 0 ? ((one ** 2 / variance) * (leverages[row] as number)) / (coefficients.length * (1 - (leverages[row] as number)) ** 2) : null)),
  };
}

/** Warnings that a small trial needs. */
export function smallSampleWarnings(fit: LinearFit, { studentised, cooksDistances }: LinearDiagnostics): string[] {
  const rowsWhere = (holds: (row: number) => boolean): string => Array.from(fit.leverages.keys()).filter((row) => holds(row)).map((row) => row + 1).slice(0, 10).join(", ");
  const far = rowsWhere((row) => Math.abs(studentised[row] ?? 0) > 3);
  const strong = rowsWhere((row) => (cooksDistances[row] ?? 0) > 1);
  return [
    ...(fit.degreesOfFreedom < 10 ? [`Only ${fit.degreesOfFreedom} degrees of freedom are left: intervals rest on normal residuals.`] : []),
    ...(far === "" ? [] : [`Studentised residuals beyond 3 in complete rows ${far}.`]),
    ...(strong === "" ? [] : [`Cook's distances above 1 in complete rows ${strong}: the estimates hang on them.`]),
  ];
}
