/** Linear mixed models with a random intercept, and a random slope over time. */
import { readRows } from "../form/columns.ts";
import { readOptions } from "../form/option-fields.ts";
import { resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { orthonormalBasis, upperTriangle } from "../linear-algebra/apply-qr.ts";
import { invertPositiveDefinite } from "../linear-algebra/invert-positive-definite.ts";
import { type Matrix, rowsOf } from "../linear-algebra/matrix.ts";
import { multiply, multiplyVector } from "../linear-algebra/multiply.ts";
import { decomposeQr } from "../linear-algebra/pivoted-qr.ts";
import { generalisedInverse } from "../linear-algebra/symmetric-power.ts";
import { transpose } from "../linear-algebra/transpose.ts";
import { runSteps } from "../optimisation/run-steps.ts";
import { categoriesOf } from "../regression/design-matrix.ts";
import { termTests } from "./estimated-means.ts";
import { type Chosen, type Factor, type FixedCoding, fixedDesign, namesOfInteraction, rowAt } from "./fixed-design.ts";
import { fixedEffectTests } from "./fixed-effect-tests.ts";
import { derivativesAt } from "./likelihood-derivatives.ts";
import { maximiseMixed } from "./maximise-mixed.ts";
import { effectsOf, factoredCovariance, linearCovariance, lowerOf, placesOf } from "./mixed-covariance.ts";
import { type MixedColumns, mixedColumns, type MixedOptions, mixedOptions } from "./mixed-options.ts";
import type { MixedComponent, MixedModel, ParticipantEffect, PredictedMean } from "./mixed-result.ts";
import { type MixedRows, turnRows } from "./mixed-rows.ts";
import { profileComponent } from "./profile-component.ts";
import { likelihoodAt, type LikelihoodPoint, threefold } from "./repeated-likelihood.ts";
import { inCoordinates, moveCoefficients } from "./in-coordinates.ts";
import { sayMixed } from "./say-mixed.ts";
import { scaledRows } from "./scaled-rows.ts";

/**
 * Linear mixed model of repeated outcomes: fixed effects of time, numbers and categories, a random intercept for each
 * participant, and where asked a random slope over time, correlated with it or not.
 *
 * Columns: one row a measurement; incomplete rows are left out and counted. Independent normal residuals of one variance.
 * An estimate on the boundary (no variance, or perfect correlation) is found and told as `singular`.
 * Throws StatisticRefusal: `singular` for covariates that determine each other, `one-group` for one participant,
 * `not-identified` where residuals cannot be told from effects, `not-converged` with the last gradient.
 * Sources: Laird and Ware 1982, doi 10.2307/2529876; Bates and others 2015, doi 10.18637/jss.v067.i01; Kenward and Roger 1997,
 * doi 10.2307/2533558 (all recalled). R: lme4's `lmer`, lmerTest's degrees of freedom, pbkrtest's `KRmodcomp`, to 1e-8 where
 * the estimates there are brought to the maximum.
 *
 * @example fitMixedModel({ outcome: [1, 2, 2, 4, 1, 3], participant: ["a", "a", "b", "b", "c", "c"], time: [0, 1, 0, 1, 0, 1] }).coefficients[1]?.estimate // 5/3
 */
export const fitMixedModel = (columns: MixedColumns, options: MixedOptions = {}): MixedModel => runSteps(fitMixedModelSteps(columns, options));

/** The same in steps that tell how far it is. */
export function* fitMixedModelSteps(columns: MixedColumns, options: MixedOptions = {}): Generator<{ readonly done: number }, MixedModel> {
  const read = readOptions(mixedOptions, options);
  const { size, columns: given, missing } = readRows(mixedColumns, columns);
  if (size === 0) throw new StatisticRefusal("empty", "outcome", "No row is complete.", "Give outcomes with their participants.");
  const { random, estimation } = read;
  if (random !== "intercept" && given.time === null) throw new StatisticRefusal("missing-column", "time", "A random slope needs a time.", "Give the column time, or choose a random intercept only.");
  const covariates = [...(given.time === null ? [] : [{ name: "time", values: given.time }]), ...(given.covariates ?? [])];
  const strange = (read.references ?? []).find((word) => !covariates.some(({ name, values }) => !(values instanceof Float64Array) && name === word.slice(0, Math.max(0, word.indexOf("="))).trim()));
  if (strange !== undefined) throw new StatisticRefusal("unknown-choice", "references", `${JSON.stringify(strange)} names no covariate of categories with one of them.`, 'Write the name, =, and the category: "arm=placebo".');
  const references = Object.fromEntries((read.references ?? []).map((word) => word.split("=").map((part) => part.trim()) as [string, string]));
  const crossed = (read.interactions ?? []).map(namesOfInteraction);
  const { matrix, terms, references: used } = fixedDesign(covariates, { size, crossed, references });
  const factors = covariates.map(({ name, values }): Factor => (values instanceof Float64Array ? { name, categories: null, mean: values.reduce((sum, one) => sum + one, 0) / size } : { name, categories: firstThen(used[name] ?? "", categoriesOf(values)), mean: null }));
  const coding: FixedCoding = { factors, terms };
  const qr = decomposeQr(matrix);
  const dependent = qr.dependentColumns[0];
  if (dependent !== undefined) throw new StatisticRefusal("singular", "covariates", `${terms[dependent]?.term ?? ""} follows from the columns before it.`, "Leave it out.", { rank: qr.rank, columns: terms.length });
  if (size <= terms.length) throw new StatisticRefusal("too-few", "outcome", `There are ${size} rows for ${terms.length} coefficients.`, "Leave covariates out.", { rows: size, coefficients: terms.length });
  const { values, coordinates } = scaledRows(orthonormalBasis(qr), upperTriangle(qr), given.outcome);
  const width = terms.length + 1;
  const groups = byParticipant(given.participant, given.time);
  if (groups.length < 2) throw new StatisticRefusal("one-group", "participant", "All rows are of one participant.", "A random effect needs several participants.");
  const timeScale = random === "intercept" || given.time === null ? 1 : Math.max(...given.time.map(Math.abs)) || 1;
  const turned = turnRows(groups, values, width, random === "intercept" || given.time === null ? null : given.time.map((time) => time / timeScale));
  // A slope that does not vary with the intercept has one parameter less: two rows each may tell all three variances.
  if (turned.free === 0 && (random !== "uncorrelated-intercept-and-slope" || size === groups.length)) throw new StatisticRefusal("not-identified", "participant", "No participant has more rows than random effects.", "Take random effects out, or measure more often.");
  if (random !== "intercept" && turned.carriers.every((carrier) => carrier === null || carrier.rows < 2 || Math.abs(carrier.values[3] ?? 0) < 1e-10)) throw new StatisticRefusal("not-identified", "time", "Nobody was measured at two times.", "Choose a random intercept only.");
  const model = { patterns: turned.patterns, covariance: factoredCovariance(random, turned.carriers), estimation };
  const maximum = yield* maximiseMixed(model, random, size);
  const { scale } = coordinates;
  const spread = Math.abs(maximum.parameters.at(-1) ?? 0);
  // Outcomes are scaled: residuals that are rounding only have no variance, and the likelihood no maximum.
  if (!(spread > 1e-10)) throw new StatisticRefusal("not-identified", "outcome", "Each participant's own effects foretell every outcome: residuals have no variance.", "Take random effects out, or describe the participants' means; there is nothing to test within them.");
  // What came to rest at zero but for rounding is zero.
  const lower = lowerOf(random, maximum.parameters.map((value) => (Math.abs(value) < 1e-9 * spread ? 0 : value)));
  // As lme4: a diagonal of the relative factor below 1e-4 is on the boundary.
  const singular = Array.from({ length: lower.rows }, (_, at) => Math.abs(lower.values[at * (lower.rows + 1)] ?? 0) / spread).some((one) => one < 1e-4);
  const inner = multiply(lower, transpose(lower));
  const linear = linearCovariance(random, turned.carriers);
  const natural = Float64Array.from([...placesOf(random).map(([row, column]) => inner.values[row * inner.columns + column] ?? 0), spread * spread]);
  const linearModel = { ...model, covariance: linear };
  const point = likelihoodAt(linearModel, natural);
  if (point === null) throw new StatisticRefusal("not-identified", "outcome", "Residuals have no variance but for rounding.", "Take random effects out, or describe the participants' means.");
  const derivatives = derivativesAt(point, natural.length, estimation);
  if (turned.free === 0 && invertPositiveDefinite(derivatives.expected, { tolerance: 1e-9 }) === null) throw new StatisticRefusal("not-identified", "time", "Two rows a participant at these times do not tell residuals from effects.", "Take random effects out, or measure more often.");
  const observed = singular ? null : twice(invertPositiveDefinite(derivatives.observed, { tolerance: 1e-12 }));
  const kenward = read.degreesOfFreedom === "kenward-roger";
  const forKenward = kenward ? (read.information === "expected" ? twice(invertPositiveDefinite(derivatives.expected, { tolerance: 1e-12 })) : observed) : null;
  if (kenward && forKenward === null) throw new StatisticRefusal("not-identified", "random", `The ${read.information} information about the variances has no inverse${singular ? ", as the estimate lies on the boundary" : ""}.`, "Choose the expected information, or Satterthwaite degrees of freedom.");
  const tests = inCoordinates(
    fixedEffectTests({ ...point, coefficients: moveCoefficients(point.coefficients, coordinates) }, forKenward === null ? { degrees: read.degreesOfFreedom, level: read.level, parameterCovariance: twice(generalisedInverse(maximum.derivatives.observed, { tolerance: 1e-9 }).matrix) as Matrix, slopes: maximum.derivatives.slopes } : { degrees: "kenward-roger-linear", level: read.level, parameterCovariance: forKenward, slopes: derivatives.slopes }),
    coordinates,
  );
  const p = terms.length;
  const units = unitsOf(random, scale, timeScale);
  const components: MixedComponent[] = [];
  for (const [at, name] of namesOf(random).entries()) {
    const unit = units[at] ?? 1;
    const variance = observed?.values[at * (natural.length + 1)] ?? 0;
    const profile = read.profileIntervals && !singular ? profileComponent(linearModel, natural, point.deviance, at, { level: read.level, variance, bounded: !name.startsWith("covariance") }) : { lower: null, upper: null };
    components.push({ name, estimate: (natural[at] ?? 0) * unit, standardError: variance > 0 ? Math.sqrt(variance) * unit : null, lower: profile.lower === null ? null : profile.lower * unit, upper: profile.upper === null ? null : profile.upper * unit, why: singular ? "The estimate lies on the boundary of what is possible: the information is none there." : null });
    yield { done: 0.95 };
  }
  const correlation = random === "intercept-and-slope" && (inner.values[0] ?? 0) > 1e-8 * spread ** 2 && (inner.values[3] ?? 0) > 1e-8 * spread ** 2 ? (inner.values[1] ?? 0) / Math.sqrt((inner.values[0] ?? 0) * (inner.values[3] ?? 0)) : null;
  const named = new Set(Array.from(columns.participant, (name) => (name === null || name === undefined || name === "" ? null : String(name))));
  named.delete(null);
  const degrees = estimation === "reml" ? size - p : size;
  const minusTwoLogLikelihood = point.deviance + degrees * (Math.log(2 * Math.PI) + 2 * Math.log(scale)) + (estimation === "reml" ? 2 * coordinates.logDeterminant : 0);
  const predict = (chosen: Chosen) => tests.test(rowAt(coding, chosen));
  return resultOf({
    method: sayMixed(read, coding, crossed),
    participants: groups.length,
    participantsWithoutRow: named.size - groups.length,
    rows: size,
    coefficients: terms.map(({ term }, at) => ({ term, ...tests.test(Float64Array.from({ length: p }, (_, other) => (other === at ? 1 : 0))) })),
    coefficientCovariance: rowsOf(tests.covariance),
    components,
    correlation,
    singular,
    effects: effectsAt(turned, point, inner, spread * spread, scale, timeScale),
    means: predictedMeans(coding, read.times, predict),
    tests: termTests(coding, crossed, tests.testJoint),
    minusTwoLogLikelihood,
    aic: minusTwoLogLikelihood + 2 * (natural.length + (estimation === "ml" ? p : 0)),
    iterations: maximum.iterations,
    missing,
    warnings: [...(singular ? ["The estimate is singular: an effect has no variance, or the effects are perfectly correlated. Consider fewer random effects."] : []), ...(named.size > groups.length ? [`${named.size - groups.length} participants had no row that could be used.`] : [])],
    testContrast: tests.test,
    testContrasts: tests.testJoint,
    predict,
  });
}

const twice = (matrix: Matrix | null): Matrix | null => (matrix === null ? null : { ...matrix, values: matrix.values.map((value) => 2 * value) });
const firstThen = (first: string, all: readonly string[]): readonly string[] => [first, ...all.filter((one) => one !== first)];

function byParticipant(names: readonly string[], time: Float64Array | null): readonly { readonly name: string; readonly rows: readonly number[] }[] {
  const found = new Map<string, number[]>();
  for (const [row, name] of names.entries()) {
    const rows = found.get(name);
    if (rows === undefined) found.set(name, [row]);
    else rows.push(row);
  }
  // In the order of time, so that the same times make the same pattern.
  return categoriesOf([...found.keys()]).map((name) => ({ name, rows: time === null ? (found.get(name) ?? []) : (found.get(name) ?? []).toSorted((one, other) => (time[one] ?? 0) - (time[other] ?? 0)) }));
}

const namesOf = (random: "intercept" | "intercept-and-slope" | "uncorrelated-intercept-and-slope"): readonly string[] => [...placesOf(random).map(([row, column]) => (row !== column ? "covariance of intercept and slope" : row === 0 ? "variance of intercept" : "variance of slope")), "residual variance"];
/** What a variance of scaled outcomes over scaled time is in the units given. */
const unitsOf = (random: Parameters<typeof namesOf>[0], scale: number, timeScale: number): readonly number[] => [...placesOf(random).map(([row, column]) => (scale * scale) / timeScale ** (row + column)), scale * scale];

/** G R' (R G R' + s² I)^-1 r for each participant, and what of G is left. */
function effectsAt({ participants }: MixedRows, point: LikelihoodPoint, inner: Matrix, residual: number, scale: number, timeScale: number): readonly ParticipantEffect[] {
  const p = point.coefficients.length;
  return participants.map(({ name, carrier, rows }) => {
    const width = p + 1;
    const left = Float64Array.from({ length: carrier.rows }, (_, row) => {
      let value = rows[row * width + p] ?? 0;
      for (let at = 0; at < p; at++) value -= (rows[row * width + at] ?? 0) * (point.coefficients[at] ?? 0);
      return value;
    });
    const whole = threefold(carrier, inner, transpose(carrier));
    for (let at = 0; at < carrier.rows; at++) whole.values[at * (carrier.rows + 1)] = (whole.values[at * (carrier.rows + 1)] ?? 0) + residual;
    const weight = invertPositiveDefinite(whole) as Matrix;
    const pull = threefold(inner, transpose(carrier), weight);
    const effect = multiplyVector(pull, left);
    const taken = threefold(pull, carrier, inner);
    const error = (at: number): number => Math.sqrt(Math.max(0, (inner.values[at * (inner.columns + 1)] ?? 0) - (taken.values[at * (inner.columns + 1)] ?? 0))) * scale;
    const slope = effectsOf("intercept") < inner.rows;
    return { participant: name, intercept: (effect[0] ?? 0) * scale, interceptError: error(0), slope: slope ? ((effect[1] ?? 0) * scale) / timeScale : null, slopeError: slope ? error(1) / timeScale : null };
  });
}

/** At each time, and for each category of each covariate. */
function predictedMeans({ factors }: FixedCoding, times: readonly number[] | null, predict: (chosen: Chosen) => Omit<PredictedMean, "time" | "covariate" | "category">): readonly PredictedMean[] {
  const hasTime = factors.some(({ name }) => name === "time");
  const choices = factors.flatMap(({ name, categories }) => (categories ?? []).map((category) => ({ covariate: name, category })));
  return (hasTime ? (times ?? [null]) : [null]).flatMap((time) =>
    (choices.length === 0 ? [null] : choices).map((choice): PredictedMean => ({ time, covariate: choice?.covariate ?? null, category: choice?.category ?? null, ...predict({ ...(time === null ? {} : { time }), ...(choice === null ? {} : { [choice.covariate]: choice.category }) }) })),
  );
}
