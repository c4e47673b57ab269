/** `stroma design boundary cusum`: a cumulative sum chart for an event, one participant after another. */
import { cusumChart, cusumCharacteristics, cusumPath, cusumSvg } from "@stroma/stats";
import { type CalibrationWords, calibrationOf, refuseBesideCsv, refuseUsage, usualRates } from "../design/boundary-words.ts";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, decimal, formatTable, percent } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";

export interface CusumCommandOptions extends CalibrationWords {
  readonly nullProbability: number;
  readonly alternative: number;
  readonly n: number;
  readonly rates: readonly number[] | null;
  /** "NNTN": a letter a participant, in order. */
  readonly seen: string | null;
  readonly form: TableForm;
  readonly plot: string | null;
}

export function boundaryCusum(options: CusumCommandOptions): Outcome {
  if (options.plot !== null) requireWritable(options.plot);
  refuseBesideCsv(options.form, { seen: options.seen });
  const events = options.seen === null ? null : readSeen(options.seen, options.n);
  const chart = refusing(() => cusumChart({ nullProbability: options.nullProbability, alternative: options.alternative, n: options.n, calibrate: calibrationOf(options) }));
  const rates = [...new Set([options.nullProbability, options.alternative, ...(options.rates ?? usualRates)])].toSorted((a, b) => a - b);
  const characteristics = refusing(() => rates.map((rate) => cusumCharacteristics(chart, rate)));
  const path = events === null ? null : cusumPath(chart, events);
  // The sum and the limit are equal where they differ by rounding alone.
  const signal = path === null ? -1 : path.findIndex((sum) => sum >= chart.limit - 1e-12);
  const standing = path === null ? null : signal >= 0 ? { standing: "hold", sentence: `HOLD: the sum is ${decimal(path[signal] ?? 0)} after participant ${signal + 1}; the limit is ${decimal(chart.limit)}.` } : { standing: "go-on", sentence: `Go on: the sum is ${decimal(path.at(-1) ?? 0)} after ${path.length} participants; the limit is ${decimal(chart.limit)}.` };
  if (options.plot !== null) writeWhole(options.plot, cusumSvg(chart, events ?? [], { title: "Cumulative sum chart" }));
  const table = formatTable([["true rate", "held", "participants"], ...characteristics.map(({ probability, stop, expectedN }) => [percent(probability), percent(stop), decimal(expectedN)])], options.form);
  const { step } = chart;
  const rule = `Each event adds ${step.event.toFixed(4)}, each participant without it takes ${Math.abs(step.none).toFixed(4)} away, never below 0. Hold at ${chart.limit.toFixed(4)} or more.`;
  return {
    exitCode: 0,
    json: { chart, characteristics, seen: options.seen, path, standing },
    text: options.form === "csv" ? table : [chart.name, chart.variant, chart.calibration, "", rule, "", table, "Exact, by recursion over participants.", ...(standing === null ? [] : ["", standing.sentence])].join("\n"),
  };
}

function readSeen(text: string, n: number): readonly boolean[] {
  const letters = text.replaceAll(/\s/g, "");
  if (!/^[NT]+$/i.test(letters)) refuseUsage(`--seen ${text} cannot be read.`, "give a letter a participant, in order: N no event, T event, for example NNTN.");
  if (letters.length > n) refuseUsage(`--seen has ${letters.length} participants, and the chart ends with ${n}.`, "give a larger --n.");
  return letters.split("").map((letter) => letter.toUpperCase() === "T");
}
