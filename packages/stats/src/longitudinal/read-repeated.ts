/** Rows of repeated measures, brought together by participant and in the order of visits. */
import { type MissingRows, type NamedColumn, readRows } from "../form/columns.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { categoriesOf } from "../regression/design-matrix.ts";
import { type MmrmColumns, mmrmColumns } from "./mmrm-options.ts";

export interface RepeatedRows {
  readonly size: number;
  readonly outcome: Float64Array;
  readonly visits: readonly string[];
  /** Place of each row's visit. */
  readonly visitOf: Int32Array;
  /** Rows of each participant, in the order of visits; participants in the order of their names. */
  readonly participants: readonly { readonly rows: readonly number[]; readonly group: string | null }[];
  /** Participants of whom no row is complete. */
  readonly withoutVisit: number;
  /** Arm, visit and covariates, as the model has them. */
  readonly covariates: readonly NamedColumn<"covariate">[];
  readonly hasArm: boolean;
  readonly missing: MissingRows;
}

/** Visits or arms in their order. Throws StatisticRefusal `unknown-choice` for one that is not listed. */
export function inOrder(path: string, found: readonly string[], wanted: readonly string[] | null): readonly string[] {
  const all = categoriesOf(found);
  if (wanted === null) return all.every((one) => one.trim() !== "" && Number.isFinite(Number(one))) ? all.toSorted((one, other) => Number(one) - Number(other)) : all;
  const strange = all.find((one) => !wanted.includes(one));
  if (strange !== undefined) throw new StatisticRefusal("unknown-choice", path, `${JSON.stringify(strange)} is in the data, but not listed.`, "List each one, in the order wanted.");
  return wanted.filter((one) => all.includes(one));
}

export function readRepeated(given: MmrmColumns, wantedVisits: readonly string[] | null): RepeatedRows {
  const { size, columns, missing } = readRows(mmrmColumns, given);
  if (size === 0) throw new StatisticRefusal("empty", "outcome", "No row is complete.", "Give outcomes with their participants and visits.");
  const visits = inOrder("visits", columns.visit, wantedVisits);
  const places = new Map(visits.map((visit, at) => [visit, at]));
  const visitOf = Int32Array.from(columns.visit, (visit) => places.get(visit) ?? 0);
  const byName = new Map<string, number[]>();
  for (const [row, name] of columns.participant.entries()) {
    const rows = byName.get(name);
    if (rows === undefined) byName.set(name, [row]);
    else rows.push(row);
  }
  const participants = categoriesOf([...byName.keys()]).map((name) => {
    const rows = (byName.get(name) ?? []).toSorted((one, other) => (visitOf[one] ?? 0) - (visitOf[other] ?? 0));
    for (let at = 1; at < rows.length; at++)
      if (visitOf[rows[at] ?? 0] === visitOf[rows[at - 1] ?? 0]) throw new StatisticRefusal("options-conflict", "visit", `Participant ${name} has visit ${columns.visit[rows[at] ?? 0] ?? ""} twice.`, "Give one row for each participant and visit.");
    const group = columns.covarianceGroup?.[rows[0] ?? 0] ?? null;
    if (columns.covarianceGroup !== null && rows.some((row) => columns.covarianceGroup?.[row] !== group)) throw new StatisticRefusal("options-conflict", "covarianceGroup", `Participant ${name} is in two groups.`, "Give one group for each participant.");
    return { rows, group };
  });
  const named = new Set(Array.from(given.participant, (name) => (name === null || name === undefined || name === "" ? null : String(name))));
  named.delete(null);
  for (const { name } of columns.covariates ?? []) if (name === "visit" || name === "arm") throw new StatisticRefusal("options-conflict", `covariates.${name}`, "This name is taken.", "Give the covariate another name.");
  const covariates: NamedColumn<"covariate">[] = [...(columns.arm === null ? [] : [{ name: "arm", values: columns.arm }]), ...(visits.length > 1 ? [{ name: "visit", values: columns.visit }] : []), ...(columns.covariates ?? [])];
  return { size, outcome: columns.outcome, visits, visitOf, participants, withoutVisit: named.size - participants.length, covariates, hasArm: columns.arm !== null, missing };
}

/** The interactions of the model, each a list of covariates. */
export function crossedLists({ hasArm, visits }: Pick<RepeatedRows, "hasArm" | "visits">, { armByVisit, crossedWithVisit }: { readonly armByVisit: boolean; readonly crossedWithVisit: readonly string[] | null }): readonly (readonly string[])[] {
  if (visits.length < 2) return [];
  return [...(hasArm && armByVisit ? [["arm", "visit"]] : []), ...(crossedWithVisit ?? []).map((name) => [name, "visit"])];
}
