/** Single-stage designs for a binary response. */
import { binomialTail } from "../distributions/binomial.ts";
import { DesignRefusal, requireFraction, requireWhole } from "../dose-finding/core/design-refusal.ts";
import { requireOptions } from "../dose-finding/core/require-options.ts";

export interface SingleStageDesign {
  readonly n: number;
  /** Not worth going on with r or fewer responses among n. */
  readonly r: number;
  /** Exact probability of a positive result under the null, and of a negative one under the alternative. */
  readonly alpha: number;
  readonly beta: number;
}

export interface SingleStageOptions {
  /** Response probability that is not worth it. */
  readonly nullProbability: number;
  /** Response probability that is wanted. */
  readonly alternative: number;
  readonly alpha: number;
  readonly beta: number;
  /** How many designs are wanted, from the smallest n on; 5 where left out. */
  readonly designs?: number;
  /** Largest n searched; 1,000 where left out. */
  readonly largestN?: number;
}

/**
 * The designs of smallest n with one stage that keep both errors, exactly. For each n the limit r is the smallest with an
 * error of at most alpha. A larger n need not do: binomial errors go up and down.
 *
 * Throws DesignRefusal for values out of range, and `no-design` where not one is found up to `largestN`.
 * R: `clinfun::ph2single`.
 *
 * @example singleStage({ nullProbability: 0.1, alternative: 0.3, alpha: 0.05, beta: 0.2 })[0] // more than 5 of 25
 */
export function singleStage(options: SingleStageOptions): readonly SingleStageDesign[] {
  requireOptions(options, ["nullProbability", "alternative", "alpha", "beta", "designs", "largestN"]);
  const p0 = requireFraction("nullProbability", options.nullProbability);
  const p1 = requireFraction("alternative", options.alternative);
  if (p1 <= p0) throw new DesignRefusal("alternative-not-above-null", "alternative", `${p1} is not above the null probability ${p0}.`, "Give the response probability that is wanted.");
  const alpha = requireFraction("alpha", options.alpha);
  const beta = requireFraction("beta", options.beta);
  const wanted = requireWhole("designs", options.designs ?? 5, 1, 100);
  const largest = requireWhole("largestN", options.largestN ?? 1000, 1, 10_000);
  const found: SingleStageDesign[] = [];
  let r = 0;
  for (let n = 1; n <= largest && found.length < wanted; n++) {
    // More participants never allow a smaller limit.
    while (binomialTail(r, n, p0, { tail: "upper" }) > alpha) r += 1;
    const missed = binomialTail(r, n, p1);
    if (missed <= beta) found.push({ n, r, alpha: binomialTail(r, n, p0, { tail: "upper" }), beta: missed });
  }
  if (found.length === 0) throw new DesignRefusal("no-design", "largestN", `No single-stage design of up to ${largest} participants keeps both errors.`, "Allow more participants or larger errors.");
  return found;
}
