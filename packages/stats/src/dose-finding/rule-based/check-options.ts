/** Refusals of what an options object must not hold. */
import { DesignRefusal } from "../core/design-refusal.ts";

/** Refuses a word that is not among those that an option knows. */
export function requireOneOf<Word extends string>(path: string, value: Word, words: readonly Word[]): Word {
  if (words.includes(value)) return value;
  throw new DesignRefusal("unknown-option", path, `"${value}" is not known.`, `Give one of: ${words.join(", ")}.`);
}

/** Refuses an option that a design would leave unread. */
export function requireKnownKeys(options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw new DesignRefusal("unknown-option", key, "This design has no such option.", `Take it out. Options are ${known.join(", ")}.`);
  }
}
