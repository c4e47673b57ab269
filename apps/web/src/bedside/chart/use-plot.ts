/** The plot on its canvas: made once a theme and set of channels, fed with each new value. */
import type { Instant } from "@stroma/domain";
import { useEffect, useRef, type RefObject } from "react";
import uPlot from "uplot";
import { formatNumber, formatTime, formatUnit } from "../../i18n/format.ts";
import { axisRange } from "./chart-scale.ts";
import { lineLooks, readColours, type ChartColours } from "./chart-style.ts";
import { eventRoom, paintBands, paintEvents, paintMarks, type Painted } from "./draw-plot.ts";
import { lonelyPlaces, plotData } from "./plot-data.ts";

export interface PlotInput extends Omit<Painted, "colours"> {
  readonly from: Instant;
  readonly to: Instant;
  readonly timeZone: string | undefined;
  readonly onCursor: (seconds: number | null) => void;
}
const height = 380;
/** Points beside lines only while there is room for them. */
const pixelsPerPoint = 9;

/** Draws into `place`. Made once: whatever changes the plot's shape (channels, focus, theme) needs a new component, by its key. */
export function usePlot(place: RefObject<HTMLDivElement | null>, input: PlotInput): void {
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(input);
  useEffect(() => {
    latest.current = input;
  }, [input]);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const colours = readColours(element);
    const made = new uPlot(options(element.clientWidth, latest, colours), plotData(latest.current.lines), element);
    plot.current = made;
    const watcher = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [place]);
  useEffect(() => {
    const drawn = plot.current;
    drawn?.batch(() => {
      drawn.setData(plotData(input.lines), false);
      drawn.setScale("x", { min: Date.parse(input.from) / 1000, max: Date.parse(input.to) / 1000 });
      for (const [unit, [min, max]] of ranges(input)) drawn.setScale(unit, { min, max });
    });
  }, [input]);
}

function ranges({ lines, focus }: PlotInput): Map<string, readonly [number, number]> {
  const definitions = [...lines.map((line) => line.definition), ...(focus === null ? [] : [focus])];
  return new Map([...new Set(definitions.map((one) => one.unit))].map((unit) => [unit, axisRange(unit, definitions, lines)]));
}

function options(width: number, latest: RefObject<PlotInput>, colours: ChartColours): uPlot.Options {
  const { lines, focus, timeZone } = latest.current;
  const painted = (): Painted => ({ ...latest.current, colours });
  const units = [...new Set([...(focus === null ? [] : [focus.unit]), ...lines.map((line) => line.unit)])];
  const axis = { stroke: colours.text, font: "12px sans-serif", ticks: { stroke: colours.grid, width: 1 } };
  return {
    width,
    height,
    padding: [eventRoom, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: Object.fromEntries([["x", { time: true, auto: false }], ...units.map((unit) => [unit, { auto: false }])]),
    axes: [
      { ...axis, grid: { stroke: colours.grid, width: 1 }, space: 90, values: (_plot, marks) => marks.map((mark) => formatTime(mark * 1000, timeZone)) },
      // The focused channel's unit on the left, the next one on the right; every value is read with its unit below.
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the library declares its sides as a constant enumeration, which leaves no value to import
      ...units.slice(0, 2).map((unit, place): uPlot.Axis => ({ ...axis, scale: unit, side: place === 0 ? 3 : 1, size: 58, label: formatUnit(unit), labelSize: 18, labelGap: 0, grid: { show: place === 0, stroke: colours.grid, width: 1 }, values: (_plot, marks) => marks.map((mark) => formatNumber(mark)) })),
    ],
    series: [
      {},
      ...lines.map((line): uPlot.Series => ({
        scale: line.unit,
        stroke: colours.line(line.channel),
        width: line.channel === focus?.channel ? 2.5 : 1.6,
        dash: [...lineLooks[line.channel].dash],
        points: {
          size: 6,
          fill: colours.line(line.channel),
          show: (plot, _series, first, last) => last - first < plot.bbox.width / devicePixelRatio / pixelsPerPoint,
          filter: (plot, series, shown) => (shown ? null : lonelyPlaces(plot.data[series])),
        },
      })),
    ],
    hooks: {
      drawClear: [(plot) => paintBands(plot, painted())],
      draw: [(plot) => { paintMarks(plot, painted()); paintEvents(plot, painted()); }],
      setCursor: [(plot) => { const left = plot.cursor.left ?? -1; latest.current.onCursor(left < 0 ? null : plot.posToVal(left, "x")); }],
    },
  };
}
