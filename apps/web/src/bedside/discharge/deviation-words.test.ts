import { expect, test } from "vitest";
import { wordsOfDeviation } from "./deviation-words.ts";

const item = { id: "well-today", text: "New infection today", kind: "confirm" as const, required: true, overrideBy: [], topic: "participant" as const, source: { citation: "local", status: "local-decision" as const } };
const protocol = { checklist: [{ id: "arrival" as const, title: "Arrival", items: [item] }] } as unknown as Parameters<typeof wordsOfDeviation>[1];

test("an overridden item is named by its question, not by its code", () => {
  expect(wordsOfDeviation("item.well-today was overridden: known for years", protocol, "Asia/Tokyo")).toBe("“New infection today” was overridden: known for years");
  expect(wordsOfDeviation("item.unheard-of was overridden: x", protocol, "Asia/Tokyo")).toBe("item.unheard-of was overridden: x");
});
test("a kind of entry has its name, and 09:05 UTC is 18:05 in Tokyo", () => {
  expect(wordsOfDeviation("“infusion-started” at 2026-03-04T09:05:00.000Z.", protocol, "Asia/Tokyo")).toBe("“Infusion started” at Mar 4, 2026, 18:05.");
});
