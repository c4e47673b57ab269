/** `stroma design conduct` of a design that counts responses: given these participants, what next, and why. */
import { type EfficacyCohortOutcome, type EfficacyConduct, type EventLevels, assessEventLevels, boin12Faults, boin12Scale, conductEfficacyTrial, desirability, parseCompactEfficacy, parseEfficacyParticipants, posteriorMeanUtility, recommendationWords, stepWords } from "@stroma/stats";
import { nameDesign } from "../design/format-characteristics.ts";
import type { EfficacyFromFile } from "../design/read-design.ts";
import { type ConductCommandOptions, listIn, refusingOutcomes } from "../design/read-outcomes.ts";
import { refusing } from "../design/refuse-options.ts";
import { formatTable, percent } from "../design/text-table.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";

export function conductEfficacy(read: EfficacyFromFile, { outcomes, data, daysSinceLast, plot, plotDoses }: ConductCommandOptions): Outcome {
  const { file, design } = read;
  if (daysSinceLast !== null) throw new CommandRefusal("option-without-meaning", `${design.name} does not wait for days.`, "leave --days-since-last out.", 2);
  if (plot !== null || plotDoses !== null) throw new CommandRefusal("option-without-meaning", `There is no picture of a trial of ${design.name}.`, "leave --plot and --plot-doses out.", 2);
  const { doses } = design;
  const participants = refusingOutcomes(() => (data === null ? parseCompactEfficacy(outcomes ?? "", { doses }) : parseEfficacyParticipants(listIn(data), { doses })));
  const result = refusing(() => conductEfficacyTrial(design, participants));
  const levels = refusing(() => levelsOf(read, result));
  const byDose = refusing(() => assessEventLevels(result.state.levels.map(({ n, events }) => ({ n, events })), { event: file.event }));
  return { exitCode: 0, json: { title: file.title, doseLevels: file.doseLevels, ...result, levels, byDose }, text: format(read, result, levels, byDose) };
}

interface Level {
  readonly n: number;
  readonly events: number;
  readonly responses: number;
  readonly both: number;
  readonly pending: number;
  /** What the data say; null where nobody was given the dose level. */
  readonly tooManyEvents: number | null;
  readonly tooFewResponses: number | null;
  readonly meanUtility: number | null;
  /** Of a dose level that nobody was given it is that of the prior: the design goes by it. */
  readonly desirability: number;
  readonly standing: "closed" | "too few responses" | "open";
}

function levelsOf({ options }: EfficacyFromFile, { state, decision, pending }: EfficacyConduct): readonly Level[] {
  const scale = boin12Scale(options, options.utility, options.prior);
  const safety = { ...options, eventCutoff: options.eventCutoff ?? 0.95, responseCutoff: options.responseCutoff ?? 0.9 };
  return state.levels.map((counts, at) => {
    const faults = boin12Faults(counts, safety);
    const given = counts.n > 0;
    return {
      ...counts,
      pending: pending[at] ?? 0,
      tooManyEvents: given ? faults.tooManyEvents : null,
      tooFewResponses: given ? faults.tooFewResponses : null,
      meanUtility: given ? posteriorMeanUtility(counts, scale) : null,
      desirability: desirability(counts, scale),
      standing: decision.closed[at] === true ? "closed" : faults.futile ? "too few responses" : "open",
    };
  });
}

function format({ file, design, options }: EfficacyFromFile, { decision, departures, sentence, recommendation, outcomes }: EfficacyConduct, levels: readonly Level[], { levels: byDose, pooled }: EventLevels): string {
  const named = decision.next.kind === "treat" ? ` (${file.doseLevels[decision.next.dose - 1] ?? ""})` : "";
  const known = (value: number | null, show: (value: number) => string) => (value === null ? "not known" : show(value));
  const rows = levels.map((level, at) => [
    String(at + 1),
    String(level.n),
    String(level.events),
    String(level.responses),
    String(level.both),
    String(level.pending),
    known(level.n === 0 ? null : (byDose[at]?.upperOneSided ?? null), percent),
    known(level.tooManyEvents, percent),
    known(level.tooFewResponses, percent),
    known(level.meanUtility, (value) => value.toFixed(1)),
    level.desirability.toFixed(4) + (level.n === 0 ? " (prior)" : ""),
    level.standing,
  ]);
  const head = ["dose level", "participants", "events", "responses", "both", "pending", `upper limit of events, one-sided ${Math.round(pooled.level * 100)} %`, `Pr(events > ${options.mostEvents})`, `Pr(responses < ${options.leastResponses})`, "mean utility", "desirability", "standing"];
  return [
    file.title,
    nameDesign(design),
    "",
    `NEXT: ${sentence}${named}`,
    ...decision.reasons.map(({ message, rule }) => `  ${message}  (${rule})`),
    ...(recommendation === null ? [] : [`Recommended: ${recommendationWords(recommendation)}, by ${recommendation.rule}.${recommendation.kind === "none" ? ` ${recommendation.why}` : ""}`]),
    ...(departures.length === 0 ? [] : ["The trial departed from its design:", ...departures.map(({ message }) => `  ${message}`)]),
    ...(outcomes.length === 0 ? [] : ["", "Outcomes of the current cohort, and what each leads to:", formatOutcomes(outcomes)]),
    "",
    formatTable([head, ...rows]),
    "Probabilities are posterior ones of the design, exact; the upper limit is that of Clopper and Pearson, of each dose level by itself. Who is pending is not among the participants.",
  ].join("\n");
}

const standings = { actual: "<- seen", possible: "<- still possible", past: "" } as const;
const formatOutcomes = (outcomes: readonly EfficacyCohortOutcome[]): string =>
  formatTable([["  of", "events", "responses", "both", ""], ...outcomes.map(({ of, events, responses, both, decision, standing }) => [`  ${of}`, String(events), String(responses), String(both), `${stepWords(decision.next).padEnd(36)} ${standings[standing].padEnd(17)}`])]);
