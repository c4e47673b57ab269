/** Limits for a comparison of two arms by alpha spending. */
import type { SpendingBoundary } from "../../monitoring/alpha-spending.ts";
import { limitChartSvg } from "./limit-chart.ts";

/** @example spendingSvg(boundary, { title: "Alpha spending" }).startsWith("<svg") */
export function spendingSvg(boundary: SpendingBoundary, options: { readonly title: string; readonly id?: string }): string {
  const both = boundary.sides === "two-sided";
  const above = boundary.looks.flatMap(({ fraction, limit }, at) => (limit === null ? [] : [{ x: fraction, y: limit, hint: `Look ${at + 1}, at ${fraction} of the information: hold at z ${limit.toFixed(4)}${both ? " or its negative" : ""}` }]));
  const most = Math.max(1, ...above.map(({ y }) => Math.abs(y))) * 1.15;
  const below = above.map(({ x, y, hint }) => ({ x, y: -y, hint }));
  return limitChartSvg({
    ...options,
    sentence: `${boundary.variant} Error attained: ${boundary.attainedError.toPrecision(6)}. Numerical recursion of Armitage, McPherson and Rowe.`,
    description: above.length === 0 ? "No look can hold the trial." : above.map(({ hint }) => `${hint}.`).join(" "),
    across: { label: "share of the planned information", most: 1, whole: false },
    up: { label: "z", least: both || above.some(({ y }) => y < 0) ? -most : 0, most, whole: false },
    limits: [{ name: both ? "hold from here up" : "hold from here", course: "straight", points: above }, ...(both ? [{ name: "hold from here down", course: "straight" as const, points: below }] : [])],
    seen: [],
  });
}
