/** How the chart's lines look: colour and dash together, so that no line is told by colour alone. */
import type { Channel } from "@stroma/domain";

interface LineLook {
  /** Number of the colour variable `--chart-n`. */
  readonly colour: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  readonly dash: readonly number[];
}
export const lineLooks: Readonly<Record<Channel, LineLook>> = {
  "heart-rate": { colour: 1, dash: [] },
  "pulse-rate": { colour: 2, dash: [7, 4] },
  "respiratory-rate": { colour: 3, dash: [2, 4] },
  "oxygen-saturation": { colour: 4, dash: [12, 4] },
  "systolic-pressure": { colour: 5, dash: [] },
  "diastolic-pressure": { colour: 5, dash: [7, 4] },
  "mean-pressure": { colour: 5, dash: [2, 4] },
  "arterial-systolic-pressure": { colour: 6, dash: [] },
  "arterial-diastolic-pressure": { colour: 6, dash: [7, 4] },
  "arterial-mean-pressure": { colour: 6, dash: [2, 4] },
  temperature: { colour: 7, dash: [12, 4, 2, 4] },
};

/** Colours as the page's theme has them now, for the canvas. */
export interface ChartColours {
  readonly line: (channel: Channel) => string;
  readonly text: string;
  readonly grid: string;
  readonly warning: string;
  readonly critical: string;
  readonly criticalText: string;
  readonly ground: string;
}

/** Reads the colours through a probe, so that `light-dark()` is resolved. */
export function readColours(place: HTMLElement): ChartColours {
  const probe = document.createElement("span");
  // A transition, however short, would go on showing the colour before.
  probe.style.setProperty("transition", "none", "important");
  place.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const lines = new Map(Object.entries(lineLooks).map(([channel, look]) => [channel, read(`--chart-${look.colour}`)]));
  const colours = { line: (channel: Channel) => lines.get(channel) ?? "gray", text: read("--text-soft"), grid: read("--line"), warning: read("--warning-soft"), critical: read("--critical-soft"), criticalText: read("--critical"), ground: read("--surface") };
  probe.remove();
  return colours;
}
