/** Limits from a p-value that jumps: where it first reaches the error, seen from the side on which it is small. */
import { findRoot } from "../optimisation/find-root.ts";

export interface JumpingTails {
  /** Where the own tail alone is half the error, or less: no limit lies before. */
  readonly from: number;
  /** Where the search may end. */
  readonly to: number;
  /** How many counts of the other tail belong to the p-value at a place. */
  readonly membersAt: (place: number) => number;
  /** The own tail, which rises with the place. */
  readonly own: (place: number) => number;
  /** The probability of that many counts of the other tail, which falls with the place. */
  readonly other: (place: number, members: number) => number;
  /** Where one more than that many begin to belong; `null` if never. */
  readonly nextJump: (members: number) => number | null;
}

/**
 * The first place at which the p-value reaches `error`. Between two jumps the p-value falls, then rises, or only one of both,
 * so that it crosses upwards at most once; it jumps up only.
 */
export function firstCrossing({ from, to, membersAt, own, other, nextJump }: JumpingTails, error: number): number {
  const pValue = (at: number, members: number): number => own(at) + other(at, members);
  let place = from;
  // Strides over many jumps, as long as the own tail at the end and the other at the start are too little even together.
  for (let stride = (to - from) / 8; ; ) {
    const jump = nextJump(membersAt(place));
    const end = Math.min(to, place + stride);
    if (jump === null || end <= jump) break;
    if (own(end) + other(place, membersAt(end)) < error) {
      place = end;
      stride *= 2;
    } else stride /= 4;
  }
  for (let members = membersAt(place); ; members++) {
    if (pValue(place, members) >= error) return place;
    const jump = nextJump(members);
    const end = Math.min(to, jump ?? to);
    if (end > place && pValue(end, members) >= error) {
      const root = findRoot((at) => pValue(at, members) - error, place, end);
      return root.found ? root.root : end;
    }
    if (end >= to) return to;
    place = Math.max(place, end);
  }
}
