/** The NEWS2 chart as cited data, unaltered. */
import type { Source } from "../protocol/source.ts";

export const news2Source: Source = {
  citation: "Royal College of Physicians. National Early Warning Score (NEWS) 2: Standardising the assessment of acute-illness severity in the NHS. Updated report of a working party. London: RCP, 2017",
  status: "recalled",
};

export const news2Edition = "RCP 2017";

export const news2Parameters = ["respiratory-rate", "oxygen-saturation", "air-or-oxygen", "systolic-pressure", "pulse", "consciousness", "temperature"] as const;
export type News2Parameter = (typeof news2Parameters)[number];

export type News2Points = 0 | 1 | 2 | 3;

/** One row of a chart: values up to and including `to` that no row above holds. */
interface ChartRow {
  readonly to: number;
  readonly points: News2Points;
}

/** The chart is printed in steps: whole numbers, and one decimal for the temperature. */
interface ChartColumn {
  readonly unit: string;
  readonly decimals: 0 | 1;
  readonly rows: readonly ChartRow[];
}

const column = (unit: string, decimals: 0 | 1, ...rows: readonly (readonly [number, News2Points])[]): ChartColumn => ({ unit, decimals, rows: rows.map(([to, points]) => ({ to, points })) });

/** In the order of the printed chart. */
export const news2Chart = {
  "respiratory-rate": column("/min", 0, [8, 3], [11, 1], [20, 0], [24, 2], [Infinity, 3]),
  "oxygen-saturation-scale-1": column("%", 0, [91, 3], [93, 2], [95, 1], [Infinity, 0]),
  /** 88 to 92 on oxygen, and 88 and above on room air. */
  "oxygen-saturation-scale-2-air": column("%", 0, [83, 3], [85, 2], [87, 1], [Infinity, 0]),
  "oxygen-saturation-scale-2-oxygen": column("%", 0, [83, 3], [85, 2], [87, 1], [92, 0], [94, 1], [96, 2], [Infinity, 3]),
  "systolic-pressure": column("mm[Hg]", 0, [90, 3], [100, 2], [110, 1], [219, 0], [Infinity, 3]),
  pulse: column("/min", 0, [40, 3], [50, 1], [90, 0], [110, 1], [130, 2], [Infinity, 3]),
  temperature: column("Cel", 1, [35, 3], [36, 1], [38, 0], [39, 1], [Infinity, 2]),
} as const satisfies Readonly<Record<string, ChartColumn>>;

/** Points for oxygen, and for anything but "alert". */
export const oxygenPoints: News2Points = 2;
export const alteredConsciousnessPoints: News2Points = 3;

/**
 * The points of a value in the column's unit, after rounding to the chart's own step (halves up): a monitor's 91.6 % is
 * charted as 92 %. The rounding is a local decision; the chart does not say how to enter a finer value.
 */
export function chartPoints(chart: ChartColumn, value: number): News2Points {
  const scale = chart.decimals === 0 ? 1 : 10;
  const charted = Math.round(Number((value * scale).toPrecision(12))) / scale;
  // The last row has no upper end, so a row is always found.
  return chart.rows.find((row) => charted <= row.to)?.points ?? 3;
}
