import type { ChannelDefinition } from "@stroma/domain";
import { expect, test } from "vitest";
import { consciousnessOfDraft, doubtfulSamples, emptyDraft, invalidFields, oxygenOfDraft, samplesOfDraft } from "./entry-draft.ts";
import { parseTyped } from "../../ui/parse-typed.ts";

const source = { citation: "Example ward", status: "local-decision" } as const;
const define = (channel: ChannelDefinition["channel"], unit: string, low: number, high: number, zeroMeansLost: boolean): ChannelDefinition => ({
  channel, title: channel, unit, plausible: { low, high, source }, bands: [{ from: low, to: high, severity: "none", source }], staleAfter: { value: 2, unit: "min", source }, zeroMeansLost, corroboratedBy: [], inBaseline: true,
});
const definitions = [define("heart-rate", "/min", 20, 250, true), define("temperature", "Cel", 30, 43, false)];

test("an empty field is not measured: it is never recorded, and never as zero", () => {
  expect(samplesOfDraft({ ...emptyDraft, values: { "heart-rate": "", temperature: "37,9" } }, definitions)).toEqual([{ channel: "temperature", value: 37.9, unit: "Cel" }]);
  expect(samplesOfDraft(emptyDraft, definitions)).toEqual([]);
  expect(oxygenOfDraft(emptyDraft)).toBeNull();
  expect(consciousnessOfDraft(emptyDraft)).toBeNull();
});

test("a typed zero is recorded as zero, after a question", () => {
  const samples = samplesOfDraft({ ...emptyDraft, values: { "heart-rate": "0" } }, definitions);
  expect(samples).toEqual([{ channel: "heart-rate", value: 0, unit: "/min" }]);
  expect(doubtfulSamples(samples, definitions).map((one) => one.why)).toEqual(["zero"]);
});

test("277 per minute is asked again and stays among what will be recorded", () => {
  const samples = samplesOfDraft({ ...emptyDraft, values: { "heart-rate": "277" } }, definitions);
  expect(doubtfulSamples(samples, definitions)).toMatchObject([{ sample: { value: 277 }, why: "implausible" }]);
});

test("point and comma both separate decimals; other text is no number and is said so", () => {
  expect([parseTyped("36.8"), parseTyped("36,8"), parseTyped(" 80 "), parseTyped("8o"), parseTyped(".")]).toEqual([36.8, 36.8, 80, "invalid", "invalid"]);
  expect([...invalidFields({ ...emptyDraft, values: { "heart-rate": "8o" } })]).toEqual(["heart-rate"]);
});

test("settings that a device does not have are not recorded with it", () => {
  const typed = { flow: "4", fio2: "40", peep: "8" };
  expect(oxygenOfDraft({ ...emptyDraft, oxygen: { device: "room-air", ...typed } })).toEqual({ device: "room-air" });
  expect(oxygenOfDraft({ ...emptyDraft, oxygen: { device: "invasive-ventilation", ...typed } })).toEqual({ device: "invasive-ventilation", fio2: { value: 40, unit: "%" }, peep: { value: 8, unit: "cm[H2O]" } });
});
