/**
 * The rows by rising value, of equal values in the order in which they were given: by the bits of the numbers, sixteen at a time,
 * which for many rows is ten times as fast as comparing. Values are finite.
 *
 * @example rowsByValue(Float64Array.of(3, 1, 2), [0, 1, 2]) // 1, 2, 0
 */
export function rowsByValue(values: Float64Array, rows: ArrayLike<number>): Int32Array {
  let from = Int32Array.from(rows);
  const size = from.length;
  if (size < 4096) return from.toSorted((one, other) => (values[one] as number) - (values[other] as number) || 0);
  // Zero has two signs; added to 0 it has one.
  const keys = new Uint32Array(Float64Array.from(from, (row) => (values[row] as number) + 0).buffer);
  // Bits that rise with the number: all turned for those below zero, the sign alone for the others. The low half comes first in memory.
  const [low, high] = littleEndian ? [0, 1] : [1, 0];
  for (let at = 0; at < size; at++) {
    const below = (keys[2 * at + high] as number) >>> 31 === 1;
    keys[2 * at + low] = below ? ~(keys[2 * at + low] as number) : (keys[2 * at + low] as number);
    keys[2 * at + high] = below ? ~(keys[2 * at + high] as number) : (keys[2 * at + high] as number) | 0x8000_0000;
  }
  let places = Int32Array.from({ length: size }, (_, at) => at);
  let next = new Int32Array(size);
  for (const [half, shift] of [[low, 0], [low, 16], [high, 0], [high, 16]] as const) {
    const starts = new Int32Array(65_537);
    for (let at = 0; at < size; at++) {
      const digit = (((keys[2 * at + half] as number) >>> shift) & 0xffff) + 1;
      starts[digit] = (starts[digit] as number) + 1;
    }
    for (let digit = 0; digit < 65_536; digit++) starts[digit + 1] = (starts[digit + 1] as number) + (starts[digit] as number);
    for (let at = 0; at < size; at++) {
      const place = places[at] as number;
      const digit = ((keys[2 * place + half] as number) >>> shift) & 0xffff;
      next[starts[digit] as number] = place;
      starts[digit] = (starts[digit] as number) + 1;
    }
    [places, next] = [next, places];
  }
  from = places.map((place) => from[place] as number);
  return from;
}

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
