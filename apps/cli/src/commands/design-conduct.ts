/** `stroma design conduct`: given these participants, what next, and why. */
import { type CohortOutcome, type ConductResult, type ParticipantOutcome, conductTrial, parseCompactOutcomes, parseParticipants, posteriorSvg, recommendationWords, stepWords, trialTimelineSvg } from "@stroma/stats";
import { nameDesign } from "../design/format-characteristics.ts";
import { type DesignFromFile, readAnyDesign } from "../design/read-design.ts";
import { type ConductCommandOptions, listIn, refusingOutcomes } from "../design/read-outcomes.ts";
import { asCommandRefusal } from "../design/refuse-options.ts";
import { targetOfFile } from "../design/target-of-file.ts";
import { formatTable, percent } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";
import { conductEfficacy } from "./design-efficacy-conduct.ts";

export function designConduct(path: string, options: ConductCommandOptions): Outcome {
  for (const file of [options.plot, options.plotDoses]) if (file !== null) requireWritable(file);
  const read = readAnyDesign(path);
  if (options.outcomes !== null && options.data !== null) throw new CommandRefusal("usage", "Outcomes are given twice.", 'give either outcomes like "1NNN 2NTN", or --data with a file.', 2);
  if (read.counts === "responses") return conductEfficacy(read, options);
  if (options.daysSinceLast !== null && !read.file.behaviours.some(({ kind }) => goByDays.includes(kind))) throw new CommandRefusal("option-without-meaning", "No behaviour of the design file goes by days since the last participant.", "leave --days-since-last out, or add stagger or sentinel to the file.", 2);
  const participants = readOutcomes(read, options);
  const result = conduct(read, participants, options.daysSinceLast);
  if (options.plot !== null) writeWhole(options.plot, trialTimelineSvg(result, participants, { title: read.file.title }));
  if (options.plotDoses !== null) writeWhole(options.plotDoses, drawDoses(read, result));
  return { exitCode: 0, json: { title: read.file.title, doseLevels: read.file.doseLevels, ...result, byDose: knownOnly(result.byDose) }, text: format(read, result) };
}

/** The prior alone is no knowledge of a dose level that nobody was given: no number stands for it. */
function knownOnly({ levels, pooled, pooledAssumption }: ConductResult["byDose"]): unknown {
  const known = (each: typeof pooled): unknown => (each.n > 0 ? each : { event: each.event, n: 0, events: 0, level: each.level, estimate: null, upperOneSided: null, twoSided: null, ruleOfThree: null, posterior: null, rates: null, excess: null, sentence: each.sentence });
  return { levels: levels.map(known), pooled: known(pooled), pooledAssumption };
}

/** Behaviours that ask how long ago the last participant was treated. */
const goByDays: readonly string[] = ["stagger", "sentinel"];

function drawDoses({ file }: DesignFromFile, { byDose: { levels } }: ConductResult): string {
  const [first] = levels;
  const target = targetOfFile(file);
  const method = first === undefined ? "" : `Each dose level by itself: posterior mean and equal-tailed ${Math.round(first.level * 100)} % interval, prior Beta(${first.posterior.prior.a}, ${first.posterior.prior.b}). The event: ${file.event}.`;
  return posteriorSvg(levels.map(({ n, events, posterior: { mean, lower, upper } }, at) => ({ dose: at + 1, n, events, mean: n === 0 ? null : mean, lower, upper })), { title: `${file.title}: what is known of each dose level`, method, ...(target === null ? {} : { target }) });
}

const readOutcomes = ({ design: { doses } }: DesignFromFile, { outcomes, data }: ConductCommandOptions): readonly ParticipantOutcome[] =>
  refusingOutcomes(() => (data === null ? parseCompactOutcomes(outcomes ?? "", { doses }) : parseParticipants(listIn(data), { doses })));

function conduct({ design, file }: DesignFromFile, participants: readonly ParticipantOutcome[], daysSinceLast: number | null): ConductResult {
  try {
    return conductTrial(design, participants, { event: file.event, ...(daysSinceLast === null ? {} : { daysSinceLast }) });
  } catch (error) {
    throw asCommandRefusal(error);
  }
}

function format({ file, design }: DesignFromFile, result: ConductResult): string {
  const { decision, current, departures, outcomes, recommendation, state } = result;
  const why = decision.reasons.map((reason) => `  ${reason.message}  (${reason.rule}${numbersOf(reason.numbers)})`);
  const closed = decision.closed.flatMap((one, at) => (one ? [at + 1] : []));
  const named = decision.next.kind === "treat" ? ` (${file.doseLevels[decision.next.dose - 1] ?? ""})` : "";
  return [
    file.title,
    nameDesign(design),
    "",
    `NEXT: ${result.sentence}${named}`,
    "Rules that spoke, the last one had the last word:",
    ...why,
    ...pendingWords(result),
    ...(result.backfill === null ? [] : [`Who arrives meanwhile is treated beside the cohort at dose level ${result.backfill} (${file.doseLevels[result.backfill - 1] ?? ""}).`]),
    ...(closed.length > 0 ? [`Closed dose levels: ${closed.join(", ")}.`] : []),
    ...(recommendation === null ? [] : [`Recommended: ${recommendationWords(recommendation)}, by ${recommendation.rule}.${recommendation.kind === "none" ? ` ${recommendation.why}` : ""}`]),
    ...(departures.length === 0 ? [] : ["The trial departed from its design:", ...departures.map((departure) => `  ${departure.message}`)]),
    "",
    ...(outcomes.length === 0 ? [] : [`What each outcome of the cohort at dose level ${current.dose} leads to${state.pending.length > 0 ? ", once it is known" : ""}:`, formatOutcomes(outcomes), ""]),
    formatLevels(result),
  ].join("\n");
}

const numbersOf = (numbers: Readonly<Record<string, number>>): string => {
  const entries = Object.entries(numbers).map(([name, value]) => `${name} ${Number(value.toPrecision(6))}`);
  return entries.length === 0 ? "" : `: ${entries.join(", ")}`;
};

/** Who is still being followed, by dose level. */
function pendingWords({ state: { pending } }: ConductResult): readonly string[] {
  const doses = [...new Set(pending.map(({ dose }) => dose))].toSorted((a, b) => a - b);
  const at = (dose: number) => pending.filter((one) => one.dose === dose).map(({ followed }) => percent(followed));
  return doses.length === 0 ? [] : [`Pending, with the part of the window that is over: ${doses.map((dose) => `dose level ${dose}: ${at(dose).join(", ")}`).join("; ")}. They are not among the participants of the table below.`];
}

const standings = { actual: "<- seen", possible: "<- still possible", past: "" } as const;
const formatOutcomes = (outcomes: readonly CohortOutcome[]): string => outcomes.map(({ events, of, decision, standing }) => `  ${events} of ${of}: ${stepWords(decision.next).padEnd(36)} ${standings[standing]}`.trimEnd()).join("\n");

/** What the counts of each dose level leave open, beside "no event". */
function formatLevels({ byDose: { levels, pooled, pooledAssumption } }: ConductResult): string {
  const level = Math.round(pooled.level * 100);
  const row = (name: string, { n, events, upperOneSided, twoSided, posterior }: typeof pooled) => n === 0
    // The prior alone is no knowledge of a dose level that nobody was given.
    ? [name, "0", "0", "not known", "not known", "not known"]
    : [name, String(n), String(events), percent(upperOneSided), `${percent(twoSided.lower)} to ${percent(twoSided.upper)}`, percent(posterior.mean)];
  const rows = [["dose level", "participants", "events", `upper limit, one-sided ${level} %`, `exact ${level} % interval`, "posterior mean"], ...levels.map((each, at) => row(String(at + 1), each)), row("all", pooled)];
  return `${formatTable(rows)}\nLimits are exact (Clopper and Pearson); the posterior has the prior Beta(${pooled.posterior.prior.a}, ${pooled.posterior.prior.b}). ${pooledAssumption}`;
}
