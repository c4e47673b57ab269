/** Where a trial departed from its design. Facts are kept; a departure is told, never refused. */
import { type DoseDecision, movementOf } from "../core/dose-decision.ts";
import { type CohortCount, countedIn } from "./count-cohort.ts";

export interface Departure {
  readonly code: "treated-after-stop" | "closed-dose" | "other-dose" | "cohort-too-large" | "cohort-too-small" | "went-on-while-pending";
  /** Number of the cohort, from 1. */
  readonly cohort: number;
  readonly message: string;
  readonly numbers: Readonly<Record<string, number>>;
}

/**
 * @param isLast more participants may still come to the cohort.
 * @param asKnownToday the design decides while outcomes are pending, and was asked with the outcomes that are known today.
 */
export function departuresOf(decision: DoseDecision, given: CohortCount, cohort: number, { isLast, asKnownToday }: { readonly isLast: boolean; readonly asKnownToday: boolean }): readonly Departure[] {
  const { next, closed } = decision;
  const size = countedIn(given);
  const hindsight = asKnownToday ? " This is by what is known today; it may have been right by what was known then." : "";
  const found: Departure[] = [];
  const add = (code: Departure["code"], message: string, numbers: Departure["numbers"]): void => void found.push({ code, cohort, message: `Cohort ${cohort}: ${message}${code.startsWith("cohort-") ? "" : hindsight}`, numbers });
  if (next.kind === "stop") add("treated-after-stop", `the design had stopped (${next.why}); participants ${given.from} to ${given.to} were treated at dose level ${given.dose}.`, { dose: given.dose, from: given.from, to: given.to });
  if (closed[given.dose - 1] === true) add("closed-dose", `dose level ${given.dose} was closed and was given.`, { dose: given.dose });
  if (next.kind !== "treat") return found;
  if (next.dose !== given.dose) {
    const way = movementOf(next.dose, { kind: "treat", dose: given.dose, size }) === "escalate" ? "higher" : "lower";
    add("other-dose", `the design said dose level ${next.dose}; ${given.dose} was given, which is ${way}.`, { planned: next.dose, given: given.dose });
    return found;
  }
  if (size > next.size) add("cohort-too-large", `${size} instead of ${next.size} participants.`, { planned: next.size, given: size });
  if (size < next.size && !isLast) add("cohort-too-small", `${size} instead of ${next.size} participants who can be judged.`, { planned: next.size, given: size });
  return found;
}

/** The design decides on complete outcomes, and the trial did not wait for them. */
export const wentOn = (cohort: number, pending: number): Departure => ({ code: "went-on-while-pending", cohort, message: `Cohort ${cohort}: the trial went on while ${pending} outcome${pending === 1 ? " was" : "s were"} pending, which could have changed the decision.`, numbers: { pending } });
