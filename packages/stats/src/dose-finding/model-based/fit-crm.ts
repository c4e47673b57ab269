/** Estimates of the CRM with their uncertainty. */
import { normalQuantile } from "../../distributions/normal.ts";
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";
import { type CrmData, requireCrmData } from "./crm-data.ts";
import { crmLogLikelihood, maximiseCrm } from "./crm-likelihood.ts";
import { type CrmModel, curveAt, logEvent } from "./crm-model.ts";
import { type CrmModelOptions, type CrmSetting, crmModelKeys, describeCrm, settleCrm } from "./crm-options.ts";
import { logPriorAt } from "./crm-prior.ts";
import { crmSupport } from "./crm-support.ts";
import { PanelDensity } from "./quadrature/panel-density.ts";
import { requireOptions } from "../core/require-options.ts";

export interface FitCrmOptions extends CrmModelOptions {
  /** Of the intervals; 0.95, in the edition of dfcrm 0.9. */
  readonly level?: number;
}

export interface DoseEstimate {
  /** From 1. */
  readonly dose: number;
  readonly probability: number;
  /** Posterior standard deviation of the probability; null for the likelihood method. */
  readonly sd: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface CrmFit {
  /** Posterior mean of log a; for the likelihood method log of the maximising a, null when that is 0. */
  readonly logParameter: number | null;
  /** Posterior sd of log a; for the likelihood method 1 / √(observed information), or as dfcrm has it. */
  readonly logParameterSd: number | null;
  /** Posterior mean of a, or the maximising a. */
  readonly parameter: number;
  /** Posterior sd of a; null for the likelihood method. */
  readonly parameterSd: number | null;
  /** The estimate that decisions use. */
  readonly curve: readonly number[];
  readonly doses: readonly DoseEstimate[];
  readonly level: number;
  /** What was computed, in a sentence. */
  readonly method: string;
}

/**
 * Fits the CRM. Posterior moments are good to 1e-8 relative or better with 0 events, with all events, and in between.
 *
 * @param data counts by dose level; no participants at all gives the prior.
 * @returns probabilities by dose level with equal-tailed intervals: posterior quantiles, or in the edition of dfcrm the
 * normal approximation for log a carried over to the curve; for the likelihood method Wald's interval for log a (null at
 * the edge a = 0), or in the edition of dfcrm with the empiric model that package's variance under a wide prior.
 *
 * Throws DesignRefusal (`no-heterogeneity`) for the likelihood method without an event or with nothing but events; and for
 * data or options outside their range, naming the field.
 *
 * Source: O'Quigley, Pepe, Fisher 1990 (doi 10.2307/2531628); O'Quigley, Shen 1996 (doi 10.2307/2532905); R dfcrm `crm`.
 *
 * @example fitCrm({ n: [3, 3, 0], events: [0, 1, 0] }, { skeleton: [0.1, 0.25, 0.4] }).curve
 */
export function fitCrm(data: CrmData, options: FitCrmOptions): CrmFit {
  requireOptions(options, [...crmModelKeys, "level"]);
  const setting = settleCrm(options);
  requireCrmData(data, setting.model.skeleton.length);
  const level = requireFraction("level", options.level ?? (setting.edition === "paper" ? 0.95 : 0.9));
  return setting.method === "likelihood" ? fitByLikelihood(data, setting, level) : fitByPosterior(data, setting, level);
}

/** The posterior density of b = log a. */
export function crmPosterior(data: CrmData, setting: CrmSetting): PanelDensity {
  const { model, prior } = setting;
  const participants = data.n.reduce((sum, n) => sum + n, 0) + (data.partial?.length ?? 0);
  const { low, high, finest, strip } = crmSupport(model, prior, participants);
  const logDensity = (b: number) => logPriorAt(prior, b) + crmLogLikelihood(model, data, Math.exp(b));
  const width = Math.min(2 * finest, 1.2 * strip);
  const edges = Array.from({ length: Math.ceil((high - low) / width) + 1 }, (_, k) => low + k * width);
  const heights = edges.map(logDensity);
  // Kept as well is what matters for the second moment of a = e^b.
  const highest = heights.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  const matters = (one: number, at: number) => one + 2 * Math.max(0, edges[at] ?? 0) > highest - 45;
  const first = heights.findIndex(matters);
  const last = heights.findLastIndex(matters);
  return new PanelDensity(edges.slice(Math.max(0, first - 1), last + 2), logDensity);
}

function fitByPosterior(data: CrmData, setting: CrmSetting, level: number): CrmFit {
  const { model, prior } = setting;
  const posterior = crmPosterior(data, setting);
  const logParameter = posterior.mean((b) => b);
  const logParameterSd = Math.sqrt(posterior.mean((b) => (b - logParameter) ** 2));
  const parameter = posterior.mean(Math.exp);
  const parameterSd = Math.sqrt(posterior.mean((b) => (Math.exp(b) - parameter) ** 2));
  const means = model.skeleton.map((_, at) => posterior.mean((b) => probabilityAt(model, at, b)));
  const sds = means.map((mean, at) => Math.sqrt(posterior.mean((b) => (probabilityAt(model, at, b) - mean) ** 2)));
  const plugIn = curveAt(model, prior.kind === "normal" ? Math.exp(logParameter) : parameter);
  const curve = setting.estimate === "plug-in" ? plugIn : means;
  const reach = normalQuantile((1 + level) / 2) * logParameterSd;
  const ends = setting.edition === "paper" ? [posterior.quantile((1 - level) / 2), posterior.quantile((1 + level) / 2)] : [logParameter - reach, logParameter + reach];
  const interval = setting.edition === "paper" ? "posterior quantiles" : "normal approximation for log a";
  return { logParameter, logParameterSd, parameter, parameterSd, curve, doses: dosesOf(model, curve, sds, ends), level, method: sentence(setting, level, interval) };
}

function fitByLikelihood(data: CrmData, setting: CrmSetting, level: number): CrmFit {
  const { model } = setting;
  const maximum = maximiseCrm(model, data);
  if (maximum.kind === "no-heterogeneity") {
    throw new DesignRefusal("no-heterogeneity", "events", maximum.all === "none" ? "Without an event the likelihood has no maximum." : "With nothing but events the likelihood has no maximum.", 'Wait for an event and a participant without one, or choose method "bayes".');
  }
  const { a, information } = maximum;
  const curve = curveAt(model, a);
  const asPackage = setting.edition === "dfcrm-0.2-2.1" && model.curve === "empiric";
  const logParameterSd = information === null ? null : asPackage ? spreadUnderWidePrior(data, setting, Math.log(a)) : 1 / Math.sqrt(information);
  const reach = logParameterSd === null ? null : normalQuantile((1 + level) / 2) * logParameterSd;
  const ends = reach === null ? null : [Math.log(a) - reach, Math.log(a) + reach];
  const doses = dosesOf(model, curve, null, ends);
  return { logParameter: a === 0 ? null : Math.log(a), logParameterSd, parameter: a, parameterSd: null, curve, doses, level, method: sentence(setting, level, asPackage ? "normal approximation for log a, its variance that under a wide prior" : "Wald's interval for log a") };
}

/**
 * What dfcrm calls the variance of a maximum likelihood estimate: E(b²) - estimate², with b normal before the data with
 * standard deviation 500. The estimate is no mean, so that it can be negative: then there is none. In the logistic model the
 * likelihood does not fall to 0 on the left, and the figure says nothing but 500.
 */
function spreadUnderWidePrior(data: CrmData, setting: CrmSetting, estimate: number): number | null {
  const wide: CrmSetting = { ...setting, prior: { kind: "normal", variance: 500 ** 2 } };
  const variance = crmPosterior(data, wide).mean((b) => b * b) - estimate * estimate;
  return variance > 0 ? Math.sqrt(variance) : null;
}

function dosesOf(model: CrmModel, curve: readonly number[], sds: readonly number[] | null, ends: readonly number[] | null): readonly DoseEstimate[] {
  return curve.map((probability, at) => {
    const limits = ends?.map((b) => probabilityAt(model, at, b)).toSorted((one, other) => one - other);
    return { dose: at + 1, probability, sd: sds?.[at] ?? null, lower: limits?.[0] ?? null, upper: limits?.[1] ?? null };
  });
}

const probabilityAt = (model: CrmModel, at: number, b: number): number => Math.exp(logEvent(model, at, Math.exp(b)));

const sentence = (setting: CrmSetting, level: number, interval: string): string => `CRM, ${describeCrm(setting)}; ${100 * level} % intervals: ${interval}. Edition: ${setting.edition}.`;
