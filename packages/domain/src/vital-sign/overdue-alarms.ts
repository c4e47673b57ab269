/** Alarms from vital signs that nobody took. */
import { protocolRule, reason } from "../decision/reason.ts";
import { raiseAlarm } from "./alarm.ts";
import type { Alarm } from "./alarm.ts";
import type { DueVitalSign } from "./due-vital-signs.ts";
import type { MonitoringContext } from "./monitoring-context.ts";

/**
 * One warning per schedule entry: for its newest vital sign that passed its overdue time undone, unless a later one of the
 * same entry was done since. When the next one turns overdue too, the alarm is a new one. Baseline entries raise none: the
 * start decision refuses without a baseline.
 */
export function overdueAlarms(context: MonitoringContext, due: readonly DueVitalSign[]): Alarm[] {
  const newest = new Map<number, DueVitalSign>();
  for (const one of due) {
    if (one.anchor === "baseline") continue;
    if (one.status === "done") newest.delete(one.entry);
    else if (one.overdueAt < context.now) newest.set(one.entry, one);
  }
  const late = context.protocol.monitoring.overdueAfter;
  return [...newest.values()].map((one) =>
    raiseAlarm(context.state, context.protocol, context.now, {
      kind: "overdue",
      rule: `${one.entry}-${one.anchor}`,
      severity: "warning",
      channel: null,
      since: one.overdueAt,
      reason: reason("vital-sign-overdue", `schedule.${one.entry}`, protocolRule(context.protocol, "schedule"), { dueAt: one.dueAt, missing: one.missing.join(", "), limit: late.value, limitUnit: late.unit }, late.source),
    }),
  );
}
