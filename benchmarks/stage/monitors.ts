/** Bedside monitors that send through the gateway, one connection each. */
import type { Channel } from "@stroma/domain";
import { v7 as uuidv7 } from "uuid";
import { openConnection } from "./http-connection.ts";
import type { BenchInfusion, BenchSite } from "./prepare-ward.ts";

/** Six channels with an ordinary value, and one that the shipped ruleset calls critical. */
export const monitoredChannels: readonly { readonly channel: Channel; readonly unit: string; readonly ordinary: number; readonly critical: number }[] = [
  { channel: "heart-rate", unit: "/min", ordinary: 80, critical: 135 },
  { channel: "pulse-rate", unit: "/min", ordinary: 80, critical: 135 },
  { channel: "respiratory-rate", unit: "/min", ordinary: 15, critical: 32 },
  { channel: "oxygen-saturation", unit: "%", ordinary: 97, critical: 84 },
  { channel: "arterial-systolic-pressure", unit: "mm[Hg]", ordinary: 120, critical: 70 },
  { channel: "arterial-diastolic-pressure", unit: "mm[Hg]", ordinary: 75, critical: 30 },
];

export interface Monitor {
  readonly infusion: BenchInfusion;
  /** Sends all six channels at one instant; one of them may be critical. */
  send(at: Date, criticalChannel: Channel | null): Promise<void>;
  /** Sends every second before `now`, so that the infusion has a past. */
  sendPast(now: Date, seconds: number): Promise<void>;
  close(): void;
}

const largestRequest = 500;

export async function openMonitor(port: number, site: BenchSite, infusion: BenchInfusion): Promise<Monitor> {
  const connection = await openConnection(port);
  const post = async (batches: readonly unknown[]) => {
    const body = JSON.stringify({ infusionId: infusion.id, sentAt: new Date().toISOString(), batches });
    const answer = await connection.post("/api/v1/gateway/vital-signs", `authorization: Bearer ${site.gatewayToken}\r\n`, body);
    if (answer.status !== 200 || answer.body.includes('"rejected"')) throw new Error(`Not accepted: ${answer.status} ${answer.body.slice(0, 500)}`);
  };
  const batch = (at: Date, criticalChannel: Channel | null) => ({
    id: uuidv7(),
    at: at.toISOString(),
    samples: monitoredChannels.map(({ channel, unit, ordinary, critical }) => ({ channel, unit, value: channel === criticalChannel ? critical : ordinary })),
  });
  return {
    infusion,
    send: (at, criticalChannel) => post([batch(at, criticalChannel)]),
    sendPast: async (now, seconds) => {
      const past = Array.from({ length: seconds }, (_, index) => batch(new Date(now.getTime() - (seconds - index) * 1_000), null));
      for (let start = 0; start < past.length; start += largestRequest) await post(past.slice(start, start + largestRequest));
    },
    close: connection.close,
  };
}
