/** Rows with causes as numbers, and the cell of group and stratum that each belongs to. */
import { type MissingRows, readRows } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { namesOf } from "../summarise-survival.ts";
import { everybody, inOrder } from "../survival-summary.ts";
import { type CompetingRisksColumns, competingRisksColumns } from "./competing-risks-options.ts";

export interface CompetingRows {
  readonly size: number;
  readonly time: Float64Array;
  readonly start: Float64Array | null;
  readonly weight: Float64Array | null;
  readonly causes: readonly string[];
  /** 0: censored; 1: the first of `causes`, and so on. */
  readonly causeCodes: Uint32Array;
  readonly cells: readonly { readonly group: string; readonly stratum: string }[];
  readonly cellCodes: Uint32Array;
  readonly missing: MissingRows;
}

/** Throws StatisticRefusal `start-not-before-end`, `unknown-choice` for a word of censoring that no row has, and as `readRows` does. */
export function readCompetingRows(columns: CompetingRisksColumns, censored: string | null): CompetingRows {
  const { columns: read, size, rows, missing } = readRows(competingRisksColumns, columns);
  const { time, start, weight, group, stratum } = read;
  if (start !== null) {
    for (let row = 0; row < size; row++) {
      if ((start[row] as number) < (time[row] as number)) continue;
      throw new StatisticRefusal("start-not-before-end", `start.${(rows[row] as number) + 1}`, `The row starts at ${start[row]} and ends at ${time[row]}.`, "Give a start before the end, or take the row out.", { row: (rows[row] as number) + 1 });
    }
  }
  return { size, time, start, weight, ...causesOf(read.cause, size, censored), ...cellsOf(group, stratum, size), missing };
}

/** Codes of causes in their order; 0 is censored. */
export function causesOf(cause: readonly string[], size: number, censored: string | null): Pick<CompetingRows, "causes" | "causeCodes"> {
  const { names, codes } = namesOf(size, cause);
  const isCensored = (name: string): boolean => (censored === null ? name === "0" || name === "censored" : name === censored);
  const causes = inOrder(names.filter((name) => !isCensored(name)));
  const places = Uint32Array.from(names, (name) => (isCensored(name) ? 0 : causes.indexOf(name) + 1));
  for (let row = 0; row < size; row++) codes[row] = places[codes[row] as number] as number;
  return { causes, causeCodes: codes };
}

function cellsOf(group: readonly string[] | null, stratum: readonly string[] | null, size: number): Pick<CompetingRows, "cells" | "cellCodes"> {
  if (group === null && stratum === null) return { cells: [{ group: everybody, stratum: everybody }], cellCodes: new Uint32Array(size) };
  const [groups, strata] = [namesOf(size, group), namesOf(size, stratum)];
  const orderedGroups = inOrder(groups.names);
  const orderedStrata = inOrder(strata.names);
  const groupPlace = groups.names.map((name) => orderedGroups.indexOf(name));
  const stratumPlace = strata.names.map((name) => orderedStrata.indexOf(name));
  for (let row = 0; row < size; row++) groups.codes[row] = (stratumPlace[strata.codes[row] as number] as number) * orderedGroups.length + (groupPlace[groups.codes[row] as number] as number);
  return { cells: orderedStrata.flatMap((one) => orderedGroups.map((name) => ({ group: name, stratum: one }))), cellCodes: groups.codes };
}
