/** Rows of a mixed model, turned and summed by how participants' rows carry the random effects. */
import type { Matrix } from "../linear-algebra/matrix.ts";
import { zeroMatrix } from "../linear-algebra/matrix.ts";
import { addParticipant, emptyBlocks, type RowPattern } from "./row-pattern.ts";
import { turnParticipant } from "./turn-participant.ts";

/** One participant: how the first turned rows carry the effects, and those rows. */
export interface TurnedParticipant {
  readonly name: string;
  readonly carrier: Matrix;
  readonly rows: Float64Array;
}
export interface MixedRows {
  readonly patterns: readonly RowPattern[];
  /** For each pattern; `null` for rows that carry no effect. */
  readonly carriers: readonly (Matrix | null)[];
  readonly participants: readonly TurnedParticipant[];
  /** Rows that carry no effect: what the residual variance is told by. */
  readonly free: number;
}

/** Rows of `values` (`width` numbers each) by participant; `slopes` is what the second effect is multiplied by, `null` for an intercept only. */
export function turnRows(groups: readonly { readonly name: string; readonly rows: readonly number[] }[], values: Float64Array, width: number, slopes: Float64Array | null): MixedRows {
  const effects = slopes === null ? 1 : 2;
  const found = new Map<string, { participants: number; carrier: Matrix; blocks: Float64Array }>();
  const rest = emptyBlocks(1, width);
  const participants: TurnedParticipant[] = [];
  let free = 0;
  for (const { name, rows } of groups) {
    const own = new Float64Array(rows.length * width);
    const z = zeroMatrix(rows.length, effects);
    for (const [at, row] of rows.entries()) {
      own.set(values.subarray(row * width, (row + 1) * width), at * width);
      z.values[at * effects] = 1;
      if (slopes !== null) z.values[at * effects + 1] = slopes[row] ?? 0;
    }
    const carrier = turnParticipant(z, own, width);
    const key = carrier.values.join(" ");
    let pattern = found.get(key);
    if (pattern === undefined) {
      pattern = { participants: 0, carrier, blocks: emptyBlocks(carrier.rows, width) };
      found.set(key, pattern);
    }
    pattern.participants += 1;
    addParticipant(pattern.blocks, width, own, Array.from({ length: carrier.rows }, (_, at) => at * width));
    for (let at = carrier.rows; at < rows.length; at++) {
      addParticipant(rest, width, own, [at * width]);
      free += 1;
    }
    participants.push({ name, carrier, rows: own.slice(0, carrier.rows * width) });
  }
  const listed = [...found.values()];
  return {
    patterns: [...listed.map(({ participants: count, carrier, blocks }): RowPattern => ({ participants: count, size: carrier.rows, width, blocks })), ...(free > 0 ? [{ participants: free, size: 1, width, blocks: rest }] : [])],
    carriers: [...listed.map(({ carrier }) => carrier), ...(free > 0 ? [null] : [])],
    participants,
    free,
  };
}
