/** Parametric survival regression in R: `survreg` of `survival`, which comes with R. */
import type { OptionFields, ReadOptions } from "../../form/option-fields.ts";
import { type RCode, type RCodeGiven, rName, rVector } from "../../form/r-script.ts";
import type { parametricOptions, parametricPredictionOptions, parametricResidualOptions } from "./parametric-options.ts";

type Given<Fields extends OptionFields> = RCodeGiven<ReadOptions<Fields>>;
const packages = ["survival"];
const names = { "weibull": "weibull", "exponential": "exponential", "log-normal": "lognormal", "log-logistic": "loglogistic" } as const;

function fitted({ has, columns }: Pick<Given<OptionFields>, "has" | "columns">, distribution: keyof typeof names, robust: boolean): string[] {
  const terms = [...Object.keys((columns["covariates"] ?? {}) as object).map(rName), ...(has("offset") ? ["offset(offset)"] : []), ...(has("stratum") && distribution !== "exponential" ? ["strata(stratum)"] : [])];
  return [
    ...(terms.length > 0 && has("covariates") ? ["d <- cbind(d, covariates)"] : []),
    ...(has("weight") ? ["all <- d", "d <- d[d$weight > 0, , drop = FALSE]"] : ["all <- d"]),
    has("until") ? 'd$y <- Surv(ifelse(d$time == 0, NA, d$time), ifelse(d$event == 0, NA, d$until), type = "interval2")' : "d$y <- Surv(d$time, d$event)",
    `f <- survreg(y ~ ${terms.length === 0 ? "1" : terms.join(" + ")}, d, dist = "${names[distribution]}"${has("weight") ? ", weights = weight" : ""}${has("cluster") ? ", cluster = cluster, robust = TRUE" : robust ? ", robust = TRUE" : ""}, control = survreg.control(rel.tolerance = 1e-13, maxiter = 200))`,
  ];
}
const lateEntry = (has: (column: string) => boolean) => (has("start") ? { differs: "survreg knows no late entry: what is printed is without it." } : {});

export const parametricInR = (given: Given<typeof parametricOptions>): RCode => ({ packages, lines: [...fitted(given, given.options.distribution, given.options.variance === "robust"), "print(summary(f), digits = 10)", "print(sqrt(diag(vcov(f))), digits = 10)", "print(f$loglik, digits = 10)", "print(f$scale, digits = 10)"], ...lateEntry(given.has) });
export const parametricResidualsInR = (given: Given<typeof parametricResidualOptions>): RCode => ({ packages, lines: [...fitted(given, given.options.distribution, false), 'print(unname(residuals(f, type = "response")))', 'print(unname(residuals(f, type = "deviance")))', ...(given.has("until") ? [] : ['u <- (log(d$time) - f$linear.predictors) / f$scale', `print(${{ "weibull": "exp(u)", "exponential": "exp(u)", "log-normal": "-pnorm(u, lower.tail = FALSE, log.p = TRUE)", "log-logistic": "-plogis(u, lower.tail = FALSE, log.p = TRUE)" }[given.options.distribution]})`])], ...lateEntry(given.has) });
export const parametricPredictionsInR = (given: Given<typeof parametricPredictionOptions>): RCode => ({
  packages,
  lines: [...fitted(given, given.options.distribution, given.options.variance === "robust"), `told <- ${given.has("predict") ? "all[all$predict == 1, , drop = FALSE]" : "all"}`, `print(predict(f, newdata = told, type = "quantile", p = ${rVector(given.options.quantiles ?? [0.5])}, se.fit = TRUE))`],
  ...(given.options.times === null ? lateEntry(given.has) : { differs: "survreg predicts no survival at times: quantiles are printed." }),
});
