/** Priors of the CRM's parameter a > 0. */
import { logGamma } from "../../special-functions/log-gamma.ts";
import { DesignRefusal } from "../core/design-refusal.ts";
import { requireObject } from "../core/require-options.ts";

export type CrmPrior =
  /** log a is normal with mean 0 and this variance. */
  | { readonly kind: "normal"; readonly variance: number }
  /** a has the gamma distribution with mean shape / rate; shape 1 and rate 1 is the exponential prior of the 1990 paper. */
  | { readonly kind: "gamma"; readonly shape: number; readonly rate: number };

/** log a normal with variance 1.34: the default of dfcrm, from O'Quigley and Shen (1996). */
export const usualPrior: CrmPrior = { kind: "normal", variance: 1.34 };

export function requirePrior(prior: CrmPrior): CrmPrior {
  requireObject(prior, "prior");
  refuseOthers(prior);
  if (prior.kind === "normal") {
    within("prior.variance", prior.variance, 1e-4, 100);
  } else if (prior.kind === "gamma") {
    within("prior.shape", prior.shape, 0.05, 1000);
    within("prior.rate", prior.rate, 1e-6, 1e6);
  } else throw new DesignRefusal("unknown-prior", "prior.kind", "This prior is not known.", 'Give { kind: "normal", variance } or { kind: "gamma", shape, rate }.');
  return prior;
}

/** A shape for a normal prior would say something that is not done. */
function refuseOthers(prior: CrmPrior): void {
  const own = prior.kind === "normal" ? ["kind", "variance"] : ["kind", "shape", "rate"];
  const other = Object.keys(prior).find((key) => !own.includes(key));
  if (other !== undefined) throw new DesignRefusal("option-without-meaning", `prior.${other}`, `A ${prior.kind} prior has no ${other}.`, `Give ${own.slice(1).join(" and ")} only.`);
}

function within(path: string, value: number, low: number, high: number): void {
  if (typeof value === "number" && value >= low && value <= high) return;
  throw new DesignRefusal("outside-range", path, `${String(value)} does not lie from ${low} to ${high}.`, `Give a number from ${low} to ${high}.`);
}

/** Log density of b = log a. */
export function logPriorAt(prior: CrmPrior, b: number): number {
  if (prior.kind === "normal") return (-b * b) / (2 * prior.variance) - Math.log(2 * Math.PI * prior.variance) / 2;
  return prior.shape * (b + Math.log(prior.rate)) - prior.rate * Math.exp(b) - logGamma(prior.shape);
}

export const describePrior = (prior: CrmPrior): string =>
  prior.kind === "normal" ? `log a normal with mean 0 and variance ${prior.variance}` : `a gamma with shape ${prior.shape} and rate ${prior.rate}`;
