/** Pools the studies of a table by each model: over all, in groups, and with every handling of zeros side by side. */
import { type Measure, type ZeroEventsBound, type ZeroHandlingPanel, boundZeroEvents, computeMethod, measureFacts } from "@stroma/stats";
import { type GroupsOfModel, poolGroups } from "./compare-groups.ts";
import { type ChosenModel, zeroPanelMethod } from "./pool-models.ts";
import { type Columns, type PooledPart, type WhatToPool, orRefused, pick, poolRows } from "./pool-part.ts";
import { type Sensitivity, cumulativeOf, leaveOneOutOf } from "./pool-sensitivity.ts";
import { type StudyEffects, studyEffects } from "./study-effects.ts";

export interface PoolRequest extends WhatToPool {
  /** The first one's weights and heterogeneity lead. */
  readonly models: readonly ChosenModel[];
  /** The group of each row; `null` without groups. */
  readonly by: readonly string[] | null;
  /** Names of the treated and of the controls. */
  readonly arms: readonly [string, string];
  readonly zeroPanel: boolean;
  readonly leaveOneOut: boolean;
  /** What each row is ordered by; `null` where no cumulative analysis was asked for. */
  readonly order: readonly (number | null)[] | null;
}
export interface ModelReport {
  readonly model: ChosenModel;
  readonly overall: PooledPart;
  /** In the order of `groups` of the report; `null` without groups. */
  readonly groups: GroupsOfModel | null;
  readonly leaveOneOut: Sensitivity | null;
  readonly cumulative: Sensitivity | null;
}
export interface PoolReport {
  readonly effects: StudyEffects;
  readonly models: readonly [ModelReport, ...ModelReport[]];
  readonly groups: readonly { readonly name: string; readonly rows: readonly number[] }[];
  readonly zeroPanel: ZeroHandlingPanel | null;
  /** Why there is no panel although there are zero cells. */
  readonly zeroPanelRefusal: string | null;
  /** Exact upper limits of the risk (rate) in each arm, where nobody had the event. */
  readonly bounds: ZeroEventsBound | null;
}

export function* poolEvidence(request: PoolRequest): Generator<unknown, PoolReport> {
  const { columns, measure, models, level } = request;
  const shown = models[0]?.key === "peto" ? "peto-odds-ratio" : measure;
  const effects = studyEffects(columns, shown, { level, options: correctionsOf(models), arms: { treated: request.arms[0], control: request.arms[1] } });
  const all = effects.studies.flatMap(({ row }) => (effects.empty.some((one) => one.row === row) ? [] : [row]));
  const groups = groupsOf(request.by, all);
  const reports: ModelReport[] = [];
  for (const model of models) {
    const overall = yield* poolRows(request, model, all);
    reports.push({
      model,
      overall,
      groups: groups.length === 0 ? null : yield* poolGroups(request, model, groups.map(({ name, rows }) => [name, rows] as const)),
      leaveOneOut: request.leaveOneOut ? yield* leaveOneOutOf(request, model, all) : null,
      cumulative: request.order === null ? null : yield* cumulativeOf(request, model, all, request.order),
    });
  }
  const counts = measureFacts(measure).shape === "two-arm-counts";
  const panel = counts && (effects.zeroCell || request.zeroPanel) ? yield* orRefused(computeMethod(zeroPanelMethod, { columns: pick(columns, all, Object.keys(columns)), options: { level, measure: measure === "risk-ratio" || measure === "risk-difference" ? measure : "odds-ratio" } })) : null;
  return { effects, models: reports as [ModelReport, ...ModelReport[]], groups, zeroPanel: (panel?.result ?? null) as ZeroHandlingPanel | null, zeroPanelRefusal: panel?.refusal?.message ?? null, bounds: boundsOf(columns, all, measure, level) };
}

/** The corrections that the caller asked for hold for the studies as they are shown, too. */
function correctionsOf(models: readonly ChosenModel[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(models.flatMap(({ options }) => Object.entries(options)).filter(([name]) => ["correctionValue", "correctedStudies"].includes(name)));
}

function groupsOf(by: PoolRequest["by"], rows: readonly number[]): PoolReport["groups"] {
  if (by === null) return [];
  const nameOf = (row: number): string => by[row - 1] ?? "";
  return [...Map.groupBy(rows, nameOf)].map(([name, own]) => ({ name, rows: own }));
}

/** Nobody had the event in any arm: how high the risk, or the rate, may be all the same. */
function boundsOf(columns: Columns, rows: readonly number[], measure: Measure, level: number): ZeroEventsBound | null {
  const { shape } = measureFacts(measure);
  if (rows.length === 0 || shape === "two-arm-means" || shape === "generic" || shape === "hazard") return null;
  const events = ["treatedEvents", "controlEvents", "events"].flatMap((name) => (columns[name] === undefined ? [] : rows.map((row) => columns[name]?.[row - 1])));
  const sizes = ["treatedTotal", "controlTotal", "total"].flatMap((name) => (columns[name] === undefined ? [] : [rows.reduce((sum, row) => sum + Number(columns[name]?.[row - 1]), 0)]));
  if (events.some((value) => value !== 0) || sizes.some((size) => !(size > 0))) return null;
  const { study: _, ...numbers } = columns;
  return boundZeroEvents(pick(numbers, rows, Object.keys(numbers)) as Parameters<typeof boundZeroEvents>[0], { level });
}
