import { expect, test } from "vitest";
import { orderAlarms, orderRows, type BoardAlarm, type BoardRow } from "./order-rows.ts";

const alarm = (key: string, severity: "critical" | "warning", since: string, acknowledged = false): BoardAlarm => ({ key, kind: "band", severity, channel: null, since: `2026-03-04T${since}:00.000Z`, message: key, acknowledged, escalated: false });
const row = (participantNumber: string, ...alarms: readonly BoardAlarm[]) => ({ infusionId: `id-${participantNumber}`, participantNumber, alarms }) as unknown as BoardRow;
const order = (...rows: readonly BoardRow[]) => orderRows(rows).map((one) => one.participantNumber);

test("while nothing is critical the cards stand by participant number, warnings or not", () => {
  expect(order(row("S-3"), row("S-1"), row("S-2", alarm("w", "warning", "09:00")))).toEqual(["S-1", "S-2", "S-3"]);
});

test("the longest critical alarm stands at the top; a later one does not push it down", () => {
  expect(order(row("S-1"), row("S-2", alarm("c", "critical", "09:05")), row("S-3", alarm("c", "critical", "09:01")))).toEqual(["S-3", "S-2", "S-1"]);
});

test("an answered critical alarm keeps its card at the top: the danger is not over", () => {
  expect(order(row("S-1"), row("S-2", alarm("c", "critical", "09:05", true)))).toEqual(["S-2", "S-1"]);
});

test("of one card's alarms the unanswered critical one is named first", () => {
  const alarms = [alarm("w", "warning", "08:00"), alarm("answered", "critical", "08:30", true), alarm("new", "critical", "09:00")];
  expect(orderAlarms(alarms).map((one) => one.key)).toEqual(["new", "answered", "w"]);
});
