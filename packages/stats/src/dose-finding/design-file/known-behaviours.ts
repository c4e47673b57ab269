/** The behaviours that a design file may wrap around its design. A new one is one entry here. */
import { closeWhenTooManyEvents } from "../behaviours/close-when-too-many-events.ts";
import { demandN } from "../behaviours/demand-n.ts";
import { doNotSkipDeEscalating, doNotSkipEscalating } from "../behaviours/do-not-skip.ts";
import { escalateCoherently } from "../behaviours/escalate-coherently.ts";
import { followPending } from "../behaviours/follow-pending.ts";
import { lockDoses } from "../behaviours/lock-doses.ts";
import { maximumN } from "../behaviours/maximum-n.ts";
import { sentinel } from "../behaviours/sentinel.ts";
import { stagger } from "../behaviours/stagger.ts";
import { startDose } from "../behaviours/start-dose.ts";
import { stopAtN } from "../behaviours/stop-at-n.ts";
import { stopWhenPrecise } from "../behaviours/stop-when-precise.ts";
import { stopWhenTooManyEvents } from "../behaviours/stop-when-too-many-events.ts";
import { titrate } from "../behaviours/titrate.ts";
import type { Behaviour } from "../core/behaviour.ts";
import { type Fields, fraction, group, may, must, number, oneOf, probability, whole } from "./field.ts";

type Build = (options: Readonly<Record<string, unknown>>) => Behaviour;

export interface KnownBehaviour {
  /** What `behaviours.0.kind` says. */
  readonly kind: string;
  readonly title: string;
  /** The keys beside `kind`. */
  readonly fields: Fields;
  readonly build: Build;
}

/** The keys have been held against `fields`, whose names are those of the factory's options. */
const of = <T>(factory: (options: T) => Behaviour): Build => (given) => factory(given as T);

const doseLevel = whole(1, 50);
const people = whole(1, 100_000);
const prior = may(group({ a: must(number(1e-6, 1e6), "first parameter"), b: must(number(1e-6, 1e6), "second parameter") }), "beta prior of the rate; uniform where left out");
const tooMany: Fields = { rate: must(fraction, "highest rate that is accepted"), confidence: must(fraction, "the posterior probability of a rate above it must be larger than this, for example 0.95"), prior };

export const knownBehaviours: readonly KnownBehaviour[] = [
  { kind: "do-not-skip-escalating", title: "No dose level is skipped on the way up", fields: { from: may(oneOf("last", "highest"), "one level above the last one given, or the highest one ever given; last where left out") }, build: of(doNotSkipEscalating) },
  { kind: "do-not-skip-de-escalating", title: "No dose level is skipped on the way down", fields: {}, build: () => doNotSkipDeEscalating() },
  { kind: "escalate-coherently", title: "No escalation right after too many events in a cohort", fields: { rate: must(fraction, "share of the cohort with the event from which on the next cohort is no higher, for example the target") }, build: of(escalateCoherently) },
  { kind: "stop-when-too-many-events", title: "Safety stop by the posterior of the rate", fields: { ...tooMany, at: may(oneOf("lowest", "current"), "the dose level that is looked at; lowest where left out") }, build: of(stopWhenTooManyEvents) },
  { kind: "close-when-too-many-events", title: "Closes dose levels by the posterior of the rate", fields: tooMany, build: of(closeWhenTooManyEvents) },
  { kind: "stop-at-n", title: "Stops with enough participants at a dose level", fields: { n: must(people, "participants at one dose level"), at: may(oneOf("next", "any"), "at the level wanted next, or at any; next where left out") }, build: of(stopAtN) },
  { kind: "stop-when-precise", title: "Stops when the rate is known precisely", fields: { measure: must(oneOf("interval-width", "cv"), "width of the exact interval, or coefficient of variation"), atMost: must(number(0, 100), "precise: no larger than this"), level: may(fraction, "confidence level of the interval; 0.95 where left out"), prior }, build: of(stopWhenPrecise) },
  { kind: "demand-n", title: "No dose level is declared on too few participants", fields: { n: must(people, "participants at the recommended dose level"), cohort: may(people, "most participants in one added cohort") }, build: of(demandN) },
  { kind: "stagger", title: "Days between participants and between cohorts", fields: { betweenParticipants: may(whole(0, 3660), "days between participants of a cohort"), betweenCohorts: may(whole(0, 3660), "days between cohorts") }, build: of(stagger) },
  { kind: "sentinel", title: "The first participants of a cohort alone", fields: { participants: may(whole(1, 2), "how many; 1 where left out"), days: must(whole(1, 3660), "days before the next participant"), afterEvent: may(oneOf("complete-cohort", "ask-design"), "what an event in a sentinel means; ask-design where left out") }, build: of(sentinel) },
  { kind: "follow-pending", title: "Nobody is treated until enough are followed", fields: { followed: may(probability, "part of the window; 1 where left out"), share: may(probability, "share of the participants at the current dose level; 1 where left out"), window: may(number(0, 3660), "days of the window"), before: may(oneOf("any", "escalation"), "before any step, or before a higher dose level; any where left out") }, build: of(followPending) },
  { kind: "maximum-n", title: "A largest number of participants", fields: { n: must(people, "most participants in the trial") }, build: of(maximumN) },
  { kind: "start-dose", title: "The dose level of the first cohort", fields: { dose: must(doseLevel, "dose level") }, build: of(startDose) },
  { kind: "titrate", title: "Single participants until the first event", fields: { upTo: may(doseLevel, "highest level of the titration; the highest one where left out") }, build: of(titrate) },
  { kind: "lock-doses", title: "Only some dose levels are given", fields: { lowest: may(doseLevel, "1 where left out"), highest: may(doseLevel, "the highest one where left out") }, build: of(lockDoses) },
];
