/** `stroma design boundary`: when a safety board holds the trial, and what that rule does. */
import { type BoundaryFamily, type SeenEvents, type StoppingBoundary, boundaryCharacteristics, boundaryCsv, boundaryMarkdown, boundaryRows, boundarySvg, everyLook, stoppingBoundary } from "@stroma/stats";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, decimal, formatTable, percent } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";

export const boundaryKinds = ["pocock", "obrien-fleming", "wang-tsiatis", "posterior", "sprt", "maximised-sprt"] as const;
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
  /** Rates for which the characteristics are told. */
  readonly rates: readonly number[];
  /** "5:1,10:2": seen so far. */
  readonly seen: string | null;
  readonly form: TableForm;
  readonly plot: string | null;
}

export function designBoundary(options: BoundaryCommandOptions): Outcome {
  if (options.plot !== null) requireWritable(options.plot);
  const looks = options.looks ?? (options.n === null ? refuse("The looks are not given.", "give --n for a look after every participant, or --looks, for example --looks 5,10,15.") : everyLook(options.n));
  if (options.looks !== null && options.n !== null) refuse("Both --n and --looks are given.", "give one of them.");
  const calibrate = options.alpha !== null && options.cutoff !== null ? refuse("Both --alpha and --cutoff are given.", "give one of them.") : options.alpha !== null ? { alpha: options.alpha } : options.cutoff !== null ? { cutoff: options.cutoff } : refuse("Neither --alpha nor --cutoff is given.", "give --alpha, the error that is allowed, for example 0.1.");
  const seen = options.seen === null ? [] : readSeen(options.seen);
  const family = familyOf(options);
  const boundary = refusing(() => stoppingBoundary({ looks, nullProbability: options.nullProbability, family, calibrate }));
  const rates = [...new Set([options.nullProbability, ...options.rates])].toSorted((a, b) => a - b);
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

/** An option that the family does not use is refused, not ignored. */
function familyOf({ kind, delta, alternative, prior }: BoundaryCommandOptions): BoundaryFamily {
  const used = { delta: kind === "wang-tsiatis", alternative: kind === "sprt", prior: kind === "posterior" };
  const given = { delta, alternative, prior };
  for (const name of ["delta", "alternative", "prior"] as const) if (given[name] !== null && !used[name]) refuse(`--${name} has no meaning for ${kind}.`, "leave it out.");
  switch (kind) {
    case "wang-tsiatis":
      return { kind, delta: delta ?? refuse("--delta is not given.", "give it from 0 (O'Brien-Fleming) to 0.5 (Pocock).") };
    case "sprt":
      return { kind, alternative: alternative ?? refuse("--alternative is not given.", "give the rate that is to be found, above --null.") };
    case "posterior": {
      const [a = Number.NaN, b = Number.NaN, ...more] = prior ?? [1, 1];
      return more.length === 0 ? { kind, prior: { a, b } } : refuse("--prior has more than two numbers.", "give two, for example 1,1.");
    }
    case "pocock":
    case "obrien-fleming":
    case "maximised-sprt":
      return { kind };
  }
}

function readSeen(text: string): readonly SeenEvents[] {
  const seen = text.split(",").map((part) => {
    const match = /^\s*(\d+):(\d+)\s*$/.exec(part) ?? refuse(`--seen ${text} cannot be read.`, "give participants:events, for example 5:1,10:2.");
    return { n: Number(match[1]), events: Number(match[2]) };
  });
  seen.forEach(({ n, events }, at) => {
    const before = seen[at - 1] ?? { n: 0, events: 0 };
    if (events > n || n <= before.n || events < before.events || events - before.events > n - before.n) refuse(`--seen ${text}: ${events} of ${n} cannot follow ${before.events} of ${before.n}.`, "give rising numbers of participants, with no more events than participants.");
  });
  return seen;
}

interface Standing {
  readonly standing: "hold" | "go-on" | "not-known";
  readonly sentence: string;
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

function refuse(message: string, remedy: string): never {
  throw new CommandRefusal("usage", message, remedy, 2);
}
