/** A summary that came from elsewhere, checked. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import type { SurvivalCell, SurvivalSummary } from "./survival-summary.ts";

/**
 * A summary, its lists as Float64Array, whether it was made here or read from JSON.
 * Throws StatisticRefusal `missing-column` for what is no such summary, `lengths-differ`, `not-a-number`, `negative`, and
 * `out-of-range` for times that do not rise and for counts that cannot be.
 *
 * @example readSurvivalSummary(JSON.parse(JSON.stringify(summariseSurvival({ time: [5], event: [1] })))).rows // 1
 */
export function readSurvivalSummary(given: SurvivalSummary, path = "summary"): SurvivalSummary {
  const summary = given as Partial<SurvivalSummary> | null;
  if (summary?.kind !== "survival-summary" || summary.edition !== 1 || !Array.isArray(summary.cells)) throw new StatisticRefusal("missing-column", path, "This is no summary of survival, edition 1.", "Give what summariseSurvival or mergeSurvivalSummaries made.");
  const cells = (summary.cells as readonly SurvivalCell[]).map((cell, at) => readCell(cell, `${path}.cells.${at + 1}`));
  if (cells.length === 0) throw new StatisticRefusal("empty", path, "The summary holds nobody.", "Leave it out.");
  return { kind: "survival-summary", edition: 1, cells, weighted: summary.weighted === true, rows: cells.reduce((sum, cell) => sum + cell.rows, 0), missing: summary.missing ?? { rows: 0, byColumn: {} } };
}

function readCell(cell: SurvivalCell, path: string): SurvivalCell {
  const times = readList(cell.times, `${path}.times`, null);
  const entryTimes = readList(cell.entryTimes, `${path}.entryTimes`, null);
  for (const [name, list] of [["times", times], ["entryTimes", entryTimes]] as const) {
    for (let at = 1; at < list.length; at++) if ((list[at] as number) <= (list[at - 1] as number)) throw new StatisticRefusal("out-of-range", `${path}.${name}.${at + 1}`, "The times do not rise.", "Give each distinct time once, in order.");
  }
  if (typeof cell.group !== "string" || typeof cell.stratum !== "string") throw new StatisticRefusal("missing-column", path, "The cell does not name its group and stratum.", "Name them as texts.");
  if (!Number.isInteger(cell.rows) || cell.rows < 1) throw new StatisticRefusal("not-whole", `${path}.rows`, `${String(cell.rows)} is no number of rows.`, "Give a whole number from 1.");
  return {
    group: cell.group,
    stratum: cell.stratum,
    rows: cell.rows,
    times,
    events: readList(cell.events, `${path}.events`, times.length),
    censored: readList(cell.censored, `${path}.censored`, times.length),
    eventRows: cell.eventRows == null ? null : readList(cell.eventRows, `${path}.eventRows`, times.length),
    entryTimes,
    entries: readList(cell.entries, `${path}.entries`, entryTimes.length),
  };
}

/** Typed arrays are taken as they are; JSON makes objects with places as keys of them, which are read, too. */
function readList(given: unknown, path: string, length: number | null): Float64Array {
  if (typeof given !== "object" || given === null) throw new StatisticRefusal("missing-column", path, "The list is missing.", "Give a list of numbers.");
  const list = given instanceof Float64Array ? given : Float64Array.from(Array.isArray(given) || ArrayBuffer.isView(given) ? (given as unknown as ArrayLike<number>) : Object.values(given as Record<string, number>));
  if (length !== null && list.length !== length) throw new StatisticRefusal("lengths-differ", path, `There are ${list.length} counts for ${length} times.`, "Give one for each time.");
  for (let at = 0; at < list.length; at++) {
    if ((list[at] as number) >= 0 && (list[at] as number) < Number.POSITIVE_INFINITY) continue;
    if (!Number.isFinite(list[at])) throw new StatisticRefusal("not-a-number", `${path}.${at + 1}`, "This is not a finite number.", "Give a number from 0.");
    throw new StatisticRefusal("negative", `${path}.${at + 1}`, `${list[at]} is below zero.`, "Give a number from 0.");
  }
  return list;
}
