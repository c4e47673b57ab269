/** May the participant leave: home, or handed over to a ward? */
import type { Decision, Reason } from "../decision/decision.ts";
import { decide, protocolRule, reason } from "../decision/reason.ts";
import type { Participant } from "../participant/participant.ts";
import type { ChecklistItem, DischargeCriterion, Protocol } from "../protocol/protocol.ts";
import { valueIn } from "../quantity/unit.ts";
import { assessMonitoring } from "../vital-sign/assess-monitoring.ts";
import { deriveBaseline } from "../vital-sign/derive-baseline.ts";
import { latestPlausible } from "../vital-sign/monitoring-context.ts";
import { deriveEventWindows } from "./derive-clocks.ts";
import type { EventWindow } from "./derive-clocks.ts";
import type { Instant } from "./infusion-event.ts";
import type { InfusionState } from "./infusion-state.ts";
import { instantAfter, minutesBetween } from "./instant.ts";
import { isAcceptableAnswer, isOverridden } from "./start-bedside.ts";
import { finding, together } from "./start-findings.ts";
import type { Findings } from "./start-findings.ts";

export interface DischargePlan {
  readonly destination: "home" | "ward";
  /** Who takes over on the ward. */
  readonly receivedBy?: string;
}

export interface DischargeDecision extends Decision {
  /** Windows in which an infusion-associated event still counts after the discharge; each says until when. */
  readonly openWindows: readonly EventWindow[];
}

/**
 * Decides a discharge at `now`.
 *
 * Unmet, each with its own reason: not stopped; observed for too short a time; a criterion of the protocol not met or not
 * assessable (no baseline, no value since the stop, unknown oxygen); a required discharge item; an open pathway; a
 * critical alarm; the wrong destination for the setting (an inpatient is handed over to the ward, with a name; an
 * outpatient goes home). The event windows stay open whatever the destination; `openWindows` and the met reasons say so.
 */
export function decideDischarge(state: InfusionState, protocol: Protocol, participant: Participant, now: Instant, plan: DischargePlan): DischargeDecision {
  const rule = protocolRule(protocol, "discharge");
  const openWindows = deriveEventWindows(state, protocol, now).filter((window) => window.open);
  const windows = openWindows.map((window) => reason("discharge-window-open", `event-window.${window.ruleId}`, rule, { title: window.title, openUntil: window.openUntil }, window.window.source));
  const all = together([
    findObservation(state, protocol, now),
    ...protocol.observation.criteria.map((criterion) => findCriterion(state, protocol, participant, now, criterion)),
    ...findItems(state, protocol, participant),
    findPathways(state, protocol),
    findAlarms(state, protocol, now),
    findDestination(protocol, plan),
  ]);
  return { ...decide(rule, all.unmet, [...all.met, ...windows]), openWindows };
}

function findObservation(state: InfusionState, protocol: Protocol, now: Instant): Findings {
  const rule = protocolRule(protocol, "limit.observation-duration-minimum");
  const limit = protocol.limits["observation-duration-minimum"];
  if (state.stop === null) return { unmet: [reason("discharge-not-stopped", "phase", protocolRule(protocol, "discharge"), { phase: state.phase })], met: [] };
  if (limit === undefined) return { unmet: [reason("discharge-observation-not-set", "observation", rule)], met: [] };
  const until = instantAfter(state.stop.at, limit);
  const saw = { value: minutesBetween(state.stop.at, now), unit: "min", until, limit: limit.value, limitUnit: limit.unit };
  return finding(now < until ? [reason("discharge-observation-short", "observation", rule, saw, limit.source)] : [], reason("discharge-observation-long-enough", "observation", rule, saw, limit.source));
}

function findCriterion(state: InfusionState, protocol: Protocol, participant: Participant, now: Instant, criterion: DischargeCriterion): Findings {
  const rule = protocolRule(protocol, `discharge.${criterion.id}`);
  const path = `discharge.${criterion.id}`;
  if (criterion.kind === "item") {
    const item = protocol.checklist.flatMap((phase) => phase.items).find((one) => one.id === criterion.item);
    // A required item of the discharge phase is asked with the items; here it is asked only where it is not.
    return item === undefined ? { unmet: [reason("discharge-item-unknown", path, rule, { item: criterion.item }, criterion.source)], met: [] } : findItem(state, protocol, participant, item);
  }
  const { channel } = criterion;
  const definition = protocol.monitoring.channels.find((one) => one.channel === channel);
  const latest = definition === undefined ? null : latestPlausible(state, definition, now);
  const source = criterion.kind === "relative" ? criterion.tolerance.source : criterion.source;
  if (definition === undefined || latest === null || state.stop === null || latest.sample.at < state.stop.at) {
    return { unmet: [reason("discharge-value-missing", path, rule, { channel: definition?.title ?? channel }, source)], met: [] };
  }
  const saw = { channel: definition.title, value: latest.value, unit: definition.unit, at: latest.sample.at };
  if (criterion.kind === "absolute") {
    const limits = { ...saw, low: criterion.low ?? null, high: criterion.high ?? null };
    if (criterion.onRoomAirOnly === true && state.oxygenDevice !== "room-air") {
      return { unmet: [reason(state.oxygenDevice === null ? "discharge-oxygen-unknown" : "discharge-not-on-room-air", path, rule, limits, source)], met: [] };
    }
    const outside = latest.value < (criterion.low ?? -Infinity) || latest.value > (criterion.high ?? Infinity);
    return finding(outside ? [reason("discharge-value-outside", path, rule, limits, source)] : [], reason("discharge-criterion-met", path, rule, limits, source));
  }
  const baseline = deriveBaseline(state, protocol, now).values.get(channel);
  if (baseline === undefined) return { unmet: [reason("discharge-baseline-missing", path, rule, saw, source)], met: [] };
  const { tolerance } = criterion;
  // A tolerance in % is a share of the baseline, except for a channel that is itself in %, where it would be ambiguous: there too it is a share.
  const allowedChange = tolerance.unit === "%" ? (Math.abs(baseline.value) * tolerance.value) / 100 : valueIn(tolerance, definition.unit);
  const full = { ...saw, baseline: baseline.value, tolerance: tolerance.value, toleranceUnit: tolerance.unit };
  const far = Math.abs(latest.value - baseline.value) > allowedChange + 1e-9;
  return finding(far ? [reason("discharge-value-far-from-baseline", path, rule, full, source)] : [], reason("discharge-criterion-met", path, rule, full, source));
}

function findItems(state: InfusionState, protocol: Protocol, participant: Participant): Findings[] {
  const asCriterion = new Set(protocol.observation.criteria.flatMap((criterion) => (criterion.kind === "item" ? [criterion.item] : [])));
  const phases = protocol.checklist.filter((phase) => phase.id === "observation" || phase.id === "discharge");
  return phases.flatMap((phase) => phase.items).filter((item) => item.required && !asCriterion.has(item.id)).map((item) => findItem(state, protocol, participant, item));
}

function findItem(state: InfusionState, protocol: Protocol, participant: Participant, item: ChecklistItem): Findings {
  const rule = protocolRule(protocol, "checklist");
  const saw = { item: item.text, topic: item.topic };
  const path = `item.${item.id}`;
  const answer = state.answers.get(item.id)?.value ?? null;
  if (isOverridden(state, item)) return finding([], reason("item-overridden", path, rule, saw, item.source));
  if (answer === null) return { unmet: [reason("item-unanswered", path, rule, saw, item.source)], met: [] };
  const codes = item.scans === "wristband" ? [participant.wristbandCode] : [];
  return finding(isAcceptableAnswer(item, answer, codes) ? [] : [reason("item-not-acceptable", path, rule, saw, item.source)], reason("item-answered", path, rule, saw, item.source));
}

function findPathways(state: InfusionState, protocol: Protocol): Findings {
  const rule = protocolRule(protocol, "discharge");
  const open = state.pathways.filter((pathway) => pathway.closedAt === null);
  return finding(open.map((pathway) => reason("discharge-pathway-open", `pathway.${pathway.openedBy}`, rule, { pathway: pathway.pathwayId, openedAt: pathway.openedAt })), reason("discharge-no-pathway-open", "pathway", rule));
}

function findAlarms(state: InfusionState, protocol: Protocol, now: Instant): Findings {
  const rule = protocolRule(protocol, "discharge");
  const critical = assessMonitoring(state, protocol, now).alarms.filter((alarm) => alarm.severity === "critical");
  return finding(critical.map((alarm): Reason => reason("discharge-critical-alarm", `alarm.${alarm.key}`, rule, { kind: alarm.kind, since: alarm.since })), reason("discharge-no-critical-alarm", "alarm", rule));
}

function findDestination(protocol: Protocol, plan: DischargePlan): Findings {
  const rule = protocolRule(protocol, "setting");
  const wanted = protocol.setting === "inpatient" ? "ward" : "home";
  const saw = { destination: plan.destination, wanted, setting: protocol.setting };
  const unmet: Reason[] = [];
  if (plan.destination !== wanted) unmet.push(reason("discharge-destination-unfit", "destination", rule, saw));
  else if (wanted === "ward" && (plan.receivedBy ?? "").trim() === "") unmet.push(reason("discharge-receiver-missing", "receivedBy", rule, saw));
  return finding(unmet, reason("discharge-destination-fits", "destination", rule, saw));
}
