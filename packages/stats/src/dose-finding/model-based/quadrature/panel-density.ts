/** A density on a line, known up to a factor, held at Gauss-Legendre nodes of neighbouring panels. */
import { gaussLegendre } from "../../../quadrature/gauss-legendre.ts";

const points = 16;
const rule = gaussLegendre(points);
/** Row k: values that turn the density at the nodes of a panel into the coefficient of the k-th Legendre polynomial. */
const toCoefficients = legendreMatrix();

export class PanelDensity {
  readonly nodes: Float64Array;
  /** Density at the nodes times quadrature weight, scaled so that the largest density is 1. */
  readonly weights: Float64Array;
  /** Logarithm of the integral of the density. */
  readonly logMass: number;
  private readonly edges: readonly number[];
  private readonly scaled: Float64Array;
  /** Integral up to the left edge of each panel, scaled; the last is the whole. */
  private readonly upTo: Float64Array;

  /**
   * @param edges rising: where panels begin and end. The density beyond the outer edges is taken as zero.
   * @param logDensity logarithm of the density, up to a constant.
   */
  constructor(edges: readonly number[], logDensity: (x: number) => number) {
    const panels = edges.length - 1;
    this.edges = edges;
    this.nodes = new Float64Array(panels * points);
    this.scaled = new Float64Array(panels * points);
    this.weights = new Float64Array(panels * points);
    this.upTo = new Float64Array(panels + 1);
    let highest = Number.NEGATIVE_INFINITY;
    for (let panel = 0, at = 0; panel < panels; panel++) {
      const start = edges[panel] ?? 0;
      const half = ((edges[panel + 1] ?? 0) - start) / 2;
      for (let k = 0; k < points; k++, at++) {
        const x = start + half + half * (rule.nodes[k] ?? 0);
        const value = logDensity(x);
        this.nodes[at] = x;
        this.scaled[at] = value;
        if (value > highest) highest = value;
      }
    }
    for (let panel = 0, at = 0; panel < panels; panel++) {
      const half = ((edges[panel + 1] ?? 0) - (edges[panel] ?? 0)) / 2;
      let sum = 0;
      for (let k = 0; k < points; k++, at++) {
        const value = Math.exp((this.scaled[at] ?? 0) - highest);
        this.scaled[at] = value;
        this.weights[at] = value * half * (rule.weights[k] ?? 0);
        sum += this.weights[at] ?? 0;
      }
      this.upTo[panel + 1] = (this.upTo[panel] ?? 0) + sum;
    }
    this.logMass = highest + Math.log(this.total);
  }

  /** Posterior expectation of a function. */
  mean(f: (x: number) => number): number {
    let sum = 0;
    for (let at = 0; at < this.nodes.length; at++) sum += (this.weights[at] ?? 0) * f(this.nodes[at] ?? 0);
    return sum / this.total;
  }

  /** P(X <= x): within a panel by the integral of the polynomial through its nodes, so that a limit costs no density. */
  cdf(x: number): number {
    const last = this.edges.length - 1;
    if (x <= (this.edges[0] ?? 0)) return 0;
    if (x >= (this.edges[last] ?? 0)) return 1;
    let low = 0;
    for (let high = last; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((this.edges[middle] ?? 0) <= x) low = middle;
      else high = middle;
    }
    return ((this.upTo[low] ?? 0) + this.partOf(low, x)) / this.total;
  }

  /** The x with `cdf(x) = probability`. */
  quantile(probability: number): number {
    let low = this.edges[0] ?? 0;
    let high = this.edges[this.edges.length - 1] ?? 0;
    for (let turn = 0; turn < 200 && high - low > 1e-15 * Math.max(1, Math.abs(low)); turn++) {
      const middle = (low + high) / 2;
      if (this.cdf(middle) < probability) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  private get total(): number {
    return this.upTo[this.upTo.length - 1] ?? 0;
  }

  private panel(index: number): readonly [number, number] {
    const start = this.edges[index] ?? 0;
    const end = this.edges[index + 1] ?? 0;
    return [(start + end) / 2, (end - start) / 2];
  }

  private partOf(panel: number, x: number): number {
    const [middle, half] = this.panel(panel);
    const t = (x - middle) / half;
    // P(k - 1), P(k) and the integral of P(k) from -1: (P(k + 1) - P(k - 1)) / (2 k + 1).
    let before = 1;
    let now = t;
    let sum = this.coefficient(panel, 0) * (t + 1);
    for (let k = 1; k < points; k++) {
      const after = ((2 * k + 1) * t * now - k * before) / (k + 1);
      sum += (this.coefficient(panel, k) * (after - before)) / (2 * k + 1);
      before = now;
      now = after;
    }
    return half * sum;
  }

  private coefficient(panel: number, k: number): number {
    let sum = 0;
    for (let at = 0; at < points; at++) sum += (toCoefficients[k * points + at] ?? 0) * (this.scaled[panel * points + at] ?? 0);
    return sum;
  }
}

function legendreMatrix(): Float64Array {
  const matrix = new Float64Array(points * points);
  for (let at = 0; at < points; at++) {
    const x = rule.nodes[at] ?? 0;
    let before = 0;
    let now = 1;
    for (let k = 0; k < points; k++) {
      matrix[k * points + at] = ((2 * k + 1) / 2) * (rule.weights[at] ?? 0) * now;
      [before, now] = [now, ((2 * k + 1) * x * now - k * before) / (k + 1)];
    }
  }
  return matrix;
}
