/** `stroma design boundary person-time`: a boundary for events in person-time, whenever each participant enters. */
import { type PersonTimeBoundary, type PersonTimeFamily, assessPersonTime, personTimeBoundary, personTimeCharacteristics, personTimeCsv, personTimeMarkdown, personTimeSvg, rateOf } from "@stroma/stats";
import { type CalibrationWords, type Standing, calibrationOf, needed, pairOf, readPairs, refuseBesideCsv, refuseUsage, requireUsed } from "../design/boundary-words.ts";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, decimal, formatTable, percent } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";

export const personTimeKinds = ["pocock", "obrien-fleming", "wang-tsiatis", "posterior", "sprt", "maximised-sprt"] as const;
export type PersonTimeKind = (typeof personTimeKinds)[number];

export interface PersonTimeCommandOptions extends CalibrationWords {
  readonly kind: PersonTimeKind;
  /** Acceptable rate and greatest person-time; or a probability within the follow-up, the follow-up, and the participants. */
  readonly nullRate: number | null;
  readonly maximum: number | null;
  readonly nullProbability: number | null;
  readonly followUp: number | null;
  readonly n: number | null;
  readonly looks: readonly number[] | null;
  readonly minimumEvents: number | null;
  readonly delta: number | null;
  /** "shape,time": so many events in so much person-time. */
  readonly prior: readonly number[] | null;
  readonly rateRatio: number | null;
  /** True rates, as multiples of the acceptable one. */
  readonly ratios: readonly number[] | null;
  /** "person-time:events" so far. */
  readonly seen: string | null;
  readonly form: TableForm;
  readonly plot: string | null;
}

export function boundaryPersonTime(options: PersonTimeCommandOptions): Outcome {
  if (options.plot !== null) requireWritable(options.plot);
  refuseBesideCsv(options.form, { seen: options.seen, ratios: options.ratios });
  const calibrate = calibrationOf(options);
  const seen = options.seen === null ? [] : readSeen(options.seen);
  const family = familyOf(options);
  const boundary = refusing(() => personTimeBoundary({ ...clockOf(options), family, calibrate, ...(options.looks === null ? {} : { looks: options.looks }), ...(options.minimumEvents === null ? {} : { minimumEvents: options.minimumEvents }) }));
  const ratios = [...new Set([1, ...(options.ratios ?? [1.5, 2, 3])])].toSorted((a, b) => a - b);
  const characteristics = refusing(() => ratios.map((ratio) => ({ ratio, ...personTimeCharacteristics(boundary, ratio * boundary.nullRate) })));
  const standing = seen.length === 0 ? null : refusing(() => standingOf(boundary, seen));
  if (options.plot !== null) writeWhole(options.plot, personTimeSvg(boundary, seen, { title: `Stopping boundary, ${boundary.name}` }));
  const sentences = boundary.steps.map(({ events, until }) => (boundary.monitoring === "every-event" ? `Hold at event ${events} if it comes within a person-time of ${roundDown(until)}.` : `Hold with ${events} or more events at the look at a person-time of ${roundDown(until)}.`));
  const table = options.form === "csv" ? personTimeCsv(boundary).replaceAll("\r\n", "\n") : options.form === "markdown" ? personTimeMarkdown(boundary) : [boundary.name, boundary.variant, boundary.calibration, "", ...sentences].join("\n");
  const shown = characteristics.map(({ ratio, rate, stop, expectedEvents, expectedExposure }) => [`${ratio} x`, rate.toPrecision(4), percent(stop), decimal(expectedEvents), decimal(expectedExposure)]);
  return {
    exitCode: 0,
    json: { boundary, characteristics, seen, standing },
    text: options.form === "csv" ? table : [table, "", formatTable([["true rate", "per unit of time", "held", "events", "person-time"], ...shown], options.form), "Exact, by recursion over the events (Poisson process in person-time).", ...(standing === null ? [] : ["", standing.sentence])].join("\n"),
  };
}

function clockOf({ nullRate, maximum, nullProbability, followUp, n }: PersonTimeCommandOptions): { readonly nullRate: number; readonly maximum: number } {
  const byRate = nullRate !== null || maximum !== null;
  const byProbability = nullProbability !== null || followUp !== null || n !== null;
  const remedy = "give --null-rate and --maximum; or --null, --follow-up and --n.";
  if (byRate === byProbability) return refuseUsage(byRate ? "The rate is given in both ways." : "No acceptable rate is given.", remedy);
  if (byRate) return { nullRate: needed("nullRate", nullRate, remedy), maximum: needed("maximum", maximum, remedy) };
  const time = needed("followUp", followUp, remedy);
  const probability = needed("null", nullProbability, remedy);
  return { nullRate: refusing(() => rateOf(probability, time)), maximum: needed("n", n, remedy) * time };
}

function familyOf({ kind, delta, prior, rateRatio }: PersonTimeCommandOptions): PersonTimeFamily {
  requireUsed(kind, { delta, prior, rateRatio }, kind === "wang-tsiatis" ? ["delta"] : kind === "posterior" ? ["prior"] : kind === "sprt" ? ["rateRatio"] : []);
  if (kind === "wang-tsiatis") return { kind, delta: needed("delta", delta, "give it from 0 (O'Brien-Fleming) to 0.5 (Pocock).") };
  if (kind === "sprt") return { kind, rateRatio: needed("rateRatio", rateRatio, "give how many times the acceptable rate would be too high, for example 2.") };
  if (kind !== "posterior") return { kind };
  const [shape, time] = pairOf("--prior", needed("prior", prior, "give events and the person-time they came in, for example 1,100."));
  return { kind, prior: { shape, time } };
}

interface SeenInTime {
  readonly exposure: number;
  readonly events: number;
}

function readSeen(text: string): readonly SeenInTime[] {
  const seen = readPairs("--seen", text, "give person-time:events, for example 30:1,80:2.").map(([exposure, events]) => ({ exposure, events }));
  seen.forEach(({ exposure, events }, at) => {
    const before = seen[at - 1] ?? { exposure: -1, events: 0 };
    if (exposure <= before.exposure || events < before.events) refuseUsage(`--seen ${text}: ${events} events by ${exposure} cannot follow ${before.events} by ${before.exposure}.`, "give rising person-times, with events that do not fall.");
  });
  return seen;
}

/** Between the readings that were given a limit may have been reached: that is not known, and said. */
function standingOf(boundary: PersonTimeBoundary, seen: readonly SeenInTime[]): Standing {
  const readings = seen.map((each) => ({ ...each, ...assessPersonTime(boundary, each.events, each.exposure) }));
  const held = readings.find(({ verdict }) => verdict === "hold");
  if (held !== undefined) return { standing: "hold", sentence: `HOLD: ${held.reason.message}` };
  for (const [at, { exposure, events }] of seen.entries()) {
    const before = seen[at - 1] ?? { exposure: 0, events: 0 };
    const missed = boundary.steps.find(({ until, events: limit }) => until > before.exposure && until < exposure && events >= limit);
    if (missed !== undefined) return { standing: "not-known", sentence: `NOT KNOWN: by a person-time of ${roundDown(missed.until)} there may have been ${missed.events} events, and the limit is ${missed.events} there. Give --seen at every ${boundary.monitoring === "looks" ? "look" : "event"}.` };
  }
  const last = readings.at(-1);
  return { standing: "go-on", sentence: `${last?.verdict === "no-look" ? "No limit was reached at the looks so far. " : "Go on: "}${last?.reason.message ?? ""}` };
}

/** Down, so that no event is held against a limit that it misses. */
const roundDown = (time: number): string => (Math.floor(time * 10) / 10).toFixed(1);
