/** `coxLikelihood` for three covariates without starts: its sums are single variables, which a machine keeps at hand. */
import type { Matrix } from "../../linear-algebra/matrix.ts";
import type { LikelihoodAt } from "../../optimisation/newton-raphson.ts";
import type { CoxData } from "./cox-data.ts";

/** The same numbers as `coxLikelihood` but for rounding, several times faster. */
export function threeLikelihood(data: CoxData, ties: "efron" | "breslow"): (point: Float64Array) => LikelihoodAt {
  const gradient = new Float64Array(3);
  const hessian: Matrix = { rows: 3, columns: 3, values: new Float64Array(9) };
  return (point) => ({ value: pass(data, ties === "efron", point[0] as number, point[1] as number, point[2] as number, gradient, hessian.values), gradient, hessian });
}

function pass({ values, time, event, weight, offset, bounds }: CoxData, efron: boolean, p: number, q: number, r: number, gradient: Float64Array, hessian: Float64Array): number {
  let value = 0;
  let gx = 0;
  let gy = 0;
  let gz = 0;
  let hxx = 0;
  let hxy = 0;
  let hxz = 0;
  let hyy = 0;
  let hyz = 0;
  let hzz = 0;
  for (let stratum = 0; stratum + 1 < bounds.length; stratum++) {
    const from = bounds[stratum] as number;
    let s = 0;
    let sx = 0;
    let sy = 0;
    let sz = 0;
    let sxx = 0;
    let sxy = 0;
    let sxz = 0;
    let syy = 0;
    let syz = 0;
    let szz = 0;
    for (let at = (bounds[stratum + 1] as number) - 1; at >= from; ) {
      const now = time[at] as number;
      let d = 0;
      let dx = 0;
      let dy = 0;
      let dz = 0;
      let dxx = 0;
      let dxy = 0;
      let dxz = 0;
      let dyy = 0;
      let dyz = 0;
      let dzz = 0;
      let events = 0;
      let shares = 0;
      do {
        const x = values[3 * at] as number;
        const y = values[3 * at + 1] as number;
        const z = values[3 * at + 2] as number;
        const share = weight === null ? 1 : (weight[at] as number);
        const predictor = p * x + q * y + r * z + (offset === null ? 0 : (offset[at] as number));
        const risk = share * Math.exp(predictor);
        const rx = risk * x;
        const ry = risk * y;
        const rz = risk * z;
        s += risk;
        sx += rx;
        sy += ry;
        sz += rz;
        sxx += rx * x;
        sxy += rx * y;
        sxz += rx * z;
        syy += ry * y;
        syz += ry * z;
        szz += rz * z;
        if (event[at] === 1) {
          events += 1;
          shares += share;
          value += share * predictor;
          gx += share * x;
          gy += share * y;
          gz += share * z;
          d += risk;
          dx += rx;
          dy += ry;
          dz += rz;
          dxx += rx * x;
          dxy += rx * y;
          dxz += rx * z;
          dyy += ry * y;
          dyz += ry * z;
          dzz += rz * z;
        }
        at -= 1;
      } while (at >= from && time[at] === now);
      const rounds = efron ? events : Math.min(events, 1);
      for (let round = 0; round < rounds; round++) {
        const part = round / rounds;
        const zero = s - part * d;
        const each = shares / rounds;
        const scale = each / zero;
        const mx = (sx - part * dx) / zero;
        const my = (sy - part * dy) / zero;
        const mz = (sz - part * dz) / zero;
        value -= each * Math.log(zero);
        gx -= each * mx;
        gy -= each * my;
        gz -= each * mz;
        hxx += each * mx * mx - scale * (sxx - part * dxx);
        hxy += each * mx * my - scale * (sxy - part * dxy);
        hxz += each * mx * mz - scale * (sxz - part * dxz);
        hyy += each * my * my - scale * (syy - part * dyy);
        hyz += each * my * mz - scale * (syz - part * dyz);
        hzz += each * mz * mz - scale * (szz - part * dzz);
      }
    }
  }
  gradient.set([gx, gy, gz]);
  hessian.set([hxx, hxy, hxz, hxy, hyy, hyz, hxz, hyz, hzz]);
  return value;
}
