/** Stopping boundaries by person-time. */
import { DesignRefusal, requireFraction, requireWhole } from "../dose-finding/core/design-refusal.ts";
import { type PersonTimeEvidence, type PersonTimeFamily, personTimeEvidence } from "./person-time-evidence.ts";
import { type ExposureStep, exposureStopProbability } from "./person-time-recursion.ts";

export interface PersonTimeOptions {
  /** Acceptable events per unit of person-time; `rateOf(probability, followUp)` makes it from a probability. */
  readonly nullRate: number;
  /** Person-time at which monitoring ends, in the same unit. */
  readonly maximum: number;
  readonly family: PersonTimeFamily;
  readonly calibrate: { readonly alpha: number } | { readonly cutoff: number };
  /** Person-times at which the count is looked at, rising, the last one the maximum; at every event where left out. */
  readonly looks?: readonly number[];
  /** No stop before so many events; 1 where left out. */
  readonly minimumEvents?: number;
}

export interface PersonTimeBoundary {
  readonly name: string;
  readonly variant: string;
  readonly nullRate: number;
  readonly maximum: number;
  readonly monitoring: "every-event" | "looks";
  /**
   * Monitoring at every event: stop at the `events`-th event if it comes within person-time `until`.
   * Monitoring at looks: stop at the look at `until` with `events` or more.
   */
  readonly steps: readonly ExposureStep[];
  readonly nominalError: number | null;
  /** Exact probability of stopping under the null rate over the whole maximum. */
  readonly attainedError: number;
  readonly cutoff: { readonly scale: string; readonly value: number };
  readonly calibration: string;
}

/** The rate at which an event has this probability within the follow-up: -log(1 - p) / followUp. */
export const rateOf = (probability: number, followUp: number): number => -Math.log1p(-requireFraction("probability", probability)) / followUp;

/** Person-time to expect of n participants who are followed to the event or to the end: n p / rate. */
export const expectedExposure = (n: number, probability: number, followUp: number): number => (n * probability) / rateOf(probability, followUp);

/**
 * A boundary for events that come as a Poisson process in person-time.
 *
 * Person-time is the sum of all participants' follow-up, whenever each of them entered. With a constant rate the events
 * are a Poisson process on that clock under any staggered entry. Where participants stay under follow-up after an event,
 * the error is exact for `maximum` = n × follow-up. Where they leave at their first event, less person-time is reached,
 * and the same number is an upper bound, whatever the entry: trials that stop are a subset.
 *
 * With `alpha` the cut-off is the smallest whose exact error does not exceed alpha (bisection to the last digits; at every
 * event the error is continuous in the cut-off and is attained).
 *
 * Throws DesignRefusal for parameters out of range, more than 300 expected events, and `no-boundary`.
 * Source: Kulldorff 2011, Sequential Analysis 30:58-78, doi 10.1080/07474946.2011.539924 (maximised SPRT, exact recursion).
 * R: `stoppingrule::calc.rule.surv`, whose calibration is the same up to its root finder's tolerance.
 *
 * @example personTimeBoundary({ nullRate: 1, maximum: 10, family: { kind: "maximised-sprt" }, calibrate: { alpha: 0.05 } }).cutoff.value // 3.467952
 */
export function personTimeBoundary(options: PersonTimeOptions): PersonTimeBoundary {
  const rate = requirePositive("nullRate", options.nullRate);
  const most = requirePositive("maximum", options.maximum) * rate;
  if (most > 300) throw new DesignRefusal("too-many-expected-events", "maximum", `${most.toPrecision(4)} events are expected under the null rate; the recursion goes to 300.`, "Use a shorter time.");
  const looks = options.looks === undefined ? null : requireTimes(options.looks, options.maximum).map((time) => time * rate);
  const first = requireWhole("minimumEvents", options.minimumEvents ?? 1, 1, 100);
  const evidence = personTimeEvidence(options.family, rate, most);
  const stepsAt = (needed: number) => (looks === null ? stepsAtEvents(evidence, needed, most, first) : stepsAtLooks(evidence, needed, looks, first));
  const errorOf = (steps: readonly ExposureStep[]) => exposureStopProbability(steps, 1, looks === null ? "every-event" : "looks");
  const needed = "alpha" in options.calibrate ? calibrate(requireFraction("calibrate.alpha", options.calibrate.alpha), (at) => errorOf(stepsAt(at))) : evidence.fromScale(options.calibrate.cutoff);
  if (!Number.isFinite(needed)) throw new DesignRefusal("unfit-cutoff", "calibrate.cutoff", "This is no cut-off on the scale of its family.", "Give a number inside that scale, for example 0.9 for a probability.");
  const steps = stepsAt(needed);
  const value = evidence.toScale(needed);
  const nominalError = "alpha" in options.calibrate ? options.calibrate.alpha : null;
  const when = looks === null ? "at every event" : `at ${looks.length} looks`;
  return {
    name: evidence.name,
    variant: `${evidence.variant} Cut-off (${evidence.scale}): ${value.toPrecision(7)}. Monitored ${when}, up to a person-time of ${options.maximum}${first > 1 ? `, not before ${first} events` : ""}; null rate ${rate.toPrecision(6)}.`,
    nullRate: rate,
    maximum: options.maximum,
    monitoring: looks === null ? "every-event" : "looks",
    steps: steps.map(({ events, until }) => ({ events, until: until === most ? options.maximum : until / rate })),
    nominalError,
    attainedError: errorOf(steps),
    cutoff: { scale: evidence.scale, value },
    calibration: nominalError === null ? "The cut-off was given, not calibrated." : `The widest boundary of its family whose exact error does not exceed ${nominalError}.`,
  };
}

/** Until which expected number each count of events stops: where its evidence falls below what is needed. */
function stepsAtEvents(evidence: PersonTimeEvidence, needed: number, most: number, first: number): ExposureStep[] {
  const steps: ExposureStep[] = [];
  for (let events = first; events < 3000; events++) {
    if (evidence.of(most, events) >= needed) return [...steps, { events, until: most }];
    let low = 0;
    let high = most;
    for (let step = 0; step < 200 && high - low > 1e-16 * high; step++) {
      const middle = (low + high) / 2;
      if (middle === low || middle === high) break;
      if (evidence.of(middle, events) >= needed) low = middle;
      else high = middle;
    }
    if (low > 0) steps.push({ events, until: low });
  }
  return steps;
}

function stepsAtLooks(evidence: PersonTimeEvidence, needed: number, looks: readonly number[], first: number): ExposureStep[] {
  let events = first;
  return looks.map((until) => {
    while (events < 3000 && evidence.of(until, events) < needed) events += 1;
    return { events, until };
  });
}

function calibrate(alpha: number, errorAt: (needed: number) => number): number {
  let low = 1e-9;
  let high = 1;
  if (errorAt(low) <= alpha) return low;
  while (errorAt(high) > alpha) {
    high *= 2;
    if (high > 1000) throw new DesignRefusal("no-boundary", "calibrate.alpha", `No boundary of this family keeps the error at or below ${alpha}.`, "Allow a larger error, or demand more events before a stop.");
  }
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (errorAt(middle) <= alpha) high = middle;
    else low = middle;
  }
  return high;
}

function requirePositive(path: string, value: number): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new DesignRefusal("not-above-zero", path, `${String(value)} is not a number above 0.`, "Give a number above 0.");
}

function requireTimes(times: readonly number[], maximum: number): readonly number[] {
  if (times.length === 0 || times.at(-1) !== maximum) throw new DesignRefusal("last-look-not-at-maximum", "looks", "The last look is not at the maximum.", `End the looks with ${maximum}.`);
  times.forEach((time, at) => {
    requirePositive(`looks.${at}`, time);
    if (time <= (times[at - 1] ?? 0)) throw new DesignRefusal("looks-not-rising", `looks.${at}`, `${time} does not come after the look before.`, "Give each time once, in rising order.");
  });
  return times;
}
