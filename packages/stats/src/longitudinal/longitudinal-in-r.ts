/** Code in R that repeats mixed models. */
import type { OptionFields, ReadOptions } from "../form/option-fields.ts";
import { type RCode, type RCodeGiven, rName, rValue, rVector } from "../form/r-script.ts";
import type { CovarianceStructure } from "./covariance-structures.ts";
import { namesOfInteraction } from "./fixed-design.ts";
import type { mixedOptions } from "./mixed-options.ts";
import type { mmrmOptions } from "./mmrm-options.ts";

type Given<Fields extends OptionFields> = RCodeGiven<ReadOptions<Fields>>;

const covariateNames = (columns: Readonly<Record<string, unknown>>): readonly string[] => Object.keys((columns["covariates"] as object | undefined) ?? {});

const correlations: Readonly<Record<CovarianceStructure, string | null>> = {
  "unstructured": "corSymm(form = ~ visit.place | participant)",
  "ar1": "corAR1(form = ~ visit.place | participant)",
  "ar1-heterogeneous": "corAR1(form = ~ visit.place | participant)",
  "compound-symmetry": "corCompSymm(form = ~ 1 | participant)",
  "compound-symmetry-heterogeneous": "corCompSymm(form = ~ 1 | participant)",
  "toeplitz": null,
  "toeplitz-heterogeneous": null,
};

/** `nlme::gls`; it has no Toeplitz covariance and no Kenward-Roger, which package mmrm has. */
export function mmrmInR({ options, has, columns }: Given<typeof mmrmOptions>): RCode {
  const { covariance, visits, arms, armByVisit, crossedWithVisit, estimation, level, degreesOfFreedom } = options;
  const given = Array.from((columns["visit"] ?? []) as ArrayLike<unknown>, String);
  const order = visits ?? (given.every((one) => Number.isFinite(Number(one))) ? [...new Set(given)].toSorted((one, other) => Number(one) - Number(other)) : null);
  const names = covariateNames(columns).map(rName);
  const effects = [...(has("arm") ? ["arm"] : []), "visit", ...names, ...(has("arm") && armByVisit ? ["arm:visit"] : []), ...(crossedWithVisit ?? []).map((name) => `${rName(name)}:visit`)].join(" + ");
  const heterogeneous = covariance === "unstructured" || covariance.endsWith("heterogeneous");
  const correlation = correlations[covariance];
  const frame = [
    ...(has("covariates") ? ["d <- cbind(d, covariates)"] : []),
    `d$visit <- factor(d$visit${order === null ? "" : `, levels = ${rVector(order)}`}); d$visit.place <- as.integer(d$visit)`,
    "d$participant <- factor(d$participant)",
    ...(has("arm") ? [`d$arm <- factor(d$arm${arms === null ? "" : `, levels = ${rVector(arms)}`})`] : []),
  ];
  if (correlation === null || has("covarianceGroup")) {
    const group = has("covarianceGroup") ? "covarianceGroup / participant" : "participant";
    const call = { "toeplitz": "toep", "toeplitz-heterogeneous": "toeph", "unstructured": "us", "ar1": "ar1", "ar1-heterogeneous": "ar1h", "compound-symmetry": "cs", "compound-symmetry-heterogeneous": "csh" }[covariance];
    return {
      packages: ["mmrm", "emmeans"],
      lines: [...frame, ...(has("covarianceGroup") ? ["d$covarianceGroup <- factor(d$covarianceGroup)"] : []), `fit <- mmrm(outcome ~ ${effects} + ${call}(visit | ${group}), data = d, reml = ${estimation === "reml" ? "TRUE" : "FALSE"}, method = "Satterthwaite")`, "print(summary(fit))", `print(emmeans(fit, ~ ${has("arm") ? "arm | visit" : "visit"}, cov.keep = FALSE, level = ${level}))`],
      differs: "Packages that come with R have no such covariance: this needs the package mmrm.",
    };
  }
  return {
    packages: ["nlme", "emmeans"],
    lines: [
      ...frame,
      `fit <- gls(outcome ~ ${effects}, data = d, correlation = ${correlation}${heterogeneous ? ", weights = varIdent(form = ~ 1 | visit)" : ""}, method = "${estimation === "reml" ? "REML" : "ML"}", control = glsControl(maxIter = 500, msMaxIter = 500, tolerance = 1e-10, msTol = 1e-12))`,
      'cat("minus two log-likelihood", -2 * as.numeric(logLik(fit)), "\\n")',
      "print(summary(fit)$tTable)",
      `means <- emmeans(fit, ~ ${has("arm") ? "arm | visit" : "visit"}, cov.keep = FALSE, level = ${level}, mode = "df.error", data = d)`,
      "print(means)",
      ...(has("arm") ? ['print(contrast(means, "trt.vs.ctrl"))'] : []),
    ],
    differs: `gls has residual degrees of freedom only, so that limits and p-values differ${degreesOfFreedom.startsWith("kenward") ? ", and no Kenward-Roger covariance, so that standard errors differ, too" : ""}; its search ends sooner, in the sixth digit of standard errors.`,
  };
}

/** lme4 with lmerTest, and pbkrtest for Kenward and Roger. */
export function mixedModelInR({ options, has, columns }: Given<typeof mixedOptions>): RCode {
  const { random, estimation, interactions, references, degreesOfFreedom, level } = options;
  const names = covariateNames(columns).map(rName);
  const crossed = (interactions ?? []).map((word) => namesOfInteraction(word).map(rName).join(":"));
  const effects = [...(has("time") ? ["time"] : []), ...names, ...crossed];
  const part = { "intercept": "(1 | participant)", "intercept-and-slope": "(time | participant)", "uncorrelated-intercept-and-slope": "(time || participant)" }[random];
  const degrees = degreesOfFreedom === "kenward-roger" ? "Kenward-Roger" : "Satterthwaite";
  return {
    packages: ["lme4", "lmerTest"],
    lines: [
      ...(has("covariates") ? ["d <- cbind(d, covariates)"] : []),
      ...(references ?? []).map((word) => word.split("=").map((piece) => piece.trim())).map(([name = "", category = ""]) => `d[[${rValue(name)}]] <- relevel(factor(d[[${rValue(name)}]]), ref = ${rValue(category)})`),
      `fit <- lmer(outcome ~ ${[...effects, part].join(" + ")}, data = d, REML = ${estimation === "reml" ? "TRUE" : "FALSE"}, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5)))`,
      `print(coef(summary(fit, ddf = "${degrees}")))`,
      "print(VarCorr(fit), comp = c(\"Variance\", \"Std.Dev.\"))",
      'cat("minus two log-likelihood", -2 * as.numeric(logLik(fit)), "\\n")',
      "print(ranef(fit)$participant)",
      ...(options.profileIntervals ? [`print(confint(fit, level = ${level}, oldNames = FALSE))`] : []),
    ],
    ...(degreesOfFreedom === "kenward-roger" ? { differs: "lmerTest asks pbkrtest for Kenward and Roger, which takes the expected information." } : options.profileIntervals && estimation === "reml" ? { differs: "lme4 profiles the full likelihood, whatever the fit." } : {}),
  };
}
