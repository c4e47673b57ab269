/** Given these participants: what next, why, and what would other outcomes have led to. */
import { conductTrial, parseCompactOutcomes, posteriorSvg, stepWords, trialTimelineSvg } from "@stroma/stats";
import { buildDesign } from "./build-design.ts";
import type { ConductAnswer, ConductRequest } from "./messages.ts";

export function adviseConduct({ id, trial, design: name, outcomes, event }: ConductRequest): ConductAnswer {
  const design = buildDesign(name, trial);
  const participants = parseCompactOutcomes(outcomes, { doses: design.doses });
  const result = conductTrial(design, participants, event === "" ? {} : { event });
  const { levels } = result.byDose;
  const { decision, sentence, departures, current, recommendation } = result;
  return {
    topic: "conduct",
    id,
    design: result.design,
    decision, sentence, departures, current, recommendation, levels,
    rows: result.outcomes.map((row) => ({
      events: `${row.events} of ${row.of}`,
      standing: row.standing,
      next: stepWords(row.decision.next),
      why: row.decision.reasons.at(-1)?.message ?? "",
    })),
    timeline: trialTimelineSvg(result, participants, { title: "The trial so far", id: "timeline-picture" }),
    posterior: posteriorSvg(
      levels.map(({ n, events, posterior: { mean, lower, upper } }, at) => ({ dose: at + 1, mean: n === 0 ? null : mean, lower, upper, n, events })),
      { title: "Probability of the event by dose level", method: "Each dose level by itself: posterior mean and 95 % credible interval, uniform prior Beta(1, 1).", id: "posterior-picture", ...(name === "boin" ? { target: trial.target } : {}) },
    ),
  };
}
