/** The designs of a file that count responses beside events, with their keys. A new one is one entry here. */
import { type Boin12Options, boin12 } from "../efficacy/boin12.ts";
import type { EfficacyDesign } from "../efficacy/boin12.ts";
import { type Fields, fraction, group, listOf, may, must, number, oneOf, whole } from "./field.ts";

const boin12Fields: Fields = {
  mostEvents: must(fraction, "highest acceptable rate of events, for example 0.35"),
  leastResponses: must(fraction, "lowest acceptable rate of responses, for example 0.25"),
  utility: must(group({ neither: must(number(0, 100), "worth of neither event nor response"), both: must(number(0, 100), "worth of both") }), "worth of an outcome, where a response without event is 100 and an event without response 0"),
  cohortSize: must(whole(1, 100), "participants in a cohort"),
  cohorts: must(whole(1, 1000), "number of cohorts"),
  start: may(whole(1, 50), "first dose level; 1 where left out"),
  eventCutoff: may(fraction, "a dose level and all above close where Pr(rate of events > mostEvents) is at least this; 0.95 where left out"),
  responseCutoff: may(fraction, "a dose level is not given where Pr(rate of responses < leastResponses) is at least this; 0.9 where left out"),
  enoughToStay: may(whole(1, 1000), "with so many at a dose level and a rate of events between the boundaries it does not go up; 6 where left out"),
  nEarlyStop: may(whole(1, 10_000), "the trial ends when so many were treated at a dose level that would be given again"),
  exploreFrom: may(whole(1, 1000), "with so many at a dose level go up to one that was never given, unless there are too many events; never where left out"),
  ties: may(oneOf("lower", "higher"), "of two equally desirable dose levels; lower where left out"),
  prior: may(listOf(number(1e-6, 1e6)), "beta prior of the utility; [1, 1] where left out"),
};

export interface KnownEfficacyDesign {
  /** What `design.kind` says. */
  readonly kind: string;
  readonly title: string;
  readonly fields: Fields;
  /** The options are of the right shape by then; the factory refuses what no trial can have, by DesignRefusal. */
  readonly build: (options: Readonly<Record<string, unknown>> & { readonly doses: number }) => { readonly design: EfficacyDesign; readonly options: Boin12Options };
}

export const knownEfficacyDesigns: readonly KnownEfficacyDesign[] = [
  {
    kind: "boin12",
    title: "BOIN12 (Lin 2020): the best balance of responses and events",
    fields: boin12Fields,
    build: (given) => {
      const options = given as unknown as Boin12Options;
      return { design: boin12(options), options };
    },
  },
];

/** Does the plain object of a file name a design that counts responses? */
export function countsResponses(value: unknown): boolean {
  const design = typeof value === "object" && value !== null && "design" in value ? value.design : null;
  const kind = typeof design === "object" && design !== null && "kind" in design ? design.kind : null;
  return knownEfficacyDesigns.some((known) => known.kind === kind);
}
