/** Stays in states, checked: what a participant's rows must be for a path. */
import { type MissingRows, readRows } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { everybody, inOrder } from "../survival-summary.ts";
import { type MultiStateColumns, multiStateColumns, type ReadMultiStateOptions } from "./multi-state-options.ts";

export interface Stay {
  /** Place of the participant within the group. */
  readonly participant: number;
  readonly start: number;
  readonly time: number;
  readonly from: number;
  /** -1: no transition. */
  readonly to: number;
}
export interface Stays {
  readonly states: readonly string[];
  readonly groups: readonly { readonly group: string; readonly participants: number; readonly stays: readonly Stay[] }[];
  readonly missing: MissingRows;
}

/**
 * Throws StatisticRefusal: `empty`; `missing-column` for a row without its participant; `start-not-before-end`; `unknown-choice` for a
 * state or a transition that is not among those named; `out-of-range` for rows of one participant that overlap, leave a gap, or stand
 * in another state than the one before led to; `one-group` is none here.
 */
export function readStays(columns: MultiStateColumns, { states: named, transitions, censored }: Pick<ReadMultiStateOptions, "states" | "transitions" | "censored">): Stays {
  const { columns: read, size, rows, missing } = readRows(multiStateColumns, columns);
  if ((missing.byColumn["participant"] ?? 0) > 0) throw new StatisticRefusal("missing-column", "participant", `${String(missing.byColumn["participant"])} rows do not say whose they are.`, "Name the participant of each row: without it a path cannot be followed.");
  if (size === 0) throw new StatisticRefusal("empty", "time", "No complete row is left.", "Give at least one row.");
  const isNone = (to: string): boolean => (censored === null ? to === "0" || to === "censored" : to === censored);
  const states = named ?? inOrder([...read.from, ...read.to.filter((to) => !isNone(to))]);
  const codes = new Map(states.map((name, at) => [name, at]));
  const rowOf = (row: number): number => (rows[row] as number) + 1;
  const codeOf = (name: string, path: string): number => {
    const code = codes.get(name);
    if (code === undefined) throw new StatisticRefusal("unknown-choice", path, `There is no state ${JSON.stringify(name)}.`, `States are ${states.join(", ")}.`);
    return code;
  };
  const allowed = transitions === null ? null : new Set(transitions.map((one, at) => allowedOf(one, `transitions.${at + 1}`, codeOf, states.length)));
  const paths = new Map<string, { readonly participant: string; readonly group: string; readonly rows: number[] }>();
  for (let row = 0; row < size; row++) {
    const [start, time] = [read.start[row] as number, read.time[row] as number];
    if (!(start < time)) throw new StatisticRefusal("start-not-before-end", `start.${rowOf(row)}`, `The stay starts at ${start} and ends at ${time}.`, "Give a start before the end, or take the row out.", { row: rowOf(row) });
    const participant = read.participant[row] as string;
    const path = paths.get(participant) ?? { participant, group: read.group?.[row] ?? everybody, rows: [] };
    if (read.group !== null && path.group !== read.group[row]) throw new StatisticRefusal("out-of-range", `group.${rowOf(row)}`, `Participant ${participant} is in group ${path.group} and in ${read.group[row]}.`, "Give one group for each participant.", { row: rowOf(row) });
    path.rows.push(row);
    paths.set(participant, path);
  }
  const groups = inOrder([...paths.values()].map(({ group }) => group)).map((group) => {
    const mine = [...paths.values()].filter((path) => path.group === group);
    return { group, participants: mine.length, stays: mine.flatMap((path, participant) => staysOf(path.participant, path.rows, participant)) };
  });
  return { states, groups, missing };

  function staysOf(name: string, ofPath: readonly number[], participant: number): Stay[] {
    const stays: Stay[] = [];
    for (const row of ofPath.toSorted((one, other) => (read.start[one] as number) - (read.start[other] as number))) {
      const [start, time, from] = [read.start[row] as number, read.time[row] as number, codeOf(read.from[row] as string, `from.${rowOf(row)}`)];
      const word = read.to[row] as string;
      const to = isNone(word) || word === read.from[row] ? -1 : codeOf(word, `to.${rowOf(row)}`);
      if (to >= 0 && allowed !== null && !allowed.has(from * states.length + to)) throw new StatisticRefusal("unknown-choice", `to.${rowOf(row)}`, `The transition from ${states[from]} to ${states[to]} is not among those that can be.`, "Mend the row, or name the transition.", { row: rowOf(row) });
      const before = stays.at(-1);
      if (before !== undefined) {
        if (start < before.time) throw new StatisticRefusal("out-of-range", `start.${rowOf(row)}`, `Rows of participant ${name} overlap: one ends at ${before.time}, the next starts at ${start}.`, "Give rows that follow one another.", { row: rowOf(row) });
        if (start > before.time) throw new StatisticRefusal("out-of-range", `start.${rowOf(row)}`, `Rows of participant ${name} leave a gap from ${before.time} to ${start}.`, "Fill the gap, or end the path before it.", { row: rowOf(row) });
        const led = before.to >= 0 ? before.to : before.from;
        if (led !== from) throw new StatisticRefusal("out-of-range", `from.${rowOf(row)}`, `Participant ${name} is in ${states[from]} at ${start}, and the row before led to ${states[led]}.`, "Mend the state, or add the transition.", { row: rowOf(row) });
      }
      stays.push({ participant, start, time, from, to });
    }
    return stays;
  }
}

function allowedOf(text: string, path: string, codeOf: (name: string, path: string) => number, size: number): number {
  const [from, to, ...more] = text.split(">").map((part) => part.trim());
  if (from === undefined || to === undefined || more.length > 0) throw new StatisticRefusal("unknown-choice", path, `${JSON.stringify(text)} is no transition.`, "Write it as `from > to`.");
  return codeOf(from, path) * size + codeOf(to, path);
}
