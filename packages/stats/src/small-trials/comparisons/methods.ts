/** Comparisons of means and variances, by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { rValue } from "../../form/r-script.ts";
import { adjustedColumns, adjustedOptions, compareAdjustedMeans } from "./compare-adjusted-means.ts";
import { compareMeans, compareMeanSummaries } from "./compare-means.ts";
import { compareVariances } from "./compare-variances.ts";
import { oneGroupColumns, oneMeanOptions, pairedColumns, summaryColumns, summaryOptions, twoGroupColumns, twoMeansOptions, varianceRatioOptions } from "./mean-options.ts";
import { comparePairedMeans, testMean } from "./test-mean.ts";

const field = "small-trials";
const two = { outcome: [0.7, -1.6, -0.2, -1.2, -0.1, 1.9, 0.8, 1.1, 0.1, -0.1], group: ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b"] };
/** R's lines that put the two groups into x and y, the reference last. */
export const splitInR = (reference: string | null): readonly string[] => [
  "group <- as.character(d$group)",
  `reference <- ${reference === null ? "sort(unique(group))[1]" : rValue(reference)}`,
  "x <- d$outcome[group != reference]",
  "y <- d$outcome[group == reference]",
];
const shared = ({ hypothesis, alternative, level }: { readonly hypothesis: number; readonly alternative: string; readonly level: number }, name: string): string => `${name} = ${rValue(hypothesis)}, alternative = "${alternative.replace("-", ".")}", conf.level = ${level}`;

export const comparisonMethods: readonly AnyMethod[] = [
  describeMethod({ name: "t-test", field, title: "Two means compared by Welch's or Student's t, with the interval of the difference and Hedges' g.", columns: twoGroupColumns, options: twoMeansOptions, example: { columns: two }, compute: compareMeans, inR: ({ options }) => ({ packages: [], lines: [...splitInR(options.reference), `print(t.test(x, y, var.equal = ${options.variance === "pooled" ? "TRUE" : "FALSE"}, ${shared(options, "mu")}))`], differs: "Hedges' g is not repeated." }) }),
  describeMethod({ name: "t-test-of-one", field, title: "One mean held against a number by Student's t.", columns: oneGroupColumns, options: oneMeanOptions, example: { columns: { outcome: two.outcome } }, compute: testMean, inR: ({ options }) => ({ packages: [], lines: [`print(t.test(d$outcome, ${shared(options, "mu")}))`] }) }),
  describeMethod({ name: "t-test-paired", field, title: "Mean difference within pairs by Student's t.", columns: pairedColumns, options: oneMeanOptions, example: { columns: { after: [1.9, 0.8, 1.1, 0.1], before: [0.7, -1.6, -0.2, -1.2] } }, compute: comparePairedMeans, inR: ({ options }) => ({ packages: [], lines: [`print(t.test(d$after - d$before, ${shared(options, "mu")}))`] }) }),
  describeMethod({
    name: "t-test-of-summaries",
    field,
    title: "Two means compared from means, standard deviations and sizes.",
    columns: summaryColumns,
    options: summaryOptions,
    example: { columns: { treatedMean: [4.2], treatedSd: [1.1], treatedTotal: [12], controlMean: [3.1], controlSd: [1.4], controlTotal: [11] } },
    compute: compareMeanSummaries,
    inR: ({ options }) => ({
      packages: [],
      lines: [
        "v <- d$treatedSd^2; w <- d$controlSd^2; n <- d$treatedTotal; m <- d$controlTotal",
        ...(options.variance === "pooled" ? ["df <- n + m - 2", "se <- sqrt(((n - 1) * v + (m - 1) * w) / df * (1 / n + 1 / m))"] : ["se <- sqrt(v / n + w / m)", "df <- se^4 / ((v / n)^2 / (n - 1) + (w / m)^2 / (m - 1))"]),
        `t <- (d$treatedMean - d$controlMean - ${rValue(options.hypothesis)}) / se`,
        `print(data.frame(estimate = d$treatedMean - d$controlMean, se, df, t, p = ${options.alternative === "two-sided" ? "2 * pt(-abs(t), df)" : `pt(t, df, lower.tail = ${options.alternative === "less" ? "TRUE" : "FALSE"})`}))`,
      ],
    }),
  }),
  describeMethod({ name: "variance-ratio", field, title: "Ratio of two variances by F.", columns: twoGroupColumns, options: varianceRatioOptions, example: { columns: two }, compute: compareVariances, inR: ({ options }) => ({ packages: [], lines: [...splitInR(options.reference), `print(var.test(x, y, ${shared(options, "ratio")}))`] }) }),
  describeMethod({
    name: "ancova",
    field,
    title: "Arms compared with adjustment for baseline and factors: adjusted means, differences, F tests and equal slopes.",
    columns: adjustedColumns,
    options: adjustedOptions,
    example: { columns: { outcome: [2.1, 3.9, 4.2, 3.3, 6.5, 4.4, 5.1, 5, 7.9, 3.8], group: ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b"], covariates: { baseline: [1.2, 2.3, 3.1, 2.2, 4.4, 1.9, 2.7, 3.3, 4.1, 2] } } },
    compute: compareAdjustedMeans,
    inR: ({ options, has }) => ({
      packages: options.variance === "model" ? [] : ["sandwich"],
      lines: [
        ...(has("covariates") ? ["d <- cbind(d, covariates)"] : []),
        `d$group <- relevel(factor(d$group), ref = ${options.reference === null ? "levels(factor(d$group))[1]" : rValue(options.reference)})`,
        "model <- lm(outcome ~ ., data = d)",
        `V <- ${options.variance === "model" ? "vcov(model)" : `vcovHC(model, type = "${options.variance.toUpperCase()}")`}`,
        `half <- qt(${(1 + options.level) / 2}, df.residual(model)) * sqrt(diag(V))`,
        "print(cbind(estimate = coef(model), se = sqrt(diag(V)), lower = coef(model) - half, upper = coef(model) + half))",
        'print(drop1(model, test = "F"))',
      ],
      differs: "Adjusted means and the test of slopes are not repeated; F tests are with the model's variance.",
    }),
  }),
];
