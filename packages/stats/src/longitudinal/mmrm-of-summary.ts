/** Mixed model for repeated measures, from sums. */
import { readOptions } from "../form/option-fields.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { runSteps } from "../optimisation/run-steps.ts";
import { fitVisits, type Mmrm } from "./fit-visits.ts";
import type { Factor, FixedTerm } from "./fixed-design.ts";
import { type MmrmSummaryFitOptions, mmrmSummaryFitOptions } from "./mmrm-options.ts";
import { columnKey, type MmrmSummary } from "./mmrm-summary.ts";
import { inOrder } from "./read-repeated.ts";
import { emptyBlocks, pairAt, transformPattern } from "./row-pattern.ts";
import { addBlocks } from "./merge-mmrm-summaries.ts";
import { coordinatesOf, transformOf } from "./scaled-coordinates.ts";
import type { VisitPattern } from "./visit-patterns.ts";

/**
 * As `fitMmrm`, from a summary. Only the empirical covariance needs rows, and is refused.
 * Sums of products hold fewer digits than rows where covariates are far from zero and vary little.
 *
 * @example mmrmOfSummary(mergeMmrmSummaries([summariseMmrm(one), summariseMmrm(other)]), { covariance: "ar1" }).differences
 */
export const mmrmOfSummary = (summary: MmrmSummary, options: MmrmSummaryFitOptions = {}): Mmrm => runSteps(mmrmOfSummarySteps(summary, options));

/** The same in steps that tell how far it is. */
export function* mmrmOfSummarySteps(summary: MmrmSummary, options: MmrmSummaryFitOptions = {}): Generator<{ readonly done: number }, Mmrm> {
  const read = readOptions(mmrmSummaryFitOptions, options);
  if (summary.rows === 0) throw new StatisticRefusal("empty", "summary", "There is no row in it.", "Give summaries with rows.");
  const visits = inOrder("visits", summary.visits, read.visits);
  const held = summary.factors.filter(({ name }) => name !== "visit" || visits.length > 1);
  const crossed = visits.length > 1 ? summary.crossed : [];
  const ordered = held.map(({ name, categories }) => {
    if (categories === null) return { name, categories };
    if (categories.length === 1) throw new StatisticRefusal("singular", `covariates.${name}`, `Every row has ${JSON.stringify(categories[0] ?? "")}.`, "Leave the covariate out: it tells nothing.");
    return { name, categories: name === "visit" ? visits : name === "arm" ? inOrder("arms", categories, read.arms) : categories };
  });
  const terms = termsOf(ordered, crossed);
  const width = summary.columns.length + 1;
  const places = new Map(summary.columns.map((name, at) => [name, at]));
  const keep = terms.map(({ parts, term }) => {
    const place = places.get(columnKey(parts));
    if (place === undefined) throw new StatisticRefusal("singular", "covariates", `${term} occurs in no row.`, "Leave the interaction out.");
    return place;
  });
  const patterns = summary.patterns.map((pattern): VisitPattern => {
    const byVisit = pattern.visits.map((_, at) => at).toSorted((one, other) => visits.indexOf(pattern.visits[one] ?? "") - visits.indexOf(pattern.visits[other] ?? ""));
    const blocks = emptyBlocks(byVisit.length, width);
    addBlocks(blocks, width, pattern, byVisit, Array.from({ length: width }, (_, at) => at));
    return { group: pattern.group, visits: byVisit.map((from) => visits.indexOf(pattern.visits[from] ?? "")), participants: pattern.participants, size: byVisit.length, width, blocks };
  });
  const coordinates = coordinatesOf(patterns, keep, summary.rows);
  if ("dependent" in coordinates) throw new StatisticRefusal("singular", "covariates", `${terms[coordinates.dependent]?.term ?? ""} follows from the columns before it.`, "Leave it out, or an interaction of which a combination never occurs.");
  const transform = transformOf(coordinates, keep, width);
  const factors = ordered.map(({ name, categories }): Factor => ({ name, categories, mean: categories === null ? sumOf(patterns, places.get("") ?? 0, places.get(name) ?? 0) / summary.rows : null }));
  return yield* fitVisits(
    {
      patterns: patterns.map((pattern) => ({ ...pattern, ...transformPattern(pattern, transform) })),
      coordinates,
      coding: { factors, terms },
      visits,
      crossed,
      rows: summary.rows,
      participants: summary.participants,
      withoutVisit: summary.withoutVisit,
      missing: summary.missing,
      within: keep.map((place) => summary.within[place] === true),
      meat: null,
    },
    read,
  );
}

/** The columns of the model in the order and by the names that `fitMmrm` gives them. */
function termsOf(factors: readonly { readonly name: string; readonly categories: readonly string[] | null }[], crossed: readonly (readonly string[])[]): readonly FixedTerm[] {
  const own = new Map(factors.map(({ name, categories }) => [name, categories === null ? [{ term: name, parts: [{ covariate: name, category: null }] }] : byCode(categories.slice(1)).map((category): FixedTerm => ({ term: `${name}: ${category}`, parts: [{ covariate: name, category }] }))]));
  const products = crossed.flatMap((names) => names.reduce<readonly FixedTerm[]>((made, name) => made.flatMap((left) => (own.get(name) ?? []).map((right) => ({ term: left.term === "" ? right.term : `${left.term} × ${right.term}`, parts: [...left.parts, ...right.parts] }))), [{ term: "", parts: [] }]));
  return [{ term: "intercept", parts: [] }, ...factors.flatMap(({ name }) => own.get(name) ?? []), ...products];
}
const byCode = (categories: readonly string[]): readonly string[] => categories.toSorted((one, other) => (one < other ? -1 : 1));

/** Sum over all rows of the product of two columns. */
function sumOf(patterns: readonly VisitPattern[], one: number, other: number): number {
  let sum = 0;
  for (const { size, width, blocks } of patterns) for (let a = 0; a < size; a++) sum += blocks[pairAt(size, a, a) * width * width + one * width + other] ?? 0;
  return sum;
}
