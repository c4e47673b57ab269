/** Refusals that every function needs before it reads its options. */
import { DesignRefusal } from "./design-refusal.ts";

/**
 * Refuses what is no object, a key that would be left unread (a misspelt one, for instance), and a key that holds null: to
 * leave an option out is to leave it out, and null might be meant as "none".
 * @param path names the object itself.
 */
export function requireOptions(options: object, known: readonly string[], path = "options"): void {
  requireObject(options, path);
  for (const [key, value] of Object.entries(options)) {
    if (!known.includes(key)) throw new DesignRefusal("unknown-option", key, "There is no such option here.", known.length === 0 ? "Take it out." : `Take it out. Options are ${known.join(", ")}.`);
    if (value === null) throw new DesignRefusal("no-value", key, "null is no value.", "Give a value, or leave the option out.");
  }
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

/** Refuses what is neither true nor false; false where left out. */
export function requireSwitch(path: string, value: boolean | undefined): boolean {
  if (value === undefined || typeof value === "boolean") return value === true;
  throw new DesignRefusal("not-yes-or-no", path, `${String(value)} is neither true nor false.`, "Give true or false.");
}
