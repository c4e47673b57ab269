/** The partial likelihood and its derivatives, from sums by distinct time. */
import type { LikelihoodAt } from "../../../optimisation/newton-raphson.ts";
import { type CoxStepSummary, endWidth, startWidth, sumsOf } from "./cox-round.ts";

/** What `coxLikelihood` gives of the rows. */
export function likelihoodOfSums({ strata, coefficients }: CoxStepSummary, ties: "efron" | "breslow"): LikelihoodAt {
  const width = coefficients.length;
  const sums = sumsOf(width);
  const gradient = new Float64Array(width);
  const hessian = { rows: width, columns: width, values: new Float64Array(width * width) };
  const atRisk = new Float64Array(sums);
  const means = new Float64Array(width);
  let value = 0;
  for (const { times, ends, startTimes, starts } of strata) {
    atRisk.fill(0);
    let count = 0;
    let entry = startTimes.length - 1;
    for (let time = times.length - 1; time >= 0; time--) {
      for (; entry >= 0 && (startTimes[entry] as number) >= (times[time] as number); entry--) {
        const from = entry * startWidth(width);
        count -= starts[from] as number;
        for (let cell = 0; cell < sums; cell++) atRisk[cell] = (atRisk[cell] as number) - (starts[from + 1 + cell] as number);
      }
      // Nobody is left: what stands in the sums is rounding.
      if (count === 0) atRisk.fill(0);
      const from = time * endWidth(width);
      count += ends[from] as number;
      for (let cell = 0; cell < sums; cell++) atRisk[cell] = (atRisk[cell] as number) + (ends[from + 1 + cell] as number);
      const own = from + 1 + sums;
      const after = own + sums;
      const [events, shares] = [ends[after] as number, ends[after + 1] as number];
      if (events === 0) continue;
      value += ends[after + 2] as number;
      for (let term = 0; term < width; term++) gradient[term] = (gradient[term] as number) + (ends[after + 3 + term] as number);
      const rounds = ties === "efron" ? events : 1;
      for (let round = 0; round < rounds; round++) {
        const part = round / rounds;
        const left = (cell: number): number => (atRisk[cell] as number) - part * (ends[own + cell] as number);
        const each = shares / rounds;
        const zero = left(0);
        value -= each * Math.log(zero);
        for (let term = 0; term < width; term++) {
          means[term] = left(1 + term) / zero;
          gradient[term] = (gradient[term] as number) - each * (means[term] as number);
        }
        for (let one = 0, cell = 1 + width; one < width; one++) {
          for (let other = one; other < width; other++, cell++) {
            const change = each * ((means[one] as number) * (means[other] as number) - left(cell) / zero);
            hessian.values[one * width + other] = (hessian.values[one * width + other] as number) + change;
            if (other !== one) hessian.values[other * width + one] = (hessian.values[other * width + one] as number) + change;
          }
        }
      }
    }
  }
  return { value, gradient, hessian };
}
