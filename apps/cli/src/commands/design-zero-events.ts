/** `stroma design zero-events`: what few or no events among the participants of each dose level, and of all together, leave open. */
import { type EventCountAssessment, type EventLevels, assessEventLevels, posteriorSvg } from "@stroma/stats";
import { pairOf, refuseUsage } from "../design/boundary-words.ts";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, decimal, formatTable, percent } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";

export interface ZeroEventsOptions {
  /** Participants by dose level, lowest first. */
  readonly n: readonly number[];
  /** Events by dose level; none anywhere where null. */
  readonly events: readonly number[] | null;
  /** The event in words. */
  readonly event: string | null;
  readonly level: number;
  /** "a,b" of the beta prior; uniform where null. */
  readonly prior: readonly number[] | null;
  /** True rates for which it is told how probable it was to see no more events than these. */
  readonly rates: readonly number[];
  /** Probability that the illness itself causes the event. */
  readonly background: number | null;
  readonly form: TableForm;
  readonly plot: string | null;
}

export function designZeroEvents(options: ZeroEventsOptions): Outcome {
  if (options.plot !== null) requireWritable(options.plot);
  const events = options.events ?? options.n.map(() => 0);
  if (events.length !== options.n.length) refuseUsage(`--events has ${events.length} numbers and --n ${options.n.length}.`, "give one number a dose level in each, for example --n 5,5,5 --events 0,0,1.");
  const [a, b] = pairOf("--prior", options.prior);
  const assessed = refusing(() => assessEventLevels(options.n.map((n, at) => ({ n, events: events[at] ?? 0 })), { level: options.level, prior: { a, b }, rates: options.rates, ...(options.event === null ? {} : { event: options.event }), ...(options.background === null ? {} : { background: options.background }) }));
  if (options.plot !== null) writeWhole(options.plot, drawn(assessed));
  return { exitCode: 0, json: { method, ...assessed }, text: options.form === "csv" ? formatTable(limits(assessed), "csv") : format(assessed, options.form) };
}

const method = "Exact limits (Clopper and Pearson); beta posterior; binomial probabilities.";
const named = ({ levels, pooled }: EventLevels): readonly (readonly [string, EventCountAssessment])[] => [...levels.map((each, at) => [`dose level ${at + 1}`, each] as const), ["all", pooled]];

function limits(assessed: EventLevels): string[][] {
  const { level, rates, excess } = assessed.pooled;
  const wide = percent(level);
  const head = ["", "participants", "events", `upper limit, one-sided ${wide}`, `exact ${wide} interval`, "rule of three", "posterior mean", `posterior ${wide} interval`, ...rates.map(({ rate }) => `so few if ${percent(rate)}`), ...(excess === null ? [] : ["upper limit above background", "so many by background"])];
  return [head, ...named(assessed).map(([name, each]) => rowOf(name, each, head.length))];
}

/** Of a dose level that nobody was given, counts say nothing, and a prior is no knowledge. */
function rowOf(name: string, { n, events, upperOneSided, twoSided, ruleOfThree, posterior, rates, excess }: EventCountAssessment, columns: number): string[] {
  if (n === 0) return [name, "0", "0", ...Array.from({ length: columns - 3 }, () => "not known")];
  return [
    name,
    String(n),
    String(events),
    percent(upperOneSided),
    `${percent(twoSided.lower)} to ${percent(twoSided.upper)}`,
    ruleOfThree === null ? "needs no event" : percent(Math.min(1, ruleOfThree)),
    percent(posterior.mean),
    `${percent(posterior.lower)} to ${percent(posterior.upper)}`,
    ...rates.map(({ missed }) => percent(missed)),
    ...(excess === null ? [] : [percent(excess.upper), percent(excess.atLeastThisMany)]),
  ];
}

function format(assessed: EventLevels, form: TableForm): string {
  const { pooled, pooledAssumption } = assessed;
  const { prior } = pooled.posterior;
  const background = pooled.excess === null ? [] : [`The illness itself is taken to cause the event in ${percent(pooled.excess.background)}: ${decimal(pooled.excess.expected)} of ${pooled.n} were to be expected. Limits above it are exact and one-sided, cut at 0.`];
  return [
    `The event: ${pooled.event}.`,
    "",
    ...named(assessed).map(([name, each]) => `${name}: ${each.sentence}`),
    "",
    formatTable(limits(assessed), form),
    `${method} The prior is Beta(${prior.a}, ${prior.b}). "So few if" is the probability of no more events than these were that the true rate.`,
    pooledAssumption,
    ...background,
  ].join("\n");
}

function drawn({ levels, pooled }: EventLevels): string {
  const { prior } = pooled.posterior;
  const seen = levels.flatMap(({ n, events, posterior: { mean, lower, upper } }, at) => (n === 0 ? [] : [{ dose: at + 1, n, events, mean, lower, upper }]));
  const nobody = levels.flatMap(({ n }, at) => (n === 0 ? [at + 1] : []));
  const left = nobody.length === 0 ? "" : ` Nobody was given dose level ${nobody.join(", ")}: nothing is known there.`;
  return posteriorSvg(seen, { title: `What is known of each dose level: ${pooled.event}`, method: `Each dose level by itself: posterior mean and equal-tailed ${percent(pooled.level)} interval, prior Beta(${prior.a}, ${prior.b}).${left}` });
}
