/** A summary that came from elsewhere, checked. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { readSurvivalSummary } from "../read-survival-summary.ts";
import type { CompetingRisksCell, CompetingRisksSummary } from "./competing-risks-summary.ts";

/**
 * A summary, its lists as Float64Array, whether it was made here or read from JSON.
 * Throws StatisticRefusal `missing-column` for what is no such summary, `lengths-differ`, `not-a-number`, `negative`, `out-of-range`.
 *
 * @example readCompetingRisksSummary(JSON.parse(JSON.stringify(summariseCompetingRisks({ time: [5], cause: [1] })))).rows // 1
 */
export function readCompetingRisksSummary(given: CompetingRisksSummary, path = "summary"): CompetingRisksSummary {
  const summary = given as Partial<CompetingRisksSummary> | null;
  if (summary?.kind !== "competing-risks-summary" || summary.edition !== 1 || !Array.isArray(summary.cells) || !Array.isArray(summary.causes) || !summary.causes.every((one) => typeof one === "string")) throw new StatisticRefusal("missing-column", path, "This is no summary of competing risks, edition 1.", "Give what summariseCompetingRisks or mergeCompetingRisksSummaries made.");
  const { causes } = summary as CompetingRisksSummary;
  const cells = (summary.cells as readonly CompetingRisksCell[]).map((cell, at) => readCell(cell, causes.length, `${path}.cells.${at + 1}`));
  if (cells.length === 0) throw new StatisticRefusal("empty", path, "The summary holds nobody.", "Leave it out.");
  return { kind: "competing-risks-summary", edition: 1, causes, cells, weighted: summary.weighted === true, rows: cells.reduce((sum, cell) => sum + cell.rows, 0), missing: summary.missing ?? { rows: 0, byColumn: {} } };
}

/** Each list is read as the list of events of a survival summary is. */
function readCell(cell: CompetingRisksCell, causes: number, path: string): CompetingRisksCell {
  const read = (events: Float64Array, censored: Float64Array) => {
    const one = readSurvivalSummary({ kind: "survival-summary", edition: 1, cells: [{ ...cell, events, censored, eventRows: null }], weighted: false, rows: 0, missing: { rows: 0, byColumn: {} } }, path).cells[0];
    if (one === undefined) throw new Error("A cell was read as none.");
    return one;
  };
  if (!Array.isArray(cell.events) || cell.events.length !== causes) throw new StatisticRefusal("lengths-differ", `${path}.events`, `There is not one list for each of ${causes} causes.`, "Give one for each cause.");
  const base = read(cell.censored, cell.censored);
  const eventsOf = (lists: readonly Float64Array[]): Float64Array[] => lists.map((list) => read(list, cell.censored).events);
  const squared = cell.eventSquares != null && cell.censoredSquares != null;
  return {
    group: base.group, stratum: base.stratum, rows: base.rows, times: base.times, events: eventsOf(cell.events), censored: base.censored,
    eventSquares: squared ? eventsOf(cell.eventSquares ?? []) : null, censoredSquares: squared ? read(cell.censored, cell.censoredSquares ?? cell.censored).censored : null, entryTimes: base.entryTimes, entries: base.entries,
  };
}
