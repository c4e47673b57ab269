/** Sufficient statistics of an MMRM by pattern of visits. */
import { readOptions } from "../form/option-fields.ts";
import { categoriesOf } from "../regression/design-matrix.ts";
import { fixedDesign } from "./fixed-design.ts";
import { type MmrmColumns, type MmrmDesignOptions, mmrmDesignOptions } from "./mmrm-options.ts";
import { columnKey, type MmrmSummary } from "./mmrm-summary.ts";
import { crossedLists, inOrder, readRepeated } from "./read-repeated.ts";
import { visitPatterns } from "./visit-patterns.ts";

/**
 * Sums from which `mmrmOfSummary` fits the model: for each pattern of visits (and group of covariance) the sums over
 * participants of products of rows. Those of disjoint participants are merged by `mergeMmrmSummaries`.
 * Throws StatisticRefusal as `fitMmrm` does for what is wrong in columns.
 *
 * @example summariseMmrm({ outcome: [1, 2, 2, 4], participant: [1, 1, 2, 2], visit: [1, 2, 1, 2] }).participants // 2
 */
export function summariseMmrm(columns: MmrmColumns, options: MmrmDesignOptions = {}): MmrmSummary {
  const read = readOptions(mmrmDesignOptions, options);
  const rows = readRepeated(columns, read.visits);
  const arms = rows.covariates.find(({ name }) => name === "arm")?.values;
  if (arms !== undefined && !(arms instanceof Float64Array)) inOrder("arms", arms, read.arms);
  // A site may have one visit only; the visit stands in the sums all the same.
  const covariates = rows.visits.length > 1 ? rows.covariates : rows.covariates.toSpliced(rows.hasArm ? 1 : 0, 0, { name: "visit", values: Array.from(rows.visitOf, () => rows.visits[0] ?? "") });
  const crossed = crossedLists({ hasArm: rows.hasArm, visits: ["", ""] }, read);
  const { matrix, terms } = fixedDesign(covariates, { size: rows.size, crossed, everyCategory: true });
  const width = terms.length + 1;
  const values = new Float64Array(rows.size * width);
  for (let row = 0; row < rows.size; row++) {
    values.set(matrix.values.subarray(row * terms.length, (row + 1) * terms.length), row * width);
    values[row * width + terms.length] = rows.outcome[row] ?? 0;
  }
  const within = terms.map((_, column) => rows.participants.some(({ rows: own }) => own.some((row) => matrix.values[row * terms.length + column] !== matrix.values[(own[0] ?? 0) * terms.length + column])));
  return {
    summary: "mmrm",
    factors: covariates.map(({ name, values: given }) => ({ name, categories: given instanceof Float64Array ? null : categoriesOf(given) })),
    crossed,
    visits: rows.visits,
    columns: terms.map(({ parts }) => columnKey(parts)),
    within,
    rows: rows.size,
    participants: rows.participants.length,
    withoutVisit: rows.withoutVisit,
    missing: rows.missing,
    patterns: visitPatterns(rows, values, width).map(({ group, visits, participants, blocks }) => ({ group, visits: visits.map((visit) => rows.visits[visit] ?? ""), participants, blocks: [...blocks] })),
  };
}
