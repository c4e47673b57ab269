# Reference figures of t tests, variance ratios and Wilcoxon's tests. Run: Rscript validation/followup/small-comparisons.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "small-cases.R"))
suppressMessages(library(coin))
set.seed(7)
two <- function(x, y) list(outcome = c(x, y), group = rep(c("b", "a"), c(length(x), length(y))))
sets <- list(
  # Student's sleep data.
  sleep = two(sleep$extra[11:20], sleep$extra[1:10]),
  # Hollander and Wolfe: permeability of the human chorioamnion.
  permeability = two(c(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46), c(1.15, 0.88, 0.90, 0.74, 1.21)),
  uneven = two(round(rnorm(7, 5, 3), 4), round(rnorm(18, 3, 1), 4)),
  scores = two(sample(0:4, 9, TRUE), sample(1:5, 14, TRUE)),
  huge = two(c(1, 3, 4, 8) * 1e90, c(2, 2.5, 7) * 1e90),
  tiny = two(c(1, 3, 4, 8) * 1e-8, c(2, 2.5, 7, 9, 11) * 1e-8),
  far = two(c(1, 3, 4, 8) + 1e6, c(2, 2.5, 7, 9, 11) + 1e6),
  pairs = two(c(4.1, 5.3), c(2.2, 1.9)))
name_of <- function(tail) if (is.infinite(tail)) NULL else tail
for (name in names(sets)) {
  d <- sets[[name]]; x <- d$outcome[d$group == "b"]; y <- d$outcome[d$group == "a"]
  for (alternative in c("two.sided", "less", "greater")) for (equal in c(FALSE, TRUE)) {
    if (name == "huge" && (equal || alternative != "two.sided")) next
    level <- if (alternative == "less") 0.9 else 0.95; mu <- if (name == "sleep") 0.5 else 0
    k <- if (name == "huge") 1e-90 else 1
    t <- t.test(x * k, y * k, alternative = alternative, var.equal = equal, conf.level = level, mu = mu)
    f <- list(estimate = unname(t$estimate[1] - t$estimate[2]) / k, standardError = t$stderr / k, "test.statistic" = unname(t$statistic), "test.degreesOfFreedom" = unname(t$parameter), "test.pValue" = t$p.value)
    if (is.finite(t$conf.int[1])) f[["interval.lower"]] <- t$conf.int[1] / k
    if (is.finite(t$conf.int[2])) f[["interval.upper"]] <- t$conf.int[2] / k
    case(name, "t-test", d, list(variance = if (equal) "pooled" else "welch", alternative = sub("[.]", "-", alternative), level = level, hypothesis = mu), f, if (name == "far") 1e-8 else 1e-10)
    if (!equal && name != "pairs") {
      v <- var.test(x * k, y * k, alternative = alternative, conf.level = level)
      g <- list(estimate = unname(v$estimate), "test.pValue" = v$p.value)
      if (alternative != "less") g[["interval.lower"]] <- v$conf.int[1]
      if (is.finite(v$conf.int[2])) g[["interval.upper"]] <- v$conf.int[2]
      case(name, "variance-ratio", d, list(alternative = sub("[.]", "-", alternative), level = level), g, if (name == "far") 1e-8 else 1e-10)
    }
    if (alternative == "two.sided" && !equal) case(name, "t-test-of-summaries", list(treatedMean = mean(x), treatedSd = if (name == "huge") sd(x * k) / k else sd(x), treatedTotal = length(x), controlMean = mean(y), controlSd = if (name == "huge") sd(y * k) / k else sd(y), controlTotal = length(y)), list(hypothesis = mu), list("rows.0.test.pValue" = t$p.value, "rows.0.interval.lower" = t$conf.int[1] / k, "rows.0.standardError" = t$stderr / k), if (name == "far") 1e-8 else 1e-10)
  }
  # Hedges' g with its interval by the noncentral t, whose root is polished.
  if (name %in% c("sleep", "permeability", "uneven")) {
    n <- length(x); m <- length(y); free <- n + m - 2; t <- unname(t.test(x, y, var.equal = TRUE)$statistic)
    J <- exp(lgamma(free / 2) - lgamma((free - 1) / 2)) / sqrt(free / 2); s <- sqrt(1 / n + 1 / m) * J
    limit <- function(p) uniroot(function(ncp) suppressWarnings(pt(t, free, ncp)) - p, c(t - 8, t + 8), tol = 1e-13)$root
    case(paste(name, "g"), "t-test", d, list(), list("standardised.estimate" = t * s, "standardised.lower" = limit(0.975) * s, "standardised.upper" = limit(0.025) * s), 1e-8)
  }
}
x <- sleep$extra[11:20]; y <- sleep$extra[1:10]
for (alternative in c("two.sided", "less", "greater")) {
  t <- t.test(x, y, paired = TRUE, alternative = alternative)
  o <- t.test(x, mu = 1, alternative = alternative)
  case("sleep", "t-test-paired", list(after = x, before = y), list(alternative = sub("[.]", "-", alternative)), list(estimate = unname(t$estimate), "test.statistic" = unname(t$statistic), "test.pValue" = t$p.value))
  case("sleep", "t-test-of-one", list(outcome = x), list(hypothesis = 1, alternative = sub("[.]", "-", alternative)), list("test.statistic" = unname(o$statistic), "test.pValue" = o$p.value, standardError = o$stderr))
}
# Wilcoxon. Exact with ties by coin; without by R itself; intervals by the definition.
sides <- c("two.sided", "less", "greater")
sets$tied <- two(c(1, 1, 2, 2, 2, 3, 5, 5), c(0, 1, 1, 2, 2, 2, 2, 2, 3, 3))
sets$large <- two(round(rnorm(60, 0.3), 1), round(rnorm(45), 1))
sets$alone <- two(3.5, c(1, 2, 3, 3))
sets$huge <- NULL
for (name in names(sets)) {
  d <- sets[[name]]; x <- d$outcome[d$group == "b"]; y <- d$outcome[d$group == "a"]; n <- length(x); m <- length(y)
  f <- factor(d$group, levels = c("b", "a")); differences <- sort(outer(x, y, `-`)); tied <- anyDuplicated(d$outcome) > 0
  for (alternative in sides) {
    own <- wilcox_test(d$outcome ~ f, distribution = "exact", alternative = alternative)
    if (!tied) stopifnot(all.equal(as.numeric(pvalue(own)), wilcox.test(x, y, exact = TRUE, alternative = alternative)$p.value, tolerance = 1e-9))
    g <- list("test.statistic" = sum(rank(d$outcome)[d$group == "b"]) - n * (n + 1) / 2, "test.pValue" = as.numeric(pvalue(own)), "test.variance" = as.numeric(variance(own)), "shift.estimate" = median(differences))
    share <- if (alternative == "two.sided") 0.025 else 0.05; q <- qwilcox(share, n, m)
    if (q > 0) { if (alternative != "less") g[["shift.lower"]] <- differences[q]; if (alternative != "greater") g[["shift.upper"]] <- rev(differences)[q]
      g[["shift.achievedLevel"]] <- 1 - (if (alternative == "two.sided") 2 else 1) * pwilcox(q - 1, n, m)
      if (!tied) { w <- wilcox.test(x, y, exact = TRUE, conf.int = TRUE, alternative = alternative)$conf.int; stopifnot(is.infinite(w[1]) || w[1] == differences[q], is.infinite(w[2]) || w[2] == rev(differences)[q]) } }
    case(name, "wilcoxon-rank-sum", d, list(distribution = "exact", alternative = sub("[.]", "-", alternative)), g, if (name == "large") 1e-9 else 1e-11)
    for (correct in c(FALSE, TRUE)) {
      w <- suppressWarnings(wilcox.test(x, y, exact = FALSE, correct = correct, alternative = alternative, conf.int = n > 3 && n + m > 10, tol.root = 1e-13))
      h <- list("test.pValue" = w$p.value)
      if (n > 3 && n + m > 10) { if (is.finite(w$conf.int[1])) h[["shift.lower"]] <- w$conf.int[1]; if (is.finite(w$conf.int[2])) h[["shift.upper"]] <- w$conf.int[2] }
      case(name, "wilcoxon-rank-sum", d, list(distribution = if (correct) "normal-corrected" else "normal", alternative = sub("[.]", "-", alternative)), h, if (name == "far") 1e-9 else 1e-9)
    }
  }
}
# Signed ranks: Hollander and Wolfe's depression scale, sleep, ties and zeros.
paired <- list(depression = list(before = c(1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30), after = c(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)),
  sleep = list(after = sleep$extra[11:20], before = sleep$extra[1:10]), zeros = list(after = c(0, 0, 0, 1, 1, -1, 2, 2, 3, -2, 4, 5, 0)), one = list(after = 2.5), two = list(after = c(2.5, -1)), normal = list(after = round(rnorm(25, 0.4), 6)), rounded = list(after = round(rnorm(40, 0.2), 1)))
for (name in names(paired)) {
  d <- paired[[name]]; z <- d$after - if (is.null(d$before)) 0 else d$before
  # Decimals whose differences are alike are ties: R sees them so when the differences are rounded.
  z <- round(z, 10); columns <- if (is.null(d$before)) list(after = z) else d
  averages <- outer(z, z, `+`) / 2; averages <- sort(averages[!upper.tri(averages)]); n <- length(z)
  for (alternative in sides) for (zeros in c("Pratt", "Wilcoxon")) {
    own <- wilcoxsign_test(z ~ rep(0, n), zero.method = zeros, distribution = "exact", alternative = alternative)
    kept <- if (zeros == "Wilcoxon") z[z != 0] else z; r <- rank(abs(kept)); V <- sum(r[kept > 0]); r <- r[kept != 0]
    # coin's exact p-value, its doubled and rounded scores trusted where they are whole.
    g <- list("test.statistic" = V, "test.variance" = sum(r^2) / 4, "test.mean" = sum(r) / 2, "test.pValue" = as.numeric(pvalue(own)), "shift.estimate" = median(averages))
    share <- if (alternative == "two.sided") 0.025 else 0.05; q <- qsignrank(share, n)
    if (q > 0) { if (alternative != "less") g[["shift.lower"]] <- averages[q]; if (alternative != "greater") g[["shift.upper"]] <- rev(averages)[q] }
    case(name, "wilcoxon-signed-rank", columns, list(distribution = "exact", zeros = tolower(zeros), alternative = sub("[.]", "-", alternative)), g, 1e-11)
  }
  for (alternative in sides) for (correct in c(FALSE, TRUE)) {
    whole <- n > 8 && all(z != 0)
    w <- suppressWarnings(wilcox.test(z, exact = FALSE, correct = correct, alternative = alternative, conf.int = whole, tol.root = 1e-13))
    h <- list("test.pValue" = w$p.value)
    if (whole) { if (is.finite(w$conf.int[1])) h[["shift.lower"]] <- w$conf.int[1]; if (is.finite(w$conf.int[2])) h[["shift.upper"]] <- w$conf.int[2] }
    case(name, "wilcoxon-signed-rank", columns, list(distribution = if (correct) "normal-corrected" else "normal", alternative = sub("[.]", "-", alternative)), h, 1e-9)
  }
}
# Limits that are zero but for the root finding.
cases <- lapply(cases, function(one) { one$figures <- lapply(one$figures, function(x) if (abs(x) < 1e-12 && one$name != "tiny") 0 else x); one })
save_cases(c("coin"), "small-comparisons.json")
