/** Summaries of rates from disjoint data sets, added up. */
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { inOrder } from "../survival/survival-summary.ts";
import { type IncidenceCell, incidenceSummaryMethod, type IncidenceSummary } from "./summarise-incidence.ts";

const counts = ["rows", "participants", "withEvent", "events"] as const;
const sums = ["time", "squaredEvents", "eventsTimesTime", "squaredTime", "squaredEventsPerTime"] as const;

/**
 * The summary of all data sets together. Groups are matched by name; nobody may be in two data sets, as a robust variance would take
 * such a participant for two. Summaries may come from JSON.
 *
 * Throws StatisticRefusal `empty`, `missing-column` for what is no such summary, `not-a-number` and `negative`.
 *
 * @example mergeIncidenceSummaries([summariseIncidence({ events: [1], time: [2] }), summariseIncidence({ events: [0], time: [3] })]).cells[0]?.time // 5
 */
export function mergeIncidenceSummaries(summaries: readonly IncidenceSummary[]): IncidenceSummary & ResultForm {
  if (!Array.isArray(summaries) || summaries.length === 0) throw new StatisticRefusal("empty", "summaries", "There is no summary.", "Give a list of at least one.");
  const read = (summaries as readonly IncidenceSummary[]).map((summary, at) => readIncidenceSummary(summary, `summaries.${at + 1}`));
  const cells = new Map<string, IncidenceCell>();
  const byColumn: Record<string, number> = {};
  for (const summary of read) {
    for (const cell of summary.cells) {
      const before = cells.get(cell.group);
      cells.set(cell.group, before === undefined ? cell : { group: cell.group, ...(Object.fromEntries([...counts, ...sums].map((name) => [name, before[name] + cell[name]])) as unknown as Omit<IncidenceCell, "group">) });
    }
    for (const [name, count] of Object.entries(summary.missing.byColumn)) byColumn[name] = (byColumn[name] ?? 0) + count;
  }
  const total = (of: (summary: IncidenceSummary) => number): number => read.reduce((sum, one) => sum + of(one), 0);
  return resultOf<IncidenceSummary>({
    method: incidenceSummaryMethod, kind: "incidence-summary", edition: 1,
    cells: inOrder(cells.keys()).map((name) => cells.get(name) as IncidenceCell),
    shared: total(({ shared }) => shared), rows: total(({ rows }) => rows), missing: { rows: total(({ missing }) => missing.rows), byColumn },
  });
}

/** A summary that came from elsewhere, checked. */
export function readIncidenceSummary(given: IncidenceSummary, path = "summary"): IncidenceSummary {
  const summary = given as Partial<IncidenceSummary> | null;
  if (summary?.kind !== "incidence-summary" || summary.edition !== 1 || !Array.isArray(summary.cells)) throw new StatisticRefusal("missing-column", path, "This is no summary of rates, edition 1.", "Give what summariseIncidence or mergeIncidenceSummaries made.");
  if (summary.cells.length === 0) throw new StatisticRefusal("empty", path, "The summary holds nobody.", "Leave it out.");
  for (const [at, cell] of (summary.cells as readonly IncidenceCell[]).entries()) {
    if (typeof cell.group !== "string") throw new StatisticRefusal("missing-column", `${path}.cells.${at + 1}`, "The cell does not name its group.", "Name it as a text.");
    for (const name of [...counts, ...sums]) {
      if (!Number.isFinite(cell[name])) throw new StatisticRefusal("not-a-number", `${path}.cells.${at + 1}.${name}`, "This is not a finite number.", "Give a number from 0.");
      if (cell[name] < 0) throw new StatisticRefusal("negative", `${path}.cells.${at + 1}.${name}`, `${cell[name]} is below zero.`, "Give a number from 0.");
    }
  }
  return given;
}
