/** Survival without a model, by name. */
import { type AnyMethod, describeMethod } from "../form/method-description.ts";
import { compareRestrictedMeans } from "./compare-restricted-means.ts";
import { estimateFollowUp } from "./follow-up-time.ts";
import { followUpInR, kaplanMeierInR, logRankInR, logRankTrendInR, nelsonAalenInR, restrictedMeanInR } from "./survival-in-r.ts";
import { estimateKaplanMeier } from "./kaplan-meier.ts";
import { testLogRank } from "./log-rank.ts";
import { testLogRankTrend } from "./log-rank-trend.ts";
import { estimateNelsonAalen } from "./nelson-aalen.ts";
import { summariseSurvival } from "./summarise-survival.ts";
import { curveColumns, followUpOptions, kaplanMeierOptions, logRankOptions, nelsonAalenOptions, restrictedMeanOptions, survivalColumns, trendOptions } from "./survival-options.ts";
import { readOptions } from "../form/option-fields.ts";

const field = "survival";
const columns = { time: [9, 13, 13, 18, 23, 5, 5, 8, 12, 16], event: [1, 1, 0, 1, 1, 1, 1, 1, 1, 0], group: ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b"] };
const noOptions = {} as const;

export const survivalMethods: readonly AnyMethod[] = [
  describeMethod({ name: "kaplan-meier", field, title: "Survival curves with intervals, quantiles of time, restricted means and numbers at risk.", columns: curveColumns, options: kaplanMeierOptions, example: { columns, options: { times: [0, 10, 20] } }, compute: estimateKaplanMeier, inR: kaplanMeierInR }),
  describeMethod({ name: "nelson-aalen", field, title: "Cumulative hazards with intervals.", columns: curveColumns, options: nelsonAalenOptions, example: { columns }, compute: estimateNelsonAalen, inR: nelsonAalenInR }),
  describeMethod({ name: "log-rank", field, title: "Tests whether groups have equal hazards: log-rank, G-rho and Fleming-Harrington weights, with strata.", columns: survivalColumns, options: logRankOptions, example: { columns }, compute: testLogRank, inR: logRankInR }),
  describeMethod({ name: "log-rank-trend", field, title: "Tests whether the hazard rises or falls over ordered groups.", columns: survivalColumns, options: trendOptions, example: { columns: { ...columns, group: [1, 2, 3, 1, 2, 3, 1, 2, 3, 1] } }, compute: testLogRankTrend, inR: logRankTrendInR }),
  describeMethod({ name: "restricted-mean-survival", field, title: "Mean time without the event up to a time, with differences and ratios between groups.", columns: curveColumns, options: restrictedMeanOptions, example: { columns }, compute: compareRestrictedMeans, inR: restrictedMeanInR }),
  describeMethod({ name: "follow-up-time", field, title: "How long groups were followed, by the reverse Kaplan-Meier estimate.", columns: curveColumns, options: followUpOptions, example: { columns: { ...columns, time: [9.125, 13.375, 13.625, 18.375, 23.125, 5.625, 5.875, 8.625, 12.375, 16.125], event: [1, 0, 0, 1, 0, 1, 0, 0, 0, 1] } }, compute: estimateFollowUp, inR: followUpInR }),
  describeMethod({
    name: "summarise-survival",
    field,
    title: "Counts at each distinct time, which sites can share and add up in place of rows.",
    columns: survivalColumns,
    options: noOptions,
    example: { columns },
    compute: (given, options) => {
      readOptions(noOptions, options);
      return summariseSurvival(given);
    },
  }),
];
