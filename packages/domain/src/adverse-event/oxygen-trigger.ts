/** Triggers that look at oxygen and ventilation. */
import type { Reason, RuleReference } from "../decision/decision.ts";
import { reason } from "../decision/reason.ts";
import type { InfusionEventOf, OxygenDevice } from "../infusion/infusion-event.ts";
import type { EventTrigger } from "../protocol/protocol.ts";
import { sameDimension, valueIn } from "../quantity/unit.ts";
import { exceeds } from "./drug-rate.ts";
import { isAfterStart, isInside } from "./event-window.ts";
import type { EventWindow, TriggerVerdict } from "./event-window.ts";

type Setting = InfusionEventOf<"oxygen-set">;
type Hypoxaemia = Extract<EventTrigger, { kind: "hypoxaemia" }>;
type Intubation = Extract<EventTrigger, { kind: "new-intubation" }>;

/** What a setting gives: a fraction, and cmH2O. `null` is unknown. */
interface Support {
  readonly fio2: number | null;
  readonly peep: number | null;
}

/** Ambient air holds 21 % of oxygen. */
const roomAir = 0.21;
/** Devices that apply no pressure at the end of expiration. High flow applies some, and how much is not known. */
const withoutPressure: ReadonlySet<OxygenDevice> = new Set(["room-air", "nasal-cannula", "mask", "reservoir-mask"]);

/**
 * A rise of FiO2 and/or PEEP over the setting at the start, to hold the target saturation (which is the clinician's aim and is
 * not judged here). A setting that leaves a number out keeps that of the setting before it on the same device. Where a number
 * that decides is unknown, the trigger is unclear.
 */
export function hypoxaemia(window: EventWindow, trigger: Hypoxaemia, rule: RuleReference, title: string): TriggerVerdict {
  const settings = settingsWithSupport(window);
  const baseline = settings.findLast(({ setting }) => setting.clinicalTime <= window.startedAt);
  if (baseline === undefined) return { verdict: "unclear", because: [reason("event-rule-no-oxygen-before", "oxygen", rule, { title }, trigger.fio2Increase.source)] };
  const because = new Map<string, Reason>();
  for (const { setting, support } of settings) {
    if (!isAfterStart(window, setting.clinicalTime)) continue;
    const fio2 = rose(baseline.support.fio2, support.fio2, trigger.fio2Comparator, valueIn(trigger.fio2Increase, "1"));
    const peep = rose(baseline.support.peep, support.peep, ">=", valueIn(trigger.peepIncrease, "cm[H2O]"));
    const met = trigger.combine === "and" ? both(fio2, peep) : either(fio2, peep);
    if (met === true) return { verdict: "met", at: setting.clinicalTime, eventIds: [setting.id], what: `FiO2 ${shown(baseline.support.fio2)} to ${shown(support.fio2)}, PEEP ${shown(baseline.support.peep)} to ${shown(support.peep)} cmH2O` };
    if (met === false) continue;
    const when = `${setting.data.device}, ${setting.clinicalTime}`;
    if (fio2 === null) because.set("fio2", reason("event-rule-fio2-unknown", "oxygen.fio2", rule, { title, when }, trigger.fio2Increase.source));
    if (peep === null) because.set("peep", reason("event-rule-peep-unknown", "oxygen.peep", rule, { title, when }, trigger.peepIncrease.source));
  }
  return because.size > 0 ? { verdict: "unclear", because: [...because.values()] } : { verdict: "nothing" };
}

/** Intubation of a participant who started on one of the named devices. */
export function newIntubation(window: EventWindow, trigger: Intubation, rule: RuleReference, title: string): TriggerVerdict {
  const device = deviceAtStart(window);
  if (device === null) return { verdict: "unclear", because: [reason("event-rule-no-oxygen-before", "oxygen", rule, { title }, trigger.source)] };
  if (!trigger.from.includes(device)) return { verdict: "excluded", reason: reason("event-rule-other-device", "oxygen", rule, { title, device }, trigger.source) };
  const found = intubations(window)[0];
  return found === undefined ? { verdict: "nothing" } : { verdict: "met", at: found.clinicalTime, eventIds: [found.id], what: `intubation from ${device}` };
}

/** The device with which the infusion started; `null`: not recorded. */
export function deviceAtStart(window: EventWindow): OxygenDevice | null {
  return window.state.oxygen.findLast((event) => event.clinicalTime <= window.startedAt)?.data.device ?? null;
}

/** Invasive ventilation or an intubation in the window, in the order of time. */
export function intubations(window: EventWindow): readonly (Setting | InfusionEventOf<"outcome-seen">)[] {
  const ventilated = window.state.oxygen.filter((event) => isAfterStart(window, event.clinicalTime) && event.data.device === "invasive-ventilation");
  const reported = window.state.outcomes.filter((event) => isInside(window, event.clinicalTime) && event.data.outcome === "intubation");
  return [...ventilated, ...reported].toSorted((a, b) => (a.clinicalTime < b.clinicalTime ? -1 : Number(a.clinicalTime > b.clinicalTime)));
}

function settingsWithSupport(window: EventWindow): { readonly setting: Setting; readonly support: Support }[] {
  const found: { setting: Setting; support: Support }[] = [];
  for (const setting of window.state.oxygen) {
    if (setting.clinicalTime > window.now) break;
    const before = found.at(-1);
    found.push({ setting, support: supportOf(setting, before?.setting.data.device === setting.data.device ? before.support : null) });
  }
  return found;
}

function supportOf(setting: Setting, carried: Support | null): Support {
  const { device, fio2, peep } = setting.data;
  return {
    fio2: fio2 !== undefined && sameDimension(fio2.unit, "1") ? valueIn(fio2, "1") : device === "room-air" ? roomAir : (carried?.fio2 ?? null),
    peep: peep !== undefined && sameDimension(peep.unit, "cm[H2O]") ? valueIn(peep, "cm[H2O]") : withoutPressure.has(device) ? 0 : (carried?.peep ?? null),
  };
}

function rose(before: number | null, after: number | null, comparator: ">=" | ">", limit: number): boolean | null {
  return before === null || after === null ? null : exceeds(after - before, comparator, limit);
}

/** Three-valued logic: `null` is unknown. */
function both(a: boolean | null, b: boolean | null): boolean | null {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

function either(a: boolean | null, b: boolean | null): boolean | null {
  if (a === true || b === true) return true;
  return a === null || b === null ? null : false;
}

function shown(value: number | null): string {
  return value === null ? "unknown" : String(Number(value.toPrecision(6)));
}
