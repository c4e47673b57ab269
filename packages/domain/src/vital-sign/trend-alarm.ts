/** Alarms from a change within a window of time. */
import { protocolRule, reason } from "../decision/reason.ts";
import type { Instant } from "../infusion/infusion-event.ts";
import { millisecondsOf } from "../infusion/instant.ts";
import type { ChannelDefinition, TrendRule } from "../protocol/protocol.ts";
import { valueIn } from "../quantity/unit.ts";
import { raiseAlarm } from "./alarm.ts";
import type { Alarm } from "./alarm.ts";
import { plausibleValue } from "./assess-sample.ts";
import { changeExceeded } from "./change-exceeded.ts";
import { latestPlausible, samplesOf } from "./monitoring-context.ts";
import type { MonitoringContext } from "./monitoring-context.ts";
import { newestFirst } from "./sample-search.ts";

interface Point {
  readonly at: Instant;
  readonly time: number;
  readonly value: number;
}

/**
 * The alarm of a trend rule, or `null`.
 *
 * The rule is broken at a plausible value when some plausible value at most `within` earlier lies at least `change` above
 * (rule `fall`) or below (rule `rise`) it. The alarm begins with the first value of the unbroken run of such values, and
 * stays until a plausible value does not break the rule. The window's extreme is kept in a queue while walking back, so
 * that the cost is that of the run and one window.
 */
export function trendAlarm(context: MonitoringContext, definition: ChannelDefinition, rule: TrendRule): Alarm | null {
  const points = new PointsFromNewest(plausiblePoints(context, definition));
  const window = valueIn(rule.within, "ms");
  const queue: number[] = [];
  let reach = 0;
  let onset: Point | null = null;
  let reference: Point | null = null;
  for (let index = 0; ; index++) {
    const point = points.get(index);
    if (point === null) break;
    for (let older = points.get(reach); older !== null && older.time >= point.time - window; older = points.get(++reach)) {
      dropWeaker(queue, points, older, rule.direction);
      queue.push(reach);
    }
    while (queue[0] !== undefined && queue[0] < index) queue.shift();
    const extreme = points.get(queue[0] ?? index);
    if (extreme === null || !changeExceeded(extreme.value, point.value, rule, definition.unit)) break;
    onset = point;
    reference ??= extreme;
  }
  const newest = points.get(0);
  if (onset === null || newest === null || reference === null) return null;
  const saw = { channel: definition.title, value: newest.value, unit: definition.unit, reference: reference.value, referenceAt: reference.at, change: rule.change.value, changeUnit: rule.change.unit, within: rule.within.value, withinUnit: rule.within.unit, side: rule.direction === "fall" ? "low" : "high", at: newest.at };
  return raiseAlarm(context.state, context.protocol, context.now, {
    kind: "trend",
    rule: rule.id,
    severity: rule.severity,
    channel: definition.channel,
    since: onset.at,
    reason: reason("vital-sign-trend", `vital-sign.${definition.channel}`, protocolRule(context.protocol, `trend.${rule.id}`), saw, rule.change.source),
  });
}

/** Are there two plausible values in the window that ends now? */
export function trendHasValues(context: MonitoringContext, definition: ChannelDefinition, rule: TrendRule): boolean {
  const oldest = new Date(millisecondsOf(context.now) - valueIn(rule.within, "ms")).toISOString();
  let count = 0;
  for (const sample of newestFirst(samplesOf(context.state, definition.channel), context.now)) {
    if (sample.at < oldest) return false;
    if (plausibleValue(sample, definition) !== null && ++count === 2) return true;
  }
  return false;
}

function* plausiblePoints(context: MonitoringContext, definition: ChannelDefinition): Generator<Point, void, undefined> {
  const newest = latestPlausible(context.state, definition, context.now);
  if (newest === null) return;
  for (const sample of newestFirst(samplesOf(context.state, definition.channel), newest.sample.at)) {
    const value = plausibleValue(sample, definition);
    if (value !== null) yield { at: sample.at, time: millisecondsOf(sample.at), value };
  }
}

/** Reads no further back than it is asked for. */
class PointsFromNewest {
  readonly #source: Iterator<Point, void, undefined>;
  readonly #read: Point[] = [];

  constructor(source: Iterator<Point, void, undefined>) {
    this.#source = source;
  }

  get(index: number): Point | null {
    while (this.#read.length <= index) {
      const next = this.#source.next();
      if (next.done === true) return null;
      this.#read.push(next.value);
    }
    return this.#read[index] ?? null;
  }
}

/** A newer point that is no more extreme than an older one leaves the window sooner, and can never be the extreme again. */
function dropWeaker(queue: number[], points: PointsFromNewest, older: Point, direction: "rise" | "fall"): void {
  for (let last = queue.at(-1); last !== undefined; last = queue.at(-1)) {
    const value = points.get(last)?.value;
    const weaker = value === undefined || (direction === "fall" ? value <= older.value : value >= older.value);
    if (!weaker) return;
    queue.pop();
  }
}
