/** The decision table: what follows after every number of events among n at the current dose level. A view of `decide`. */
import { DesignRefusal, requireWhole } from "./design-refusal.ts";
import { type DoseDecision, type Movement, type StopKind, movementOf } from "./dose-decision.ts";
import type { DoseDesign } from "./dose-design.ts";
import { FlatGraph } from "./flat-graph.ts";
import type { StateGraph } from "./state-graph.ts";
import { type TrialState, addCohort } from "./trial-state.ts";

export interface DecisionCell {
  /** Participants and events at the current dose level. */
  readonly n: number;
  readonly events: number;
  readonly movement: Movement;
  /** Dose level of the next cohort; null where the trial stops or waits. */
  readonly dose: number | null;
  readonly stop: StopKind | null;
  /** Dose levels that this decision closes. */
  readonly closes: readonly number[];
  /** The rule that had the last word. */
  readonly rule: string;
  readonly message: string;
}

export interface DecisionTable {
  readonly design: { readonly name: string; readonly variant: string; readonly edition: string };
  /** The current dose level. */
  readonly dose: number;
  /** Dose levels from here on are closed before the decision; null: all are open. */
  readonly closedFrom: number | null;
  /** By dose level: participants without the event who are counted there; all zero for most designs. */
  readonly countedBelow: readonly number[];
  readonly cells: readonly DecisionCell[];
}

export interface DecisionTableOptions {
  /** Current dose level; the second one unless told, or the only one. The lowest has none below, the highest none above. */
  readonly dose?: number;
  /** Dose levels from this one on are closed: "this and all higher closed". All are open unless told. */
  readonly closedFrom?: number;
  /** Numbers of participants at the dose level; those that can come about there unless told. */
  readonly n?: readonly number[];
  /** Phase of the design; that of its start unless told. */
  readonly phase?: string;
}

/**
 * Complete decision table of a design that looks at the current dose level alone. Nobody is
 * counted at other dose levels, so that a rule about all participants together does not speak before its time; unless the
 * design says who must have been treated at the lower ones (`countedBelow`).
 *
 * Throws DesignRefusal for a design that looks at all dose levels (see `nextCohortTable`), a dose level that does not
 * exist, or when the numbers cannot be found and must be told.
 * @example decisionTable(design, { n: [3, 6, 9] }).cells
 */
export function decisionTable(source: DoseDesign | StateGraph | FlatGraph, options: DecisionTableOptions = {}): DecisionTable {
  const flat = source instanceof FlatGraph ? source : "nodes" in source ? new FlatGraph(source) : null;
  const design = flat === null ? (source as DoseDesign) : flat.graph.design;
  if (design.looksAt !== "current-dose") throw new DesignRefusal("looks-at-all-doses", "design", `${design.name} looks at all dose levels: a table of one of them does not say it.`, "Ask for the outcomes of the next cohort from a given state.");
  const dose = requireWhole("dose", options.dose ?? Math.min(2, design.doses), 1, design.doses);
  const closedFrom = options.closedFrom === undefined ? null : requireWhole("closedFrom", options.closedFrom, 1, design.doses);
  const numbers = options.n?.map((n, at) => requireWhole(`n.${at}`, n, 1, 10_000)) ?? reachableNumbers(flat ?? new FlatGraph(design), dose);
  const closed = design.start.closed.map((one, at) => one || (closedFrom !== null && at + 1 >= closedFrom));
  const first = design.first.next.kind === "treat" ? design.first.next.dose : 1;
  const countedBelow = design.start.n.map((_, at) => (at + 1 >= first && at + 1 < dose ? (design.countedBelow?.[at] ?? 0) : 0));
  const none = design.start.n.map(() => 0);
  const cells: DecisionCell[] = [];
  for (const n of numbers) {
    for (let events = 0; events <= n; events++) {
      cells.push(cellOf({ ...design.start, n: countedBelow.with(dose - 1, n), events: none.with(dose - 1, events), closed, dose, phase: options.phase ?? design.start.phase }, design));
    }
  }
  return { design: { name: design.name, variant: design.variant, edition: design.edition }, dose, closedFrom, countedBelow, cells };
}

function cellOf(state: TrialState, design: DoseDesign): DecisionCell {
  const decision = design.decide(state);
  return { n: state.n[state.dose - 1] ?? 0, events: state.events[state.dose - 1] ?? 0, ...outcomeOf(state, decision) };
}

function outcomeOf(state: TrialState, decision: DoseDecision): Omit<DecisionCell, "n" | "events"> {
  const { next } = decision;
  const last = decision.reasons.at(-1);
  return {
    movement: movementOf(state.dose, next),
    dose: next.kind === "treat" ? next.dose : null,
    stop: next.kind === "stop" ? next.why : null,
    closes: decision.closed.flatMap((one, at) => (one && state.closed[at] !== true ? [at + 1] : [])),
    rule: last?.rule ?? "",
    message: last?.message ?? "",
  };
}

const mostNodesToLookAt = 300_000;

/** Numbers of participants at a dose level after a cohort there, in any course of the trial. */
function reachableNumbers(flat: FlatGraph, dose: number): number[] {
  const numbers = new Set<number>();
  for (let node = 0; node < flat.count; node++) {
    const place = flat.row[node] ?? -1;
    const treatment = place < 0 ? undefined : flat.treatments[place];
    if (treatment === undefined) continue;
    if (treatment.dose === dose) numbers.add((flat.graph.node(node).state.n[dose - 1] ?? 0) + treatment.size);
    for (let events = 0; events <= treatment.size; events++) flat.follow(node, events);
    if (flat.count > mostNodesToLookAt) throw new DesignRefusal("too-many-courses", "n", "The trial has too many courses to find every number of participants.", "Name the numbers of participants for the table.");
  }
  return [...numbers].toSorted((a, b) => a - b);
}

export interface NextCohortRow {
  readonly events: number;
  readonly cell: DecisionCell;
  readonly decision: DoseDecision;
}

/**
 * What each outcome of the next cohort leads to, from a given state; for every design.
 * @param state the state in which the cohort is treated, at `state.dose`.
 * @param size participants in it.
 * Throws DesignRefusal for a size that is none.
 */
export function nextCohortTable(design: DoseDesign, state: TrialState, size: number): NextCohortRow[] {
  requireWhole("size", size, 1, 1000);
  return Array.from({ length: size + 1 }, (_, events) => {
    const there = addCohort(state, size, events);
    const decision = design.decide(there);
    return { events, decision, cell: { n: there.n[state.dose - 1] ?? 0, events: there.events[state.dose - 1] ?? 0, ...outcomeOf(there, decision) } };
  });
}
