/** Rates of events in person-time, by group. */
import { normalQuantile } from "../distributions/normal.ts";
import type { MissingRows } from "../form/columns.ts";
import { readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { type Limits, percent, tailArea } from "../proportions/limits.ts";
import { garwoodLimits, midPRateLimits, waldRateLimits } from "../proportions/rates/rate-limits.ts";
import { type IncidenceChoices, type IncidenceColumns, type IncidenceOptions, incidenceOptions, type RateInterval } from "./incidence-options.ts";
import { readIncidenceSummary } from "./merge-incidence-summaries.ts";
import { dispersionOf, robustLogVariance } from "./rate-variance.ts";
import { type IncidenceCell, type IncidenceSummary, summariseIncidence } from "./summarise-incidence.ts";

export interface IncidenceGroup {
  readonly group: string;
  readonly participants: number;
  readonly withEvent: number;
  readonly events: number;
  /** In the unit in which times were given. */
  readonly time: number;
  /** Events per `per` units of time. */
  readonly rate: number;
  readonly interval: Limits & { readonly level: number; readonly kind: RateInterval };
  /** Without events: the rate below which the truth is at the level, exactly; otherwise `null`. */
  readonly exactUpper: number | null;
  /** Pearson's; about 1 where counts are Poisson's. `null` without events or for one participant. */
  readonly dispersion: number | null;
  readonly reason: string | null;
}
export interface Incidence extends ResultForm {
  readonly per: number;
  readonly groups: readonly IncidenceGroup[];
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}
export const rateIntervalWords: Readonly<Record<RateInterval, string>> = {
  "exact": "exact limits (Garwood)", "mid-p": "mid-P limits", "log": "normal limits on the log scale", "wald": "Wald limits",
  "robust": "limits on the log scale with the sandwich variance over participants", "overdispersed": "limits on the log scale with Pearson's dispersion",
};

/**
 * Events per time under observation of each group, with limits.
 *
 * `exact`, `mid-p`, `log` and `wald` assume Poisson counts; `robust` assumes only that participants are independent, and is the one to
 * take where events recur in the same people; `overdispersed` multiplies the Poisson variance by Pearson's dispersion. A group without
 * events has the exact limits whatever was asked for, with the reason, and beside them the one-sided exact upper bound.
 *
 * Throws StatisticRefusal `empty`, `out-of-range` for a time of 0, `unknown-choice` for an order that leaves a group out, and as
 * `readRows` and `readOptions` do.
 *
 * Sources: Garwood 1936, doi 10.1093/biomet/28.3-4.437; Glynn and Buring 1996, BMJ 312:364, doi 10.1136/bmj.312.7027.364 (recalled).
 * R: `poisson.test`; `glm(events ~ 1 + offset(log(time)), poisson)` with `sandwich::vcovCL(type = "HC0", cadjust = FALSE)`, to 1e-9.
 *
 * @example estimateIncidence({ events: [2, 0, 1], time: [1.5, 2, 0.5] }, { per: 100 }).groups[0]?.rate // 75
 */
export function estimateIncidence(columns: IncidenceColumns, options: IncidenceOptions = {}): Incidence {
  const choices = readOptions(incidenceOptions, options);
  return ratesOf(summariseIncidence(columns), choices);
}

/** The same from a summary, of one data set or of several merged. */
export function incidenceOfSummary(summary: IncidenceSummary, options: IncidenceOptions = {}): Incidence {
  return ratesOf(readIncidenceSummary(summary), readOptions(incidenceOptions, options));
}

function ratesOf(summary: IncidenceSummary, choices: IncidenceChoices): Incidence {
  const { interval, per, level } = choices;
  const groups = cellsInOrder(summary, choices.order).map((cell): IncidenceGroup => {
    const { group, participants, withEvent, events, time } = cell;
    const found = limitsOf(cell, choices);
    const kind = found === null ? "exact" : interval;
    const { lower, upper } = found ?? garwoodLimits(events, tailArea(level));
    const factor = per / time;
    return {
      group, participants, withEvent, events, time, rate: events * factor,
      interval: { lower: lower * factor, upper: upper * factor, level, kind },
      exactUpper: events === 0 ? -Math.log(1 - level) * factor : null,
      dispersion: dispersionOf(cell),
      reason: found === null ? (events === 0 ? "Without events the limits are exact ones." : participants < 2 ? "One participant tells no variance: the limits are exact ones." : "Counts do not vary between participants beyond their times, so that there is no variance: the limits are exact ones.") : null,
    };
  });
  return resultOf({
    method: `Rates of events per ${per} units of person-time with ${percent(level)} ${rateIntervalWords[interval]}${interval === "robust" && choices.correction === "participants" ? ", times n / (n - 1)" : ""}; exact limits without events.`,
    per, groups, level, missing: summary.missing,
    warnings: [
      ...(interval === "wald" ? ["Wald limits cover less often than their level where events are few."] : []),
      ...groups.filter(({ dispersion }) => (dispersion ?? 0) > 1.5 && ["exact", "mid-p", "log", "wald"].includes(interval)).map(({ group, dispersion }) => `${group === "all" ? "" : `Group ${group}: `}The dispersion is ${(dispersion ?? 0).toPrecision(3)}: events cluster in participants, and Poisson limits are too narrow; robust ones may suit better.`),
    ],
  });
}

/** Limits of the expected count; `null` where only exact ones can be told. */
function limitsOf(cell: IncidenceCell, { interval, level, correction }: IncidenceChoices): Limits | null {
  const tail = tailArea(level);
  if (interval === "exact") return garwoodLimits(cell.events, tail);
  if (interval === "mid-p") return midPRateLimits(cell.events, tail);
  if (cell.events === 0) return null;
  if (interval === "wald") return waldRateLimits(cell.events, tail);
  const dispersion = dispersionOf(cell);
  const variance = interval === "log" ? 1 / cell.events : interval === "robust" ? robustLogVariance(cell, correction) : dispersion === null ? null : dispersion / cell.events;
  // Counts in proportion to times tell no variance; limits at the rate itself would say that it is known.
  if (variance === null || variance === 0) return null;
  const reach = Math.exp(normalQuantile(tail, { tail: "upper" }) * Math.sqrt(variance));
  return { lower: cell.events / reach, upper: cell.events * reach };
}

/** Throws StatisticRefusal `unknown-choice`. */
export function cellsInOrder({ cells }: IncidenceSummary, order: readonly string[] | null): readonly IncidenceCell[] {
  if (order === null) return cells;
  const found = order.map((name) => cells.find(({ group }) => group === name));
  if (new Set(order).size !== order.length || order.length !== cells.length || found.includes(undefined)) throw new StatisticRefusal("unknown-choice", "order", "The order does not name each group once.", `Name each once: ${cells.map(({ group }) => group).join(", ")}.`);
  return found as IncidenceCell[];
}
