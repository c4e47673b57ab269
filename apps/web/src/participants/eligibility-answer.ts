/** What a person answers about a criterion, and what the record keeps: `true` where the criterion lets the participant in. */
export type CriterionAnswer = "applies" | "does-not-apply" | "unknown";
type Kind = "inclusion" | "exclusion";

/** An inclusion that applies is satisfied; an exclusion is satisfied when it does not apply. Unknown stays unknown. */
export function toRecorded(kind: Kind, answer: CriterionAnswer): boolean | null {
  if (answer === "unknown") return null;
  return (answer === "applies") === (kind === "inclusion");
}

/** The answer behind what was recorded; `null` where nothing was answered yet. */
export function fromRecorded(kind: Kind, recorded: boolean | null | undefined): CriterionAnswer | null {
  if (recorded === undefined) return null;
  if (recorded === null) return "unknown";
  return recorded === (kind === "inclusion") ? "applies" : "does-not-apply";
}
