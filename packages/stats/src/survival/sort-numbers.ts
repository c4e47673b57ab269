/** Numbers from 0, in their order: in place, by the bits of each number where there are many. */

/** Below this many the comparison of the engine's own sort is faster. */
const few = 30_000;
const digits = 65_536;

/**
 * Sorts finite numbers from 0 in place. Many are sorted by their bits, sixteen at a time, from the last to the first: the bits of
 * doubles that are not negative have the order of the numbers. Takes one list of the same length beside it.
 *
 * @example sortNumbers(Float64Array.of(2, 0.5, 1)) // 0.5, 1, 2
 */
export function sortNumbers(values: Float64Array): Float64Array {
  if (values.length < few) {
    values.sort();
    return values;
  }
  let from: Float64Array = values;
  let into: Float64Array = new Float64Array(values.length);
  const counts = new Uint32Array(digits);
  for (let digit = 0; digit < 4; digit++) {
    const place = wordPlace(digit);
    const words = new Uint16Array(from.buffer, from.byteOffset, from.length * 4);
    counts.fill(0);
    for (let at = place; at < words.length; at += 4) counts[words[at] as number] = (counts[words[at] as number] as number) + 1;
    // All have the same sixteen bits here: nothing to move.
    if (counts[words[place] as number] === from.length) continue;
    for (let word = 0, sum = 0; word < digits; word++) {
      const count = counts[word] as number;
      counts[word] = sum;
      sum += count;
    }
    for (let row = 0, at = place; row < from.length; row++, at += 4) {
      const word = words[at] as number;
      const to = counts[word] as number;
      counts[word] = to + 1;
      into[to] = from[row] as number;
    }
    [from, into] = [into, from];
  }
  if (from !== values) values.set(from);
  return values;
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
/** Where the lowest (0) to highest (3) sixteen bits of a double stand. */
const wordPlace = (digit: number): number => (littleEndian ? digit : 3 - digit);

/** The distinct values of a sorted list, first to last. @example distinctSorted(Float64Array.of(1, 1, 2)) // 1, 2 */
export function distinctSorted(sorted: Float64Array): Float64Array {
  let count = 0;
  for (let at = 0; at < sorted.length; at++) if (at === 0 || sorted[at] !== sorted[at - 1]) count += 1;
  if (count === sorted.length) return sorted;
  const distinct = new Float64Array(count);
  for (let at = 0, to = 0; at < sorted.length; at++) if (at === 0 || sorted[at] !== sorted[at - 1]) distinct[to++] = sorted[at] as number;
  return distinct;
}

/** The place of the first value that is not below `value`; the length where there is none. @example placeOf([1, 2, 4], 3) // 2 */
export function placeOf(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
