/** Lines of different times on the one time axis that the plot needs. */
import type { AlignedData } from "uplot";
import type { ChartLine } from "./chart-series.ts";

/**
 * One column of times and one column a line. `undefined`: the line has nothing to say at that time and goes on; `null`: the
 * line breaks.
 */
export function plotData(lines: readonly ChartLine[]): AlignedData {
  const times = [...new Set(lines.flatMap((line) => line.points.map((point) => point.at)))].toSorted((a, b) => a - b);
  const place = new Map(times.map((at, index) => [at, index]));
  const columns = lines.map((line) => {
    const column: (number | null | undefined)[] = Array.from({ length: times.length });
    for (const point of line.points) {
      const index = place.get(point.at);
      if (index !== undefined) column[index] = point.value;
    }
    return column;
  });
  return [times, ...columns];
}

/** Places of values with no neighbour to be joined with: they are drawn as points, or nobody would see them. */
export function lonelyPlaces(column: AlignedData[number] | undefined): number[] {
  const said = [...(column ?? [])].flatMap((value, index) => (value === undefined ? [] : [{ value, index }]));
  return said.flatMap(({ value, index }, order) => (value !== null && (said[order - 1]?.value ?? null) === null && (said[order + 1]?.value ?? null) === null ? [index] : []));
}
