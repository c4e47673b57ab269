/** Runs the chosen algorithm over the strata, and finds out why others fell out. */
import type { AttritionReason } from "./attrition.ts";
import { type MatchedRows, matchGreedily, takingOrder } from "./match-greedily.ts";
import { matchInSpace, matchOnLine } from "./match-optimally.ts";
import type { ReadMatchOptions } from "./match-options.ts";
import { type ControlPool, controlsOnLine } from "./nearest-on-line.ts";
import { controlsInSpace, squaredDistance } from "./nearest-in-space.ts";
import type { Nearness } from "./nearness.ts";
import type { Strata } from "./strata.ts";

interface Stratum {
  readonly treated: number[];
  readonly controls: number[];
}

export interface Chosen {
  readonly matched: MatchedRows;
  readonly distanceOf: (treatedRow: number, controlRow: number) => number;
  /** Of each row; `null` for those in a matched set. */
  readonly reasons: readonly (AttritionReason | null)[];
}

export function* choosePairs(treated: Float64Array, strata: Strata, near: Nearness, options: ReadMatchOptions): Generator<{ readonly done: number }, Chosen> {
  const groups: Stratum[] = Array.from({ length: strata.count }, () => ({ treated: [], controls: [] }));
  for (let row = 0; row < treated.length; row++) groups[strata.of[row] ?? 0]?.[treated[row] === 1 ? "treated" : "controls"].push(row);
  const { scores, points, caliper, rounding } = near;
  const width = caliper === null ? Number.POSITIVE_INFINITY : caliper.width + rounding;
  const distanceOf = (one: number, other: number): number => (points === null ? Math.abs((scores?.[one] ?? 0) - (scores?.[other] ?? 0)) : Math.sqrt(squaredDistance(points.values, points.size, one, other)));
  const poolOf = (controls: readonly number[]): ControlPool => {
    if (points === null) return controlsOnLine(scores ?? new Float64Array(treated.length), controls, { width: caliper?.width ?? Number.POSITIVE_INFINITY, rounding });
    return controlsInSpace(points.values, points.size, controls, { rounding: options.ties === "exact" ? 0 : 1e-10, caliper: caliper === null || scores === null ? null : { scores, width } });
  };
  let matched: MatchedRows;
  if (options.algorithm === "optimal") {
    const found = new Map<number, number[]>();
    for (const { treated: ones, controls } of groups) {
      if (ones.length === 0 || controls.length === 0) continue;
      const allowed = (one: number, other: number) => caliper === null || scores === null || Math.abs((scores[one] ?? 0) - (scores[other] ?? 0)) <= width;
      const pairs = points === null && scores !== null ? yield* matchOnLine(scores, ones, controls, width) : yield* matchInSpace((one, other) => (allowed(one, other) ? distanceOf(one, other) : Number.POSITIVE_INFINITY), ones, controls);
      for (const [one, other] of pairs) found.set(one, [other]);
    }
    matched = found;
  } else {
    const pools = groups.map(({ controls }) => (controls.length === 0 ? null : poolOf(controls)));
    const order = options.order ?? (options.distance === "mahalanobis" ? "data-order" : "largest-first");
    const rows = takingOrder(groups.flatMap((group) => group.treated).toSorted((one, other) => one - other), scores, order, { seed: options.seed, rounding });
    matched = yield* matchGreedily(rows, (row) => pools[strata.of[row] ?? 0] ?? null, { ratio: options.ratio, replacement: options.replacement === "with" });
  }
  return { matched, distanceOf, reasons: reasonsOf(treated, groups, matched, scores, near) };
}

function reasonsOf(treated: Float64Array, groups: readonly Stratum[], matched: MatchedRows, scores: Float64Array | null, { caliper, rounding }: Nearness): (AttritionReason | null)[] {
  const inSet = new Uint8Array(treated.length);
  for (const [row, controls] of matched) for (const one of [row, ...controls]) inSet[one] = 1;
  const reasons = Array.from<AttritionReason | null>({ length: treated.length }).fill(null);
  for (const group of groups) {
    for (const [own, others] of [[group.treated, group.controls], [group.controls, group.treated]] as const) {
      const pool = caliper === null || scores === null || others.length === 0 ? null : controlsOnLine(scores, others, { width: caliper.width, rounding });
      for (const row of own) {
        if (inSet[row] === 1) continue;
        reasons[row] = others.length === 0 ? "nobody-alike-in-stratum" : pool?.nearest(row, null) === -1 ? "nobody-within-caliper" : "not-chosen";
      }
    }
  }
  return reasons;
}
