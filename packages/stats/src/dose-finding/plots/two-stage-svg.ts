/** Two-stage designs: with how few responses each stage ends the trial. */
import type { TwoStageDesign } from "../../monitoring/simon-two-stage.ts";
import { limitChartSvg } from "./limit-chart.ts";

export interface NamedTwoStage {
  readonly name: string;
  readonly design: Pick<TwoStageDesign, "r1" | "n1" | "r" | "n">;
}

/**
 * @param designs one or a few, each with the name that stands at its limit. @param options.sentence how they were found.
 * @example twoStageSvg([{ name: "optimal", design: { r1: 0, n1: 9, r: 2, n: 24 } }], { title: "Two stages", sentence: "Simon." }).startsWith("<svg")
 */
export function twoStageSvg(designs: readonly NamedTwoStage[], options: { readonly title: string; readonly sentence: string; readonly id?: string }): string {
  const words = designs.map(({ name, design: { r1, n1, r, n } }) => ({ first: `${name}: stop after ${n1} with ${r1} or fewer responses`, last: `${name}: not worth it after ${n} with ${r} or fewer responses` }));
  return limitChartSvg({
    ...options,
    description: words.map(({ first, last }) => `${first}. ${last}.`).join(" "),
    across: { label: "participants with known response", most: Math.max(1, ...designs.map(({ design }) => design.n)), whole: true },
    up: { label: "responses", least: 0, most: Math.max(2, ...designs.map(({ design }) => design.r)) + 1, whole: true },
    limits: designs.map(({ name, design: { r1, n1, r, n } }, at) => ({ name: `${name}: no more`, course: "straight", points: [{ x: n1, y: r1, hint: words[at]?.first ?? "" }, { x: n, y: r, hint: words[at]?.last ?? "" }] })),
    seen: [],
  });
}
