/** The likelihood of one study with its random effects integrated out, and its exact gradient. */
import type { QuadratureRule } from "../../../quadrature/gauss-legendre.ts";
import { type MixedModel, coefficientCount, scaleCount } from "./mixed-model.ts";
import { ladder, ruleOf } from "./node-rules.ts";

/** A study has enough nodes when more of them change neither its log-likelihood nor a slope of it by more than this. */
const enough = 1e-10;

/**
 * A function that gives log ∫ of a study's likelihood by adaptive Gauss-Hermite quadrature: nodes lie around the mode of the
 * integrand, scaled by its curvature there. With `nodes` a number there are so many in each dimension; one is Laplace's
 * approximation. With `null` each study begins with five, and `refine` gives it more in each dimension apart until they are enough:
 * a study without events and a large variance between studies has an integrand with an edge, and needs some ten times as many.
 *
 * `gradient` is filled with the derivatives of what is returned, node movements included: coefficients, scales, the study's own
 * parameter. `bend` of the function is an approximation of minus the second derivative for the latter.
 * Source: Pinheiro and Bates 1995, doi 10.1080/10618600.1995.10474663 (recalled). R: `lme4::glmer(nAGQ = nodes)`.
 */
export interface StudyIntegral {
  readonly logLikelihood: (study: number, parameters: ArrayLike<number>, own: number, gradient: Float64Array) => number;
  bend: number;
  /** More nodes for the study where they change the integral here; whether there are more now. */
  readonly refine: (study: number, parameters: ArrayLike<number>, own: number) => boolean;
  /** The integral with more nodes than the study has. */
  readonly finer: (study: number, parameters: ArrayLike<number>, own: number) => number;
  /** Fewest and most nodes of a study in a dimension. */
  readonly range: () => readonly [number, number];
}

export function studyIntegral(model: MixedModel, nodes: number | null): StudyIntegral {
  const { arms, terms, offsets, fixed, random, own: ownOf } = model;
  const coefficients = coefficientCount(model);
  const scales = scaleCount(model);
  const rules = nodes === null ? ladder.map(ruleOf) : [ruleOf(nodes), ruleOf(2 * nodes + 1)];
  const single = ruleOf(1);
  // Two for each study: one for each dimension.
  const steps = new Uint8Array(model.studies * 2);
  const size = coefficients + scales + 1;
  const load = (arm: number, j: number): number => (j < coefficients ? (fixed[arm]?.[j] ?? 0) : j === coefficients + scales ? (ownOf?.[arm] ?? 0) : 0);
  const loads = Float64Array.from({ length: arms * size }, (_, at) => load(Math.trunc(at / size), at % size));
  const randoms = Float64Array.from({ length: arms * 2 }, (_, at) => random[at >> 1]?.[at & 1] ?? 0);
  // The mode of each study is kept: the next call begins there.
  const modes = new Float64Array(model.studies * 2);
  const base = new Float64Array(arms);
  const v = new Float64Array(arms * 2);
  const [slopes, bends, twists] = [new Float64Array(arms), new Float64Array(arms), new Float64Array(arms)];
  const [modeSlopes, modeBends, modeTwists] = [new Float64Array(arms), new Float64Array(arms), new Float64Array(arms)];
  const meanSlopes = new Float64Array(arms);
  const meanProducts = new Float64Array(arms * 2);

  /** Of the integrand at b; slopes and the rest are those of the terms there. */
  const height = (study: number, one: number, two: number): number => {
    let value = -(one * one + two * two) / 2;
    for (let arm = 0; arm < arms; arm++) {
      const term = terms[study * arms + arm];
      if (term === undefined) continue;
      term.fill((base[arm] as number) + (v[2 * arm] as number) * one + (v[2 * arm + 1] as number) * two);
      value += term.value;
      slopes[arm] = term.slope;
      bends[arm] = term.bend;
      twists[arm] = term.twist;
    }
    return value;
  };

  const integral: StudyIntegral = { bend: 0, logLikelihood, refine, finer, range: () => [rules[Math.min(...dimensionSteps())]?.nodes.length ?? 1, rules[Math.max(...dimensionSteps())]?.nodes.length ?? 1] };
  return integral;

  function dimensionSteps(): Set<number> {
    return new Set(steps.filter((_, at) => (at & 1) < scales));
  }

  function finer(study: number, parameters: ArrayLike<number>, own: number): number {
    const kept = steps.slice(2 * study, 2 * study + 2);
    for (const at of [0, 1]) steps[2 * study + at] = Math.min(rules.length - 1, (kept[at] ?? 0) + 1);
    const value = logLikelihood(study, parameters, own, new Float64Array(size));
    steps.set(kept, 2 * study);
    return value;
  }

  function refine(study: number, parameters: ArrayLike<number>, own: number): boolean {
    if (nodes !== null) return false;
    let more = false;
    let [here, there] = [new Float64Array(size), new Float64Array(size)];
    let value = logLikelihood(study, parameters, own, here);
    for (let dimension = 0; dimension < scales; dimension++) {
      if (parameters[coefficients + dimension] === 0) continue;
      const place = 2 * study + dimension;
      while ((steps[place] as number) < ladder.length - 2) {
        steps[place] = (steps[place] as number) + 1;
        const next = logLikelihood(study, parameters, own, there);
        const change = there.reduce((most, slope, at) => Math.max(most, Math.abs(slope - (here[at] as number))), Math.abs(next - value));
        if (!(change > enough * Math.max(1, 1e-3 * Math.abs(value)))) {
          steps[place] = (steps[place] as number) - 1;
          break;
        }
        more = true;
        [value, here, there] = [next, there, here];
      }
    }
    return more;
  }

  // This is where the time goes: no arrays are made here.
  function logLikelihood(study: number, parameters: ArrayLike<number>, own: number, gradient: Float64Array): number {
    for (let arm = 0; arm < arms; arm++) {
      let sum = (offsets[study * arms + arm] as number) + own * (loads[arm * size + size - 1] as number);
      for (let j = 0; j < coefficients; j++) sum += (parameters[j] as number) * (loads[arm * size + j] as number);
      base[arm] = sum;
      for (let r = 0; r < 2; r++) v[2 * arm + r] = r < scales ? (randoms[2 * arm + r] as number) * (parameters[coefficients + r] as number) : 0;
    }
    let b1 = modes[2 * study] as number;
    let b2 = modes[2 * study + 1] as number;
    let top = height(study, b1, b2);
    if (!Number.isFinite(top)) {
      b1 = b2 = 0;
      top = height(study, 0, 0);
    }
    let a11 = 1;
    let a12 = 0;
    let a22 = 1;
    for (let turn = 0, before = Number.POSITIVE_INFINITY; turn < 100; turn++) {
      let g1 = -b1;
      let g2 = -b2;
      a11 = a22 = 1;
      a12 = 0;
      for (let arm = 0; arm < arms; arm++) {
        const v1 = v[2 * arm] as number;
        const v2 = v[2 * arm + 1] as number;
        const slope = slopes[arm] as number;
        const bend = bends[arm] as number;
        g1 += slope * v1;
        g2 += slope * v2;
        a11 -= bend * v1 * v1;
        a12 -= bend * v1 * v2;
        a22 -= bend * v2 * v2;
      }
      const inverse = 1 / (a11 * a22 - a12 * a12);
      const s1 = (a22 * g1 - a12 * g2) * inverse;
      const s2 = (a11 * g2 - a12 * g1) * inverse;
      // The square of the step in units of the curvature: twice what can still be gained.
      const gain = s1 * g1 + s2 * g2;
      if (!(gain > 1e-22) || (gain < 1e-14 && gain > before / 2)) break;
      before = gain;
      let share = 1;
      let next = height(study, b1 + s1, b2 + s2);
      while (!(next >= top - 1e-12 * Math.max(1, Math.abs(top))) && share > 1e-10) {
        share /= 2;
        next = height(study, b1 + share * s1, b2 + share * s2);
      }
      b1 += share * s1;
      b2 += share * s2;
      top = next;
    }
    modes[2 * study] = b1;
    modes[2 * study + 1] = b2;
    const determinant = a11 * a22 - a12 * a12;
    const r11 = Math.sqrt(a11);
    const r22 = Math.sqrt(determinant / a11);
    const r12 = a12 / r11;
    // Nodes are b + S z, S S' being the inverse of the curvature.
    const s11 = 1 / r11;
    const s12 = -r12 / (r11 * r22);
    const s22 = 1 / r22;
    for (let arm = 0; arm < arms; arm++) {
      modeSlopes[arm] = slopes[arm] as number;
      modeBends[arm] = bends[arm] as number;
      modeTwists[arm] = twists[arm] as number;
    }
    // An effect with scale 0 is not there: one node integrates it exactly.
    const ruleTwo = scales === 2 && parameters[coefficients + 1] !== 0 ? (rules[steps[2 * study + 1] as number] as QuadratureRule) : single;
    const ruleOne = scales >= 1 && parameters[coefficients] !== 0 ? (rules[steps[2 * study] as number] as QuadratureRule) : single;
    meanSlopes.fill(0);
    meanProducts.fill(0);
    let all = 0;
    let G1 = 0;
    let G2 = 0;
    let G11 = 0;
    let G12 = 0;
    let G22 = 0;
    for (let k2 = 0; k2 < ruleTwo.nodes.length; k2++) {
      const z2 = ruleTwo.nodes[k2] as number;
      for (let k1 = 0; k1 < ruleOne.nodes.length; k1++) {
        const z1 = ruleOne.nodes[k1] as number;
        const x1 = b1 + s11 * z1 + s12 * z2;
        const x2 = b2 + s22 * z2;
        const weight = (ruleOne.weights[k1] as number) * (ruleTwo.weights[k2] as number) * Math.exp(height(study, x1, x2) - top + (z1 * z1 + z2 * z2) / 2);
        let g1 = -x1;
        let g2 = -x2;
        for (let arm = 0; arm < arms; arm++) {
          const slope = slopes[arm] as number;
          g1 += slope * (v[2 * arm] as number);
          g2 += slope * (v[2 * arm + 1] as number);
          meanSlopes[arm] = (meanSlopes[arm] as number) + weight * slope;
          meanProducts[2 * arm] = (meanProducts[2 * arm] as number) + weight * slope * x1;
          meanProducts[2 * arm + 1] = (meanProducts[2 * arm + 1] as number) + weight * slope * x2;
        }
        all += weight;
        G1 += weight * g1;
        G2 += weight * g2;
        G11 += weight * g1 * z1;
        G12 += weight * g1 * z2;
        G22 += weight * g2 * z2;
      }
    }
    integral.bend = 0;
    for (let j = 0; j < size; j++) {
      const scale = j >= coefficients && j < coefficients + scales ? j - coefficients : -1;
      let c1 = 0;
      let c2 = 0;
      let direct = 0;
      for (let arm = 0; arm < arms; arm++) {
        const v1 = v[2 * arm] as number;
        const v2 = v[2 * arm + 1] as number;
        const one = scale < 0 ? (loads[arm * size + j] as number) : (randoms[2 * arm + scale] as number);
        const move = scale < 0 ? one : one * (scale === 0 ? b1 : b2);
        const bend = modeBends[arm] as number;
        c1 += bend * move * v1 + (scale === 0 ? (modeSlopes[arm] as number) * one : 0);
        c2 += bend * move * v2 + (scale === 1 ? (modeSlopes[arm] as number) * one : 0);
        direct += one * (scale < 0 ? (meanSlopes[arm] as number) : (meanProducts[2 * arm + scale] as number));
        if (j === size - 1) integral.bend -= bend * one * one;
      }
      // How the mode moves, then how the curvature there changes, then how the nodes spread.
      const d1 = (a22 * c1 - a12 * c2) / determinant;
      const d2 = (a11 * c2 - a12 * c1) / determinant;
      if (j === size - 1) integral.bend -= d1 * c1 + d2 * c2;
      let e11 = 0;
      let e12 = 0;
      let e22 = 0;
      for (let arm = 0; arm < arms; arm++) {
        const v1 = v[2 * arm] as number;
        const v2 = v[2 * arm + 1] as number;
        const one = scale < 0 ? (loads[arm * size + j] as number) : (randoms[2 * arm + scale] as number);
        const moved = (scale < 0 ? one : one * (scale === 0 ? b1 : b2)) + v1 * d1 + v2 * d2;
        const dv1 = scale === 0 ? one : 0;
        const dv2 = scale === 1 ? one : 0;
        const bend = modeBends[arm] as number;
        const twist = (modeTwists[arm] as number) * moved;
        e11 -= twist * v1 * v1 + 2 * bend * dv1 * v1;
        e12 -= twist * v1 * v2 + bend * (dv1 * v2 + v1 * dv2);
        e22 -= twist * v2 * v2 + 2 * bend * dv2 * v2;
      }
      const q11 = e11 / (2 * r11);
      const q12 = (e12 - r12 * q11) / r11;
      const q22 = (e22 - 2 * r12 * q12) / (2 * r22);
      const t11 = -q11 * s11 * s11;
      const t22 = -q22 * s22 * s22;
      const t12 = -(q12 * s11 + r12 * t11) * s22 - r12 * s11 * t22;
      gradient[j] = (direct + G1 * d1 + G2 * d2 + G11 * t11 + G12 * t12 + G22 * t22) / all - q11 / r11 - q22 / r22;
    }
    return top + Math.log(all) + Math.log(s11 * s22);
  }
}
