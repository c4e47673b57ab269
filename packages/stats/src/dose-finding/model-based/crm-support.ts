/** Where on the line of b = log a a posterior of the CRM can have mass, and how fine it can be. */
import { type CrmModel, largestInformation } from "./crm-model.ts";
import type { CrmPrior } from "./crm-prior.ts";

export interface CrmSupport {
  readonly low: number;
  readonly high: number;
  /** No posterior of so many participants is narrower than about this standard deviation. */
  readonly finest: number;
  /** Half the width of the strip about the line in which the integrand is analytic. */
  readonly strip: number;
}

/**
 * Beyond these limits the density is below e^-38 of its height, for every outcome of up to `participants`.
 * On the right there is room for the second moment of a.
 * The likelihood is flat once all events (left) or none (right) are certain; what is left there is the prior.
 */
export function crmSupport(model: CrmModel, prior: CrmPrior, participants: number): CrmSupport {
  const sizes = [...model.scores].map(Math.abs).filter((size) => size > 1e-9);
  const largest = Math.max(...sizes, 1e-9);
  const smallest = Math.min(...sizes, largest);
  const many = Math.max(participants, 1);
  const flatLeft = Math.log(1 / (many * largest));
  const flatRight = Math.log((40 + Math.abs(model.intercept) + Math.log(many)) / smallest);
  const information = many * largestInformation(model);
  const strip = model.curve === "empiric" ? Math.PI / 2 : Math.atan2(Math.PI, Math.max(model.intercept, 0));
  if (prior.kind === "normal") {
    const reach = (flat: number) => Math.sqrt(80 * prior.variance + flat * flat);
    return { low: -reach(flatLeft), high: reach(flatRight) + 2 * prior.variance, finest: 1 / Math.sqrt(information + 1 / prior.variance), strip };
  }
  const low = Math.log(prior.shape / (prior.rate + many * largest)) - 42 / prior.shape - 5;
  const high = Math.log((100 + 5 * prior.shape) / prior.rate + Math.exp(flatRight));
  return { low, high, finest: 1 / Math.sqrt(information + prior.shape), strip };
}
