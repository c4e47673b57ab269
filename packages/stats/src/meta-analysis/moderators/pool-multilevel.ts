/** Several effects a study: a model of three levels. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, type ReadOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { rowsOf } from "../../linear-algebra/matrix.ts";
import { type Measure, measureFacts } from "../effect-sizes/measures.ts";
import { type ModeratorDesign, buildDesign } from "./build-design.ts";
import { groupRows } from "./cluster-blocks.ts";
import { type JointTest, testContrast, unitVector } from "./linear-inference.ts";
import { maximiseComponents } from "./maximise-components.ts";
import { multilevelInference } from "./multilevel-inference.ts";
import { type Components, MultilevelModel } from "./multilevel-model.ts";
import { multilevelColumns, multilevelOptions } from "./multilevel-options.ts";
import { type ComponentInterval, profileComponent } from "./profile-components.ts";
import { type PredictedEffect, exponentials, predictEffect } from "./predict-effect.ts";
import type { RegressionCoefficient } from "./regression-result.ts";
import { sayMultilevel } from "./say-multilevel.ts";
import { rowNames, variancesOf } from "./study-rows.ts";

export type MultilevelChoices = ReadOptions<typeof multilevelOptions>;

export interface VarianceComponent {
  readonly estimate: number;
  /** By profile likelihood; `null` where it was not asked for, or the component was given. */
  readonly interval: ComponentInterval | null;
  /** Percent of the whole variance of an estimate. */
  readonly iSquared: number;
}
export interface MultilevelPool extends ResultForm {
  readonly measure: Measure;
  readonly scale: string;
  readonly effects: number;
  readonly studies: number;
  /** The first is the pooled effect where there is no moderator. */
  readonly coefficients: readonly RegressionCoefficient[];
  readonly covariance: readonly (readonly number[])[];
  readonly omnibus: JointTest | null;
  readonly omnibusReason: string | null;
  /** Between studies: of their mean effects. */
  readonly betweenStudies: VarianceComponent;
  /** Within studies: of the effects of one study. */
  readonly withinStudies: VarianceComponent;
  /** Percent: both components together. */
  readonly iSquared: number;
  readonly typicalVariance: number;
  readonly heterogeneityTest: { readonly statistic: number; readonly distribution: "chi-square"; readonly degreesOfFreedom: number; readonly pValue: number };
  readonly likelihood: { readonly kind: "ML" | "REML"; readonly logLikelihood: number; readonly gradient: number; readonly iterations: number };
  /** Without moderators: the pooled effect with the interval for one effect of a new study; with them: one for each row. */
  readonly fitted: readonly PredictedEffect[];
  readonly clusters: number | null;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Pools effects of which several come from one study: estimate = Xb + study + effect + error, with a variance between studies, one
 * between the effects of a study, and the sampling variances given, whose errors may have one correlation within a study.
 *
 * Both components by REML (default) or ML at the highest maximum seen, with analytic derivatives run to their end; 0 is a possible
 * estimate. Profile likelihood intervals. I² by level: each component over both and the typical sampling variance. The interval for
 * a new effect counts both components. Robust variance (`covariance: "CR2"`) between studies or wider clusters does not rest on the
 * correlation being right.
 *
 * Throws StatisticRefusal `empty`, `too-few`, `not-identified` (one study, or one effect in each study), `singular`, `out-of-range`
 * (a correlation that cannot be), `options-conflict`, `not-converged` with the last gradient, and as `readRows` and `readOptions` do.
 *
 * Sources: Konstantopoulos 2011, Res Synth Methods 2:61, doi 10.1002/jrsm.35; Cheung 2014, Psychol Methods 19:211, doi
 * 10.1037/a0032968; Assink and Wibbelink 2016, TQMP 12:154, doi 10.20982/tqmp.12.3.p154 (all recalled).
 * R: `metafor::rma.mv(yi, V, random = ~ 1 | study/effect)`, to 1e-8 against its likelihood run to its end.
 *
 * @example poolMultilevel({ study: ["a", "a", "b", "b", "c", "c"], estimate: [0.1, 0.3, 0.5, 0.7, 0.2, 0.4], variance: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1] }).coefficients[0]?.estimate // 0.3667
 */
export function poolMultilevel(columns: GivenColumns<typeof multilevelColumns>, options: GivenOptions<typeof multilevelOptions> = {}): MultilevelPool {
  const chosen = readOptions(multilevelOptions, options);
  const read = readRows(multilevelColumns, columns);
  const variances = variancesOf(read.columns, read.rows);
  const { estimate: estimates, study } = read.columns;
  const design = buildDesign(read.size, read.columns.moderators ?? [], chosen);
  const groups = [...groupRows(study).values()];
  requireLevels(read.size, groups.length, design, chosen);
  const model = new MultilevelModel(estimates, variances, design.matrix, groups, chosen.correlation);
  const none = model.evaluate([0, 0], "REML");
  const residualDegrees = read.size - design.terms.length;
  const typicalVariance = residualDegrees / none.traceP;
  const excess = Math.max((none.residualSum - residualDegrees) / none.traceP, typicalVariance / 100);
  const held = { ...(chosen.betweenValue === null ? {} : { between: chosen.betweenValue }), ...(chosen.withinValue === null ? {} : { within: chosen.withinValue }) };
  const starts: Components[] = [[excess / 2, excess / 2], [0, excess], [excess, 0], [0, 0], [2 * excess, 2 * excess]];
  const best = maximiseComponents(model, chosen.likelihood, starts, held);
  const interval = (which: 0 | 1): ComponentInterval | null => (chosen.profileIntervals && (which === 0 ? chosen.betweenValue : chosen.withinValue) === null ? profileComponent(model, chosen.likelihood, best, which, { level: chosen.level, scale: excess, held }) : null);
  const intervals = [interval(0), interval(1)] as const;
  model.evaluate(best.components, chosen.likelihood);
  const [between, within] = best.components;
  const { inference, clusters } = multilevelInference({ coefficients: model.coefficients(), covariance: model.covariance(), design, estimates, variances, study, groups, cluster: read.columns.cluster, components: best.components }, chosen);
  const ratio = measureFacts(chosen.measure).natural === "ratio";
  const coefficients = design.terms.map((term, place): RegressionCoefficient => {
    const tested = testContrast(inference, unitVector(design.terms.length, place), chosen.level);
    return { ...term, ...tested, ratio: ratio ? exponentials(tested) : null };
  });
  const predict = (at: string, row: Float64Array): PredictedEffect => predictEffect(inference, at, row, { level: chosen.level, spread: between + within, ratio });
  const count = design.terms.length;
  const names = rowNames(read.columns.effect, read.rows);
  const share = (part: number): number => (100 * part) / (between + within + typicalVariance);
  const { test: omnibus, reason: omnibusReason } = inference.joint(design.terms.flatMap(({ moderator }, place) => (moderator === null ? [] : [place])));
  return resultOf({
    method: sayMultilevel(chosen, design.terms, { effects: read.size, studies: groups.length, clusters }),
    measure: chosen.measure,
    scale: measureFacts(chosen.measure).scale,
    effects: read.size,
    studies: groups.length,
    coefficients,
    covariance: rowsOf(inference.covariance),
    omnibus,
    omnibusReason,
    betweenStudies: { estimate: between, interval: intervals[0], iSquared: share(between) },
    withinStudies: { estimate: within, interval: intervals[1], iSquared: share(within) },
    iSquared: share(between + within),
    typicalVariance,
    heterogeneityTest: { statistic: none.residualSum, distribution: "chi-square" as const, degreesOfFreedom: residualDegrees, pValue: chiSquareTail(none.residualSum, residualDegrees, { tail: "upper" }) },
    likelihood: { kind: chosen.likelihood, logLikelihood: best.logLikelihood, gradient: best.gradient, iterations: best.iterations },
    fitted: design.moderators.length === 0 ? [predict("a new study", Float64Array.of(1))] : names.map((name, row) => predict(name, design.matrix.values.slice(row * count, (row + 1) * count))),
    clusters,
    missing: read.missing,
    warnings: warningsOf(groups.length, read.size, design, coefficients, clusters),
  });
}

function requireLevels(effects: number, studies: number, { terms }: ModeratorDesign, { betweenValue, withinValue }: MultilevelChoices): void {
  if (effects <= terms.length) throw new StatisticRefusal("too-few", "moderators", `There are ${effects} effects for ${terms.length} coefficients (${terms.map(({ name }) => name).join(", ")}).`, "Give fewer moderators, or more effects.", { effects, coefficients: terms.length });
  if (betweenValue !== null || withinValue !== null) return;
  if (studies === 1) throw new StatisticRefusal("not-identified", "study", "There is one study: nothing tells how much studies differ.", "Give effects of more studies.", { studies });
  if (studies === effects) throw new StatisticRefusal("not-identified", "study", "Each study has one effect: a variance within studies cannot be told from one between them.", "Pool them as effects of their own, or give one of the variances.", { studies });
}

function warningsOf(studies: number, effects: number, { terms, moderators }: ModeratorDesign, coefficients: readonly RegressionCoefficient[], clusters: number | null): string[] {
  const warnings: string[] = [];
  if (studies < 5) warnings.push("Fewer than 5 studies: the variance between studies, and with it every interval here, is poorly known.");
  const slopes = terms.filter(({ moderator }) => moderator !== null).length;
  if (moderators.length > 0 && studies < 10 * slopes) warnings.push(`Fewer than 10 studies for each coefficient of a moderator (${studies} studies, ${effects} effects, ${slopes} ${slopes === 1 ? "coefficient" : "coefficients"}): a relation found here may well be chance, and one that is there may be missed.`);
  const poor = coefficients.filter(({ test }) => clusters !== null && test.degreesOfFreedom !== null && test.degreesOfFreedom < 4);
  if (poor.length > 0) warnings.push(`Fewer than 4 degrees of freedom for ${poor.map(({ name }) => name).join(", ")}: p-values of the robust variance are not to be relied on there.`);
  return warnings;
}
