/** A L'Abbé plot: the risk of the treated against the risk of the controls. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { px, svgDocument } from "../../figures/svg-document.ts";
import { linearTicks } from "../../figures/linear-ticks.ts";
import { type FigureWords, footLines, thinLine, titleLines } from "../../figures/figure-parts.ts";
import { pointNames } from "./point-names.ts";
import { dot, figureWords, scatterFrame, scatterWidth } from "./scatter-frame.ts";

export interface LabbeFigure extends FigureWords {
  readonly names: ArrayLike<string>;
  readonly treatedEvents: ArrayLike<number>;
  readonly treatedTotal: ArrayLike<number>;
  readonly controlEvents: ArrayLike<number>;
  readonly controlTotal: ArrayLike<number>;
  /** The pooled effect as a line, on the natural scale. */
  readonly pooled?: { readonly measure: "odds-ratio" | "risk-ratio" | "risk-difference"; readonly estimate: number } | null;
  /** Names of the two arms: ["MSC", "Control"]. */
  readonly arms?: readonly [string, string];
}

/** The risk of the treated that an effect gives at a risk of the controls. */
export function treatedRisk(measure: "odds-ratio" | "risk-ratio" | "risk-difference", effect: number, controlRisk: number): number {
  switch (measure) {
    case "risk-ratio":
      return effect * controlRisk;
    case "risk-difference":
      return controlRisk + effect;
    case "odds-ratio":
      return (effect * controlRisk) / (1 - controlRisk + effect * controlRisk);
  }
}

/**
 * A L'Abbé plot as SVG text: a circle a study, its area by the number of participants; the line of equal risks and that of the
 * pooled effect. Studies without any event stand at the origin. Throws StatisticRefusal `empty`, `lengths-differ`, `events-above-n`.
 * @example labbeSvg({ title: "Death", method: result.method, names: ["a"], treatedEvents: [3], treatedTotal: [10], controlEvents: [6], controlTotal: [10] })
 */
export function labbeSvg(figure: LabbeFigure): string {
  const points = risksOf(figure);
  const [treated, control] = figure.arms ?? ["Treated", "Control"];
  const high = Math.min(1, 1.1 * Math.max(...points.map((point) => Math.max(point.treated, point.control)), 0.01));
  const ticks = linearTicks(0, high, 8);
  const place = (risk: number) => risk / high;
  const head = titleLines(figure.title, scatterWidth);
  const frame = scatterFrame({ label: `Risk, ${control}`, ticks, place }, { label: `Risk, ${treated}`, ticks, place }, head.height, scatterWidth - 112);
  const biggest = Math.max(...points.map(({ size }) => size));
  const circles = points.map((point) => ({ ...point, x: frame.x(point.control), y: frame.y(point.treated), radius: 4 + 14 * Math.sqrt(point.size / biggest) }));
  const dots = circles.map(({ x, y, radius, hint }) => dot(x, y, radius, hint, "ring").replace('class="ring"', 'class="ring" style="fill-opacity:.4"'));
  const pooled = figure.pooled ?? null;
  const curve = pooled === null ? "" : curveOf(pooled, high, frame);
  const equal = thinLine(frame.x(0), frame.y(0), frame.x(high), frame.y(high));
  const names = pointNames(circles.toSorted((one, other) => other.size - one.size), { left: frame.box.x, right: frame.box.x + frame.box.width, top: frame.box.y, bottom: frame.box.y + frame.box.height }, circles);
  const foot = footLines({ method: figure.method, notes: [`Solid line: equal risks${pooled === null ? "" : `; dashed line: the pooled ${pooled.measure.replace("-", " ")} of ${figureWords(pooled.estimate)}`}. Circles: area by the number of participants.`, ...(figure.notes ?? [])] }, frame.bottom, scatterWidth);
  const description = `L'Abbé plot, ${points.length} studies. ${points.map(({ hint }) => hint).join("; ")}. ${figure.method}`;
  return svgDocument({ title: figure.title, description, width: scatterWidth, height: frame.bottom + foot.height, body: [head.body, frame.behind, frame.axes, equal, curve, dots.join(""), names, foot.body].join("\n"), ...(figure.id === undefined ? {} : { id: figure.id }) });
}

function risksOf({ names, treatedEvents, treatedTotal, controlEvents, controlTotal }: LabbeFigure) {
  const columns = [treatedTotal, controlEvents, controlTotal, names] as const;
  if (treatedEvents.length === 0) throw new StatisticRefusal("empty", "treatedEvents", "There is no study to draw.", "Give at least one.");
  if (columns.some(({ length }) => length !== treatedEvents.length)) throw new StatisticRefusal("lengths-differ", "treatedTotal", "The columns have different lengths.", "Give as many values in each.");
  return Array.from(treatedEvents, (events, at) => {
    const [total, others, otherTotal] = [treatedTotal[at] ?? 0, controlEvents[at] ?? 0, controlTotal[at] ?? 0];
    const name = names[at] ?? String(at + 1);
    if (!(events >= 0 && others >= 0 && total > 0 && otherTotal > 0 && events <= total && others <= otherTotal)) throw new StatisticRefusal("events-above-n", `treatedEvents.${at + 1}`, `${events} of ${total} and ${others} of ${otherTotal} are no risks.`, "Give events of participants in both arms.");
    return { name, treated: events / total, control: others / otherTotal, size: total + otherTotal, hint: `${name}: ${events}/${total} against ${others}/${otherTotal}` };
  });
}

function curveOf({ measure, estimate }: NonNullable<LabbeFigure["pooled"]>, high: number, { x, y }: { readonly x: (value: number) => number; readonly y: (value: number) => number }): string {
  const steps = Array.from({ length: 101 }, (_, at) => (at / 100) * high).map((risk) => [risk, treatedRisk(measure, estimate, risk)] as const);
  const inside = steps.filter(([, risk]) => risk >= 0 && risk <= high);
  return inside.length < 2 ? "" : `<path class="bound" style="stroke-width:1.5" d="M${inside.map(([control, treated]) => `${px(x(control))} ${px(y(treated))}`).join("L")}"/>`;
}
