/** Outcomes of trials that count responses: the compact notation `1NRN 2RTB`, or records. */
import { parseCompactOutcomes } from "../conduct/compact-notation.ts";
import { type OutcomeFault, OutcomeRefusal, refuseFaults } from "../conduct/outcome-fault.ts";
import { parseParticipants } from "../conduct/parse-participants.ts";
import type { ParticipantOutcome } from "../conduct/participant-outcome.ts";

/** `response` is always said of those whose outcome is known. */
export type EfficacyOutcome = ParticipantOutcome & { readonly response: boolean };

const letters = "Use N (neither), R (response), T (event), B (both), E (not evaluable) or P (pending: event or response not known yet, P.5 with the part of the window that is over).";

/**
 * As parseCompactOutcomes, with two letters more: `R` a response and no event, `B` both. `N` is neither, `T` the event without
 * a response.
 *
 * Throws OutcomeRefusal with every fault.
 *
 * @example parseCompactEfficacy("1NRN 2RTB", { doses: 3 })[5]?.response // true
 */
export function parseCompactEfficacy(text: string, options: { readonly doses: number }): readonly EfficacyOutcome[] {
  const marks = [...text.matchAll(/[A-Za-z]/gu)].map(([letter]) => letter.toUpperCase());
  try {
    // The same places and the same number of letters, so that columns stay right.
    const outcomes = parseCompactOutcomes(text.replaceAll(/r/giu, "N").replaceAll(/b/giu, "T"), options);
    return outcomes.map((outcome, at) => ({ ...outcome, response: marks[at] === "R" || marks[at] === "B" }));
  } catch (error) {
    if (!(error instanceof OutcomeRefusal)) throw error;
    const [first, ...more] = error.faults.map((fault) => (fault.code === "unknown-letter" || fault.code === "no-participants" ? { ...fault, remedy: letters } : fault));
    throw first === undefined ? error : new OutcomeRefusal([first, ...more]);
  }
}

/**
 * As parseParticipants; `response` must be true or false for everyone whose outcome is known: one that was left out is not
 * taken for none.
 *
 * Throws OutcomeRefusal with every fault.
 */
export function parseEfficacyParticipants(input: unknown, options: { readonly doses: number }): readonly EfficacyOutcome[] {
  const outcomes = parseParticipants(input, options);
  const records: readonly unknown[] = Array.isArray(input) ? input : [];
  const faults = outcomes.flatMap(({ kind, backfill }, at): OutcomeFault[] => {
    const record = records[at];
    const said = typeof record === "object" && record !== null && "response" in record && record.response !== null;
    return [
      ...(backfill === true ? [{ code: "no-backfill", path: `participants.${at}.backfill`, column: null, message: "A design that counts responses does not backfill.", remedy: "Leave `backfill` out." }] : []),
      ...(said || kind === "pending" || kind === "not-evaluable" ? [] : [{ code: "response-missing", path: `participants.${at}.response`, column: null, message: "Whether there was a response is missing.", remedy: "Set `response` to true or false, or `pending` to true." }]),
    ];
  });
  refuseFaults(faults);
  return outcomes.map((outcome) => ({ ...outcome, response: outcome.response === true }));
}
