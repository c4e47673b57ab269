/** The value axis of each unit: wide enough for every alarm limit, wider where values lie beyond. */
import type { ChannelDefinition } from "@stroma/domain";
import type { ChartLine } from "./chart-series.ts";

/** Share of the span that is left free above and below. */
const air = 0.12;

/** Low and high end of a unit's axis, from the limits of its channels and the values that are drawn; rounded to steps of ten, or of one where the span is small. */
export function axisRange(unit: string, definitions: readonly ChannelDefinition[], lines: readonly ChartLine[]): readonly [number, number] {
  const edges = definitions.filter((one) => one.unit === unit).flatMap((one) => one.bands.slice(1).map((band) => band.from));
  const values = lines.filter((line) => line.unit === unit).flatMap((line) => line.points.flatMap((point) => point.value ?? []));
  let low = Infinity;
  let high = -Infinity;
  for (const value of [...edges, ...values]) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  const span = high - low || 1;
  const step = span > 30 ? 10 : 1;
  const most = unit === "%" ? 100 + span * 0.04 : Infinity;
  return [Math.floor((low - span * air) / step) * step, Math.min(most, Math.ceil((high + span * air) / step) * step)];
}
