/** Newcombe 1998, Statistics in Medicine 17:873-90, table II (recalled): limits of differences at 95 %, printed to four places. */
import { expect, test } from "vitest";
import { compareProportionsByDifference } from "../../../src/proportions/two-groups/compare-proportions.ts";
import { checkFigure } from "../../check-figure.ts";

const printed = [
  [[56, 70, 48, 80], "mee", 0.0533, 0.3377],
  [[56, 70, 48, 80], "miettinen-nurminen", 0.0528, 0.3382],
  [[56, 70, 48, 80], "newcombe", 0.0524, 0.3339],
  [[56, 70, 48, 80], "newcombe-corrected", 0.0428, 0.3422],
  [[9, 10, 3, 10], "mee", 0.1821, 0.837],
  [[9, 10, 3, 10], "miettinen-nurminen", 0.17, 0.8406],
  [[9, 10, 3, 10], "newcombe", 0.1705, 0.809],
  [[9, 10, 3, 10], "newcombe-corrected", 0.1013, 0.8387],
  [[10, 10, 0, 20], "miettinen-nurminen", 0.7156, 1],
  [[10, 10, 0, 20], "newcombe", 0.6791, 1],
] as const;

test.each(printed)("%j by %s lies between %d and %d", ([x, m, y, n], interval, lower, upper) => {
  const limits = compareProportionsByDifference({ treatedEvents: [x], treatedTotal: [m], controlEvents: [y], controlTotal: [n] }, { interval }).rows[0]?.interval;
  const about = { method: `difference: ${interval}`, source: "Newcombe 1998, table II (recalled)" };
  expect(limits?.level).toBe(0.95);
  checkFigure(about, `lower, ${x}/${m} and ${y}/${n}`, limits?.lower ?? Number.NaN, lower, 5.1e-5);
  checkFigure(about, `upper, ${x}/${m} and ${y}/${n}`, limits?.upper ?? Number.NaN, upper, 5.1e-5);
});
