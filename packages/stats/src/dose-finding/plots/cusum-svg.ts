/** A cumulative sum chart with the outcomes so far. */
import { type CusumChart, cusumPath } from "../../monitoring/cusum.ts";
import { limitChartSvg } from "./limit-chart.ts";

/**
 * @param events true for each participant with the event, in order; none for the limit alone.
 * @example cusumSvg(chart, [false, true], { title: "CUSUM" }).startsWith("<svg")
 */
export function cusumSvg(chart: CusumChart, events: readonly boolean[], options: { readonly title: string; readonly id?: string }): string {
  const sums = cusumPath(chart, events);
  const asked = chart.nominalError === null ? "" : `, ${chart.nominalError} was allowed`;
  const at = `limit ${Number(chart.limit.toPrecision(5))}`;
  return limitChartSvg({
    ...options,
    sentence: `${chart.variant} ${chart.calibration} At the acceptable rate it holds the trial with probability ${chart.attainedError.toPrecision(4)}${asked} (exact).`,
    description: `Hold where the sum is ${Number(chart.limit.toPrecision(5))} or more. ${sums.map((sum, place) => `After participant ${place + 1}: ${sum.toFixed(2)}.`).join(" ")}`.trim(),
    across: { label: "participants, in order", most: chart.n, whole: true },
    up: { label: "sum", least: 0, most: Math.max(chart.limit, ...sums) * 1.15, whole: false },
    limits: [{ name: at, course: "straight", points: [{ x: 0, y: chart.limit }, { x: chart.n, y: chart.limit, hint: at }] }],
    seen: sums.map((sum, place) => ({ x: place + 1, y: sum, hint: `participant ${place + 1}: ${events[place] === true ? "event" : "no event"}, sum ${sum.toFixed(2)}` })),
  });
}
