/** BOIN with an informative prior. */
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";
import { boinBoundaries } from "./boin-boundaries.ts";
import type { BoinOptions } from "./boin.ts";
import { fewestEventsToClose } from "./closing-rule.ts";
import { type IntervalDesign, intervalDesign } from "./interval-design.ts";
import { checkIntervalOptions, wordsOf } from "./interval-options.ts";

export interface InformativeBoinOptions extends Omit<BoinOptions, "edition"> {
  /** Prior guess of the rate at each dose level, rising. */
  readonly skeleton: readonly number[];
  /** How many participants the guess is worth (prior effective sample size): one number for all dose levels, or one for each; 0 for no prior. */
  readonly priorN: number | readonly number[];
}

/**
 * iBOIN: BOIN whose boundaries at each dose level are shifted by prior knowledge.
 *
 * The three hypotheses (rate = target, underdose, overdose) get prior weights pi as if `priorN` participants with the
 * skeleton's rate q had been seen: pi_k proportional to phi_k^(priorN q) (1 - phi_k)^(priorN (1 - q)). Then
 *
 * lambda e(n) = [log((1 - phi1)/(1 - phi)) + log(pi1/pi0)/n] / log(phi(1 - phi1)/(phi1(1 - phi))), which is
 * lambda e + (priorN/n)(lambda e - q), and lambda d(n) = lambda d + (priorN/n)(lambda d - q).
 *
 * The closing rule and the selection use the trial's own data alone. With `priorN` 0 it is BOIN.
 *
 * Throws DesignRefusal, with field and remedy, for a skeleton that does not rise or has another length, a negative prior
 * size, and all that BOIN refuses.
 *
 * Source: Zhou Y, Lee JJ, Wang S, Bailey S, Yuan Y. Pharm Stat 2021;20:1017-34, doi 10.1002/pst.2121: the boundaries for
 * given pi; the way from skeleton to pi is recalled, not checked against its text.
 *
 * @example informativeBoin({ doses: 3, target: 0.3, skeleton: [0.1, 0.3, 0.5], priorN: 3, cohortSize: 3, cohorts: 10 }).bounds(3, 1) // { escalate: 1, deescalate: 2, close: 3 }
 */
export function informativeBoin(options: InformativeBoinOptions): IntervalDesign {
  const settings = checkIntervalOptions(options, ["underdose", "overdose", "skeleton", "priorN"]);
  const { target, cutoff } = settings;
  const lambda = boinBoundaries(options);
  const skeleton = checkSkeleton(options.skeleton, settings.doses);
  const priorN = checkPriorN(options.priorN, settings.doses);
  return intervalDesign({
    name: "iBOIN",
    code: "iboin",
    variant: `iBOIN with target ${target} (rates ${+lambda.underdose.toPrecision(10)} and ${+lambda.overdose.toPrecision(10)}), skeleton ${skeleton.join(", ")} worth ${priorN.join(", ")} participants; ${wordsOf(settings)}.`,
    edition: "paper",
    settings,
    boundsAt: (n, dose) => {
      const prior = priorN[dose - 1] ?? 0;
      const guessed = prior * (skeleton[dose - 1] ?? 0);
      const close = fewestEventsToClose(n, { target, cutoff });
      const escalate = Math.max(-1, Math.min(n, Math.floor(lambda.escalate * (n + prior) - guessed + 1e-10)));
      const deescalate = Math.max(0, Math.min(n + 1, Math.ceil(lambda.deescalate * (n + prior) - guessed - 1e-10)));
      return { escalate, deescalate: close === null ? deescalate : Math.min(deescalate, close), close };
    },
    upperRate: lambda.deescalate,
    byDose: true,
  });
}

function checkSkeleton(skeleton: readonly number[], doses: number): readonly number[] {
  if (!Array.isArray(skeleton) || skeleton.length !== doses) throw new DesignRefusal("lengths-differ", "skeleton", `The skeleton is not one rate for each of ${doses} dose levels.`, `Give ${doses} rising rates.`);
  for (const [at, rate] of skeleton.entries()) {
    requireFraction(`skeleton.${at + 1}`, rate);
    if (at > 0 && rate <= (skeleton[at - 1] ?? 0)) throw new DesignRefusal("not-rising", `skeleton.${at + 1}`, `${rate} is not above ${String(skeleton[at - 1])}.`, "Give rates that rise with the dose level.");
  }
  return skeleton;
}

function checkPriorN(priorN: number | readonly number[], doses: number): readonly number[] {
  const sizes = typeof priorN === "number" ? Array.from({ length: doses }, () => priorN) : priorN;
  if (!Array.isArray(sizes) || sizes.length !== doses) throw new DesignRefusal("lengths-differ", "priorN", `Not one prior size for each of ${doses} dose levels.`, `Give one number, or ${doses}.`);
  const wrong = sizes.findIndex((size) => !(size >= 0 && size <= 1000));
  if (wrong >= 0) throw new DesignRefusal("prior-size-out-of-range", `priorN.${wrong + 1}`, `${String(sizes[wrong])} is no number of participants.`, "Give a number from 0 to 1000, for example 3.");
  return sizes;
}
