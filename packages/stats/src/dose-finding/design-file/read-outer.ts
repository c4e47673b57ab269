/** What the files of all designs have: the outermost keys, the dose levels, a kind with its keys. */
import { DesignRefusal } from "../core/design-refusal.ts";
import { type Mapping, checkFields, isMapping, remedyForChoice, unknownKey } from "./check-fields.ts";
import { type DesignFilePath, type FieldFault, fieldFault, showValue } from "./design-file-fault.ts";
import { mostDoseLevels, outerFields, ownKeys } from "./design-file-fields.ts";
import type { Fields } from "./field.ts";

export function checkOuter(value: Mapping, doses: number | null): FieldFault[] {
  const known = [...Object.keys(outerFields), ...Object.keys(ownKeys)];
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !Object.hasOwn(ownKeys, key)));
  const faults = checkFields(rest, outerFields, [], doses).filter((fault) => fault.code !== "unknown-key" || fault.path.length > 1);
  const strange = Object.keys(rest).filter((key) => !Object.hasOwn(outerFields, key));
  const missing = (["doseLevels", "design"] as const).filter((key) => value[key] === undefined);
  return [...strange.map((key) => unknownKey(key, known, [])), ...missing.map((key) => fieldFault([], "missing-key", `The key "${key}" is missing.`, `Add ${key}: ${ownKeys[key]}.`, "key")), ...faults, ...checkNames(value["scenarios"])];
}

/** Scenarios are asked for and shown by their names. */
function checkNames(scenarios: unknown): FieldFault[] {
  const names = Array.isArray(scenarios) ? scenarios.map((each: unknown) => (isMapping(each) ? each["name"] : null)) : [];
  return names.flatMap((name, at) => (typeof name === "string" && names.indexOf(name) < at ? [fieldFault(["scenarios", at, "name"], "name-twice", `${showValue(name)} is the name of an earlier scenario too.`, "Give each scenario its own name.")] : []));
}

export function readDoseLevels(value: unknown, faults: FieldFault[]): readonly string[] | null {
  if (value === undefined) return null;
  const refuse = (message: string, path: DesignFilePath = ["doseLevels"]): null => {
    faults.push(fieldFault(path, "dose-levels", message, `Give the names of 1 to ${mostDoseLevels} dose levels, lowest first, or their number.`));
    return null;
  };
  if (typeof value === "number") {
    if (!Number.isInteger(value) || value < 1 || value > mostDoseLevels) return refuse(`${showValue(value)} is no number of dose levels.`);
    return Array.from({ length: value }, (_, at) => `dose level ${at + 1}`);
  }
  if (!Array.isArray(value) || value.length < 1 || value.length > mostDoseLevels) return refuse(`${showValue(value)} does not name dose levels.`);
  const wrong = value.findIndex((name) => (typeof name !== "string" && typeof name !== "number") || String(name).trim() === "");
  return wrong >= 0 ? refuse(`${showValue(value[wrong])} is not the name of a dose level.`, ["doseLevels", wrong]) : value.map(String);
}

export interface Kind<T> {
  readonly known: T;
  readonly options: Mapping;
  readonly path: DesignFilePath;
}

/** A mapping whose `kind` says which other keys it has; `null` with faults where it is not one. */
export function readKind<T extends { readonly kind: string; readonly fields: Fields }>(value: unknown, path: DesignFilePath, all: readonly T[], doses: number | null, faults: FieldFault[]): Kind<T> | null {
  if (value === undefined) return null;
  const kinds = all.map((each) => each.kind);
  const refuse = (at: DesignFilePath, code: string, message: string, remedy: string): null => {
    faults.push(fieldFault(at, code, message, remedy));
    return null;
  };
  if (!isMapping(value)) return refuse(path, "wrong-type", `A mapping is wanted here, not ${showValue(value)}.`, `Write kind: ${kinds.join(" | ")}, and the options.`);
  const { kind, ...options } = value;
  if (kind === undefined) return refuse(path, "missing-key", 'The key "kind" is missing.', `Add kind: one of ${kinds.join(", ")}.`);
  const known = all.find((each) => each.kind === kind);
  if (known === undefined) return refuse([...path, "kind"], "not-known", `${showValue(kind)} is not known here.`, remedyForChoice(kind, kinds));
  const found = checkFields(options, known.fields, path, doses);
  faults.push(...found);
  return found.length > 0 ? null : { known, options, path };
}

/** Runs a factory; what it refuses is a fault at the field that it names. */
export function attempt<T>(path: DesignFilePath, faults: FieldFault[], build: () => T): T | null {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof DesignRefusal)) throw error;
    const inner = error.path.split(".").filter((part) => part !== "").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const own = error.path === "doses" ? ["doseLevels"] : [...path, ...inner];
    const message = error.message.replace(`${error.path}: `, "").replace(error.remedy, "").trim();
    faults.push(fieldFault(own, error.code, message, error.remedy));
    return null;
  }
}
