/** Allocations drawn anew by the scheme of a trial. */
import type { Xoshiro128 } from "../../random/xoshiro128.ts";

/** Deals the same numbers anew within each cell. Fisher and Yates; the arm of row r is `arms[r]`, 1 or 0. */
export function shuffleWithin(cells: readonly Int32Array[], arms: Uint8Array, random: Xoshiro128): void {
  for (const rows of cells) {
    for (let at = rows.length - 1; at > 0; at--) {
      const other = Math.floor(random.nextDouble() * (at + 1));
      const [one, two] = [rows[at] as number, rows[other] as number];
      const kept = arms[one] as number;
      arms[one] = arms[two] as number;
      arms[two] = kept;
    }
  }
}

/** Each row to the group with the same chance, whatever went before. */
export function tossCoins(share: number, arms: Uint8Array, random: Xoshiro128): void {
  for (let row = 0; row < arms.length; row++) arms[row] = random.nextDouble() < share ? 1 : 0;
}

/**
 * Minimisation in the order of rows: the arm that leaves the marginal totals of the row's factors more even is taken with probability
 * `bias`, either where they are even. Without factors: Efron's biased coin. Sources: Pocock and Simon 1975, doi 10.2307/2529712; Efron
 * 1971, doi 10.1093/biomet/58.3.403 (recalled).
 */
export function minimise(factors: readonly Int32Array[], bias: number, arms: Uint8Array, random: Xoshiro128): void {
  const totals = factors.map((codes) => new Int32Array(codes.reduce((most, one) => Math.max(most, one), 0) + 1));
  for (let row = 0; row < arms.length; row++) {
    let lead = 0;
    for (const [at, codes] of factors.entries()) lead += totals[at]?.[codes[row] as number] as number;
    const chance = lead === 0 ? 0.5 : lead > 0 ? 1 - bias : bias;
    const arm = random.nextDouble() < chance ? 1 : 0;
    arms[row] = arm;
    for (const [at, codes] of factors.entries()) {
      const list = totals[at] as Int32Array;
      list[codes[row] as number] = (list[codes[row] as number] as number) + (arm === 1 ? 1 : -1);
    }
  }
}
