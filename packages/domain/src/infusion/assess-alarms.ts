/** Every alarm of an infusion: of the vital signs, of the thaw clocks, of overdue pathway steps. */
import { protocolRule, reason } from "../decision/reason.ts";
import type { Bag } from "../lot/lot.ts";
import type { Protocol } from "../protocol/protocol.ts";
import { compareAlarms, raiseAlarm } from "../vital-sign/alarm.ts";
import type { Alarm } from "../vital-sign/alarm.ts";
import { assessMonitoring } from "../vital-sign/assess-monitoring.ts";
import type { MonitoringAssessment } from "../vital-sign/assess-monitoring.ts";
import { assessPathways } from "./assess-pathways.ts";
import { deriveClocks } from "./derive-clocks.ts";
import type { Instant } from "./infusion-event.ts";
import type { InfusionState } from "./infusion-state.ts";
import { stateAt } from "./state-at.ts";

/**
 * All alarms at `now`, in the order of display: critical first.
 *
 * A bag that has not ended when its time from thaw has passed is critical until it ends, the infusion is stopped or the
 * participant has left. A pathway step that is overdue is critical until it is done, does not apply, or the pathway is
 * closed. Facts later than `now` change nothing. Without a limit or a due time there is no alarm to raise.
 *
 * @param monitoring what `assessMonitoring` says at the same `now`, where the caller has it already.
 * @example assessAlarms(foldInfusion(id, events), protocol, bags, now)[0]?.key
 */
export function assessAlarms(state: InfusionState, protocol: Protocol, bags: readonly Bag[], now: Instant, monitoring: MonitoringAssessment = assessMonitoring(state, protocol, now)): Alarm[] {
  const then = stateAt(state, now);
  return [...monitoring.alarms, ...thawAlarms(then, protocol, bags, now), ...stepAlarms(then, protocol, now)].toSorted(compareAlarms);
}

function thawAlarms(state: InfusionState, protocol: Protocol, bags: readonly Bag[], now: Instant): Alarm[] {
  if (state.phase === "stopped" || state.phase === "discharged") return [];
  return deriveClocks(state, protocol, bags, now).thawToEnd.flatMap((clock) => {
    if (!clock.exceeded || clock.endedAt !== null || clock.due === null || clock.limit === null) return [];
    const bag = bags.find((one) => one.id === clock.bagId);
    if (bag !== undefined && ["given", "returned", "quarantined", "destroyed"].includes(bag.state)) return [];
    const saw = { bag: bag?.code ?? clock.bagId, thawedAt: clock.since, limit: clock.limit.value, limitUnit: clock.limit.unit };
    const because = reason("thaw-clock-passed", `bag.${clock.bagId}.thaw`, protocolRule(protocol, "limit.thaw-to-end-maximum"), saw, clock.limit.source);
    return [raiseAlarm(state, protocol, now, { kind: "thaw-clock", rule: clock.bagId, severity: "critical", channel: null, since: clock.due, reason: because })];
  });
}

function stepAlarms(state: InfusionState, protocol: Protocol, now: Instant): Alarm[] {
  return assessPathways(state, protocol, now).flatMap((pathway) =>
    pathway.steps.flatMap(({ step, state: standing, dueAt }) => {
      if (standing !== "overdue" || dueAt === null) return [];
      const because = reason("pathway-step-overdue", `pathway.${pathway.pathwayId}.${step.id}`, protocolRule(protocol, "pathway"), { pathway: pathway.title, step: step.text, dueAt }, step.source);
      return [raiseAlarm(state, protocol, now, { kind: "pathway-step", rule: `${pathway.openedBy}.${step.id}`, severity: "critical", channel: null, since: dueAt, reason: because })];
    }),
  );
}
