/** Gray's test of equal cumulative incidence. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import type { MissingRows } from "../../form/columns.ts";
import { readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { invertPositiveDefinite } from "../../linear-algebra/invert-positive-definite.ts";
import { rowsOf, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { quadraticForm } from "../../linear-algebra/quadratic-form.ts";
import { areWhole } from "../risk-table.ts";
import { sumOf } from "../survival-groups.ts";
import { inOrder } from "../survival-summary.ts";
import { type CompetingRisksColumns, type GrayOfSummaryOptions, type GrayOptions, grayOfSummaryOptions, grayOptions } from "./competing-risks-options.ts";
import type { CompetingRisksSummary } from "./competing-risks-summary.ts";
import { orderedGroups, wantedCauses } from "./cumulative-incidence.ts";
import { graySums } from "./gray-sums.ts";
import { readCompetingRisksSummary } from "./read-competing-risks-summary.ts";
import { readCompetingRows } from "./read-competing-rows.ts";
import { summaryOfRows } from "./summarise-competing-risks.ts";

export interface GrayCause {
  readonly cause: string;
  readonly eventTotal: number;
  readonly groups: readonly { readonly group: string; readonly observed: number; readonly expected: number; readonly score: number }[];
  /** Of the scores of all groups but the last. */
  readonly covariance: readonly (readonly number[])[];
  /** `null` where the scores do not vary; `reason` says so. */
  readonly test: { readonly statistic: number; readonly distribution: "chi-square"; readonly degreesOfFreedom: number; readonly pValue: number } | null;
  readonly reason: string | null;
}
export interface GrayTest extends ResultForm {
  readonly causes: readonly GrayCause[];
  readonly strata: number;
  readonly rows: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Whether groups have the same cumulative incidence of each cause: Gray's test, with strata where there are such.
 *
 * Columns as for `estimateCumulativeIncidence`, with `group` and, where wanted, `stratum`. Weights must be whole: they count rows.
 * Refused (StatisticRefusal): `one-group`, `no-events`, `options-conflict` for late entry and for weights that are not whole, as the
 * test is not known for them. Where scores do not vary, `test` is null with its reason.
 *
 * Source: Gray 1988, Ann Stat 16:1141, doi 10.1214/aos/1176350951 (recalled). R: `cmprsk::cuminc(...)$Tests`, to 1e-9.
 *
 * @example testGray({ time: [1, 2, 3, 4, 5, 6], cause: [1, 2, 1, 1, 0, 1], group: ["a", "a", "b", "b", "a", "b"] }).causes[0]?.test?.pValue
 */
export function testGray(columns: CompetingRisksColumns, options: GrayOptions = {}): GrayTest {
  const { censored, ...choices } = readOptions(grayOptions, options);
  return grayOf(summaryOfRows(readCompetingRows(columns, censored)), choices);
}

/** The same from a summary, of one data set or of several merged. */
export function grayOfSummary(summary: CompetingRisksSummary, options: GrayOfSummaryOptions = {}): GrayTest {
  return grayOf(readCompetingRisksSummary(summary), readOptions(grayOfSummaryOptions, options));
}

function grayOf(summary: CompetingRisksSummary, { rho, causes, order }: { readonly rho: number; readonly causes: readonly string[] | null; readonly order: readonly string[] | null }): GrayTest {
  const groups = orderedGroups(summary.cells, order);
  if (groups.length < 2) throw new StatisticRefusal("one-group", "group", "All rows belong to one group.", "Give at least two groups.");
  if (summary.cells.some((cell) => cell.entryTimes.length > 0 && (cell.entryTimes.at(-1) as number) > 0)) throw new StatisticRefusal("options-conflict", "start", "Gray's test is not known for late entry.", "Compare cause-specific hazards, or fit Fine and Gray's model, with late entry.");
  if (summary.cells.some((cell) => !areWhole(cell.censored) || !cell.events.every(areWhole))) throw new StatisticRefusal("options-conflict", "weight", "Gray's test counts rows, and the weights are not whole.", "Give whole weights, or none.");
  const strata = inOrder(summary.cells.map((cell) => cell.stratum));
  const tested = wantedCauses(summary.causes, causes).map((cause) => oneCause(summary, groups, strata, cause, rho));
  return resultOf({
    method: `Gray's test of equal cumulative incidence${rho === 0 ? "" : ` with weights (1 - F)^${rho}`}${strata.length > 1 ? `, in ${strata.length} strata` : ""}.`,
    causes: tested,
    strata: strata.length,
    rows: summary.rows,
    missing: summary.missing,
    warnings: tested.flatMap(({ cause, reason }) => (reason === null ? [] : [`${cause}: ${reason}`])),
  });
}

function oneCause(summary: CompetingRisksSummary, groups: readonly string[], strata: readonly string[], cause: number, rho: number): GrayCause {
  const size = groups.length;
  const free = size - 1;
  const [scores, observed, expected, covariance] = [new Float64Array(size), new Float64Array(size), new Float64Array(size), zeroMatrix(free, free)];
  for (const stratum of strata) {
    const cells = groups.map((group) => summary.cells.find((cell) => cell.group === group && cell.stratum === stratum) ?? null);
    const sums = graySums(cells, cause, rho);
    for (let i = 0; i < size; i++) {
      scores[i] = (scores[i] as number) + (sums.scores[i] as number);
      observed[i] = (observed[i] as number) + (sums.observed[i] as number);
      expected[i] = (expected[i] as number) + (sums.expected[i] as number);
      for (let j = 0; j < free && i < free; j++) covariance.values[i * free + j] = (covariance.values[i * free + j] as number) + (sums.covariance.values[i * size + j] as number);
    }
  }
  const inverse = invertPositiveDefinite(covariance, { tolerance: 1e-10 });
  const statistic = inverse === null ? 0 : quadraticForm(inverse, scores.subarray(0, free));
  return {
    cause: summary.causes[cause] ?? "",
    eventTotal: summary.cells.reduce((sum, cell) => sum + sumOf(cell.events[cause] as Float64Array), 0),
    groups: groups.map((group, at) => ({ group, observed: observed[at] as number, expected: expected[at] as number, score: scores[at] as number })),
    covariance: rowsOf(covariance),
    test: inverse === null ? null : { statistic, distribution: "chi-square", degreesOfFreedom: free, pValue: chiSquareTail(statistic, free, { tail: "upper" }) },
    reason: inverse === null ? "The scores of the groups do not vary, or determine each other: there is no test." : null,
  };
}
