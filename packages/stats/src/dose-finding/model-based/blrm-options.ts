/** Options of the two-parameter Bayesian logistic regression, checked and completed. */
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";

/** Bivariate normal prior of (log alpha, log beta) in logit p = log alpha + beta log(dose / reference). */
export interface BlrmPrior {
  /** Means of log alpha and log beta. */
  readonly mean: readonly [number, number];
  readonly sd: readonly [number, number];
  readonly correlation: number;
}

export interface BlrmModelOptions {
  /** Quantity of each dose level, rising, in any unit. */
  readonly doses: readonly number[];
  /** The dose at which alpha / (1 + alpha) is the probability; same unit. */
  readonly reference: number;
  readonly prior: BlrmPrior;
  /** Lower and upper end of the targeted probabilities; [0.2, 0.35] as in the paper. Above it is overdosing. */
  readonly targetInterval?: readonly [number, number];
}

export interface BlrmSetting {
  readonly doses: readonly number[];
  readonly reference: number;
  /** log(dose / reference). */
  readonly logDoses: readonly number[];
  readonly prior: BlrmPrior;
  readonly targetInterval: readonly [number, number];
}

export const blrmModelKeys: readonly string[] = ["doses", "reference", "prior", "targetInterval"];

/** Throws DesignRefusal naming the field. */
export function settleBlrm(options: BlrmModelOptions): BlrmSetting {
  const { doses, reference, prior } = options;
  if (!Array.isArray(doses) || doses.length === 0 || doses.length > 50) throw new DesignRefusal("no-doses", "doses", "The model needs the quantity of each dose level.", "Give 1 to 50 rising quantities.");
  doses.forEach((dose: number, at) => {
    requirePositive(`doses.${at}`, dose);
    const before: number | undefined = doses[at - 1];
    if (before !== undefined && dose <= before) throw new DesignRefusal("doses-not-rising", `doses.${at}`, `${dose} is not above ${before}, the dose level before.`, "Give quantities that rise from dose level to dose level.");
  });
  requirePositive("reference", reference);
  requireOptions(prior, ["mean", "sd", "correlation"], "prior");
  requirePair("prior.mean", prior.mean);
  requirePair("prior.sd", prior.sd);
  prior.mean.forEach((mean, at) => {
    if (!(Math.abs(mean) <= 50)) throw new DesignRefusal("outside-range", `prior.mean.${at}`, `${String(mean)} does not lie from -50 to 50.`, "Give the prior means of log alpha and log beta.");
  });
  prior.sd.forEach((sd, at) => {
    if (!(sd >= 0.01 && sd <= 10)) throw new DesignRefusal("outside-range", `prior.sd.${at}`, `${String(sd)} does not lie from 0.01 to 10.`, "Give the prior standard deviations of log alpha and log beta.");
  });
  if (!(Math.abs(prior.correlation) < 0.999)) throw new DesignRefusal("outside-range", "prior.correlation", `${String(prior.correlation)} does not lie between -0.999 and 0.999.`, "Give the prior correlation of log alpha and log beta.");
  const targetInterval = options.targetInterval ?? [0.2, 0.35];
  requirePair("targetInterval", targetInterval);
  const [low, high] = targetInterval;
  requireFraction("targetInterval.0", low);
  requireFraction("targetInterval.1", high);
  if (low >= high) throw new DesignRefusal("interval-empty", "targetInterval.1", `${high} is not above ${low}.`, "Give the lower end before the upper one.");
  return { doses: [...doses], reference, logDoses: doses.map((dose) => Math.log(dose / reference)), prior, targetInterval };
}

function requirePair(path: string, pair: readonly number[]): void {
  if (!Array.isArray(pair) || pair.length !== 2) throw new DesignRefusal("wrong-length", path, `${path} needs two numbers.`, "Give a list of two numbers.");
}

function requirePositive(path: string, value: number): void {
  if (typeof value === "number" && value > 0 && Number.isFinite(value)) return;
  throw new DesignRefusal("not-positive", path, `${String(value)} is not a quantity above zero.`, "Give a number above 0.");
}

export function describeBlrm(setting: BlrmSetting): string {
  const { mean, sd, correlation } = setting.prior;
  return `logit p = log alpha + beta log(dose / ${setting.reference}); (log alpha, log beta) normal with means ${mean.join(", ")}, standard deviations ${sd.join(", ")}, correlation ${correlation}; doses ${setting.doses.join(", ")}; targeted probability ${setting.targetInterval[0]} to ${setting.targetInterval[1]}`;
}
