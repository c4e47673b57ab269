/** Wilcoxon's tests, by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { splitInR } from "../comparisons/methods.ts";
import { rValue } from "../../form/r-script.ts";
import { twoGroupColumns } from "../comparisons/mean-options.ts";
import { compareRanks, rankSumOptions } from "./compare-ranks.ts";
import { compareSignedRanks, signedRankColumns, signedRankOptions } from "./compare-signed-ranks.ts";

const field = "small-trials";

export const rankMethods: readonly AnyMethod[] = [
  describeMethod({
    name: "wilcoxon-rank-sum",
    field,
    title: "Wilcoxon's rank-sum test, exact with ties too, and Hodges and Lehmann's shift with its interval.",
    columns: twoGroupColumns,
    options: rankSumOptions,
    example: { columns: { outcome: [0.801, 0.834, 1.892, 1.043, 1.457, 1.156, 0.882, 0.905, 0.741, 1.213], group: ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b"] } },
    compute: compareRanks,
    inR: ({ options }) => ({
      packages: options.distribution === "normal" || options.distribution === "normal-corrected" ? [] : ["coin"],
      lines: [
        ...splitInR(options.reference),
        ...(options.distribution === "normal" || options.distribution === "normal-corrected"
          ? [`print(wilcox.test(x, y, mu = ${rValue(options.hypothesis)}, alternative = "${options.alternative.replace("-", ".")}", exact = FALSE, correct = ${options.distribution === "normal" ? "FALSE" : "TRUE"}, conf.int = TRUE, conf.level = ${options.level}, tol.root = 1e-10))`]
          : [`value <- c(x - ${rValue(options.hypothesis)}, y)`, 'arm <- factor(rep(c("x", "y"), c(length(x), length(y))))', `test <- wilcox_test(value ~ arm, alternative = "${options.alternative.replace("-", ".")}", distribution = "exact")`, "print(test); print(variance(test))", "differences <- sort(outer(x, y, `-`))", `q <- qwilcox(${options.alternative === "two-sided" ? (1 - options.level) / 2 : 1 - options.level}, length(x), length(y))`, `if (q > 0) cat("level reached", 1 - ${options.alternative === "two-sided" ? 2 : 1} * pwilcox(q - 1, length(x), length(y)), "\\n")`, "cat(\"shift\", median(differences), if (q > 0) c(differences[q], rev(differences)[q]), \"\\n\")"]),
      ],
      ...(options.twoSided === "doubled" ? { differs: "The exact two-sided p-value is by distance from the mean." } : {}),
    }),
  }),
  describeMethod({
    name: "wilcoxon-signed-rank",
    field,
    title: "Wilcoxon's signed-rank test of paired differences, exact with ties and zeros too, and the pseudomedian with its interval.",
    columns: signedRankColumns,
    options: signedRankOptions,
    example: { columns: { before: [1.8314, 0.5021, 1.6233, 2.4847, 1.6852, 1.8876, 1.5589, 3.0611, 1.3062], after: [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29] } },
    compute: compareSignedRanks,
    inR: ({ options, has }) => ({
      packages: ["coin"],
      lines: [
        `difference <- d$after${has("before") ? " - d$before" : ""}`,
        `moved <- difference - ${rValue(options.hypothesis)}`,
        `print(wilcoxsign_test(moved ~ rep(0, length(moved)), zero.method = "${options.zeros === "pratt" ? "Pratt" : "Wilcoxon"}", alternative = "${options.alternative.replace("-", ".")}", distribution = ${options.distribution === "normal" || options.distribution === "normal-corrected" ? '"asymptotic"' : '"exact"'}))`,
        "averages <- outer(difference, difference, `+`) / 2",
        "averages <- sort(averages[!upper.tri(averages)])",
        "n <- length(difference)",
        `q <- qsignrank(${options.alternative === "two-sided" ? (1 - options.level) / 2 : 1 - options.level}, n)`,
        'cat("pseudomedian", median(averages), if (q > 0) c(averages[q], rev(averages)[q]), "\\n")',
        `if (q > 0) cat("level reached", 1 - ${options.alternative === "two-sided" ? 2 : 1} * psignrank(q - 1, n), "\\n")`,
      ],
      ...(options.distribution === "normal-corrected" ? { differs: "The normal approximation is without correction for continuity." } : {}),
    }),
  }),
];
