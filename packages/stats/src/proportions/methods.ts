/** Methods of proportions and rates that can be reached by name. */
import { type AnyMethod, describeMethod } from "../form/method-description.ts";
import { oneArmCounts, oneArmTimes, twoArmCounts, twoArmTimes } from "../meta-analysis/effect-sizes/study-columns.ts";
import { testLargeTable, largeTableColumns } from "./exact-tests/test-large-table.ts";
import { barnardOptions, boschlooOptions, fisherOptions } from "./exact-tests/table-test-options.ts";
import { chiSquareOptions, testTablesByChiSquare, testTablesExactly } from "./exact-tests/test-tables.ts";
import { testTrend, trendColumns, trendOptions } from "./exact-tests/test-trend.ts";
import { testTablesByBarnard, testTablesByBoschloo } from "./exact-tests/test-unconditionally.ts";
import { estimateOddsRatios, oddsRatioOptions } from "./odds-ratio/estimate-odds-ratios.ts";
import { comparePairs, pairedColumns, pairedOptions } from "./paired/compare-pairs.ts";
import { compareRatesByDifference, compareRatesByRatio, estimateRates, rateDifferenceOptions, rateOptions, rateRatioOptions } from "./rates/estimate-rates.ts";
import { applyRuleOfThree, ruleOfThreeColumns, ruleOfThreeOptions } from "./single/apply-rule-of-three.ts";
import { estimateProportions } from "./single/estimate-proportions.ts";
import { proportionIntervalOptions, proportionTestOptions } from "./single/proportion-options.ts";
import { testProportions } from "./single/test-proportions.ts";
import { compareProportionsExactly, exactDifferenceOptions } from "./two-groups/compare-proportions-exactly.ts";
import { compareProportionsByDifference, compareProportionsByRatio } from "./two-groups/compare-proportions.ts";
import { differenceOptions, ratioOptions } from "./two-groups/two-group-options.ts";

const field = "proportions";
const arms = { columns: { study: ["one", "two"], treatedEvents: [7, 0], treatedTotal: [15, 12], controlEvents: [1, 3], controlTotal: [15, 12] } };
const arm = { columns: { events: [0, 3], total: [15, 20] } };
const times = { columns: { treatedEvents: [11], treatedTime: [800], controlEvents: [23], controlTime: [3000] } };

export const proportionMethods: readonly AnyMethod[] = [
  describeMethod({ name: "proportion-interval", field, title: "Proportions with exact, mid-P, score, Bayesian or shortest confidence limits.", columns: oneArmCounts, options: proportionIntervalOptions, example: arm, compute: estimateProportions }),
  describeMethod({ name: "proportion-test", field, title: "Exact binomial tests of proportions against a value.", columns: oneArmCounts, options: proportionTestOptions, example: arm, compute: testProportions }),
  describeMethod({ name: "rule-of-three", field, title: "How high a proportion may be where nobody had the event.", columns: ruleOfThreeColumns, options: ruleOfThreeOptions, example: { columns: { total: [15] } }, compute: applyRuleOfThree }),
  describeMethod({ name: "proportion-difference", field, title: "Differences of two proportions with score or hybrid limits and score tests.", columns: twoArmCounts, options: differenceOptions, example: arms, compute: compareProportionsByDifference }),
  describeMethod({ name: "proportion-difference-exact", field, title: "Differences of two proportions with exact unconditional limits.", columns: twoArmCounts, options: exactDifferenceOptions, example: arms, compute: compareProportionsExactly }),
  describeMethod({ name: "proportion-ratio", field, title: "Ratios of two proportions with score limits and score tests.", columns: twoArmCounts, options: ratioOptions, example: arms, compute: compareProportionsByRatio }),
  describeMethod({ name: "odds-ratio-exact", field, title: "Odds ratios by conditional maximum likelihood with exact or mid-P limits.", columns: twoArmCounts, options: oddsRatioOptions, example: arms, compute: estimateOddsRatios }),
  describeMethod({ name: "fisher-exact", field, title: "Fisher's exact test of 2 × 2 tables, one for each row.", columns: twoArmCounts, options: fisherOptions, example: arms, compute: testTablesExactly }),
  describeMethod({ name: "fisher-exact-table", field, title: "Fisher's exact test of one table of any size.", columns: largeTableColumns, options: {}, example: { columns: { group: ["a", "a", "b", "b"], outcome: ["yes", "no", "yes", "no"], count: [3, 1, 1, 3] } }, compute: testLargeTable }),
  describeMethod({ name: "barnard-exact", field, title: "Barnard's exact unconditional test of 2 × 2 tables.", columns: twoArmCounts, options: barnardOptions, example: arms, compute: testTablesByBarnard }),
  describeMethod({ name: "boschloo-exact", field, title: "Boschloo's exact unconditional test of 2 × 2 tables.", columns: twoArmCounts, options: boschlooOptions, example: arms, compute: testTablesByBoschloo }),
  describeMethod({ name: "chi-square-2x2", field, title: "Chi-square tests of 2 × 2 tables, with or without Yates' correction.", columns: twoArmCounts, options: chiSquareOptions, example: arms, compute: testTablesByChiSquare }),
  describeMethod({ name: "proportion-trend", field, title: "Cochran and Armitage's test of a trend in proportions.", columns: trendColumns, options: trendOptions, example: { columns: { events: [1, 3, 6], total: [20, 20, 20] } }, compute: testTrend }),
  describeMethod({ name: "paired-proportions", field, title: "McNemar's test, difference and odds ratio of pairs.", columns: pairedColumns, options: pairedOptions, example: { columns: { both: [1], onlyTreated: [1], onlyControl: [7], neither: [12] } }, compute: comparePairs }),
  describeMethod({ name: "rate-interval", field, title: "Rates of events in person-time with exact, mid-P or approximate limits.", columns: oneArmTimes, options: rateOptions, example: { columns: { events: [0, 4], time: [100, 120] } }, compute: estimateRates }),
  describeMethod({ name: "rate-ratio", field, title: "Ratios of two rates with exact conditional limits and tests.", columns: twoArmTimes, options: rateRatioOptions, example: times, compute: compareRatesByRatio }),
  describeMethod({ name: "rate-difference", field, title: "Differences of two rates with score or hybrid limits.", columns: twoArmTimes, options: rateDifferenceOptions, example: times, compute: compareRatesByDifference }),
];
