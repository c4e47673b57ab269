/** What the CRM's likelihood needs to know of the participants. */
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { requireList, requireObject } from "../core/require-options.ts";

/** Counts by dose level; index 0 is dose level 1. */
export interface CrmData {
  readonly n: readonly number[];
  readonly events: readonly number[];
  /** Participants without event who count in part, as in the TITE-CRM; they are not among `n`. */
  readonly partial?: readonly PartialParticipant[];
}

export interface PartialParticipant {
  /** From 1. */
  readonly dose: number;
  /** From 0 (says nothing yet) to 1 (fully followed). */
  readonly weight: number;
}

/** Throws DesignRefusal naming the field for lengths that differ, more events than participants, a dose or weight outside its range. */
export function requireCrmData(data: CrmData, doses: number): CrmData {
  requireObject(data, "data");
  for (const name of ["n", "events"] as const) {
    if (!Array.isArray(data[name]) || data[name].length !== doses) throw new DesignRefusal("wrong-length", name, `${name} needs one count for each of the ${doses} dose levels.`, `Give ${doses} whole numbers.`);
  }
  data.n.forEach((n, at) => {
    requireWhole(`n.${at}`, n, 0, 10_000);
    requireWhole(`events.${at}`, data.events[at] ?? Number.NaN, 0, n);
  });
  if (data.partial !== undefined) requireList(data.partial, "partial");
  data.partial?.forEach((one, at) => {
    requireObject(one, `partial.${at}`);
    requireWhole(`partial.${at}.dose`, one.dose, 1, doses);
    requireWeight(`partial.${at}.weight`, one.weight);
  });
  return data;
}

export function requireWeight(path: string, weight: number): number {
  if (typeof weight === "number" && weight >= 0 && weight <= 1) return weight;
  throw new DesignRefusal("outside-range", path, `${String(weight)} does not lie from 0 to 1.`, "Give the part of the follow-up that counts, from 0 to 1.");
}
