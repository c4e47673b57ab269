/** An infusion in memory, on the shipped ruleset, without any database. */
import { readFileSync } from "node:fs";
import { createFold } from "@stroma/domain";
import type { InfusionEvent, InfusionEventData, InfusionEventType, Protocol } from "@stroma/domain";
import { parseProtocol } from "@stroma/domain/protocol-parser";
import { v7 as uuidv7 } from "uuid";
import type { LiveInfusion } from "../src/live/live-infusions.ts";

export const exampleRuleset: Protocol = (() => {
  const parsed = parseProtocol(readFileSync(new URL("../../../protocols/iv-msc-baseline.yaml", import.meta.url), "utf8"));
  if (!parsed.ok) throw new Error("The safe-administration ruleset has faults.");
  return parsed.protocol;
})();

const eight = Date.parse("2026-03-04T08:00:00.000Z");
/** So many minutes after eight. */
export const at = (minute: number): string => new Date(eight + minute * 60_000).toISOString();

export function eventAt<T extends InfusionEventType>(infusionId: string, minute: number, type: T, data: InfusionEventData[T]): InfusionEvent {
  return { id: uuidv7(), infusionId, type, clinicalTime: at(minute), deviceTime: at(minute), receivedAt: at(minute), authorId: "nurse", authorRole: "nurse", deviceId: "tablet", entry: "live", data } as InfusionEvent;
}

export function liveInfusion(id: string, events: readonly InfusionEvent[], more: Partial<LiveInfusion> = {}): LiveInfusion {
  const fold = createFold(id);
  fold.append(events);
  return {
    record: { id, studyId: "study", participantId: `participant-of-${id}`, participantNumber: `S-${id}`, synthetic: true, protocolId: "protocol", protocolVersion: "1", doseLevel: 1, plannedFor: at(0), phase: "preparing", startedAt: null },
    protocol: exampleRuleset, bags: [], openDeviations: 0, fold, ...more,
  };
}
