/** The values before the start that later values are compared with. */
import type { Reason } from "../decision/decision.ts";
import { protocolRule, reason } from "../decision/reason.ts";
import type { Instant } from "../infusion/infusion-event.ts";
import type { InfusionState } from "../infusion/infusion-state.ts";
import { millisecondsOf } from "../infusion/instant.ts";
import type { Channel, Protocol } from "../protocol/protocol.ts";
import { valueIn } from "../quantity/unit.ts";
import { latestPlausible, monitoringContext } from "./monitoring-context.ts";

export interface BaselineValue {
  readonly channel: Channel;
  /** In the channel's unit. */
  readonly value: number;
  readonly unit: string;
  readonly at: Instant;
  readonly method: "hand" | "device";
  readonly eventId: string;
}

export interface Baseline {
  /** The instant that the baseline was taken for: the first start, or `now` while nothing has started. */
  readonly anchor: Instant;
  readonly values: ReadonlyMap<Channel, BaselineValue>;
  /** Channels that the protocol wants in the baseline set and that have no value. Empty: the set is complete. */
  readonly missing: readonly Channel[];
  readonly reasons: readonly Reason[];
}

/**
 * Per channel the last plausible value at or before the first start, not older than the protocol's `baseline-age-maximum`
 * (an age equal to the limit still counts). Implausible, zero and absent samples are passed over. A protocol without
 * that limit has no baseline at all: unknown is not fresh. Channels outside the baseline set get a value where there is one.
 *
 * @example deriveBaseline(state, protocol, now).missing // ["temperature"]
 */
export function deriveBaseline(state: InfusionState, protocol: Protocol, now: Instant): Baseline {
  const anchor = monitoringContext(state, protocol, now).startedAt ?? now;
  const limit = protocol.limits["baseline-age-maximum"];
  const rule = protocolRule(protocol, "limit.baseline-age-maximum");
  const values = new Map<Channel, BaselineValue>();
  const missing: Channel[] = [];
  const reasons: Reason[] = [];
  for (const definition of protocol.monitoring.channels) {
    const { channel, unit } = definition;
    const latest = limit === undefined ? null : latestPlausible(state, definition, anchor);
    const oldest = limit === undefined ? 0 : millisecondsOf(anchor) - valueIn(limit, "ms");
    if (latest !== null && millisecondsOf(latest.sample.at) >= oldest) {
      values.set(channel, { channel, value: latest.value, unit, at: latest.sample.at, method: latest.sample.method, eventId: latest.sample.eventId });
    } else if (definition.inBaseline) {
      missing.push(channel);
      reasons.push(
        limit === undefined
          ? reason("baseline-age-limit-missing", `baseline.${channel}`, rule, { channel: definition.title })
          : reason("baseline-channel-missing", `baseline.${channel}`, rule, { channel: definition.title, limit: limit.value, limitUnit: limit.unit }, limit.source),
      );
    }
  }
  return { anchor, values, missing, reasons };
}
