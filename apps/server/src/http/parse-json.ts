/** Reads a JSON body strictly: what could not be stored or compared exactly is refused here, before any rule sees it. */
import { isUtf8 } from "node:buffer";
import { ApiError, inputFault } from "./api-error.ts";
import { findRepeatedName } from "./find-repeated-name.ts";

const deepest = 64;

/**
 * @returns the value. Throws ApiError `invalid-json` for what is not JSON in UTF-8, and `invalid-input` for a nesting
 * that is too deep, numbers that would lose digits, half characters, names that would reach into an object's prototype, and
 * names that stand twice in one object.
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new ApiError("invalid-json");
  const text = bytes.toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError("invalid-json");
  }
  refuseUnstorable(value, "", 0);
  refuseRepeated(text);
  return value;
}

/** Two values for one name: nobody can say which of both was meant. */
function refuseRepeated(text: string): void {
  const repeated = findRepeatedName(text);
  if (repeated !== null) throw inputFault(speakable(repeated.join(".")), "duplicate-name", "A property stands twice in one object.", "Send each property once.");
}

function refuseUnstorable(value: unknown, path: string, depth: number): void {
  if (depth > deepest) throw inputFault("", "too-deep", `The body is nested more than ${deepest} deep.`, "Send a flatter body.");
  if (typeof value === "string") return refuseText(value, path);
  if (typeof value === "number" && (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))) throw inputFault(path, "number-too-large", "The number is too large to be kept.", "Check the value.");
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) return void value.forEach((item, index) => refuseUnstorable(item, `${path}.${index}`, depth + 1));
  for (const [name, item] of Object.entries(value)) {
    if (name === "__proto__" || name === "constructor" || name === "prototype") throw inputFault(path.slice(1), "forbidden-name", "A property has a name that is not allowed.", "Rename or remove it.");
    refuseText(name, path);
    refuseUnstorable(item, `${path}.${name}`, depth + 1);
  }
}

function refuseText(text: string, path: string): void {
  if (text.isWellFormed() && !text.includes("\0")) return;
  throw inputFault(speakable(path.slice(1)), "text-not-valid", "The text holds a character that cannot be kept.", "Type it again without the character.");
}

/** A path as an answer can hold it, whatever the names in it are. */
const speakable = (path: string) => path.slice(0, 200).toWellFormed().replaceAll("\0", "");
