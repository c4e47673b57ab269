/** Holds a plain value against the fields of a mapping and reports every fault. */
import { type DesignFilePath, type FieldFault, fieldFault, showValue } from "./design-file-fault.ts";
import type { FieldKind, Fields } from "./field.ts";
import { nearestKey } from "./nearest-key.ts";

export type Mapping = Readonly<Record<string, unknown>>;
export const isMapping = (value: unknown): value is Mapping => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param doses number of dose levels, for lists with one entry each; `null` where it is not known. */
export function checkFields(value: unknown, fields: Fields, path: DesignFilePath, doses: number | null): FieldFault[] {
  if (!isMapping(value)) return [fieldFault(path, "wrong-type", `A mapping is wanted here, not ${showValue(value)}.`, `Write keys and values: ${Object.keys(fields).join(", ")}.`)];
  const known = Object.keys(fields);
  const faults = Object.keys(value)
    .filter((key) => !Object.hasOwn(fields, key))
    .map((key) => unknownKey(key, known, path));
  for (const [key, field] of Object.entries(fields)) {
    const there = value[key];
    if (there !== undefined && there !== null) faults.push(...checkValue(there, field.is, [...path, key], doses));
    else if (field.required) faults.push(fieldFault(path, "missing-key", `The key "${key}" is missing.`, `Add ${key}: ${field.says}`, "key"));
    else if (there === null) faults.push(fieldFault([...path, key], "no-value", `The key "${key}" has no value.`, `Give one, or take the key out. ${field.says}`));
  }
  return faults;
}

export function unknownKey(key: string, known: readonly string[], path: DesignFilePath): FieldFault {
  const near = nearestKey(key, known);
  const remedy = near === null ? `Take it out. Known keys are ${known.join(", ")}.` : `Did you mean "${near}"?`;
  return fieldFault([...path, key], "unknown-key", `There is no key ${showValue(key)} here.`, remedy, "key");
}

export function checkValue(value: unknown, is: FieldKind, path: DesignFilePath, doses: number | null): FieldFault[] {
  const refuse = (code: string, message: string, remedy: string): FieldFault[] => [fieldFault(path, code, message, remedy)];
  switch (is.kind) {
    case "whole":
      return Number.isInteger(value) && within(value, is.low, is.high) ? [] : refuse("not-a-whole-number", `${showValue(value)} is not a whole number from ${is.low} to ${is.high}.`, `Give a whole number from ${is.low} to ${is.high}.`);
    case "number":
      return within(value, is.low, is.high) ? [] : refuse("not-in-range", `${showValue(value)} is not a number from ${is.low} to ${is.high}.`, `Give a number from ${is.low} to ${is.high}.`);
    case "fraction":
      return typeof value === "number" && value > 0 && value < 1 ? [] : refuse("not-a-fraction", `${showValue(value)} does not lie between 0 and 1.`, "Give a number above 0 and below 1, for example 0.3.");
    case "probability":
      return within(value, 0, 1) ? [] : refuse("not-a-probability", `${showValue(value)} is not a number from 0 to 1.`, "Give a number from 0 to 1.");
    case "switch":
      return typeof value === "boolean" ? [] : refuse("not-yes-or-no", `${showValue(value)} is neither true nor false.`, "Write true or false.");
    case "text":
      return typeof value === "string" && value.trim() !== "" ? [] : refuse("not-a-text", `${showValue(value)} is not a text.`, "Write a text, in quotation marks where it begins with a figure.");
    case "choice":
      return is.choices.includes(value as string) ? [] : refuse("not-known", `${showValue(value)} is not known here.`, remedyForChoice(value, is.choices));
    case "list":
      return checkList(value, is, path, doses);
    case "one-or-list":
      return Array.isArray(value) ? checkValue(value, { kind: "list", of: is.of, perDose: true }, path, doses) : checkValue(value, is.of, path, doses);
    case "group":
      return checkFields(value, is.fields, path, doses);
  }
}

function checkList(value: unknown, is: Extract<FieldKind, { kind: "list" }>, path: DesignFilePath, doses: number | null): FieldFault[] {
  if (!Array.isArray(value)) return [fieldFault(path, "wrong-type", `A list is wanted here, not ${showValue(value)}.`, "Write a list, for example [0.05, 0.1, 0.2].")];
  const faults = value.flatMap((entry, at) => checkValue(entry, is.of, [...path, at], doses));
  if (is.perDose && doses !== null && value.length !== doses) faults.push(fieldFault(path, "wrong-length", `There are ${value.length} entries for ${doses} dose levels.`, `Give ${doses} entries, one for each dose level.`));
  return faults;
}

export function remedyForChoice(value: unknown, choices: readonly string[]): string {
  const near = typeof value === "string" ? nearestKey(value, choices) : null;
  return `${near === null ? "" : `Did you mean "${near}"? `}Known are ${choices.join(", ")}.`;
}

const within = (value: unknown, low: number, high: number): value is number => typeof value === "number" && Number.isFinite(value) && value >= low && value <= high;
