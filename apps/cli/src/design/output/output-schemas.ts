/** What each `--json` of `stroma design` prints, as JSON Schemas. */
import { boundaryShape } from "./boundary-shapes.ts";
import { characteristics, decision, design, dose, doseLevels, eventLevels, nextStep, reasons, recommendation, robustness, targetRate, title } from "./common-shapes.ts";
import type { OutputName } from "./output-names.ts";
import { type Shape, count, list, number, oneOf, openRecord, orNull, record, share, text, yesOrNo } from "./shape.ts";

const stopped = yesOrNo("Stopped by Ctrl-C: what is told is what was done.");
const partial = yesOrNo("Stopped by Ctrl-C before all its trials were simulated.");
const scenario = record({ name: text("Name of the scenario."), partial, characteristics });
const responses = record({
  name: text("Name of the scenario."),
  partial,
  worth: record({ utility: list(number("From 0 to 100."), "True mean utility at each dose level."), best: orNull(dose, "no dose level keeps both limits.") }),
  characteristics,
});

const simulate: Shape = {
  anyOf: [
    { description: "Under scenarios.", ...record({ title, design, doseLevels, target: targetRate, stopped, scenarios: list({ anyOf: [scenario, responses] }, "In the order of the file; those that were not begun are missing.") }) },
    { description: "With --random-truths.", ...record({ title, design, target: number("Target rate."), seed: count("Seed of the truths."), stopped, robustness }) },
  ],
};

const compare: Shape = {
  anyOf: [
    { description: "Under scenarios.", ...record({ stopped, target: targetRate, designs: list(record({ file: text("Design file."), design, scenarios: list(scenario, "Under the truths of the first file.") }), "In the order of the call.") }) },
    { description: "With --random-truths.", ...record({ stopped, target: number("Target rate of all."), seed: count("Seed of the truths."), designs: list(record({ file: text("Design file."), design, partial, robustness }), "In the order of the call.") }) },
  ],
};

const cell = record({ n: count("Participants."), events: count("Events."), movement: oneOf(["escalate", "stay", "de-escalate", "stop", "wait"], "From the current dose level."), dose: orNull(dose, "nobody is treated."), stop: orNull(text("Why the trial ends."), "it goes on."), closes: list(dose, "Dose levels that close."), rule: text("Code of the rule."), message: text("The rule in words.") });
const table: Shape = {
  anyOf: [
    { description: "Of a design that looks at one dose level.", ...record({ title, design, dose, closedFrom: orNull(dose, "no dose level was closed before."), countedBelow: list(count("Participants."), "Taken to be treated at the lower dose levels."), cells: list(cell, "Every number of events among every number of participants.") }) },
    { description: "Of a design that looks at all dose levels.", ...record({ title, design, firstCohort: record({ dose, size: count("Participants."), outcomes: list(record({ events: count("Events."), next: nextStep, reasons }), "After each number of events.") }) }) },
    { description: "Of TITE-BOIN.", ...record({ title, design, notInTable: list(text("Part."), "What of the file the table does not hold."), rows: list(record({ n: count("Treated."), events: count("Events."), pending: count("Pending."), always: orNull(text("What follows outright."), "the follow-up decides."), escalateFrom: orNull(number("Follow-up in windows."), "no follow-up leads up."), deescalateUpTo: orNull(number("Follow-up in windows."), "no follow-up leads down."), waitsInsteadOfUp: yesOrNo("Waits where it would go up.") }), "By treated, events and pending.") }) },
    { description: "Of BOIN12.", ...record({ title, design, boundaries: record({ upTo: share("Up with this rate of events or less."), downFrom: share("Down with this or more.") }), rows: list(record({ n: count("Participants."), events: count("Events."), responses: count("Responses."), desirability: share("Posterior probability of a utility above the benchmark."), rank: orNull(number("From 1, the least desirable."), "not admissible.") }), "Every count.") }) },
  ],
};

const paths = record({
  title,
  design,
  scenario: orNull(text("Name of the truth."), "no truth was given."),
  truth: orNull(list(share("True rate."), "By dose level."), "no truth was given."),
  cohorts: count("Cohorts that were asked for."),
  paths: list(record({ cohorts: list(record({ dose, size: count("Participants."), events: count("Events.") }), "In order."), outcomes: text("As letters."), next: nextStep, recommendation, probability: orNull(share("Exact."), "no truth was given.") }), "Every course."),
});

const conduct: Shape = {
  anyOf: [
    openRecord({ title, doseLevels, design, decision, sentence: text("The decision in words."), departures: list(openRecord({ code: text("Kind of departure."), message: text("In words.") }, "A departure from the design."), "Where the trial departed from its design."), recommendation, byDose: openRecord(eventLevels, "What the counts of each dose level leave open.") }, "Further keys tell state, current cohort, every other outcome and every step."),
  ],
};

const sizes = record({
  method: text("Exact, and how."),
  atLeast: count("Events that count as seen."),
  prior: record({ a: number("First parameter."), b: number("Second parameter.") }),
  chance: orNull(share("Wanted probability to see the event."), "no size was searched."),
  sizes: list(record({ n: count("Participants."), power: list(record({ rate: share("True rate."), chance: share("Probability to see the event.") }), "At each rate."), assurance: share("Mean over the prior.") }), "The sizes that were asked for."),
  smallest: list(record({ rate: share("True rate."), prior: record({ a: number("First parameter."), b: number("Second parameter.") }), n: count("Participants."), attained: share("Probability attained."), kind: oneOf(["power", "assurance"], "For a rate, or over the prior.") }, ["rate", "prior"]), "Smallest sizes; empty where none were searched."),
});

const refusal = record({ error: openRecord({ code: text("Stable code."), message: text("What is wrong."), remedy: text("What to do.") }, "Beside it `faults` of a file, each with path, line, column, code, message and remedy; or the `path` of an option.") });

/** By the word that `stroma design schema` takes. */
const outputSchemas = {
  simulate,
  compare,
  table,
  paths,
  conduct,
  boundary: boundaryShape,
  "zero-events": record({ method: text("Exact, and how."), ...eventLevels }),
  "cohort-size": sizes,
  error: refusal,
} satisfies Readonly<Record<OutputName, Shape>>;

export const outputSchema = (name: OutputName): Shape => ({ $schema: "https://json-schema.org/draft/2020-12/schema", title: name === "error" ? "What --json prints where a call is refused" : `What stroma design ${name} --json prints`, ...outputSchemas[name] });
