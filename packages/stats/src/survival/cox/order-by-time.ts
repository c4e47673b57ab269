/** Rows in the order of a number that they have, without moving the numbers. */

/** Below this many, comparing is faster than counting 65,536 words. */
const few = 20_000;
const words = 65_536;
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Sorts `rows`, places in `values`, by their values from 0; rows of one value keep their order. Many are sorted by the bits of the
 * numbers, sixteen at a time: the bits of doubles from 0 have the order of the numbers. Gives a list of its own or `rows`.
 *
 * @example orderByTime(Uint32Array.of(0, 1, 2), Float64Array.of(5, 2, 9)) // 1, 0, 2
 */
export function orderByTime(rows: Uint32Array, values: Float64Array): Uint32Array {
  if (rows.length < few) return rows.toSorted((one, other) => (values[one] as number) - (values[other] as number) || one - other);
  const near = orderByBuckets(rows, values);
  if (near !== null) return near;
  // Adding 0 makes 0 of -0, whose sign bit would put it last.
  let keys = new Float64Array(rows.length);
  for (let at = 0; at < keys.length; at++) keys[at] = (values[rows[at] as number] as number) + 0;
  let order: Uint32Array = rows;
  let nextKeys = new Float64Array(rows.length);
  let next: Uint32Array = new Uint32Array(rows.length);
  const counts = new Uint32Array(words);
  for (let digit = 0; digit < 4; digit++) {
    const bits = new Uint16Array(keys.buffer, keys.byteOffset, keys.length * 4);
    const place = littleEndian ? digit : 3 - digit;
    counts.fill(0);
    for (let at = place; at < bits.length; at += 4) counts[bits[at] as number] = (counts[bits[at] as number] as number) + 1;
    if (counts[bits[place] as number] === keys.length) continue;
    for (let word = 0, sum = 0; word < words; word++) {
      const count = counts[word] as number;
      counts[word] = sum;
      sum += count;
    }
    for (let at = 0, from = place; at < keys.length; at++, from += 4) {
      const to = counts[bits[from] as number] as number;
      counts[bits[from] as number] = to + 1;
      nextKeys[to] = keys[at] as number;
      next[to] = order[at] as number;
    }
    [keys, nextKeys] = [nextKeys, keys];
    [order, next] = [next, order];
  }
  return order;
}

/**
 * By a part of the range for each row, and within the parts by comparing: one move of each row where times lie evenly. `null` where so
 * many lie in one part that comparing would take long.
 */
function orderByBuckets(rows: Uint32Array, values: Float64Array): Uint32Array | null {
  const size = rows.length;
  let largest = 0;
  for (let at = 0; at < size; at++) largest = Math.max(largest, values[rows[at] as number] as number);
  const scale = size / largest;
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return null;
  const next = new Uint32Array(size + 2);
  for (let at = 0; at < size; at++) {
    const part = Math.floor((values[rows[at] as number] as number) * scale) + 1;
    next[part] = (next[part] as number) + 1;
  }
  for (let part = 1; part < next.length; part++) next[part] = (next[part] as number) + (next[part - 1] as number);
  const order = new Uint32Array(size);
  for (let at = 0; at < size; at++) {
    const row = rows[at] as number;
    const part = Math.floor((values[row] as number) * scale);
    order[next[part] as number] = row;
    next[part] = (next[part] as number) + 1;
  }
  let moves = 0;
  let before = values[order[0] as number] as number;
  for (let at = 1; at < size; at++) {
    const row = order[at] as number;
    const value = values[row] as number;
    if (value >= before) {
      before = value;
      continue;
    }
    let to = at;
    for (; to > 0 && (values[order[to - 1] as number] as number) > value; to--) order[to] = order[to - 1] as number;
    order[to] = row;
    moves += at - to;
    if (moves > mostMoves * size) return null;
  }
  return order;
}
const mostMoves = 8;

/** The same rows with those of code 0 first, then 1, …, each in the order that they had; and where each code begins. */
export function orderByCode(rows: Uint32Array, codes: Int32Array, count: number): { readonly order: Uint32Array; readonly bounds: Int32Array } {
  const bounds = new Int32Array(count + 1);
  for (const row of rows) bounds[(codes[row] as number) + 1] = (bounds[(codes[row] as number) + 1] as number) + 1;
  for (let code = 0; code < count; code++) bounds[code + 1] = (bounds[code + 1] as number) + (bounds[code] as number);
  const next = bounds.slice();
  const order = new Uint32Array(rows.length);
  for (const row of rows) {
    const code = codes[row] as number;
    order[next[code] as number] = row;
    next[code] = (next[code] as number) + 1;
  }
  return { order, bounds };
}
