/** The example of Kaplan and Meier 1958, doi 10.1080/01621459.1958.10501452 (recalled; its estimates follow by hand). */
import { describe, test } from "vitest";
import { estimateKaplanMeier } from "../../../src/survival/kaplan-meier.ts";
import { checkFigure } from "../../check-figure.ts";

// Eight lifetimes, four of them lost from sight: deaths at 0.8, 3.1, 5.4, 9.2, losses at 1.0, 2.7, 7.0, 12.1.
const columns = { time: [9.2, 1.0, 12.1, 0.8, 3.1, 2.7, 5.4, 7.0], event: [1, 0, 0, 1, 1, 0, 1, 0] };
// 7/8; then 4/5, 3/4 and 1/2 of it: .875, .70, .525, .2625.
const printed = [[0.8, 0.875], [3.1, 0.7], [5.4, 0.525], [9.2, 0.2625]] as const;

describe("the example of Kaplan and Meier", () => {
  test("survival falls to .875, .70, .525, .2625", () => {
    const [curve] = estimateKaplanMeier(columns, { times: printed.map(([time]) => time) }).curves;
    for (const [at, [time, survival]] of printed.entries()) checkFigure({ method: "Kaplan-Meier", source: "Kaplan and Meier 1958, example" }, `survival at ${time}`, curve?.atTimes[at]?.survival ?? Number.NaN, survival, 1e-14);
  });
});
