import { expect, test } from "vitest";
import { at, examplePeople } from "../../test/example-event.ts";
import { ownRule, reason } from "../decision/reason.ts";
import { type Alarm, compareAlarms } from "./alarm.ts";

const answer = { value: null, at: at(80), eventId: "e", authorId: examplePeople.nurse, late: false };
const alarm = (kind: Alarm["kind"], severity: Alarm["severity"], minute: number, acknowledged: Alarm["acknowledged"] = null): Alarm => ({
  key: `${kind}:rule:-:${at(minute)}`,
  kind,
  severity,
  channel: null,
  since: at(minute),
  reason: reason("identity-matched", "x", ownRule("identity"), { bag: "B", persons: 2, passes: 2 }),
  acknowledged,
  escalated: false,
});
const order = (...alarms: readonly Alarm[]) => alarms.toSorted(compareAlarms).map(({ key }) => key);

test("a fresh lost signal stands before every critical alarm that somebody has answered, however old or new that is", () => {
  const fresh = alarm("signal-lost", "critical", 90);
  const older = alarm("band", "critical", 70, answer);
  const newer = alarm("trend", "critical", 95, answer);
  expect(order(older, newer, fresh)).toEqual([fresh.key, older.key, newer.key]);
});

test("an answered critical alarm stands before an unanswered warning: its danger lasts", () => {
  const warning = alarm("band", "warning", 70);
  const critical = alarm("band", "critical", 90, answer);
  expect(order(warning, critical)).toEqual([critical.key, warning.key]);
});

test("of alarms that nobody has answered the one that has waited longest stands first", () => {
  const [first, second] = [alarm("band", "critical", 70), alarm("signal-lost", "critical", 90)];
  expect(order(second, first)).toEqual([first.key, second.key]);
});
