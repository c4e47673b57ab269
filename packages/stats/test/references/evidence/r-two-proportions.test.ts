import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/evidence/two-proportions.json" with { type: "json" };
import { estimateOddsRatios } from "../../../src/proportions/odds-ratio/estimate-odds-ratios.ts";
import { comparePairs } from "../../../src/proportions/paired/compare-pairs.ts";
import { compareProportionsByDifference, compareProportionsByRatio } from "../../../src/proportions/two-groups/compare-proportions.ts";
import { checkFigure } from "../../check-figure.ts";

const source = `${reference.made}: written out in two-proportions.R`;
/** -1 stands for infinity in ratios; uniroot there stops near 1e-12 of the logarithm. */
const agrees = (method: string, name: string, interval: { readonly lower: number; readonly upper: number } | null | undefined, expected: readonly number[], open: boolean): void => {
  for (const [side, value = Number.NaN] of [["lower", expected[0]], ["upper", expected[1]]] as const) {
    const actual = interval?.[side] ?? Number.NaN;
    if (open && value === -1) expect(actual, name).toBe(Number.POSITIVE_INFINITY);
    else checkFigure({ method, source }, `${side}, ${name}`, actual, value, 1e-8 * Math.max(1, Math.abs(value)));
  }
};

describe("two proportions against rules written out in R", () => {
  test.each(reference.cases.map((one) => [`${one.table.join(" ")} at ${one.level}`, one] as const))("%s", (name, { table, level, difference, ratio, odds, estimate, mn_at_minus_tenth }) => {
    const [x = 0, m = 0, y = 0, n = 0] = table;
    const columns = { treatedEvents: [x], treatedTotal: [m], controlEvents: [y], controlTotal: [n] };
    for (const [kind, expected] of Object.entries(difference)) agrees(`difference: ${kind}`, name, compareProportionsByDifference(columns, { interval: kind as "mee", level }).rows[0]?.interval, expected, false);
    for (const [kind, expected] of Object.entries(ratio ?? {})) agrees(`ratio: ${kind}`, name, compareProportionsByRatio(columns, { interval: kind as "koopman", level }).rows[0]?.interval, expected, true);
    for (const [kind, expected] of Object.entries(odds ?? {})) agrees(`odds ratio: ${kind}`, name, estimateOddsRatios(columns, { interval: kind as "mid-p", level }).rows[0]?.interval, expected, true);
    const own = estimateOddsRatios(columns).rows[0]?.estimate ?? Number.NaN;
    if (estimate === -1) expect(own).toBe(Number.POSITIVE_INFINITY);
    else if (typeof estimate === "number") checkFigure({ method: "odds ratio: conditional estimate", source }, name, own, estimate, 1e-10 * Math.max(1, estimate));
    const score = compareProportionsByDifference(columns, { interval: "miettinen-nurminen", nullValue: -0.1 }).rows[0]?.test.statistic ?? Number.NaN;
    checkFigure({ method: "difference: score test", source }, name, score, mn_at_minus_tenth, 1e-9, { relative: true });
  });

  test.each(reference.pairs.map((one) => [one.table.join(" "), one] as const))("pairs %s", (name, { table, newcombe, tango, exact, midp, chisq, corrected, odds }) => {
    const [both = 0, b = 0, c = 0, neither = 0] = table;
    const columns = { both: [both], onlyTreated: [b], onlyControl: [c], neither: [neither] };
    agrees("pairs: newcombe", name, comparePairs(columns).rows[0]?.interval, newcombe, false);
    agrees("pairs: tango", name, comparePairs(columns, { interval: "tango" }).rows[0]?.interval, tango, false);
    agrees("pairs: odds ratio", name, comparePairs(columns).rows[0]?.oddsRatioInterval, odds, true);
    for (const [kind, p] of [["exact", exact], ["mid-p", midp], ["chi-square", chisq], ["chi-square-corrected", corrected]] as const) checkFigure({ method: `McNemar: ${kind}`, source }, name, comparePairs(columns, { test: kind }).rows[0]?.pValue ?? Number.NaN, p, 1e-10, { relative: true });
  });
});
