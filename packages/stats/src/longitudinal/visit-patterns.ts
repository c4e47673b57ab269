/** Participants brought together by the visits that they have, their rows summed. */
import { addParticipant, emptyBlocks, type RowPattern } from "./row-pattern.ts";

/** A pattern, with the visits (places among all visits) and the group of covariance that it stands for. */
export interface VisitPattern extends RowPattern {
  readonly visits: readonly number[];
  readonly group: string | null;
}
interface GroupedParticipants {
  readonly visitOf: Int32Array;
  readonly participants: readonly { readonly rows: readonly number[]; readonly group: string | null }[];
}

/** Sums of the rows of `values`, each `width` numbers, by pattern; patterns in the order of their groups and visits. */
export function visitPatterns({ visitOf, participants }: GroupedParticipants, values: Float64Array, width: number): readonly VisitPattern[] {
  const found = new Map<string, { visits: readonly number[]; group: string | null; participants: number; blocks: Float64Array }>();
  for (const { rows, group } of participants) {
    const visits = rows.map((row) => visitOf[row] ?? 0);
    const key = patternKey(group, visits);
    let pattern = found.get(key);
    if (pattern === undefined) {
      pattern = { visits, group, participants: 0, blocks: emptyBlocks(visits.length, width) };
      found.set(key, pattern);
    }
    pattern.participants += 1;
    addParticipant(pattern.blocks, width, values, rows.map((row) => row * width));
  }
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, { visits, group, participants: count, blocks }]) => ({ participants: count, size: visits.length, width, blocks, visits, group }));
}

export const patternKey = (group: string | null, visits: readonly (number | string)[]): string => JSON.stringify([group, ...visits]);
