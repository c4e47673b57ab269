/** The common part of MMRM from rows and from summaries: likelihood, tests, estimated means. */
import type { MissingRows } from "../form/columns.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { invertPositiveDefinite } from "../linear-algebra/invert-positive-definite.ts";
import { type Matrix, rowsOf } from "../linear-algebra/matrix.ts";
import { multiply } from "../linear-algebra/multiply.ts";
import { inCoordinates, moveCoefficients } from "./in-coordinates.ts";
import { type ContrastTest, fixedEffectTests, type JointContrastTest } from "./fixed-effect-tests.ts";
import type { FixedCoding } from "./fixed-design.ts";
import { maximiseRepeated } from "./maximise-repeated.ts";
import type { ReadFitOptions } from "./mmrm-options.ts";
import { type EstimatedDifference, type EstimatedMean, estimatedMeans, type TermTest, termTests } from "./estimated-means.ts";
import type { LikelihoodPoint } from "./repeated-likelihood.ts";
import { sayMmrm } from "./say-mmrm.ts";
import type { ScaledCoordinates } from "./scaled-coordinates.ts";
import { visitCovariance } from "./visit-covariance.ts";
import type { VisitPattern } from "./visit-patterns.ts";

export interface CovarianceParameter {
  readonly name: string;
  readonly group: string | null;
  readonly estimate: number;
  /** From the inverse of the information; `null` where that has none. */
  readonly standardError: number | null;
}
export interface MmrmCoefficient extends ContrastTest {
  readonly term: string;
}
export interface Mmrm extends ResultForm {
  readonly participants: number;
  /** Participants of whom no visit could be used. */
  readonly participantsWithoutVisit: number;
  readonly rows: number;
  readonly visits: readonly string[];
  readonly patterns: readonly { readonly visits: readonly string[]; readonly group: string | null; readonly participants: number }[];
  readonly coefficients: readonly MmrmCoefficient[];
  /** Of the coefficients, in their order: adjusted or empirical where asked. */
  readonly coefficientCovariance: readonly (readonly number[])[];
  readonly covarianceParameters: readonly CovarianceParameter[];
  /** The covariance of visits, for each group. */
  readonly covariances: readonly { readonly group: string | null; readonly matrix: readonly (readonly number[])[] }[];
  /** Estimated mean of each arm at each visit. */
  readonly means: readonly EstimatedMean[];
  /** Each arm less the first at each visit, and over all visits with equal weight (`visit: null`). */
  readonly differences: readonly EstimatedDifference[];
  /** F tests of whole terms, other factors at equal weights: SAS's type III. */
  readonly tests: readonly TermTest[];
  readonly minusTwoLogLikelihood: number;
  /** Minus two log-likelihood plus twice the number of covariance parameters (under ML: of all parameters). */
  readonly aic: number;
  readonly iterations: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
  /** One combination of coefficients, in their order. */
  readonly testContrast: (weights: readonly number[]) => ContrastTest;
  /** Several combinations together. */
  readonly testContrasts: (weights: readonly (readonly number[])[]) => JointContrastTest;
}

export interface VisitData {
  readonly patterns: readonly VisitPattern[];
  readonly coordinates: ScaledCoordinates;
  readonly coding: FixedCoding;
  readonly visits: readonly string[];
  readonly crossed: readonly (readonly string[])[];
  readonly rows: number;
  readonly participants: number;
  readonly withoutVisit: number;
  readonly missing: MissingRows;
  /** Whether a coefficient's column changes within a participant. */
  readonly within: readonly boolean[];
  /** Sum over participants of scores times their transposes; `null` where rows are not there. */
  readonly meat: ((point: LikelihoodPoint) => Matrix) | null;
}

export function* fitVisits(data: VisitData, options: ReadFitOptions): Generator<{ readonly done: number }, Mmrm> {
  const { patterns, coordinates, coding, visits, rows } = data;
  const { estimation, degreesOfFreedom, variance } = options;
  if (variance === "empirical" && degreesOfFreedom.startsWith("kenward")) throw new StatisticRefusal("options-conflict", "variance", "Kenward and Roger adjust the covariance of the model, not the empirical one.", "Choose other degrees of freedom, for example between-within.");
  const p = coding.terms.length;
  if (rows <= p) throw new StatisticRefusal("too-few", "outcome", `There are ${rows} rows for ${p} coefficients.`, "Leave covariates out.", { rows, coefficients: p });
  const { groups, structure, model, start } = visitCovariance(patterns, visits, options.covariance);
  const maximum = yield* maximiseRepeated({ patterns, covariance: model, estimation }, start);
  const { point, derivatives, parameters, iterations } = maximum;
  const information = options.information === "observed" ? derivatives.observed : derivatives.expected;
  const inverse = invertPositiveDefinite(information, { tolerance: 1e-12 });
  if (inverse === null) throw new StatisticRefusal("not-identified", "covariance", "The information about the covariance has no inverse: the data do not tell all of its parameters.", "Choose a covariance with fewer parameters.");
  const parameterCovariance: Matrix = { ...inverse, values: inverse.values.map((value) => 2 * value) };
  const { scale } = coordinates;
  const sandwich = variance === "model" ? undefined : sandwichOf(point, data);
  const tests = inCoordinates(fixedEffectTests({ ...point, coefficients: moveCoefficients(point.coefficients, coordinates) }, { degrees: degreesOfFreedom, level: options.level, parameterCovariance, slopes: derivatives.slopes, sandwich }), coordinates);
  const within = betweenWithin(data);
  const given = (contrast: readonly ArrayLike<number>[]): number | undefined => (degreesOfFreedom === "between-within" ? leastDegrees(contrast, within) : undefined);
  const test = (row: ArrayLike<number>): ContrastTest => tests.test(row, given([row]));
  const testJoint = (contrast: readonly ArrayLike<number>[]): JointContrastTest => tests.testJoint(contrast, given(contrast));
  const covarianceParameters = groups.flatMap((group, index) =>
    structure.names.map((name, at): CovarianceParameter => {
      const place = index * structure.names.length + at;
      const unit = structure.scaled[at] === true ? scale * scale : 1;
      return { name, group, estimate: (parameters[place] ?? 0) * unit, standardError: Math.sqrt(parameterCovariance.values[place * (parameters.length + 1)] ?? 0) * unit };
    }),
  );
  const degrees = estimation === "reml" ? rows - p : rows;
  const minusTwoLogLikelihood = point.deviance + degrees * (Math.log(2 * Math.PI) + 2 * Math.log(scale)) + (estimation === "reml" ? 2 * coordinates.logDeterminant : 0);
  return resultOf({
    method: sayMmrm(options, coding, data.crossed, groups.length),
    participants: data.participants,
    participantsWithoutVisit: data.withoutVisit,
    rows,
    visits,
    patterns: patterns.map(({ visits: places, group, participants }) => ({ visits: places.map((place) => visits[place] ?? ""), group, participants })),
    coefficients: coding.terms.map(({ term }, at): MmrmCoefficient => ({ term, ...test(Float64Array.from({ length: p }, (_, other) => (other === at ? 1 : 0))) })),
    coefficientCovariance: rowsOf(tests.covariance),
    covarianceParameters,
    covariances: groups.map((group, index) => {
      const { value } = structure.at(parameters.subarray(index * structure.names.length, (index + 1) * structure.names.length));
      return { group, matrix: rowsOf({ ...value, values: value.values.map((entry) => entry * scale * scale) }) };
    }),
    ...estimatedMeans(coding, visits, test),
    tests: termTests(coding, data.crossed, testJoint),
    minusTwoLogLikelihood,
    aic: minusTwoLogLikelihood + 2 * (parameters.length + (estimation === "ml" ? p : 0)),
    iterations,
    missing: data.missing,
    warnings: data.withoutVisit > 0 ? [`${data.withoutVisit} participants had no visit that could be used.`] : [],
    testContrast: test,
    testContrasts: testJoint,
  });
}

/** The sandwich CR0 of Liang and Zeger (1986): no correction for few participants. */
function sandwichOf(point: LikelihoodPoint, { meat }: VisitData): Matrix {
  if (meat === null) throw new StatisticRefusal("options-conflict", "variance", "An empirical covariance needs the rows; a summary does not have them.", "Choose the variance of the model, or give the rows.");
  return multiply(multiply(point.coefficientCovariance, meat(point)), point.coefficientCovariance);
}

/** Degrees of freedom of each coefficient: rows less participants and columns that change within, or participants less those that do not. */
function betweenWithin({ within, rows, participants }: VisitData): readonly number[] {
  const changing = within.filter(Boolean).length;
  const constant = within.length - changing;
  return within.map((one, at) => (one || at === 0 ? rows - participants - changing : participants - constant));
}
const leastDegrees = (contrast: readonly ArrayLike<number>[], degrees: readonly number[]): number => {
  const least = Math.min(...contrast.flatMap((row) => Array.from(row, (weight, at) => (weight === 0 ? Number.POSITIVE_INFINITY : (degrees[at] ?? 1)))));
  if (!(least > 0)) throw new StatisticRefusal("too-few", "participant", "No degrees of freedom are left.", "Choose other degrees of freedom.");
  return least;
};
