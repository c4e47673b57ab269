/** What few or no events leave open, and how many participants it takes to see one. */
import { assessEventCount, chanceToSee, smallestCohort } from "@stroma/stats";
import type { ZeroEventsAnswer, ZeroEventsRequest } from "./messages.ts";
import { percent } from "./percent.ts";

export function tellZeroEvents({ id, n, events, rate, event }: ZeroEventsRequest): ZeroEventsAnswer {
  const assessed = assessEventCount(events, n, { ...(event === "" ? {} : { event }), rates: [rate] });
  const [{ missed, posteriorAbove } = { missed: 1, posteriorAbove: 1 }] = assessed.rates;
  const { mean, lower, upper } = assessed.posterior;
  const wanted = smallestCohort({ rate, chance: 0.95 });
  return {
    topic: "zero-events",
    id,
    sentences: [
      assessed.sentence,
      ...(assessed.ruleOfThree === null ? [] : [`Rule of three, an approximation: at most ${percent(Math.min(1, assessed.ruleOfThree))}.`]),
      ...(n === 0 ? [] : [`Posterior with a uniform prior: mean ${percent(mean)}, 95 % credible interval ${percent(lower)} to ${percent(upper)}; probability that the true rate is above ${percent(rate)}: ${percent(posteriorAbove)}.`]),
      ...(n === 0 ? [] : [`If the true rate were ${percent(rate)}, ${events === 0 ? "no event" : `at most ${events}`} among ${n} would be seen with probability ${percent(missed)}, and at least one with ${percent(chanceToSee(n, rate))}.`]),
      `To see at least one event with probability 95 % when the true rate is ${percent(rate)}: ${wanted.n} participants (attained ${percent(wanted.attained)}).`,
    ],
  };
}
