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
    example: { columns: { outcome: [0.8, 0.83, 1.89, 1.04, 1.45, 1.15, 0.88, 0.9, 0.74, 1.21], group: ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b"] } },
    compute: compareRanks,
    inR: ({ options }) => ({
      packages: options.distribution === "normal" || options.distribution === "normal-corrected" ? [] : ["coin"],
      lines: [
        ...splitInR(options.reference),
        ...(options.distribution === "normal" || options.distribution === "normal-corrected"
          ? [`print(wilcox.test(x, y, mu = ${rValue(options.hypothesis)}, alternative = "${options.alternative}", exact = FALSE, correct = ${options.distribution === "normal" ? "FALSE" : "TRUE"}, conf.int = TRUE, conf.level = ${options.level}, tol.root = 1e-10))`]
          : [`value <- c(x - ${rValue(options.hypothesis)}, y)`, 'arm <- factor(rep(c("x", "y"), c(length(x), length(y))))', `print(wilcox_test(value ~ arm, alternative = "${options.alternative}", distribution = "exact"))`, "differences <- sort(outer(x, y, `-`))", `q <- qwilcox(${options.alternative === "two-sided" ? (1 - options.level) / 2 : 1 - options.level}, length(x), length(y))`, "cat(\"shift\", median(differences), if (q > 0) c(differences[q], rev(differences)[q]), \"\\n\")"]),
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
    example: { columns: { before: [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3], after: [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29] } },
    compute: compareSignedRanks,
    inR: ({ options, has }) => ({
      packages: ["coin"],
      lines: [
        `difference <- d$after${has("before") ? " - d$before" : ""}`,
        `moved <- difference - ${rValue(options.hypothesis)}`,
        `print(wilcoxsign_test(moved ~ rep(0, length(moved)), zero.method = "${options.zeros === "pratt" ? "Pratt" : "Wilcoxon"}", alternative = "${options.alternative}", distribution = ${options.distribution === "normal" || options.distribution === "normal-corrected" ? '"asymptotic"' : '"exact"'}))`,
        "averages <- outer(difference, difference, `+`) / 2",
        "averages <- sort(averages[!upper.tri(averages)])",
        'cat("pseudomedian", median(averages), "\\n")',
      ],
      ...(options.distribution === "normal-corrected" ? { differs: "The normal approximation is without correction for continuity." } : {}),
    }),
  }),
];
