/** `stroma design cohort-size`: would so many participants have seen the event, and how many would it take? */
import { type BetaPrior, assuranceToSee, chanceToSee, smallestCohort } from "@stroma/stats";
import { pairOf, refuseUsage } from "../design/boundary-words.ts";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, formatTable, percent } from "../design/text-table.ts";
import type { Outcome } from "../outcome.ts";

export interface CohortSizeOptions {
  /** Sizes to look at, or null. */
  readonly n: readonly number[] | null;
  /** Wanted probability to see the event: the smallest size is searched; or null. */
  readonly chance: number | null;
  /** True rates for which the power is told. */
  readonly rates: readonly number[];
  /** "a,b" of the beta prior over which the assurance is the mean; uniform where null. */
  readonly prior: readonly number[] | null;
  /** At least so many events count as seen. */
  readonly atLeast: number;
  readonly form: TableForm;
}

export function designCohortSize(options: CohortSizeOptions): Outcome {
  const { n, chance, rates, atLeast, form } = options;
  if (n === null && chance === null) refuseUsage("Neither --n nor --chance is given.", "give sizes, for example --n 3,5,15; or the wanted probability to see the event, for example --chance 0.8; or both.");
  const [a, b] = pairOf("--prior", options.prior);
  const prior: BetaPrior = { a, b };
  const sizes = refusing(() => (n ?? []).map((size) => ({ n: size, power: rates.map((rate) => ({ rate, chance: chanceToSee(size, rate, { atLeast }) })), assurance: assuranceToSee(size, prior, { atLeast }) })));
  const smallest = chance === null ? [] : refusing(() => [...rates, prior].map((rate) => ({ ...(typeof rate === "number" ? { rate } : { prior: rate }), ...smallestCohort({ rate, chance, atLeast }) })));
  const seen = atLeast === 1 ? "at least one event" : `at least ${atLeast} events`;
  const average = `mean over Beta(${a}, ${b})`;
  const sizeTable = [["participants", ...rates.map((rate) => `true rate ${percent(rate)}`), average], ...sizes.map((size) => [String(size.n), ...size.power.map((each) => percent(each.chance)), percent(size.assurance)])];
  const searchTable = [["true rate", "participants", "probability attained"], ...smallest.map((each) => ["rate" in each ? percent(each.rate) : average, String(each.n), percent(each.attained)])];
  if (form === "csv" && n !== null && chance !== null) refuseUsage("One CSV holds one table, and --n and --chance ask for two.", "give one of them, or another --form.");
  const blocks = [
    ...(n === null ? [] : [`Probability to see ${seen}: power at each true rate; assurance, its mean over the prior of the rate.`, formatTable(sizeTable, form)]),
    ...(chance === null ? [] : [`Smallest number of participants that sees ${seen} with ${percent(chance)} or more.`, formatTable(searchTable, form)]),
  ];
  return { exitCode: 0, json: { method, atLeast, prior, chance, sizes, smallest }, text: form === "csv" ? formatTable(n === null ? searchTable : sizeTable, "csv") : [...blocks, method].join("\n\n") };
}

const method = "Exact: binomial for a given rate, beta-binomial for the assurance.";
