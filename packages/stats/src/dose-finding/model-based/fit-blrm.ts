/** Estimates of the two-parameter Bayesian logistic regression. */
import { requireFraction } from "../core/design-refusal.ts";
import { type BlrmModelOptions, blrmModelKeys, describeBlrm, settleBlrm } from "./blrm-options.ts";
import { BlrmPosterior } from "./blrm-posterior.ts";
import { type CrmData, requireCrmData } from "./crm-data.ts";
import { requireOptions } from "../core/require-options.ts";

export interface FitBlrmOptions extends BlrmModelOptions {
  /** Of the credible intervals; 0.95 unless said. */
  readonly level?: number;
}

export interface BlrmDose {
  /** From 1. */
  readonly dose: number;
  /** Its quantity. */
  readonly quantity: number;
  /** Posterior mean and standard deviation of the probability of the event. */
  readonly probability: number;
  readonly sd: number;
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  /** Posterior probability that the event's probability lies below, in and above the target interval. */
  readonly under: number;
  readonly target: number;
  readonly over: number;
}

export interface BlrmFit {
  /** Posterior means of log alpha and log beta. */
  readonly mean: readonly [number, number];
  readonly sd: readonly [number, number];
  readonly correlation: number;
  readonly doses: readonly BlrmDose[];
  readonly level: number;
  readonly method: string;
}

/**
 * Fits `logit p = log alpha + beta log(dose / reference)` with a bivariate normal prior on (log alpha, log beta).
 * All figures are good to 1e-8 or better, also with no event at all; there is no sampling.
 *
 * @param data counts by dose level; no participants at all gives the prior.
 * Throws DesignRefusal naming the field for data or options outside their range.
 * Source: Neuenschwander, Branson, Gsponer 2008 (doi 10.1002/sim.3230).
 *
 * @example fitBlrm({ n: [3, 3, 0], events: [0, 1, 0] }, { doses: [1, 2, 4], reference: 4, prior: { mean: [-0.8, 0], sd: [2, 1], correlation: 0 } })
 */
export function fitBlrm(data: CrmData, options: FitBlrmOptions): BlrmFit {
  requireOptions(options, [...blrmModelKeys, "level"]);
  const setting = settleBlrm(options);
  requireCrmData(data, setting.doses.length);
  const level = requireFraction("level", options.level ?? 0.95);
  const posterior = new BlrmPosterior(data, setting);
  const alpha = posterior.mean((u) => u);
  const beta = posterior.mean((_, v) => v);
  const sd: [number, number] = [Math.sqrt(posterior.mean((u) => (u - alpha) ** 2)), Math.sqrt(posterior.mean((_, v) => (v - beta) ** 2))];
  const correlation = posterior.mean((u, v) => (u - alpha) * (v - beta)) / (sd[0] * sd[1]);
  const doses = setting.doses.map((quantity, at): BlrmDose => {
    const x = setting.logDoses[at] ?? 0;
    const p = (u: number, v: number) => 1 / (1 + Math.exp(-(u + Math.exp(v) * x)));
    const probability = posterior.mean(p);
    return {
      dose: at + 1,
      quantity,
      probability,
      sd: Math.sqrt(posterior.mean((u, v) => (p(u, v) - probability) ** 2)),
      median: posterior.quantile(at, 0.5),
      lower: posterior.quantile(at, (1 - level) / 2),
      upper: posterior.quantile(at, (1 + level) / 2),
      ...posterior.intervals(at),
    };
  });
  return { mean: [alpha, beta], sd, correlation, doses, level, method: `Bayesian logistic regression, ${describeBlrm(setting)}; posterior means, ${100 * level} % equal-tailed credible intervals; quadrature.` };
}
