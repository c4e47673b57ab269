/** The outermost keys of a design file. `doseLevels`, `design` and `behaviours` have forms of their own. */
import { designFileFormat } from "./design-file.ts";
import { responseFields, timingFields } from "./timing-fields.ts";
import { type Fields, group, listOf, may, must, oneOf, perDose, probability, words } from "./field.ts";

export const scenarioFields: Fields = {
  name: must(words, "what the scenario is called"),
  truth: must(perDose(probability), "the true probability of an event at each dose level, lowest first"),
  timing: may(group(timingFields), "times of this scenario, instead of the file's"),
  response: may(group(responseFields), "responses, for designs that backfill and for those that count responses"),
};

export const outerFields: Fields = {
  format: must(oneOf(designFileFormat), `"${designFileFormat}"`),
  title: must(words, "what the design is for"),
  summary: may(words, "a few sentences about it"),
  event: may(words, 'the event that limits the dose; "dose-limiting event" where left out'),
  timing: may(group(timingFields), "follow-up, arrivals and onset: with them trials are simulated in time, and their duration is told"),
  scenarios: may(listOf(group(scenarioFields)), "truths for which characteristics are wanted"),
};

/** Keys of the file that are checked on their own. */
export const ownKeys = {
  doseLevels: "names of the dose levels, lowest first, or how many there are",
  design: "the design: its kind and its options",
  behaviours: "behaviours around the design, from the innermost to the outermost",
} as const;

export const mostDoseLevels = 50;
