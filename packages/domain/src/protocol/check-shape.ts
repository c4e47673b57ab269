/** Holds a plain value against the schema and reports every fault, each with a remedy. The schema's own validator stops at unions and knows no nearest key. */
import { dimensionOf, isKnownUnit, knownUnits } from "../quantity/unit.ts";
import { nearestWord } from "./nearest-word.ts";
import { faultAt, faultAtKey, type DocumentPath, type UnlocatedFault } from "./protocol-fault.ts";
import { protocolDocumentSchema, requiredWithoutRuleset } from "./protocol-schema.ts";
import { isList, isMapping, type Mapping } from "./plain-value.ts";

/** The part of JSON Schema that the YAML form uses. */
interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly minItems?: number;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly "x-unit-like"?: readonly string[];
  readonly "x-semver"?: boolean;
}

/** Beyond this a conversion could overflow, and no clinical number comes near. */
const largestNumber = 1e15;

/** Every fault of shape in a document: keys, types, allowed words, units. Empty means: it is a `ProtocolDocument`. */
export function checkShape(value: unknown): UnlocatedFault[] {
  const faults = checkNode(protocolDocumentSchema as unknown as SchemaNode, value, []);
  if (!isMapping(value) || value["extends"] !== undefined) return faults;
  return [...faults, ...Object.entries(requiredWithoutRuleset).flatMap(([section, keys]) => missingInSection(value, section, keys))];
}

function missingInSection(value: Mapping, section: string, keys: readonly string[]): UnlocatedFault[] {
  const part = section === "" ? value : value[section];
  if (!isMapping(part)) return [];
  const schema = protocolDocumentSchema as unknown as SchemaNode;
  const properties = (section === "" ? schema : schema.properties?.[section])?.properties ?? {};
  return keys
    .filter((key) => !(key in part))
    .map((key) => faultAtKey(section === "" ? [] : [section], "protocol-missing-key", { key, description: properties[key]?.description ?? "" }));
}

function checkNode(schema: SchemaNode, value: unknown, path: DocumentPath): UnlocatedFault[] {
  // What could not be read has been reported where it was read.
  if (value === undefined) return [];
  if (schema.anyOf !== undefined) return checkUnion(schema.anyOf, value, path);
  if (schema.enum !== undefined) return checkWord(schema.enum, value, path);
  if (schema.const !== undefined) return checkWord([schema.const], value, path);
  if (schema.type === "object") return isMapping(value) ? checkMapping(schema, value, path) : [wrongType(value, "a mapping", path)];
  if (schema.type === "array") return checkList(schema, value, path);
  if (schema.type === "string") return checkText(schema, value, path);
  if (schema.type === "number" || schema.type === "integer") return checkNumber(schema, value, path);
  if (schema.type === "boolean") return typeof value === "boolean" ? [] : [wrongType(value, "true or false", path)];
  return value === null ? [] : [wrongType(value, "null", path)];
}

function checkMapping(schema: SchemaNode, value: Mapping, path: DocumentPath): UnlocatedFault[] {
  const anyKey = Object.values(schema.patternProperties ?? {})[0];
  const known = schema.properties ?? {};
  const missing = (schema.required ?? [])
    .filter((key) => !(key in value))
    .map((key) => (key === "source" ? faultAtKey(path, "protocol-source-missing") : faultAtKey(path, "protocol-missing-key", { key, description: describe(known[key]) })));
  const present = Object.entries(value).flatMap(([key, entry], index) => {
    const node = Object.hasOwn(known, key) ? known[key] : anyKey;
    // Nobody reads a hundred unknown keys of one mapping; looking for their neighbours would only cost time.
    if (node === undefined) return index < 100 ? [unknownKey(key, Object.keys(known), path)] : [];
    if (key === "source" && entry === null) return [faultAtKey([...path, key], "protocol-source-missing")];
    return checkNode(node, entry, [...path, key]);
  });
  return [...missing, ...present];
}

function describe(schema: SchemaNode | undefined): string {
  return schema?.description ?? schema?.const ?? "";
}

function unknownKey(key: string, known: readonly string[], path: DocumentPath): UnlocatedFault {
  const nearest = nearestWord(key, known);
  const suggestion = nearest === null ? `Known keys are: ${known.join(", ")}.` : `Did you mean "${nearest}"?`;
  return faultAtKey([...path, key], "protocol-unknown-key", { key, suggestion });
}

function checkUnion(variants: readonly SchemaNode[], value: unknown, path: DocumentPath): UnlocatedFault[] {
  if (value === null && variants.some((variant) => variant.type === "null")) return [];
  const objects = variants.filter((variant) => variant.type === "object");
  const [single] = variants;
  if (objects.length === 0) return single === undefined ? [] : checkNode(single, value, path);
  if (!isMapping(value)) return [wrongType(value, "a mapping", path)];
  const kind = value["kind"];
  if (kind === undefined) return [faultAtKey(path, "protocol-missing-key", { key: "kind", description: "Which kind this is." })];
  const chosen = objects.find((variant) => variant.properties?.["kind"]?.const === kind);
  if (chosen !== undefined) return checkMapping(chosen, value, path);
  return checkWord(objects.map((variant) => variant.properties?.["kind"]?.const ?? ""), kind, [...path, "kind"]);
}

function checkWord(words: readonly string[], value: unknown, path: DocumentPath): UnlocatedFault[] {
  if (typeof value === "string" && words.includes(value)) return [];
  if (path.at(-1) === "status") return [faultAt(path, "protocol-status-unknown", { value: plain(value) })];
  if (typeof value !== "string") return [wrongType(value, `one of: ${words.join(", ")}`, path)];
  return [faultAt(path, "protocol-value-not-allowed", { value, allowed: words.join(", "), suggestion: suggest(value, words) })];
}

/** " Did you mean …?" or nothing. */
export function suggest(word: string, known: readonly string[]): string {
  const nearest = nearestWord(word, known);
  return nearest === null ? "" : ` Did you mean "${nearest}"?`;
}

function checkList(schema: SchemaNode, value: unknown, path: DocumentPath): UnlocatedFault[] {
  if (!isList(value)) return [wrongType(value, "a list", path)];
  if (value.length < (schema.minItems ?? 0)) return [wrongType(value, `a list with at least ${schema.minItems ?? 0} entry`, path)];
  const { items } = schema;
  return items === undefined ? [] : value.flatMap((entry, index) => checkNode(items, entry, [...path, index]));
}

function checkText(schema: SchemaNode, value: unknown, path: DocumentPath): UnlocatedFault[] {
  const like = schema["x-unit-like"];
  if (typeof value !== "string") {
    // `version: 1.0` is a number in YAML.
    if (schema["x-semver"] === true) return [faultAt(path, "protocol-version-not-semver", { value: plain(value) })];
    return [wrongType(value, like === undefined ? "text" : `a unit, for example ${like[0] ?? "mL"}`, path)];
  }
  if (like !== undefined) return checkUnit(value, like, path);
  const fits = value.length >= (schema.minLength ?? 0) && value.length <= (schema.maxLength ?? Infinity) && new RegExp(schema.pattern ?? "").test(value);
  if (fits) return [];
  if (schema["x-semver"] === true) return [faultAt(path, "protocol-version-not-semver", { value: plain(value) })];
  return [faultAt(path, "protocol-text-form", { value: plain(value), wanted: wantedText(schema) })];
}

function wantedText(schema: SchemaNode): string {
  const words = schema.pattern === "\\S" ? "text that is not blank" : (schema.pattern?.startsWith("^[a-z0-9]") ?? false) ? "lower case letters, digits and single hyphens, for example heart-rate" : `text (${schema.description ?? ""})`;
  return schema.maxLength === undefined ? words : `${words}, at most ${schema.maxLength} characters`;
}

function checkUnit(value: string, like: readonly string[], path: DocumentPath): UnlocatedFault[] {
  const example = like.join(" or ") || "mL/min";
  if (!isKnownUnit(value)) {
    return [faultAt(path, "protocol-unit-unknown", { unit: plain(value), example, suggestion: suggest(value, knownUnits) })];
  }
  const wanted = like.map((unit) => dimensionOf(unit));
  if (like.length === 0 || wanted.includes(dimensionOf(value))) return [];
  return [faultAt(path, "protocol-unit-dimension", { unit: value, found: dimensionOf(value), wanted: wanted.join(" or "), example })];
}

function checkNumber(schema: SchemaNode, value: unknown, path: DocumentPath): UnlocatedFault[] {
  if (typeof value !== "number") return [wrongType(value, schema.type === "integer" ? "a whole number" : "a number", path)];
  if (schema.type === "integer" && !Number.isSafeInteger(value)) return [wrongType(value, "a whole number", path)];
  if (Math.abs(value) > largestNumber) return [faultAt(path, "protocol-number-range", { value, wanted: "a number of a size that is used at the bedside" })];
  if (value < (schema.minimum ?? -Infinity)) return [faultAt(path, "protocol-number-range", { value, wanted: `at least ${schema.minimum ?? 0}` })];
  return [];
}

function wrongType(value: unknown, wanted: string, path: DocumentPath): UnlocatedFault {
  return faultAt(path, "protocol-wrong-type", { found: nameOf(value), wanted });
}

function nameOf(value: unknown): string {
  if (value === null) return "empty";
  if (isList(value)) return value.length === 0 ? "an empty list" : "a list";
  if (isMapping(value)) return "a mapping";
  return typeof value === "string" ? `the text "${plain(value)}"` : typeof value === "number" ? `the number ${value}` : plain(value);
}

function plain(value: unknown): string {
  const shown = typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : nameOf(value);
  return shown.length <= 60 ? shown : `${shown.slice(0, 60)}…`;
}
