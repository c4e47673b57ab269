/** What all interval designs let the investigator choose, and its refusals. */
import { DesignRefusal, requireFraction, requireWhole } from "../core/design-refusal.ts";
import { requireOptions, requireSwitch } from "../core/require-options.ts";
import { lowestCutoffOf } from "./lowest-cutoff.ts";

export interface IntervalOptions {
  /** Number of dose levels. */
  readonly doses: number;
  /** The rate of events that is wanted, between 0 and 1. */
  readonly target: number;
  readonly cohortSize: number;
  /** Number of cohorts; or say `maximumN`. */
  readonly cohorts?: number;
  /** Most participants in the trial; the last cohort is smaller where it must be. */
  readonly maximumN?: number;
  /** First dose level; 1 where left out. */
  readonly start?: number;
  /** A dose level and all above are closed where Pr(true rate > target) is above it, from 3 participants on; 0.95 where left out. */
  readonly cutoff?: number;
  /** A stricter stop at the lowest dose level: `cutoff` - `offset`. */
  readonly extraSafe?: boolean;
  /** 0.05 where left out; only with `extraSafe`. */
  readonly offset?: number;
  /** One participant per dose level until the first event; then cohorts. */
  readonly titration?: boolean;
  /** The trial ends when so many were treated at a dose level and the decision is to stay there. */
  readonly nEarlyStop?: number;
  /** The recommended dose level must have an estimate below the de-escalation boundary. */
  readonly boundMTD?: boolean;
}

export interface IntervalSettings {
  readonly doses: number;
  readonly target: number;
  readonly cohortSize: number;
  readonly maximumN: number;
  readonly start: number;
  readonly cutoff: number;
  /** `null`: no stricter stop at the lowest dose level. */
  readonly lowestCutoff: number | null;
  readonly titration: boolean;
  readonly nEarlyStop: number | null;
  readonly boundMTD: boolean;
}

const KNOWN = ["doses", "target", "cohortSize", "cohorts", "maximumN", "start", "cutoff", "extraSafe", "offset", "titration", "nEarlyStop", "boundMTD"];

/**
 * Checks the options that all interval designs share.
 * @param own names the options of one design, so that no other is let pass unread.
 * @param without names the shared ones that this design has no use for.
 */
export function checkIntervalOptions(options: IntervalOptions, own: readonly string[] = [], without: readonly string[] = []): IntervalSettings {
  const known = [...KNOWN.filter((key) => !without.includes(key)), ...own];
  requireOptions(options, known);
  const doses = requireWhole("doses", options.doses, 1, 50);
  const cohortSize = requireWhole("cohortSize", options.cohortSize, 1, 100);
  const start = requireWhole("start", options.start ?? 1, 1, doses);
  const cutoff = requireFraction("cutoff", options.cutoff ?? 0.95);
  const titration = requireSwitch("titration", options.titration);
  if (titration && cohortSize === 1) throw new DesignRefusal("titration-needs-cohorts", "titration", "Cohorts of one are titration already.", "Leave titration out, or give a cohort size of 2 or more.");
  return {
    doses,
    target: requireFraction("target", options.target),
    cohortSize,
    maximumN: checkMaximumN(options, cohortSize),
    start,
    cutoff,
    lowestCutoff: lowestCutoffOf(options, cutoff),
    titration,
    nEarlyStop: options.nEarlyStop === undefined ? null : requireWhole("nEarlyStop", options.nEarlyStop, 1, 10_000),
    boundMTD: requireSwitch("boundMTD", options.boundMTD),
  };
}

function checkMaximumN(options: IntervalOptions, cohortSize: number): number {
  const { cohorts, maximumN } = options;
  if (cohorts !== undefined && maximumN !== undefined) throw new DesignRefusal("two-sizes", "maximumN", "Both cohorts and maximumN are given.", "Give one of them.");
  if (cohorts !== undefined) return requireWhole("cohorts", cohorts, 1, 1000) * cohortSize;
  if (maximumN === undefined) throw new DesignRefusal("no-size", "cohorts", "The size of the trial is not given.", "Give the number of cohorts, or maximumN.");
  return requireWhole("maximumN", maximumN, 1, 10_000);
}

/** When dose levels close, for the words of a variant. */
export const closingWords = (settings: IntervalSettings, fromN = 3): string =>
  `a dose level and those above close when Pr(rate > ${settings.target}) > ${settings.cutoff}${fromN > 1 ? ` from ${fromN} participants on` : ""}`;

/**
 * The words of a variant that all interval designs share.
 * @param early whether `nEarlyStop` waits for the decision to stay.
 */
export function wordsOf(settings: IntervalSettings, closing = closingWords(settings), early: "if it stays" | "at once" = "if it stays"): string {
  const parts = [`${settings.doses} dose level${settings.doses === 1 ? "" : "s"}, cohorts of ${settings.cohortSize}, at most ${settings.maximumN} participants, start at dose level ${settings.start}`, closing];
  if (settings.lowestCutoff !== null) parts.push(`the trial stops when this is above ${round(settings.lowestCutoff)} at the lowest dose level`);
  if (settings.titration) parts.push("single participants per dose level until the first event, then cohorts");
  if (settings.nEarlyStop !== null) parts.push(`it ends when ${settings.nEarlyStop} or more were treated at a dose level${early === "at once" ? ", whatever the decision" : " and the decision is to stay"}`);
  if (settings.boundMTD) parts.push("the estimate of the recommended dose level is below the de-escalation boundary");
  return parts.join("; ");
}

const round = (value: number): number => Number(value.toPrecision(12));
