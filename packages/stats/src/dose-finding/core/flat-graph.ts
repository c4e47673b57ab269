/** A state graph in flat arrays, for the loops that run millions of times. Grows with the graph. */
import { EndTable } from "./end-table.ts";
import { StateGraph } from "./state-graph.ts";
import { grown } from "./row-index.ts";
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
  row: Int32Array = new Int32Array(4096);
  /** By node: where its followers begin in `after`. */
  first: Int32Array = new Int32Array(4096);
  /** The node after 0, 1, … events; -1 while nobody has asked for it. */
  after: Int32Array = new Int32Array(8192);
  /** By node: participants before it. */
  total: Int32Array = new Int32Array(4096);
  /**
   * The same for who walks from node to node, with all of a node in one place. A node where a cohort is treated has a
   * block: place in `treatments`, node, and for 0, 1, … events where to go: the block of the next node, -2 - number of the
   * end, or -1 while nobody has asked for it. The first cohort's block begins at 0.
   */
  blocks: Int32Array = new Int32Array(8192);
  readonly treatments: Treatment[] = [];
  readonly ends: EndTable;
  private filled = 0;
  private filledBlocks = 0;
  /** By node: its block, or -2 - number of the end. */
  private block: Int32Array = new Int32Array(4096);
  private readonly treatmentPlaces = new Map<number, number>();
  /** The counts of one end after the other: a recommendation reads them and does not keep them. */
  private readonly endN: number[];
  private readonly endEvents: number[];

  constructor(source: DoseDesign | StateGraph, mostNodes?: number) {
    this.graph = source instanceof StateGraph ? source : new StateGraph(source, mostNodes);
    this.doses = this.graph.design.doses;
    this.ends = new EndTable(this.doses);
    this.endN = [...this.graph.design.start.n];
    this.endEvents = [...this.graph.design.start.events];
    this.readNew(0);
  }

  /** The node after so many events at a node; made where it is new. */
  follow(node: number, events: number): number {
    const at = (this.first[node] ?? 0) + events;
    const known = this.after[at] ?? -1;
    if (known >= 0) return known;
    const next = this.graph.follow(node, events);
    if (next >= this.count) this.readNew((this.total[node] ?? 0) + this.graph.sizeAt(node));
    this.after[at] = next;
    this.blocks[(this.block[node] ?? 0) + 2 + events] = this.block[next] ?? -1;
    return next;
  }

  private readNew(total: number): void {
    const { graph, endN, endEvents } = this;
    for (const found = graph.count; this.count < found; this.count++) {
      const { count } = this;
      if (count >= this.row.length) {
        this.row = grown(this.row);
        this.first = grown(this.first);
        this.total = grown(this.total);
        this.block = grown(this.block);
      }
      this.total[count] = total;
      this.first[count] = this.filled;
      const size = graph.sizeAt(count);
      if (size < 0) {
        const state = graph.stateAt(count, endN, endEvents);
        const end = this.ends.addEnd(state, graph.whyAt(count), graph.design.recommend(state));
        this.row[count] = -1 - end;
        this.block[count] = -2 - end;
      } else {
        const place = this.placeOf(graph.doseAt(count), size);
        this.row[count] = place;
        while (this.filled + size + 1 > this.after.length) this.after = grown(this.after);
        for (const last = this.filled + size; this.filled <= last; this.filled++) this.after[this.filled] = -1;
        this.writeBlock(place, size);
      }
    }
  }

  private writeBlock(place: number, size: number): void {
    const start = this.filledBlocks;
    const length = size + 3;
    while (start + length > this.blocks.length) this.blocks = grown(this.blocks);
    const { blocks } = this;
    blocks[start] = place;
    blocks[start + 1] = this.count;
    for (let at = start + 2; at < start + length; at++) blocks[at] = -1;
    this.block[this.count] = start;
    this.filledBlocks += length;
  }

  private placeOf(dose: number, size: number): number {
    const key = size * 64 + dose;
    let place = this.treatmentPlaces.get(key);
    if (place === undefined) this.treatmentPlaces.set(key, (place = this.treatments.push({ dose, size }) - 1));
    return place;
  }
}
