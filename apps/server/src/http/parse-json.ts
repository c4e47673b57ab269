/** Reads a JSON body strictly: what could not be stored or compared exactly is refused here, before any rule sees it. */
import { isUtf8 } from "node:buffer";
import { ApiError, inputFault } from "./api-error.ts";

const deepest = 64;

/**
 * @returns the value. Throws ApiError `invalid-json` for what is not JSON in UTF-8, and `invalid-input` for a nesting
 * that is too deep, numbers that would lose digits, half characters, and names that would reach into an object's prototype.
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new ApiError("invalid-json");
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new ApiError("invalid-json");
  }
  refuseUnstorable(value, "", 0);
  return value;
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
  throw inputFault(path.slice(1, 200).toWellFormed().replaceAll("\0", ""), "text-not-valid", "The text holds a character that cannot be kept.", "Type it again without the character.");
}
