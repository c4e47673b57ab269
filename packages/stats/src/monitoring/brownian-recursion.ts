/** The recursion of Armitage, McPherson and Rowe for a test statistic that grows like Brownian motion. */
import { normalDensity, normalTail } from "../distributions/normal.ts";
import { gaussLegendre } from "../quadrature/gauss-legendre.ts";

const rule = gaussLegendre(16);
/** Standard deviations beyond which nothing is left to integrate (2e-17). */
const far = 8.5;

/** The distribution of B(t) = z √t among trials that have not stopped, as points with their masses. */
export interface Surviving {
  readonly fraction: number;
  readonly points: Float64Array;
  readonly masses: Float64Array;
}

export const atStart: Surviving = { fraction: 0, points: Float64Array.of(0), masses: Float64Array.of(1) };

/** Probability of B(t) above (or below) a value at the next look. `drift`: expectation of B(1). */
export function crossing(from: Surviving, fraction: number, value: number, drift: number, side: "upper" | "lower"): number {
  const step = fraction - from.fraction;
  const scale = Math.sqrt(step);
  let sum = 0;
  for (let i = 0; i < from.points.length; i++) sum += (from.masses[i] ?? 0) * normalTail((value - (from.points[i] ?? 0) - drift * step) / scale, { tail: side });
  return sum;
}

/** Density of B(t) at a value at the next look. */
export function densityAt(from: Surviving, fraction: number, value: number, drift: number): number {
  const step = fraction - from.fraction;
  const scale = Math.sqrt(step);
  let sum = 0;
  for (let i = 0; i < from.points.length; i++) sum += (from.masses[i] ?? 0) * normalDensity((value - (from.points[i] ?? 0) - drift * step) / scale);
  return sum / scale;
}

/**
 * Those that go on at the next look, between `lower` and `upper` on the scale of B. Gauss-Legendre points in panels no
 * wider than the standard deviation of the steps before and after, so that the density is smooth within a panel.
 */
export function goOn(from: Surviving, fraction: number, lower: number, upper: number, drift: number, nextStep: number): Surviving {
  const spread = far * Math.sqrt(fraction);
  const low = Math.max(lower, drift * fraction - spread);
  const high = Math.min(upper, drift * fraction + spread);
  if (!(high > low)) return { fraction, points: new Float64Array(), masses: new Float64Array() };
  const widest = Math.sqrt(Math.min(fraction - from.fraction, nextStep));
  const panels = Math.max(1, Math.ceil((high - low) / (1.5 * widest)));
  const width = (high - low) / panels;
  const points = new Float64Array(panels * rule.nodes.length);
  const masses = new Float64Array(points.length);
  for (let panel = 0; panel < panels; panel++)
    rule.nodes.forEach((node, i) => {
      const at = panel * rule.nodes.length + i;
      const value = low + width * (panel + (node + 1) / 2);
      points[at] = value;
      masses[at] = densityAt(from, fraction, value, drift) * (rule.weights[i] ?? 0) * (width / 2);
    });
  return { fraction, points, masses };
}
