/** The exact partial likelihood of tied events: all choices of d of those at risk, by a recursion. */
import type { Matrix } from "../../linear-algebra/matrix.ts";
import type { LikelihoodAt } from "../../optimisation/newton-raphson.ts";
import type { CoxData } from "./cox-data.ts";

/**
 * The discrete likelihood of Cox: at each time the product of the risks of the d events over the sum of such products over all
 * choices of d of the m at risk. The mean of the products of k of the first m rows is ((m - k) mean_k + k r mean_(k-1)) / m from
 * those before, so that nothing overflows; derivatives follow the same recursion. Time m d for each time, products of covariates
 * besides. Weights have no meaning in it.
 *
 * Source: Gail, Lubin and Rubinstein 1981, doi:10.1093/biomet/68.3.703 (recalled; here of means, with derivatives).
 */
export function exactLikelihood(data: CoxData): (point: Float64Array) => LikelihoodAt {
  const { values, time, start, event, offset, bounds, size, terms } = data;
  const width = terms.length;
  const cells = (width * (width + 1)) / 2;
  const gradient = new Float64Array(width);
  const hessian: Matrix = { rows: width, columns: width, values: new Float64Array(width * width) };
  const predictors = new Float64Array(size);
  const risks = new Float64Array(size);
  return (point) => {
    gradient.fill(0);
    hessian.values.fill(0);
    let value = 0;
    for (let row = 0; row < size; row++) {
      let predictor = offset === null ? 0 : (offset[row] as number);
      for (let column = 0; column < width; column++) predictor += (point[column] as number) * (values[row * width + column] as number);
      predictors[row] = predictor;
      risks[row] = Math.exp(predictor);
    }
    for (let stratum = 0; stratum + 1 < bounds.length; stratum++) {
      const [from, to] = [bounds[stratum] as number, bounds[stratum + 1] as number];
      for (let at = from; at < to; ) {
        const now = time[at] as number;
        let events = 0;
        const head = at;
        for (; at < to && time[at] === now; at++) {
          if (event[at] === 0) continue;
          events += 1;
          value += predictors[at] as number;
          for (let column = 0; column < width; column++) gradient[column] = (gradient[column] as number) + (values[at * width + column] as number);
        }
        if (events > 0) value -= choices(head, to, now, events);
      }
    }
    for (let row = 0; row < width; row++) for (let column = 0; column < row; column++) hessian.values[row * width + column] = hessian.values[column * width + row] as number;
    return { value, gradient, hessian };
  };

  /** Takes the derivatives of the logarithm of the sum over all choices away, and gives that logarithm. */
  function choices(head: number, to: number, now: number, events: number): number {
    const zero = new Float64Array(events + 1);
    const first = new Float64Array((events + 1) * width);
    const second = new Float64Array((events + 1) * cells);
    zero[0] = 1;
    let count = 0;
    for (let row = head; row < to; row++) {
      if (start !== null && (start[row] as number) >= now) continue;
      count += 1;
      const risk = risks[row] as number;
      const place = row * width;
      for (let k = Math.min(events, count); k >= 1; k--) {
        const [keep, take] = [(count - k) / count, (k / count) * risk];
        const below = zero[k - 1] as number;
        for (let one = 0, cell = 0; one < width; one++) {
          const x = values[place + one] as number;
          for (let other = one; other < width; other++, cell++) {
            const y = values[place + other] as number;
            const sum = (second[(k - 1) * cells + cell] as number) + x * (first[(k - 1) * width + other] as number) + y * (first[(k - 1) * width + one] as number) + x * y * below;
            second[k * cells + cell] = keep * (second[k * cells + cell] as number) + take * sum;
          }
        }
        for (let one = 0; one < width; one++) first[k * width + one] = keep * (first[k * width + one] as number) + take * ((first[(k - 1) * width + one] as number) + (values[place + one] as number) * below);
        zero[k] = keep * (zero[k] as number) + take * below;
      }
    }
    const total = zero[events] as number;
    for (let one = 0, cell = 0; one < width; one++) {
      const mean = (first[events * width + one] as number) / total;
      gradient[one] = (gradient[one] as number) - mean;
      for (let other = one; other < width; other++, cell++) {
        const cellAt = one * width + other;
        hessian.values[cellAt] = (hessian.values[cellAt] as number) - ((second[events * cells + cell] as number) / total - mean * ((first[events * width + other] as number) / total));
      }
    }
    let logChoices = 0;
    for (let k = 0; k < events; k++) logChoices += Math.log((count - k) / (k + 1));
    return Math.log(total) + logChoices;
  }
}
