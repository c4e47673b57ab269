/** Selection of the maximum tolerated dose at the end of a trial. */
import type { Recommendation } from "../core/dose-decision.ts";
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";
import { probabilityAbove } from "../interval/closing-rule.ts";
import { requireOptions, requireSwitch } from "../core/require-options.ts";
import { lowestCutoffOf } from "../interval/lowest-cutoff.ts";
import { type DoseCounts, type DoseEstimate, checkDoseCounts, estimateDoses } from "./dose-estimates.ts";
import { isotonicChoice } from "./isotonic-choice.ts";
import { whyNone } from "./why-none.ts";

export interface SelectMtdOptions {
  /** The rate of events that is wanted. */
  readonly target: number;
  /** A dose level and all above are left out where Pr(true rate > target) is above it, from 3 participants on; 0.95 where left out. */
  readonly cutoff?: number;
  /** None is selected where this probability is above `cutoff - offset` at the lowest dose level. */
  readonly extraSafe?: boolean;
  /** 0.05 where left out; only with `extraSafe`. */
  readonly offset?: number;
  /** The estimate must lie below this rate: for BOIN's bounded selection its de-escalation boundary. */
  readonly below?: number;
  /** Dose levels that the trial has closed, beside those that the counts close. */
  readonly closed?: readonly boolean[];
  /** Level of the intervals; 0.95 where left out. */
  readonly level?: number;
}

export interface MtdSelection {
  readonly recommendation: Recommendation;
  /** Dose levels that could not be selected because they are closed. */
  readonly closed: readonly boolean[];
  readonly estimates: readonly DoseEstimate[];
}

/**
 * The dose level whose isotonic estimate lies nearest to the target.
 *
 * Estimates (events + 0.05)/(n + 0.1) of the dose levels that are treated and not closed are pooled where they decrease,
 * with weights 1/variance of Beta(events + 0.05, n - events + 0.05). Among equal estimates the highest dose level is taken
 * below the target, the lowest above it. The estimates that are returned for display pool all treated dose levels; the
 * intervals are of each dose level's own data.
 *
 * `none`, with its reason, where every dose level is closed, none that is open was treated, or none lies `below`.
 *
 * Throws DesignRefusal, with field and remedy, for counts or options that cannot be.
 *
 * Source: Liu S, Yuan Y. J R Stat Soc C 2015;64:507-23, doi 10.1111/rssc.12089. R: BOIN 2.7.2
 * `select.mtd(target, npts, ntox)$MTD`, where 99 stands for none.
 *
 * @example selectMtd({ n: [3, 3, 15, 9, 0], events: [0, 0, 4, 4, 0] }, { target: 0.3 }).recommendation // dose 3
 */
export function selectMtd(counts: DoseCounts, options: SelectMtdOptions): MtdSelection {
  checkDoseCounts(counts);
  requireOptions(options, ["target", "cutoff", "extraSafe", "offset", "below", "closed", "level"]);
  const target = requireFraction("target", options.target);
  const cutoff = requireFraction("cutoff", options.cutoff ?? 0.95);
  const below = options.below === undefined ? null : requireFraction("below", options.below);
  const closed = closedBy(counts, { target, cutoff, lowest: lowestCutoffOf(options, cutoff), before: closedBefore(counts, options.closed) });
  const dose = isotonicChoice(counts.n, counts.events, closed, target, below);
  const rule = `isotonic regression, nearest to ${target}${below === null ? "" : `, below ${below}`}`;
  return {
    recommendation: dose === null ? { kind: "none", why: whyNone(counts.n, closed), rule } : { kind: "dose", dose, rule },
    closed,
    estimates: estimateDoses(counts, { target, level: options.level ?? 0.95 }),
  };
}

interface Closing {
  readonly target: number;
  readonly cutoff: number;
  readonly lowest: number | null;
  readonly before: readonly boolean[];
}

function closedBy({ n, events }: DoseCounts, { target, cutoff, lowest, before }: Closing): readonly boolean[] {
  const first = n[0] ?? 0;
  if (lowest !== null && first >= 3 && probabilityAbove(target, first, events[0] ?? 0) > lowest) return before.map(() => true);
  const from = n.findIndex((size, at) => size >= 3 && probabilityAbove(target, size, events[at] ?? 0) > cutoff);
  return from < 0 ? before : before.map((one, at) => one || at >= from);
}

function closedBefore(counts: DoseCounts, closed: readonly boolean[] | undefined): readonly boolean[] {
  if (closed === undefined) return counts.n.map(() => false);
  if (Array.isArray(closed) && closed.length === counts.n.length) return closed.map((one: boolean, at) => requireSwitch(`closed.${at + 1}`, one));
  throw new DesignRefusal("lengths-differ", "closed", `There is not one entry for each of ${counts.n.length} dose levels.`, `Give ${counts.n.length} entries, one per dose level.`);
}
