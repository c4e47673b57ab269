/** Cox regression in R: the formula and the fit that its scripts share. */
import { type RCodeGiven, rName, rVector } from "../../form/r-script.ts";

type Given = Pick<RCodeGiven<unknown>, "has" | "columns">;

/** Lines that end with `fit`, run to its end as here. */
export function coxInR({ has, columns }: Given, ties: string, variance: "model" | "robust" | null, timeTolerance: number): string[] {
  const names = Object.keys((columns["covariates"] ?? {}) as object);
  const terms = [...names.map((name) => rName(name)), ...(has("stratum") ? ["strata(stratum)"] : []), ...(has("offset") ? ["offset(offset)"] : [])];
  const surv = has("start") ? "Surv(start, time, event)" : "Surv(time, event)";
  const robust = variance === null ? has("cluster") : variance === "robust";
  const extra = [...(has("weight") ? ["weights = weight"] : []), ...(has("cluster") ? ["cluster = cluster"] : []), `robust = ${robust ? "TRUE" : "FALSE"}`];
  return [
    "rows <- data.frame(d, covariates, check.names = FALSE, stringsAsFactors = FALSE)",
    ...(has("weight") ? ["rows <- rows[rows$weight > 0, ]"] : []),
    `fit <- coxph(${surv} ~ ${terms.join(" + ")}, data = rows, ${extra.join(", ")}, ties = "${ties}",`,
    `  x = TRUE, model = TRUE, control = coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100, timefix = ${timeTolerance > 0 ? "TRUE" : "FALSE"}))`,
  ];
}

/** Profiles as a data frame `profiles`. */
export function profilesInR(texts: readonly string[]): string {
  const parsed = texts.map((text) => Object.fromEntries(text.split(";").map((part) => [part.slice(0, part.indexOf("=")).trim(), part.slice(part.indexOf("=") + 1).trim()])));
  const names = Object.keys(parsed[0] ?? {});
  const valuesOf = (name: string): (string | number)[] => {
    const values = parsed.map((one) => one[name] ?? "");
    return values.every((value) => value !== "" && Number.isFinite(Number(value))) ? values.map(Number) : values;
  };
  return `profiles <- data.frame(${names.map((name) => `${rName(name)} = ${rVector(valuesOf(name))}`).join(", ")}, check.names = FALSE)`;
}
