/** How many vital-sign events a second one core folds. Run: node benchmarks/fold-speed.ts [samples]; the number of samples is the same in both cases, so that both hold the same memory. */
import { foldInfusion } from "../packages/domain/src/infusion/fold-infusion.ts";
import type { InfusionEvent } from "../packages/domain/src/infusion/infusion-event.ts";
import type { Channel } from "../packages/domain/src/protocol/protocol.ts";

const samplesAltogether = Number(process.argv[2] ?? 1_000_000);
const infusionId = "019cb7c8-0000-7000-8000-0000000000f1";
const channels: readonly Channel[] = ["heart-rate", "pulse-rate", "respiratory-rate", "oxygen-saturation", "systolic-pressure", "temperature"];
const start = Date.UTC(2026, 2, 4, 8);

/** One sample an event, six channels in turn, as a gateway sends them at 1 Hz each. Through JSON, as they reach the fold in life. */
function makeEvents(count: number, samplesEach: number): InfusionEvent[] {
  const events: unknown[] = [];
  for (let index = 0; index < count; index++) {
    const time = new Date(start + Math.floor((index * 1000) / 6)).toISOString();
    events.push({
      id: `019cb7c8-0000-7000-8000-${index.toString(16).padStart(12, "0")}`,
      infusionId,
      type: "vital-signs-recorded",
      clinicalTime: time,
      deviceTime: time,
      receivedAt: time,
      authorId: "gateway",
      authorRole: "device",
      deviceId: "monitor-1",
      entry: "live",
      data: { method: "device", samples: Array.from({ length: samplesEach }, (_, k) => ({ channel: channels[(index + k) % 6], value: 60 + (index % 40), unit: "/min" })) },
    });
  }
  return events.map((event) => JSON.parse(JSON.stringify(event)) as InfusionEvent);
}

for (const samplesEach of [1, 6]) {
  const count = Math.floor(samplesAltogether / samplesEach);
  const events = makeEvents(count, samplesEach);
  const rates: number[] = [];
  for (let round = 0; round < 5; round++) {
    const before = process.hrtime.bigint();
    const state = foldInfusion(infusionId, events);
    const seconds = Number(process.hrtime.bigint() - before) / 1e9;
    if (state.events.length !== count) throw new Error("The fold lost events.");
    rates.push(count / seconds);
  }
  const sorted = rates.toSorted((a, b) => a - b);
  console.log(JSON.stringify({ benchmark: "fold-speed", node: process.version, events: count, samplesEach, eventsPerSecond: { median: Math.round(sorted[2] ?? 0), best: Math.round(sorted[4] ?? 0), worst: Math.round(sorted[0] ?? 0) } }));
}
