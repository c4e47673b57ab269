/** Alarms from a channel's newest plausible value: absolute bands, and change from the baseline. */
import { protocolRule, reason } from "../decision/reason.ts";
import type { TimedSample } from "../infusion/infusion-state.ts";
import type { BandSeverity, ChannelBand, ChannelDefinition, RelativeRule } from "../protocol/protocol.ts";
import { raiseAlarm } from "./alarm.ts";
import type { Alarm } from "./alarm.ts";
import { assessSample, bandOf, plausibleValue } from "./assess-sample.ts";
import { changeExceeded } from "./change-exceeded.ts";
import type { BaselineValue } from "./derive-baseline.ts";
import { latestPlausible, samplesOf } from "./monitoring-context.ts";
import type { MonitoringContext } from "./monitoring-context.ts";
import type { FoldMemory } from "./remembered-fold.ts";
import { runUpTo } from "./sample-search.ts";
import type { Run } from "./sample-search.ts";

type Side = "low" | "high" | "outside";

/** On which side of the ordinary values a band lies. */
export function sideOf(band: ChannelBand, bands: readonly ChannelBand[]): Side {
  const ordinary = bands.filter((one) => one.severity === "none");
  const above = ordinary.some((one) => one.from >= band.to);
  const below = ordinary.some((one) => one.to <= band.from);
  if (above === below) return "outside";
  return above ? "low" : "high";
}

const runMemories = new WeakMap<object, Map<string, FoldMemory<Run | null>>>();

/** The memory of one membership rule, which a definition and a text name. */
function runsOf(definition: object, name: string): FoldMemory<Run | null> {
  const memories = runMemories.get(definition) ?? new Map<string, FoldMemory<Run | null>>();
  runMemories.set(definition, memories);
  const memory = memories.get(name) ?? new WeakMap();
  memories.set(name, memory);
  return memory;
}

const rank: Readonly<Record<BandSeverity, number>> = { none: 0, warning: 1, critical: 2 };

/**
 * The alarm of the band in which the newest plausible value lies, or `null` inside the ordinary band or without a value.
 *
 * The alarm begins with the first plausible value of the unbroken run on the same side that is at least as severe.
 * Implausible, zero and absent samples break no run, and neither does silence: only a plausible better value clears it.
 */
export function bandAlarm(context: MonitoringContext, definition: ChannelDefinition): Alarm | null {
  const samples = samplesOf(context.state, definition.channel);
  const newest = latestPlausible(context.state, definition, context.now);
  const band = newest === null ? null : bandOf(newest.value, definition.bands);
  if (newest === null || band === null || band.severity === "none") return null;
  const { value } = newest;
  const { severity } = band;
  const side = sideOf(band, definition.bands);
  const run = runUpTo(samples, context.now, (sample) => {
    const one = assessSample(sample, definition);
    if (one.standing !== "plausible") return "skip";
    return one.band !== null && rank[one.band.severity] >= rank[severity] && sideOf(one.band, definition.bands) === side ? "in" : "out";
  }, runsOf(definition, `${severity} ${side}`));
  if (run === null) return null;
  const saw = { channel: definition.title, value, unit: definition.unit, severity, side, from: band.from, to: band.to, at: run.last.at };
  const rule = `${severity}-${side}`;
  return raiseAlarm(context.state, context.protocol, context.now, {
    kind: "band",
    rule,
    severity,
    channel: definition.channel,
    since: run.first.at,
    reason: reason("vital-sign-out-of-band", `vital-sign.${definition.channel}`, protocolRule(context.protocol, `band.${definition.channel}.${rule}`), saw, band.source),
  });
}

/** The alarm of a relative rule since the first value after the start that broke it without a plausible better one since; `null`: not broken. */
export function relativeAlarm(context: MonitoringContext, definition: ChannelDefinition, rule: RelativeRule, baseline: BaselineValue): Alarm | null {
  const startedAt = context.startedAt;
  if (startedAt === null) return null;
  const breaks = (sample: TimedSample): "in" | "out" | "skip" => {
    if (sample.at <= startedAt) return "out";
    const value = plausibleValue(sample, definition);
    if (value === null) return "skip";
    return changeExceeded(baseline.value, value, rule, definition.unit) ? "in" : "out";
  };
  // What breaks the rule hangs on the rule, the baseline and the start.
  const memory = runsOf(rule, `${baseline.value} ${startedAt}`);
  const run = runUpTo(samplesOf(context.state, definition.channel), context.now, breaks, memory);
  if (run === null) return null;
  const value = plausibleValue(run.last, definition);
  const saw = { channel: definition.title, value, unit: definition.unit, baseline: baseline.value, baselineAt: baseline.at, change: rule.change.value, changeUnit: rule.change.unit, side: value !== null && value < baseline.value ? "low" : "high", at: run.last.at };
  return raiseAlarm(context.state, context.protocol, context.now, {
    kind: "relative",
    rule: rule.id,
    severity: rule.severity,
    channel: definition.channel,
    since: run.first.at,
    reason: reason("vital-sign-changed-from-baseline", `vital-sign.${definition.channel}`, protocolRule(context.protocol, `relative.${rule.id}`), saw, rule.change.source),
  });
}
