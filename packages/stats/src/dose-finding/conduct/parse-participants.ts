/** Records of participants become outcomes, or all their faults. */
import { type OutcomeFault, refuseFaults } from "./outcome-fault.ts";
import type { OutcomeKind, ParticipantOutcome } from "./participant-outcome.ts";

const known = new Set(["dose", "dlt", "evaluable", "followed", "eventAt", "pending", "backfill", "response", "cohort"]);

/**
 * Reads records `{ dose, dlt, evaluable, followed, eventAt, pending, backfill, response, cohort }` (see ParticipantRecord) in the order of treatment.
 *
 * An event counts whenever it came, also in one who is still followed or could not be judged otherwise. Somebody without
 * event who is followed to less than 1 is pending, unless `evaluable` is false. What happened is taken as it was: a cohort in
 * which somebody was given another dose level, or the replacement of somebody from an earlier cohort, who comes later.
 *
 * @param input what somebody typed or stored: nothing is taken for granted.
 * Throws OutcomeRefusal with every fault, each with its path and remedy: a dose level that does not exist, a part outside 0 to
 * 1, a missing outcome, an outcome that contradicts itself, cohorts that are numbered in part, an unknown key.
 *
 * @example parseParticipants([{ dose: 1, dlt: false }, { dose: 1, pending: true, followed: 0.5 }], { doses: 3 })
 */
export function parseParticipants(input: unknown, options: { readonly doses: number }): readonly ParticipantOutcome[] {
  const faults: OutcomeFault[] = [];
  const add = (code: string, path: string, message: string, remedy: string): void => void faults.push({ code, path, column: null, message, remedy });
  if (!Array.isArray(input)) {
    add("not-a-list", "participants", "It is no list.", "Give a list of participants in the order of treatment.");
    refuseFaults(faults);
    return [];
  }
  const outcomes = input.map((record: unknown, at) => parseRecord(record, `participants.${at}`, options.doses, add));
  checkCohorts(outcomes, add);
  refuseFaults(faults);
  return outcomes;
}

type Add = (code: string, path: string, message: string, remedy: string) => void;

function parseRecord(record: unknown, path: string, doses: number, add: Add): ParticipantOutcome {
  const nothing: ParticipantOutcome = { dose: 0, kind: "none", followed: 1, cohort: null };
  if (typeof record !== "object" || record === null || Array.isArray(record)) {
    add("not-a-record", path, "It is no record.", "Give { dose: 1, dlt: false } or the like.");
    return nothing;
  }
  const fields = new Map<string, unknown>(Object.entries(record));
  for (const key of fields.keys()) if (!known.has(key)) add("unknown-key", `${path}.${key}`, "This key is not known.", `Use only: ${[...known].join(", ")}.`);
  const dose = whole(fields.get("dose"));
  if (dose === null || dose < 1 || dose > doses) add("no-such-dose", `${path}.dose`, `${show(fields.get("dose"))} is no dose level of this design.`, `Give a whole number from 1 to ${doses}.`);
  const cohort = fields.get("cohort") ?? null;
  if (cohort !== null && (whole(cohort) ?? 0) < 1) add("not-a-cohort", `${path}.cohort`, `${show(cohort)} is no number of a cohort.`, "Give a whole number from 1, or leave it out.");
  const marks = (["backfill", "response"] as const).filter((key) => {
    const value = fields.get(key) ?? null;
    if (value !== null && typeof value !== "boolean") add("not-yes-or-no", `${path}.${key}`, `${show(value)} is neither true nor false.`, "Give true or false.");
    return value === true;
  });
  return { dose: dose ?? 0, cohort: whole(cohort), ...outcomeOf(fields, path, add), ...Object.fromEntries(marks.map((key) => [key, true])) };
}

function outcomeOf(fields: ReadonlyMap<string, unknown>, path: string, add: Add): Pick<ParticipantOutcome, "kind" | "followed" | "eventAt"> {
  const yesOrNo = (key: string): boolean | null => {
    const value = fields.get(key) ?? null;
    if (value === null || typeof value === "boolean") return value;
    add("not-yes-or-no", `${path}.${key}`, `${show(value)} is neither true nor false.`, "Give true or false.");
    return null;
  };
  const [dlt, evaluable, pending] = [yesOrNo("dlt"), yesOrNo("evaluable") ?? true, yesOrNo("pending")];
  const given = fields.get("followed") ?? null;
  const followed = typeof given === "number" && given >= 0 && given <= 1 ? given : null;
  if (given !== null && followed === null) {
    add("not-a-part", `${path}.followed`, `${show(given)} does not lie from 0 to 1.`, "Give the part of the window that is over, for example 0.5.");
    return { kind: "none", followed: 1 };
  }
  const eventAt = fields.get("eventAt") ?? null;
  if (eventAt !== null && !(typeof eventAt === "number" && eventAt >= 0 && eventAt <= 1)) add("not-a-part", `${path}.eventAt`, `${show(eventAt)} does not lie from 0 to 1.`, "Give the part of the window that was over when the event came, for example 0.4.");
  if (eventAt !== null && dlt !== true) add("outcome-contradicts", `${path}.eventAt`, "There is the time of an event, and no event.", "Set `dlt` to true, or leave `eventAt` out.");
  const contradicts = (message: string, remedy: string): { readonly kind: OutcomeKind; readonly followed: number } => {
    add("outcome-contradicts", path, message, remedy);
    return { kind: "none", followed: 1 };
  };
  if (dlt === true) {
    // Still under follow-up, or not judged otherwise: the event came, and counts.
    return { kind: "event", followed: 1, ...(typeof eventAt === "number" ? { eventAt } : {}) };
  }
  if (!evaluable) return { kind: "not-evaluable", followed: followed ?? 0 };
  if (pending === true || (pending === null && followed !== null && followed < 1)) return { kind: "pending", followed: followed ?? 0 };
  if (followed !== null && followed < 1) return contradicts(`No event, not pending, and followed for ${followed} of the window only.`, "Set `pending` to true, or `evaluable` to false.");
  if (dlt === false) return { kind: "none", followed: 1 };
  add("outcome-missing", `${path}.dlt`, "The outcome is missing.", "Set `dlt` to true or false, or `pending` to true.");
  return { kind: "none", followed: 1 };
}

const show = (value: unknown): string => (typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? `"${value}"` : value === undefined || value === null ? "Nothing" : "This");
const whole = (value: unknown): number | null => (typeof value === "number" && Number.isInteger(value) ? value : null);

function checkCohorts(outcomes: readonly ParticipantOutcome[], add: Add): void {
  for (const [at, { cohort }] of outcomes.entries()) {
    const before = outcomes[at - 1];
    if (before === undefined) continue;
    if ((cohort === null) !== (before.cohort === null)) add("cohort-missing", `participants.${at}.cohort`, "Some participants have the number of their cohort, and some have none.", "Give it to all, or to none.");
  }
}
