/** The frame of plots of points: box, ticks, names of axes. */
import { escapeXml, px } from "../../figures/svg-document.ts";
import { line, text } from "../../figures/svg-parts.ts";
import { linearTicks, tickWords } from "../../figures/linear-ticks.ts";

export interface ScatterSide {
  readonly label: string;
  readonly ticks: readonly number[];
  /** From 0 to 1 along the axis: left to right, bottom to top. */
  readonly place: (value: number) => number;
}
export interface ScatterFrame {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Lines behind the points. */
  readonly behind: string;
  /** Axes with their words. */
  readonly axes: string;
  readonly bottom: number;
}

export const scatterWidth = 720;

export function scatterFrame(across: ScatterSide, up: ScatterSide, top: number, height = 400): ScatterFrame {
  const box = { x: 80, y: top + 24, width: scatterWidth - 80 - 32, height };
  const x = (value: number) => box.x + across.place(value) * box.width;
  const y = (value: number) => box.y + (1 - up.place(value)) * box.height;
  const floor = box.y + box.height;
  const behind = across.ticks.map((tick) => line(x(tick), box.y, x(tick), floor, "grid")).join("") + up.ticks.map((tick) => line(box.x, y(tick), box.x + box.width, y(tick), "grid")).join("");
  const words = across.ticks.map((tick) => text(x(tick), floor + 20, tickWords(tick), { anchor: "middle", kind: "soft" })).join("") + up.ticks.map((tick) => text(box.x - 8, y(tick) + 5, tickWords(tick), { anchor: "end", kind: "soft" })).join("");
  const axes = line(box.x, floor, box.x + box.width, floor) + line(box.x, box.y, box.x, floor) + words + text(box.x + box.width / 2, floor + 42, across.label, { anchor: "middle", kind: "soft" }) + text(16, box.y - 10, up.label, { kind: "soft" });
  return { x, y, box, behind, axes, bottom: floor + 52 };
}

/** A linear axis from 0 to a little more than the largest value. */
export function fromZero(label: string, values: readonly number[], least = 1e-9): ScatterSide {
  const high = 1.06 * values.reduce((one, other) => Math.max(one, other), least);
  return { label, ticks: linearTicks(0, high, 8), place: (value) => value / high };
}

export const dot = (x: number, y: number, radius: number, hint: string, kind: "dot" | "ring" = "dot"): string => `<circle class="${kind}" cx="${px(x)}" cy="${px(y)}" r="${px(radius)}"><title>${escapeXml(hint)}</title></circle>`;

/** Values against 1 that a message can show. */
export const figureWords = (value: number): string => String(Number(value.toPrecision(4))).replace("-", "−");
