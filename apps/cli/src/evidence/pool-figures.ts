/** Pictures of pooled evidence. */
import { type ForestGroup, type ForestPooled, type Measure, effectSides, forestSvg, funnelSvg, measureFacts } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import { capital, measureWords, onScale } from "./effect-text.ts";
import type { PoolReport } from "./pool-evidence.ts";
import type { PooledPart } from "./pool-part.ts";
import type { RiskOfBias } from "./risk-of-bias.ts";
import { sayBetween, sayHeterogeneity } from "./say-pool.ts";
import { type StudyEffect, summedCells } from "./study-effects.ts";

export interface FigureParts {
  readonly title: string;
  readonly measure: Measure;
  readonly level: number;
  readonly riskOfBias: RiskOfBias | null;
  readonly arms: readonly [string, string];
  readonly better: "fewer" | "more" | "unsaid";
}
export const axisOf = (measure: Measure) => (measureFacts(measure).natural === "ratio" ? ("log" as const) : ("linear" as const));
export const oneArm = (measure: Measure): boolean => measureFacts(measure).shape.startsWith("one-arm");

export function poolForest(report: PoolReport, parts: FigureParts): string {
  const { effects, models, groups } = report;
  const { measure, riskOfBias } = parts;
  const several = models.length > 1;
  const ofRows = (rows: readonly number[]) => effects.studies.filter(({ row }) => rows.includes(row));
  const weighing = models.filter(({ overall }) => (overall.pooled?.weights.size ?? 0) > 0);
  const study = (one: StudyEffect) => ({ name: one.study, cells: one.cells, estimate: one.estimate, lower: one.lower, upper: one.upper, weights: weighing.map(({ overall }) => overall.pooled?.weights.get(one.row) ?? null), ...(one.reason === null ? {} : { reason: one.reason }), ...(riskOfBias === null ? {} : { riskOfBias: riskOfBias.of(one.row) }) });
  const diamond = (name: string, part: PooledPart | undefined, order: number): readonly ForestPooled[] => (part === undefined || part.pooled === null ? [] : [{ name, order, cells: summedCells(ofRows(part.rows)), ...onScale(part.pooled), prediction: part.pooled.naturalPrediction ?? part.pooled.prediction }]);
  const inGroup = (at: number): readonly ForestPooled[] => models.flatMap((one, order) => diamond(one.model.name, one.groups?.parts[at], order).map((mark) => ({ ...mark, prediction: null })));
  const shown: readonly ForestGroup[] = groups.length === 0 ? [{ name: null, studies: effects.studies.map(study) }] : groups.map(({ name, rows }, at) => ({ name, studies: ofRows(rows).map(study), pooled: inGroup(at) }));
  const sides = effectSides(measure, { better: parts.better, arms: parts.arms });
  const notes = [
    ...models.flatMap(({ model, overall, groups: own }) => {
      const said = [...sayHeterogeneity(overall.pooled, measure).filter((line) => /^(?:Heterogeneity|Variance)/u.test(line)), ...(own?.between == null ? [] : [sayBetween(own.between)]), ...(overall.refusal === null ? [] : [`No pooled effect: ${overall.refusal.message}`]), ...(own?.parts ?? []).flatMap(({ refusal }, at) => (refusal === null ? [] : [`No pooled effect of ${groups[at]?.name ?? ""}: ${refusal.message}`]))];
      return said.map((line) => (several ? `${model.name}. ${line}` : line));
    }),
    ...(effects.studies.some(({ corrected }) => corrected) ? ["Studies with a zero cell are shown with a correction; the pooled effect has one only where its method says so."] : []),
    ...(sides === null || parts.better === "unsaid" ? [] : [`${capital(parts.better)} events${measureFacts(measure).shape === "two-arm-means" ? " (lower or higher values)" : ""} are taken to be better.`]),
  ];
  const methods = models.flatMap(({ model, overall, groups: own }) => [...(overall.result === null ? [] : [several ? `${model.name}: ${overall.result.method}` : overall.result.method]), ...(own?.method == null ? [] : [`Groups: ${own.method}`])]);
  return forestSvg({
    title: parts.title,
    method: methods[0] ?? models[0].overall.refusal?.message ?? "Nothing was pooled.",
    notes: [...methods.slice(1), ...notes],
    axis: axisOf(measure),
    measure: capital(measureWords(measure)),
    columns: effects.heads.map(capital),
    weightColumns: weighing.map(({ model }) => (several ? `Weight, ${model.name}` : "Weight")),
    ...(riskOfBias === null ? {} : { riskDomains: riskOfBias.domains }),
    groups: shown,
    pooled: models.flatMap(({ model, overall }, order) => diamond(model.name, overall, order)),
    ...(sides === null ? {} : { sides }),
    level: parts.level,
    ...(oneArm(measure) ? { reference: null } : {}),
  });
}

/** About the effect that the first model pooled. */
export function poolFunnel(report: PoolReport, parts: FigureParts): string {
  const shown = report.effects.studies.flatMap(({ study, analysis }) => (analysis === null ? [] : [{ study, ...analysis }]));
  const [{ overall, model }] = report.models;
  if (overall.pooled === null || shown.length === 0) throw new CommandRefusal("not-identified", "There is no pooled effect to draw a funnel about.", "leave --funnel out.", 2, { path: "funnel" });
  const left = report.effects.studies.length - shown.length;
  const notes = [...(report.models.length > 1 ? [`Drawn about the pooled effect of ${model.name}.`] : []), ...(left === 0 ? [] : [`${left} ${left === 1 ? "study is" : "studies are"} not shown: no effect of their own.`])];
  const { scale } = measureFacts(parts.measure);
  const axis = axisOf(parts.measure);
  const label = axis === "log" || scale === "raw" ? capital(measureWords(parts.measure)) : `${capital(measureWords(parts.measure))} (${scale} scale)`;
  // One arm has no value of no effect that p could be held against.
  return funnelSvg({ title: `${parts.title}: funnel`, method: overall.result?.method ?? "", notes, axis, measure: label, names: shown.map(({ study }) => study), estimates: shown.map(({ estimate }) => estimate), standardErrors: shown.map(({ standardError }) => standardError), pooled: overall.pooled.estimate, contours: oneArm(parts.measure) ? "none" : "significance", ...(oneArm(parts.measure) ? { reference: overall.pooled.estimate } : {}), level: parts.level });
}
