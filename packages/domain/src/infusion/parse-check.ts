/** Small checks for values from outside. Each adds every fault that it finds; none changes, fills or drops anything. */
import { dimensionOf } from "../quantity/unit.ts";
import { isInstant } from "./instant.ts";

export const faultCodes = ["missing", "unknown-key", "wrong-kind", "empty-text", "text-too-long", "not-an-instant", "not-a-uuid", "unknown-unit", "wrong-dimension", "not-finite", "out-of-range", "not-in-list", "list-too-long", "list-empty"] as const;
export type FaultCode = (typeof faultCodes)[number];

/** One thing that is wrong with an input: where, what, and what would be right. */
export interface InputFault {
  /** Keys from the outside in, joined by dots; `""` is the whole input. */
  readonly path: string;
  readonly code: FaultCode;
  readonly message: string;
  readonly remedy: string;
}

export type Check = (value: unknown, path: string, faults: InputFault[]) => void;

/** Longest free text. A technical bound for storage, not a clinical number. */
export const longestText = 2000;

export function addFault(faults: InputFault[], path: string, code: FaultCode, message: string, remedy: string): void {
  faults.push({ path, code, message, remedy });
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function text(longest = longestText): Check {
  return (value, path, faults) => {
    if (typeof value !== "string") addFault(faults, path, "wrong-kind", "This is not a text.", "Send a text.");
    else if (value.trim() === "") addFault(faults, path, "empty-text", "The text is empty.", "Write something, or leave an optional text out.");
    else if (value.length > longest) addFault(faults, path, "text-too-long", `The text has ${value.length} characters.`, `Shorten it to ${longest} characters.`);
  };
}

export const bool: Check = (value, path, faults) => {
  if (typeof value !== "boolean") addFault(faults, path, "wrong-kind", "This is neither true nor false.", "Send true or false.");
};

export const instant: Check = (value, path, faults) => {
  if (!isInstant(value)) addFault(faults, path, "not-an-instant", "This is not an instant, or not a date of the calendar.", "Send UTC with milliseconds, for example 2026-03-04T09:05:00.000Z.");
};

const uuid7Form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

export const uuid7: Check = (value, path, faults) => {
  if (typeof value !== "string" || !uuid7Form.test(value)) addFault(faults, path, "not-a-uuid", "This is not a UUID of version 7.", "Send a UUIDv7 in lower case, for example 019cb7c8-0000-7000-8000-0000000000f1.");
};

export function oneOf(allowed: readonly (string | number)[]): Check {
  return (value, path, faults) => {
    if (!allowed.some((one) => one === value)) addFault(faults, path, "not-in-list", "This value is not in the list.", `Send one of: ${allowed.join(", ")}.`);
  };
}

export function whole(low: number, high: number): Check {
  return (value, path, faults) => {
    if (typeof value !== "number") addFault(faults, path, "wrong-kind", "This is not a number.", "Send a number.");
    else if (!Number.isInteger(value) || value < low || value > high) addFault(faults, path, "out-of-range", `${value} is not a whole number from ${low} to ${high}.`, `Send a whole number from ${low} to ${high}.`);
  };
}

const finite: Check = (value, path, faults) => {
  if (typeof value !== "number") addFault(faults, path, "wrong-kind", "This is not a number.", "Send a number.");
  else if (!Number.isFinite(value)) addFault(faults, path, "not-finite", "The number is too large or not a number.", "Send a finite number.");
};

export function nullable(check: Check): Check {
  return (value, path, faults) => {
    if (value !== null) check(value, path, faults);
  };
}

export function listOf(check: Check, longest: number, shortest = 1): Check {
  return (value, path, faults) => {
    if (!Array.isArray(value)) {
      addFault(faults, path, "wrong-kind", "This is not a list.", "Send a list.");
      return;
    }
    if (value.length < shortest) addFault(faults, path, "list-empty", "The list is empty.", "Send at least one entry.");
    if (value.length > longest) {
      addFault(faults, path, "list-too-long", `The list has ${value.length} entries.`, `Send at most ${longest} entries.`);
      return;
    }
    value.forEach((entry, index) => check(entry, join(path, String(index)), faults));
  };
}

export type Fields = Readonly<Record<string, Check>>;

/** Exactly these keys: the required ones present, the optional ones maybe, nothing else. */
export function record(required: Fields, optional: Fields = {}): Check {
  return (value, path, faults) => {
    if (!isRecord(value)) {
      addFault(faults, path, "wrong-kind", "This is not an object.", "Send an object.");
      return;
    }
    for (const [key, check] of Object.entries(required)) {
      if (Object.hasOwn(value, key)) check(value[key], join(path, key), faults);
      else addFault(faults, join(path, key), "missing", `"${key}" is missing.`, `Send "${key}".`);
    }
    for (const key of Object.keys(value)) {
      if (Object.hasOwn(required, key)) continue;
      const check = Object.hasOwn(optional, key) ? optional[key] : undefined;
      if (check !== undefined) check(value[key], join(path, key), faults);
      else addFault(faults, join(path, key), "unknown-key", `"${key.slice(0, 80)}" is not known here.`, `Leave it out; known: ${[...Object.keys(required), ...Object.keys(optional)].join(", ")}.`);
    }
  };
}

export interface QuantityRule {
  /** Dimensions of the table in `quantity/unit-table.ts`; left out: any known unit. */
  readonly dimensions?: readonly string[];
  readonly sign?: "any" | "not-negative" | "positive";
}

export function quantity({ dimensions, sign = "any" }: QuantityRule = {}): Check {
  const shape = record({
    value: (value, path, faults) => {
      finite(value, path, faults);
      if (typeof value !== "number") return;
      if (sign === "positive" && value <= 0) addFault(faults, path, "out-of-range", `${value} is not above zero.`, "Send a number above zero.");
      if (sign === "not-negative" && value < 0) addFault(faults, path, "out-of-range", `${value} is below zero.`, "Send zero or more.");
    },
    unit: unitOf(dimensions),
  });
  return shape;
}

export function unitOf(dimensions?: readonly string[]): Check {
  return (value, path, faults) => {
    const dimension = typeof value === "string" ? dimensionOf(value) : null;
    if (dimension === null) addFault(faults, path, "unknown-unit", "This unit is not known.", "Send a UCUM unit of the list; upper and lower case count.");
    else if (dimensions !== undefined && !dimensions.includes(dimension)) addFault(faults, path, "wrong-dimension", `${String(value)} measures ${dimension}.`, `Send a unit that measures ${dimensions.join(" or ")}.`);
  };
}

export function join(path: string, key: string): string {
  const short = key.slice(0, 80);
  return path === "" ? short : `${path}.${short}`;
}
