/** Alarms from a change within a window of time. */
import { protocolRule, reason } from "../decision/reason.ts";
import type { Instant } from "../infusion/infusion-event.ts";
import type { TimedSample } from "../infusion/infusion-state.ts";
import { millisecondsOf } from "../infusion/instant.ts";
import type { ChannelDefinition, TrendRule } from "../protocol/protocol.ts";
import { valueIn } from "../quantity/unit.ts";
import { raiseAlarm } from "./alarm.ts";
import type { Alarm } from "./alarm.ts";
import { plausibleValue } from "./assess-sample.ts";
import { changeExceeded } from "./change-exceeded.ts";
import { samplesOf } from "./monitoring-context.ts";
import type { MonitoringContext } from "./monitoring-context.ts";
import { memoryPer, rememberedFold } from "./remembered-fold.ts";
import type { FoldMemory } from "./remembered-fold.ts";
import { countUpTo, newestFirst } from "./sample-search.ts";

interface Point {
  readonly at: Instant;
  readonly time: number;
  readonly value: number;
}

/** Values that may be the extreme of a window, from the newest back; each is at least as extreme as every newer one. */
interface Candidate {
  readonly point: Point;
  readonly older: Candidate | null;
}

/** After some samples: where the unbroken run of values that break the rule begins, and what the newest is compared with. */
interface Trend {
  readonly newest: Candidate | null;
  readonly onset: Point | null;
  readonly reference: Point | null;
}

const none: Trend = { newest: null, onset: null, reference: null };
const memories = new WeakMap<TrendRule, (definition: ChannelDefinition) => FoldMemory<Trend>>();

/**
 * The alarm of a trend rule, or `null`.
 *
 * The rule is broken at a plausible value when some plausible value at most `within` earlier lies at least `change` above
 * (rule `fall`) or below (rule `rise`) it. The alarm begins with the first value of the unbroken run of such values, and
 * stays until a plausible value does not break the rule. Of equally extreme values the oldest is named.
 */
export function trendAlarm(context: MonitoringContext, definition: ChannelDefinition, rule: TrendRule): Alarm | null {
  const { newest, onset, reference } = trendOf(context, definition, rule);
  if (newest === null || onset === null || reference === null) return null;
  const { at, value } = newest.point;
  const saw = { channel: definition.title, value, unit: definition.unit, reference: reference.value, referenceAt: reference.at, change: rule.change.value, changeUnit: rule.change.unit, within: rule.within.value, withinUnit: rule.within.unit, side: rule.direction === "fall" ? "low" : "high", at };
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

/** One step for each sample; what every step leaves behind is remembered, so that a further sample costs one step. */
function trendOf(context: MonitoringContext, definition: ChannelDefinition, rule: TrendRule): Trend {
  const samples = samplesOf(context.state, definition.channel);
  const memory = memories.get(rule) ?? memoryPer<Trend>();
  memories.set(rule, memory);
  const window = valueIn(rule.within, "ms");
  const step = (before: Trend, sample: TimedSample): Trend => {
    const value = plausibleValue(sample, definition);
    if (value === null) return before;
    const point = { at: sample.at, time: millisecondsOf(sample.at), value };
    const newest = { point, older: dropWeaker(before.newest, value, rule.direction) };
    const reference = oldestSince(newest, point.time - window);
    return changeExceeded(reference.value, value, rule, definition.unit) ? { newest, onset: before.onset ?? point, reference } : { newest, onset: null, reference: null };
  };
  return rememberedFold(samples, countUpTo(samples, context.now), { initial: none, step, resets: () => false }, memory(definition));
}

/** An older value that is less extreme than a newer one leaves the window sooner, and can never be the extreme again. */
function dropWeaker(newest: Candidate | null, value: number, direction: "rise" | "fall"): Candidate | null {
  let kept = newest;
  while (kept !== null && (direction === "fall" ? kept.point.value < value : kept.point.value > value)) kept = kept.older;
  return kept;
}

/** The window's extreme: the oldest candidate that lies in it. */
function oldestSince(newest: Candidate, start: number): Point {
  let extreme = newest;
  while (extreme.older !== null && extreme.older.point.time >= start) extreme = extreme.older;
  return extreme.point;
}
