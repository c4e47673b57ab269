/** Participants who have the same rows (visits), summed: all that a Gaussian likelihood asks of them. */
import type { Matrix } from "../linear-algebra/matrix.ts";

/**
 * Sums over the participants of one pattern. A participant has `size` rows, each of `width` numbers: the covariates, and last
 * the outcome. `blocks` holds, for each pair of rows a <= b (row by row of the upper triangle), the sum over participants of the
 * outer product of row a with row b: width by width, row-major.
 */
export interface RowPattern {
  readonly participants: number;
  readonly size: number;
  readonly width: number;
  readonly blocks: Float64Array;
}

export const pairsOf = (size: number): number => (size * (size + 1)) / 2;
/** Where the block of rows a <= b stands among the pairs. */
export const pairAt = (size: number, a: number, b: number): number => a * size - (a * (a - 1)) / 2 + (b - a);

export const emptyBlocks = (size: number, width: number): Float64Array => new Float64Array(pairsOf(size) * width * width);

/** Adds one participant, whose rows start at the places `starts` of `values`; zeros cost nothing. */
export function addParticipant(blocks: Float64Array, width: number, values: Float64Array, starts: readonly number[]): void {
  const size = starts.length;
  let block = 0;
  for (let a = 0; a < size; a++) {
    const first = starts[a] ?? 0;
    for (let b = a; b < size; b++, block += width * width) {
      const second = starts[b] ?? 0;
      for (let row = 0; row < width; row++) {
        const factor = values[first + row] ?? 0;
        if (factor === 0) continue;
        const place = block + row * width;
        for (let column = 0; column < width; column++) blocks[place + column] = (blocks[place + column] ?? 0) + factor * (values[second + column] ?? 0);
      }
    }
  }
}

/** The same pattern with rows in other coordinates: each row z becomes T'z, each block B becomes T'B T. */
export function transformPattern(pattern: RowPattern, transform: Matrix): RowPattern {
  const { width: from, size } = pattern;
  const to = transform.columns;
  const blocks = emptyBlocks(size, to);
  const half = new Float64Array(from * to);
  for (let pair = 0; pair < pairsOf(size); pair++) {
    const source = pair * from * from;
    const target = pair * to * to;
    half.fill(0);
    for (let row = 0; row < from; row++)
      for (let inner = 0; inner < from; inner++) {
        const factor = pattern.blocks[source + row * from + inner] ?? 0;
        if (factor !== 0) for (let column = 0; column < to; column++) half[row * to + column] = (half[row * to + column] ?? 0) + factor * (transform.values[inner * to + column] ?? 0);
      }
    for (let inner = 0; inner < from; inner++)
      for (let row = 0; row < to; row++) {
        const factor = transform.values[inner * to + row] ?? 0;
        if (factor !== 0) for (let column = 0; column < to; column++) blocks[target + row * to + column] = (blocks[target + row * to + column] ?? 0) + factor * (half[inner * to + column] ?? 0);
      }
  }
  return { ...pattern, width: to, blocks };
}
