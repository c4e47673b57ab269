/** What each row adds to the score of Fine and Gray's regression, and what estimating the censoring weights adds to that. */
import { crossProduct } from "../../linear-algebra/cross-product.ts";
import type { Matrix } from "../../linear-algebra/matrix.ts";
import { multiply } from "../../linear-algebra/multiply.ts";
import type { FineGrayData } from "./fine-gray-data.ts";
import { exposures, type FineGraySums } from "./fine-gray-sums.ts";

/** Rows by time, columns by term, on the standardised scale. The censoring weights are taken as known. */
export function fixedWeightScores(data: FineGrayData, { risks, jumps, means }: FineGraySums): Matrix {
  const { size, values, status, weight, time, eventTimes } = data;
  const width = data.terms.length;
  const scores = new Float64Array(size * width);
  const whole = exposures(data, jumps, null);
  const part = new Float64Array(size);
  for (let column = 0; column < width; column++) {
    exposures(data, jumps, (event) => means[event * width + column] as number, part);
    for (let row = 0, event = 0; row < size; row++) {
      const x = values[row * width + column] as number;
      let score = -(risks[row] as number) * (x * (whole[row] as number) - (part[row] as number));
      if (status[row] === 1) {
        while ((eventTimes[event] as number) < (time[row] as number)) event += 1;
        score += (weight === null ? 1 : (weight[row] as number)) * (x - (means[event * width + column] as number));
      }
      scores[row * width + column] = score;
    }
  }
  return { rows: size, columns: width, values: scores };
}

/**
 * Adds psi of Fine and Gray 1999 to the scores: at each time u of censoring q(u) / n(u) for those censored, less q(u) dN(u) / n(u)^2 for
 * all of their group at risk. q(u) is what the weights at event times from u on, of those of the group who had another event before u,
 * add to the score. With one group of censoring this is `cmprsk::crr`.
 */
export function addCensoringScores(data: FineGrayData, { risks, jumps, means }: FineGraySums, scores: Matrix): void {
  const { size, values, status, weight, time, groups, groupCount, eventTimes, free, freeOwn } = data;
  const width = data.terms.length;
  const count = eventTimes.length;
  // Of event times from each on: jump times chance, and the same times the mean of covariates.
  const [later, laterMeans] = [new Float64Array((count + 1) * groupCount), new Float64Array((count + 1) * groupCount * width)];
  for (let event = count - 1; event >= 0; event--) {
    for (let group = 0; group < groupCount; group++) {
      const at = event * groupCount + group;
      const value = (jumps[event] as number) * (free[at] as number);
      later[at] = (later[at + groupCount] as number) + value;
      for (let column = 0; column < width; column++) laterMeans[at * width + column] = (laterMeans[(at + groupCount) * width + column] as number) + value * (means[event * width + column] as number);
    }
  }
  const weightOf = (row: number): number => (weight === null ? 1 : (weight[row] as number));
  const atRisk = new Float64Array(groupCount);
  for (let row = 0; row < size; row++) atRisk[groups[row] as number] = (atRisk[groups[row] as number] as number) + weightOf(row);
  const [kept, keptFirst, passed, pull] = [new Float64Array(groupCount), new Float64Array(groupCount * width), new Float64Array(groupCount * width), new Float64Array(groupCount * width)];
  const gone = new Float64Array(groupCount);
  for (let from = 0, event = 0; from < size; ) {
    const now = time[from] as number;
    let end = from;
    gone.fill(0);
    for (; end < size && time[end] === now; end++) if (status[end] === 0) gone[groups[end] as number] = (gone[groups[end] as number] as number) + weightOf(end);
    while (event < count && (eventTimes[event] as number) < now) event += 1;
    for (let group = 0; group < groupCount; group++) {
      if ((gone[group] as number) === 0) continue;
      const at = event * groupCount + group;
      const share = (gone[group] as number) / (atRisk[group] as number) ** 2;
      for (let column = 0; column < width; column++) {
        const pulled = (later[at] as number) * (keptFirst[group * width + column] as number) - (laterMeans[at * width + column] as number) * (kept[group] as number);
        pull[group * width + column] = pulled;
        passed[group * width + column] = (passed[group * width + column] as number) + share * pulled;
      }
    }
    for (let row = from; row < end; row++) {
      const group = groups[row] as number;
      for (let column = 0; column < width; column++) {
        const own = (status[row] === 0 ? (pull[group * width + column] as number) / (atRisk[group] as number) : 0) - (passed[group * width + column] as number);
        scores.values[row * width + column] = (scores.values[row * width + column] as number) + weightOf(row) * own;
      }
    }
    for (let row = from; row < end; row++) {
      const group = groups[row] as number;
      atRisk[group] = Math.max(0, (atRisk[group] as number) - weightOf(row));
      if (status[row] !== 2) continue;
      const share = (risks[row] as number) / (freeOwn[row] as number);
      kept[group] = (kept[group] as number) + share;
      for (let column = 0; column < width; column++) keptFirst[group * width + column] = (keptFirst[group * width + column] as number) + share * (values[row * width + column] as number);
    }
    from = end;
  }
}

/** V (sum of s s') V. */
export const sandwich = (inverse: Matrix, scores: Matrix): Matrix => multiply(multiply(inverse, crossProduct(scores)), inverse);
