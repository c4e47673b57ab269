/** Names within a document: ids that stand twice, items and phases, dose levels, kinds that need more keys. */
import { isKnownUnit, dimensionOf, convert } from "../quantity/unit.ts";
import { suggest } from "./check-shape.ts";
import { entriesOf, entryOf, isList, numberOf, textOf } from "./plain-value.ts";
import { faultAt, faultAtKey, type DocumentPath, type UnlocatedFault } from "./protocol-fault.ts";
import type { Protocol } from "./protocol.ts";

/** Lists whose entries carry an id, with the key of the id; inner lists follow after the position. */
const idLists: readonly (readonly [path: readonly string[], key: string, inner?: string])[] = [
  [["eligibility"], "id"],
  [["release"], "id"],
  [["items"], "id", "options"],
  [["checklist"], "id"],
  [["consent", "scopes"], "id"],
  [["consent", "risks"], "id"],
  [["monitoring", "channels"], "channel"],
  [["monitoring", "relativeRules"], "id"],
  [["monitoring", "trendRules"], "id"],
  [["infusionEvents"], "id", "rules"],
  [["pathways"], "id", "steps"],
  [["observation", "criteria"], "id"],
  [["rechallenge"], "id"],
];

export function checkReferences(document: unknown, base: Protocol | null, lineOf: (path: DocumentPath) => number): UnlocatedFault[] {
  const duplicates = idLists.flatMap(([path, key, inner]) => [
    ...duplicateIds(entryOf(document, ...path), key, path, lineOf),
    ...(inner === undefined
      ? []
      : entriesOf(entryOf(document, ...path)).flatMap(([index, entry]) => duplicateIds(entryOf(entry, inner), inner === "options" ? "code" : "id", [...path, index, inner], lineOf))),
  ]);
  return [...duplicates, ...checkItems(document, base), ...checkDoseLevels(document), ...checkStudyDose(document, base), ...checkReleaseKinds(document, base), ...checkItemKinds(document), ...checkRanges(document)];
}

function duplicateIds(list: unknown, key: string, path: DocumentPath, lineOf: (path: DocumentPath) => number): UnlocatedFault[] {
  const first = new Map<string, number>();
  return entriesOf(list).flatMap(([index, entry]) => {
    const id = textOf(entryOf(entry, key));
    if (id === null) return [];
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, lineOf([...path, index]));
    return earlier === undefined ? [] : [faultAt([...path, index, key], "protocol-duplicate-id", { id, first: earlier })];
  });
}

function checkItems(document: unknown, base: Protocol | null): UnlocatedFault[] {
  const own = entriesOf(entryOf(document, "items")).flatMap(([index, entry]) => {
    const id = textOf(entryOf(entry, "id"));
    return id === null ? [] : [{ id, index }];
  });
  const phases = entriesOf(entryOf(document, "checklist"));
  const replaced = new Set(phases.map(([, phase]) => textOf(entryOf(phase, "id"))));
  const asked = new Map<string, string>();
  for (const phase of base?.checklist ?? []) if (!replaced.has(phase.id)) for (const item of phase.items) asked.set(item.id, phase.id);
  const defined = new Set([...own.map((item) => item.id), ...(base?.checklist ?? []).flatMap((phase) => phase.items.map((item) => item.id))]);
  const faults: UnlocatedFault[] = [];
  for (const [phaseIndex, phase] of phases) {
    for (const [index, name] of entriesOf(entryOf(phase, "items"))) {
      const path = ["checklist", phaseIndex, "items", index];
      if (typeof name !== "string") continue;
      const earlier = asked.get(name);
      if (!defined.has(name)) faults.push(faultAt(path, "protocol-item-undefined", { id: name, suggestion: suggest(name, [...defined]) }));
      else if (earlier !== undefined) faults.push(faultAt(path, "protocol-item-asked-twice", { id: name, phase: earlier }));
      asked.set(name, textOf(entryOf(phase, "id")) ?? "?");
    }
  }
  const unasked = own.filter((item) => !asked.has(item.id)).map((item) => faultAt(["items", item.index, "id"], "protocol-item-not-asked", { id: item.id, suggestion: "" }));
  return [...faults, ...unasked, ...checkCriteria(document, asked, defined)];
}

function checkCriteria(document: unknown, asked: ReadonlyMap<string, string>, defined: ReadonlySet<string>): UnlocatedFault[] {
  return entriesOf(entryOf(document, "observation", "criteria")).flatMap(([index, criterion]) => {
    const item = textOf(entryOf(criterion, "item"));
    if (item === null || asked.has(item)) return [];
    const code = defined.has(item) ? "protocol-item-not-asked" : "protocol-item-undefined";
    return [faultAt(["observation", "criteria", index, "item"], code, { id: item, suggestion: suggest(item, [...asked.keys()]) })];
  });
}

function checkDoseLevels(document: unknown): UnlocatedFault[] {
  const levels = entriesOf(entryOf(document, "dose", "levels")).flatMap(([index, entry]) => {
    const [level, value, unit] = [numberOf(entryOf(entry, "level")), numberOf(entryOf(entry, "quantity", "value")), textOf(entryOf(entry, "quantity", "unit"))];
    const fits = level !== null && value !== null && unit !== null && isKnownUnit(unit) && dimensionOf(unit) === dimensionOf("10*6{cells}/kg");
    return fits ? [{ index, level, value, unit, size: convert({ value, unit }, "10*6{cells}/kg").value }] : [];
  });
  return levels.flatMap((entry, position) => {
    const before = levels[position - 1];
    const follows = before === undefined ? entry.size > 0 && (entry.index > 0 || entry.level === 1) : entry.size > before.size && entry.level === before.level + 1;
    const saw = { level: entry.level, value: entry.value, unit: entry.unit, before: before?.value ?? 0, unitBefore: before?.unit ?? entry.unit };
    return follows ? [] : [faultAt(["dose", "levels", entry.index], "protocol-dose-levels-order", saw)];
  });
}

/** A ruleset may name no dose; a study has to. */
function checkStudyDose(document: unknown, base: Protocol | null): UnlocatedFault[] {
  if (entryOf(document, "kind") !== "study") return [];
  const levels = entryOf(document, "dose", "levels");
  const none = entryOf(document, "dose") === undefined ? base !== null && base.dose.levels.length === 0 : isList(levels) && levels.length === 0;
  if (!none) return [];
  return entryOf(document, "dose") === undefined ? [missing([], "dose", "a study has at least one dose level.")] : [faultAt(["dose", "levels"], "protocol-wrong-type", { found: "an empty list", wanted: "a list with at least one dose level" })];
}

function missing(path: DocumentPath, key: string, description: string): UnlocatedFault {
  return faultAtKey(path, "protocol-missing-key", { key, description });
}

function checkReleaseKinds(document: unknown, base: Protocol | null): UnlocatedFault[] {
  const tests = entriesOf(entryOf(document, "release"));
  const formula = entryOf(document, "dose", "basis") === "predicted" && textOf(entryOf(document, "dose", "predictedWeightFormula")) === null;
  const ids = [...(base?.release ?? []).map((test) => test.id), ...tests.flatMap(([, test]) => textOf(entryOf(test, "id")) ?? [])];
  return [
    ...(formula ? [missing(["dose"], "predictedWeightFormula", "the formula of the predicted body weight.")] : []),
    ...tests.flatMap(([index, test]) => {
      const needed = entryOf(test, "kind") === "number" ? ["comparator", "limit"] : entryOf(test, "kind") === "qualitative" ? ["expected"] : [];
      const interim = textOf(entryOf(test, "interim"));
      return [
        ...needed.filter((key) => entryOf(test, key) === undefined).map((key) => missing(["release", index], key, `needed for a test of the kind ${String(entryOf(test, "kind"))}.`)),
        ...(interim !== null && !ids.includes(interim) ? [faultAt(["release", index, "interim"], "protocol-reference-undefined", { what: "the release test", id: interim, allowed: ids.join(", "), suggestion: suggest(interim, ids) })] : []),
      ];
    }),
  ];
}

function checkItemKinds(document: unknown): UnlocatedFault[] {
  const needs: Readonly<Record<string, string>> = { value: "unit", choice: "options", scan: "scans" };
  return entriesOf(entryOf(document, "items")).flatMap(([index, item]) => {
    const kind = textOf(entryOf(item, "kind")) ?? "";
    const key = Object.hasOwn(needs, kind) ? needs[kind] : undefined;
    return key !== undefined && entryOf(item, key) === undefined ? [missing(["items", index], key, `needed for an item of the kind ${kind}.`)] : [];
  });
}

/** Pairs of low and high outside the channels. */
function checkRanges(document: unknown): UnlocatedFault[] {
  const items = entriesOf(entryOf(document, "items")).map(([index, item]) => [["items", index, "range"], entryOf(item, "range")] as const);
  const criteria = entriesOf(entryOf(document, "observation", "criteria")).map(([index, criterion]) => [["observation", "criteria", index], criterion] as const);
  const saturations = entriesOf(entryOf(document, "infusionEvents")).flatMap(([set, ruleSet]) =>
    entriesOf(entryOf(ruleSet, "rules")).map(([rule, entry]) => [["infusionEvents", set, "rules", rule, "trigger", "targetSaturation"], entryOf(entry, "trigger", "targetSaturation")] as const),
  );
  return [...items, ...criteria, ...saturations].flatMap(([path, range]) => {
    const [low, high] = [numberOf(entryOf(range, "low")), numberOf(entryOf(range, "high"))];
    return low !== null && high !== null && low >= high ? [faultAt(path, "protocol-range-reversed", { low, high })] : [];
  });
}
