/**
 * Sums over the ends of trials, weighted by probability (exact) or by how often each came (Monte Carlo). Plain numbers:
 * a worker can send them, and sums of whole numbers do not depend on the order in which they are added.
 */
import { DesignRefusal } from "./design-refusal.ts";
import { type EndTable, type ReasonForNone, endField } from "./end-table.ts";
import { stopKinds } from "./state-graph.ts";
import type { TargetDose } from "./target-dose.ts";

/** Sums of a count, its square, and its product with the number of participants. */
export interface CountSums {
  sum: number;
  squares: number;
  products: number;
}

export interface Tally {
  /** Number of trials, or 1. */
  weight: number;
  readonly selection: number[];
  /** By the highest dose given. */
  readonly notReached: number[];
  none: (ReasonForNone & { weight: number })[];
  rules: string[];
  /** By place in `stopKinds`. */
  readonly stops: number[];
  readonly n: CountSums[];
  readonly events: CountSums[];
  readonly totalN: number[];
  readonly totalEvents: number[];
  /** Participants above, at and below the right dose level; null where none is named. */
  readonly target: (TargetDose & { readonly above: CountSums; readonly at: CountSums; readonly below: CountSums; mostAbove: number }) | null;
}

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const noCounts = (): CountSums => ({ sum: 0, squares: 0, products: 0 });

export function emptyTally(doses: number, target: TargetDose | null): Tally {
  return {
    weight: 0,
    selection: zeros(doses),
    notReached: zeros(doses),
    none: [],
    rules: [],
    stops: zeros(stopKinds.length),
    n: Array.from({ length: doses }, noCounts),
    events: Array.from({ length: doses }, noCounts),
    totalN: [],
    totalEvents: [],
    target: target === null ? null : { ...target, above: noCounts(), at: noCounts(), below: noCounts(), mostAbove: 0 },
  };
}

function addAt(sums: number[], at: number, weight: number): void {
  while (sums.length <= at) sums.push(0);
  sums[at] = (sums[at] ?? 0) + weight;
}

/** The tally of ends, where `weights[i]` belongs to row `i` of the table. */
export function tallyEndings(table: EndTable, weights: Float64Array, target: TargetDose | null): Tally {
  const { doses, rows, width } = table;
  const right = target === null ? 0 : target.dose;
  const mostShare = target === null ? 1 : target.mostShare;
  const kinds = new Float64Array(3 * (doses + 1));
  const none = new Float64Array(table.reasonsForNone.length);
  const rules = new Float64Array(table.rules.length);
  const stops = new Float64Array(stopKinds.length);
  // Sum, squares and products: of n by dose level, of events by dose level, of those above, at and below the right one.
  const sums = new Float64Array(3 * (2 * doses + 3));
  const totalN: number[] = [];
  const totalEvents: number[] = [];
  let all = 0;
  let mostAbove = 0;
  const add = (place: number, count: number, total: number, weight: number): void => {
    const some = weight * count;
    sums[3 * place] = (sums[3 * place] ?? 0) + some;
    sums[3 * place + 1] = (sums[3 * place + 1] ?? 0) + some * count;
    sums[3 * place + 2] = (sums[3 * place + 2] ?? 0) + some * total;
  };
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index] ?? 0;
    if (weight === 0) continue;
    const start = index * width;
    const field = (one: number): number => rows[start + one] ?? 0;
    all += weight;
    plusAt(kinds, field(endField.kind) * (doses + 1) + field(endField.dose), weight);
    if (field(endField.reason) >= 0) plusAt(none, field(endField.reason), weight);
    plusAt(rules, field(endField.rule), weight);
    plusAt(stops, field(endField.stop), weight);
    const total = field(endField.totalN);
    addAt(totalN, total, weight);
    addAt(totalEvents, field(endField.totalEvents), weight);
    let above = 0;
    let below = 0;
    for (let at = 0; at < doses; at++) {
      const here = field(endField.n + at);
      if (here === 0) continue;
      add(at, here, total, weight);
      const events = field(endField.n + doses + at);
      if (events > 0) add(doses + at, events, total, weight);
      if (at >= right) above += here;
      else if (at < right - 1) below += here;
    }
    if (target === null) continue;
    add(2 * doses, above, total, weight);
    add(2 * doses + 1, total - above - below, total, weight);
    add(2 * doses + 2, below, total, weight);
    if (total > 0 && above >= mostShare * total - 1e-9) mostAbove += weight;
  }
  const counts = (place: number): CountSums => ({ sum: sums[3 * place] ?? 0, squares: sums[3 * place + 1] ?? 0, products: sums[3 * place + 2] ?? 0 });
  return {
    weight: all,
    selection: [...kinds.subarray(1, doses + 1)],
    notReached: [...kinds.subarray(doses + 2, 2 * doses + 2)],
    none: table.reasonsForNone.map((reason, at) => ({ ...reason, weight: none[at] ?? 0 })).filter((one) => one.weight > 0),
    rules: table.rules.filter((_, at) => (rules[at] ?? 0) > 0),
    stops: [...stops],
    n: zeros(doses).map((_, at) => counts(at)),
    events: zeros(doses).map((_, at) => counts(doses + at)),
    totalN,
    totalEvents,
    target: target === null ? null : { ...target, above: counts(2 * doses), at: counts(2 * doses + 1), below: counts(2 * doses + 2), mostAbove },
  };
}

function plusAt(sums: Float64Array, at: number, weight: number): void {
  sums[at] = (sums[at] ?? 0) + weight;
}

/** Adds tallies of the same design, truth and target; in any order. Throws DesignRefusal for none. */
export function mergeTallies(tallies: readonly Tally[]): Tally {
  const [first] = tallies;
  if (first === undefined) throw new DesignRefusal("nothing-to-merge", "tallies", "There is nothing to add up.", "Run one chunk at least.");
  const merged = emptyTally(first.selection.length, first.target);
  const none = new Map<string, ReasonForNone & { weight: number }>();
  const rules = new Set<string>();
  for (const tally of tallies) {
    merged.weight += tally.weight;
    for (const key of ["selection", "notReached", "stops", "totalN", "totalEvents"] as const) for (const [at, weight] of tally[key].entries()) addAt(merged[key], at, weight);
    for (const key of ["n", "events"] as const) for (const [at, sums] of tally[key].entries()) addSums(merged[key][at] as CountSums, sums);
    for (const one of tally.none) {
      const key = `${one.rule}\n${one.why}`;
      none.set(key, { ...one, weight: one.weight + (none.get(key)?.weight ?? 0) });
    }
    for (const rule of tally.rules) rules.add(rule);
    if (merged.target === null || tally.target === null) continue;
    for (const key of ["above", "at", "below"] as const) addSums(merged.target[key], tally.target[key]);
    merged.target.mostAbove += tally.target.mostAbove;
  }
  merged.none = [...none.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  merged.rules = [...rules].toSorted();
  return merged;
}

function addSums(into: CountSums, sums: CountSums): void {
  into.sum += sums.sum;
  into.squares += sums.squares;
  into.products += sums.products;
}
