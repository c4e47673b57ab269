/** What one measured value is worth. */
import type { TimedSample } from "../infusion/infusion-state.ts";
import type { ChannelBand, ChannelDefinition } from "../protocol/protocol.ts";
import { sameDimension, valueIn } from "../quantity/unit.ts";

export type SampleAssessment =
  /** In the plausible range; `band` is `null` where the protocol's bands leave a hole, which is not "normal". */
  | { readonly standing: "plausible"; readonly value: number; readonly band: ChannelBand | null }
  /** Outside the plausible range, not a number, or in a unit that does not fit. */
  | { readonly standing: "implausible"; readonly value: number }
  /** Zero on a channel where zero says: no signal, or no pulse. */
  | { readonly standing: "zero-lost" }
  /** The device named the channel without a value. */
  | { readonly standing: "absent" };

/**
 * Judges one sample against its channel's definition; the value is given in the channel's unit.
 *
 * Cases in order: no value; zero on a `zeroMeansLost` channel; a unit that does not fit or a value outside `plausible`;
 * otherwise plausible, with its band (`from` inclusive, `to` exclusive, the last band with its end).
 *
 * @example assessSample({ value: 0, unit: "/min", ... }, heartRate).standing // "zero-lost"
 */
export function assessSample(sample: Pick<TimedSample, "value" | "unit">, channel: ChannelDefinition): SampleAssessment {
  if (sample.value === null) return { standing: "absent" };
  if (sample.value === 0 && channel.zeroMeansLost && sample.unit === channel.unit) return { standing: "zero-lost" };
  if (!Number.isFinite(sample.value)) return { standing: "implausible", value: sample.value };
  if (sample.unit !== channel.unit && !sameDimension(sample.unit, channel.unit)) return { standing: "implausible", value: sample.value };
  const value = sample.unit === channel.unit ? sample.value : valueIn({ value: sample.value, unit: sample.unit }, channel.unit);
  if (value === 0 && channel.zeroMeansLost) return { standing: "zero-lost" };
  if (value < channel.plausible.low || value > channel.plausible.high) return { standing: "implausible", value };
  return { standing: "plausible", value, band: bandOf(value, channel.bands) };
}

/** The band that holds the value, or `null`. */
export function bandOf(value: number, bands: readonly ChannelBand[]): ChannelBand | null {
  const last = bands.at(-1);
  return bands.find((band) => value >= band.from && (value < band.to || (band === last && value === band.to))) ?? null;
}

/** Is the sample plausible? The value in the channel's unit, or `null`. */
export function plausibleValue(sample: Pick<TimedSample, "value" | "unit">, channel: ChannelDefinition): number | null {
  const assessed = assessSample(sample, channel);
  return assessed.standing === "plausible" ? assessed.value : null;
}
