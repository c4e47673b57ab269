/** What an options object must be before a field of it is read. */
import { DesignRefusal } from "../core/design-refusal.ts";

/**
 * Refuses what is no object, a key that would be left unread, and a key that holds null: to leave an option out is to
 * leave it out, and null might be meant as "none".
 * @param path names the object itself.
 */
export function requireOptionKeys(options: object, known: readonly string[], path = "options"): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) throw new DesignRefusal("not-options", path, `${String(options)} is no object with options.`, `Give an object${known.length === 0 ? "" : ` with ${known.join(", ")}`}.`);
  for (const [key, value] of Object.entries(options)) {
    if (!known.includes(key)) throw new DesignRefusal("unknown-option", key, "This design has no such option.", known.length === 0 ? "Take it out." : `Take it out. Options are ${known.join(", ")}.`);
    if (value === null) throw new DesignRefusal("no-value", key, "null is no value.", "Give a value, or leave the option out.");
  }
}

/** Refuses what is neither true nor false; false where left out. */
export function requireSwitch(path: string, value: boolean | undefined): boolean {
  if (value === undefined || typeof value === "boolean") return value === true;
  throw new DesignRefusal("not-yes-or-no", path, `${String(value)} is neither true nor false.`, "Give true or false.");
}

/** Cutoff at the lowest dose level with the stricter stop; `null` without it. */
export function lowestCutoffOf(options: { readonly extraSafe?: boolean; readonly offset?: number }, cutoff: number): number | null {
  const { offset } = options;
  if (!requireSwitch("extraSafe", options.extraSafe)) {
    if (offset === undefined) return null;
    throw new DesignRefusal("offset-without-extra-safe", "offset", "The offset has no effect without extraSafe.", "Set extraSafe to true, or leave the offset out.");
  }
  const used: unknown = offset ?? 0.05;
  if (typeof used === "number" && used >= 0 && used < 0.5 && used < cutoff) return cutoff - used;
  throw new DesignRefusal("offset-out-of-range", "offset", `${String(used)} is not from 0 to below 0.5 and below the cutoff.`, "Give a number from 0 to below 0.5, for example 0.05.");
}
