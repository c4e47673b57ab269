/** All allocations that deal the same numbers anew within cells. */

/** How many there are; it may be huge. @example countAllocations([4], [2]) // 6 */
export function countAllocations(sizes: readonly number[], taken: readonly number[]): number {
  return sizes.reduce((product, size, at) => {
    let ways = 1;
    for (let step = 1; step <= (taken[at] as number); step++) ways = (ways * (size - step + 1)) / step;
    return product * Math.round(ways);
  }, 1);
}

/** Visits each allocation once, `arms` changed in place. */
export function* enumerateAllocations(cells: readonly Int32Array[], taken: readonly number[], arms: Uint8Array, cell = 0): Generator<void, void> {
  const rows = cells[cell];
  if (rows === undefined) {
    yield;
    return;
  }
  const size = taken[cell] as number;
  const chosen = Int32Array.from({ length: size }, (_, at) => at);
  for (;;) {
    for (const row of rows) arms[row] = 0;
    for (const at of chosen) arms[rows[at] as number] = 1;
    yield* enumerateAllocations(cells, taken, arms, cell + 1);
    let place = size - 1;
    while (place >= 0 && chosen[place] === rows.length - size + place) place -= 1;
    if (place < 0) return;
    chosen[place] = (chosen[place] as number) + 1;
    for (let at = place + 1; at < size; at++) chosen[at] = (chosen[at - 1] as number) + 1;
  }
}
