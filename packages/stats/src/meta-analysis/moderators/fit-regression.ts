/** The numbers of a meta-regression: coefficients with their inference, from studies that have been read. */
import type { ReadOptions } from "../../form/option-fields.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { type MixedEffectsFit, diagnoseFit, fitMixedEffects } from "../pooling/fit-mixed-effects.ts";
import type { ModeratorDesign } from "./build-design.ts";
import { type LinearInference, modelInference } from "./linear-inference.ts";
import type { covarianceOptions, regressionModelOptions } from "./regression-options.ts";
import { groupRows, independentBlock } from "./cluster-blocks.ts";
import { type RobustKind, robustInference } from "./robust-inference.ts";

export interface FittedRegression {
  readonly fit: MixedEffectsFit;
  readonly inference: LinearInference;
  /** Which variance the inference rests on. */
  readonly kind: "wald" | "hksj" | "hksj-modified" | RobustKind;
  readonly hksjFactor: number | null;
  readonly clusters: number | null;
}
/** Part of the weighted squares of the estimates below which what is left of them is rounding. */
const exact = 1e-27;
type Choices = ReadOptions<typeof regressionModelOptions> & ReadOptions<typeof covarianceOptions>;

/**
 * Throws StatisticRefusal `too-few` where no more studies than coefficients are there, `not-identified` for the unmodified factor of
 * Knapp and Hartung where nothing is left over, `options-conflict` for an interval of the model beside robust variance, and as {@link fitMixedEffects} and {@link robustInference}.
 */
export function fitRegression(estimates: Float64Array, variances: Float64Array, { matrix, terms }: ModeratorDesign, clusterNames: readonly string[] | null, chosen: Choices): FittedRegression {
  const [studies, count] = [estimates.length, terms.length];
  if (studies < count || (studies === count && chosen.model === "random" && chosen.tauSquaredValue === null)) {
    throw new StatisticRefusal("too-few", "moderators", `There are ${studies} studies for ${count} coefficients (${terms.map(({ name }) => name).join(", ")}).`, "Give fewer moderators, or more studies.", { studies, coefficients: count });
  }
  const fit = fitMixedEffects(estimates, variances, matrix, chosen);
  const covariance = chosen.covariance ?? (clusterNames === null ? "model" : "CR2");
  if (covariance !== "model") {
    if (chosen.interval !== null) throw new StatisticRefusal("options-conflict", "interval", "Robust variance has its own tests and intervals.", 'Leave it out, or choose covariance "model".');
    const names = clusterNames ?? Array.from(estimates, (_, row) => String(row));
    const { residuals } = diagnoseFit(fit);
    const whole = variances.map((variance) => variance + fit.tauSquared);
    const blocks = Array.from(groupRows(names).values(), (rows) => independentBlock(matrix, whole, residuals, rows));
    return { fit, inference: robustInference(fit.coefficients, fit.covariance, blocks, { kind: covariance, degrees: chosen.robustDegrees, names: terms.map(({ name }) => name) }), kind: covariance, hksjFactor: null, clusters: blocks.length };
  }
  const kind = chosen.interval ?? (chosen.model === "random" ? "hksj-modified" : "wald");
  if (kind === "wald") return { fit, inference: modelInference(fit.coefficients, fit.covariance, 1, null), kind, hksjFactor: null, clusters: null };
  if (fit.residualDegrees < 1) throw new StatisticRefusal("too-few", "moderators", `There are ${studies} studies for ${count} coefficients: the Knapp-Hartung factor needs one more.`, 'Choose the interval "wald".', { studies, coefficients: count });
  const whole = estimates.reduce((sum, one, at) => sum + (fit.weights[at] as number) * one * one, 0);
  if (kind === "hksj" && !(fit.residualSum > exact * whole)) throw new StatisticRefusal("not-identified", "interval", "The moderators foretell every estimate to the last digit, so that the Knapp-Hartung variance is 0.", 'Choose "hksj-modified" or "wald".');
  const factor = fit.residualSum / fit.residualDegrees;
  return { fit, inference: modelInference(fit.coefficients, fit.covariance, kind === "hksj" ? factor : Math.max(1, factor), fit.residualDegrees), kind, hksjFactor: factor, clusters: null };
}
