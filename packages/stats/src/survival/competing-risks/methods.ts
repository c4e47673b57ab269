/** Competing risks by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { causeSpecificColumns, causeSpecificOptions, causeSpecificSteps } from "./cause-specific-cox.ts";
import { competingRisksColumns, grayOptions, incidenceColumns, incidenceOptions, summaryOptions } from "./competing-risks-options.ts";
import { estimateCumulativeIncidence } from "./cumulative-incidence.ts";
import { fineGrayColumns, fineGrayOptions, proportionalityOptions } from "./fine-gray-options.ts";
import { testFineGrayProportionality } from "./fine-gray-proportionality.ts";
import { fineGraySteps } from "./fit-fine-gray.ts";
import { testGray } from "./gray-test.ts";
import { causeSpecificInR, fineGrayInR, grayInR, incidenceInR, proportionalityInR } from "./competing-risks-in-r.ts";
import { summariseCompetingRisks } from "./summarise-competing-risks.ts";

const field = "survival";
const columns = { time: [5, 8, 8, 12, 15, 16, 3, 6, 9, 9, 14, 20], cause: [1, 2, 0, 1, 2, 0, 1, 1, 2, 0, 1, 2], group: ["a", "a", "a", "a", "a", "a", "b", "b", "b", "b", "b", "b"] };
const regression = { time: columns.time, cause: columns.cause, covariates: { age: [60, 45, 52, 50, 61, 48, 49, 66, 58, 40, 57, 51] } };

export const competingRisksMethods: readonly AnyMethod[] = [
  describeMethod({ name: "cumulative-incidence", field, title: "Probability of each of several causes over time, with intervals, times and time lost.", columns: incidenceColumns, options: incidenceOptions, example: { columns, options: { times: [5, 10] } }, compute: estimateCumulativeIncidence, inR: incidenceInR }),
  describeMethod({ name: "gray-test", field, title: "Tests whether groups have equal cumulative incidence of each cause.", columns: competingRisksColumns, options: grayOptions, example: { columns }, compute: testGray, inR: grayInR }),
  describeMethod({ name: "fine-gray", field, title: "Ratios of subdistribution hazards: how covariates change the cumulative incidence of a cause.", columns: fineGrayColumns, options: fineGrayOptions, example: { columns: regression }, compute: fineGraySteps, inR: fineGrayInR }),
  describeMethod({ name: "fine-gray-proportionality", field, title: "Whether effects on cumulative incidence stay the same over time, and the residuals that tell it.", columns: fineGrayColumns, options: proportionalityOptions, example: { columns: regression, options: { censoringTies: "events-gone" } }, compute: testFineGrayProportionality, inR: proportionalityInR }),
  describeMethod({ name: "cause-specific-cox", field, title: "Hazard ratios of each cause, side by side.", columns: causeSpecificColumns, options: causeSpecificOptions, example: { columns: regression }, compute: causeSpecificSteps, inR: causeSpecificInR }),
  describeMethod({ name: "summarise-competing-risks", field, title: "Counts by time and cause, which sites can share and add up in place of rows.", columns: competingRisksColumns, options: summaryOptions, example: { columns }, compute: (given, options) => summariseCompetingRisks(given, options as { readonly censored?: string }) }),
];
