/** Times with a flag in their sign, put in order of the time. */

/** Times that share their sign bit's neighbours are told apart by this many bits at a time. */
const digitBits = 11;
const digits = 1 << digitBits;
/** Below this many, moving each to its place is fastest. */
const few = 40;
const positive = 0x7fff_ffff;

/**
 * Sorts finite numbers by their magnitude, whatever their sign: a sign can so carry a flag of each, and no bit of the number is lost.
 * Numbers of the same magnitude stand in any order. `beside` has the same length; which of both holds the sorted ones is told, the
 * other holds what is of no more use.
 *
 * The bits that differ most between numbers are sorted by counting, from the last of them to the first; few numbers are then out of
 * place, and are moved. Where many are (all but a few numbers close together), all bits are sorted by counting.
 *
 * @example sortByMagnitude(Float64Array.of(2, -0.5, 1), new Float64Array(3)).sorted // -0.5, 1, 2
 */
export function sortByMagnitude(values: Float64Array, beside: Float64Array): { readonly sorted: Float64Array; readonly spare: Float64Array } {
  const size = values.length;
  if (size <= few) {
    moveToPlace(values, Number.POSITIVE_INFINITY);
    return { sorted: values, spare: beside };
  }
  const words = wordsOf(values);
  let [low, high] = [positive, 0];
  for (let at = upper; at < words.length; at += 2) {
    const word = (words[at] as number) & positive;
    if (word < low) low = word;
    if (word > high) high = word;
  }
  const spread = 32 - Math.clz32(high - low);
  // A third digit pays where so many numbers share the first two.
  const shifts = size > 1 << (2 * digitBits - 1) ? [0, 10, 21] : [10, 21];
  let [from, into] = [values, beside];
  for (const shift of shifts) if (countInto(from, into, low, spread, shift)) [from, into] = [into, from];
  if (!moveToPlace(from, 8 * size)) {
    for (let digit = 0; digit < 6; digit++) if (countDigitInto(from, into, digit)) [from, into] = [into, from];
  }
  return { sorted: from, spare: into };
}

const wordsOf = (values: Float64Array): Uint32Array => new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
/** Where the word with sign and exponent, and the other, stand in a pair. */
const upper = littleEndian ? 1 : 0;
const lower = 1 - upper;

/** Sorts by eleven bits of the 32 that begin with the first bit in which numbers differ. False where all have the same, and nothing was moved. */
function countInto(from: Float64Array, into: Float64Array, low: number, spread: number, shift: number): boolean {
  const words = wordsOf(from);
  const counts = new Uint32Array(digits);
  // Shifts of 32 bits are none to the language: with all of them in one word, the other is left out.
  const [left, right] = [(32 - spread) & 31, spread & 31];
  const [takeUpper, takeLower] = [spread > 0 ? -1 : 0, spread < 32 ? -1 : 0];
  const size = from.length;
  for (let at = 0; at < 2 * size; at += 2) {
    const key = (((((words[at + upper] as number) & positive) - low) << left) & takeUpper) | (((words[at + lower] as number) >>> right) & takeLower);
    const digit = (key >>> shift) & (digits - 1);
    counts[digit] = (counts[digit] as number) + 1;
  }
  if (!beginnings(counts, size)) return false;
  for (let row = 0; row < size; row++) {
    const key = (((((words[2 * row + upper] as number) & positive) - low) << left) & takeUpper) | (((words[2 * row + lower] as number) >>> right) & takeLower);
    const digit = (key >>> shift) & (digits - 1);
    const to = counts[digit] as number;
    counts[digit] = to + 1;
    into[to] = from[row] as number;
  }
  return true;
}

/** Sorts by the eleven bits of one of six digits of the whole number, the lowest first. */
function countDigitInto(from: Float64Array, into: Float64Array, digit: number): boolean {
  const words = wordsOf(from);
  const counts = new Uint32Array(digits);
  const [word, shift] = [digit < 3 ? lower : upper, (digit % 3) * digitBits];
  const mask = digit < 3 ? 0xffff_ffff : positive;
  const size = from.length;
  for (let at = word; at < 2 * size; at += 2) {
    const key = (((words[at] as number) & mask) >>> shift) & (digits - 1);
    counts[key] = (counts[key] as number) + 1;
  }
  if (!beginnings(counts, size)) return false;
  for (let row = 0, at = word; row < size; row++, at += 2) {
    const key = (((words[at] as number) & mask) >>> shift) & (digits - 1);
    const to = counts[key] as number;
    counts[key] = to + 1;
    into[to] = from[row] as number;
  }
  return true;
}

/** Counts to the place at which each digit begins. False where one digit has all. */
function beginnings(counts: Uint32Array, size: number): boolean {
  for (let digit = 0, sum = 0; digit < counts.length; digit++) {
    const count = counts[digit] as number;
    if (count === size) return false;
    counts[digit] = sum;
    sum += count;
  }
  return true;
}

/** Moves each back to its place. False where that would take more than `most` moves: some are then not in order. */
function moveToPlace(values: Float64Array, most: number): boolean {
  let moves = 0;
  let before = Math.abs(values[0] ?? 0);
  for (let at = 1; at < values.length; at++) {
    const value = values[at] as number;
    const size = Math.abs(value);
    if (size >= before) {
      before = size;
      continue;
    }
    let to = at;
    while (to > 0 && Math.abs(values[to - 1] as number) > size) {
      values[to] = values[to - 1] as number;
      to -= 1;
    }
    values[to] = value;
    moves += at - to;
    if (moves > most) return false;
  }
  return true;
}
