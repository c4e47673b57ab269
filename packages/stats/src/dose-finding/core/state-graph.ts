/**
 * Every course that a trial may take, with equal states merged: the one structure behind exact characteristics,
 * simulation, dose paths and tables. Nodes are made when they are first asked for.
 */
import type { DoseDecision, Recommendation } from "./dose-decision.ts";
import { type DoseDesign, endIn, followDecision } from "./dose-design.ts";
import { type TrialState, addCohort, keyOf } from "./trial-state.ts";

export interface TreatNode {
  readonly kind: "treat";
  /** The state in which the cohort is treated. */
  readonly state: TrialState;
  readonly decision: DoseDecision;
  readonly dose: number;
  readonly size: number;
  /** Node after 0, 1, … `size` events; -1 while nobody has asked for it. */
  readonly after: Int32Array;
}
export interface EndNode {
  readonly kind: "end";
  readonly state: TrialState;
  readonly decision: DoseDecision;
  readonly recommendation: Recommendation;
}
export type TrialNode = TreatNode | EndNode;

export class StateGraph {
  readonly design: DoseDesign;
  readonly nodes: TrialNode[] = [];
  private readonly known = new Map<string, number>();

  /** @param mostNodes throws RangeError when there would be more. */
  constructor(design: DoseDesign, mostNodes = 5_000_000) {
    this.design = design;
    this.mostNodes = mostNodes;
    this.place(design.start, design.first);
  }
  private readonly mostNodes: number;

  /** Node 0 is the first cohort. */
  node(index: number): TrialNode {
    const node = this.nodes[index];
    if (node === undefined) throw new RangeError(`There is no node ${index}.`);
    return node;
  }

  /** The node after so many events in the cohort of a node. */
  next(node: TreatNode, events: number): number {
    const known = node.after[events];
    if (known === undefined) throw new RangeError(`A cohort of ${node.size} cannot have ${events} events.`);
    if (known >= 0) return known;
    const state = addCohort(node.state, node.size, events);
    return (node.after[events] = this.place(state, this.design.decide(state)));
  }

  private place(state: TrialState, decision: DoseDecision): number {
    const { next } = decision;
    if (next.kind === "wait") throw new RangeError(`${this.design.name} waits for outcomes or time: it has no state graph. Use the event-driven simulation.`);
    const there = next.kind === "treat" ? followDecision(state, decision) : endIn(state, decision);
    const key = `${next.kind === "treat" ? `${next.size}` : `stop ${next.why}`}|${keyOf(there)}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.nodes.length >= this.mostNodes) throw new RangeError(`The trial has more than ${this.mostNodes} different states.`);
    this.nodes.push(
      next.kind === "treat"
        ? { kind: "treat", state: there, decision, dose: next.dose, size: next.size, after: new Int32Array(next.size + 1).fill(-1) }
        : { kind: "end", state: there, decision, recommendation: this.design.recommend(there) },
    );
    this.known.set(key, this.nodes.length - 1);
    return this.nodes.length - 1;
  }
}
