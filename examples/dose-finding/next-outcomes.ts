/** The notation with one more participant, where the design says who is next. */
import type { ConductAnswer } from "./messages.ts";

/** @returns null where nobody can be added, or taken back. */
export function nextOutcomes(outcomes: string, letter: string, advice: ConductAnswer | null): string | null {
  const text = outcomes.trim();
  if (letter === "undo") return text === "" ? null : text.replace(/(?:[NE]|[PT][\d.]*)$/iu, "").replace(/(?:^|\s+)\d+$/u, "");
  if (advice === null || advice.decision.next.kind !== "treat") return null;
  if (text !== "" && advice.current.missing > 0) return `${text}${letter}`;
  return `${text} ${advice.decision.next.dose}${letter}`.trim();
}
