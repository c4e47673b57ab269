/** What several outputs of `stroma design` hold alike. */
import { type Shape, count, list, number, oneOf, openRecord, orNull, record, share, text, yesOrNo } from "./shape.ts";

export const title = text("Title of the design file.");
export const doseLevels = list(text("Name of a dose level."), "Names of the dose levels, lowest first.");
export const design = record({ name: text("Name of the design."), variant: text("The variant in one sentence, with every number it goes by."), edition: text("What is reproduced: the paper, or a package with its version.") });
export const dose = { type: "integer", minimum: 1, description: "Dose level, from 1." };
export const targetRate = orNull(number("Target rate by which the design is judged."), "neither the design nor the call names one.");

export const nextStep: Shape = {
  description: "What is to be done next.",
  anyOf: [
    record({ kind: { const: "treat" }, dose, size: count("Participants to treat.") }),
    record({ kind: { const: "wait" }, days: orNull(number("Days to wait."), "until outcomes are known.") }),
    record({ kind: { const: "stop" }, why: oneOf(["safety", "dose-found", "maximum-n", "n-at-dose", "precise", "no-dose-left"], "Why the trial ends.") }),
  ],
};

export const reasons = list(record({ rule: text("Stable code of the rule."), message: text("The rule in words."), numbers: { type: "object", additionalProperties: { type: "number" }, description: "The numbers that it saw." } }), "The rules that spoke; the last one had the last word.");
export const decision = record({ next: nextStep, closed: list(yesOrNo("Closed?"), "Dose levels that are closed, lowest first."), phase: text("Phase of the design."), reasons });

export const recommendation = orNull({
  description: "What the trial recommends.",
  anyOf: [
    record({ kind: { const: "dose" }, dose, rule: text("Rule of the selection.") }),
    record({ kind: { const: "not-reached" }, maximumAdministeredDose: dose, rule: text("Rule of the selection.") }),
    record({ kind: { const: "none" }, why: text("Why no dose level is recommended."), rule: text("Rule of the selection.") }),
  ],
}, "the trial goes on, or outcomes are pending.");

const spread = (what: string) => openRecord({ mean: number(`Mean of ${what}.`), standardError: number("Its Monte Carlo standard error.") }, what);

/** Monte Carlo errors stand in `standardErrors`, key by key; the method says which it is. */
export const characteristics: Shape = {
  ...openRecord({
    design,
    truth: list(share("True rate."), "True rate of the event at each dose level."),
    method: text("Exact or Monte Carlo, and how."),
    trials: orNull(count("Simulated trials."), "exact."),
    selection: list(share("Share."), "Probability that each dose level is recommended."),
    notReached: list(share("Share."), "Probability that the trial ends with each dose level as the highest one given, none of them too much."),
    none: share("Probability that no dose level is recommended."),
    safetyStop: share("Probability of a stop for safety."),
    n: list(number("Mean."), "Mean number of participants at each dose level."),
    events: list(number("Mean."), "Mean number of events at each dose level."),
    allocation: list(share("Share."), "Share of the participants at each dose level."),
    target: orNull({ type: "object", description: "Against the right dose level under this truth." }, "there is no target rate."),
    standardErrors: orNull({ type: "object", description: "Monte Carlo standard error of each number, under the same key; `largest` of the probabilities of recommendation." }, "the numbers are exact."),
  }, "Operating characteristics under one truth."),
};

export const timed = { duration: spread("the days of a trial"), suspended: spread("the days on which somebody came and no place was open"), waiting: spread("the days from arrival to treatment") };

const level = openRecord({ event: text("The event in words."), n: count("Participants."), events: count("Events."), level: share("Confidence level."), sentence: text("In words.") }, "Counts with exact limits and a posterior. What nobody was observed for is not known: its n is 0, and the sentence says so.");
export const eventLevels = { levels: list(level, "By dose level, lowest first."), pooled: level, pooledAssumption: text("On what the pooled limits rest.") };

const over = record({ mean: number("Mean over the truths."), standardError: orNull(number("Of the mean, because the truths are a sample."), "the truths were given, not drawn."), lowest: number("Lowest value."), quantiles: record({ p5: number("5 %"), p25: number("25 %"), p50: number("50 %"), p75: number("75 %"), p95: number("95 %") }), highest: number("Highest value.") });
const overKeys = ["selectedRight", "selectedAbove", "selectedBelow", "none", "notReached", "at", "above", "below", "mostAbove", "safetyStop", "totalN", "totalEvents"];
export const robustness = orNull(record({ design, method: text("How the truths came about; each by itself is exact."), scenarios: count("Truths that are done."), ...Object.fromEntries(overKeys.map((key) => [key, over])), worst: record({ truth: list(share("True rate."), "The hardest truth."), selectedRight: share("Probability of the right dose level there.") }) }), "stopped by Ctrl-C before any truth was done.");
