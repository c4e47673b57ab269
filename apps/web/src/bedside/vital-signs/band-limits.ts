/** The alarm limits of a channel, read from its bands. */
import type { ChannelBand, ChannelDefinition, Source } from "@stroma/domain";

export interface BandLimits {
  /** An alarm below; `null`: no limit on this side. */
  readonly low: number | null;
  /** An alarm from here on. */
  readonly high: number | null;
  readonly source: Source;
}

/**
 * The limits of one severity: `warning` leaves the ordinary bands, `critical` enters a critical one. `null` where the
 * protocol sets none of that severity.
 *
 * @example bandLimits(oxygenSaturation, "warning") // { low: 92, high: null, source }
 */
export function bandLimits(definition: Pick<ChannelDefinition, "bands">, severity: "warning" | "critical"): BandLimits | null {
  const raises = (band: ChannelBand) => band.severity === "critical" || (severity === "warning" && band.severity === "warning");
  const bands = definition.bands;
  const ordinary = bands.findIndex((band) => band.severity === "none");
  if (ordinary < 0) return null;
  const lower = bands.slice(0, ordinary).findLast(raises) ?? null;
  const upper = bands.slice(ordinary).find(raises) ?? null;
  const source = lower?.source ?? upper?.source;
  return source === undefined ? null : { low: lower?.to ?? null, high: upper?.from ?? null, source };
}
