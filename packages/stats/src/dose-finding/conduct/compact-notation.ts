/** The compact notation of outcomes: `1NNN 2NTN`. */
import { type OutcomeFault, refuseFaults } from "./outcome-fault.ts";
import type { ParticipantOutcome } from "./participant-outcome.ts";

/**
 * Reads `1NNN 2NTN`: cohorts divided by blanks, each the dose level and one letter a participant, in the order of treatment.
 *
 * - `T` the dose-limiting event (the notation's customary letter); the part of the window that was over when it came may
 *   follow: `T.4`. `N` followed to the end without it
 * - `E` treated but not evaluable, to be replaced
 * - `P` pending; the part of the window that is over may follow: `P.5`, `P0.25`, `P0`, `P1`. `P` alone is `P0`
 *
 * Small letters are read as capitals. Nothing gives no participants.
 * Throws OutcomeRefusal with every fault, each with its column and remedy.
 *
 * Source: dose and outcome letters after Brock K, escalation (R), `parse_phase1_outcomes`; E and P are ours.
 *
 * @example parseCompactOutcomes("1NNN 2NP.5T", { doses: 3 }).length // 6
 */
export function parseCompactOutcomes(text: string, options: { readonly doses: number }): readonly ParticipantOutcome[] {
  const faults: OutcomeFault[] = [];
  const outcomes: ParticipantOutcome[] = [];
  let cohort = 0;
  for (const { 0: word, index } of text.matchAll(/\S+/gu)) {
    cohort += 1;
    const add = (code: string, at: number, message: string, remedy: string): void => void faults.push({ code, path: "outcomes", column: index + at + 1, message: `Column ${index + at + 1}: ${message}`, remedy });
    const digits = /^\d*/u.exec(word)?.[0] ?? "";
    const dose = Number(digits);
    if (digits === "") add("no-dose", 0, `"${word}" does not begin with a dose level.`, `Begin each cohort with its dose level, for example 1${word}.`);
    else if (dose < 1 || dose > options.doses) add("no-such-dose", 0, `${digits} is no dose level of this design.`, `Give a dose level from 1 to ${options.doses}.`);
    if (digits.length === word.length) add("no-participants", digits.length, "No participant follows the dose level.", "Put a letter for each participant after it: N, T, E or P.");
    outcomes.push(...readLetters(word, digits.length, add).map((outcome) => ({ ...outcome, dose, cohort })));
  }
  refuseFaults(faults);
  return outcomes;
}

type Add = (code: string, at: number, message: string, remedy: string) => void;

function readLetters(word: string, from: number, add: Add): Pick<ParticipantOutcome, "kind" | "followed" | "eventAt">[] {
  const found: Pick<ParticipantOutcome, "kind" | "followed" | "eventAt">[] = [];
  const pattern = /[PT](?<part>\d+\.?\d*|\.\d+)?|[NE]|./giuy;
  pattern.lastIndex = from;
  for (let match = pattern.exec(word); match !== null; match = pattern.exec(word)) {
    const [text] = match;
    const letter = text.slice(0, 1).toUpperCase();
    const given = match.groups?.["part"];
    if (given !== undefined && Number(given) > 1) add("not-a-part", match.index + 1, `${text.slice(1)} is no part of the window.`, `Give a number from 0 to 1 after ${letter}, for example ${letter}.5.`);
    if (letter === "T") found.push({ kind: "event", followed: 1, ...(given === undefined ? {} : { eventAt: Number(given) }) });
    else if (letter === "N") found.push({ kind: "none", followed: 1 });
    else if (letter === "E") found.push({ kind: "not-evaluable", followed: 0 });
    else if (letter === "P") found.push({ kind: "pending", followed: Number(given ?? "0") });
    else add("unknown-letter", match.index, `"${text}" is not known.`, "Use N (no event), T (event), E (not evaluable) or P (pending, with the part of the window that is over: P.5).");
  }
  return found;
}

/**
 * Writes outcomes in the compact notation; parsing it again gives the same outcomes. Participants without a cohort number are
 * divided where the dose level changes.
 *
 * @example formatCompactOutcomes(parseCompactOutcomes("1nnn 2np.50t", { doses: 3 })) // "1NNN 2NP0.5T"
 */
export function formatCompactOutcomes(outcomes: readonly ParticipantOutcome[]): string {
  let text = "";
  for (const [at, { dose, cohort, kind, followed, eventAt }] of outcomes.entries()) {
    const before = outcomes[at - 1];
    if (before === undefined || before.dose !== dose || before.cohort !== cohort) text += `${at === 0 ? "" : " "}${dose}`;
    // Plain decimals: an exponent would not be read back.
    text += { event: `T${eventAt === undefined ? "" : plain(eventAt)}`, none: "N", "not-evaluable": "E", pending: `P${plain(followed)}` }[kind];
  }
  return text;
}

const plain = (part: number): string => (part < 1e-6 ? part.toFixed(20).replace(/\.?0+$/u, "") : String(part));
