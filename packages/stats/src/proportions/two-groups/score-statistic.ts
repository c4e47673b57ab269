/** Score statistics of two proportions under a difference, a ratio or an odds ratio: standard normal where the hypothesis holds. */
import { fitUnderDifference, fitUnderOddsRatio, fitUnderRatio, type TwoByTwo } from "./constrained-fit.ts";

/** `unbiased`: the variance times N/(N - 1), as Miettinen and Nurminen have it; `plain`: without, as Mee and Koopman. */
export type ScoreVariance = "unbiased" | "plain";
export type Contrast = "difference" | "ratio" | "odds-ratio";

const spread = (events: number, total: number): number => events / total;
const inflation = (table: TwoByTwo, kind: ScoreVariance): number => {
  const all = table.treatedTotal + table.controlTotal;
  return kind === "unbiased" ? all / (all - 1) : 1;
};

/**
 * Positive where the treated have more than the hypothesis says; plus or minus infinity where the data are impossible under it, 0
 * where they are what it says exactly. Sources: Miettinen and Nurminen 1985, doi 10.1002/sim.4780040211; Mee 1984, doi
 * 10.2307/2531177; Koopman 1984, doi 10.2307/2531405 (recalled).
 */
export function scoreStatistic(table: TwoByTwo, contrast: Contrast, value: number, kind: ScoreVariance): number {
  const { treatedTotal: m, controlTotal: n } = table;
  const [p, q] = [spread(table.treatedEvents, m), spread(table.controlEvents, n)];
  if (contrast === "difference") {
    const fit = fitUnderDifference(table, value);
    return quotient(p - q - value, (fit.treated * (1 - fit.treated)) / m + (fit.control * (1 - fit.control)) / n, inflation(table, kind));
  }
  if (contrast === "ratio") {
    const fit = fitUnderRatio(table, value);
    return quotient(p - value * q, (fit.treated * (1 - fit.treated)) / m + (value * value * (fit.control * (1 - fit.control))) / n, inflation(table, kind));
  }
  const fit = fitUnderOddsRatio(table, value);
  const [v, w] = [m * fit.treated * (1 - fit.treated), n * fit.control * (1 - fit.control)];
  return quotient(table.treatedEvents - m * fit.treated, v === 0 || w === 0 ? 0 : 1 / (1 / v + 1 / w), inflation(table, kind));
}

function quotient(distance: number, variance: number, factor: number): number {
  // Below the rounding of 1 a difference is none; its variance, as small as it is, would be lost against 1.
  if (Math.abs(distance) < Number.EPSILON && variance <= 0) return 0;
  if (distance === 0) return 0;
  return variance <= 0 ? Math.sign(distance) * Number.POSITIVE_INFINITY : distance / Math.sqrt(variance * factor);
}
