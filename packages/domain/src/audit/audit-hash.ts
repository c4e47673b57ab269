/** The text of an audit entry that is hashed: the same facts always give the same text. */
import type { AuditEntry } from "./audit-entry.ts";

/** The fields that the hash covers: all but the hash. Anything else on the object does not belong to the entry. */
const fields = ["actorId", "actorRole", "at", "chainId", "deviceId", "entity", "entityId", "from", "prevHash", "reason", "seq", "siteId", "to", "what"] as const satisfies readonly Exclude<keyof AuditEntry, "hash">[];

/**
 * Canonical JSON of the entry without its hash: keys sorted by UTF-16 code units at every depth, no white space, numbers
 * in ECMAScript's shortest form, strings with JSON's shortest escapes. A property whose value is `undefined` is left out,
 * as JSON does, so that storing and reading back gives the same text.
 *
 * Throws TypeError for what JSON cannot hold without loss: NaN, infinities, dates, maps, functions,
 * `undefined` in a list, text that is not well-formed Unicode.
 *
 * Source: follows RFC 8785 (JSON Canonicalization Scheme).
 *
 * @example sha256(canonicalAuditText(entry)) // computed by the server; this package has no hash function
 */
export function canonicalAuditText(entry: Omit<AuditEntry, "hash">): string {
  return writeRecord(entry as unknown as Record<string, unknown>, fields, []);
}

/** Canonical JSON of any plain value; see {@link canonicalAuditText}. */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

/** @param trail the way down to the value, for the message: pushed and popped, because joining it for every value is slow. */
function write(value: unknown, trail: (string | number)[]): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new TypeError(`Text at ${pathOf(trail)} is not well-formed Unicode.`);
    return JSON.stringify(value);
  }
  if (typeof value === "number") return writeNumber(value, trail);
  if (Array.isArray(value)) return writeList(value, trail);
  // The default order of sort is by UTF-16 code units.
  if (isPlainObject(value)) return writeRecord(value, Object.keys(value).toSorted(), trail);
  throw new TypeError(`Value at ${pathOf(trail)} cannot be written as JSON.`);
}

function writeList(list: readonly unknown[], trail: (string | number)[]): string {
  let text = "[";
  for (let index = 0; index < list.length; index += 1) {
    trail.push(index);
    text += (index === 0 ? "" : ",") + write(list[index], trail);
    trail.pop();
  }
  return `${text}]`;
}

function writeRecord(value: Readonly<Record<string, unknown>>, keys: readonly string[], trail: (string | number)[]): string {
  let text = "";
  for (const key of keys) {
    const one = value[key];
    if (one === undefined) continue;
    trail.push(key);
    text += `${text === "" ? "" : ","}${write(key, trail)}:${write(one, trail)}`;
    trail.pop();
  }
  return `{${text}}`;
}

/** Minus zero is zero: JSON stores do not keep its sign. */
function writeNumber(value: number, trail: (string | number)[]): string {
  if (!Number.isFinite(value)) throw new TypeError(`Number at ${pathOf(trail)} is not finite.`);
  return value === 0 ? "0" : String(value);
}

const pathOf = (trail: readonly (string | number)[]) => `$${trail.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("")}`;

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
