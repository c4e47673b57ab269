/** The cumulative cohort design. */
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";
import { fewestEventsToClose } from "./closing-rule.ts";
import { atLeast, atMost } from "./count-bounds.ts";
import { type IntervalDesign, intervalDesign } from "./interval-design.ts";
import { type IntervalOptions, checkIntervalOptions, closingWords, wordsOf } from "./interval-options.ts";

export interface CumulativeCohortOptions extends IntervalOptions {
  /** Up at target - margin or less, down at target + margin or more. */
  readonly margin: number;
}

/**
 * Cumulative cohort design: go up where the observed rate at the current dose level is at most target - margin, down where
 * it is at least target + margin. For targets of 0.10 to 0.25 its authors advise a margin of 0.09, for 0.30 and 0.35 of
 * 0.10, for 0.40 of 0.12, for 0.45 and 0.50 of 0.13 (the usual ones of a public program by Lin and Yin, IntervalDesign).
 *
 * The paper closes no dose level. Give `cutoff` to close those where Pr(true rate > target) is above it, from 3
 * participants on; without it no safety stop exists, and the variant says so.
 *
 * Throws DesignRefusal, with field and remedy, for options that no trial can have.
 *
 * Source: Ivanova A, Flournoy N, Chung Y. J Stat Plan Inference 2007;137:2316-27, doi 10.1016/j.jspi.2006.07.009.
 *
 * @example cumulativeCohort({ doses: 5, target: 0.3, margin: 0.1, cohortSize: 3, cohorts: 10 }).bounds(6) // { escalate: 1, deescalate: 3, close: null }
 */
export function cumulativeCohort(options: CumulativeCohortOptions): IntervalDesign {
  const settings = checkIntervalOptions(options, ["margin"]);
  const closing = options.cutoff !== undefined;
  if (!closing) checkIntervalOptions(options, ["margin"], ["extraSafe", "offset"]);
  const { target, cutoff } = settings;
  const margin = requireFraction("margin", options.margin);
  const [low, high] = [target - margin, target + margin];
  if (low < -1e-12) throw new DesignRefusal("no-room-below", "margin", `${target} - ${margin} is below 0.`, `Give a margin of at most ${target}.`);
  if (high > 1 + 1e-12) throw new DesignRefusal("no-room-above", "margin", `${target} + ${margin} is above 1.`, `Give a margin of at most ${Number((1 - target).toPrecision(6))}.`);
  return intervalDesign({
    name: "Cumulative cohort",
    code: "cumulative-cohort",
    variant: `Cumulative cohort design with target ${target}: up at ${+low.toPrecision(10)} or less, down at ${+high.toPrecision(10)} or more; ${wordsOf(settings, closing ? closingWords(settings) : "no dose level is ever closed")}.`,
    edition: "paper",
    settings,
    boundsAt: (n) => {
      const close = closing ? fewestEventsToClose(n, { target, cutoff }) : null;
      const deescalate = atLeast(high, n);
      return { escalate: atMost(low, n), deescalate: close === null ? deescalate : Math.min(deescalate, close), close };
    },
    upperRate: high,
  });
}
