/** The keys that the designs of a file know, by family. Their names are those of the factories' options. */
import { type Fields, fraction, group, listOf, may, must, number, oneOf, oneOrPerDose, perDose, whole, yesOrNo } from "./field.ts";

const start = may(whole(1, 50), "first dose level; 1 where left out");
const size: Fields = {
  cohortSize: must(whole(1, 100), "participants in a cohort"),
  cohorts: may(whole(1, 1000), "number of cohorts; or give maximumN"),
  maximumN: may(whole(1, 10_000), "most participants in the trial; or give cohorts"),
};
const target = must(fraction, "the rate of events that is wanted, for example 0.25");

/** TEQR has its own rule for closing. */
const withoutClosing: Fields = {
  target,
  ...size,
  start,
  titration: may(yesOrNo, "one participant per dose level until the first event; false where left out"),
  nEarlyStop: may(whole(1, 10_000), "the trial ends when so many were treated at a dose level and the decision is to stay"),
  boundMTD: may(yesOrNo, "the recommended dose level's estimate is at most the de-escalation boundary; false where left out"),
};

export const intervalOptions: Fields = {
  ...withoutClosing,
  cutoff: may(fraction, "a dose level and all above close where Pr(rate > target) is above this; 0.95 where left out"),
  extraSafe: may(yesOrNo, "a stricter stop at the lowest dose level; false where left out"),
  offset: may(number(0, 0.5), "how much stricter: cutoff - offset; 0.05 where left out, only with extraSafe"),
};

const margins: Fields = {
  marginBelow: may(fraction, "the target interval begins so much below the target; 0.05 where left out"),
  marginAbove: may(fraction, "the target interval ends so much above the target; 0.05 where left out"),
};

const boinRates: Fields = {
  underdose: may(fraction, "highest rate that is clearly too low; 0.6 of the target where left out"),
  overdose: may(fraction, "lowest rate that is clearly too high; 1.4 of the target where left out"),
};

export const boinOptions: Fields = { ...intervalOptions, ...boinRates, edition: may(oneOf("paper", "BOIN-2.7.2"), 'what is reproduced; "paper" where left out') };

export const informativeBoinOptions: Fields = {
  ...intervalOptions,
  ...boinRates,
  skeleton: must(perDose(fraction), "prior guess of the rate at each dose level, rising"),
  priorN: must(oneOrPerDose(number(0, 1000)), "how many participants the guess is worth, for all dose levels or for each"),
};

export const keyboardOptions: Fields = { ...intervalOptions, ...margins, edition: may(oneOf("paper", "Keyboard-0.1.3"), 'what is reproduced; "paper" where left out') };
export const mtpiOptions: Fields = { ...intervalOptions, ...margins, closeFromN: may(whole(1, 100), "dose levels close from so many participants on; 1 where left out") };
export const cumulativeCohortOptions: Fields = { ...intervalOptions, margin: must(fraction, "up at target - margin or less, down at target + margin or more") };
export const teqrOptions: Fields = { ...withoutClosing, ...margins, tooHigh: must(fraction, "a dose level and all above close where the observed rate is at least this") };
export const iThreePlusThreeOptions: Fields = { ...intervalOptions, interval: may(group({ lower: must(fraction, "lower end"), upper: must(fraction, "upper end") }), "rates as good as the target; 0.05 on either side where left out") };

export const stagedOptions: Fields = {
  start,
  deEscalation: may(oneOf("none", "return"), "what follows above a level with only its first cohort when the next one was too much; none where left out (rolling six: return)"),
  expansion: may(oneOf("none", "declared-level"), "whether the declared level is completed first; none where left out"),
  topDose: may(oneOf("declared", "expanded", "not-reached"), "what a passed top level with its first cohort means; declared where left out"),
};

export const aPlusBOptions: Fields = {
  ...stagedOptions,
  a: must(whole(2, 100), "participants of the first cohort"),
  b: must(whole(1, 100), "participants who are added"),
  c: must(whole(1, 100), "fewer than C events among A: up"),
  d: must(whole(1, 100), "more than D events among A: too much"),
  e: must(whole(1, 200), "at most E events among A + B: up"),
};

export const fixedCohortOptions: Fields = {
  size: must(oneOrPerDose(whole(1, 1000)), "participants in a cohort, for all dose levels or for each"),
  mostEvents: must(oneOrPerDose(whole(0, 999)), "largest number of events that still allows escalation, for all dose levels or for each"),
  otherwise: must(oneOf("stop", "stay"), "with more: stop, or stay for another cohort"),
  mostCohorts: may(whole(2, 20), "with stay: cohorts that a dose level gets before the trial stops"),
  start,
};

export const crmOptions: Fields = {
  target,
  skeleton: must(perDose(fraction), "prior guess of the rate at each dose level, rising"),
  maximumN: must(whole(1, 1000), "most participants in the trial"),
  cohortSize: may(whole(1, 1000), "participants in a cohort; 1 where left out"),
  start: may(whole(1, 50), "first dose level; the one whose prior estimate is closest to the target where left out"),
  tie: may(oneOf("lower", "higher"), "of two equally close dose levels; lower where left out"),
  model: may(oneOf("empiric", "logistic"), "the working model; empiric where left out"),
  intercept: may(number(-50, 50), "fixed intercept of the logistic model; 3 where left out"),
  method: may(oneOf("bayes", "likelihood"), "bayes where left out"),
  prior: may(group({ kind: must(oneOf("normal", "gamma"), "normal (of log a) or gamma (of a)"), variance: may(number(1e-6, 1e6), "of the normal prior"), shape: may(number(1e-6, 1e6), "of the gamma prior"), rate: may(number(1e-6, 1e6), "of the gamma prior") }), "prior of the parameter; log a normal with variance 1.34 where left out"),
  estimate: may(oneOf("curve-mean", "plug-in"), "posterior mean of the curve, or the curve at the posterior mean of the parameter"),
  edition: may(oneOf("paper", "dfcrm-0.2-2.1"), 'what is reproduced; "paper" where left out'),
  initialStage: may(listOf(group({ dose: must(whole(1, 50), "dose level"), size: must(whole(1, 100), "participants") })), "cohorts that are given whatever the model says until the first event"),
};

export const blrmOptions: Fields = {
  quantities: must(perDose(number(1e-12, 1e15)), "quantity of each dose level, rising, in any unit"),
  reference: must(number(1e-12, 1e15), "the quantity at which alpha/(1 + alpha) is the probability, in the same unit"),
  prior: must(group({ mean: must(listOf(number(-100, 100)), "means of log alpha and log beta"), sd: must(listOf(number(1e-6, 100)), "their standard deviations"), correlation: must(number(-0.999, 0.999), "their correlation") }), "bivariate normal prior of log alpha and log beta"),
  targetInterval: may(listOf(fraction), "lower and upper end of the targeted rates; [0.2, 0.35] where left out"),
  maximumN: must(whole(1, 1000), "most participants in the trial"),
  cohortSize: may(whole(1, 1000), "participants in a cohort; 3 where left out"),
  start,
  overdoseLimit: may(fraction, "a dose level is given only while its probability of overdosing is below this; 0.25 where left out"),
};
