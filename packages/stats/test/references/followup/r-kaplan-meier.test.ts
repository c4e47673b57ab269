import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/kaplan-meier.json" with { type: "json" };
import { estimateFollowUp } from "../../../src/survival/follow-up-time.ts";
import { estimateKaplanMeier, type SurvivalCurve } from "../../../src/survival/kaplan-meier.ts";
import { estimateNelsonAalen } from "../../../src/survival/nelson-aalen.ts";
import type { LimitScale } from "../../../src/survival/survival-limits.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround } from "../../ground.ts";
import { columnsOfSet, type ReferenceSet, type SetColumns } from "./survival-sets.ts";

type Figures = readonly (number | null)[];
interface Quantiles {
  readonly time: Figures;
  readonly lower: Figures;
  readonly upper: Figures;
}
interface Expected {
  readonly size: number;
  readonly keep: readonly number[] | number;
  readonly times: Figures;
  readonly atRisk: Figures;
  readonly events: Figures;
  readonly censored: Figures;
  readonly survival: Figures;
  readonly standardError: Figures;
  readonly tsiatis: Figures;
  readonly limits: Readonly<Record<LimitScale, { readonly lower: Figures; readonly upper: Figures; readonly quantiles: Quantiles }>>;
  readonly hazard: Figures;
  readonly hazardError: Figures;
  readonly hazardBinomial: Figures;
  readonly flemingHarrington: Figures;
  readonly flemingHarringtonError: Figures;
  readonly atTimes: { readonly times: readonly number[]; readonly atRisk: Figures | null; readonly survival: Figures };
  readonly restricted: { readonly ends: readonly number[]; readonly mean: Figures; readonly error: Figures };
  readonly reverse: { readonly median: Figures; readonly lower: Figures; readonly upper: Figures } | null;
}
interface Set extends ReferenceSet {
  readonly pooled: Expected;
  readonly groups: Readonly<Record<string, Expected>>;
  readonly tolerant: Expected | null;
}
const scales: readonly LimitScale[] = ["log", "plain", "log-log", "logit", "arcsine"];
const source = `${reference.made}: survfit`;
const tolerance = 1e-12;

/** Each figure that R tells; where R tells none the library may hold a limit that says nothing. */
function holds(what: string, name: string, actual: ArrayLike<number | null>, expected: Figures, allowed = tolerance): void {
  for (const [at, figure] of expected.entries()) {
    if (figure !== null) checkFigure({ method: what, source }, `${name}, ${at + 1}`, actual[at] ?? Number.NaN, figure, allowed * Math.max(1, Math.abs(figure)));
  }
}

function holdsCurve(name: string, columns: Omit<SetColumns, "group" | "stratum">, expected: Expected, timeTolerance = 0): void {
  const keep = typeof expected.keep === "number" ? [expected.keep] : expected.keep;
  const kept = (values: Float64Array): number[] => keep.map((at) => values[at] ?? Number.NaN);
  for (const interval of scales) {
    const { atTimes, restricted } = expected;
    const [curve] = estimateKaplanMeier(columns, { interval, quantiles: reference.probabilities, times: atTimes.times, timeTolerance }).curves as readonly [SurvivalCurve];
    const limits = expected.limits[interval];
    holds(`Kaplan-Meier, ${interval} limits`, `lower, ${name}`, kept(curve.lower), limits.lower);
    holds(`Kaplan-Meier, ${interval} limits`, `upper, ${name}`, kept(curve.upper), limits.upper);
    for (const key of ["time", "lower", "upper"] as const) {
      expect(curve.quantiles.map((one) => one[key] === null), `${key} of quantiles told, ${name}, ${interval}`).toEqual(limits.quantiles[key].map((one) => one === null));
      holds(`quantiles of time, ${interval}`, `${key}, ${name}`, curve.quantiles.map((one) => one[key]), limits.quantiles[key]);
    }
    if (interval !== "log") continue;
    expect(curve.times.length, name).toBe(expected.size);
    for (const key of ["times", "atRisk", "events", "censored", "survival", "standardError"] as const) holds(`Kaplan-Meier, ${key}`, name, kept(curve[key]), expected[key]);
    if (atTimes.atRisk !== null) holds("numbers at risk at given times", name, curve.atTimes.map((one) => one.atRisk), atTimes.atRisk);
    holds("survival at given times", name, curve.atTimes.map((one) => one.survival), atTimes.survival);
    for (const [at, end] of restricted.ends.entries()) {
      const { restrictedMean } = estimateKaplanMeier(columns, { restrictAt: end, timeTolerance }).curves[0] as SurvivalCurve;
      checkFigure({ method: "restricted mean", source: `${reference.made}: survmean` }, `${name}, to ${end}`, restrictedMean.estimate ?? Number.NaN, restricted.mean[at] ?? Number.NaN, tolerance, { relative: true });
      checkFigure({ method: "restricted mean, standard error", source: `${reference.made}: survmean` }, `${name}, to ${end}`, restrictedMean.standardError ?? Number.NaN, restricted.error[at] ?? Number.NaN, 1e-11, { relative: true });
    }
  }
  holds("Kaplan-Meier, Tsiatis' variance", name, kept((estimateKaplanMeier(columns, { variance: "tsiatis", timeTolerance }).curves[0] as SurvivalCurve).standardError), expected.tsiatis);
  const hazards = (["poisson", "binomial"] as const).map((variance) => estimateNelsonAalen(columns, { variance, timeTolerance }).curves[0]);
  const none = new Float64Array(0);
  holds("Nelson-Aalen", name, kept(hazards[0]?.cumulativeHazard ?? none), expected.hazard);
  holds("Nelson-Aalen, standard error", name, kept(hazards[0]?.standardError ?? none), expected.hazardError);
  holds("Nelson-Aalen, binomial standard error", name, kept(hazards[1]?.standardError ?? none), expected.hazardBinomial);
  const tied = estimateNelsonAalen(columns, { ties: "fleming-harrington", timeTolerance }).curves[0];
  holds("Fleming-Harrington hazard", name, kept(tied?.cumulativeHazard ?? none), expected.flemingHarrington);
  holds("Fleming-Harrington hazard, standard error", name, kept(tied?.standardError ?? none), expected.flemingHarringtonError);
  if (expected.reverse === null) return;
  const median = estimateFollowUp(columns, { timeTolerance }).groups[0]?.median;
  for (const [key, figure] of [["time", expected.reverse.median[0]], ["lower", expected.reverse.lower[0]], ["upper", expected.reverse.upper[0]]] as const) {
    expect(median?.[key] ?? null, `follow-up, ${key}, ${name}`).toEqual(figure === null ? null : expect.any(Number));
    holds("median follow-up", `${key}, ${name}`, [median?.[key] ?? null], [figure ?? null]);
  }
}

describe("survival curves and cumulative hazards against R", () => {
  for (const set of reference.sets as unknown as readonly Set[]) {
    test.skipIf(set.file !== undefined && !hasGround)(`of ${set.name}`, () => {
      const { group, stratum: _stratum, ...columns } = columnsOfSet(set);
      holdsCurve(set.name, columns, set.pooled);
      if (set.tolerant !== null) holdsCurve(`${set.name}, near ones tied`, columns, set.tolerant, Math.sqrt(Number.EPSILON));
      if (group === undefined) return;
      const all = estimateKaplanMeier({ ...columns, group });
      expect(all.curves.map((curve) => curve.group).toSorted()).toEqual(Object.keys(set.groups).toSorted());
      for (const [name, expected] of Object.entries(set.groups)) {
        const rows = group.flatMap((one, at) => (one === name ? [at] : []));
        const part = Object.fromEntries(Object.entries(columns).map(([key, values]) => [key, rows.map((at) => values[at] ?? null)])) as unknown as typeof columns;
        holdsCurve(`${set.name}, ${name}`, part, expected);
        // Apart or side by side, a group has the same curve.
        expect(all.curves.find((curve) => curve.group === name)?.survival).toEqual(estimateKaplanMeier(part).curves[0]?.survival);
      }
    });
  }
});
