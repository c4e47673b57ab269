/** Pictures of pooled evidence. */
import { type ForestGroup, type ForestPooled, type Measure, forestSvg, funnelSvg, measureFacts } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import type { PoolReport, PooledPart } from "./pool-evidence.ts";
import { onScale, pText } from "./say-pool.ts";
import { type StudyEffect, summedCells } from "./study-effects.ts";

interface FigureParts {
  readonly title: string;
  readonly measure: Measure;
  readonly modelName: string;
  readonly level: number;
}
const words = (measure: Measure): string => `${measure.charAt(0).toUpperCase()}${measure.slice(1).replaceAll("-", " ")}`;
const axisOf = (measure: Measure) => (measureFacts(measure).natural === "ratio" ? ("log" as const) : ("linear" as const));

export function poolForest(report: PoolReport, parts: FigureParts): string {
  const { effects, overall, groups } = report;
  const ofRows = (rows: readonly number[]) => effects.studies.filter(({ row }) => rows.includes(row));
  const study = (one: StudyEffect) => ({ name: one.study, cells: one.cells, estimate: one.estimate, lower: one.lower, upper: one.upper, weights: [overall.pooled?.weights.get(one.row) ?? null], ...(one.reason === null ? {} : { reason: one.reason }) });
  const diamond = (part: PooledPart): readonly ForestPooled[] => (part.pooled === null ? [] : [{ name: parts.modelName, cells: summedCells(ofRows(part.rows)), ...onScale(part.pooled), prediction: part.pooled.naturalPrediction ?? part.pooled.prediction }]);
  const shown: readonly ForestGroup[] = groups.length === 0 ? [{ name: null, studies: effects.studies.map(study) }] : groups.map((group) => ({ name: group.name, studies: ofRows(group.rows).map(study), pooled: diamond(group) }));
  const { heterogeneity, tauSquared } = overall.pooled ?? { heterogeneity: null, tauSquared: null };
  const notes = [
    ...(heterogeneity === null ? [] : [`Heterogeneity: Q ${heterogeneity.statistic.toFixed(2)}, ${heterogeneity.degreesOfFreedom} degrees of freedom, p ${pText(heterogeneity.pValue)}${heterogeneity.iSquared === null ? "" : `; I² ${heterogeneity.iSquared.toFixed(1)} %`}${tauSquared === null ? "" : `; τ² ${tauSquared.toPrecision(3)}`}.`]),
    ...(report.between === null ? [] : [`Between groups: Q ${report.between.statistic.toFixed(2)}, ${report.between.degreesOfFreedom} degrees of freedom, p ${pText(report.between.pValue)}.`]),
    ...(effects.studies.some(({ corrected }) => corrected) ? ["Studies with a zero cell are shown with a correction; the pooled effect has one only where its method says so."] : []),
  ];
  return forestSvg({ title: parts.title, method: overall.result?.method ?? overall.refusal?.message ?? "Nothing was pooled.", notes, axis: axisOf(parts.measure), measure: words(parts.measure), columns: effects.heads.map((head) => `${head.charAt(0).toUpperCase()}${head.slice(1)}`), weightColumns: ["Weight"], groups: shown, pooled: diamond(overall), level: parts.level, ...(effects.heads.length === 1 ? { reference: null } : {}) });
}

export function poolFunnel(report: PoolReport, parts: FigureParts): string {
  const shown = report.effects.studies.flatMap(({ study, analysis }) => (analysis === null ? [] : [{ study, ...analysis }]));
  const { pooled } = report.overall;
  if (pooled === null || shown.length === 0) throw new CommandRefusal("not-identified", "There is no pooled effect to draw a funnel about.", "leave --funnel out.", 2, { path: "funnel" });
  const left = report.effects.studies.length - shown.length;
  const notes = left === 0 ? [] : [`${left} ${left === 1 ? "study is" : "studies are"} not shown: no effect of their own.`];
  return funnelSvg({ title: `${parts.title}: funnel`, method: report.overall.result?.method ?? "", notes, axis: axisOf(parts.measure), measure: words(parts.measure), names: shown.map(({ study }) => study), estimates: shown.map(({ estimate }) => estimate), standardErrors: shown.map(({ standardError }) => standardError), pooled: pooled.estimate, contours: "significance", level: parts.level });
}
