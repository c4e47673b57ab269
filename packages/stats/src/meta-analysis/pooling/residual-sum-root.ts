/** The variance between studies at which the generalised Q has a given value. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { WeightedMoments } from "./weighted-moments.ts";

const mostSteps = 500;

/**
 * The τ² >= 0 with y'P(τ²)y = target, `null` where Q is below the target at 0 already. To the last bits.
 *
 * 1/Q is a rising concave function of τ², so Newton's method on it, begun at 0, comes from below and never steps over the root;
 * it ends where a step no longer moves it. Leaves the moments filled near the root.
 *
 * Throws StatisticRefusal `not-converged` with what is left of the difference.
 */
export function residualSumRoot(moments: WeightedMoments, target: number): { readonly root: number; readonly iterations: number } | null {
  let root = 0;
  moments.fillResiduals(0);
  if (!(moments.residualSum >= target)) return null;
  for (let iterations = 1; iterations <= mostSteps; iterations++) {
    const { residualSum, residualSum2 } = moments;
    const step = ((residualSum - target) / residualSum2) * (residualSum / target);
    const next = root + step;
    if (!(step > Number.EPSILON * root)) return { root: Math.max(0, next), iterations };
    root = next;
    moments.fillResiduals(root);
  }
  throw new StatisticRefusal("not-converged", "tauSquared", `The generalised Q did not come to ${target} in ${mostSteps} steps.`, "Check estimates and variances for their unit.", { gradient: moments.residualSum - target, tauSquared: root });
}
