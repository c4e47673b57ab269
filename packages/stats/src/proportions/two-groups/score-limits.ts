/** Score limits of a difference, a ratio or an odds ratio of two proportions: the values that the score test does not reject. */
import { findMonotoneRoot } from "../../optimisation/find-monotone-root.ts";
import { findRoot } from "../../optimisation/find-root.ts";
import type { Limits } from "../limits.ts";
import type { TwoByTwo } from "./constrained-fit.ts";
import { type ScoreVariance, scoreStatistic } from "./score-statistic.ts";

/** Limits of treated - control, to machine precision; within -1 and 1. */
export function differenceScoreLimits(table: TwoByTwo, z: number, kind: ScoreVariance): Limits {
  const middle = table.treatedEvents / table.treatedTotal - table.controlEvents / table.controlTotal;
  const excess = (value: number, wanted: number): number => scoreStatistic(table, "difference", value, kind) - wanted;
  const rootIn = (from: number, to: number, wanted: number): number => {
    if (from >= to) return from;
    const root = findRoot((value) => excess(value, wanted), from, to);
    return root.found ? root.root : wanted > 0 ? from : to;
  };
  return { lower: middle <= -1 ? -1 : rootIn(-1, middle, z), upper: middle >= 1 ? 1 : rootIn(middle, 1, -z) };
}

/** Limits of a ratio or an odds ratio, to machine precision of its logarithm: 0 and infinity where the data do not bound it. */
export function ratioScoreLimits(table: TwoByTwo, z: number, kind: ScoreVariance, contrast: "ratio" | "odds-ratio"): Limits {
  const { treatedEvents: x, treatedTotal: m, controlEvents: y, controlTotal: n } = table;
  const odds = contrast === "odds-ratio";
  const noLower = x === 0 || (odds && y === n);
  const noUpper = y === 0 || (odds && x === m);
  const start = odds ? Math.log(((x + 0.5) * (n - y + 0.5)) / ((m - x + 0.5) * (y + 0.5))) : Math.log(((x + 0.5) / (m + 0.5)) * ((n + 0.5) / (y + 0.5)));
  const rootOf = (wanted: number): number => {
    const root = findMonotoneRoot((log) => clip(scoreStatistic(table, contrast, Math.exp(log), kind) - wanted), { direction: "falling", start, step: 0.5, lowest: -600, highest: 600 });
    return Math.exp(root.found ? root.root : root.at);
  };
  return { lower: noLower ? 0 : rootOf(z), upper: noUpper ? Number.POSITIVE_INFINITY : rootOf(-z) };
}

const clip = (value: number): number => Math.max(-1e300, Math.min(1e300, value));
