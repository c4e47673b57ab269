/** Nodes and weights for a standard normal weight, by their count. */
import { gaussHermite } from "../../../quadrature/gauss-hermite.ts";
import type { QuadratureRule } from "../../../quadrature/gauss-legendre.ts";

/** Counts of nodes that a study can have in a dimension when nodes are left to be chosen; the last serves to judge the one before. */
export const ladder = [5, 7, 11, 17, 25, 39, 61, 95, 149, 401, 801, 1601] as const;
/** Above this the nodes of Gauss and Hermite close up too slowly: from there on they stand evenly, out to 30 on both sides. */
export const mostHermite = 149;

const made = new Map<number, QuadratureRule>();

export function ruleOf(nodes: number): QuadratureRule {
  const rule = made.get(nodes) ?? (nodes > 300 ? evenRule(nodes) : gaussHermite(nodes));
  made.set(nodes, rule);
  return rule;
}

/** The trapezium rule for a normal weight: with analytic integrands its error falls with the square at each halving of the distance. */
function evenRule(count: number): QuadratureRule {
  const distance = 60 / (count - 1);
  const nodes = Float64Array.from({ length: count }, (_, at) => distance * (at - (count - 1) / 2));
  return { nodes, weights: nodes.map((z) => (distance * Math.exp(-(z * z) / 2)) / Math.sqrt(2 * Math.PI)) };
}
