/** Refusal of a word that an option does not know. */
import { DesignRefusal } from "../core/design-refusal.ts";

/** Refuses a word that is not among those that an option knows. */
export function requireOneOf<Word extends string>(path: string, value: Word, words: readonly Word[]): Word {
  if (words.includes(value)) return value;
  const given: unknown = value;
  throw new DesignRefusal("unknown-option", path, `"${String(given)}" is not known.`, `Give one of: ${words.join(", ")}.`);
}
