/** `stroma design boundary [events]`: when a safety board holds the trial, and what that rule does. */
import { type BoundaryFamily, type SeenEvents, type StoppingBoundary, boundaryCharacteristics, boundaryCsv, boundaryMarkdown, boundaryRows, boundarySvg, everyLook, stoppingBoundary } from "@stroma/stats";
import { type Standing, calibrationOf, needed, pairOf, readPairs, refuseBesideCsv, refuseUsage as refuse, requireUsed, usualRates } from "../design/boundary-words.ts";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, decimal, formatTable, percent } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";

export const boundaryKinds = ["pocock", "obrien-fleming", "wang-tsiatis", "posterior", "chen-chaloner", "thall-simon", "predictive", "sprt", "maximised-sprt"] as const;
export type BoundaryKind = (typeof boundaryKinds)[number];

export interface BoundaryCommandOptions {
  readonly kind: BoundaryKind;
  /** Most participants: a look after each one. Or the looks themselves. */
  readonly n: number | null;
  readonly looks: readonly number[] | null;
  readonly nullProbability: number;
  readonly alpha: number | null;
  readonly cutoff: number | null;
  readonly delta: number | null;
  readonly alternative: number | null;
  /** "a,b" of the beta prior. */
  readonly prior: readonly number[] | null;
  /** Of chen-chaloner: how certain a rate above the alternative must be. */
  readonly certainty: number | null;
  /** Of thall-simon: "a,b" of the reference's beta distribution, and by how much the rate is above it. */
  readonly reference: readonly number[] | null;
  readonly excess: number | null;
  /** Of predictive: the posterior probability that ends the trial with too many events. */
  readonly conclude: number | null;
  /** Rates for which the characteristics are told. */
  readonly rates: readonly number[] | null;
  /** "5:1,10:2": seen so far. */
  readonly seen: string | null;
  readonly form: TableForm;
  readonly plot: string | null;
}

export function designBoundary(options: BoundaryCommandOptions): Outcome {
  if (options.plot !== null) requireWritable(options.plot);
  refuseBesideCsv(options.form, { seen: options.seen, rates: options.rates });
  const looks = options.looks ?? (options.n === null ? refuse("The looks are not given.", "give --n for a look after every participant, or --looks, for example --looks 5,10,15.") : everyLook(options.n));
  if (options.looks !== null && options.n !== null) refuse("Both --n and --looks are given.", "give one of them.");
  const calibrate = calibrationOf(options);
  const seen = options.seen === null ? [] : readSeen(options.seen);
  const family = familyOf(options);
  const boundary = refusing(() => stoppingBoundary({ looks, nullProbability: options.nullProbability, family, calibrate }));
  const rates = [...new Set([options.nullProbability, ...(options.rates ?? usualRates)])].toSorted((a, b) => a - b);
  const characteristics = refusing(() => rates.map((rate) => boundaryCharacteristics(boundary, rate)));
  const standing = seen.length === 0 ? null : standingOf(boundary, seen);
  if (options.plot !== null) writeWhole(options.plot, boundarySvg(boundary, seen, { title: `Stopping boundary, ${boundary.name}` }));
  const shown = characteristics.map(({ probability, stop, early, expectedN, expectedEvents }) => [percent(probability), percent(stop), percent(early), decimal(expectedN), decimal(expectedEvents)]);
  const table = options.form === "csv" ? boundaryCsv(boundary).replaceAll("\r\n", "\n") : options.form === "markdown" ? boundaryMarkdown(boundary) : [boundary.name, boundary.variant, boundary.calibration, "", ...boundaryRows(boundary).map((row) => row.sentence)].join("\n");
  return {
    exitCode: 0,
    json: { boundary, table: boundaryRows(boundary), characteristics, seen, standing },
    text: options.form === "csv" ? table : [table, "", formatTable([["true rate", "held", "held early", "participants", "events"], ...shown], options.form), "Exact, by recursion over the looks.", ...(standing === null ? [] : ["", standing.sentence])].join("\n"),
  };
}

const usedBy: Readonly<Record<BoundaryKind, readonly string[]>> = {
  pocock: [],
  "obrien-fleming": [],
  "wang-tsiatis": ["delta"],
  posterior: ["prior"],
  "chen-chaloner": ["prior", "alternative", "certainty"],
  "thall-simon": ["prior", "reference", "excess"],
  predictive: ["prior", "conclude"],
  sprt: ["alternative"],
  "maximised-sprt": [],
};

function familyOf({ kind, delta, alternative, prior, certainty, reference, excess, conclude }: BoundaryCommandOptions): BoundaryFamily {
  requireUsed(kind, { delta, alternative, prior, certainty, reference, excess, conclude }, usedBy[kind]);
  const beta = (option: string, given: readonly number[] | null) => {
    const [a, b] = pairOf(option, given);
    return { a, b };
  };
  switch (kind) {
    case "wang-tsiatis":
      return { kind, delta: needed("delta", delta, "give it from 0 (O'Brien-Fleming) to 0.5 (Pocock).") };
    case "sprt":
      return { kind, alternative: needed("alternative", alternative, "give the rate that is to be found, above --null.") };
    case "posterior":
      return { kind, prior: beta("--prior", prior) };
    case "chen-chaloner":
      return { kind, prior: beta("--prior", prior), alternative: needed("alternative", alternative, "give a rate that is too high, above --null."), certainty: needed("certainty", certainty, "give how certain a rate above the alternative must be, for example 0.2.") };
    case "thall-simon":
      return { kind, prior: beta("--prior", prior), reference: beta("--reference", needed("reference", reference, "give the beta distribution of the rate without the treatment, for example 10,40 for 10 of 50.")), excess: needed("excess", excess, "give by how much the rate may not be above the reference, for example 0.05; 0 for not at all.") };
    case "predictive":
      return { kind, prior: beta("--prior", prior), conclude: needed("conclude", conclude, "give the posterior probability that counts as too many events at the end, for example 0.9.") };
    case "pocock":
    case "obrien-fleming":
    case "maximised-sprt":
      return { kind };
  }
}

function readSeen(text: string): readonly SeenEvents[] {
  const seen = readPairs("--seen", text, "give participants:events, for example 5:1,10:2.").map(([n, events]) => ({ n, events }));
  seen.forEach(({ n, events }, at) => {
    const before = seen[at - 1] ?? { n: 0, events: 0 };
    if (!Number.isInteger(n) || events > n || n <= before.n || events < before.events || events - before.events > n - before.n) refuse(`--seen ${text}: ${events} of ${n} cannot follow ${before.events} of ${before.n}.`, "give rising numbers of participants, with no more events than participants.");
  });
  return seen;
}

/** Was a limit reached at a look? Between the numbers that were given it may have been: that is not known, and said. */
function standingOf(boundary: StoppingBoundary, seen: readonly SeenEvents[]): Standing {
  const limitAfter = (n: number): number | null => boundary.limits[boundary.looks.indexOf(n)] ?? null;
  const reached = seen.find(({ n, events }) => events >= (limitAfter(n) ?? Infinity));
  if (reached !== undefined) return { standing: "hold", sentence: `HOLD: ${reached.events} of the first ${reached.n} participants have the event; the limit is ${limitAfter(reached.n) ?? 0}.` };
  for (const [at, { n, events }] of seen.entries()) {
    const before = seen[at - 1] ?? { n: 0, events: 0 };
    for (const look of boundary.looks.filter((each) => each > before.n && each < n)) {
      const possible = Math.min(events, before.events + look - before.n);
      const limit = limitAfter(look);
      if (limit !== null && possible >= limit) return { standing: "not-known", sentence: `NOT KNOWN: after ${look} participants there may have been ${possible} events, and the limit is ${limit} there. Give --seen at every look.` };
    }
  }
  const last = seen.at(-1) ?? { n: 0, events: 0 };
  const passed = boundary.looks.findLast((look) => look <= last.n);
  return { standing: "go-on", sentence: `Go on: ${last.events} of the first ${last.n} participants have the event, and no limit is reached${passed === undefined ? "; the first look is still to come" : passed === last.n ? "" : ` up to the look after ${passed}`}.` };
}
