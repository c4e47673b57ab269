import { describe, expect, test } from "vitest";
import { logGamma } from "../../special-functions/log-gamma.ts";
import { childrenOf, countCompletions, endsOf } from "./table-network.ts";

const lf = (k: number): number => logGamma(k + 1);
const free = (): void => undefined;

describe("the network of tables with given margins", () => {
  test("rows of 2 and 2 take a column of 2 in three ways; the two lopsided ones leave the same", () => {
    const children = [...childrenOf([2, 2], 2, 3, lf, free).values()];
    expect(children.map(({ rest }) => rest)).toEqual(expect.arrayContaining([[2, 0], [1, 1]]));
    expect(children.length).toBe(2);
    // 1/(2! 0!) twice, and 1/(1! 1!) once.
    expect(children.flatMap(({ rest, edges }) => [...edges.values()].map(({ log, ways }) => [rest.join(" "), Number(Math.exp(log).toFixed(12)), ways]))).toEqual(expect.arrayContaining([["1 1", 1, 1], ["2 0", 0.5, 2]]));
  });

  test("rows too long for one number are told apart as well", () => {
    const rest = Array.from({ length: 12 }, () => 60);
    expect(childrenOf(rest, 1, 100, lf, free).size).toBe(1);
  });

  test("with two columns left the bounds are those of the tables themselves, listed by hand: rows 3, 2, 1 and columns 3, 3", () => {
    // Cells of the first column: 3 0 0, 2 1 0, 2 0 1, 1 2 0, 1 1 1, 0 2 1; each with the product of factorials of both columns.
    const products = [[3, 0, 0], [2, 1, 0], [2, 0, 1], [1, 2, 0], [1, 1, 1], [0, 2, 1]].map((cells) => [3, 2, 1].reduce((sum, row, at) => sum + lf(cells[at] ?? 0) + lf(row - (cells[at] ?? 0)), 0));
    const ends = endsOf([3, 2, 1], [3, 3], lf);
    expect(ends.longest).toBeCloseTo(-Math.min(...products), 12);
    expect(ends.shortest).toBeCloseTo(-Math.max(...products), 12);
    // All together: 6!/(3! 2! 1! 3! 3!) = 720/432.
    expect(Math.exp(ends.completions)).toBeCloseTo(720 / 432, 12);
    expect(products.reduce((sum, one) => sum + Math.exp(-one), 0)).toBeCloseTo(720 / 432, 12);
  });

  test("with more columns the bounds hold what two columns reach", () => {
    const { longest, shortest } = endsOf([4, 3, 2], [3, 3, 3], lf);
    for (const { rest, edges } of childrenOf([4, 3, 2], 3, 5, lf, free).values())
      for (const { log } of edges.values()) {
        const below = endsOf(rest, [3, 3], lf);
        expect(log + below.longest).toBeLessThanOrEqual(longest + 1e-12);
        expect(log + below.shortest).toBeGreaterThanOrEqual(shortest - 1e-12);
      }
  });

  test("few partial tables and many are added up alike, those at the bound included", () => {
    const one = { log: 0, weight: 1 };
    const bound = endsOf([5, 4, 2], [6, 5], lf).longest - 1;
    const few = countCompletions([5, 4, 2], 6, [one], bound, lf, free);
    expect(few).toBeGreaterThan(0);
    expect(countCompletions([5, 4, 2], 6, [one, one, one, one, one], bound, lf, free)).toBeCloseTo(5 * few, 14);
    expect(countCompletions([5, 4, 2], 6, [one], 100, lf, free)).toBeCloseTo(Math.exp(endsOf([5, 4, 2], [6, 5], lf).completions), 14);
  });
});
