/** Sums of Gray's test over the times of one stratum. */
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import type { CompetingRisksCell } from "./competing-risks-summary.ts";
import { allCauses } from "./incidence-steps.ts";

export interface GraySums {
  /** For each group: weighted events less those expected. */
  readonly scores: Float64Array;
  readonly covariance: Matrix;
  readonly observed: Float64Array;
  readonly expected: Float64Array;
}

/**
 * Gray 1988, as `cmprsk::cuminc` computes it. R_g = n_g (1 - F_g) / S_g stands for those of group g at risk of the subdistribution, h_g
 * = n_g / S_g for its size; both are read just before each time. The weight is (1 - F)^rho of the pooled incidence F.
 *
 * The variance follows each group's martingales: an event at u moves the score there by `a`, and by `held` (c) through the incidence of
 * its group, which all later times read. As c grows on after u, sums with c to the first and to the zeroth power are kept until the end.
 */
export function graySums(cells: readonly (CompetingRisksCell | null)[], cause: number, rho: number): GraySums {
  const size = cells.length;
  const sides = cells.map((cell) => (cell === null ? null : { table: allCauses(cell), own: cell.events[cause] as Float64Array, next: 0 }));
  const [risk, own, other, survival, incidence] = [new Float64Array(size), new Float64Array(size), new Float64Array(size), new Float64Array(size).fill(1), new Float64Array(size)];
  const [scores, observed, expected, squares] = [new Float64Array(size), new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const [covariance, here, held, cross] = [zeroMatrix(size, size), zeroMatrix(size, size), zeroMatrix(size, size), zeroMatrix(size, size)];
  const move = new Float64Array(size);
  let pooled = 0;
  for (;;) {
    let time = Number.POSITIVE_INFINITY;
    for (const side of sides) if (side !== null && side.next < side.table.times.length) time = Math.min(time, side.table.times[side.next] as number);
    if (time === Number.POSITIVE_INFINITY) break;
    let [ownAll, otherAll] = [0, 0];
    for (const [group, side] of sides.entries()) {
      risk[group] = own[group] = other[group] = 0;
      if (side === null || side.next >= side.table.times.length) continue;
      risk[group] = side.table.atRisk[side.next] as number;
      if (side.table.times[side.next] !== time) continue;
      own[group] = side.own[side.next] as number;
      other[group] = (side.table.events[side.next] as number) - (own[group] as number);
      ownAll += own[group] as number;
      otherAll += other[group] as number;
      side.next += 1;
    }
    if (ownAll + otherAll === 0) continue;
    step(ownAll, otherAll);
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += at(held, i, k) * at(held, j, k) * (squares[k] as number) + at(held, i, k) * at(cross, j, k) + at(held, j, k) * at(cross, i, k);
      add(covariance, i, j, sum);
    }
  }
  return { scores, covariance, observed, expected };

  function step(ownAll: number, otherAll: number): void {
    let [sizes, open] = [0, 0];
    for (let group = 0; group < size; group++) {
      const h = (risk[group] as number) / (survival[group] as number);
      if ((risk[group] as number) === 0) continue;
      sizes += h;
      open += h * (1 - (incidence[group] as number));
    }
    const weight = (1 - pooled) ** rho;
    const after = pooled + ownAll / sizes;
    const grows = pooled < 1 ? ownAll / (sizes * (1 - pooled)) : 0;
    here.values.fill(0);
    for (let i = 0; i < size; i++) {
      if ((risk[i] as number) === 0) continue;
      const h = (risk[i] as number) / (survival[i] as number);
      for (let j = 0; j < size; j++) {
        if ((risk[j] as number) === 0) continue;
        const value = weight * h * ((i === j ? 1 : 0) - (risk[j] as number) / (survival[j] as number) / sizes);
        add(here, i, j, value);
        add(held, i, j, value * grows);
      }
      const due = (ownAll * h * (1 - (incidence[i] as number))) / open;
      scores[i] = (scores[i] as number) + weight * ((own[i] as number) - due);
      observed[i] = (observed[i] as number) + (own[i] as number);
      expected[i] = (expected[i] as number) + due;
    }
    for (let k = 0; k < size; k++) {
      const [n, before] = [risk[k] as number, survival[k] as number];
      if (n === 0) continue;
      const left = before * ((n - (own[k] as number) - (other[k] as number)) / n);
      if (ownAll > 0) {
        const part = left > 0 ? 1 - (1 - after) / left : 1;
        const room = sizes * before - 1;
        add3(k, part, true, ((ownAll > 1 && room > 0 ? 1 - (ownAll - 1) / room : 1) * before * ownAll) / (sizes * n));
      }
      const d = other[k] as number;
      if (otherAll > 0 && left > 0 && d > 0) add3(k, (1 - after) / left, false, ((d > 1 ? 1 - (d - 1) / (n - 1) : 1) * before * before * d) / (n * n));
      incidence[k] = (incidence[k] as number) + (before * (own[k] as number)) / n;
      survival[k] = left;
    }
    pooled = after;
  }

  /** One kind of event in group k: how far each score moves, and its share of the variance. */
  function add3(k: number, part: number, isOwn: boolean, share: number): void {
    squares[k] = (squares[k] as number) + part * part * share;
    for (let i = 0; i < size; i++) {
      move[i] = isOwn ? at(here, i, k) - part * at(held, i, k) : -part * at(held, i, k);
      add(cross, i, k, (move[i] as number) * part * share);
    }
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) add(covariance, i, j, (move[i] as number) * (move[j] as number) * share);
  }
}

const at = (matrix: Matrix, row: number, column: number): number => matrix.values[row * matrix.columns + column] as number;
function add(matrix: Matrix, row: number, column: number, value: number): void {
  matrix.values[row * matrix.columns + column] = (matrix.values[row * matrix.columns + column] as number) + value;
}
