/** BOIN with an informative prior. */
import { DesignRefusal, requireFraction, requireWhole } from "../core/design-refusal.ts";
import { type BoinBoundaries, boinBoundaries } from "./boin-boundaries.ts";
import type { BoinOptions } from "./boin.ts";
import { fewestEventsToClose } from "./closing-rule.ts";
import { hypothesisWeights } from "./hypothesis-weights.ts";
import { type IntervalDesign, intervalDesign } from "./interval-design.ts";
import { checkIntervalOptions, wordsOf } from "./interval-options.ts";

export interface InformativeBoinOptions extends Omit<BoinOptions, "edition"> {
  /** Prior guess of the rate at each dose level, rising. */
  readonly skeleton: readonly number[];
  /** How many participants the guess is worth (prior effective sample size): one whole number for all dose levels, or one for each; 0 for no prior. */
  readonly priorN: number | readonly number[];
}

/**
 * iBOIN: BOIN whose boundaries at each dose level are shifted by prior knowledge.
 *
 * The three hypotheses (rate = target, underdose, overdose) get prior weights pi by dose level from the skeleton and
 * `priorN` ({@link hypothesisWeights}). Then
 *
 * lambda e(n) = lambda e + log(pi1/pi0)/(n log(phi(1 - phi1)/(phi1(1 - phi)))),
 * lambda d(n) = lambda d + log(pi0/pi2)/(n log(phi2(1 - phi)/(phi(1 - phi2)))).
 *
 * Where lambda e(n) is below 0 no count goes up, as in the authors' program; the paper's equation is said to cut it at 0,
 * so that 0 of n would go up against the prior.
 *
 * The closing rule and the selection use the trial's own data alone. With `priorN` 0 it is BOIN.
 *
 * Throws DesignRefusal, with field and remedy, for a skeleton that does not rise or has another length, a prior size that is
 * not a whole number from 0 to 1000, and all that BOIN refuses.
 *
 * Source: Zhou Y, Lee JJ, Wang S, Bailey S, Yuan Y. Pharm Stat 2021;20:1017-34, doi 10.1002/pst.2121, equations 2.3 and 2.5,
 * as two public programs state them; its table 1 comes out.
 *
 * @example informativeBoin({ doses: 3, target: 0.3, skeleton: [0.1, 0.3, 0.5], priorN: 3, cohortSize: 3, cohorts: 10 }).bounds(3, 1) // { escalate: 1, deescalate: 2, close: 3 }
 */
export function informativeBoin(options: InformativeBoinOptions): IntervalDesign {
  const settings = checkIntervalOptions(options, ["underdose", "overdose", "skeleton", "priorN"]);
  const { target, cutoff } = settings;
  const lambda = boinBoundaries(options);
  const skeleton = checkSkeleton(options.skeleton, settings.doses);
  const priorN = checkPriorN(options.priorN, settings.doses);
  const shifts = skeleton.map((guess, at) => shiftsOf(lambda, guess, priorN[at] ?? 0));
  return intervalDesign({
    name: "iBOIN",
    code: "iboin",
    variant: `iBOIN with target ${target} (rates ${+lambda.underdose.toPrecision(10)} and ${+lambda.overdose.toPrecision(10)}), skeleton ${skeleton.join(", ")} worth ${priorN.join(", ")} participants; ${wordsOf(settings)}.`,
    edition: "paper",
    settings,
    boundsAt: (n, dose) => {
      const shift = shifts[dose - 1] ?? { up: 0, down: 0 };
      const close = fewestEventsToClose(n, { target, cutoff });
      const escalate = Math.max(-1, Math.min(n, Math.floor(lambda.escalate * n + shift.up + 1e-10)));
      const deescalate = Math.max(0, Math.min(n + 1, Math.ceil(lambda.deescalate * n + shift.down - 1e-10)));
      const down = close === null ? deescalate : Math.min(deescalate, close);
      // A prior that is worth a great deal may want to go up where the dose level closes: closing goes first.
      return { escalate: Math.min(escalate, down - 1), deescalate: down, close };
    },
    upperRate: lambda.deescalate,
    byDose: true,
  });
}

/** Events by which the prior moves both boundaries, the same for every n. */
function shiftsOf(rates: BoinBoundaries, guess: number, priorN: number): { readonly up: number; readonly down: number } {
  const weights = hypothesisWeights(rates, guess, priorN);
  const logOdds = (rate: number): number => Math.log(rate) - Math.log1p(-rate);
  return {
    up: (weights.underdose - weights.target) / (logOdds(rates.target) - logOdds(rates.underdose)),
    down: (weights.target - weights.overdose) / (logOdds(rates.overdose) - logOdds(rates.target)),
  };
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
  for (const [at, size] of sizes.entries()) requireWhole(typeof priorN === "number" ? "priorN" : `priorN.${at + 1}`, size, 0, 1000);
  return sizes;
}
