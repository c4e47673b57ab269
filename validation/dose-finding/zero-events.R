# Reference figures for few or no events: exact limits, posterior, missed rates, background, power and assurance.
# Run: Rscript validation/dose-finding/zero-events.R   (base R only; writes zero-events.json beside it)
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
number <- function(x) trimws(formatC(x, digits = 17, format = "g"))
counts <- data.frame(k = c(0, 0, 0, 0, 0, 1, 1, 2, 3, 4), n = c(1, 3, 5, 15, 60, 6, 15, 12, 3, 40))
priors <- list(c(1, 1), c(0.5, 0.5), c(0.3, 2.7))
figures <- character(0)
row <- function(...) { fields <- list(...); paste0("{", paste(sprintf("\"%s\": %s", names(fields), vapply(fields, number, "")), collapse = ", "), "}") }

limits <- character(0); figureCount <- 0
for (i in seq_len(nrow(counts))) {
  k <- counts$k[i]; n <- counts$n[i]
  for (level in c(0.9, 0.95)) {
    two <- binom.test(k, n, conf.level = level)$conf.int
    # binom.test itself calls qbeta with 1 - alpha; the tail is named here so that no digit is lost.
    upper <- if (k == n) 1 else qbeta(1 - level, k + 1, n - k, lower.tail = FALSE)
    twoUpper <- if (k == n) 1 else qbeta((1 - level) / 2, k + 1, n - k, lower.tail = FALSE)
    twoLower <- if (k == 0) 0 else qbeta((1 - level) / 2, k, n - k + 1)
    stopifnot(abs(two[1] - twoLower) < 1e-9, abs(two[2] - twoUpper) < 1e-9,
              abs(binom.test(k, n, alternative = "less", conf.level = level)$conf.int[2] - upper) < 1e-9)
    limits <- c(limits, row(k = k, n = n, level = level, upper = upper, twoLower = twoLower, twoUpper = twoUpper))
    figureCount <- figureCount + 3
  }
}
posterior <- character(0)
for (i in seq_len(nrow(counts))) for (p in priors) {
  k <- counts$k[i]; n <- counts$n[i]; a <- p[1] + k; b <- p[2] + n - k
  # The mean by integration, the rest by quantiles.
  mean <- integrate(function(x) pbeta(x, a, b, lower.tail = FALSE), 0, 1, rel.tol = 1e-11, subdivisions = 2000)$value
  posterior <- c(posterior, row(k = k, n = n, a = p[1], b = p[2], mean = mean, median = qbeta(0.5, a, b), lower = qbeta(0.025, a, b),
    upper = qbeta(0.025, a, b, lower.tail = FALSE), upperOneSided = qbeta(0.05, a, b, lower.tail = FALSE), above = pbeta(0.1, a, b, lower.tail = FALSE)))
  figureCount <- figureCount + 6
}
missed <- character(0)
for (i in seq_len(nrow(counts))) for (rate in c(0.05, 0.1, 0.2)) {
  k <- counts$k[i]; n <- counts$n[i]
  missed <- c(missed, row(k = k, n = n, rate = rate, missed = sum(dbinom(0:k, n, rate))))
  figureCount <- figureCount + 1
}
excess <- character(0)
for (i in seq_len(nrow(counts))) for (background in c(0.05, 0.2)) {
  k <- counts$k[i]; n <- counts$n[i]
  upper <- if (k == n) 1 else qbeta(0.05, k + 1, n - k, lower.tail = FALSE)
  lower <- if (k == 0) 0 else qbeta(0.05, k, n - k + 1)
  excess <- c(excess, row(k = k, n = n, background = background, atLeast = sum(dbinom(k:n, n, background)), atMost = pbinom(k, n, background),
    upper = max(0, upper - background), lower = max(0, lower - background),
    # q with 1 - p = (1 - background)(1 - q), solved numerically rather than by the formula.
    spared = if (upper >= 1) 1 else if (upper <= background) 0 else uniroot(function(q) 1 - (1 - background) * (1 - q) - upper, c(0, 1), tol = 1e-15)$root,
    missed = pbinom(k, n, background + 0.1)))
  figureCount <- figureCount + 6
}
power <- character(0)
for (n in c(3, 5, 15, 30)) for (rate in c(0.05, 0.1, 0.2)) for (atLeast in 1:2) {
  power <- c(power, row(n = n, rate = rate, atLeast = atLeast, chance = sum(dbinom(atLeast:n, n, rate))))
  figureCount <- figureCount + 1
}
assurance <- character(0)
for (n in c(3, 5, 15, 30)) for (p in list(c(1, 1), c(1, 9), c(2, 8))) for (atLeast in 1:2) {
  value <- integrate(function(x) pbinom(atLeast - 1, n, x, lower.tail = FALSE) * dbeta(x, p[1], p[2]), 0, 1, rel.tol = 1e-12, subdivisions = 2000)$value
  assurance <- c(assurance, row(n = n, a = p[1], b = p[2], atLeast = atLeast, assurance = value))
  figureCount <- figureCount + 1
}
smallest <- character(0)
for (rate in c(0.01, 0.05, 0.1, 0.2, 0.3)) for (chance in c(0.8, 0.9, 0.95)) for (atLeast in 1:2) {
  n <- atLeast; while (pbinom(atLeast - 1, n, rate, lower.tail = FALSE) < chance) n <- n + 1
  smallest <- c(smallest, row(rate = rate, chance = chance, atLeast = atLeast, n = n))
  figureCount <- figureCount + 1
}
block <- function(name, rows) sprintf("  \"%s\": [\n    %s\n  ]", name, paste(rows, collapse = ",\n    "))
writeLines(c("{", sprintf("  \"made\": \"%s\",", R.version.string), sprintf("  \"figures\": %d,", figureCount),
  paste(block("limits", limits), block("posterior", posterior), block("missed", missed), block("excess", excess), block("power", power), block("assurance", assurance), block("smallest", smallest), sep = ",\n"), "}"),
  file.path(here, "zero-events.json"))
cat(figureCount, "figures\n")
