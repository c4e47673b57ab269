/** The partial likelihood of Cox, its gradient and Hessian, in one pass from the last time to the first. */
import type { Matrix } from "../../linear-algebra/matrix.ts";
import type { LikelihoodAt } from "../../optimisation/newton-raphson.ts";
import type { CoxData } from "./cox-data.ts";
import { addRow, clearSums, riskSums } from "./risk-sums.ts";

/**
 * A function of coefficients (of standardised covariates) that gives log-likelihood and derivatives; its arrays are used again.
 *
 * With d tied events of mean weight w and sums S over those at risk, D over the events: Efron's denominators are S - (k/d) D for
 * k from 0 to d - 1, each with weight w; Breslow's are S, d times. Source: Efron 1977, doi:10.1080/01621459.1977.10480613; Breslow
 * 1974, doi:10.2307/2529620 (recalled).
 */
export function coxLikelihood(data: CoxData, ties: "efron" | "breslow"): (point: Float64Array) => LikelihoodAt {
  const { values, time, start, event, weight, offset, bounds, byStart, terms } = data;
  const width = terms.length;
  const [atRisk, tied] = [riskSums(width), riskSums(width)];
  const risks = start === null ? null : new Float64Array(data.size);
  const gradient = new Float64Array(width);
  const triangle = new Float64Array((width * (width + 1)) / 2);
  const means = new Float64Array(width);
  const hessian: Matrix = { rows: width, columns: width, values: new Float64Array(width * width) };
  return (point) => {
    gradient.fill(0);
    triangle.fill(0);
    let value = 0;
    for (let stratum = 0; stratum + 1 < bounds.length; stratum++) {
      const from = bounds[stratum] as number;
      let entry = (bounds[stratum + 1] as number) - 1;
      let count = 0;
      clearSums(atRisk);
      for (let at = (bounds[stratum + 1] as number) - 1; at >= from; ) {
        const now = time[at] as number;
        if (start !== null && byStart !== null && risks !== null) {
          for (; entry >= from && (start[byStart[entry] as number] as number) >= now; entry--) {
            const row = byStart[entry] as number;
            atRisk.zero -= risks[row] as number;
            addRow(atRisk, values, row * width, -(risks[row] as number));
            count -= 1;
          }
          // Nobody is left: what stands in the sums is rounding.
          if (count === 0) clearSums(atRisk);
        }
        let events = 0;
        let shares = 0;
        const last = at;
        for (; at >= from && time[at] === now; at--) {
          const place = at * width;
          let predictor = offset === null ? 0 : (offset[at] as number);
          for (let column = 0; column < width; column++) predictor += (point[column] as number) * (values[place + column] as number);
          const share = weight === null ? 1 : (weight[at] as number);
          const risk = share * Math.exp(predictor);
          atRisk.zero += risk;
          addRow(atRisk, values, place, risk);
          count += 1;
          if (risks !== null) risks[at] = risk;
          if (event[at] === 0) continue;
          events += 1;
          shares += share;
          value += share * predictor;
          for (let column = 0; column < width; column++) gradient[column] = (gradient[column] as number) + share * (values[place + column] as number);
          if (ties === "efron" && last > from && time[last - 1] === now) {
            // A single event needs no sums of its own.
            if (events === 1) clearSums(tied);
            tied.zero += risk;
            addRow(tied, values, place, risk);
          }
        }
        if (events === 0) continue;
        const rounds = ties === "efron" ? events : 1;
        const each = shares / rounds;
        for (let round = 0; round < rounds; round++) {
          const part = round / rounds;
          const zero = atRisk.zero - part * tied.zero;
          value -= each * Math.log(zero);
          const scale = each / zero;
          for (let row = 0, cell = 0; row < width; row++) {
            const first = part === 0 ? (atRisk.first[row] as number) : (atRisk.first[row] as number) - part * (tied.first[row] as number);
            means[row] = first / zero;
            gradient[row] = (gradient[row] as number) - scale * first;
            // Columns up to the row: the means of later ones are not known yet.
            for (let column = 0; column <= row; column++, cell++) triangle[cell] = (triangle[cell] as number) + scale * first * (means[column] as number);
          }
          for (let row = 0, cell = 0; row < width; row++) {
            for (let column = row; column < width; column++, cell++) {
              const second = part === 0 ? (atRisk.second[cell] as number) : (atRisk.second[cell] as number) - part * (tied.second[cell] as number);
              const to = (column * (column + 1)) / 2 + row;
              triangle[to] = (triangle[to] as number) - scale * second;
            }
          }
        }
      }
    }
    for (let row = 0, cell = 0; row < width; row++) {
      for (let column = 0; column <= row; column++, cell++) {
        hessian.values[row * width + column] = triangle[cell] as number;
        hessian.values[column * width + row] = triangle[cell] as number;
      }
    }
    return { value, gradient, hessian };
  };
}
