/** Whether groups differ in the number of recurrent events over time. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import type { MissingRows } from "../../form/columns.ts";
import { readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { percent, tailArea } from "../../proportions/limits.ts";
import { lastUpTo, onePerson } from "./estimate-mean-function.ts";
import type { MeanFunctionColumns } from "./history-columns.ts";
import { meanFunctionSteps } from "./mean-function-core.ts";
import { type MeanComparisonOptions, meanComparisonOptions } from "./mean-function-options.ts";
import { pseudoScore } from "./pseudo-score.ts";
import { longestOf, readHistories } from "./read-histories.ts";

export interface MeanFunctionDifference {
  readonly group: string;
  readonly reference: string;
  readonly time: number;
  /** The group's mean less the reference's. `null` beyond a group's last time under observation, with its reason. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly pValue: number | null;
  readonly reason: string | null;
}
export interface MeanComparisons extends ResultForm {
  /** Of equal mean functions; not with Ghosh and Lin's means. */
  readonly test: { readonly statistic: number; readonly distribution: "chi-square"; readonly degreesOfFreedom: number; readonly pValue: number } | null;
  readonly groups: readonly { readonly group: string; readonly participants: number; readonly events: number; readonly expected: number | null }[];
  readonly differences: readonly MeanFunctionDifference[];
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Tests whether groups have one mean function of recurrent events, and compares their means at given times.
 *
 * The test is the pseudo-score test of Cook, Lawless and Nadeau with weight 1: events observed less expected in each group, as in a
 * log-rank test, with a variance over participants. `pooled` is also the robust score test of Andersen and Gill's model with Breslow's
 * ties. With `terminal: "ghosh-lin"` means over the dead and the living are compared at the times only; the test of rates among those
 * alive would answer another question.
 *
 * Throws StatisticRefusal `one-group`, `no-events`, `not-identified` (groups never under observation together, or no variance), and as
 * `estimateMeanFunction` does.
 *
 * Source: Cook, Lawless and Nadeau 1996, Biometrics 52:557, doi 10.2307/2532895 (recalled). R: `coxph(Surv(start, stop, event) ~ group,
 * cluster = id, ties = "breslow")$rscore`, to 1e-9.
 *
 * @example compareMeanFunctions({ participant: ["a", "a", "b", "c", "c", "d"], time: [2, 5, 6, 3, 6, 6], event: [1, 0, 0, 1, 0, 0], group: ["x", "x", "x", "y", "y", "y"] }).test?.pValue
 */
export function compareMeanFunctions(columns: MeanFunctionColumns, options: MeanComparisonOptions = {}): MeanComparisons {
  const choices = readOptions(meanComparisonOptions, options);
  const { histories, groups, weights, hasDeaths, missing, warnings } = readHistories(columns, choices.order);
  const terminal = choices.terminal === "ghosh-lin";
  if (groups.length < 2) throw new StatisticRefusal("one-group", "group", "There is one group only.", "Give the column group with at least two.");
  if (terminal && !hasDeaths) throw new StatisticRefusal("missing-column", "death", "Without deaths there is no mean over the dead and the living.", 'Give the column death, or take { terminal: "censoring" }.');
  const reference = choices.reference === null ? groups[0] : groups.find(({ group }) => group === choices.reference);
  if (reference === undefined) throw new StatisticRefusal("unknown-choice", "reference", `There is no group ${JSON.stringify(choices.reference)}.`, `Choose one of ${groups.map(({ group }) => group).join(", ")}.`);
  const scored = terminal ? null : pseudoScore(histories, groups.map(({ people }) => people), weights, choices.variance);
  const steps = groups.map(({ group, people }) => ({ group, people, longest: longestOf(histories, people), ...meanFunctionSteps(histories, people, weights, terminal) }));
  const times = choices.times ?? [Math.min(...steps.map(({ longest }) => longest))];
  const z = normalQuantile(tailArea(choices.level), { tail: "upper" });
  const base = steps.find(({ group }) => group === reference.group) as (typeof steps)[number];
  const differences = steps.filter((one) => one !== base).flatMap((one) =>
    times.map((time): MeanFunctionDifference => {
      const named = { group: one.group, reference: base.group, time };
      const none = (reason: string, estimate: number | null = null): MeanFunctionDifference => ({ ...named, estimate, standardError: null, lower: null, upper: null, pValue: null, reason });
      if (time > one.longest || time > base.longest) return none(`Nobody of ${time > one.longest ? one.group : base.group} is under observation then.`);
      const [mean, its] = [one, base].map((own) => {
        const at = lastUpTo(own.times, time);
        return at < 0 ? { mean: 0, variance: 0 } : { mean: own.mean[at] as number, variance: own.robustVariance[at] as number };
      }) as [{ mean: number; variance: number }, { mean: number; variance: number }];
      const estimate = mean.mean - its.mean;
      const lone = [one, base].find(({ people }) => people.length === 1);
      if (lone !== undefined) return none(`Group ${lone.group}: ${onePerson}`, estimate);
      const standardError = Math.sqrt(mean.variance + its.variance);
      if (!(standardError > 0)) return none("There is no variance up to then.", estimate);
      return { ...named, estimate, standardError, lower: estimate - z * standardError, upper: estimate + z * standardError, pValue: Math.min(1, 2 * normalTail(Math.abs(estimate / standardError), { tail: "upper" })), reason: null };
    }),
  );
  return resultOf({
    method: `${scored === null ? "Means" : `Pseudo-score test of equal mean functions of recurrent events (Cook, Lawless and Nadeau) with the robust variance over participants around ${choices.variance === "pooled" ? "the pooled mean function" : "each group's own mean function"}; means`}${terminal ? " over everybody, death ending all events (Ghosh and Lin)," : ""} compared with ${base.group} at given times by robust standard errors, with ${percent(choices.level)} normal intervals.`,
    test: scored === null ? null : { statistic: scored.statistic, distribution: "chi-square" as const, degreesOfFreedom: scored.degreesOfFreedom, pValue: chiSquareTail(scored.statistic, scored.degreesOfFreedom, { tail: "upper" }) },
    groups: steps.map((one, at) => ({ group: one.group, participants: one.people.length, events: one.events.reduce((sum, events) => sum + events, 0), expected: scored === null ? null : (scored.expected[at] as number) })),
    differences, level: choices.level, missing, warnings: [...warnings, ...(hasDeaths && !terminal ? ["Deaths are taken as the end of observation: rates among those alive are compared."] : [])],
  });
}
