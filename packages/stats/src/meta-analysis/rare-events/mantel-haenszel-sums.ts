/** Sums over studies that Mantel and Haenszel's estimates and their variances are made of. */
import type { TwoArms } from "../effect-sizes/correct-cells.ts";

export interface MantelHaenszelSums {
  /** Numerator and denominator of the ratio; for differences the weighted events of either arm. */
  readonly above: number;
  readonly below: number;
  /** `null` where it does not exist. */
  readonly estimate: number | null;
  readonly variance: number | null;
  readonly weights: Float64Array;
}
type Measure = "odds-ratio" | "risk-ratio" | "risk-difference" | "rate-ratio" | "rate-difference";

export function sumMantelHaenszel(arms: TwoArms, measure: Measure, differenceVariance: "greenland-robins" | "sato"): MantelHaenszelSums {
  const size = arms.treatedEvents.length;
  const weights = new Float64Array(size);
  let [above, below, top, spread, whole, sato1, sato2] = [0, 0, 0, 0, 0, 0, 0];
  let [pr, ps, qs] = [0, 0, 0];
  for (let at = 0; at < size; at++) {
    const [a = 0, n = 0, c = 0, m = 0] = [arms.treatedEvents[at], arms.treatedSize[at], arms.controlEvents[at], arms.controlSize[at]];
    const all = n + m;
    const [b, d] = [n - a, m - c];
    if (measure === "odds-ratio") {
      const [r, s] = [(a * d) / all, (b * c) / all];
      const [p, q] = [(a + d) / all, (b + c) / all];
      above += r;
      below += s;
      pr += p * r;
      ps += p * s + q * r;
      qs += q * s;
      weights[at] = s;
      continue;
    }
    above += (a * m) / all;
    below += (c * n) / all;
    const both = (n * m) / all;
    whole += both;
    if (measure === "risk-ratio") spread += (both * (a + c)) / all - (a * c) / all;
    else if (measure === "rate-ratio") spread += (both * (a + c)) / all;
    else if (measure === "rate-difference") spread += both * both * (a / (n * n) + c / (m * m));
    else {
      top += (a * b * m * m * m + c * d * n * n * n) / (n * m * all * all);
      sato1 += (c * n * n - a * m * m + (n * m * (m - n)) / 2) / (all * all);
      sato2 += (a * d + c * b) / all / 2;
    }
    weights[at] = measure.endsWith("ratio") ? (c * n) / all : both;
  }
  const total = weights.reduce((sum, one) => sum + one, 0);
  const shares = weights.map((one) => (total > 0 ? (100 * one) / total : 0));
  const sums = { above, below, weights: shares };
  if (measure.endsWith("ratio")) {
    if (!(above > 0 && below > 0)) return { ...sums, estimate: null, variance: null };
    const variance = measure === "odds-ratio" ? (pr / above / above + ps / above / below + qs / below / below) / 2 : spread / above / below;
    return { ...sums, estimate: Math.log(above) - Math.log(below), variance };
  }
  if (!(whole > 0)) return { ...sums, estimate: null, variance: null };
  const estimate = (above - below) / whole;
  if (measure === "rate-difference") return { ...sums, estimate, variance: spread / whole / whole };
  return { ...sums, estimate, variance: (differenceVariance === "sato" ? estimate * sato1 + sato2 : top) / whole / whole };
}
