/** Recognition of cells held back in the lung on their first pass. */
import type { Reason } from "../decision/decision.ts";
import type { Instant, OxygenDevice } from "../infusion/infusion-event.ts";
import type { InfusionState } from "../infusion/infusion-state.ts";
import { stateAt } from "../infusion/state-at.ts";
import type { Protocol } from "../protocol/protocol.ts";
import type { Source } from "../protocol/source.ts";
import { reason } from "../decision/reason.ts";
import { conclude } from "./assess-infusion-events.ts";
import { eventWindow, isAfterStart } from "./event-window.ts";
import type { EventWindow, TriggerVerdict } from "./event-window.ts";
import { deriveGradeEpisodes } from "./grade-episodes.ts";
import { deviceAtStart, intubations } from "./oxygen-trigger.ts";
import { signSeen } from "./seen-triggers.ts";

const source: Source = { citation: "ClinicalTrials.gov NCT03478215, outcome definition of first-pass lung trapping (record of October 2022)", status: "verified" };
const rule = { id: "lung-first-pass-trapping", edition: "NCT03478215" };
const length = { value: 24, unit: "h" };

export interface LungTrappingFinding {
  readonly status: "met" | "not-met" | "open" | "not-assessable";
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  readonly criteria: readonly { readonly id: "dyspnoea-at-rest" | "ventilator-support" | "pulmonary-oedema-with-hypoxia"; readonly status: "met" | "not-met" | "open" | "not-assessable"; readonly at: Instant | null; readonly eventIds: readonly string[]; readonly reasons: readonly Reason[] }[];
  readonly reasons: readonly Reason[];
}

/**
 * Within 24 h of the start: dyspnoea at rest, or ventilator support, or pulmonary oedema with hypoxia.
 *
 * One criterion met is enough. Ventilator support is non-invasive or invasive ventilation that was not there at the start. The
 * record names no number for hypoxia; CTCAE's fall at rest is taken (SpO2 below 88 %, or arterial PaO2 55 mmHg or less). "Not met"
 * needs a look at each sign, and a record that reaches the end of the window.
 *
 * @example assessLungTrapping(state, protocol, now).status // "open"
 */
export function assessLungTrapping(state: InfusionState, protocol: Protocol, now: Instant): LungTrappingFinding {
  const known = stateAt(state, now);
  const startedAt = known.starts.map((start) => start.at).filter((at) => at <= now).toSorted()[0];
  if (startedAt === undefined) {
    return { status: "not-assessable", opensAt: null, closesAt: null, criteria: [], reasons: [reason("event-rule-not-started", "lung-trapping", rule, { title: "First-pass lung trapping" }, source)] };
  }
  const window = eventWindow(known, startedAt, length, now);
  const criteria = [
    judge(window, "dyspnoea-at-rest", "Dyspnoea at rest", signSeen(window, { signs: ["dyspnoea-at-rest"], source }, rule, "Dyspnoea at rest")),
    judge(window, "ventilator-support", "Ventilator support", ventilatorSupport(window)),
    judge(window, "pulmonary-oedema-with-hypoxia", "Pulmonary oedema with hypoxia", oedemaWithHypoxia(window, protocol)),
  ];
  const status = (["met", "not-assessable", "open"] as const).find((one) => criteria.some((criterion) => criterion.status === one)) ?? "not-met";
  return { status, opensAt: startedAt, closesAt: window.closesAt, criteria, reasons: criteria.filter((one) => one.status === status).flatMap((one) => one.reasons) };
}

function judge(window: EventWindow, id: LungTrappingFinding["criteria"][number]["id"], title: string, verdict: TriggerVerdict): LungTrappingFinding["criteria"][number] {
  const met = verdict.verdict === "met" ? verdict : null;
  return { id, ...conclude(window, verdict, rule, { title, path: `lung-trapping.${id}`, source }), at: met?.at ?? null, eventIds: met?.eventIds ?? [] };
}

function isVentilation(device: OxygenDevice | null): boolean {
  return device === "invasive-ventilation" || device === "non-invasive-ventilation";
}

function ventilatorSupport(window: EventWindow): TriggerVerdict {
  const before = deviceAtStart(window);
  if (isVentilation(before)) return { verdict: "excluded", reason: reason("event-rule-other-device", "oxygen", rule, { title: "Ventilator support", device: before }, source) };
  const set = window.state.oxygen.find((event) => isAfterStart(window, event.clinicalTime) && isVentilation(event.data.device));
  const intubated = intubations(window)[0];
  const found = set !== undefined && (intubated === undefined || set.clinicalTime <= intubated.clinicalTime) ? set : intubated;
  return found === undefined ? { verdict: "nothing" } : { verdict: "met", at: found.clinicalTime, eventIds: [found.id], what: "ventilator support" };
}

function oedemaWithHypoxia(window: EventWindow, protocol: Protocol): TriggerVerdict {
  const oedema = signSeen(window, { signs: ["pulmonary-oedema"], source }, rule, "Pulmonary oedema with hypoxia");
  if (oedema.verdict !== "met") return oedema;
  const until = window.closesAt < window.now ? window.closesAt : window.now;
  const hypoxia = deriveGradeEpisodes(window.state, protocol, "Hypoxia", until)[0];
  if (hypoxia !== undefined) return { ...oedema, at: hypoxia.onset > oedema.at ? hypoxia.onset : oedema.at, eventIds: [...oedema.eventIds, ...hypoxia.eventIds], what: "pulmonary oedema with hypoxia" };
  const measured = (window.state.samples.get("oxygen-saturation") ?? []).some((sample) => isAfterStart(window, sample.at) && sample.value !== null && sample.value > 0);
  if (measured) return { verdict: "nothing" };
  return { verdict: "unclear", because: [reason("grade-channel-unmeasured", "lung-trapping.hypoxia", rule, { term: "Hypoxia", channel: "oxygen-saturation" }, source)] };
}
