/** One covariance of visits for everybody, or one for each group, as the likelihood asks for it. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { type CovarianceAt, type CovarianceModel, partOf } from "./covariance-model.ts";
import { type CovarianceStructure, type StructureOfVisits, structureOfVisits } from "./covariance-structures.ts";
import { pairAt } from "./row-pattern.ts";
import type { VisitPattern } from "./visit-patterns.ts";

export interface GroupCovariance {
  readonly groups: readonly (string | null)[];
  readonly structure: StructureOfVisits;
  readonly model: CovarianceModel;
  readonly start: Float64Array;
}

/**
 * The model of covariance, and where its search starts: the covariance of least-squares residuals, of each pair of visits from
 * those who have both. Throws StatisticRefusal `not-identified` for a pair that nobody has, where the covariance needs it, and
 * `too-few` for an unstructured covariance of no more participants than visits.
 */
export function visitCovariance(patterns: readonly VisitPattern[], visits: readonly string[], kind: CovarianceStructure): GroupCovariance {
  const structure = structureOfVisits(kind, visits);
  const groups = [...new Set(patterns.map(({ group }) => group))];
  const each = structure.names.length;
  const parameters = each * groups.length;
  const groupOf = patterns.map(({ group }) => groups.indexOf(group));
  const at = (values: Float64Array): ((pattern: number) => CovarianceAt) | null => {
    const whole: CovarianceAt[] = [];
    for (let group = 0; group < groups.length; group++) {
      const own = values.subarray(group * each, (group + 1) * each);
      for (let index = 0; index < each; index++) if (structure.names[index]?.startsWith("variance") === true && !((own[index] ?? 0) > 0)) return null;
      const here = structure.at(own);
      if (!decomposeCholesky(here.value).positiveDefinite) return null;
      whole.push(here);
    }
    return (pattern) => {
      const group = groupOf[pattern] ?? 0;
      const here = whole[group] as CovarianceAt;
      const places = patterns[pattern]?.visits ?? [];
      const first: (Matrix | null)[] = Array.from({ length: parameters }, () => null);
      for (const [index, matrix] of here.first.entries()) if (matrix !== null) first[group * each + index] = partOrNull(matrix, places);
      return { value: partOf(here.value, places), first, second: here.second.map(({ one, other, value }) => ({ one: group * each + one, other: group * each + other, value: partOf(value, places) })) };
    };
  };
  const start = new Float64Array(parameters);
  for (const [index, group] of groups.entries()) start.set(startOf(patterns.filter((pattern) => pattern.group === group), visits, kind, structure), index * each);
  const wholeOf = (values: Float64Array): readonly Matrix[] => groups.map((_, group) => structure.at(values.subarray(group * each, (group + 1) * each)).value);
  return { groups, structure, model: { parameters, at, whole: wholeOf }, start };
}

/** `null` for a derivative that is zero in these rows: no work is done for it. */
const partOrNull = (matrix: Matrix, places: readonly number[]): Matrix | null => {
  const part = partOf(matrix, places);
  return part.values.some((value) => value !== 0) ? part : null;
};

function startOf(patterns: readonly VisitPattern[], visits: readonly string[], kind: CovarianceStructure, structure: StructureOfVisits): Float64Array {
  const size = visits.length;
  const rough = zeroMatrix(size, size);
  const counts = zeroMatrix(size, size);
  let participants = 0;
  for (const pattern of patterns) {
    participants += pattern.participants;
    const { width, visits: places } = pattern;
    for (const [a, row] of places.entries())
      for (let b = a; b < places.length; b++) {
        const column = places[b] ?? 0;
        const product = pattern.blocks[pairAt(places.length, a, b) * width * width + width * width - 1] ?? 0;
        for (const place of row === column ? [row * size + column] : [row * size + column, column * size + row]) {
          rough.values[place] = (rough.values[place] ?? 0) + product;
          counts.values[place] = (counts.values[place] ?? 0) + pattern.participants;
        }
      }
  }
  if (kind === "unstructured" && participants <= size) throw new StatisticRefusal("too-few", "participant", `There are ${participants} participants for ${size} visits: an unstructured covariance cannot be told from so few.`, "Choose a covariance with fewer parameters.", { participants, visits: size });
  for (let a = 0; a < size; a++)
    for (let b = a; b < size; b++) {
      const count = counts.values[a * size + b] ?? 0;
      const needed = a === b ? kind === "unstructured" || kind.endsWith("heterogeneous") : kind === "unstructured";
      if (count === 0 && needed) throw new StatisticRefusal("not-identified", "visit", a === b ? `Nobody in a group has visit ${visits[a] ?? ""}.` : `Nobody has both visits ${visits[a] ?? ""} and ${visits[b] ?? ""}.`, "Choose a covariance that does not need them, or leave a visit out.");
    }
  for (let place = 0; place < rough.values.length; place++) rough.values[place] = (counts.values[place] ?? 0) > 0 ? (rough.values[place] ?? 0) / (counts.values[place] ?? 1) : 0;
  const diagonal = Array.from({ length: size }, (_, visit) => rough.values[visit * (size + 1)] ?? 0);
  const known = diagonal.filter((value) => value > 0);
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  if (!(mean > 0)) throw new StatisticRefusal("not-identified", "outcome", "The outcome does not vary around the covariates.", "A model with errors needs outcomes that vary.");
  for (let visit = 0; visit < size; visit++) rough.values[visit * (size + 1)] = Math.max(diagonal[visit] ?? 0, mean * 1e-4) || mean;
  for (let part = 1; part > 1e-3; part *= 0.8) {
    const candidate = structure.start(pulledIn(rough, part));
    if (decomposeCholesky(structure.at(candidate).value, { tolerance: 1e-6 }).positiveDefinite) return candidate;
  }
  return structure.start(pulledIn(rough, 0));
}

/** Covariances made smaller, variances kept. */
const pulledIn = (matrix: Matrix, part: number): Matrix => ({ ...matrix, values: matrix.values.map((value, place) => (place % (matrix.columns + 1) === 0 ? value : value * part)) });
