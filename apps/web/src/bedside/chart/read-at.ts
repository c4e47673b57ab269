/** What a line says at one time. */
import { valueIn } from "@stroma/domain";
import type { ChartLine, ChartMark } from "./chart-series.ts";

export type Reading = { readonly kind: "value"; readonly value: number; readonly at: number } | { readonly kind: "mark"; readonly mark: ChartMark } | { readonly kind: "none" };

/** The newest sample at or before `at` that is not yet stale then: its value, or its mark. Otherwise nothing. */
export function readAt(line: ChartLine, at: number): Reading {
  const oldest = at - valueIn(line.definition.staleAfter, "s");
  const point = line.points.findLast((one) => one.at <= at && one.value !== null);
  const mark = line.marks.findLast((one) => one.at <= at);
  const pointAt = point?.at ?? -Infinity;
  if (mark !== undefined && mark.at >= pointAt && mark.at >= oldest) return { kind: "mark", mark };
  if (point === undefined || point.value === null || pointAt < oldest) return { kind: "none" };
  return { kind: "value", value: point.value, at: pointAt };
}

/** All times at which something was measured, for stepping through them by the arrow keys. */
export function readingTimes(lines: readonly ChartLine[]): number[] {
  return [...new Set(lines.flatMap((line) => [...line.points.flatMap((point) => (point.value === null ? [] : [point.at])), ...line.marks.map((mark) => mark.at)]))].toSorted((a, b) => a - b);
}
