/** What a channel's tile has to say, in the order of what matters most. */
import type { ChannelAssessment } from "@stroma/domain";
import type { Tone } from "../../ui/badge.tsx";
import type { IconName } from "../../ui/icon.tsx";

export const standings = ["lost", "implausible", "absent", "never", "critical", "warning", "stale", "unbanded", "within"] as const;
export type Standing = (typeof standings)[number];

export interface ChannelStanding {
  readonly standing: Standing;
  /** The value is old; an abnormal value stays abnormal beside it. */
  readonly stale: boolean;
}

/**
 * Cases in order: signal lost; newest value implausible; no value from the device; never measured; an abnormal band (old or
 * not); stale; no band of the protocol holds the value; within. `within` is never said of anything but a fresh, unmarked value.
 */
export function standingOf(channel: Pick<ChannelAssessment, "mark" | "freshness" | "verdict" | "latest">): ChannelStanding {
  const stale = channel.freshness === "stale";
  if (channel.mark !== null) return { standing: channel.mark, stale };
  if (channel.latest === null) return { standing: "never", stale: false };
  if (channel.verdict === "critical" || channel.verdict === "warning") return { standing: channel.verdict, stale };
  if (stale) return { standing: "stale", stale };
  return { standing: channel.verdict === "within" ? "within" : "unbanded", stale };
}

/** Tone and icon of a standing; never shown without its word. */
export const standingLook: Readonly<Record<Standing, { readonly tone: Tone; readonly icon: IconName }>> = {
  lost: { tone: "critical", icon: "offline" },
  implausible: { tone: "warning", icon: "question" },
  absent: { tone: "warning", icon: "minus" },
  never: { tone: "neutral", icon: "minus" },
  critical: { tone: "critical", icon: "critical" },
  warning: { tone: "warning", icon: "warning" },
  stale: { tone: "neutral", icon: "clock" },
  unbanded: { tone: "neutral", icon: "question" },
  within: { tone: "good", icon: "check" },
};
