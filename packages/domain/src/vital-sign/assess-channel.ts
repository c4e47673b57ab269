/** What is known of one channel now. */
import type { Instant } from "../infusion/infusion-event.ts";
import { millisecondsOf } from "../infusion/instant.ts";
import type { Channel, ChannelBand, ChannelDefinition } from "../protocol/protocol.ts";
import { valueIn } from "../quantity/unit.ts";
import { assessSample, bandOf } from "./assess-sample.ts";
import type { SignalLoss } from "./derive-signal-loss.ts";
import { latestPlausible, samplesOf } from "./monitoring-context.ts";
import type { MonitoringContext } from "./monitoring-context.ts";
import { newestFirst } from "./sample-search.ts";

export interface ChannelAssessment {
  readonly channel: Channel;
  readonly title: string;
  readonly unit: string;
  /** The newest plausible value, in the channel's unit; its age is in seconds. */
  readonly latest: { readonly value: number; readonly at: Instant; readonly ageSeconds: number; readonly method: "hand" | "device"; readonly eventId: string } | null;
  /** `none`: there never was a plausible value. */
  readonly freshness: "fresh" | "stale" | "none";
  /** Why the newest sample is not a value; `null` when it is one. */
  readonly mark: "implausible" | "lost" | "absent" | null;
  /** The marked sample: its number is shown crossed out, never as a value. */
  readonly marked: { readonly value: number | null; readonly unit: string; readonly at: Instant } | null;
  /** The band of the newest plausible value, with the source of its limits. */
  readonly band: ChannelBand | null;
  /** `within` only for a fresh, unmarked value in an ordinary band. An abnormal value stays abnormal when it grows old. */
  readonly verdict: "within" | "warning" | "critical" | "not-assessable";
  readonly loss: SignalLoss | null;
}

/** Assesses one channel at `context.now`. */
export function assessChannel(context: MonitoringContext, definition: ChannelDefinition, loss: SignalLoss | null): ChannelAssessment {
  const { channel, title, unit } = definition;
  const valid = latestPlausible(context.state, definition, context.now);
  const ageSeconds = valid === null ? null : (millisecondsOf(context.now) - millisecondsOf(valid.sample.at)) / 1000;
  const freshness = ageSeconds === null ? "none" : ageSeconds <= valueIn(definition.staleAfter, "s") ? "fresh" : "stale";
  const { mark, marked } = markOf(context, definition, loss);
  const band = valid === null ? null : bandOf(valid.value, definition.bands);
  const latest = valid === null || ageSeconds === null ? null : { value: valid.value, at: valid.sample.at, ageSeconds, method: valid.sample.method, eventId: valid.sample.eventId };
  return { channel, title, unit, latest, freshness, mark, marked, band, verdict: verdictOf(band, freshness === "fresh" && mark === null), loss };
}

function verdictOf(band: ChannelBand | null, current: boolean): ChannelAssessment["verdict"] {
  if (band === null) return "not-assessable";
  if (band.severity !== "none") return band.severity;
  return current ? "within" : "not-assessable";
}

function markOf(context: MonitoringContext, definition: ChannelDefinition, loss: SignalLoss | null): Pick<ChannelAssessment, "mark" | "marked"> {
  for (const sample of newestFirst(samplesOf(context.state, definition.channel), context.now)) {
    const { standing } = assessSample(sample, definition);
    if (standing === "plausible") break;
    // A channel that is not watched for loss may be named without a value between its measurements.
    if (standing === "absent" && !definition.zeroMeansLost) continue;
    const marked = { value: sample.value, unit: sample.unit, at: sample.at };
    if (standing === "implausible") return { mark: "implausible", marked };
    return { mark: loss === null ? "absent" : "lost", marked };
  }
  return { mark: loss === null ? null : "lost", marked: null };
}
