/** Rates turned into counts, so that a rate which is a boundary exactly is not lost to the last digit of a product. */

const SLACK = 1e-10;

/** Most events among n with events/n at most `rate`. */
export const atMost = (rate: number, n: number): number => Math.floor(rate * n + SLACK);

/** Fewest events among n with events/n at least `rate`. */
export const atLeast = (rate: number, n: number): number => Math.ceil(rate * n - SLACK);

/** Most events among n with events/n below `rate`. */
export const below = (rate: number, n: number): number => atLeast(rate, n) - 1;

/** Fewest events among n with events/n above `rate`. */
export const above = (rate: number, n: number): number => atMost(rate, n) + 1;
