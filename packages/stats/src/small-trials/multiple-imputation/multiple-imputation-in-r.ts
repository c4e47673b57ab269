/** Multiple imputation in R: `mice`. */
import { type RCode, type RCodeGiven, rVector } from "../../form/r-script.ts";
import type { ReadOptions } from "../../form/option-fields.ts";
import type { imputedOptions } from "./imputation-options.ts";

export function multipleImputationInR({ options, has, columns }: RCodeGiven<ReadOptions<typeof imputedOptions>>): RCode {
  const { analysis, imputations, rounds, seed, matched, reference, donors, within, level } = options;
  const group = (name: string): string[] => (has(name) ? Object.keys(columns[name] as object) : []);
  const covariates = group("covariates");
  const names = ["outcome", "arm", ...covariates, ...group("auxiliary").map((name) => `auxiliary.${name}`)];
  const fit = analysis === "linear" ? "lm(model)" : "glm(model, binomial)";
  return {
    packages: ["mice"],
    lines: [
      `whole <- data.frame(outcome = d$outcome, arm = factor(d$arm)${has("covariates") ? ", covariates" : ""}${has("auxiliary") ? ", auxiliary = auxiliary" : ""}, check.names = FALSE)`,
      `names(whole) <- ${rVector(names)}`,
      ...(reference === null ? [] : [`whole$arm <- relevel(whole$arm, ${rVector([reference])})`]),
      "for (one in names(whole)) if (is.character(whole[[one]])) whole[[one]] <- factor(whole[[one]])",
      "binary <- sapply(whole, function(one) is.numeric(one) && setequal(one[!is.na(one)], 0:1))",
      'method <- ifelse(sapply(whole, function(one) is.factor(one) && nlevels(one) > 2), "polyreg", ifelse(binary | sapply(whole, is.factor), "logreg", "norm"))',
      ...((matched ?? []).length === 0 ? [] : [`method[${rVector((matched ?? []).map((one) => one.replace(/^covariates\./u, "")))}] <- "pmm"`]),
      'method[colSums(is.na(whole)) == 0] <- ""',
      "drawn <- whole; for (one in names(whole)[binary]) drawn[[one]] <- factor(drawn[[one]], 0:1)",
      "print(colSums(is.na(whole)))",
      `model <- outcome ~ ${["arm", ...covariates.map((name) => `\`${name}\``)].join(" + ")}`,
      `print(summary(${analysis === "linear" ? "lm(model, whole)" : "glm(model, binomial, whole, epsilon = 1e-14)"})$coefficients, digits = 10)`,
      `impute <- function(rows) mice(drawn[rows, ], m = ${imputations}, maxit = ${rounds}, method = method, seed = ${seed}, donors = ${donors}, printFlag = FALSE)`,
      within === "all" ? "made <- impute(seq_len(nrow(drawn)))" : "made <- Reduce(rbind, lapply(levels(drawn$arm), function(one) impute(drawn$arm == one)))",
      `fits <- lapply(seq_len(${imputations}), function(i) { one <- complete(made, i); for (name in names(whole)[binary]) one[[name]] <- as.numeric(as.character(one[[name]])); ${fit.replace("model", "model, data = one")} })`,
      `print(summary(pool(as.mira(fits)), conf.int = TRUE, conf.level = ${level}), digits = 10)`,
    ],
    differs: "Random draws differ: pooled estimates agree within the error of so many imputations. Complete cases agree to the digit. mice draws no coefficients for categories of more than two.",
  };
}
