/** The designs that a design file may name. A new one is one entry here: its keys, and how it is built. */
import type { DoseDesign } from "../core/dose-design.ts";
import { boin } from "../interval/boin.ts";
import { type Fields, fraction, may, must, number, oneOf, whole, yesOrNo } from "./field.ts";

export interface KnownDesign {
  /** What `design.kind` says. */
  readonly kind: string;
  readonly title: string;
  /** The keys beside `kind`. The number of dose levels comes from `doseLevels`. */
  readonly fields: Fields;
  /** The options are of the right shape by then; the factory refuses what no trial can have, by DesignRefusal. */
  readonly build: (options: Readonly<Record<string, unknown>> & { readonly doses: number }) => DoseDesign;
}

/** The keys have been held against `fields`, whose names are those of the factory's options. */
const of = <T>(factory: (options: T) => DoseDesign): KnownDesign["build"] => (options) => factory(options as T);

const interval: Fields = {
  target: must(fraction, "the rate of events that is wanted, for example 0.25"),
  cohortSize: must(whole(1, 100), "participants in a cohort"),
  cohorts: may(whole(1, 1000), "number of cohorts; or give maximumN"),
  maximumN: may(whole(1, 10_000), "most participants in the trial; or give cohorts"),
  start: may(whole(1, 50), "first dose level; 1 where left out"),
  cutoff: may(fraction, "a dose level and all above close where Pr(rate > target) is above this; 0.95 where left out"),
  extraSafe: may(yesOrNo, "a stricter stop at the lowest dose level; false where left out"),
  offset: may(number(0, 0.5), "how much stricter: cutoff - offset; 0.05 where left out, only with extraSafe"),
  titration: may(yesOrNo, "one participant per dose level until the first event; false where left out"),
  nEarlyStop: may(whole(1, 10_000), "the trial ends when so many were treated at a dose level and the decision is to stay"),
  boundMTD: may(yesOrNo, "the recommended dose level's estimate is at most the de-escalation boundary; false where left out"),
};

export const knownDesigns: readonly KnownDesign[] = [
  {
    kind: "boin",
    title: "BOIN (Liu and Yuan 2015)",
    fields: {
      ...interval,
      underdose: may(fraction, "highest rate that is clearly too low; 0.6 of the target where left out"),
      overdose: may(fraction, "lowest rate that is clearly too high; 1.4 of the target where left out"),
      edition: may(oneOf("paper", "BOIN-2.7.2"), 'what is reproduced; "paper" where left out'),
    },
    build: of(boin),
  },
];
