/**
 * Every course that a trial may take, with equal states merged: the one structure behind exact characteristics,
 * simulation, dose paths and tables. Nodes are made when they are first asked for.
 */
import type { DoseDecision, Recommendation, StopKind } from "./dose-decision.ts";
import { type DoseDesign, endIn, followDecision } from "./dose-design.ts";
import { StateIndex } from "./state-index.ts";
import { type TrialState, addCohort } from "./trial-state.ts";

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
  /** How the trial ended: as in the decision. */
  readonly why: StopKind;
  readonly recommendation: Recommendation;
}
export type TrialNode = TreatNode | EndNode;

/** Every way in which a trial ends, in the order in which results list them. */
export const stopKinds: readonly StopKind[] = ["safety", "dose-found", "maximum-n", "n-at-dose", "precise", "no-dose-left"];

export class StateGraph {
  readonly design: DoseDesign;
  readonly nodes: TrialNode[] = [];
  private readonly mostNodes: number;
  /** States after a decision, with what is done in them: the nodes. */
  private readonly placed: StateIndex;
  /** States before a decision, and the node that each led to: no state is decided twice. */
  private readonly decided: StateIndex;
  private readonly leadsTo: number[] = [];

  /** @param mostNodes throws RangeError when there would be more. */
  constructor(design: DoseDesign, mostNodes = 5_000_000) {
    this.design = design;
    this.mostNodes = mostNodes;
    this.placed = new StateIndex(design.doses);
    this.decided = new StateIndex(design.doses);
    this.place(design.start, design.first);
  }

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
    return known >= 0 ? known : (node.after[events] = this.follow(node, events));
  }

  /** As {@link next}, for a caller that keeps what was answered. */
  follow(node: TreatNode, events: number): number {
    const { closed, dose, phase } = node.state;
    const number = this.decided.numberOf(node.state, closed, dose, phase, node.size, events, 0);
    if (number === this.leadsTo.length) {
      const state = addCohort(node.state, node.size, events);
      this.leadsTo.push(this.place(state, this.design.decide(state)));
    }
    return this.leadsTo[number] ?? -1;
  }

  private place(state: TrialState, decision: DoseDecision): number {
    const { next, closed, phase } = decision;
    if (next.kind === "wait" || state.pending.length > 0) throw new RangeError(`${this.design.name} waits for outcomes or time: it has no state graph. Use the event-driven simulation.`);
    const treats = next.kind === "treat";
    if (treats && !(next.size >= 1 && Number.isInteger(next.size))) throw new RangeError(`${this.design.name} asks for a cohort of ${next.size}.`);
    if (treats && !(next.dose >= 1 && next.dose <= this.design.doses)) throw new RangeError(`${this.design.name} asks for dose level ${next.dose} of ${this.design.doses}.`);
    const dose = treats ? next.dose : state.dose;
    const number = this.placed.numberOf(state, closed, dose, phase, 0, 0, treats ? next.size : -1 - stopKinds.indexOf(next.why));
    if (number < this.nodes.length) return number;
    if (number >= this.mostNodes) throw new RangeError(`The trial has more than ${this.mostNodes} different states.`);
    const before = this.nodes.length === 0 ? null : state;
    if (treats) this.nodes.push(new Treating(this.design, before, followDecision(state, decision), next));
    else {
      const there = endIn(state, decision);
      this.nodes.push(new Ended(this.design, before, there, next.why, this.design.recommend(there)));
    }
    return number;
  }
}

/**
 * Nodes ask for their decision again when somebody reads it: most are never looked at, and keeping thousands of reasons
 * costs more than all the rest.
 */
abstract class Decided {
  private readonly design: DoseDesign;
  private readonly before: TrialState | null;
  private known: DoseDecision | null = null;

  constructor(design: DoseDesign, before: TrialState | null) {
    this.design = design;
    this.before = before;
  }

  get decision(): DoseDecision {
    return (this.known ??= this.before === null ? this.design.first : this.design.decide(this.before));
  }
}

class Treating extends Decided implements TreatNode {
  readonly kind = "treat";
  readonly state: TrialState;
  readonly dose: number;
  readonly size: number;
  private followers: Int32Array | null = null;

  constructor(design: DoseDesign, before: TrialState | null, state: TrialState, { dose, size }: { readonly dose: number; readonly size: number }) {
    super(design, before);
    this.state = state;
    this.dose = dose;
    this.size = size;
  }

  /** Made when it is first looked at. */
  get after(): Int32Array {
    return (this.followers ??= new Int32Array(this.size + 1).fill(-1));
  }
}

class Ended extends Decided implements EndNode {
  readonly kind = "end";
  readonly state: TrialState;
  readonly why: StopKind;
  readonly recommendation: Recommendation;

  constructor(design: DoseDesign, before: TrialState | null, state: TrialState, why: StopKind, recommendation: Recommendation) {
    super(design, before);
    this.state = state;
    this.why = why;
    this.recommendation = recommendation;
  }
}
