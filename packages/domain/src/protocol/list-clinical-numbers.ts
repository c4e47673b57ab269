import type { Quantity } from "../quantity/quantity.ts";
import { limitDefinitions } from "./limit-definitions.ts";
import { limitIds, type ChannelDefinition, type DischargeCriterion, type EventTrigger, type MonitoringDefinition, type Protocol, type SourcedQuantity } from "./protocol.ts";
import type { Source } from "./source.ts";

/** One number of a protocol that could steer care. */
export interface ClinicalNumber {
  /** Stable within the protocol: names, not positions, for example `monitoring.channels.heart-rate.stale-after`. */
  readonly path: string;
  readonly label: string;
  /** `null` for a count or a range; the label then says it. */
  readonly quantity: Quantity | null;
  readonly source: Source;
}

/**
 * Every number of a resolved protocol with its source: dose, limits, bands, plausible ranges, times, release limits,
 * accepted values, triggers, timers, discharge criteria. A person confirms them before the first infusion.
 *
 * @example listClinicalNumbers(protocol)[0] // { path: "dose.levels.1", label: "Dose level 1", quantity, source }
 */
export function listClinicalNumbers(protocol: Protocol): readonly ClinicalNumber[] {
  return [
    ...protocol.dose.levels.map((level) => entry(`dose.levels.${level.level}`, `Dose: ${level.label}`, level.quantity)),
    ...limitIds.flatMap((id) => {
      const limit = protocol.limits[id];
      return limit === undefined ? [] : [entry(`limits.${id}`, limitDefinitions[id].title, limit)];
    }),
    ...protocol.release.flatMap((test) => (test.limit === undefined ? [] : [{ path: `release.${test.id}`, label: `Release: ${test.title} ${test.comparator ?? ""}`.trim(), quantity: { value: test.limit.value, unit: test.limit.unit }, source: test.source }])),
    ...protocol.checklist.flatMap((phase) =>
      phase.items.flatMap((item) => (item.range === undefined ? [] : [{ path: `checklist.${item.id}`, label: `${item.text} (accepted: ${rangeText(item.range)} ${item.unit ?? ""})`.replace(" )", ")"), quantity: null, source: item.source }])),
    ),
    ...listMonitoring(protocol.monitoring),
    ...protocol.infusionEvents.flatMap((set) =>
      set.rules.flatMap((rule) => {
        const path = `infusion-events.${set.id}.${rule.id}`;
        return [entry(`${path}.window`, `${set.title}: ${rule.title}, window`, rule.window), ...listTrigger(rule.trigger, path, `${set.title}: ${rule.title}`)];
      }),
    ),
    ...protocol.pathways.flatMap((pathway) =>
      pathway.steps.flatMap((step) => {
        const path = `pathways.${pathway.id}.${step.id}`;
        const label = `${pathway.title}: ${step.text}`;
        const timers = [...(step.due === undefined ? [] : [entry(`${path}.due`, `${label} (due after)`, step.due)]), ...(step.repeat === undefined ? [] : [entry(`${path}.repeat`, `${label} (again every)`, step.repeat)])];
        // A number in the text of a step, for example a dose, has the step's source.
        return /\d/.test(step.text) ? [{ path, label, quantity: null, source: step.source }, ...timers] : timers;
      }),
    ),
    ...protocol.observation.criteria.flatMap(listCriterion),
    entry("observation.next-contact", `Next contact: ${protocol.observation.nextContact.text}`, protocol.observation.nextContact.after),
  ];
}

function entry(path: string, label: string, { value, unit, source }: SourcedQuantity): ClinicalNumber {
  return { path, label, quantity: { value, unit }, source };
}

function rangeText(range: { readonly low?: number; readonly high?: number }): string {
  if (range.low === undefined) return range.high === undefined ? "any" : `at most ${range.high}`;
  return range.high === undefined ? `at least ${range.low}` : `${range.low} to ${range.high}`;
}

function listMonitoring(monitoring: MonitoringDefinition): readonly ClinicalNumber[] {
  return [
    ...monitoring.channels.flatMap(listChannel),
    ...monitoring.relativeRules.map((rule) => entry(`monitoring.relative-rules.${rule.id}`, `${rule.severity} when ${rule.channel} changes against the baseline (${rule.direction})`, rule.change)),
    ...monitoring.trendRules.flatMap((rule) => [
      entry(`monitoring.trend-rules.${rule.id}.change`, `${rule.severity} on a ${rule.direction} of ${rule.channel}`, rule.change),
      entry(`monitoring.trend-rules.${rule.id}.within`, `${rule.severity} on a ${rule.direction} of ${rule.channel}, within`, rule.within),
    ]),
    ...monitoring.schedule.flatMap((schedule, index) => {
      const path = `monitoring.schedule.${index + 1}`;
      const times = schedule.at.map((at) => entry(`${path}.at-${at.value}-${at.unit}`, `Vital signs due after ${schedule.anchor}`, at));
      return schedule.every === undefined ? times : [...times, entry(`${path}.every`, `Vital signs due again after ${schedule.anchor}, every`, schedule.every)];
    }),
    entry("monitoring.overdue-after", "Vital signs overdue after", monitoring.overdueAfter),
  ];
}

function listChannel(channel: ChannelDefinition): readonly ClinicalNumber[] {
  const path = `monitoring.channels.${channel.channel}`;
  const { title, unit, plausible, bands } = channel;
  return [
    { path: `${path}.plausible`, label: `${title}: plausible from ${plausible.low} to ${plausible.high} ${unit}`, quantity: null, source: plausible.source },
    ...bands.map((band) => ({ path: `${path}.bands.${band.from}-to-${band.to}`, label: `${title}: ${band.severity} from ${band.from} to ${band.to} ${unit}`, quantity: null, source: band.source })),
    entry(`${path}.stale-after`, `${title}: stale after`, channel.staleAfter),
  ];
}

function listTrigger(trigger: EventTrigger, path: string, label: string): readonly ClinicalNumber[] {
  if (trigger.kind === "vasopressor-increase") return [entry(`${path}.increase`, `${label} ${trigger.comparator}`, trigger.increase)];
  if (trigger.kind === "vasopressor-count") return [{ path: `${path}.count`, label: `${label}: ${trigger.count} vasopressors`, quantity: null, source: trigger.source }];
  if (trigger.kind !== "hypoxaemia") return [];
  const target = trigger.targetSaturation;
  return [
    entry(`${path}.fio2-increase`, `${label}, oxygen fraction ${trigger.fio2Comparator}`, trigger.fio2Increase),
    entry(`${path}.peep-increase`, `${label}, PEEP`, trigger.peepIncrease),
    ...(target === undefined ? [] : [{ path: `${path}.target-saturation`, label: `${label}, saturation held at ${target.low} to ${target.high} %`, quantity: null, source: target.source }]),
  ];
}

function listCriterion(criterion: DischargeCriterion): readonly ClinicalNumber[] {
  const path = `observation.criteria.${criterion.id}`;
  if (criterion.kind === "relative") return [entry(path, `Discharge: ${criterion.channel} differs from the baseline by at most`, criterion.tolerance)];
  if (criterion.kind === "item") return [];
  return [{ path, label: `Discharge: ${criterion.channel} ${rangeText(criterion)}`, quantity: null, source: criterion.source }];
}
