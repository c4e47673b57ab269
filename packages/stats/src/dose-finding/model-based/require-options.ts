/** Refusals that every function of this library's designs needs before it reads its options. */
import { DesignRefusal } from "../core/design-refusal.ts";
import { requireKnownOptions } from "../core/known-options.ts";

/** Options must be there, and none may stay unread: a misspelt one is refused by its name. */
export function requireOptions(options: object, known: readonly string[], path = "options"): void {
  requireObject(options, path);
  requireKnownOptions(options, known);
}

/** Refuses null, a list, a text or a number where named fields are wanted. */
export function requireObject(value: unknown, path: string): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw new DesignRefusal("no-fields", path, `${String(value)} has no fields.`, "Give an object with named fields.");
}

/** Refuses what is no list. */
export function requireList(value: unknown, path: string): void {
  if (Array.isArray(value)) return;
  throw new DesignRefusal("no-list", path, `${String(value)} is not a list.`, "Give a list.");
}
