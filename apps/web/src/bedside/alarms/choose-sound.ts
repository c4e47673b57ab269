/** Which sound the bedside makes now. */
import type { Alarm } from "@stroma/domain";

export type AlarmSound = "silence" | "warning" | "warning-escalated" | "critical" | "critical-escalated" | "link-lost";

/**
 * The most urgent sound of what is not yet answered. An answered alarm is silent and stays on the screen.
 * A lost connection sounds only while no alarm does: it says that values may be old, not that somebody is in danger.
 */
export function chooseSound(alarms: readonly Pick<Alarm, "severity" | "acknowledged" | "escalated">[], link: "connecting" | "live" | "lost" | "locked"): AlarmSound {
  const open = alarms.filter((alarm) => alarm.acknowledged === null);
  const critical = open.filter((alarm) => alarm.severity === "critical");
  if (critical.length > 0) return critical.some((alarm) => alarm.escalated) ? "critical-escalated" : "critical";
  if (open.length > 0) return open.some((alarm) => alarm.escalated) ? "warning-escalated" : "warning";
  return link === "lost" ? "link-lost" : "silence";
}
