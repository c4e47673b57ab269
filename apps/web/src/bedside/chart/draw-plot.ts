/** What is painted beside the lines: bands behind them, crosses at the foot, events above. */
import type { ChannelDefinition } from "@stroma/domain";
import type uPlot from "uplot";
import type { ChartColours } from "./chart-style.ts";
import type { ChartEvent } from "./chart-events.ts";
import type { ChartLine } from "./chart-series.ts";

export interface Painted {
  readonly focus: ChannelDefinition | null;
  readonly lines: readonly ChartLine[];
  readonly events: readonly ChartEvent[];
  readonly colours: ChartColours;
}
const labelRows = 3;
const rowHeight = 16;
/** Room above the plot for the names of events, in CSS pixels. */
export const eventRoom = labelRows * rowHeight + 6;
/** Room between the lowest value and the axis for the crosses. */
export const crossRow = 11;

/** Alarm bands of the focused channel as shaded areas. */
export function paintBands(plot: uPlot, { focus, colours }: Painted): void {
  if (focus === null) return;
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const [index, band] of focus.bands.entries()) {
    if (band.severity === "none") continue;
    const top = index === focus.bands.length - 1 ? bbox.top : plot.valToPos(band.to, focus.unit, true);
    const bottom = index === 0 ? bbox.top + bbox.height : plot.valToPos(band.from, focus.unit, true);
    ctx.fillStyle = band.severity === "critical" ? colours.critical : colours.warning;
    ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  }
  ctx.restore();
}

/** A cross for each sample that is no value, one row a channel. */
export function paintMarks(plot: uPlot, { lines, colours }: Painted): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const arm = 3.5 * ratio;
  ctx.save();
  ctx.lineWidth = 1.6 * ratio;
  for (const [row, line] of lines.filter((one) => one.marks.length > 0).entries()) {
    ctx.strokeStyle = colours.line(line.channel);
    const y = bbox.top + bbox.height - (row + 0.6) * crossRow * ratio;
    let last = -Infinity;
    ctx.beginPath();
    for (const mark of line.marks) {
      const x = plot.valToPos(mark.at, "x", true);
      if (x < bbox.left || x > bbox.left + bbox.width || x - last < 2 * ratio) continue;
      last = x;
      ctx.moveTo(x - arm, y - arm);
      ctx.lineTo(x + arm, y + arm);
      ctx.moveTo(x - arm, y + arm);
      ctx.lineTo(x + arm, y - arm);
    }
    ctx.stroke();
  }
  ctx.restore();
}

/** A line and a name for each event; names stand in rows, so that neighbours do not cover one another. */
export function paintEvents(plot: uPlot, { events, colours }: Painted): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const ends: number[] = Array.from({ length: labelRows }, () => -Infinity);
  ctx.save();
  ctx.font = `${12 * ratio}px ${getComputedStyle(plot.root).fontFamily}`;
  ctx.textBaseline = "middle";
  for (const event of events) {
    const x = plot.valToPos(event.at, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    const width = ctx.measureText(event.label).width;
    const from = Math.min(x + 4 * ratio, bbox.left + bbox.width - width);
    const free = ends.findIndex((end) => end < from);
    const row = free >= 0 ? free : ends.indexOf(Math.min(...ends));
    ends[row] = from + width + 10 * ratio;
    const y = bbox.top - (labelRows - row - 0.5) * rowHeight * ratio - 4 * ratio;
    const colour = event.tone === "critical" ? colours.criticalText : colours.text;
    ctx.strokeStyle = colour;
    ctx.lineWidth = (event.tone === "critical" ? 2 : 1) * ratio;
    ctx.setLineDash(event.tone === "critical" ? [] : [3 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, y - 6 * ratio);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillStyle = colours.ground;
    ctx.fillRect(from - 2 * ratio, y - 7 * ratio, width + 4 * ratio, 14 * ratio);
    ctx.fillStyle = colour;
    ctx.fillText(event.label, from, y);
  }
  ctx.restore();
}
