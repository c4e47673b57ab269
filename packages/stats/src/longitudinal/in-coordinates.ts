/** Tests of coefficients in the units given, from tests in scaled coordinates. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import type { Matrix } from "../linear-algebra/matrix.ts";
import { multiply } from "../linear-algebra/multiply.ts";
import { transpose } from "../linear-algebra/transpose.ts";
import type { ContrastTest, FixedEffectTests, JointContrastTest } from "./fixed-effect-tests.ts";
import type { ScaledCoordinates } from "./scaled-coordinates.ts";
import { upperSolve } from "./upper-solve.ts";

export interface GivenTests {
  readonly covariance: Matrix;
  readonly test: (row: ArrayLike<number>, degrees?: number) => ContrastTest;
  readonly testJoint: (rows: readonly ArrayLike<number>[], degrees?: number) => JointContrastTest;
}

/** `tests` are those of coefficients moved by `moveCoefficients`. */
export function inCoordinates(tests: FixedEffectTests, { inverse, scale }: ScaledCoordinates): GivenTests {
  const p = inverse.rows;
  const turn = (row: ArrayLike<number>): Float64Array => {
    if (row.length !== p) throw new StatisticRefusal("lengths-differ", "contrast", `There are ${row.length} weights for ${p} coefficients.`, "Give one weight for each coefficient.");
    return multiply({ rows: 1, columns: p, values: Float64Array.from(row) }, inverse).values;
  };
  const spread = multiply(multiply(inverse, tests.covariance), transpose(inverse));
  return {
    covariance: { ...spread, values: spread.values.map((value) => value * scale * scale) },
    test: (row, degrees) => {
      const made = tests.test(turn(row), degrees);
      return { ...made, estimate: made.estimate * scale, standardError: made.standardError * scale, lower: made.lower * scale, upper: made.upper * scale };
    },
    testJoint: (rows, degrees) => tests.testJoint(rows.map(turn), degrees),
  };
}

/** Coefficients of the orthonormal columns, with what had been taken off the outcome put back. */
export function moveCoefficients(coefficients: Float64Array, { inverse, shift, scale }: ScaledCoordinates): Float64Array {
  const moved = upperSolve(inverse, shift);
  return coefficients.map((value, at) => value + (moved[at] ?? 0) / scale);
}
