/** A state graph in flat arrays, for the loops that run millions of times. Grows with the graph. */
import { EndTable } from "./end-table.ts";
import { StateGraph, type TreatNode } from "./state-graph.ts";
import { grown } from "./state-index.ts";
import type { DoseDesign } from "./dose-design.ts";

/** So many participants at a dose level: the cohorts that a design may ask for. */
export interface Treatment {
  readonly dose: number;
  readonly size: number;
}

export class FlatGraph {
  readonly graph: StateGraph;
  readonly doses: number;
  /** Nodes in the arrays. */
  count = 0;
  /** By node: place in `treatments`; for an end, -1 - number of the end. */
  row: Int32Array = new Int32Array(256);
  /** By node: where its followers begin in `after`. */
  first: Int32Array = new Int32Array(256);
  /** The node after 0, 1, … events; -1 while nobody has asked for it. */
  after: Int32Array = new Int32Array(1024);
  /** By node: participants before it. */
  total: Int32Array = new Int32Array(256);
  /**
   * The same for who walks from node to node, with all of a node in one place. A node where a cohort is treated has a
   * block: place in `treatments`, node, and for 0, 1, … events where to go: the block of the next node, -2 - number of the
   * end, or -1 while nobody has asked for it. The first cohort's block begins at 0.
   */
  blocks: Int32Array = new Int32Array(1024);
  readonly treatments: Treatment[] = [];
  readonly ends: EndTable;
  private filled = 0;
  private filledBlocks = 0;
  /** By node: its block, or -2 - number of the end. */
  private block: Int32Array = new Int32Array(256);
  private readonly treatmentPlaces = new Map<number, number>();

  constructor(source: DoseDesign | StateGraph, mostNodes?: number) {
    this.graph = source instanceof StateGraph ? source : new StateGraph(source, mostNodes);
    this.doses = this.graph.design.doses;
    this.ends = new EndTable(this.doses);
    this.readNew(0);
  }

  /** The node after so many events at a node; made where it is new. */
  follow(node: number, events: number): number {
    const at = (this.first[node] ?? 0) + events;
    const known = this.after[at] ?? -1;
    if (known >= 0) return known;
    const next = this.graph.follow(this.graph.node(node) as TreatNode, events);
    const size = this.treatments[this.row[node] ?? 0]?.size ?? 0;
    this.readNew((this.total[node] ?? 0) + size);
    this.after[at] = next;
    this.blocks[(this.block[node] ?? 0) + 2 + events] = this.block[next] ?? -1;
    return next;
  }

  private readNew(total: number): void {
    const { nodes } = this.graph;
    for (; this.count < nodes.length; this.count++) {
      const node = this.graph.node(this.count);
      if (this.count >= this.row.length) {
        this.row = grown(this.row);
        this.first = grown(this.first);
        this.total = grown(this.total);
        this.block = grown(this.block);
      }
      this.total[this.count] = total;
      this.first[this.count] = this.filled;
      if (node.kind === "end") {
        this.row[this.count] = -1 - this.ends.addEnd(node.state, node.why, node.recommendation);
        this.block[this.count] = (this.row[this.count] ?? 0) - 1;
      } else {
        this.row[this.count] = this.placeOf(node);
        while (this.filled + node.size + 1 > this.after.length) this.after = grown(this.after);
        this.after.fill(-1, this.filled, this.filled + node.size + 1);
        this.filled += node.size + 1;
        this.writeBlock(node.size);
      }
    }
  }

  private writeBlock(size: number): void {
    const length = size + 3;
    while (this.filledBlocks + length > this.blocks.length) this.blocks = grown(this.blocks);
    this.blocks[this.filledBlocks] = this.row[this.count] ?? 0;
    this.blocks[this.filledBlocks + 1] = this.count;
    this.blocks.fill(-1, this.filledBlocks + 2, this.filledBlocks + length);
    this.block[this.count] = this.filledBlocks;
    this.filledBlocks += length;
  }

  private placeOf({ dose, size }: TreatNode): number {
    const key = size * 64 + dose;
    let place = this.treatmentPlaces.get(key);
    if (place === undefined) this.treatmentPlaces.set(key, (place = this.treatments.push({ dose, size }) - 1));
    return place;
  }
}
