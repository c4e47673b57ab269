/** Cumulative incidence that Fine and Gray's regression foretells. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { placeOf } from "../sort-numbers.ts";
import type { FineGrayRegression } from "./fit-fine-gray.ts";

export interface FineGrayPrediction {
  readonly linearPredictor: number;
  readonly times: readonly number[];
  /** At each time; `null` after the last time of the data, which `reason` says. */
  readonly incidence: readonly (number | null)[];
  readonly reason: string | null;
}

/**
 * 1 - exp(-L(t) exp(x'b)) for each profile of covariates, L the cumulative subdistribution hazard (Breslow), at the times asked for, or
 * at all times of the event. As `predict(crr)`.
 *
 * Throws StatisticRefusal `missing-column` for a covariate that a profile lacks, `unknown-choice` for a category that the data had not,
 * `not-a-number`.
 *
 * @example predictFineGray(fit, [{ age: 50 }], [1, 2, 5])[0].incidence
 */
export function predictFineGray({ baseline, coefficients, references }: FineGrayRegression, profiles: readonly Readonly<Record<string, number | string>>[], times: readonly number[] = [...baseline.times]): readonly FineGrayPrediction[] {
  const cumulative = new Float64Array(baseline.jumps.length);
  for (let at = 0, sum = 0; at < cumulative.length; at++) cumulative[at] = sum += baseline.jumps[at] as number;
  return profiles.map((profile, which) => {
    let linearPredictor = 0;
    for (const { term, covariate, category, estimate } of coefficients) {
      const path = `profiles.${which + 1}.${covariate ?? term}`;
      const value = profile[covariate ?? term];
      if (value === undefined) throw new StatisticRefusal("missing-column", path, "The profile lacks this covariate.", "Give a value for each covariate.");
      if (category === null) {
        if (typeof value !== "number" || !Number.isFinite(value)) throw new StatisticRefusal("not-a-number", path, `${String(value)} is not a finite number.`, "Give a number.");
        linearPredictor += estimate * value;
        continue;
      }
      const known = [references[covariate ?? ""], ...coefficients.filter((one) => one.covariate === covariate).map((one) => one.category)];
      if (!known.includes(String(value))) throw new StatisticRefusal("unknown-choice", path, `The data had no category ${JSON.stringify(value)}.`, `Choose one of ${known.join(", ")}.`);
      if (String(value) === category) linearPredictor += estimate;
    }
    const incidence = times.map((time) => {
      if (time > baseline.lastTime) return null;
      const place = placeOf(baseline.times, time);
      const hazard = cumulative[baseline.times[place] === time ? place : place - 1] ?? 0;
      return -Math.expm1(-hazard * Math.exp(linearPredictor));
    });
    return { linearPredictor, times, incidence, reason: incidence.includes(null) ? `Nothing is known after ${baseline.lastTime}.` : null };
  });
}
