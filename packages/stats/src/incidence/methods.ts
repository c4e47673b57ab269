/** Rates of events in person-time, by name. */
import { type AnyMethod, describeMethod } from "../form/method-description.ts";
import { readOptions } from "../form/option-fields.ts";
import { compareIncidence } from "./compare-incidence.ts";
import { estimateIncidence } from "./estimate-incidence.ts";
import { incidenceComparisonInR, incidenceInR, periodsInR } from "./incidence-in-r.ts";
import { incidenceColumns, incidenceComparisonOptions, incidenceOptions, periodColumns, periodOptions } from "./incidence-options.ts";
import { summariseIncidence } from "./summarise-incidence.ts";
import { tabulateIncidence } from "./tabulate-incidence.ts";

const field = "incidence";
const columns = { events: [2, 0, 1, 4, 0, 3, 1], time: [1.5, 2, 0.75, 1.25, 3.1, 0.5, 2.2], group: ["a", "a", "a", "b", "b", "b", "b"] };
const noOptions = {} as const;

export const incidenceMethods: readonly AnyMethod[] = [
  describeMethod({ name: "incidence-rate", field, title: "Events per time under observation, by group, with exact, mid-P and robust limits.", columns: incidenceColumns, options: incidenceOptions, example: { columns, options: { interval: "robust" } }, compute: estimateIncidence, inR: incidenceInR }),
  describeMethod({ name: "incidence-comparison", field, title: "Ratios and differences of rates between groups, exact, by score, or robust.", columns: incidenceColumns, options: incidenceComparisonOptions, example: { columns }, compute: compareIncidence, inR: incidenceComparisonInR }),
  describeMethod({ name: "incidence-by-period", field, title: "Events, their rates and proportions of participants with them, by period of follow-up.", columns: periodColumns, options: periodOptions, example: { columns: { participant: ["a", "a", "a", "b", "c", "c", "d"], time: [2, 5, 7, 4, 1, 6, 7], event: [1, 1, 0, 0, 1, 0, 0] }, options: { periods: [3] } }, compute: tabulateIncidence, inR: periodsInR }),
  describeMethod({
    name: "summarise-incidence",
    field,
    title: "Sums of events and person-time by group, which sites can share and add up in place of rows.",
    columns: incidenceColumns,
    options: noOptions,
    example: { columns },
    compute: (given, options) => {
      readOptions(noOptions, options);
      return summariseIncidence(given);
    },
  }),
];
