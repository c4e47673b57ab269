/** The density of log alpha for one value of log beta: log-concave, held on panels that fit it. */
import { softplus } from "./crm-model.ts";
import { PanelDensity } from "./quadrature/panel-density.ts";

/** Normal prior times e^(events u) / Π (1 + e^(u + shift))^n. */
export interface LogAlphaDensity {
  readonly mean: number;
  readonly sd: number;
  readonly events: number;
  /** beta log(dose / reference) of the dose levels that were given. */
  readonly shifts: readonly number[];
  /** e^shift. */
  readonly factors: readonly number[];
  readonly counts: readonly number[];
}

export interface LogAlphaMode {
  readonly at: number;
  /** Log of the integral by Laplace's approximation: good enough to leave slices out. */
  readonly logMass: number;
}

export function modeOf(density: LogAlphaDensity): LogAlphaMode {
  const { mean, sd, events, counts } = density;
  const total = counts.reduce((sum, n) => sum + n, 0);
  let low = mean - (total - events) * sd * sd;
  let high = mean + events * sd * sd;
  for (let turn = 0; turn < 60 && high - low > 1e-3; turn++) {
    const middle = (low + high) / 2;
    if (slope(density, middle) > 0) low = middle;
    else high = middle;
  }
  const at = (low + high) / 2;
  return { at, logMass: logDensity(density, at) - Math.log(curvature(density, at)) / 2 };
}

/** From the mode outwards, each panel three local standard deviations wide, until the density is below e^-38 of its height. */
export function holdSlice(density: LogAlphaDensity, mode: number): PanelDensity {
  const lowest = logDensity(density, mode) - 38;
  const walk = (direction: 1 | -1): number[] => {
    const edges: number[] = [];
    let u = mode;
    for (let k = 0; k < 1000 && logDensity(density, u) > lowest; k++) {
      const fitting = (at: number) => Math.min(3, 3 / Math.sqrt(curvature(density, at)));
      let width = fitting(u);
      width = Math.min(width, Math.max(fitting(u + direction * width), fitting(u + (direction * width) / 2), width / 3));
      u += direction * width;
      edges.push(u);
    }
    return edges;
  };
  return new PanelDensity([...walk(-1).toReversed(), mode, ...walk(1)], (u) => logDensity(density, u));
}

function logDensity({ mean, sd, events, shifts, factors, counts }: LogAlphaDensity, u: number): number {
  let value = events * u - ((u - mean) * (u - mean)) / (2 * sd * sd);
  // One exponential serves all dose levels, where it can be a double.
  const power = Math.abs(u) < 600 ? Math.exp(u) : Number.NaN;
  for (let k = 0; k < shifts.length; k++) {
    const odds = power * (factors[k] ?? 0);
    value -= (counts[k] ?? 0) * (odds < 1e15 ? Math.log(1 + odds) : softplus(u + (shifts[k] ?? 0)));
  }
  return value;
}

function slope({ mean, sd, events, shifts, counts }: LogAlphaDensity, u: number): number {
  let value = events - (u - mean) / (sd * sd);
  for (let k = 0; k < shifts.length; k++) value -= (counts[k] ?? 0) / (1 + Math.exp(-(u + (shifts[k] ?? 0))));
  return value;
}

function curvature({ sd, shifts, counts }: LogAlphaDensity, u: number): number {
  let value = 1 / (sd * sd);
  for (let k = 0; k < shifts.length; k++) {
    const p = 1 / (1 + Math.exp(-(u + (shifts[k] ?? 0))));
    value += (counts[k] ?? 0) * p * (1 - p);
  }
  return value;
}
