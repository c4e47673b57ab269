/** Randomisation tests, by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { rValue } from "../../form/r-script.ts";
import { randomisationColumns, randomisationOptions, randomisationSteps } from "./test-randomisation.ts";

const statistics = {
  "mean-difference": "function(one) mean(d$outcome[one]) - mean(d$outcome[!one])",
  "proportion-difference": "function(one) mean(d$outcome[one]) - mean(d$outcome[!one])",
  "median-difference": "function(one) median(d$outcome[one]) - median(d$outcome[!one])",
  "rank-mean-difference": "function(one) mean(rank(d$outcome)[one]) - mean(rank(d$outcome)[!one])",
  "log-rank": "function(one) { event <- if (is.null(d$event)) rep(1, nrow(d)) else d$event; s <- survdiff(Surv(d$outcome, event) ~ one); s$obs[2] - s$exp[2] }",
} as const;

export const randomisationMethods: readonly AnyMethod[] = [
  describeMethod({
    name: "randomisation-test",
    field: "small-trials",
    title: "The trial's difference among those of the allocations that its scheme might have made: all of them, or draws.",
    columns: randomisationColumns,
    options: randomisationOptions,
    example: { columns: { outcome: [0.713, -1.624, -0.207, -1.219, 1.931, 0.845, -0.672, 0.118], group: ["a", "a", "a", "a", "b", "b", "b", "b"] } },
    compute: randomisationSteps,
    inR: ({ options, has }) => ({
      packages: options.statistic === "log-rank" ? ["survival"] : [],
      lines: [
        `one <- as.character(d$group) != ${options.reference === null ? "sort(unique(as.character(d$group)))[1]" : rValue(options.reference)}`,
        `statistic <- ${statistics[options.statistic]}`,
        "seen <- statistic(one)",
        ...(has("stratum") || options.scheme !== "fixed-sizes"
          ? [`cell <- paste(${has("stratum") ? "d$stratum" : "rep(1, nrow(d))"})`, ...(options.scheme === "blocks" ? [`cell <- paste(cell, ave(seq_along(cell), cell, FUN = function(i) (seq_along(i) - 1) %/% ${options.blockSize}))`] : []), `set.seed(${options.seed % 2_147_483_647})`, `drawn <- replicate(${options.draws}, statistic(ave(one, cell, FUN = function(x) x[sample.int(length(x))]) == 1))`]
          : ["drawn <- apply(combn(length(one), sum(one)), 2, function(rows) statistic(seq_along(one) %in% rows))"]),
        `cat("statistic", seen, "p", mean(${options.alternative === "two-sided" ? "abs(drawn) >= abs(seen) - 1e-11" : options.alternative === "greater" ? "drawn >= seen - 1e-11" : "drawn <= seen + 1e-11"}), "\\n")`,
      ],
      ...(options.scheme === "coin" || options.scheme === "minimisation" ? { differs: `Sizes are fixed here: the scheme ${options.scheme} is not repeated.` } : has("stratum") || options.scheme === "blocks" ? { differs: "Allocations are drawn." } : {}),
    }),
  }),
];
