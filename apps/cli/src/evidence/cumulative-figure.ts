/** The picture of a cumulative analysis: the pooled effect after each study. */
import { cumulativeSvg, effectSides } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import { capital, measureWords } from "./effect-text.ts";
import type { PoolReport } from "./pool-evidence.ts";
import { type FigureParts, axisOf, oneArm } from "./pool-figures.ts";
import { type SensitivityRow, naturalOf } from "./say-sensitivity.ts";

/** Of the first model. Throws CommandRefusal, exit code 2, where it has no such analysis, or nothing to pool. */
export function poolCumulative(report: PoolReport, { title, measure, level, arms, better }: FigureParts): string {
  const [{ model, cumulative }] = report.models;
  if (cumulative?.result == null) throw new CommandRefusal(cumulative?.refusal?.code ?? "not-identified", cumulative?.refusal?.message ?? "There is no cumulative analysis.", cumulative?.refusal?.remedy ?? "leave --cumulative-plot out.", 2, { path: "cumulative-plot" });
  const { steps } = cumulative.result as unknown as { readonly steps: readonly SensitivityRow[] };
  const sides = effectSides(measure, { better, arms });
  return cumulativeSvg({
    title: `${title}: as studies came in`,
    method: cumulative.result.method,
    notes: report.models.length > 1 ? [`By ${model.name}.`] : [],
    axis: axisOf(measure),
    measure: capital(measureWords(measure)),
    steps: steps.map((row) => {
      const name = `${(row.added ?? []).join(", ")}${row.order == null ? "" : ` (${row.order})`}`;
      const shown = naturalOf(row);
      return shown === null ? { name, studies: row.studies, estimate: null, reason: row.refusal?.reason ?? "it cannot be pooled" } : { name, studies: row.studies, estimate: shown.estimate, lower: shown.lower, upper: shown.upper };
    }),
    ...(sides === null ? {} : { sides }),
    level,
    ...(oneArm(measure) ? { reference: null } : {}),
  });
}
