/** What a forest plot is drawn from: plain rows, on the natural scale (ratios as ratios). */
import type { AxisKind } from "./effect-axis.ts";
import type { FigureWords } from "../../figures/figure-parts.ts";

/** Judgements of RoB 2 and of ROBINS-I; domains are the caller's own, as many as there are. */
export const riskLevels = ["low", "some-concerns", "moderate", "high", "serious", "critical", "no-information"] as const;
export type RiskLevel = (typeof riskLevels)[number];

export interface ForestStudy {
  readonly name: string;
  /** Cells of the table, one for each of `columns`: "3/10". */
  readonly cells?: readonly string[];
  /** `null`: not estimable. The study keeps its row, with `reason`. */
  readonly estimate: number | null;
  readonly lower?: number | null;
  readonly upper?: number | null;
  /** Percent, one for each of `weightColumns`. */
  readonly weights?: readonly (number | null)[];
  readonly reason?: string;
  /** One for each of `riskDomains`; `null` where nobody judged. */
  readonly riskOfBias?: readonly (RiskLevel | null)[];
}
export interface ForestPooled {
  /** "Random effects": what stands before the diamond. */
  readonly name: string;
  readonly cells?: readonly string[];
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  readonly prediction?: { readonly lower: number; readonly upper: number } | null;
  /** From 0: which of several models it is, for its colour; its place among the diamonds there where left out. */
  readonly order?: number;
}
export interface ForestGroup {
  /** `null` where there is one group, without a heading. */
  readonly name: string | null;
  readonly studies: readonly ForestStudy[];
  readonly pooled?: readonly ForestPooled[];
  /** Heterogeneity within, for example. */
  readonly note?: string;
}
export interface ForestFigure extends FigureWords {
  /** `log` for ratios. */
  readonly axis: AxisKind;
  /** "Odds ratio": stands over the numbers and below the axis. */
  readonly measure: string;
  /** Head of the column of names; "Study" where left out. */
  readonly nameHead?: string;
  /** Heads of the columns between name and plot: ["MSC", "Control"]. */
  readonly columns?: readonly string[];
  /** Heads of the columns of weights: ["Weight"], or ["Common", "Random"]. */
  readonly weightColumns?: readonly string[];
  readonly riskDomains?: readonly string[];
  readonly groups: readonly ForestGroup[];
  /** Over all groups. */
  readonly pooled?: readonly ForestPooled[];
  /** Where the solid line stands: 1 on a log axis and 0 on a linear one where left out; `null` for none. */
  readonly reference?: number | null;
  /** What is shown of the axis; intervals beyond it are cut, with an arrow. Chosen from the numbers where left out. */
  readonly limits?: { readonly lower: number; readonly upper: number };
  /** What lies to the left and to the right: ["fewer with MSC", "more with MSC"]. */
  readonly sides?: readonly [string, string];
  /** Level of the intervals, for the head of the column; 0.95 where left out. */
  readonly level?: number;
}
