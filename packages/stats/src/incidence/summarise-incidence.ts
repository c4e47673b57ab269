/** Sums of events and of time, by group. */
import { type MissingRows, readRows } from "../form/columns.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { everybody, inOrder } from "../survival/survival-summary.ts";
import { type IncidenceColumns, incidenceColumns } from "./incidence-options.ts";

/** Sums over the participants of a group; x are a participant's events, t the time. */
export interface IncidenceCell {
  readonly group: string;
  readonly rows: number;
  readonly participants: number;
  readonly withEvent: number;
  readonly events: number;
  readonly time: number;
  readonly squaredEvents: number;
  readonly eventsTimesTime: number;
  readonly squaredTime: number;
  /** Sum of x² / t, for the dispersion. */
  readonly squaredEventsPerTime: number;
}
export interface IncidenceSummary {
  readonly kind: "incidence-summary";
  readonly edition: 1;
  readonly cells: readonly IncidenceCell[];
  /** Participants with rows in more than one group. */
  readonly shared: number;
  readonly rows: number;
  readonly missing: MissingRows;
}

export const incidenceSummaryMethod = "Sums of events, of person-time, and of their squares and products over participants, by group.";

/**
 * Events and person-time of each group, with the sums over participants that robust variances need. Summaries of disjoint data sets,
 * no participant in two, are added up by `mergeIncidenceSummaries`.
 *
 * Throws StatisticRefusal `empty`, `out-of-range` for a time of 0, and as `readRows` does.
 *
 * @example summariseIncidence({ events: [2, 0], time: [1.5, 3] }).cells[0]?.time // 4.5
 */
export function summariseIncidence(columns: IncidenceColumns): IncidenceSummary & ResultForm {
  const { columns: { events, time, group, participant }, size, missing } = readRows(incidenceColumns, columns);
  if (size === 0) throw new StatisticRefusal("empty", "events", "No complete row is left.", "Give at least one row.");
  const groups = group === null ? [everybody] : inOrder(group);
  const places = new Map(groups.map((name, at) => [name, at]));
  const own = ownSums(events, time, participant, size, (row) => (group === null ? 0 : (places.get(group[row] ?? "") ?? 0)), groups.length);
  const cells = groups.map((name, at): IncidenceCell => {
    const sums = { participants: 0, withEvent: 0, events: 0, time: 0, squaredEvents: 0, eventsTimesTime: 0, squaredTime: 0, squaredEventsPerTime: 0 };
    for (let one = 0; one < own.of.length; one++) {
      if (own.of[one] !== at) continue;
      const [x, t] = [own.events[one] as number, own.time[one] as number];
      sums.participants += 1;
      if (x > 0) sums.withEvent += 1;
      sums.events += x;
      sums.time += t;
      sums.squaredEvents += x * x;
      sums.eventsTimesTime += x * t;
      sums.squaredTime += t * t;
      sums.squaredEventsPerTime += (x * x) / t;
    }
    return { group: name, rows: own.rows[at] as number, ...sums };
  });
  return resultOf<IncidenceSummary>({ method: incidenceSummaryMethod, kind: "incidence-summary", edition: 1, cells, shared: own.shared, rows: size, missing });
}

/** Events and time of each participant within each group. */
function ownSums(events: Float64Array, time: Float64Array, participant: readonly string[] | null, size: number, groupOf: (row: number) => number, groups: number) {
  const rows = new Int32Array(groups);
  for (let row = 0; row < size; row++) {
    const at = groupOf(row);
    rows[at] = (rows[at] as number) + 1;
  }
  if (participant === null) return { events, time, of: Int32Array.from({ length: size }, (_, row) => groupOf(row)), rows, shared: 0 };
  const places = Array.from({ length: groups }, () => new Map<string, number>());
  const made: { x: number; t: number; of: number }[] = [];
  for (let row = 0; row < size; row++) {
    const of = groupOf(row);
    const mine = places[of] as Map<string, number>;
    const name = participant[row] as string;
    let place = mine.get(name);
    if (place === undefined) {
      place = made.length;
      mine.set(name, place);
      made.push({ x: 0, t: 0, of });
    }
    const one = made[place] as { x: number; t: number };
    one.x += events[row] as number;
    one.t += time[row] as number;
  }
  const shared = new Set<string>();
  for (const [at, mine] of places.entries()) for (const name of mine.keys()) if (places.some((other, index) => index < at && other.has(name))) shared.add(name);
  return { events: Float64Array.from(made, ({ x }) => x), time: Float64Array.from(made, ({ t }) => t), of: Int32Array.from(made, ({ of }) => of), rows, shared: shared.size };
}
