/** A mixed model fitted: estimate, variance between studies, tests and intervals from the likelihood. */
import { chiSquareQuantile, chiSquareTail } from "../../../distributions/chi-square.ts";
import { StatisticRefusal } from "../../../form/statistic-refusal.ts";
import { profileLimit } from "../../../optimisation/profile-limit.ts";
import type { RareLimits, RareTest } from "../rare-effect.ts";
import { type MixedMaximum, maximiseMixed } from "./maximise-mixed.ts";
import type { MixedLikelihood } from "./mixed-likelihood.ts";

export interface MixedChoices {
  readonly model: "common" | "random";
  readonly profile: "none" | "effect" | "effect-and-variance";
  readonly level: number;
}
export interface MixedSetup {
  readonly likelihood: MixedLikelihood;
  /** Start of the coefficients. */
  readonly start: readonly number[];
  /** Which coefficient is the effect. */
  readonly effect: number;
  /** Which scale is that of the effect between studies; the others belong to the studies' own levels. */
  readonly between: number;
  /** An effect of interest to test against: 0 for ratios, `null` for levels, which have no such value. */
  readonly tested: number | null;
}
/** A limit that is infinite is told by its word in JSON, and by `reason`. */
export interface ProfileInterval extends RareLimits {
  readonly reason: string | null;
}
export interface MixedFit {
  readonly estimate: number;
  /** From the curvature of the likelihood; `null` with a warning where that is not the curvature of a maximum. */
  readonly standardError: number | null;
  readonly tauSquared: number;
  /** Variance of the studies' levels; `null` in forms without. */
  readonly studyVariance: number | null;
  /** Mean level of the studies (log odds or log rate of the controls); `null` in forms without. */
  readonly level: number | null;
  readonly logLikelihood: number;
  readonly commonLogLikelihood: number;
  readonly profile: ProfileInterval | null;
  readonly tauSquaredProfile: ProfileInterval | null;
  /** Likelihood ratio test of no effect. */
  readonly likelihoodRatio: RareTest | null;
  /** Likelihood ratio test of τ² = 0; the p-value is that of the half-and-half mixture of chi-square with 0 and 1 degrees of freedom. */
  readonly tauSquaredTest: (RareTest & { readonly mixture: true }) | null;
  readonly gradientNorm: number;
  readonly warnings: readonly string[];
}

export function* fitMixed(setup: MixedSetup, choices: MixedChoices): Generator<{ readonly done: number }, MixedFit, void> {
  const { effect, between, likelihood } = setup;
  const { coefficients } = likelihood;
  const scales = likelihood.size - coefficients;
  const tau = coefficients + between;
  const others = Array.from({ length: scales }, (_, at) => coefficients + at).filter((place) => place !== tau);
  const fixed = Array.from({ length: coefficients }, (_, at) => at);
  const start = Float64Array.from([...setup.start, ...Array.from({ length: scales }, () => 0.5)]);
  const rough = new Float64Array(coefficients + scales).fill(0.3);
  const warnings: string[] = [];
  const settle = (from: ArrayLike<number>, free: readonly number[], spread: ArrayLike<number>, curvature: boolean): MixedMaximum => atBoundary(likelihood, from, free, coefficients, spread, curvature);
  const lift = (point: Float64Array, least: number): Float64Array => point.map((one, at) => (at >= coefficients && at !== tau ? Math.max(one, least) : one));
  /** The highest points with τ at 0 and, when it is free, anywhere. */
  const highest = (from: Float64Array, root: number): [MixedMaximum, MixedMaximum] => {
    const held = settle(lift(from, 0.1), [...fixed, ...others], rough, false);
    if (choices.model === "common") return [held, held];
    let open = settle(lift(held.point, 0.1).with(tau, root), [...fixed, ...others, tau], rough, false);
    if (open.point[tau] === 0) {
      const again = settle(lift(held.point, 0.1).with(tau, 2), [...fixed, ...others, tau], rough, false);
      if (again.value > open.value + 1e-8) open = again;
    }
    return [held, open.value < held.value ? held : open];
  };
  /** Whether integrals have more nodes now. Scales at 0 are looked at a little above, where the search has to come by. */
  const refineAt = (...points: readonly Float64Array[]): boolean => points.map((point) => likelihood.refine?.(point.map((one, at) => (at >= coefficients && (at !== tau || choices.model === "random") ? Math.max(one, 0.1) : one))) ?? false).includes(true);
  yield { done: 0.05 };
  let [common, best] = highest(start.with(tau, 0), 0.5);
  for (let turn = 0; turn < 4; turn++) {
    yield { done: 0.1 + 0.05 * turn };
    if (!refineAt(common.point, best.point)) break;
    [common, best] = highest(common.point, Math.max(0.1, best.point[tau] ?? 0));
  }
  best = settle(best.point, best.free, rough, true);
  requireFinite(best, coefficients);
  if (!best.converged) throw new StatisticRefusal("not-converged", "columns", `The likelihood did not come to its maximum; the last gradient is ${best.gradientNorm.toPrecision(3)}.`, "Choose the model of a common effect, or another form.", { gradient: best.gradientNorm });
  yield { done: 0.4 };
  const estimate = best.point[effect] ?? 0;
  const place = best.free.indexOf(effect);
  const variance = best.covariance?.values[place * best.free.length + place] ?? null;
  const standardError = variance !== null && variance > 0 ? Math.sqrt(variance) : null;
  if (standardError === null) warnings.push("The curvature of the likelihood at its end is not that of a maximum: there is no standard error. Use the profile interval.");
  const tauSquared = (best.point[tau] ?? 0) ** 2;
  if (choices.model === "random" && tauSquared === 0) warnings.push("The variance between studies is estimated as 0: the likelihood is highest at that boundary, and the estimate and its standard error are those of a common effect.");
  const shift = likelihood.shift?.(best.point) ?? 0;
  if (shift > 1e-8) warnings.push(`Quadrature is not exact here: with more nodes the log-likelihood differs by ${shift.toPrecision(2)}. Choose more nodes.`);
  for (const scale of others) if ((best.point[scale] ?? 0) === 0) warnings.push("The variance of the studies' levels is estimated as 0, the boundary.");
  const spread = best.point.map((_, at) => {
    const found = best.free.indexOf(at);
    const own = found < 0 ? null : (best.covariance?.values[found * best.free.length + found] ?? null);
    return own !== null && own > 0 ? Math.sqrt(own) : 0.3;
  });
  const drop = chiSquareQuantile(1 - choices.level, 1, { tail: "upper" }) / 2;
  const free = choices.model === "random" ? [...fixed, ...others, tau] : [...fixed, ...others];
  /** The likelihood with one parameter held, the others at their best; begins where the last call ended. */
  const held = (at: number) => {
    let from = best.point;
    const rest = free.filter((one) => one !== at);
    const value = (here: number): number => {
      const lifted = from.map((one, k) => (k >= coefficients && rest.includes(k) && Math.abs(one) < 0.05 ? 0.3 : one)).with(at, here);
      const reached = settle(lifted, rest, spread, false);
      from = reached.point;
      return reached.value;
    };
    return { value, last: () => from };
  };
  /** Asks again for as long as integrals where the answer was found need more nodes than they had. */
  const settled = <Answer>(at: number, ask: (value: (here: number) => number) => Answer): Answer => {
    for (let turn = 0; ; turn++) {
      const profile = held(at);
      const answer = ask(profile.value);
      if (turn === 3 || !refineAt(profile.last())) return answer;
    }
  };
  const { tested } = setup;
  const likelihoodRatio = tested === null ? null : ratioTest(best.value, settled(effect, (value) => value(tested)));
  let profile: ProfileInterval | null = null;
  let tauSquaredProfile: ProfileInterval | null = null;
  if (choices.profile !== "none") {
    const limit = (side: "lower" | "upper") => settled(effect, (value) => profileLimit(value, { estimate, maximum: best.value, drop, side, step: 1.5 * Math.min(3, standardError ?? 1) }));
    const [lower, upper] = [limit("lower"), limit("upper")];
    yield { done: 0.7 };
    if (lower.reached && upper.reached) {
      profile = { lower: lower.limit, upper: upper.limit, level: choices.level, reason: null };
      const half = (upper.limit - lower.limit) / 2 / Math.sqrt(2 * drop);
      if (standardError !== null && (half > 1.5 * standardError || half < standardError / 1.5)) warnings.push(`The curvature gives a standard error of ${standardError.toPrecision(3)}, the profile of the likelihood one of ${half.toPrecision(3)}: the normal interval is not to be trusted.`);
    } else warnings.push("The profile of the likelihood for the effect has no limit on one side, or was not the likelihood of one maximum.");
  }
  if (choices.profile === "effect-and-variance" && choices.model === "random") {
    const root = Math.sqrt(tauSquared);
    const upper = settled(tau, (value) => profileLimit(value, { estimate: root, maximum: best.value, drop, side: "upper", step: Math.max(0.3, spread[tau] ?? 0.3), bound: 50 }));
    const lower = root === 0 ? null : settled(tau, (value) => profileLimit(value, { estimate: root, maximum: best.value, drop, side: "lower", step: Math.min(root / 2, spread[tau] ?? 0.3), bound: 0 }));
    const low = lower === null || !lower.reached ? 0 : lower.limit ** 2;
    tauSquaredProfile = { lower: low, upper: upper.reached ? upper.limit ** 2 : Number.POSITIVE_INFINITY, level: choices.level, reason: upper.reached ? null : "The likelihood does not fall enough for any variance up to 2,500." };
  }
  yield { done: 0.95 };
  const fell = tauSquared === 0 ? 0 : Math.max(0, 2 * (best.value - common.value));
  return {
    estimate, standardError, tauSquared,
    studyVariance: others.length === 0 ? null : (best.point[others[0] ?? 0] ?? 0) ** 2,
    level: coefficients > 1 ? (best.point[1 - effect] ?? null) : null,
    logLikelihood: best.value,
    commonLogLikelihood: common.value,
    profile, tauSquaredProfile, likelihoodRatio,
    tauSquaredTest: choices.model === "random" ? { statistic: fell, distribution: "chi-square", degreesOfFreedom: 1, pValue: fell === 0 ? 1 : chiSquareTail(fell, 1, { tail: "upper" }) / 2, mixture: true } : null,
    gradientNorm: best.gradientNorm,
    warnings,
  };
}

function ratioTest(highest: number, held: number): RareTest {
  const statistic = Math.max(0, 2 * (highest - held));
  return { statistic, distribution: "chi-square", degreesOfFreedom: 1, pValue: chiSquareTail(statistic, 1, { tail: "upper" }) };
}

/**
 * The highest log-likelihood of a model with one level and its scale, nothing else; begins at both. Integrals get more nodes where they
 * need them. Twice, with different starts, where the scale ends at 0.
 */
export function highestOfLevels(likelihood: MixedLikelihood, level: number, scale: number): number {
  const rough = new Float64Array(2).fill(0.3);
  const settle = (from: ArrayLike<number>): MixedMaximum => atBoundary(likelihood, from, [0, 1], 1, rough, false);
  let found = settle([level, Math.max(0.1, scale)]);
  for (let turn = 0; turn < 4 && likelihood.refine?.(found.point.with(1, Math.max(0.1, found.point[1] ?? 0))) === true; turn++) found = settle([found.point[0] ?? level, Math.max(0.1, found.point[1] ?? 0)]);
  if (found.point[1] === 0) found = [found, settle([found.point[0] ?? level, 1])].reduce((best, one) => (one.value > best.value ? one : best));
  requireFinite(found, 1);
  if (!found.converged) throw new StatisticRefusal("not-converged", "heterogeneity", `The likelihood with an effect for each study did not come to its maximum; the last gradient is ${found.gradientNorm.toPrecision(3)}.`, 'Choose heterogeneity "none".', { gradient: found.gradientNorm });
  return found.value;
}

/** The maximum; scales that end near 0 are held there when the likelihood is not lower for it. */
function atBoundary(likelihood: MixedLikelihood, from: ArrayLike<number>, free: readonly number[], coefficients: number, spread: ArrayLike<number>, curvature: boolean): MixedMaximum {
  let found = maximiseMixed(likelihood, from, free, spread, { curvature });
  for (const place of free.filter((one) => one >= coefficients)) {
    const scale = found.point[place] ?? 0;
    if (Math.abs(scale) > 1e-2 || scale === 0) continue;
    const rest = maximiseMixed(likelihood, found.point.with(place, 0), found.free.filter((one) => one !== place), spread, { curvature });
    if (rest.value >= found.value - 1e-11 * Math.max(1, Math.abs(found.value))) found = rest;
  }
  return { ...found, point: found.point.map((one, at) => (at >= coefficients ? Math.abs(one) : one)) };
}

function requireFinite(best: MixedMaximum, coefficients: number): void {
  for (const [at, one] of best.point.entries()) {
    if (at < coefficients ? Math.abs(one) > 40 : Math.abs(one) > 50) throw new StatisticRefusal("separation", "columns", "The likelihood keeps rising towards infinite values: events separate the arms, or lie at the ends of what can be seen in every study.", "Choose a common effect with a profile interval, a beta-binomial model, or Mantel and Haenszel's risk difference.", { parameter: at, value: one });
  }
}
