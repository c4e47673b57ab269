/** Batches from a bedside monitor's gateway become vital-sign events; the gateway is their author. */
import { dimensionOf, parseInfusionEventInput } from "@stroma/domain";
import type { Channel, Instant, Protocol } from "@stroma/domain";
import type { Fault } from "../http/api-error.ts";
import type { ReceivedEvent } from "../store/infusion-event-store.ts";
import { findInfusionPlace, findPinnedProtocol } from "../store/infusion-place.ts";
import { found } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { futureFaults, keepCandidates } from "./record-events.ts";
import type { Candidate, RecordedEvents } from "./record-events.ts";

export interface GatewayBatch {
  readonly id: string;
  readonly at: Instant;
  readonly samples: readonly { readonly channel: Channel; readonly value: number | null; readonly unit: string }[];
}

/** Implausible values are kept, the rules mark them; a unit that does not fit its channel rejects the batch, and only it. */
export async function recordGatewayVitalSigns(context: CommandContext, infusionId: string, batches: readonly GatewayBatch[]): Promise<RecordedEvents> {
  const infusion = found(await findInfusionPlace(context.store, context.siteId, infusionId));
  const protocol = found(await findPinnedProtocol(context.store, context.siteId, infusion.protocolId));
  return keepCandidates(context, infusion, batches.map((batch) => candidateOf(context, infusionId, protocol, batch)));
}

function candidateOf(context: CommandContext, infusionId: string, protocol: Protocol, batch: GatewayBatch): Candidate {
  const input = { id: batch.id, type: "vital-signs-recorded", clinicalTime: batch.at, deviceTime: batch.at, entry: "live", data: { method: "device", samples: batch.samples } };
  const parsed = parseInfusionEventInput(input);
  const faults: readonly Fault[] = parsed.ok ? [...futureFaults(parsed.input, context), ...unitFaults(protocol, batch)] : parsed.faults;
  if (!parsed.ok || faults.length > 0) return { id: batch.id, faults };
  const deviceId = context.actor.deviceId ?? "gateway";
  return { event: { ...parsed.input, infusionId, receivedAt: context.now, authorId: deviceId, authorRole: "device", deviceId } as ReceivedEvent };
}

function unitFaults(protocol: Protocol, batch: GatewayBatch): Fault[] {
  return batch.samples.flatMap((sample, index) => {
    const definition = protocol.monitoring.channels.find((one) => one.channel === sample.channel);
    if (definition === undefined || dimensionOf(sample.unit) === dimensionOf(definition.unit)) return [];
    return [{ path: `samples.${index}.unit`, code: "wrong-dimension", message: `${sample.unit} is no unit of ${definition.title}.`, remedy: `Send it in ${definition.unit}.` }];
  });
}
