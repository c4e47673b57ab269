/** How desirable a dose level of BOIN12 is: response and event weighed against each other. */
import { betaTail } from "../../distributions/beta.ts";
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";
import { requireList, requireOptions } from "../core/require-options.ts";
import type { EfficacyCounts } from "./efficacy-state.ts";

export interface Boin12Utility {
  /** Response and no event: 100 by definition. Event and no response: 0 by definition. */
  /** Neither, from 0 to 100. */
  readonly neither: number;
  /** Both, from 0 to 100. */
  readonly both: number;
}

export interface Boin12Limits {
  /** Highest acceptable rate of events (phi T). */
  readonly mostEvents: number;
  /** Lowest acceptable rate of responses (phi E). */
  readonly leastResponses: number;
}

/** The benchmark and the prior against which a dose level is held. */
export interface Boin12Scale {
  readonly utility: Boin12Utility;
  /** The utility at the limits, halfway to 100. On the scale 0 to 100. */
  readonly benchmark: number;
  readonly prior: readonly [number, number];
}

/**
 * The benchmark u_b = ū + (100 - ū)/2, with ū the mean utility of a dose level at both limits, events and responses
 * independent: the highest utility that is still undesirable.
 *
 * Throws DesignRefusal for limits that are no fractions, utilities outside 0 to 100 and a prior that is none.
 *
 * Source: Lin R, Zhou Y, Yan F, Li D, Yuan Y. JCO Precis Oncol 2020;4:1393-402, doi 10.1200/PO.20.00257.
 *
 * @example boin12Scale({ mostEvents: 0.35, leastResponses: 0.25 }, { neither: 40, both: 60 }).benchmark // 70.5
 */
export function boin12Scale(limits: Boin12Limits, utility: Boin12Utility, prior: readonly [number, number] = [1, 1]): Boin12Scale {
  const t = requireFraction("mostEvents", limits.mostEvents);
  const e = requireFraction("leastResponses", limits.leastResponses);
  requireOptions(utility, ["neither", "both"], "utility");
  requireList(prior, "prior");
  for (const key of ["neither", "both"] as const) {
    if (!(utility[key] >= 0 && utility[key] <= 100)) throw new DesignRefusal("not-a-utility", `utility.${key}`, `${String(utility[key])} does not lie from 0 to 100.`, "Response without event is 100 and event without response 0; give a number between them.");
  }
  if (!(prior.length === 2 && prior.every((shape) => shape > 0 && Number.isFinite(shape)))) throw new DesignRefusal("not-a-prior", "prior", `${String(prior)} are not two shapes above 0.`, "Give two numbers above 0, for example [1, 1].");
  const floor = 100 * e * (1 - t) + utility.neither * (1 - e) * (1 - t) + utility.both * e * t;
  return { utility, benchmark: floor + (100 - floor) / 2, prior };
}

/** The utility of all participants as a number of full successes among n, which need not be whole. */
export function successEquivalents(counts: EfficacyCounts, { neither, both }: Boin12Utility): number {
  const { n, events, responses } = counts;
  return (100 * (responses - counts.both) + neither * (n - events - responses + counts.both) + both * counts.both) / 100;
}

/** Posterior probability that the mean utility of a dose level is above the benchmark; what the ranks order. */
export function desirability(counts: EfficacyCounts, scale: Boin12Scale): number {
  const x = successEquivalents(counts, scale.utility);
  return betaTail(scale.benchmark / 100, scale.prior[0] + x, scale.prior[1] + counts.n - x, { tail: "upper" });
}

/** Posterior mean of the mean utility, 0 to 100; by it the dose level is selected at the end. */
export function posteriorMeanUtility(counts: EfficacyCounts, scale: Boin12Scale): number {
  const [a, b] = scale.prior;
  return (100 * (a + successEquivalents(counts, scale.utility))) / (a + b + counts.n);
}
