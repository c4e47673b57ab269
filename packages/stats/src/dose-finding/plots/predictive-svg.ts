/** A predictive probability design: with how few responses each look ends the trial. */
import type { PredictiveDesign } from "../../monitoring/predictive-design.ts";
import { limitChartSvg } from "./limit-chart.ts";

/** @example predictiveSvg(design, { title: "Predictive probability" }).startsWith("<svg") */
export function predictiveSvg(design: PredictiveDesign, options: { readonly title: string; readonly id?: string }): string {
  const points = design.looks.flatMap((n, at) => {
    const limit = design.stopAtOrBelow[at] ?? null;
    if (limit === null) return [];
    return [{ x: n, y: limit, hint: n === design.n ? `At the end, after ${n}: not positive with ${limit} or fewer responses` : `After ${n}: stop with ${limit} or fewer responses` }];
  });
  return limitChartSvg({
    ...options,
    sentence: design.variant,
    description: points.length === 0 ? "No number of responses ends the trial." : points.map(({ hint }) => `${hint}.`).join(" "),
    across: { label: "participants with known response", most: design.n, whole: true },
    up: { label: "responses", least: 0, most: Math.max(2, ...points.map(({ y }) => y)) + 1, whole: true },
    limits: [{ name: "stop at or below", course: "marks", points }],
    seen: [],
  });
}
