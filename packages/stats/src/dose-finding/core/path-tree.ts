/** Dose paths: every course of the first cohorts, each listed by itself, with its probability under a truth. */
import { binomialMasses } from "../../distributions/binomial.ts";
import { DesignRefusal, requireWhole } from "./design-refusal.ts";
import type { NextStep, Recommendation } from "./dose-decision.ts";
import type { DoseDesign } from "./dose-design.ts";
import { StateGraph } from "./state-graph.ts";
import { requireTruth } from "./target-dose.ts";
import type { TrialState } from "./trial-state.ts";

export interface PathNode {
  /** Place in the list; 0 is the first cohort, before its outcome. */
  readonly index: number;
  readonly parent: number | null;
  /** Cohorts whose outcome is known. */
  readonly depth: number;
  /** Events in the last of them; null at the beginning. */
  readonly events: number | null;
  /** Node of the state graph: several paths may come to the same. */
  readonly node: number;
  readonly state: TrialState;
  /** What comes next: a cohort (not given any more where the depth is reached) or the end. */
  readonly next: NextStep;
  /** Where the trial has ended. */
  readonly recommendation: Recommendation | null;
  /** That the trial goes this way; null without a truth. */
  readonly probability: number | null;
  readonly children: readonly number[];
}

export interface PathTree {
  readonly design: { readonly name: string; readonly variant: string; readonly edition: string };
  readonly truth: readonly number[] | null;
  readonly depth: number;
  readonly nodes: readonly PathNode[];
}

export interface PathOptions {
  /** Cohorts to follow. */
  readonly depth: number;
  /** True rate of events by dose level; paths have no probability without. */
  readonly truth?: readonly number[];
  /** DesignRefusal where there would be more nodes; 500,000 unless told. */
  readonly mostNodes?: number;
}

/**
 * All dose paths to a depth, as a tree. Equal states are decided once, but every path stands by itself.
 * Throws DesignRefusal for a depth, truth or size that is none, RangeError for a design that waits for time.
 *
 * @example pathTree(design, { depth: 2, truth: [0.1, 0.2, 0.3] }).nodes.length
 */
export function pathTree(source: DoseDesign | StateGraph, options: PathOptions): PathTree {
  const graph = source instanceof StateGraph ? source : new StateGraph(source);
  const { design } = graph;
  const depth = requireWhole("depth", options.depth, 1, 1000);
  const truth = options.truth ?? null;
  if (truth !== null) requireTruth(truth, design.doses);
  const most = options.mostNodes ?? 500_000;
  const nodes: (PathNode & { children: number[] })[] = [];
  const add = (node: number, parent: PathNode | null, events: number | null, probability: number | null): number => {
    if (nodes.length >= most) throw new DesignRefusal("too-many-paths", "depth", `There are more than ${most} paths to a depth of ${depth} cohorts.`, "Follow fewer cohorts.");
    const there = graph.node(node);
    const next = there.decision.next;
    const recommendation = there.kind === "end" ? there.recommendation : null;
    return nodes.push({ index: nodes.length, parent: parent?.index ?? null, depth: parent === null ? 0 : parent.depth + 1, events, node, state: there.state, next, recommendation, probability, children: [] }) - 1;
  };
  add(0, null, null, truth === null ? null : 1);
  for (let at = 0; at < nodes.length; at++) {
    const path = nodes[at];
    const there = path === undefined ? undefined : graph.node(path.node);
    if (path === undefined || there === undefined || there.kind === "end" || path.depth >= depth) continue;
    const masses = truth === null ? null : binomialMasses(there.size, truth[there.dose - 1] ?? 0);
    for (let events = 0; events <= there.size; events++) {
      const probability = masses === null || path.probability === null ? null : path.probability * (masses[events] ?? 0);
      path.children.push(add(graph.next(there, events), path, events, probability));
    }
  }
  return { design: { name: design.name, variant: design.variant, edition: design.edition }, truth, depth, nodes };
}

export interface DosePath {
  readonly cohorts: readonly { readonly dose: number; readonly size: number; readonly events: number }[];
  /** "1NNN 2NNT": dose level, then N or T for each participant, events last. */
  readonly outcomes: string;
  readonly next: NextStep;
  readonly recommendation: Recommendation | null;
  readonly probability: number | null;
}

/** The finished paths of a tree, one a leaf, in the order of events. Their probabilities make 1. */
export function listPaths(tree: PathTree): DosePath[] {
  const paths: DosePath[] = [];
  const visit = (node: PathNode, cohorts: DosePath["cohorts"]): void => {
    for (const child of node.children) {
      const there = tree.nodes[child];
      if (there === undefined || node.next.kind !== "treat") continue;
      visit(there, [...cohorts, { dose: node.next.dose, size: node.next.size, events: there.events ?? 0 }]);
    }
    if (node.children.length > 0) return;
    const outcomes = cohorts.map(({ dose, size, events }) => `${dose}${"N".repeat(size - events)}${"T".repeat(events)}`).join(" ");
    paths.push({ cohorts, outcomes, next: node.next, recommendation: node.recommendation, probability: node.probability });
  };
  const [root] = tree.nodes;
  if (root !== undefined) visit(root, []);
  return paths;
}
