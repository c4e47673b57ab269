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
  return canonicalJson(Object.fromEntries(fields.map((field) => [field, entry[field]])));
}

/** Canonical JSON of any plain value; see {@link canonicalAuditText}. */
export function canonicalJson(value: unknown): string {
  return write(value, "$");
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new TypeError(`Text at ${path} is not well-formed Unicode.`);
    return JSON.stringify(value);
  }
  if (typeof value === "number") return writeNumber(value, path);
  if (Array.isArray(value)) return `[${value.map((one, index) => write(one, `${path}[${String(index)}]`)).join(",")}]`;
  if (isPlainObject(value)) {
    // The default order of sort is by UTF-16 code units.
    const keys = Object.keys(value).filter((key) => value[key] !== undefined).toSorted();
    return `{${keys.map((key) => `${write(key, path)}:${write(value[key], `${path}.${key}`)}`).join(",")}}`;
  }
  throw new TypeError(`Value at ${path} cannot be written as JSON.`);
}

/** Minus zero is zero: JSON stores do not keep its sign. */
function writeNumber(value: number, path: string): string {
  if (!Number.isFinite(value)) throw new TypeError(`Number at ${path} is not finite.`);
  return value === 0 ? "0" : String(value);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
