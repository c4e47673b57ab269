/** A document may only be stricter than its ruleset, unless it says `loosens: reason`. */
import { compareSizes, describeLooserChannel, describeLooserCriterion, describeLooserItem, describeLooserRelative, describeLooserRelease, describeLooserTrend, findLooserBand } from "./compare-strictness.ts";
import { limitDefinitions } from "./limit-definitions.ts";
import { entriesOf, entryOf, isList, isMapping } from "./plain-value.ts";
import { faultAt, faultAtKey, type DocumentPath, type UnlocatedFault } from "./protocol-fault.ts";
import type { ProtocolReasonCode } from "./protocol-reasons.ts";
import { limitIds, type ChannelDefinition, type ChecklistItem, type Limit, type Protocol, type VitalSignScheduleEntry } from "./protocol.ts";

/**
 * Every place where the document is less strict than the ruleset and gives no reason.
 *
 * @param document the plain values of the document; only parts for which `isSound` holds are looked at, so that faults
 * elsewhere do not hide these.
 */
export function checkTightening(document: unknown, base: Protocol, isSound: (path: DocumentPath) => boolean): UnlocatedFault[] {
  const list = <T>(path: readonly string[], key: keyof T & string, ruleset: readonly T[], check: (own: T, base: T, path: DocumentPath) => UnlocatedFault[]) =>
    entriesOf(entryOf(document, ...path)).flatMap(([index, entry]) => {
      const before = ruleset.find((candidate) => candidate[key] === entryOf(entry, key));
      return before === undefined || hasReason(entry) || !isSound([...path, index]) ? [] : check(entry as T, before, [...path, index]);
    });
  return [
    ...checkLimits(document, base, isSound),
    ...list(["monitoring", "channels"], "channel", base.monitoring.channels, checkChannel),
    ...list(["monitoring", "relativeRules"], "id", base.monitoring.relativeRules, byWords(describeLooserRelative)),
    ...list(["monitoring", "trendRules"], "id", base.monitoring.trendRules, byWords(describeLooserTrend)),
    ...list(["observation", "criteria"], "id", base.observation.criteria, byWords(describeLooserCriterion)),
    ...list(["release"], "id", base.release, byWords(describeLooserRelease, "protocol-release-loosened")),
    ...list(["items"], "id", base.checklist.flatMap((phase) => phase.items), byWords((own, before) => describeLooserItem({ ...own, overrideBy: own.overrideBy ?? [] }, before), "protocol-item-loosened")),
    ...list(["pathways"], "id", base.pathways, byWords((own, before) => (before.stopFirst && !own.stopFirst ? "the infusion is not stopped first" : before.quarantineBag && !own.quarantineBag ? "the bag is not quarantined" : null))),
    ...list(["rechallenge"], "id", base.rechallenge, byWords((own, before) => (before.pathways.some((pathway) => !own.pathways.includes(pathway)) ? "it holds after fewer complications" : null))),
    ...checkPhases(document, base),
    ...checkSchedule(document, base, isSound),
  ];
}

function hasReason(entry: unknown): boolean {
  const reason = entryOf(entry, "loosens");
  return typeof reason === "string" && reason.trim() !== "";
}

function byWords<T extends { readonly id: string }>(describe: (own: T, base: T) => string | null, code: ProtocolReasonCode = "protocol-rule-loosened") {
  return (own: T, base: T, path: DocumentPath): UnlocatedFault[] => {
    const what = describe(own, base);
    return what === null ? [] : [faultAt(path, code, { id: own.id, what })];
  };
}

function checkLimits(document: unknown, base: Protocol, isSound: (path: DocumentPath) => boolean): UnlocatedFault[] {
  const overdue = compareLimit(entryOf(document, "monitoring", "overdueAfter"), base.monitoring.overdueAfter, { title: "Vital signs overdue after", direction: "maximum" }, ["monitoring", "overdueAfter"], isSound);
  return [
    ...limitIds.flatMap((id) => compareLimit(entryOf(document, "limits", id), base.limits[id], limitDefinitions[id], ["limits", id], isSound)),
    ...overdue,
  ];
}

function compareLimit(own: unknown, base: Limit | undefined, definition: { readonly title: string; readonly direction: "maximum" | "minimum" }, path: DocumentPath, isSound: (path: DocumentPath) => boolean): UnlocatedFault[] {
  if (base === undefined || !isMapping(own) || hasReason(own) || !isSound(path)) return [];
  const limit = own as unknown as Limit;
  const difference = compareSizes(limit, base);
  const looser = difference === null || (definition.direction === "maximum" ? difference > 0 : difference < 0);
  const saw = { title: definition.title, value: limit.value, unit: limit.unit, before: base.value, unitBefore: base.unit };
  return looser ? [faultAt([...path, "value"], "protocol-limit-loosened", saw)] : [];
}

function checkChannel(entry: ChannelDefinition, base: ChannelDefinition, path: DocumentPath): UnlocatedFault[] {
  const own = { ...entry, corroboratedBy: entry.corroboratedBy ?? [] };
  const band = findLooserBand(own, base);
  const what = describeLooserChannel(own, base);
  return [
    ...(band === null ? [] : [faultAtKey([...path, "bands"], "protocol-bands-loosened", { title: own.title, unit: base.unit, ...band })]),
    ...(what === null ? [] : [faultAt(path, "protocol-channel-loosened", { title: own.title, what })]),
  ];
}

function checkPhases(document: unknown, base: Protocol): UnlocatedFault[] {
  return entriesOf(entryOf(document, "checklist")).flatMap(([index, phase]) => {
    const before = base.checklist.find((candidate) => candidate.id === entryOf(phase, "id"));
    const items = entryOf(phase, "items");
    if (before === undefined || !isList(items) || hasReason(phase)) return [];
    const missing = before.items.filter((item: ChecklistItem) => item.required && !items.includes(item.id));
    return missing.map((item) => faultAtKey(["checklist", index, "items"], "protocol-phase-loosened", { phase: before.id, id: item.id }));
  });
}

function checkSchedule(document: unknown, base: Protocol, isSound: (path: DocumentPath) => boolean): UnlocatedFault[] {
  const entries = entriesOf(entryOf(document, "monitoring", "schedule"));
  if (entries.length === 0 || !isSound(["monitoring", "schedule"])) return [];
  const own = entries.map(([index, entry]) => ({ index, entry: entry as VitalSignScheduleEntry }));
  const anchors = [...new Set(base.monitoring.schedule.map((entry) => entry.anchor))];
  return anchors.flatMap((anchor) => {
    const same = own.filter(({ entry }) => entry.anchor === anchor);
    const [first] = same;
    if (first === undefined || same.some(({ entry }) => hasReason(entry))) return [];
    const before = base.monitoring.schedule.filter((entry) => entry.anchor === anchor);
    const missing = before.flatMap((entry) => describeMissingTimes(same.map(({ entry: ours }) => ours), entry) ?? []);
    return missing.length === 0 ? [] : [faultAt(["monitoring", "schedule", first.index], "protocol-schedule-loosened", { anchor, what: missing.join("; ") })];
  });
}

function describeMissingTimes(own: readonly VitalSignScheduleEntry[], base: VitalSignScheduleEntry): string | null {
  for (const channel of base.channels) {
    const entries = own.filter((entry) => entry.channels.includes(channel));
    const time = base.at.find((wanted) => !entries.some((entry) => (entry.at ?? []).some((at) => compareSizes(at, wanted) === 0)));
    if (time !== undefined) return `${channel} at ${time.value} ${time.unit}`;
    const { every } = base;
    if (every !== undefined && !entries.some((entry) => entry.every !== undefined && (compareSizes(entry.every, every) ?? 1) <= 0)) return `${channel} every ${every.value} ${every.unit}`;
  }
  return null;
}
