/** What a design decides, with its reasons. */

/** One rule that spoke, in words, with the numbers that it saw. */
export interface DecisionReason {
  /** Stable code: `boin-escalate`, `three-plus-three-expand`, `stop-maximum-n`. */
  readonly rule: string;
  readonly message: string;
  readonly numbers: Readonly<Record<string, number>>;
}

/** Why a trial ends. A `safety` stop is final: no behaviour may undo it. */
export type StopKind = "safety" | "dose-found" | "maximum-n" | "n-at-dose" | "precise" | "no-dose-left";

export type NextStep =
  /** `size` more participants at `dose` (from 1). */
  | { readonly kind: "treat"; readonly dose: number; readonly size: number }
  /** Nobody yet: outcomes are pending, or a waiting time runs. `days` where it is known. */
  | { readonly kind: "wait"; readonly days: number | null }
  | { readonly kind: "stop"; readonly why: StopKind };

export interface DoseDecision {
  readonly next: NextStep;
  /** Dose levels closed after this decision: never fewer than before. */
  readonly closed: readonly boolean[];
  /** The state's `phase` after this decision. */
  readonly phase: string;
  /** From the innermost rule to the outermost behaviour; the last one had the last word. */
  readonly reasons: readonly DecisionReason[];
}

/** What a trial recommends at its end; the rule is named in it. */
export type Recommendation =
  | { readonly kind: "dose"; readonly dose: number; readonly rule: string }
  /** No dose level was too much: the highest one given is known to be no more than that. */
  | { readonly kind: "not-reached"; readonly maximumAdministeredDose: number; readonly rule: string }
  | { readonly kind: "none"; readonly why: string; readonly rule: string };

/** "1 -> 2": for tables and words. */
export type Movement = "escalate" | "stay" | "de-escalate" | "stop" | "wait";
export function movementOf(from: number, next: NextStep): Movement {
  if (next.kind !== "treat") return next.kind;
  return next.dose > from ? "escalate" : next.dose < from ? "de-escalate" : "stay";
}
