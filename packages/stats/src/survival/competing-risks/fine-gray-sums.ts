/** Risk sums of the subdistribution and what each row is exposed to, in one pass forth and one back. */
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import type { LikelihoodAt } from "../../optimisation/newton-raphson.ts";
import { addOuterProduct, mirrorUpper } from "../../linear-algebra/cross-product.ts";
import type { FineGrayData } from "./fine-gray-data.ts";

export interface FineGraySums {
  readonly logLikelihood: number;
  /** Weight times exp(x'b) of each row. */
  readonly risks: Float64Array;
  /** d / S0 at each event time. */
  readonly jumps: Float64Array;
  /** S1 / S0 at each event time, one after the other. */
  readonly means: Float64Array;
}

/** S0 and S1 at each event time: those still at risk, summed from the last time, and those with another event before, from the first. */
export function fineGraySums(data: FineGrayData, point: ArrayLike<number>): FineGraySums {
  const { size, values, status, weight, time, start, byStart, groups, groupCount, eventTimes, eventWeights, free, freeOwn } = data;
  const width = data.terms.length;
  const risks = new Float64Array(size);
  let logLikelihood = 0;
  for (let row = 0, place = 0; row < size; row++) {
    let linear = 0;
    for (let column = 0; column < width; column++) linear += (values[place++] as number) * (point[column] as number);
    const own = weight === null ? 1 : (weight[row] as number);
    risks[row] = own * Math.exp(linear);
    if (status[row] === 1) logLikelihood += own * linear;
  }
  const count = eventTimes.length;
  const [sums, means] = [new Float64Array(count), new Float64Array(count * width)];
  const [first, total] = [new Float64Array(width), new Float64Array(width)];
  let sum = 0;
  const addRow = (row: number, sign: number): void => {
    const risk = sign * (risks[row] as number);
    sum += risk;
    for (let column = 0, place = row * width; column < width; column++, place++) first[column] = (first[column] as number) + risk * (values[place] as number);
  };
  for (let event = count - 1, row = size - 1, entry = size - 1; event >= 0; event--) {
    const now = eventTimes[event] as number;
    for (; row >= 0 && (time[row] as number) >= now; row--) addRow(row, 1);
    for (; start !== null && byStart !== null && entry >= 0 && (start[byStart[entry] as number] as number) >= now; entry--) addRow(byStart[entry] as number, -1);
    sums[event] = sum;
    means.set(first, event * width);
  }
  const [kept, keptFirst] = [new Float64Array(groupCount), new Float64Array(groupCount * width)];
  for (let event = 0, row = 0; event < count; event++) {
    const now = eventTimes[event] as number;
    for (; row < size && (time[row] as number) < now; row++) {
      if (status[row] !== 2) continue;
      const group = groups[row] as number;
      const share = (risks[row] as number) / (freeOwn[row] as number);
      kept[group] = (kept[group] as number) + share;
      for (let column = 0, place = row * width, to = group * width; column < width; column++, place++, to++) keptFirst[to] = (keptFirst[to] as number) + share * (values[place] as number);
    }
    let all = sums[event] as number;
    total.set(means.subarray(event * width, (event + 1) * width));
    for (let group = 0; group < groupCount; group++) {
      const chance = free[event * groupCount + group] as number;
      all += chance * (kept[group] as number);
      for (let column = 0; column < width; column++) total[column] = (total[column] as number) + chance * (keptFirst[group * width + column] as number);
    }
    sums[event] = all;
    for (let column = 0; column < width; column++) means[event * width + column] = (total[column] as number) / all;
    logLikelihood -= (eventWeights[event] as number) * Math.log(all);
  }
  for (let event = 0; event < count; event++) sums[event] = (eventWeights[event] as number) / (sums[event] as number);
  return { logLikelihood, risks, jumps: sums, means };
}

/**
 * For each row the sum over event times of `jump` times `of` (one number a time) while the row is in the risk set: whole up to its own
 * time, by the weight of censoring after it where it had another event.
 */
export function exposures({ size, time, start, byStart, status, groups, groupCount, eventTimes, free, freeOwn }: FineGrayData, jumps: Float64Array, of: ((event: number) => number) | null, into: Float64Array = new Float64Array(size)): Float64Array {
  const count = eventTimes.length;
  const valueOf = (event: number): number => (jumps[event] as number) * (of === null ? 1 : of(event));
  const later = new Float64Array(groupCount);
  for (let event = count - 1, row = size - 1; row >= 0; row--) {
    for (; event >= 0 && (eventTimes[event] as number) > (time[row] as number); event--) {
      const value = valueOf(event);
      for (let group = 0; group < groupCount; group++) later[group] = (later[group] as number) + value * (free[event * groupCount + group] as number);
    }
    into[row] = status[row] === 2 ? (later[groups[row] as number] as number) / (freeOwn[row] as number) : 0;
  }
  let sum = 0;
  for (let event = 0, row = 0; row < size; row++) {
    for (; event < count && (eventTimes[event] as number) <= (time[row] as number); event++) sum += valueOf(event);
    into[row] = (into[row] as number) + sum;
  }
  if (start !== null && byStart !== null) {
    sum = 0;
    for (let event = 0, entry = 0; entry < size; entry++) {
      const row = byStart[entry] as number;
      for (; event < count && (eventTimes[event] as number) <= (start[row] as number); event++) sum += valueOf(event);
      into[row] = (into[row] as number) - sum;
    }
  }
  return into;
}

/** Sum over event times of value times the covariance of covariates in the risk set; values are jumps times whatever stands before them. */
export function spreadSums({ size, values, terms }: FineGrayData, { risks, means }: FineGraySums, exposed: Float64Array, weights: Float64Array): Matrix {
  const width = terms.length;
  const made = zeroMatrix(width, width);
  for (let row = 0; row < size; row++) {
    const share = (risks[row] as number) * (exposed[row] as number);
    if (share !== 0) addOuterProduct(made, values, row * width, share);
  }
  for (let event = 0; event < weights.length; event++) addOuterProduct(made, means, event * width, -(weights[event] as number));
  return mirrorUpper(made);
}

/** Value, gradient and Hessian of the log pseudo-likelihood. */
export function fineGrayLikelihood(data: FineGrayData): (point: Float64Array) => LikelihoodAt {
  const { size, values, status, weight } = data;
  const width = data.terms.length;
  const exposed = new Float64Array(size);
  return (point) => {
    const sums = fineGraySums(data, point);
    exposures(data, sums.jumps, null, exposed);
    const gradient = new Float64Array(width);
    for (let row = 0, place = 0; row < size; row++) {
      const excess = (status[row] === 1 ? (weight === null ? 1 : (weight[row] as number)) : 0) - (sums.risks[row] as number) * (exposed[row] as number);
      for (let column = 0; column < width; column++) gradient[column] = (gradient[column] as number) + excess * (values[place++] as number);
    }
    const hessian = spreadSums(data, sums, exposed, data.eventWeights);
    return { value: sums.logLikelihood, gradient, hessian: { ...hessian, values: hessian.values.map((one) => -one) } };
  };
}
