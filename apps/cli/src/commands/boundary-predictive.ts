/** `stroma design boundary predictive`: a predictive probability design for a response, given or searched. */
import { type PredictiveDesign, predictiveCharacteristics, predictiveDesign, predictiveSvg, searchPredictiveDesign } from "@stroma/stats";
import { needed, pairOf, refuseBesideCsv, refuseUsage, requireUsed, usualRates } from "../design/boundary-words.ts";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, decimal, formatTable, percent } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";

export interface PredictiveCommandOptions {
  readonly nullProbability: number;
  readonly prior: readonly number[] | null;
  readonly firstLook: number;
  readonly cohort: number | null;
  /** Thresholds of a design; or errors for which one is searched. */
  readonly n: number | null;
  readonly futility: number | null;
  readonly conclude: number | null;
  readonly alternative: number | null;
  readonly alpha: number | null;
  readonly beta: number | null;
  readonly smallestN: number | null;
  readonly largestN: number | null;
  readonly rates: readonly number[] | null;
  readonly form: TableForm;
  readonly plot: string | null;
}

export function boundaryPredictive(options: PredictiveCommandOptions): Outcome {
  if (options.plot !== null) requireWritable(options.plot);
  refuseBesideCsv(options.form, { rates: options.rates });
  const design = refusing(() => designOf(options));
  const rates = [...new Set([options.nullProbability, ...(options.alternative === null ? [] : [options.alternative]), ...(options.rates ?? usualRates)])].toSorted((a, b) => a - b);
  const characteristics = refusing(() => rates.map((rate) => predictiveCharacteristics(design, rate)));
  if (options.plot !== null) writeWhole(options.plot, predictiveSvg(design, { title: "Predictive probability design" }));
  const limits = [["participants", "stop with so many responses or fewer"], ...rowsOf(design)];
  const known = [["true rate", "positive", "stops early", "participants"], ...characteristics.map(({ probability, positive, earlyStop, expectedN }) => [percent(probability), percent(positive), percent(earlyStop), decimal(expectedN)])];
  const table = formatTable(limits, options.form);
  return { exitCode: 0, json: { design, characteristics }, text: options.form === "csv" ? table : [design.variant, "", table, "", formatTable(known, options.form), "Exact, by recursion over the looks."].join("\n") };
}

function designOf({ nullProbability, firstLook, ...options }: PredictiveCommandOptions): PredictiveDesign {
  const [a, b] = pairOf("--prior", options.prior);
  const { n, futility, conclude, alternative, alpha, beta, smallestN, largestN } = options;
  const rule = { nullProbability, prior: { a, b }, firstLook, ...(options.cohort === null ? {} : { cohort: options.cohort }) };
  if (futility !== null || conclude !== null) {
    requireUsed("given thresholds", { alpha, beta, smallestN, largestN }, []);
    return predictiveDesign({ ...rule, n: needed("n", n, "give the number of participants.") }, { futility: needed("futility", futility, "give the predictive probability below which the trial stops, for example 0.05."), conclude: needed("conclude", conclude, "give the posterior probability that a positive conclusion needs, for example 0.95.") });
  }
  if (n !== null && (smallestN !== null || largestN !== null)) refuseUsage("Both --n and a range of n are given.", "give --n, or --smallest-n and --largest-n.");
  const range = "give --n, or --smallest-n and --largest-n, to search; or --n, --futility and --conclude for a design of your own.";
  return searchPredictiveDesign({ ...rule, alternative: needed("alternative", alternative, "give the response rate that is wanted, above --null."), alpha: alpha ?? 0.05, beta: beta ?? 0.2, smallestN: n ?? needed("smallestN", smallestN, range), largestN: n ?? needed("largestN", largestN, range) });
}

/** Looks with the same limit stand in one row. */
function rowsOf({ looks, stopAtOrBelow }: PredictiveDesign): string[][] {
  const rows: { from: number; to: number; limit: number | null }[] = [];
  looks.forEach((n, at) => {
    const limit = stopAtOrBelow[at] ?? null;
    const last = rows.at(-1);
    if (last !== undefined && last.limit === limit && at < looks.length - 1) last.to = n;
    else rows.push({ from: n, to: n, limit });
  });
  return rows.map(({ from, to, limit }, at) => [`${from === to ? from : `${from} to ${to}`}${at === rows.length - 1 ? ", the end" : ""}`, limit === null ? "never" : String(limit)]);
}
