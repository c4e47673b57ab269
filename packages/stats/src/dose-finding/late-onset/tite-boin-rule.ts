/** What TITE-BOIN does with the counts at one dose level. */
import type { BoinBoundaries } from "../interval/boin-boundaries.ts";
import { atLeast, atMost } from "../interval/count-bounds.ts";
import type { LateCounts, LateJudgement } from "./late-interval.ts";

export interface TiteBoinRule {
  readonly boundaries: BoinBoundaries;
  /**
   * How pending outcomes enter the rate. `imputation`: each by its expected value (Yuan et al. 2018). `effective`: each as
   * the followed part of a participant without event (Lin and Yuan 2020).
   */
  readonly pendingAs: "imputation" | "effective";
  /** Nobody is treated while a larger part than this is pending. */
  readonly mostPending: number;
  /** Going up while outcomes are pending needs so many participants with a known outcome. */
  readonly leastKnown: number;
  /** Going up needs that every pending participant is followed for at least this part of the window. */
  readonly leastFollowed: number;
  /** Down, whatever the pending outcomes will be, does not wait for them. */
  readonly certainFirst: boolean;
}

const SLACK = 1e-10;

/**
 * The follow-up (STFT, from 0 to `pending`) from which on it goes up, and up to which it goes down; `null` where no
 * follow-up does. With nobody pending the rate alone decides: 0 then means yes.
 *
 * Imputation: the rate is (events + q (pending - STFT)) / n with q = p/(1 - p) and p = (events + target/2)/(known + 1), the
 * posterior mean under a Beta(target/2, 1 - target/2) prior. Up only while events/n is below the target, down only from
 * the target on. Effective: the rate is events / (known + STFT).
 */
export function followUpBounds(rule: TiteBoinRule, counts: Pick<LateCounts, "n" | "events" | "pending">): { readonly escalateFrom: number | null; readonly deescalateUpTo: number | null } {
  const { n, events, pending } = counts;
  const { target, escalate, deescalate } = rule.boundaries;
  const known = n - pending;
  if (pending === 0) return { escalateFrom: events <= atMost(escalate, n) ? 0 : null, deescalateUpTo: events >= atLeast(deescalate, n) ? 0 : null };
  if (rule.pendingAs === "effective") return within(events / escalate - known, events / deescalate - known, pending, true, events > 0);
  const mean = (events + target / 2) / (known + 1);
  const odds = (1 - mean) / mean;
  const from = pending - odds * (n * escalate - events);
  const upTo = pending - odds * (n * deescalate - events);
  return within(from, upTo, pending, events < n * target - SLACK, events >= n * target - SLACK);
}

function within(from: number, upTo: number, pending: number, mayRise: boolean, mayFall: boolean): { readonly escalateFrom: number | null; readonly deescalateUpTo: number | null } {
  return { escalateFrom: mayRise && from <= pending + SLACK ? Math.max(0, from) : null, deescalateUpTo: mayFall && upTo >= -SLACK ? Math.min(pending, Math.max(0, upTo)) : null };
}

/** The rate that is compared with the boundaries; `null` where nothing is known yet. */
export function estimatedRate(rule: TiteBoinRule, { n, events, pending, followed }: LateCounts): number | null {
  const known = n - pending;
  if (rule.pendingAs === "effective") return known + followed > 0 ? events / (known + followed) : null;
  const mean = (events + rule.boundaries.target / 2) / (known + 1);
  return n > 0 ? (events + (mean / (1 - mean)) * (pending - followed)) / n : null;
}

/** Certain steps first, then too many pending, then the follow-up against its bounds. */
export function judgeTiteBoin(rule: TiteBoinRule, counts: LateCounts): LateJudgement {
  const { n, events, pending, followed, least } = counts;
  const { escalate, deescalate } = rule.boundaries;
  const rate = estimatedRate(rule, counts);
  const numbers = { n, events, pending, followed, ...(rate === null ? {} : { rate }), escalate, deescalate };
  const seen = `${events} of ${n} with an event, ${pending} pending with a follow-up of ${followed.toFixed(2)} windows in all`;
  if (rule.certainFirst && n > 0 && events >= atLeast(deescalate, n)) return { move: "de-escalate", rule: "de-escalate", message: `${seen}: too many events whatever the pending outcomes will be. Down.`, numbers };
  if (pending > rule.mostPending * n + SLACK) return { move: "wait", rule: "suspend", message: `${seen}: more than ${Math.round(rule.mostPending * 100)} % are pending. Nobody is treated until more is known.`, numbers };
  if (rate === null) return { move: "wait", rule: "nothing-known", message: `${seen}: nothing is known at this dose level yet.`, numbers };
  const bounds = followUpBounds(rule, counts);
  if (bounds.escalateFrom !== null && followed >= bounds.escalateFrom - SLACK) {
    const known = n - pending;
    if (pending > 0 && known < rule.leastKnown) return { move: "wait", rule: "too-few-known", message: `${seen}: going up needs ${rule.leastKnown} known outcomes; ${known} so far.`, numbers: { ...numbers, known, leastKnown: rule.leastKnown } };
    if (pending > 0 && least < rule.leastFollowed) return { move: "wait", rule: "too-short-follow-up", message: `${seen}: going up needs every follow-up to have reached ${rule.leastFollowed} of the window.`, numbers: { ...numbers, least, leastFollowed: rule.leastFollowed } };
    return { move: "escalate", rule: "escalate", message: `${seen}: the rate ${rate.toFixed(3)} is at most ${escalate.toFixed(3)}. Up.`, numbers };
  }
  if (bounds.deescalateUpTo !== null && followed <= bounds.deescalateUpTo + SLACK) return { move: "de-escalate", rule: "de-escalate", message: `${seen}: the rate ${rate.toFixed(3)} is at least ${deescalate.toFixed(3)}. Down.`, numbers };
  return { move: "stay", rule: "stay", message: `${seen}: neither up nor down. Stay.`, numbers };
}
