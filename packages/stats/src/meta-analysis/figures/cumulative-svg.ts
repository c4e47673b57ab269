/** A cumulative meta-analysis: what was known after each study. */
import type { AxisKind } from "./effect-axis.ts";
import type { FigureWords } from "../../figures/figure-parts.ts";
import { forestSvg } from "./forest-svg.ts";

export interface CumulativeStep {
  /** The study that came in. */
  readonly name: string;
  /** Studies so far. */
  readonly studies: number;
  /** `null` where nothing could be pooled yet. */
  readonly estimate: number | null;
  readonly lower?: number | null;
  readonly upper?: number | null;
  readonly reason?: string;
}
export interface CumulativeFigure extends FigureWords {
  /** `log` for ratios. */
  readonly axis: AxisKind;
  readonly measure: string;
  /** First to last; on the natural scale. */
  readonly steps: readonly CumulativeStep[];
  readonly reference?: number | null;
  readonly limits?: { readonly lower: number; readonly upper: number };
  readonly sides?: readonly [string, string];
  readonly level?: number;
}

/**
 * A row for each study as it comes in, with the pooled effect so far.
 * @example cumulativeSvg({ title: "Death, study by study", method: result.method, axis: "log", measure: "Odds ratio", steps: [{ name: "Zheng 2014", studies: 1, estimate: 0.4, lower: 0.03, upper: 6.2 }] })
 */
export function cumulativeSvg({ steps, ...figure }: CumulativeFigure): string {
  const studies = steps.map(({ name, studies: count, ...step }) => ({ ...step, name: `+ ${name}`, cells: [String(count)] }));
  return forestSvg({ ...figure, columns: ["Studies"], groups: [{ name: null, studies }] });
}
