/** Plans of sizes in R, written out: R's own functions have the normal test alone. */
import type { OptionFields, ReadOptions } from "../../form/option-fields.ts";
import type { RCode, RCodeGiven } from "../../form/r-script.ts";
import type { planOptions } from "./plan-parts.ts";
import type { ratePlanOptions, timePlanOptions } from "./plan-events.ts";
import type { precisionPlanOptions } from "./plan-proportion.ts";
import type { twoMeanPlanOptions } from "./plan-two-means.ts";
import type { twoProportionPlanOptions } from "./plan-two-proportions.ts";

type Given<Fields extends OptionFields> = RCodeGiven<ReadOptions<Fields>>;

/** The smallest size with the power, and the smallest from which on it stays. */
const sawtooth = (least: number): string => `stays <- function(power, wanted) { n <- ${least - 1}; first <- Inf; from <- Inf; repeat { n <- n + 1; if (power(n) >= wanted * (1 - 1e-12)) { first <- min(first, n); from <- min(from, n) } else from <- Inf; if (n >= 2 * from + 30) return(c(first = first, size = from)) } }`;

export function planTwoProportionsInR({ options, has }: Given<typeof twoProportionPlanOptions>): RCode {
  const { test, tails, sides, significance, power, ratio } = options;
  const margin = has("margin");
  const tail = margin || sides === "one" ? significance : significance / 2;
  const both = !margin && sides === "two" && tails === "both";
  const exact = test === "fisher" || test === "pearson";
  const lines = exact ? [
    `alternative <- function(p, q) ${sides === "two" ? '"two.sided"' : 'if (p > q) "greater" else "less"'}`,
    `rejects <- function(x, y, n1, n0, p, q) ${test === "fisher" ? `fisher.test(matrix(c(x, n1 - x, y, n0 - y), 2), alternative = alternative(p, q))$p.value <= ${significance}` : `{ pooled <- (x + y) / (n1 + n0); z <- if (pooled == 0 || pooled == 1) 0 else (x / n1 - y / n0) / sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n0)); ${sides === "two" ? "abs(z)" : "(if (p > q) z else -z)"} >= qnorm(${tail}, lower.tail = FALSE) }`}`,
    "power <- function(n0, n1, p, q) { sum(sapply(0:n1, function(x) sum(sapply(0:n0, function(y) if (rejects(x, y, n1, n0, p, q)) dbinom(x, n1, p) * dbinom(y, n0, q) else 0)))) }",
    sawtooth(2),
  ] : [
    `z <- qnorm(${tail}, lower.tail = FALSE)`,
    ...(test === "arcsine" ? [`power <- function(n0, n1, p, q, margin) { h <- abs(2 * asin(sqrt(p)) - 2 * asin(sqrt(q))) * sqrt(n1 * n0 / (n1 + n0)); pnorm(z - h, lower.tail = FALSE)${both ? " + pnorm(-z - h)" : ""} }`] : [
      "power <- function(n0, n1, p, q, margin) {",
      "  spread <- p * (1 - p) / n1 + q * (1 - q) / n0; mean <- (n1 * p + n0 * q) / (n1 + n0)",
      `  under <- ${test === "unpooled" || margin ? "spread" : "mean * (1 - mean) * (1 / n1 + 1 / n0)"}; step <- ${test === "continuity" ? "(1 / n1 + 1 / n0) / 2" : "0"}`,
      `  difference <- ${margin ? "margin - (p - q)" : "abs(p - q)"}`,
      `  pnorm((z * sqrt(under) + step - difference) / sqrt(spread), lower.tail = FALSE)${both ? " + pnorm((-z * sqrt(under) - step - difference) / sqrt(spread))" : ""}`,
      "}",
    ]),
  ];
  const margins = margin ? ", d$margin[i]" : exact ? "" : ", 0";
  const of = (size: string): string => `power(${size}, ceiling(${ratio} * ${size} - 1e-9), d$treated[i], d$control[i]${margins})`;
  const found = has("controlSize") ? ["  n <- d$controlSize[i]"] : exact ? [`  n <- stays(function(n) ${of("n")}, ${power})[["size"]]`] : [
    `  met <- uniroot(function(n) power(n, ${ratio} * n, d$treated[i], d$control[i]${margins}) - ${power}, c(0.01, 1e6), tol = 1e-10)$root`,
    "  n <- ceiling(met - 1e-9 * max(1, met))",
  ];
  return {
    packages: [],
    lines: [...lines, "for (i in seq_len(nrow(d))) {", ...found, `  print(c(control = n, treated = ceiling(${ratio} * n - 1e-9), power = ${of("n")}${exact || has("controlSize") ? "" : ", met = met"}))`, "}"],
    differs: "What clusters and drop-out add to the enrolled is left out.",
  };
}

export function planProportionInR({ options, has }: Given<typeof planOptions>): RCode {
  const { sides, significance, power } = options;
  const tail = sides === "two" ? significance / 2 : significance;
  return {
    packages: [],
    lines: [
      // qbinom gives the smallest count with at least so much below it.
      `low <- function(n, p, q) if (${sides === "two" ? "TRUE" : "q < p"}) { k <- qbinom(${tail}, n, p); if (pbinom(k, n, p) > ${tail}) k - 1 else k } else -1`,
      `high <- function(n, p, q) if (${sides === "two" ? "TRUE" : "q > p"}) qbinom(${tail}, n, p, lower.tail = FALSE) + 1 else n + 1`,
      "rejects <- function(n, p, q, at) pbinom(low(n, p, q), n, at) + pbinom(high(n, p, q) - 1, n, at, lower.tail = FALSE)",
      sawtooth(1),
      "for (i in seq_len(nrow(d))) {",
      "  p <- d$hypothesis[i]; q <- d$expected[i]",
      `  found <- ${has("size") ? "c(first = NA, size = d$size[i])" : `stays(function(n) rejects(n, p, q, q), ${power})`}; n <- found[["size"]]`,
      "  print(c(found, power = rejects(n, p, q, q), at.most = low(n, p, q), at.least = high(n, p, q), actual.significance = rejects(n, p, q, p)))",
      "}",
    ],
  };
}

export function planPrecisionInR({ options }: Given<typeof precisionPlanOptions>): RCode {
  const { level, width } = options;
  return {
    packages: [],
    lines: [
      `limits <- function(x, n) as.vector(binom.test(x, n, conf.level = ${level})$conf.int)`,
      // R rounds halves to even.
      width === "mean" ? "width <- function(n, p) sum(dbinom(0:n, n, p) * sapply(0:n, function(x) diff(limits(x, n))))" : "width <- function(n, p) diff(limits(floor(n * p + 0.5), n))",
      sawtooth(1),
      "for (i in seq_len(nrow(d))) {",
      "  p <- d$expected[i]",
      "  found <- stays(function(n) as.numeric(width(n, p) <= d$width[i]), 0.5); n <- found[[\"size\"]]; x <- floor(n * p + 0.5)",
      "  print(c(found, width = width(n, p), events = x, lower = limits(x, n)[1], upper = limits(x, n)[2]))",
      "}",
    ],
  };
}

export function planTwoRatesInR({ options, has }: Given<typeof ratePlanOptions>): RCode {
  const { test, sides, significance, power, ratio, dispersion } = options;
  const tail = sides === "two" ? significance / 2 : significance;
  if (test === "log-ratio") return {
    packages: [],
    lines: [
      `spread <- 1 / d$controlRate + 1 / (${ratio} * d$treatedRate) + ${dispersion} * (1 + 1 / ${ratio}); z <- qnorm(${tail}, lower.tail = FALSE)`,
      `time <- ${has("controlTime") ? "d$controlTime" : `((z + qnorm(${power})) / log(d$treatedRate / d$controlRate))^2 * spread`}`,
      `print(data.frame(control.time = time, treated.time = ${ratio} * time, power = pnorm(z - abs(log(d$treatedRate / d$controlRate)) * sqrt(time / spread), lower.tail = FALSE), events = time * (d$controlRate + ${ratio} * d$treatedRate)), digits = 10)`,
    ],
  };
  return {
    packages: [],
    lines: [
      `none <- ${ratio} / (1 + ${ratio}); share <- ${ratio} * d$treatedRate / (${ratio} * d$treatedRate + d$controlRate)`,
      `low <- function(n, s) if (${sides === "two" ? "TRUE" : "s < none"}) { k <- qbinom(${tail}, n, none); if (pbinom(k, n, none) > ${tail}) k - 1 else k } else -1`,
      `high <- function(n, s) if (${sides === "two" ? "TRUE" : "s > none"}) qbinom(${tail}, n, none, lower.tail = FALSE) + 1 else n + 1`,
      "rejects <- function(n, s) pbinom(low(n, s), n, s) + pbinom(high(n, s) - 1, n, s, lower.tail = FALSE)",
      sawtooth(1),
      "for (i in seq_len(nrow(d))) {",
      `  n <- stays(function(n) rejects(n, share[i]), ${power})[["size"]]; time <- n / (d$controlRate[i] + ${ratio} * d$treatedRate[i])`,
      `  print(c(control.time = time, treated.time = ${ratio} * time, power = rejects(n, share[i]), events = n))`,
      "}",
    ],
  };
}

export function planTwoMeansInR({ options, has }: Given<typeof twoMeanPlanOptions>): RCode {
  const { test, tails, sides, significance, power, ratio } = options;
  const tail = has("margin") || sides === "one" ? significance : significance / 2;
  const both = !has("margin") && sides === "two" && tails === "both";
  return {
    packages: [],
    lines: [
      ...(test === "normal" ? [`power <- function(e, n, m) { z <- qnorm(${tail}, lower.tail = FALSE); shift <- e / sqrt(1 / n + 1 / m); pnorm(z - shift, lower.tail = FALSE)${both ? " + pnorm(-z - shift)" : ""} }`] : [`power <- function(e, n, m) { df <- n + m - 2; q <- qt(${tail}, df, lower.tail = FALSE); ncp <- e / sqrt(1 / n + 1 / m); pt(q, df, ncp, lower.tail = FALSE)${both ? " + pt(-q, df, ncp)" : ""} }`]),
      `effect <- ${has("margin") ? "(d$difference + d$margin)" : "abs(d$difference)"} / d$sd`,
      "for (i in seq_len(nrow(d))) {",
      ...(has("controlSize") ? ["  n <- d$controlSize[i]"] : [`  met <- uniroot(function(n) power(effect[i], n, ${ratio} * n) - ${power}, c(${2 / Math.min(1, ratio)}, 1e6), tol = 1e-10)$root`, "  n <- ceiling(met - 1e-9 * max(1, met))"]),
      `  print(c(control = n, treated = ceiling(${ratio} * n - 1e-9), power = power(effect[i], n, ceiling(${ratio} * n - 1e-9))${has("controlSize") ? "" : ", met = met"}))`,
      "}",
    ],
    differs: "What clusters and drop-out add to the enrolled is left out.",
  };
}

export function planTimeToEventInR({ options, has }: Given<typeof timePlanOptions>): RCode {
  const { formula, sides, significance, power, ratio } = options;
  const tail = has("margin") || sides === "one" ? significance : significance / 2;
  return {
    packages: [],
    lines: [
      `r <- ${ratio}; z <- qnorm(${tail}, lower.tail = FALSE)`,
      formula === "schoenfeld" ? `root <- abs(log(d$hazardRatio${has("margin") ? " / d$margin" : ""})) * sqrt(r) / (1 + r)` : "root <- abs(1 - d$hazardRatio) * sqrt(r) / (1 + r * d$hazardRatio)",
      `exact <- ((z + qnorm(${power})) / root)^2; events <- ceiling(exact - 1e-9 * pmax(1, exact))`,
      "print(data.frame(events, exact, power = pnorm(z - root * sqrt(events), lower.tail = FALSE)), digits = 10)",
      ...(has("controlProbability") ? ["p <- 1 - (1 - d$controlProbability)^d$hazardRatio; controls <- exact / (d$controlProbability + r * p)", "print(data.frame(control = ceiling(controls - 1e-9), treated = ceiling(r * controls - 1e-9), treated.probability = p), digits = 10)"] : []),
    ],
    differs: "What clusters and drop-out add to the participants is left out.",
  };
}
