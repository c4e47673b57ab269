/** Pools the studies of a table: over all, in groups, and with every handling of zeros side by side. */
import { type Measure, type ResultForm, StatisticRefusal, type ZeroHandlingPanel, computeMethod, estimateProportionExact, measureFacts, poolEffects } from "@stroma/stats";
import { type PoolModelName, poolModels, requireModel, zeroPanelMethod } from "./pool-models.ts";
import { type PooledView, viewPooled } from "./pooled-view.ts";
import { type StudyEffects, studyEffects } from "./study-effects.ts";

export interface PoolRequest {
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
  readonly measure: Measure;
  readonly model: PoolModelName;
  readonly level: number;
  /** Of the method, by their names. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The group of each row; `null` without groups. */
  readonly by: readonly string[] | null;
}
export interface PooledPart {
  /** Rows, from 1, among those chosen. */
  readonly rows: readonly number[];
  readonly pooled: PooledView | null;
  readonly result: ResultForm | null;
  /** Why there is no pooled effect. */
  readonly refusal: { readonly code: string; readonly message: string; readonly remedy: string } | null;
}
export interface PoolReport {
  readonly effects: StudyEffects;
  readonly overall: PooledPart;
  readonly groups: readonly (PooledPart & { readonly name: string })[];
  /** Difference between groups. */
  readonly between: { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number } | null;
  readonly zeroPanel: ZeroHandlingPanel | null;
  /** Why there is no panel although there are zero cells. */
  readonly zeroPanelRefusal: string | null;
  /** Exact upper limits of the risk in each arm, where nobody had the event. */
  readonly bounds: readonly { readonly arm: string; readonly participants: number; readonly upper: number }[] | null;
}

export function* poolEvidence(request: PoolRequest, wanted: { readonly zeroPanel: boolean }): Generator<unknown, PoolReport> {
  const { columns, measure, model, level } = request;
  const shown = model === "peto" ? "peto-odds-ratio" : measure;
  const effects = studyEffects(columns, shown, { level, options: correctionsOf(request) });
  const all = effects.studies.map(({ row }) => row);
  const overall = yield* poolRows(request, all);
  const names = request.by === null ? [] : [...new Set(all.map((row) => request.by?.[row - 1] ?? ""))];
  const groups: (PooledPart & { readonly name: string })[] = [];
  for (const name of names) groups.push({ name, ...(yield* poolRows(request, all.filter((row) => request.by?.[row - 1] === name))) });
  const counts = measureFacts(measure).shape === "two-arm-counts";
  const panel = counts && (effects.zeroCell || wanted.zeroPanel) ? yield* orRefused(computeMethod(zeroPanelMethod, { columns: pick(columns, all, Object.keys(columns)), options: { level, measure: measure === "risk-ratio" || measure === "risk-difference" ? measure : "odds-ratio" } })) : null;
  return { effects, overall, groups, between: betweenGroups(groups), zeroPanel: (panel?.result ?? null) as ZeroHandlingPanel | null, zeroPanelRefusal: panel?.refusal?.message ?? null, bounds: overall.refusal?.code === "no-events" ? upperBounds(columns, all, level) : null };
}

/** The corrections that the caller asked for hold for the studies as they are shown, too. */
function correctionsOf({ options }: PoolRequest): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => ["correctionValue", "correctedStudies"].includes(name)));
}

const pick = (columns: PoolRequest["columns"], rows: readonly number[], names: readonly string[]): Readonly<Record<string, readonly unknown[]>> => Object.fromEntries(Object.entries(columns).flatMap(([name, values]) => (names.includes(name) ? [[name, rows.map((row) => values[row - 1])]] : [])));
const pickOptions = (options: Readonly<Record<string, unknown>>, known: object): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(known, name)));

function* poolRows(request: PoolRequest, rows: readonly number[]): Generator<unknown, PooledPart> {
  const { method } = requireModel(request.model, request.measure);
  const options = { ...poolModels[request.model].options, ...pickOptions({ measure: request.measure, level: request.level }, method.options), ...request.options };
  const { result, refusal } = yield* orRefused(computeMethod(method.name, { columns: pick(request.columns, rows, Object.keys(method.columns)), options }));
  const at = new Map(rows.map((row, place) => [place + 1, row]));
  const view = result === null ? null : viewPooled(result, rows.map((_, place) => place + 1));
  const pooled = view === null ? null : { ...view, weights: new Map([...view.weights].map(([place, weight]) => [at.get(place) ?? place, weight])) };
  return { rows, pooled, result, refusal };
}

/** What the data do not allow stands in the report; what the call got wrong is thrown. */
const ofData: ReadonlySet<string> = new Set(["no-events", "only-events", "not-identified", "separation", "too-few", "empty", "one-group", "not-converged", "singular"]);

function* orRefused(steps: Generator<unknown, ResultForm>): Generator<unknown, { readonly result: ResultForm | null; readonly refusal: PooledPart["refusal"] }> {
  try {
    return { result: yield* steps, refusal: null };
  } catch (error) {
    if (!(error instanceof StatisticRefusal) || !ofData.has(error.code)) throw error;
    const message = error.message.replace(`${error.path}: `, "").replace(` ${error.remedy}`, "");
    return { result: null, refusal: { code: error.code, message, remedy: error.remedy } };
  }
}

/** Pooled effects of the groups against their common mean, each with its own variance: Cochran's Q. */
function betweenGroups(groups: readonly PooledPart[]): PoolReport["between"] {
  const pooled = groups.flatMap(({ pooled: one }) => (one !== null && one.standardError > 0 ? [one] : []));
  if (pooled.length < 2) return null;
  const { test } = poolEffects({ estimate: pooled.map(({ estimate }) => estimate), standardError: pooled.map(({ standardError }) => standardError) }, { model: "common" }).heterogeneity;
  return test;
}

function upperBounds(columns: PoolRequest["columns"], rows: readonly number[], level: number): PoolReport["bounds"] {
  const arms = [["treated", "treatedTotal"], ["control", "controlTotal"], ["all", "total"]] as const;
  return arms.flatMap(([arm, total]) => {
    const values = columns[total];
    if (values === undefined) return [];
    const participants = rows.reduce((sum, row) => sum + Number(values[row - 1]), 0);
    return [{ arm, participants, upper: estimateProportionExact(0, participants, { level, sided: "upper" }).upper }];
  });
}
