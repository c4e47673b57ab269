/** Rates of events in person-time in R: `poisson.test`, and variances over participants written out. */
import type { OptionFields, ReadOptions } from "../form/option-fields.ts";
import { type RCode, type RCodeGiven, rVector } from "../form/r-script.ts";
import type { incidenceComparisonOptions, incidenceOptions, periodOptions } from "./incidence-options.ts";

type Given<Fields extends OptionFields> = RCodeGiven<ReadOptions<Fields>>;
const sums = (has: (column: string) => boolean): string[] => [
  `d$own <- ${has("participant") ? "d$participant" : "seq_len(nrow(d))"}`,
  `d$arm <- ${has("group") ? "as.character(d$group)" : '"all"'}`,
  "s <- aggregate(cbind(events, time) ~ own + arm, d, sum)",
  "variance <- function(g) { r <- sum(g$events) / sum(g$time); sum((g$events - r * g$time)^2) }",
];

export function incidenceInR({ options: { per, level, interval, correction }, has }: Given<typeof incidenceOptions>): RCode {
  return {
    packages: [],
    lines: [
      ...sums(has),
      "for (g in split(s, s$arm)) {",
      `  x <- sum(g$events); t <- sum(g$time); n <- nrow(g); z <- qnorm(1 - (1 - ${level}) / 2)`,
      `  cat(g$arm[1], "events", x, "time", t, "rate", format(${per} * x / t, digits = 10), "exact", format(${per} * poisson.test(x, t, conf.level = ${level})$conf.int, digits = 10), "\\n")`,
      "  if (x > 0 && n > 1) {",
      "    phi <- sum((g$events - x / t * g$time)^2 / (x / t * g$time)) / (n - 1)",
      `    v <- c(log = 1 / x, robust = ${correction === "none" ? "1" : "n / (n - 1)"} * variance(g) / x^2, overdispersed = phi / x)`,
      `    print(cbind(dispersion = phi, lower = ${per} * x / t * exp(-z * sqrt(v)), upper = ${per} * x / t * exp(z * sqrt(v))))`,
      "  }",
      "}",
    ],
    ...(interval === "mid-p" || interval === "wald" ? { differs: "The limits printed are exact, on the log scale, robust and overdispersed ones." } : {}),
  };
}

export function incidenceComparisonInR({ options: { per, level, reference, order, correction }, has }: Given<typeof incidenceComparisonOptions>): RCode {
  return {
    packages: [],
    lines: [
      ...sums(has),
      `names <- ${order === null ? "sort(unique(s$arm))" : rVector(order)}; base <- ${reference === null ? "names[1]" : JSON.stringify(reference)}`,
      `a <- s[s$arm == base, ]; z <- qnorm(1 - (1 - ${level}) / 2)`,
      "for (name in setdiff(names, base)) {",
      "  b <- s[s$arm == name, ]; x <- sum(b$events); u <- sum(b$time); y <- sum(a$events); v <- sum(a$time)",
      `  print(poisson.test(c(x, y), c(u, v), conf.level = ${level}))`,
      `  f <- ${correction === "none" ? "function(g) 1" : "function(g) nrow(g) / (nrow(g) - 1)"}`,
      "  if (x > 0 && y > 0) { ratio <- (x / u) / (y / v); w <- c(log = 1 / x + 1 / y, robust = f(a) * variance(a) / y^2 + f(b) * variance(b) / x^2)",
      '    print(format(cbind(ratio = ratio, lower = ratio * exp(-z * sqrt(w)), upper = ratio * exp(z * sqrt(w)), p = 2 * pnorm(-abs(log(ratio)) / sqrt(w))), digits = 10), quote = FALSE) }',
      "  # Score limits of the difference: the variance at the likeliest rates under it.",
      "  score <- function(D) { h <- (u + v) * D - (x + y); r <- max(0, -D, (-h + sqrt(h^2 + 4 * (u + v) * y * D)) / (2 * (u + v))); (x / u - y / v - D) / sqrt((r + D) / u + r / v) }",
      "  e <- x / u - y / v; w <- 12 * sqrt((x + 1) / u^2 + (y + 1) / v^2)",
      "  limit <- function(side) uniroot(function(D) score(D) - side * z, sort(c(e - side * w, e - side * 1e-9 * w)), tol = 1e-14)$root",
      `  cat(name, "difference", format(${per} * c(e, limit(1), limit(-1)), digits = 10), "p", format(2 * pnorm(-abs(score(0))), digits = 10), "\\n")`,
      "}",
    ],
  };
}

export function periodsInR({ options: { per, level, periods }, has }: Given<typeof periodOptions>): RCode {
  return {
    packages: [],
    lines: [
      `d$arm <- ${has("group") ? "as.character(d$group)" : '"all"'}`,
      `ends <- unique(c(0, ${periods === null ? "" : `${rVector(periods)}, `}max(d$time${periods === null ? "" : `, ${periods.at(-1) ?? 0}`})))`,
      "for (g in split(d, d$arm)) {",
      "  last <- tapply(g$time, g$participant, max)",
      "  for (i in seq_along(ends)[-1]) {",
      "    at <- last > ends[i - 1]; t <- sum(pmin(last[at], ends[i]) - ends[i - 1]); e <- g$event == 1 & g$time > ends[i - 1] & g$time <= ends[i]; n <- length(unique(g$participant[e]))",
      "    so <- length(unique(g$participant[g$event == 1 & g$time <= ends[i]]))",
      `    if (t > 0) cat(g$arm[1], "to", ends[i], "rate", format(${per} * c(sum(e) / t, poisson.test(sum(e), t, conf.level = ${level})$conf.int), digits = 10), "proportion", format(c(n / sum(at), binom.test(n, sum(at), conf.level = ${level})$conf.int), digits = 10), "\\n")`,
      `    cat(g$arm[1], "cumulative", format(c(so / length(last), binom.test(so, length(last), conf.level = ${level})$conf.int), digits = 10), "\\n")`,
      "  }",
      "}",
    ],
  };
}
