/** Numbers for rows of whole numbers: equal rows get the same one. */

export class RowIndex {
  /** How many different rows there are; the next new one gets this number. */
  size = 0;
  /** Whole numbers in a row. */
  readonly width: number;
  /** One row after the other, and behind them the one that is being written. */
  rows: Int32Array;
  /** Two words a slot, side by side in memory: the row in it, -1 for none, and the hash of the row. */
  private table: Int32Array;

  /** @param expected room for so many rows from the start; a power of two. */
  constructor(width: number, expected = 1024) {
    this.width = width;
    this.rows = new Int32Array(width * expected);
    this.table = new Int32Array(4 * expected).fill(-1);
  }

  /** Where the next row is to be written in `rows`. */
  room(): number {
    const row = this.size * this.width;
    if (row + this.width > this.rows.length) this.rows = grown(this.rows);
    return row;
  }

  /** The number of the row that was written where `room` said; `size` before the call if it is new. */
  keep(): number {
    const { table, rows, width, size } = this;
    const row = size * width;
    const mask = table.length / 2 - 1;
    const hash = this.hash(row);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = table[2 * slot] as number;
      if (known < 0) {
        table[2 * slot] = size;
        table[2 * slot + 1] = hash;
        this.size = size + 1;
        if (this.size * 4 > table.length) this.spread();
        return size;
      }
      if (table[2 * slot + 1] !== hash) continue;
      let same = 0;
      for (const from = known * width; same < width && rows[from + same] === rows[row + same]; ) same += 1;
      if (same === width) return known;
    }
  }

  /** Two chains side by side, each half as long. */
  private hash(row: number): number {
    const { rows, width } = this;
    let one = 0;
    let two = 0;
    let at = row + width - 1;
    for (; at > row; at -= 2) {
      one = Math.imul(one ^ (rows[at] as number), 0x9e37_79b1);
      two = Math.imul(two ^ (rows[at - 1] as number), 0x85eb_ca6b);
      one ^= one >>> 15;
      two ^= two >>> 13;
    }
    if (at === row) one = Math.imul(one ^ (rows[at] as number), 0x9e37_79b1);
    const hash = Math.imul(one ^ (one >>> 16) ^ ((two << 11) | (two >>> 21)), 0xc2b2_ae35);
    return hash ^ (hash >>> 15);
  }

  private spread(): void {
    const before = this.table;
    const table = new Int32Array(before.length * 2).fill(-1);
    const mask = table.length / 2 - 1;
    for (let old = 0; old < before.length; old += 2) {
      if ((before[old] as number) < 0) continue;
      let slot = (before[old + 1] as number) & mask;
      while ((table[2 * slot] as number) >= 0) slot = (slot + 1) & mask;
      table[2 * slot] = before[old] as number;
      table[2 * slot + 1] = before[old + 1] as number;
    }
    this.table = table;
  }
}

/** The same numbers in an array of twice the length; `filler` in the new half. */
export function grown(array: Int32Array, filler = 0): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  if (filler !== 0) larger.fill(filler, array.length);
  return larger;
}
