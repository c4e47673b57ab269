/** Ordered outcomes, by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { rName, rValue, rVector } from "../../form/r-script.ts";
import { compareWinsSteps } from "./compare-wins.ts";
import { fitProportionalOdds, ordinalColumns, ordinalOptions } from "./fit-proportional-odds.ts";
import { deriveSupportFreeDays, supportColumns, supportOptions } from "./support-free-days.ts";
import { winColumns, winOptions } from "./win-options.ts";

const field = "small-trials";

export const ordinalMethods: readonly AnyMethod[] = [
  describeMethod({
    name: "proportional-odds",
    field,
    title: "Odds ratios of a higher category of an ordered outcome, with the score test of proportional odds.",
    columns: ordinalColumns,
    options: ordinalOptions,
    example: { columns: { outcome: [1, 2, 3, 2, 3, 1, 2, 3, 3, 1], covariates: { arm: ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b"] } } },
    compute: fitProportionalOdds,
    inR: ({ options }) => ({
      packages: ["ordinal"],
      lines: [`outcome <- ${options.order === null ? "factor(d$outcome)" : `factor(d$outcome, levels = ${rVector(options.order)})`}`, "model <- clm(droplevels(outcome) ~ ., data = covariates, control = list(gradTol = 1e-10))", "print(summary(model))", `print(confint(model, type = "${options.interval === "wald" ? "Wald" : "profile"}", level = ${options.level}))`],
      differs: "The score test of proportional odds is not repeated.",
    }),
  }),
  describeMethod({
    name: "win-statistics",
    field,
    title: "Win odds, win ratio, net benefit and the probability of a win, of outcomes in the order of their importance.",
    columns: winColumns,
    options: winOptions,
    example: { columns: { group: ["a", "a", "a", "a", "b", "b", "b", "b"], outcomes: { death: [30, 90, 90, 60, 90, 90, 45, 90], score: [3, 5, 4, 2, 6, 5, 3, 7] }, events: { death: [1, 0, 0, 1, 0, 0, 1, 0] } } },
    compute: compareWinsSteps,
    inR: ({ options, has, columns }) => {
      const outcomes = Object.keys((columns["outcomes"] ?? {}) as object);
      const timed = Object.keys((columns["events"] ?? {}) as object);
      return {
        packages: [],
        lines: [
          "group <- as.character(d$group)",
          `reference <- ${options.reference === null ? "sort(unique(group))[1]" : rValue(options.reference)}`,
          "score <- function(i, j) {",
          ...outcomes.flatMap((name, at) => {
            const [a, margin, sign] = [`outcomes$${rName(name)}`, options.margins?.[at] ?? 0, options.smallerWins?.includes(name) === true ? -1 : 1];
            const e = `events$${rName(name)}`;
            return timed.includes(name)
              ? [`  if (${e}[j] == 1 && (${a}[i] - ${a}[j] > ${margin} || (${margin} == 0 && ${a}[i] == ${a}[j] && ${e}[i] == 0))) return(${sign})`, `  if (${e}[i] == 1 && (${a}[j] - ${a}[i] > ${margin} || (${margin} == 0 && ${a}[i] == ${a}[j] && ${e}[j] == 0))) return(${-sign})`]
              : [`  if (abs(${a}[i] - ${a}[j]) > ${margin}) return(${sign} * sign(${a}[i] - ${a}[j]))`];
          }),
          "  0",
          "}",
          "s <- outer(which(group != reference), which(group == reference), Vectorize(score))",
          "spread <- function(a, b) cov(rowMeans(a), rowMeans(b)) / nrow(a) + cov(colMeans(a), colMeans(b)) / ncol(a)",
          "w <- (s > 0) * 1; l <- (s < 0) * 1; theta <- (1 + mean(s)) / 2",
          `z <- qnorm(${(1 + options.level) / 2})`,
          'cat("net benefit", mean(s), "se", sqrt(spread(s, s)), "\n")',
          'cat("win odds", theta / (1 - theta) * exp(c(0, -1, 1) * z * sqrt(spread(s, s)) / 2 / (theta * (1 - theta))), "\n")',
          'cat("win ratio", mean(w) / mean(l) * exp(c(0, -1, 1) * z * sqrt(spread(w, w) / mean(w)^2 + spread(l, l) / mean(l)^2 - 2 * spread(w, l) / (mean(w) * mean(l)))), "\n")',
        ],
        ...(has("stratum") ? { differs: "Strata are not repeated: all rows are compared." } : {}),
      };
    },
  }),
  describeMethod({
    name: "support-free-days",
    field,
    title: "Days alive and free of support to a horizon, from spells; two arms compared by ranks, win odds and proportional odds.",
    columns: supportColumns,
    options: supportOptions,
    example: {
      columns: {
        participant: ["p1", "p1", "p2", "p2", "p3", "p3", "p4", "p4", "p5", "p5", "p6", "p6", "p7", "p7", "p8", "p8"],
        kind: ["followed", "support", "followed", "support", "followed", "support", "followed", "support", "support", "death", "followed", "support", "followed", "support", "followed", "support"],
        from: [0, 0, 0, 0, 0, 2, 0, 0, 0, 12, 0, 1, 0, 0, 0, 3],
        to: [28, 9, 28, 20, 28, 6, 28, 3, 12, 12, 28, 15, 28, 5, 28, 23],
        group: ["a", "a", "a", "a", "b", "b", "b", "b", "a", "a", "b", "b", "a", "a", "b", "b"],
      },
    },
    compute: deriveSupportFreeDays,
    inR: ({ options, has }) => ({
      packages: has("group") ? ["coin", "ordinal"] : [],
      lines: [
        "one <- function(rows) {",
        '  dead <- min(Inf, rows$to[rows$kind == "death"])',
        `  if (dead <= ${options.horizon}) return(${options.death === "zero" ? 0 : -1})`,
        `  if (max(rows$to) < ${options.horizon}) return(NA)`,
        `  spells <- rows[rows$kind == "support" & rows$from < ${options.horizon}, ]`,
        ...(options.count === "calendar" ? ["  spells$to <- pmax(ceiling(spells$to), floor(spells$from) + 1); spells$from <- floor(spells$from)"] : []),
        `  spells$to <- pmin(spells$to, ${options.count === "calendar" ? Math.ceil(options.horizon) : options.horizon})`,
        ...(options.spells === "last" ? [`  max(0, ${options.horizon} - max(0, spells$to))`] : ["  reached <- support <- 0", "  for (i in order(spells$from)) { support <- support + max(0, spells$to[i] - max(reached, spells$from[i])); reached <- max(reached, spells$to[i]) }", `  max(0, ${options.horizon} - support)`]),
        "}",
        "days <- sapply(split(d, d$participant), one)",
        "print(days)",
        ...(has("group")
          ? [
              "group <- sapply(split(as.character(d$group), d$participant), `[`, 1)",
              `group <- relevel(factor(group[!is.na(days)]), ref = ${options.reference === null ? "sort(unique(group))[1]" : rValue(options.reference)}); days <- days[!is.na(days)]`,
              'print(wilcox_test(days ~ group, distribution = "exact"))',
              "differences <- outer(days[group == levels(group)[2]], days[group == levels(group)[1]], `-`)",
              'theta <- mean(differences > 0) + mean(differences == 0) / 2; cat("shift", median(differences), "win odds", theta / (1 - theta), "probability", theta, "\\n")',
              "print(try(summary(clm(factor(days) ~ group))))",
            ]
          : []),
      ],
      differs: "Intervals are those of the methods wilcoxon-rank-sum, win-statistics and proportional-odds.",
    }),
  }),
];
