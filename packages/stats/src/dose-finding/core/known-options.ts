import { DesignRefusal } from "./design-refusal.ts";

/** Refuses an option that would be left unread, for instance a misspelt one. */
export function requireKnownOptions(options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw new DesignRefusal("unknown-option", key, "There is no such option here.", known.length === 0 ? "Take it out." : `Take it out. Options are ${known.join(", ")}.`);
  }
}
