/**
 * How many vital-sign events a second one core folds. The number of samples is the same in both cases, so that both hold
 * the same memory.
 *
 * Options: --samples 1000000, --runs 5, --json.
 */
import { foldInfusion } from "../packages/domain/src/infusion/fold-infusion.ts";
import type { InfusionEvent } from "../packages/domain/src/infusion/infusion-event.ts";
import type { Channel } from "../packages/domain/src/protocol/protocol.ts";
import { describeMachine } from "./stage/machine.ts";
import { median } from "./stage/quantile.ts";
import { numberOption, report, type Row } from "./stage/report.ts";

const samplesAltogether = numberOption("samples", 1_000_000);
const runs = numberOption("runs", 5);
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

const machine = describeMachine();
const rows: Row[] = [];
for (const samplesEach of [1, 6]) {
  const count = Math.floor(samplesAltogether / samplesEach);
  const events = makeEvents(count, samplesEach);
  const rates: number[] = [];
  for (let run = 0; run < runs; run++) {
    const before = performance.now();
    const state = foldInfusion(infusionId, events);
    rates.push(count / ((performance.now() - before) / 1_000));
    if (state.events.length !== count) throw new Error("The fold lost events.");
  }
  rows.push({ "samples an event": samplesEach, events: count, "events/s (median)": Math.round(median(rates)), worst: Math.round(Math.min(...rates)), best: Math.round(Math.max(...rates)), target: samplesEach === 1 ? 1_000_000 : null });
}
report("fold-speed", machine, rows);
