/** Estimators of the variance between studies, τ². */
import { chiSquareQuantile } from "../../distributions/chi-square.ts";
import { maximiseLikelihood } from "./maximise-likelihood.ts";
import { residualSumRoot } from "./residual-sum-root.ts";
import type { WeightedMoments } from "./weighted-moments.ts";

export const tauSquaredEstimators = ["REML", "DL", "ML", "PM", "EB", "SJ", "HS", "HE", "HSk", "PMM", "DL2", "HE2"] as const;
export type TauSquaredEstimator = (typeof tauSquaredEstimators)[number];
/** As a sentence names them. */
export const estimatorWords: Readonly<Record<TauSquaredEstimator, string>> = {
  REML: "restricted maximum likelihood",
  DL: "DerSimonian and Laird",
  ML: "maximum likelihood",
  PM: "Paule and Mandel",
  EB: "empirical Bayes (Morris), which is the Paule-Mandel root",
  SJ: "Sidik and Jonkman",
  HS: "Hunter and Schmidt",
  HE: "Hedges and Olkin (variance components)",
  HSk: "Hunter and Schmidt with a small-sample correction",
  PMM: "Paule and Mandel, median-unbiased",
  DL2: "two-step DerSimonian and Laird",
  HE2: "two-step Hedges and Olkin",
};

export interface TauSquaredFit {
  readonly estimator: TauSquaredEstimator;
  readonly estimate: number;
  /** `null` for estimators for which none is given here, and where it does not exist. */
  readonly standardError: number | null;
  readonly iterations: number;
  /** Standardised derivative of the log-likelihood for ML and REML; `null` for the others. */
  readonly gradient: number | null;
  /** Maxima of the likelihood that were seen; `null` for the others. */
  readonly maxima: number | null;
}

/**
 * τ² by one of the estimators; never below 0. Needs more studies than parameters (k > p): the caller checks.
 *
 * DL, HS, HE and their variants in closed form; PM, EB and PMM by a root to the last bits; ML and REML at the highest maximum
 * seen, see {@link maximiseLikelihood}. EB's fixed point and iterated DL and SJ are the Paule-Mandel root, and not listed twice.
 * Sources: DerSimonian and Kacker 2007, Contemp Clin Trials 28:105, doi 10.1016/j.cct.2006.04.004; Viechtbauer 2005, J Educ Behav
 * Stat 30:261, doi 10.3102/10769986030003261; Veroniki et al. 2016, Res Synth Methods 7:55, doi 10.1002/jrsm.1164 (all recalled).
 * R: `metafor::rma(yi, vi, method = )`.
 */
export function fitTauSquared(moments: WeightedMoments, estimator: TauSquaredEstimator): TauSquaredFit {
  const free = moments.size - moments.parameters;
  const closed = (estimate: number, standardError: number | null = null, iterations = 0): TauSquaredFit => ({ estimator, estimate: Math.max(0, estimate), standardError, iterations, gradient: null, maxima: null });
  const byRoot = (target: number): TauSquaredFit => {
    const made = residualSumRoot(moments, target);
    moments.fill(made?.root ?? 0);
    return closed(made?.root ?? 0, Math.sqrt((2 * moments.size ** 2) / free) / moments.sumOfWeights, made?.iterations ?? 0);
  };
  switch (estimator) {
    case "REML":
    case "ML": {
      const { tauSquared, gradient, iterations, maxima } = maximiseLikelihood(moments, estimator);
      moments.fill(tauSquared);
      return { estimator, estimate: tauSquared, standardError: Math.sqrt(2 / (estimator === "ML" ? moments.sumOfSquaredWeights : moments.tracePP)), iterations, gradient, maxima };
    }
    case "PM":
    case "EB":
      return byRoot(free);
    case "PMM":
      return byRoot(chiSquareQuantile(0.5, free));
    case "DL": {
      moments.fill(0);
      const { residualSum, traceP, tracePP } = moments;
      const estimate = Math.max(0, (residualSum - free) / traceP);
      return closed(estimate, Math.sqrt(2 * free + 4 * estimate * traceP + 2 * estimate ** 2 * tracePP) / traceP);
    }
    case "HS":
    case "HSk": {
      moments.fill(0);
      const { residualSum, traceP, tracePP, sumOfWeights, size } = moments;
      const factor = estimator === "HS" ? 1 : size / free;
      const estimate = Math.max(0, (factor * residualSum - size) / sumOfWeights);
      return closed(estimate, (factor * Math.sqrt(2 * free + 4 * estimate * traceP + 2 * estimate ** 2 * tracePP)) / sumOfWeights);
    }
    case "HE":
      return closed(unweighted(moments));
    case "SJ":
      return closed(sidikJonkman(moments, free));
    case "DL2":
      return closed(secondStep(moments, fitTauSquared(moments, "DL").estimate));
    case "HE2":
      return closed(secondStep(moments, Math.max(0, unweighted(moments))));
  }
}

/** Method of moments with any weights: E y'Py = tr PV + τ² tr P. */
const byMoments = ({ residualSum, tracePV, traceP }: WeightedMoments): number => (residualSum - tracePV) / traceP;

function unweighted(moments: WeightedMoments): number {
  moments.fillWeights(() => 1);
  return byMoments(moments);
}

function secondStep(moments: WeightedMoments, first: number): number {
  moments.fillWeights((variance) => 1 / (variance + first));
  return byMoments(moments);
}

/** Begun from the unweighted spread of the estimates about their mean, over k. */
function sidikJonkman(moments: WeightedMoments, free: number): number {
  const crude = moments.spread / moments.size;
  if (crude === 0) return 0;
  moments.fillResiduals(crude);
  return (crude * moments.residualSum) / free;
}
