/** Selection and allocation by scenario, as bars with their figures. */
import type { OperatingCharacteristics } from "../core/operating-characteristics.ts";
import type { Tone } from "../../figures/palette.ts";
import { px, svgDocument } from "../../figures/svg-document.ts";
import { filled, heading, legend, line, percent, percentFigure, text, wrap } from "../../figures/svg-parts.ts";

export interface ScenarioCharacteristics {
  readonly name: string;
  readonly characteristics: OperatingCharacteristics;
}

interface Bar {
  readonly tone: Tone;
  readonly value: number;
  /** Monte Carlo standard error, `null` where the value is exact. */
  readonly error: number | null;
}

const chart = { left: 64, right: 16, high: 140, column: 100, bar: 40 } as const;

/**
 * One panel a scenario: how often each dose level is recommended, and its share of the participants. Simulated values have
 * a whisker of two standard errors to either side and say so.
 *
 * @param scenarios at least one, all of one design.
 * @example characteristicsSvg([{ name: "safe", characteristics }], { title: "BOIN, target 0.25" }).startsWith("<svg")
 */
export function characteristicsSvg(scenarios: readonly ScenarioCharacteristics[], options: { readonly title: string; readonly id?: string }): string {
  const doses = Math.max(1, ...scenarios.map((each) => each.characteristics.selection.length));
  const width = Math.max(560, chart.left + chart.right + (doses + 2) * chart.column);
  const first = scenarios[0]?.characteristics;
  const simulated = scenarios.some((each) => each.characteristics.standardErrors !== null);
  const head = heading(options.title, `${first === undefined ? "" : first.design.variant}${simulated ? " Whiskers: two Monte Carlo standard errors to either side." : ""}`, width);
  const keys = legend(16, head.height, width - 32, [["first", "recommended, %"], ["second", "share of participants, %"]]);
  let y = head.height + keys.height + 8;
  const panels = scenarios.map((scenario) => {
    const panel = drawPanel(scenario, y, width);
    y += panel.height;
    return panel.body;
  });
  return svgDocument({ title: options.title, description: scenarios.map(describe).join(" "), width, height: y + 8, body: head.body + keys.body + panels.join("\n"), ...(options.id === undefined ? {} : { id: options.id }) });
}

function drawPanel({ name, characteristics }: ScenarioCharacteristics, top: number, width: number): { readonly body: string; readonly height: number } {
  const { selection, allocation, notReached, none, standardErrors: errors, truth } = characteristics;
  const method = wrap(characteristics.method, Math.floor((width - 32) / 6.6));
  const base = top + 34 + method.length * 18 + 24 + chart.high;
  const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
  const columns = [
    ...selection.map((value, at) => ({ label: `dose level ${at + 1}`, under: `true ${percent(truth[at] ?? 0)}`, bars: [bar("first", value, errors?.selection[at]), bar("second", allocation[at] ?? 0, errors?.allocation[at])] })),
    { label: "not reached", under: "", bars: [bar("first", sum(notReached), errors === null ? undefined : Math.sqrt(sum(errors.notReached.map((error) => error ** 2))))] },
    { label: "none", under: "", bars: [bar("first", none, errors?.none)] },
  ];
  const drawn = columns.map((column, at) => {
    const x = chart.left + at * chart.column;
    const bars = column.bars.map((each, place) => drawBar(each, x + 7 + (column.bars.length === 1 ? (chart.bar + 6) / 2 : place * (chart.bar + 6)), base)).join("");
    return bars + text(x + chart.column / 2, base + 18, column.label, { anchor: "middle" }) + text(x + chart.column / 2, base + 36, column.under, { anchor: "middle", kind: "soft" });
  });
  const scale = [0, 0.25, 0.5, 0.75, 1].map((share) => (share === 0 ? "" : line(chart.left, base - share * chart.high, width - chart.right, base - share * chart.high, "grid")) + text(chart.left - 8, base - share * chart.high + 5, percent(share, 0), { anchor: "end", kind: "soft" })).join("");
  const head = text(16, top + 20, name, { kind: "strong" }) + method.map((words, at) => text(16, top + 40 + at * 18, words, { kind: "soft" })).join("");
  return { body: head + scale + drawn.join("") + line(chart.left, base, width - chart.right, base), height: base - top + 52 };
}

const bar = (tone: Tone, value: number, error: number | undefined): Bar => ({ tone, value, error: error ?? null });

function drawBar({ tone, value, error }: Bar, x: number, base: number): string {
  const high = Math.max(0.5, value * chart.high);
  const middle = x + chart.bar / 2;
  const spread = error === null ? 0 : Math.min(2 * error * chart.high, chart.high);
  const whisker = spread < 0.4 ? "" : `<path class="edge" d="M${px(middle)} ${px(base - high - spread)}V${px(Math.min(base, base - high + spread))}"/>`;
  return filled({ x, y: base - high, width: chart.bar, height: high }, tone) + whisker + text(middle, base - high - spread - 4, percentFigure(value), { anchor: "middle", kind: "soft" });
}

function describe({ name, characteristics }: ScenarioCharacteristics): string {
  const { selection, allocation, none, notReached, method } = characteristics;
  const doses = selection.map((value, at) => `dose level ${at + 1}: recommended in ${percent(value)}, ${percent(allocation[at] ?? 0)} of the participants`);
  return `Scenario ${name}. ${doses.join("; ")}; not reached ${percent(notReached.reduce((sum, value) => sum + value, 0))}; none ${percent(none)}. ${method}`;
}
