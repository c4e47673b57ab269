/** Standard distributions of (log time - predictor) / scale. */
import { logNormalTail, normalQuantile } from "../../distributions/normal.ts";
import type { ParametricDistribution } from "./parametric-options.ts";

export interface ErrorLaw {
  readonly logDensity: (u: number) => number;
  /** First and second derivative of the log density. */
  readonly slope: (u: number) => number;
  readonly curvature: (u: number) => number;
  readonly logAbove: (u: number) => number;
  readonly logBelow: (u: number) => number;
  readonly quantile: (p: number) => number;
  /** Mean and spread, for a start. */
  readonly mean: number;
  readonly spread: number;
}

/** Of the least of many: Weibull's and the exponential distribution. */
const extreme: ErrorLaw = {
  logDensity: (u) => u - Math.exp(u),
  slope: (u) => -Math.expm1(u),
  curvature: (u) => -Math.exp(u),
  logAbove: (u) => -Math.exp(u),
  logBelow: (u) => (u < -30 ? u - Math.exp(u) / 2 : Math.log(-Math.expm1(-Math.exp(u)))),
  quantile: (p) => Math.log(-Math.log1p(-p)),
  mean: -0.5772156649015329,
  spread: Math.PI / Math.sqrt(6),
};
const logOnePlus = (u: number): number => (u > 0 ? u + Math.log1p(Math.exp(-u)) : Math.log1p(Math.exp(u)));
const logistic: ErrorLaw = {
  logDensity: (u) => u - 2 * logOnePlus(u),
  slope: (u) => -Math.tanh(u / 2),
  curvature: (u) => -0.5 / Math.cosh(u / 2) ** 2,
  logAbove: (u) => -logOnePlus(u),
  logBelow: (u) => -logOnePlus(-u),
  quantile: (p) => Math.log(p) - Math.log1p(-p),
  mean: 0,
  spread: Math.PI / Math.sqrt(3),
};
const halfLogTwoPi = 0.9189385332046728;
const normal: ErrorLaw = {
  logDensity: (u) => -halfLogTwoPi - (u * u) / 2,
  slope: (u) => -u,
  curvature: () => -1,
  logAbove: (u) => logNormalTail(u, { tail: "upper" }),
  logBelow: (u) => logNormalTail(u),
  quantile: (p) => normalQuantile(p),
  mean: 0,
  spread: 1,
};

export const errorLaws: Readonly<Record<ParametricDistribution, ErrorLaw>> = { "weibull": extreme, "exponential": extreme, "log-normal": normal, "log-logistic": logistic };
