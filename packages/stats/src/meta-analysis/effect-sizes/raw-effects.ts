/** Estimates and variances of all rows before those without either are taken out. */
export interface RawEffects {
  readonly estimates: Float64Array;
  /** Not finite, or not above zero, where the study can be given no weight. */
  readonly variances: Float64Array;
}

/** Fills both from a function of the row. */
export function effectsBy(size: number, effectOf: (at: number) => readonly [estimate: number, variance: number]): RawEffects {
  const estimates = new Float64Array(size);
  const variances = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    const [estimate, variance] = effectOf(at);
    estimates[at] = estimate;
    variances[at] = variance;
  }
  return { estimates, variances };
}

/** Weighted mean over the rows that are not left out. */
export function averageOf(values: ArrayLike<number>, weights: ArrayLike<number>, leftOut: (at: number) => boolean): number {
  let sum = 0;
  let weight = 0;
  for (let at = 0; at < values.length; at++) {
    if (leftOut(at)) continue;
    sum += (weights[at] ?? 0) * (values[at] ?? 0);
    weight += weights[at] ?? 0;
  }
  return sum / weight;
}
