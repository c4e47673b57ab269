/** What tests of asymmetry that are made for counts regress on what. */
import { type GivenColumns, readRows } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { twoArmCounts } from "../effect-sizes/study-columns.ts";
import type { sensitivityColumns, StudySet } from "./study-set.ts";

export interface AsymmetryLine {
  readonly y: Float64Array;
  readonly x: Float64Array;
  readonly weights: Float64Array;
  /** Studies used, by name. */
  readonly studies: readonly string[];
}

/**
 * Harbord: efficient score over its variance, on 1/√variance, weighted with the variance (log odds ratio at an odds ratio of 1).
 * Peters: the estimate on 1/participants, weighted with events × others / participants. Studies without an event, or with
 * nothing but events, tell nothing and are left out.
 */
export function countAsymmetry(kind: "harbord" | "peters", columns: GivenColumns<typeof sensitivityColumns>, set: StudySet): AsymmetryLine {
  const allowed = kind === "harbord" ? ["odds-ratio"] : ["odds-ratio", "risk-ratio"];
  if (!allowed.includes(set.measure)) throw new StatisticRefusal("options-conflict", "test", `${kind === "harbord" ? "Harbord's test is for odds ratios" : "Peters' test is for odds ratios and risk ratios"}, not for the measure ${set.measure}.`, "Choose that measure, or Egger's test.");
  const read = readRows(twoArmCounts, columns as GivenColumns<typeof twoArmCounts>);
  const { treatedEvents, treatedTotal, controlEvents, controlTotal } = read.columns;
  const placeOfRow = new Map(Array.from(set.effectSizes.rows, (row, at) => [row, at]));
  const rows: { readonly y: number; readonly x: number; readonly weight: number; readonly study: string }[] = [];
  for (let at = 0; at < read.size; at++) {
    const place = placeOfRow.get((read.rows[at] ?? 0) + 1);
    const [a, n1, c, n2] = [treatedEvents[at] ?? 0, treatedTotal[at] ?? 0, controlEvents[at] ?? 0, controlTotal[at] ?? 0];
    const [all, events] = [n1 + n2, a + c];
    if (place === undefined || events === 0 || events === all || n1 === 0 || n2 === 0) continue;
    const study = set.names[place] ?? "";
    if (kind === "harbord") {
      const variance = ((n1 / all) * n2 * (events / all) * (all - events)) / (all - 1);
      rows.push({ y: (a - (events * n1) / all) / variance, x: 1 / Math.sqrt(variance), weight: variance, study });
    } else rows.push({ y: set.estimates[place] ?? 0, x: 1 / all, weight: (events / all) * (all - events), study });
  }
  const pick = (name: "x" | "y" | "weight"): Float64Array => Float64Array.from(rows, (row) => row[name]);
  return { y: pick("y"), x: pick("x"), weights: pick("weight"), studies: rows.map(({ study }) => study) };
}
