/** Longitudinal scores, by name. */
import { type AnyMethod, describeMethod } from "../form/method-description.ts";
import { courseColumns, courseOptions, coursesInR, describeCourses } from "./describe-courses.ts";
import { fitMixedModelSteps } from "./fit-mixed-model.ts";
import { fitMmrmSteps } from "./fit-mmrm.ts";
import { mixedModelInR, mmrmInR } from "./longitudinal-in-r.ts";
import { mixedColumns, mixedOptions } from "./mixed-options.ts";
import { mmrmColumns, mmrmDesignOptions, mmrmOptions } from "./mmrm-options.ts";
import { resultOf } from "../form/result.ts";
import { summariseMmrm } from "./summarise-mmrm.ts";

const field = "longitudinal";
const visits = {
  outcome: [21, 20, 21.5, 23, 21, 21.5, 24, 25.5, 20.5, 24, 24.5, 26, 23.5, 24.5, 25, 26.5, 21.5, 23, 22.5, 23.5, 26, 25, 29, 31, 21.5, 22.5, 23, 26.5, 23, 22.5, 24, 27.5, 25.5, 27.5, 26.5, 27, 20, 23.5, 22.5, 26],
  participant: Array.from({ length: 40 }, (_, row) => Math.floor(row / 4) + 1),
  visit: Array.from({ length: 40 }, (_, row) => 8 + 2 * (row % 4)),
  arm: Array.from({ length: 40 }, (_, row) => (row < 20 ? "girls" : "boys")),
};
const { visit, arm, ...rest } = visits;

export const longitudinalMethods: readonly AnyMethod[] = [
  describeMethod({ name: "mmrm", field, title: "Mixed model for repeated measures: means of arms at visits and their differences, with a chosen covariance of visits.", columns: mmrmColumns, options: mmrmOptions, example: { columns: visits, options: { covariance: "ar1" } }, compute: fitMmrmSteps, inR: mmrmInR }),
  describeMethod({ name: "mixed-model", field, title: "Linear mixed model with a random intercept, and a random slope over time.", columns: mixedColumns, options: mixedOptions, example: { columns: { ...rest, time: visit, covariates: { sex: arm } }, options: { interactions: ["time × sex"] } }, compute: fitMixedModelSteps, inR: mixedModelInR }),
  describeMethod({ name: "courses", field, title: "What each group was like at each time: how many were measured, means with intervals, spread, quartiles.", columns: courseColumns, options: courseOptions, example: { columns: { participant: visits.participant, time: visits.visit, value: visits.outcome, group: visits.arm } }, compute: describeCourses, inR: coursesInR }),
  describeMethod({ name: "summarise-mmrm", field, title: "Sums by pattern of visits, which sites can share and add up in place of rows.", columns: mmrmColumns, options: mmrmDesignOptions, example: { columns: visits }, compute: (columns, options) => resultOf({ method: "Sums over participants of products of rows, by pattern of visits.", ...summariseMmrm(columns, options) }) }),
];
