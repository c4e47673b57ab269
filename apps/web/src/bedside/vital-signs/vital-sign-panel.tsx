import type { Instant, MonitoringAssessment } from "@stroma/domain";
import type { Infusion } from "../feed/use-infusion.ts";

export interface MonitoringView {
  readonly infusion: Infusion;
  readonly monitoring: MonitoringAssessment;
  /** The instant at which `monitoring` was assessed. */
  readonly now: Instant;
}

/** Vital signs now: a tile a channel, what is due, NEWS2, entry by hand. */
export function VitalSignPanel(_: MonitoringView) {
  return null;
}
