/** Hazard ratios of a Cox regression as a forest. */
import type { FigureWords } from "../../figures/figure-parts.ts";
import type { ForestStudy } from "../../meta-analysis/figures/forest-figure.ts";
import { forestSvg } from "../../meta-analysis/figures/forest-svg.ts";
import type { CoxRegression } from "../cox/fit-cox.ts";

export interface HazardRatioFigure extends Omit<FigureWords, "method"> {
  /** Words for covariates in place of the names of their columns. */
  readonly names?: Readonly<Record<string, string>>;
  /** What lies below and above 1: ["lower hazard", "higher hazard"] where left out. */
  readonly sides?: readonly [string, string];
  readonly limits?: { readonly lower: number; readonly upper: number };
}

/**
 * One row a term; a covariate of categories has a heading, its reference, and its categories below.
 * @example hazardRatioSvg(fitCox(columns), { title: "Hazard of relapse", names: { age: "Age, per year" } })
 */
export function hazardRatioSvg(cox: CoxRegression, { names = {}, sides = ["lower hazard", "higher hazard"], ...figure }: HazardRatioFigure): string {
  const covariates = [...new Set(cox.coefficients.map(({ covariate, term }) => covariate ?? term))];
  const groups = covariates.map((covariate) => {
    const terms = cox.coefficients.filter((term) => (term.covariate ?? term.term) === covariate);
    const named = names[covariate] ?? covariate;
    const rows = terms.map(({ category, ratio, test }): ForestStudy => ({ name: category ?? named, cells: [pWords(test.pValue)], estimate: ratio.estimate, lower: ratio.lower, upper: ratio.upper }));
    const reference = cox.references[covariate];
    return reference === undefined ? { name: null, studies: rows } : { name: named, studies: [{ name: reference, cells: ["reference"], estimate: 1, lower: null, upper: null }, ...rows] };
  });
  const level = cox.coefficients[0]?.interval.level ?? 0.95;
  return forestSvg({ ...figure, method: cox.method, notes: [...(figure.notes ?? []), `${cox.rows} rows, ${cox.events} events.`, ...cox.warnings], axis: "log", measure: "Hazard ratio", nameHead: "Covariate", columns: ["p"], groups, sides, level });
}

const pWords = (p: number): string => (p < 0.001 ? "<0.001" : p.toFixed(3));
