/**
 * Every course that a trial may take, with equal states merged: the one structure behind exact characteristics,
 * simulation, dose paths and tables. States are kept as whole numbers; nodes are made when they are first read.
 */
import type { DoseDecision, Recommendation, StopKind } from "./dose-decision.ts";
import type { DoseDesign } from "./dose-design.ts";
import { MomentIndex } from "./moment-index.ts";
import { grown } from "./row-index.ts";
import { StateIndex } from "./state-index.ts";
import { type TrialState, addCohort } from "./trial-state.ts";

export interface TreatNode {
  readonly kind: "treat";
  /** Its place in the graph. */
  readonly index: number;
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
  readonly index: number;
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
  private readonly mostNodes: number;
  private readonly made: TrialNode[] = [];
  /** States after a decision, with what is done in them: the nodes. */
  private readonly placed: StateIndex;
  /** What nobody decides twice: states before a decision, or, for a design that decides by counts, those counts. */
  private readonly decided: StateIndex | MomentIndex;
  /** By state before a decision: the node that it led to; -1 while it is not decided. */
  private leadsTo: Int32Array = new Int32Array(256).fill(-1);
  /** By node: the first one that led to it, and the events there. */
  private parents: Int32Array = new Int32Array(4096);
  private eventsThere: Int32Array = new Int32Array(4096);

  /** @param mostNodes throws RangeError when there would be more. */
  constructor(design: DoseDesign, mostNodes = 5_000_000) {
    const { start, first } = design;
    this.design = design;
    this.mostNodes = mostNodes;
    this.placed = new StateIndex(start);
    this.decided = design.decideByCounts === design.decide ? new MomentIndex() : new StateIndex(start, this.placed);
    if (start.pending.length > 0) throw this.waits();
    const tag = this.tagOf(first);
    this.placed.numberOf({ ...start, dose: first.next.kind === "treat" ? first.next.dose : start.dose, closed: first.closed, phase: first.phase }, tag);
  }

  /** Nodes so far; more may come. */
  get count(): number {
    return this.placed.size;
  }

  /** All nodes so far. */
  get nodes(): readonly TrialNode[] {
    for (let index = this.made.length; index < this.count; index++) this.made.push(this.make(index));
    return this.made;
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
    return known >= 0 ? known : (node.after[events] = this.follow(node.index, events));
  }

  /** As {@link next}, by number of the node, for a caller that keeps what was answered and asks for what can be. */
  follow(index: number, events: number): number {
    const { decided } = this;
    return decided instanceof MomentIndex ? this.followMoment(index, events, decided) : this.followState(index, events, decided);
  }

  private followState(index: number, events: number, decided: StateIndex): number {
    const number = decided.afterCohort(this.placed, index, this.sizeAt(index), events);
    if (number >= this.leadsTo.length) this.leadsTo = grown(this.leadsTo, -1);
    const known = this.leadsTo[number] as number;
    if (known >= 0) return known;
    const found = this.placed.size;
    const node = this.placed.afterDecision(decided, number, this.stepOf(this.design.decide(decided.stateAt(number)), decided.doseAt(number)));
    if (node === found) this.noteParent(node, index, events);
    this.leadsTo[number] = node;
    return node;
  }

  private followMoment(index: number, events: number, moments: MomentIndex): number {
    const { placed } = this;
    const place = moments.placeOf(placed, index, events);
    let step = moments.stepAt(place);
    if (step < 0) {
      step = this.stepOf(this.design.decide(this.stateAfter(index, events)), placed.doseAt(index));
      moments.note(place, step);
    }
    const found = placed.size;
    const node = placed.afterStep(placed, index, this.sizeAt(index), events, step);
    if (node === found) this.noteParent(node, index, events);
    return node;
  }

  /** Participants in the cohort of a node; below 1 for an end. */
  sizeAt(index: number): number {
    return this.placed.tagAt(index);
  }

  /** The dose level of the cohort; at an end, of the last one. */
  doseAt(index: number): number {
    return this.placed.doseAt(index);
  }

  /** How the trial ended; `null` where a cohort is treated. */
  whyAt(index: number): StopKind | null {
    return stopKinds[-1 - this.sizeAt(index)] ?? null;
  }

  /** The state of a node. `n` and `events`, where given, are written to and stand in it: for who reads thousands. */
  stateAt(index: number, n?: number[], events?: number[]): TrialState {
    return this.placed.stateAt(index, n, events);
  }

  /** Asked again each time: most decisions are never looked at, and thousands of reasons cost more than all the rest. */
  decisionAt(index: number): DoseDecision {
    return index === 0 ? this.design.first : this.design.decide(this.stateAfter(this.parents[index] as number, this.eventsThere[index] as number));
  }

  /** After the cohort of a node, before the decision. */
  private stateAfter(index: number, events: number): TrialState {
    return addCohort(this.placed.stateAt(index), this.sizeAt(index), events);
  }

  private stepOf(decision: DoseDecision, dose: number): number {
    const { next, closed, phase } = decision;
    return this.placed.steps.numberOf(closed, next.kind === "treat" ? next.dose : dose, phase, this.tagOf(decision));
  }

  private noteParent(node: number, parent: number, events: number): void {
    if (node >= this.mostNodes) throw new RangeError(`The trial has more than ${this.mostNodes} different states.`);
    if (node >= this.parents.length) {
      this.parents = grown(this.parents);
      this.eventsThere = grown(this.eventsThere);
    }
    this.parents[node] = parent;
    this.eventsThere[node] = events;
  }

  /** What is done after a decision: the size of a cohort, or how the trial ends. */
  private tagOf({ next }: DoseDecision): number {
    if (next.kind === "wait") throw this.waits();
    if (next.kind === "stop") return -1 - stopKinds.indexOf(next.why);
    if (!(next.size >= 1 && Number.isInteger(next.size))) throw new RangeError(`${this.design.name} asks for a cohort of ${next.size}.`);
    if (!(next.dose >= 1 && next.dose <= this.design.doses)) throw new RangeError(`${this.design.name} asks for dose level ${next.dose} of ${this.design.doses}.`);
    return next.size;
  }

  private waits(): RangeError {
    return new RangeError(`${this.design.name} waits for outcomes or time: it has no state graph. Use the event-driven simulation.`);
  }

  private make(index: number): TrialNode {
    const why = this.whyAt(index);
    return why === null ? new Treating(this, index) : new Ended(this, index, why);
  }
}

/** Nodes ask the graph when somebody reads them, and keep what they were told. */
abstract class Placed {
  readonly index: number;
  protected readonly graph: StateGraph;
  private knownState: TrialState | null = null;
  private knownDecision: DoseDecision | null = null;

  constructor(graph: StateGraph, index: number) {
    this.graph = graph;
    this.index = index;
  }

  get state(): TrialState {
    return (this.knownState ??= this.graph.stateAt(this.index));
  }

  get decision(): DoseDecision {
    return (this.knownDecision ??= this.graph.decisionAt(this.index));
  }
}

class Treating extends Placed implements TreatNode {
  readonly kind = "treat";
  readonly dose: number;
  readonly size: number;
  private followers: Int32Array | null = null;

  constructor(graph: StateGraph, index: number) {
    super(graph, index);
    this.dose = graph.doseAt(index);
    this.size = graph.sizeAt(index);
  }

  get after(): Int32Array {
    return (this.followers ??= new Int32Array(this.size + 1).fill(-1));
  }
}

class Ended extends Placed implements EndNode {
  readonly kind = "end";
  readonly why: StopKind;
  private known: Recommendation | null = null;

  constructor(graph: StateGraph, index: number, why: StopKind) {
    super(graph, index);
    this.why = why;
  }

  get recommendation(): Recommendation {
    return (this.known ??= this.graph.design.recommend(this.state));
  }
}
