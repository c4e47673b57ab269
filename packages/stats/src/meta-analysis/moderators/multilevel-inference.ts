/** Tests and intervals of a multilevel model: from its own variance, or robust between studies. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { Matrix } from "../../linear-algebra/matrix.ts";
import type { ModeratorDesign } from "./build-design.ts";
import { type ClusterBlock, groupRows, rowsAt } from "./cluster-blocks.ts";
import { type LinearInference, modelInference } from "./linear-inference.ts";
import type { Components } from "./multilevel-model.ts";
import type { MultilevelChoices } from "./pool-multilevel.ts";
import { robustInference } from "./robust-inference.ts";
import { samplingCovariance } from "./study-block.ts";

export interface MultilevelFit {
  readonly coefficients: Float64Array;
  readonly covariance: Matrix;
  readonly design: ModeratorDesign;
  readonly estimates: Float64Array;
  readonly variances: Float64Array;
  readonly study: readonly string[];
  readonly groups: readonly (readonly number[])[];
  readonly cluster: readonly string[] | null;
  readonly components: Components;
}

/** Throws StatisticRefusal `options-conflict` for a study in two clusters, or an interval beside robust variance; `too-few` as {@link robustInference}. */
export function multilevelInference(fit: MultilevelFit, chosen: MultilevelChoices): { readonly inference: LinearInference; readonly clusters: number | null } {
  const { coefficients, covariance, design } = fit;
  const kind = chosen.covariance ?? (fit.cluster === null ? "model" : "CR2");
  if (kind === "model") return { inference: modelInference(coefficients, covariance, 1, degreesOf(fit, chosen.interval ?? "t-contain")), clusters: null };
  if (chosen.interval !== null) throw new StatisticRefusal("options-conflict", "interval", "Robust variance has its own tests and intervals.", 'Leave it out, or choose covariance "model".');
  const names = fit.cluster ?? fit.study;
  for (const rows of fit.groups) if (rows.some((row) => names[row] !== names[rows[0] ?? 0])) throw new StatisticRefusal("options-conflict", "cluster", `The study ${fit.study[rows[0] ?? 0] ?? ""} lies in more than one cluster.`, "Give clusters that are made of whole studies.");
  const blocks = Array.from(groupRows(names).values(), (rows) => blockOf(fit, rows, chosen.correlation));
  return { inference: robustInference(coefficients, covariance, blocks, { kind, degrees: chosen.robustDegrees, names: design.terms.map(({ name }) => name) }), clusters: blocks.length };
}

function blockOf({ design, estimates, variances, study, components, coefficients }: MultilevelFit, rows: readonly number[], correlation: number): ClusterBlock {
  const [between, within] = components;
  const part = rowsAt(design.matrix, rows);
  const variance = samplingCovariance(variances, rows, correlation);
  const size = rows.length;
  for (let one = 0; one < size; one++) {
    for (let other = 0; other < size; other++) {
      const place = one * size + other;
      const together = study[rows[one] as number] === study[rows[other] as number];
      variance.values[place] = together ? (variance.values[place] as number) + between + (one === other ? within : 0) : 0;
    }
  }
  const residuals = Float64Array.from(rows, (row, at) => {
    let left = estimates[row] as number;
    for (let column = 0; column < part.columns; column++) left -= (part.values[at * part.columns + column] as number) * (coefficients[column] as number);
    return left;
  });
  return { design: part, variance, residuals };
}

/** t-contain: a contrast of columns that are the same in all effects of each study has the degrees of freedom of studies. */
function degreesOf({ design, groups, estimates }: MultilevelFit, interval: "t-contain" | "t-residual" | "wald"): null | number | ((contrast: Float64Array) => number) {
  const count = design.terms.length;
  const residual = estimates.length - count;
  if (interval === "wald") return null;
  if (interval === "t-residual") return residual;
  const { values, columns } = design.matrix;
  const ofStudies = design.terms.map((_, column) => groups.every((rows) => rows.every((row) => values[row * columns + column] === values[(rows[0] as number) * columns + column])));
  // No fewer than 1, as R's metafor.
  const studies = Math.max(1, groups.length - count);
  return (contrast) => (ofStudies.some((same, column) => same && contrast[column] !== 0) ? studies : residual);
}
