/** Cox regression by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { concordanceColumns, concordanceOptions, coxConcordanceOptions, estimateConcordance, estimateCoxConcordance } from "./concordance.ts";
import { coxColumns, coxOptions, coxResidualOptions } from "./cox-options.ts";
import { deriveCoxResiduals } from "./cox-residuals.ts";
import { coxSteps } from "./fit-cox.ts";
import { coxInR, profilesInR } from "./in-r.ts";
import { coxCurveOptions, predictCoxCurves } from "./predict-cox-curves.ts";
import { proportionalHazardsOptions, testProportionalHazards } from "./proportional-hazards.ts";

const field = "survival";
const packages = ["survival"];
const outcome = { time: [4, 9, 6, 2, 7, 5, 8, 3], event: [1, 0, 1, 1, 1, 0, 1, 1] };
const columns = { ...outcome, covariates: { age: [60, 45, 52, 50, 61, 48, 49, 66] } };

export const coxMethod = describeMethod({
  name: "cox-regression",
  field,
  title: "Hazard ratios of several covariates, with strata, intervals, weights and clusters where wanted.",
  columns: coxColumns,
  options: coxOptions,
  example: { columns, options: { ties: "efron" } },
  compute: coxSteps,
  inR: (given) => ({
    packages,
    lines: [...coxInR(given, given.options.ties, given.options.variance, given.options.timeTolerance), `print(summary(fit, conf.int = ${given.options.level}), digits = 10)`, "print(fit$loglik)", "print(vcov(fit))"],
    plot: [
      `limits <- exp(confint(fit, level = ${given.options.level})); ratio <- exp(coef(fit)); y <- rev(seq_along(ratio))`,
      'plot(ratio, y, log = "x", xlim = range(limits, 1), yaxt = "n", pch = 15, xlab = "Hazard ratio", ylab = "")',
      "axis(2, y, names(ratio), las = 1); segments(limits[, 1], y, limits[, 2], y); abline(v = 1)",
    ],
  }),
});

export const coxResidualMethod = describeMethod({
  name: "cox-residuals",
  field,
  title: "Martingale, deviance, score, dfbeta, Schoenfeld and scaled Schoenfeld residuals of Cox regression.",
  columns: coxColumns,
  options: coxResidualOptions,
  example: { columns },
  compute: deriveCoxResiduals,
  inR: (given) => ({ packages, lines: [...coxInR(given, given.options.ties, "model", given.options.timeTolerance), 'for (type in c("martingale", "deviance", "score", "dfbeta", "dfbetas", "schoenfeld", "scaledsch")) print(residuals(fit, type))'] }),
});

export const coxCurveMethod = describeMethod({
  name: "cox-curves",
  field,
  title: "Curves of survival and cumulative hazard that Cox regression foretells for given covariates.",
  columns: coxColumns,
  options: coxCurveOptions,
  example: { columns, options: { profiles: ["age=50", "age=60"], times: [0, 5] } },
  compute: predictCoxCurves,
  inR: (given) => {
    const { ties, variance, timeTolerance, profiles, hazard, survival, interval, level } = given.options;
    const newdata = profiles === null ? "" : "profiles, ";
    return {
      packages,
      lines: [
        ...coxInR(given, ties, variance, timeTolerance), ...(profiles === null ? [] : [profilesInR(profiles)]),
        `curves <- survfit(fit, ${newdata}ctype = ${(hazard ?? ties) === "efron" ? 2 : 1}, stype = ${survival === "exponential" ? 2 : 1}, conf.type = "${interval}", conf.int = ${level}, censor = FALSE)`,
        "print(summary(curves))", "print(curves$surv); print(curves$cumhaz); print(curves$std.err); print(curves$lower); print(curves$upper)",
      ],
      plot: ['plot(curves, xlab = "Time", ylab = "Survival")'],
      ...(profiles === null || survival === "product" ? { differs: "Without profiles R takes covariates of 0 and 1 as 0, not their mean; with stype = 1 its errors depend on the zero of the covariates, and differ from Breslow's." } : {}),
    };
  },
});

export const proportionalHazardsMethod = describeMethod({
  name: "proportional-hazards",
  field,
  title: "Test of proportional hazards in Cox regression, for each covariate and all.",
  columns: coxColumns,
  options: proportionalHazardsOptions,
  example: { columns },
  compute: testProportionalHazards,
  inR: (given) => ({ packages, lines: [...coxInR(given, given.options.ties, "model", given.options.timeTolerance), `test <- cox.zph(fit, "${given.options.transform}")`, "print(test$table)"], plot: ["plot(test)"] }),
});

const concordanceLines = (level: number): string[] => ["print(c$concordance)", "print(sqrt(c$var))", `print(pmin(1, pmax(0, c$concordance + c(-1, 1) * qnorm(1 - (1 - ${level}) / 2) * sqrt(c$var))))`, "print(c$count)"];
const pairsInR = (pairWeight: string, upTo: number | null): string => `reverse = TRUE, timewt = "${pairWeight}"${upTo === null ? "" : `, ymax = ${upTo}`}`;

export const concordanceMethod = describeMethod({
  name: "concordance",
  field,
  title: "Concordance of a score with the time to an event: Harrell's, or with weights such as Uno's.",
  columns: concordanceColumns,
  options: concordanceOptions,
  example: { columns: { ...outcome, score: [52, 45, 60, 61, 50, 48, 49, 66] } },
  compute: estimateConcordance,
  inR: ({ options, has }) => ({
    packages,
    lines: [
      `c <- concordance(${has("start") ? "Surv(start, time, event)" : "Surv(time, event)"} ~ score${has("stratum") ? " + strata(stratum)" : ""}, data = d, ${has("weight") ? "weights = weight, " : ""}${has("cluster") ? "cluster = cluster, " : ""}${pairsInR(options.pairWeight, options.upTo)}, timefix = ${options.timeTolerance > 0 ? "TRUE" : "FALSE"}, keepstrata = FALSE)`,
      ...concordanceLines(options.level),
    ],
  }),
});

export const coxConcordanceMethod = describeMethod({
  name: "cox-concordance",
  field,
  title: "Concordance of the linear predictor of Cox regression with the time to the event.",
  columns: coxColumns,
  options: coxConcordanceOptions,
  example: { columns: { ...outcome, covariates: { age: [52, 45, 60, 61, 50, 48, 49, 66] } } },
  compute: estimateCoxConcordance,
  inR: (given) => ({
    packages,
    lines: [...coxInR(given, given.options.ties, null, given.options.timeTolerance), `c <- concordance(fit, timewt = "${given.options.pairWeight}"${given.options.upTo === null ? "" : `, ymax = ${given.options.upTo}`})`, ...concordanceLines(given.options.level)],
  }),
});

export const coxMethods: readonly AnyMethod[] = [coxMethod, coxResidualMethod, coxCurveMethod, proportionalHazardsMethod, concordanceMethod, coxConcordanceMethod];
