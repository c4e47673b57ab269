/** The parts of the network of tables with given margins: what comes after a node, and what can still come. */

/** Partial tables that lead to a node: the log of the constant over the factorials of their cells, and how many there are. */
export interface Past {
  readonly log: number;
  weight: number;
}
export interface Child {
  /** What is left of the rows, in falling order. */
  readonly rest: readonly number[];
  /** Minus the log factorials of the cells of the column, and how many ways to fill it have that. */
  readonly edges: Map<number, { readonly log: number; ways: number }>;
}
/** Of the logs of what completes a table: bounds, and that of all completions together. */
export interface Ends {
  readonly longest: number;
  readonly shortest: number;
  readonly completions: number;
}
type LogFactorial = (k: number) => number;

/** Every way to fill a column from what is left of the rows, by what is left after it. `base`: above every row. */
export function childrenOf(rest: readonly number[], sum: number, base: number, lf: LogFactorial, spend: () => void): ReadonlyMap<number | string, Child> {
  const found = new Map<number | string, Child>();
  const sorted = new Float64Array(rest.length);
  const fits = base ** rest.length < Number.MAX_SAFE_INTEGER;
  fillColumn(rest, sum, lf, (left, log) => {
    spend();
    for (let at = 0; at < left.length; at++) {
      const value = left[at] ?? 0;
      let to = at;
      for (; to > 0 && (sorted[to - 1] ?? 0) < value; to--) sorted[to] = sorted[to - 1] ?? 0;
      sorted[to] = value;
    }
    let code = 0;
    for (let at = 0; at < sorted.length; at++) code = code * base + (sorted[at] ?? 0);
    const key = fits ? code : sorted.join(" ");
    let child = found.get(key);
    if (child === undefined) {
      child = { rest: [...sorted], edges: new Map() };
      found.set(key, child);
    }
    const rounded = Math.round(log * 1e9);
    const there = child.edges.get(rounded);
    if (there === undefined) child.edges.set(rounded, { log, ways: 1 });
    else there.ways += 1;
  });
  return found;
}

/** Bounds of the log of what completes a table with these columns, exact with two columns left; and the log of all completions together. */
export function endsOf(rest: readonly number[], columns: readonly number[], lf: LogFactorial): Ends {
  const total = rest.reduce((sum, one) => sum + one, 0);
  // The multinomial theorem: all of them together. One of them is at most that.
  const completions = lf(total) - rest.reduce((sum, one) => sum + lf(one), 0) - columns.reduce((sum, one) => sum + lf(one), 0);
  if (columns.length === 2) return { ...twoColumnEnds(rest, columns[0] ?? 0, lf), completions };
  // A column is least likely when it fills the largest rows.
  const shortest = columns.reduce((sum, column) => sum - fullest(rest, column, lf), 0);
  return { longest: completions, shortest, completions };
}

function fullest(rest: readonly number[], column: number, lf: LogFactorial): number {
  let [left, sum] = [column, 0];
  for (const row of rest) {
    const cell = Math.min(row, left);
    sum += lf(cell);
    left -= cell;
  }
  return sum;
}

/** Each row adds a concave term: highest by giving one more where it gains most, lowest at a corner, where all rows but one are full or empty. */
function twoColumnEnds(rest: readonly number[], column: number, lf: LogFactorial): { readonly longest: number; readonly shortest: number } {
  const total = rest.reduce((sum, one) => sum + one, 0);
  const cells = rest.map((row) => Math.floor((row * column) / Math.max(1, total)));
  const gain = (row: number): number => Math.log((rest[row] ?? 0) - (cells[row] ?? 0)) - Math.log((cells[row] ?? 0) + 1);
  const loss = (row: number): number => Math.log(cells[row] ?? 0) - Math.log((rest[row] ?? 0) - (cells[row] ?? 0) + 1);
  const best = (of: (row: number) => number): number => rest.reduce((found, _, row) => (of(row) > of(found) ? row : found), 0);
  let left = column - cells.reduce((sum, one) => sum + one, 0);
  for (; left > 0; left--) {
    const row = best(gain);
    cells[row] = (cells[row] ?? 0) + 1;
  }
  for (let turn = 0; turn < total; turn++) {
    const [up, down] = [best(gain), best(loss)];
    if (up === down || gain(up) + loss(down) <= 1e-12) break;
    cells[up] = (cells[up] ?? 0) + 1;
    cells[down] = (cells[down] ?? 0) - 1;
  }
  const longest = rest.reduce((sum, row, at) => sum - lf(cells[at] ?? 0) - lf(row - (cells[at] ?? 0)), 0);
  let shortest = Number.POSITIVE_INFINITY;
  const corner = (at: number, without: number, remains: number, sum: number): void => {
    if (remains < 0) return;
    if (at === rest.length) {
      const part = rest[without] ?? 0;
      if (remains <= part) shortest = Math.min(shortest, sum - lf(remains) - lf(part - remains));
      return;
    }
    if (at === without) return corner(at + 1, without, remains, sum);
    const row = rest[at] ?? 0;
    corner(at + 1, without, remains, sum - lf(row));
    if (row > 0) corner(at + 1, without, remains - row, sum - lf(row));
  };
  if (rest.length <= 8) for (let without = 0; without < rest.length; without++) corner(0, without, column, 0);
  else shortest = -fullest(rest, column, lf) - fullest(rest, total - column, lf);
  return { longest, shortest };
}

/** The probability of tables that count, of those that go through a node with two columns left. */
export function countCompletions(rest: readonly number[], column: number, pasts: readonly Past[], bound: number, lf: LogFactorial, spend: () => void): number {
  const logs: number[] = [];
  fillColumn(rest, column, lf, (left, log) => {
    spend();
    logs.push(log - left.reduce((sum, one) => sum + lf(one), 0));
  });
  if (pasts.length < 4) {
    let few = 0;
    for (const { log, weight } of pasts) for (const end of logs) if (log + end <= bound) few += weight * Math.exp(log + end);
    return few;
  }
  const sorted = Float64Array.from(logs).toSorted();
  // Relative to the highest one, added from the lowest.
  const top = sorted.at(-1) ?? 0;
  const sums = new Float64Array(sorted.length + 1);
  for (const [at, log] of sorted.entries()) sums[at + 1] = (sums[at] ?? 0) + Math.exp(log - top);
  let found = 0;
  for (const { log, weight } of pasts) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (log + (sorted[middle] ?? 0) <= bound) low = middle + 1;
      else high = middle;
    }
    if (low > 0) found += weight * Math.exp(log + top) * (sums[low] ?? 0);
  }
  return found;
}

function fillColumn(rest: readonly number[], sum: number, lf: LogFactorial, take: (left: readonly number[], log: number) => void): void {
  const left = [...rest];
  const beyond = new Float64Array(rest.length + 1);
  for (let at = rest.length - 1; at >= 0; at--) beyond[at] = (beyond[at + 1] ?? 0) + (rest[at] ?? 0);
  const fill = (at: number, open: number, log: number): void => {
    if (at === rest.length) return take(left, log);
    const here = rest[at] ?? 0;
    for (let cell = Math.max(0, open - (beyond[at + 1] ?? 0)); cell <= Math.min(here, open); cell++) {
      left[at] = here - cell;
      fill(at + 1, open - cell, log - lf(cell));
    }
    left[at] = here;
  };
  fill(0, sum, 0);
}
