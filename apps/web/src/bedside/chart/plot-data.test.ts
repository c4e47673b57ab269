import { expect, test } from "vitest";
import type { ChartLine } from "./chart-series.ts";
import { lonelyPlaces, plotData } from "./plot-data.ts";

const line = (points: readonly (readonly [number, number | null])[]) => ({ points: points.map(([at, value]) => ({ at, value })) }) as unknown as ChartLine;

test("lines of different times share one axis; a missing time does not break a line, a gap does", () => {
  const data = plotData([line([[0, 80], [60, null], [120, 82]]), line([[30, 97]])]);
  expect(data).toEqual([[0, 30, 60, 120], [80, undefined, null, 82], [undefined, 97, undefined, undefined]]);
});

test("a single value between two gaps is drawn as a point", () => {
  expect(lonelyPlaces([80, undefined, null, 70, null, 60, 61])).toEqual([0, 3]);
  expect(lonelyPlaces([undefined, 97, undefined])).toEqual([1]);
});
