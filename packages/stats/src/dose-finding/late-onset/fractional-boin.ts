/** BOIN with pending outcomes as estimated fractions of an event. */
import { DesignRefusal } from "../core/design-refusal.ts";
import { boinBoundaries } from "../interval/boin-boundaries.ts";
import { type BoinOptions, boin } from "../interval/boin.ts";
import { atLeast } from "../interval/count-bounds.ts";
import { checkIntervalOptions } from "../interval/interval-options.ts";
import { type LateCounts, type LateIntervalDesign, type LateJudgement, lateInterval } from "./late-interval.ts";
import { fractionAt } from "./redistribute.ts";
import type { TimedState } from "./timed-state.ts";
import { requirePart } from "./tite-boin.ts";

export interface FractionalOptions {
  /** Whose times make the curve from which the fractions come; `all-doses` where left out. */
  readonly pool?: "all-doses" | "same-dose";
  /** Nobody is treated while a larger part at the current dose level is pending, 0 to 1; 0.5 where left out. */
  readonly mostPending?: number;
}

export interface FractionalBoinOptions extends Omit<BoinOptions, "edition">, FractionalOptions {}

/**
 * BOIN on fractional events: each pending participant counts for the probability of an event in the rest of the window,
 * estimated from the times of all events so far (`fractionalEvents`). The method of fractions is published for 3+3 and the
 * CRM; with the boundaries of BOIN it is ours. With nobody pending it is BOIN.
 *
 * Throws DesignRefusal, with field and remedy, for options that no trial can have.
 *
 * Source of the fractions: Yin G, Zheng S, Xu J. J Biopharm Stat 2013;23:856-70, doi 10.1080/10543406.2013.789892.
 *
 * @example fractionalBoin({ doses: 4, target: 0.25, cohortSize: 3, cohorts: 8 })
 */
export function fractionalBoin(options: FractionalBoinOptions): LateIntervalDesign {
  const settings = checkIntervalOptions(options, ["underdose", "overdose", "pool", "mostPending"]);
  const { pool: _pool, mostPending: _most, ...rest } = options;
  const { pool, mostPending } = checkFractional(options);
  const inner = boin(rest);
  const { escalate, deescalate } = boinBoundaries(rest);
  const judge = ({ n, events, pending, followed }: LateCounts, state: TimedState): LateJudgement => {
    const fraction = fractionAt(state, state.dose, pool);
    const rate = n > 0 ? (events + fraction) / n : 0;
    const seen = `${events} of ${n} with an event, ${pending} pending that count for ${fraction.toFixed(2)}`;
    const numbers = { n, events, pending, followed, fraction, rate, escalate, deescalate };
    if (n > 0 && events >= atLeast(deescalate, n)) return { move: "de-escalate", rule: "de-escalate", message: `${seen}: too many events whatever the pending outcomes will be. Down.`, numbers };
    if (n === 0 || pending > mostPending * n + 1e-10) return { move: "wait", rule: "suspend", message: `${seen}: too few outcomes are known. Nobody is treated until more are.`, numbers };
    if (rate <= escalate + 1e-12) return { move: "escalate", rule: "escalate", message: `${seen}: the rate ${rate.toFixed(3)} is at most ${escalate.toFixed(3)}. Up.`, numbers };
    if (rate >= deescalate - 1e-12) return { move: "de-escalate", rule: "de-escalate", message: `${seen}: the rate ${rate.toFixed(3)} is at least ${deescalate.toFixed(3)}. Down.`, numbers };
    return { move: "stay", rule: "stay", message: `${seen}: between the boundaries. Stay.`, numbers };
  };
  const design = lateInterval({
    name: "fractional BOIN",
    code: "fractional-boin",
    variant: `${inner.variant.replace(/^BOIN/, "Fractional BOIN")} ${fractionalWords(pool, mostPending)}`,
    edition: "paper",
    inner,
    settings,
    judge,
    waitAtLowest: false,
  });
  return { ...design, usesEventTimes: true };
}

/** Fills in and refuses. */
export function checkFractional(options: FractionalOptions): { readonly pool: "all-doses" | "same-dose"; readonly mostPending: number } {
  const pool = options.pool ?? "all-doses";
  if (pool !== "all-doses" && pool !== "same-dose") throw new DesignRefusal("unknown-choice", "pool", `${String(pool)} is not known.`, 'Give "all-doses" or "same-dose".');
  return { pool, mostPending: requirePart("mostPending", options.mostPending ?? 0.5) };
}

export const fractionalWords = (pool: "all-doses" | "same-dose", mostPending: number): string =>
  `Pending participants count for the estimated probability of an event in the rest of their window (redistribution to the right, ${pool === "all-doses" ? "one curve for all dose levels" : "a curve of the dose level's own"})${mostPending < 1 ? `; nobody is treated while more than ${Math.round(mostPending * 100)} % at the dose level are pending` : ""}.`;
