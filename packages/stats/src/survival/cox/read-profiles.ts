/** Covariate values for which a curve is wanted, written as `age=50; arm=b; stratum=north`. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { CoxData } from "./cox-data.ts";

export interface CoxProfile {
  readonly name: string;
  /** On the standardised scale of the data. */
  readonly values: Float64Array;
  /** Offset less the mean offset. */
  readonly offset: number;
  /** `null`: each stratum. */
  readonly stratum: string | null;
}

/**
 * Profiles on the scale of the data. Without any: the mean of each column of the model, that is, for indicators, of none who lives.
 * Throws StatisticRefusal `unknown-choice` for what is no covariate, category or stratum, `missing-column` for a covariate without
 * a value, `not-a-number`.
 */
export function readProfiles(data: CoxData, given: readonly string[] | null): readonly CoxProfile[] {
  if (given === null) return [{ name: "mean", values: new Float64Array(data.terms.length), offset: 0, stratum: null }];
  return given.map((text, at) => readProfile(data, text, `profiles.${at + 1}`));
}

function readProfile(data: CoxData, text: string, path: string): CoxProfile {
  const { terms, means, spreads, references, strata } = data;
  const covariates = new Set(terms.map(({ covariate }) => covariate ?? ""));
  const found = new Map<string, string>();
  for (const part of text.split(";")) {
    const cut = part.indexOf("=");
    const name = part.slice(0, cut).trim();
    if (cut < 0 || found.has(name) || !(covariates.has(name) || name === "stratum" || name === "offset")) throw new StatisticRefusal("unknown-choice", path, `${JSON.stringify(part.trim())} is no covariate with a value, or stands there twice.`, `Write as ${[...covariates].map((one) => `${one}=…`).join("; ")}.`);
    found.set(name, part.slice(cut + 1).trim());
  }
  for (const name of covariates) if (!found.has(name)) throw new StatisticRefusal("missing-column", path, `There is no value of ${name}.`, "Give one for each covariate.");
  const values = Float64Array.from(terms, ({ covariate, category }, at) => {
    const value = found.get(covariate ?? "") ?? "";
    const categories = [references[covariate ?? ""], ...terms.flatMap((one) => (one.covariate === covariate ? [one.category] : []))];
    if (category !== null && !categories.includes(value)) throw new StatisticRefusal("unknown-choice", path, `${JSON.stringify(value)} is no category of ${covariate ?? ""}.`, `Choose one of ${categories.join(", ")}.`);
    const number = category === null ? numberOf(value, path) : value === category ? 1 : 0;
    return (number - (means[at] as number)) / (spreads[at] as number);
  });
  const stratum = covariates.has("stratum") ? null : (found.get("stratum") ?? null);
  if (stratum !== null && !strata.includes(stratum)) throw new StatisticRefusal("unknown-choice", path, `There is no stratum ${JSON.stringify(stratum)}.`, `Choose one of ${strata.join(", ")}.`);
  const offset = !covariates.has("offset") && found.has("offset") ? numberOf(found.get("offset") ?? "", path) : 0;
  return { name: text, values, offset: offset - data.offsetMean, stratum };
}

function numberOf(text: string, path: string): number {
  const value = text === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new StatisticRefusal("not-a-number", path, `${JSON.stringify(text)} is not a number.`, "Give a finite number.");
  return value;
}
