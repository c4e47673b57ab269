# Reference figures of win statistics, days free of support and randomisation tests, written out. Run: Rscript validation/followup/small-wins.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "small-cases.R"))
suppressMessages({library(coin); library(survival)})
set.seed(5)
# Who wins: 1, -1 or 0. Times: event of the loser seen before the other's end, or at it while the other was censored.
one_outcome <- function(v, e, i, j, margin, sign) if (is.null(e)) { if (abs(v[i] - v[j]) > margin) sign * sign(v[i] - v[j]) else 0 } else { wins <- function(a, b) e[b] == 1 && (v[a] - v[b] > margin || (margin == 0 && v[a] == v[b] && e[a] == 0)); if (wins(i, j)) sign else if (wins(j, i)) -sign else 0 }
score_of <- function(d, i, j) { for (k in seq_along(d$outcomes)) { s <- one_outcome(d$outcomes[[k]], d$events[[names(d$outcomes)[k]]], i, j, if (is.null(d$margins)) 0 else d$margins[k], if (names(d$outcomes)[k] %in% d$smaller) -1 else 1); if (s != 0) return(s) }; 0 }
wins <- function(d, weights = "mantel-haenszel") {
  stratum <- if (is.null(d$stratum)) rep("", length(d$group)) else d$stratum
  parts <- lapply(sort(unique(stratum)), function(h) { one <- which(d$group == "b" & stratum == h); other <- which(d$group == "a" & stratum == h); n <- length(one); m <- length(other)
    s <- outer(one, other, Vectorize(function(i, j) score_of(d, i, j))); w <- (s > 0) * 1; l <- (s < 0) * 1; v <- function(a, b) cov(rowMeans(a), rowMeans(b)) / n + cov(colMeans(a), colMeans(b)) / m
    all <- c(one, other); U <- sapply(all, function(i) sum(sapply(all, function(j) score_of(d, i, j)))); N <- n + m
    list(n = n, m = m, w = mean(w), l = mean(l), vw = v(w, w), vl = v(l, l), cv = v(w, l), s = s, T = sum(U[seq_len(n)]), V = n * m * sum(U^2) / (N * (N - 1))) })
  get <- function(k) sapply(parts, `[[`, k); W <- if (weights == "size") get("n") + get("m") else get("n") * get("m") / (get("n") + get("m")); W <- W / sum(W)
  w <- sum(W * get("w")); l <- sum(W * get("l")); vw <- sum(W^2 * get("vw")); vl <- sum(W^2 * get("vl")); cv <- sum(W^2 * get("cv")); net <- w - l; se <- sqrt(vw + vl - 2 * cv); theta <- (1 + net) / 2; z <- qnorm(0.975); so <- se / 2 / theta / (1 - theta); sr <- sqrt(vw / w^2 + vl / l^2 - 2 * cv / w / l)
  f <- list(wins = w, losses = l, "netBenefit.estimate" = net, "netBenefit.standardError" = se, "winOdds.estimate" = theta / (1 - theta), "winOdds.lower" = theta / (1 - theta) * exp(-z * so), "winOdds.upper" = theta / (1 - theta) * exp(z * so), "winRatio.estimate" = w / l, "winRatio.lower" = w / l * exp(-z * sr), "winRatio.standardError" = sr, "probability.estimate" = theta, "probability.standardError" = se / 2, "test.statistic" = sum(get("T")) / sqrt(sum(get("V"))), "test.pValue" = 2 * pnorm(-abs(sum(get("T")) / sqrt(sum(get("V"))))))
  if (length(d$outcomes) == 1 && is.null(d$events) && is.null(d$stratum) && is.null(d$smaller) && is.null(d$margins)) {
    # Brunner and Munzel's test by ranks, as in their paper: another way to the same.
    x <- d$outcomes[[1]][d$group == "a"]; y <- d$outcomes[[1]][d$group == "b"]; n1 <- length(x); n2 <- length(y); R <- rank(c(x, y)); r1 <- R[seq_len(n1)]; r2 <- R[-seq_len(n1)]; m1 <- mean(r1); m2 <- mean(r2)
    v1 <- sum((r1 - rank(x) - m1 + (n1 + 1) / 2)^2) / (n1 - 1); v2 <- sum((r2 - rank(y) - m2 + (n2 + 1) / 2)^2) / (n2 - 1); t <- n1 * n2 * (m2 - m1) / (n1 + n2) / sqrt(n1 * v1 + n2 * v2); df <- (n1 * v1 + n2 * v2)^2 / ((n1 * v1)^2 / (n1 - 1) + (n2 * v2)^2 / (n2 - 1)); est <- (m2 - (n2 + 1) / 2) / n1; h <- qt(0.975, df) * sqrt(v1 / (n1 * n2^2) + v2 / (n2 * n1^2))
    f[["brunnerMunzel.statistic"]] <- t; f[["brunnerMunzel.degreesOfFreedom"]] <- df; f[["brunnerMunzel.pValue"]] <- 2 * pt(-abs(t), df); if (est - h > 0) f[["brunnerMunzel.lower"]] <- est - h; if (est + h < 1) f[["brunnerMunzel.upper"]] <- est + h
  }
  f }
n <- 40; group <- sample(c("a", "b"), n, TRUE); death <- round(rexp(n, 0.02 - 0.006 * (group == "b"))) + 1; end <- sample(20:60, n, TRUE); score <- sample(0:6, n, TRUE) + (group == "b"); walk <- round(rnorm(n, 300, 60))
# Neubert and Brunner's pain scores, as often printed beside the test.
pain <- list(group = rep(c("a", "b"), c(14, 11)), outcomes = list(pain = c(1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1, 3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4)))
sets <- list("pain scores" = pain, "one score" = list(group = group, outcomes = list(score = score)), "less is better" = list(group = group, outcomes = list(score = score), smaller = "score"), "death, then score, then walk" = list(group = group, outcomes = list(death = pmin(death, end), score = score, walk = walk), events = list(death = as.integer(death <= end)), margins = c(0, 1, 20)), "death alone" = list(group = group, outcomes = list(death = pmin(death, end)), events = list(death = as.integer(death <= end))),
  "strata" = list(group = group, outcomes = list(death = pmin(death, end), score = score), events = list(death = as.integer(death <= end)), stratum = rep(c("s", "t"), n / 2)), "two and two" = list(group = c("a", "b", "a", "b"), outcomes = list(v = c(1, 2, 2, 1))), "huge" = list(group = rep(c("a", "b"), 4), outcomes = list(v = c(1, 3, 5, 4, 2, 8, 7, 6) * 1e99)))
for (name in names(sets)) for (weights in c("mantel-haenszel", "size")) { d <- sets[[name]]; if (weights == "size" && is.null(d$stratum)) next
  columns <- list(group = d$group, outcomes = as.data.frame(d$outcomes)); if (!is.null(d$events)) columns$events <- as.data.frame(d$events); if (!is.null(d$stratum)) columns$stratum <- d$stratum
  options <- list(weights = weights); if (!is.null(d$smaller)) options$smallerWins <- I(d$smaller); if (!is.null(d$margins)) options$margins <- I(d$margins)
  f <- wins(d, weights); case(name, "win-statistics", columns, options, f[is.finite(unlist(f))], 1e-9) }
# Randomisation tests: all allocations written out; held against coin.
medians <- function(x, one) median(x[one]) - median(x[!one]); means <- function(x, one) mean(x[one]) - mean(x[!one])
logrank <- function(time, event, one) { s <- survdiff(Surv(time, event) ~ one); s$obs[2] - s$exp[2] }
p_of <- function(values, seen) c("two-sided" = mean(abs(values) >= abs(seen) - 1e-9), greater = mean(values >= seen - 1e-9), less = mean(values <= seen + 1e-9))
x <- c(12.1, 9.8, 14.2, 11.5, 13.3, 10.1, 15.7, 12.9, 16.2, 14.8, 13.1); g <- c("a", "a", "b", "a", "b", "a", "b", "a", "b", "b", "a"); event <- c(1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1); bits <- c(1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0); tied <- c(1, 1, 2, 2, 3, 1, 3, 2, 3, 3, 2); stratum <- rep(c("s", "t"), c(6, 5))
all_of <- function(one, cell) { ways <- lapply(split(seq_along(one), cell), function(rows) { k <- sum(one[rows]); m <- combn(length(rows), k); lapply(seq_len(ncol(m)), function(c) rows[m[, c]]) }); grid <- expand.grid(lapply(ways, seq_along)); lapply(seq_len(nrow(grid)), function(r) { out <- rep(FALSE, length(one)); for (w in seq_along(ways)) out[ways[[w]][[grid[r, w]]]] <- TRUE; out }) }
one <- g == "b"
kinds <- list("mean-difference" = list(x, function(o) means(x, o)), "median-difference" = list(x, function(o) medians(x, o)), "rank-mean-difference" = list(tied, function(o) means(rank(tied), o)), "proportion-difference" = list(bits, function(o) means(bits, o)), "log-rank" = list(x, function(o) logrank(x, event, o)))
for (cells in list(list("fixed-sizes", NULL, rep(1, 11)), list("fixed-sizes", stratum, stratum), list("blocks", NULL, (0:10) %/% 4), list("blocks", stratum, paste(stratum, ave(1:11, stratum, FUN = function(i) (seq_along(i) - 1) %/% 4))))) for (kind in names(kinds)) {
  f <- kinds[[kind]][[2]]; every <- vapply(all_of(one, cells[[3]]), f, 0); seen <- f(one); p <- p_of(every, seen)
  if (kind == "mean-difference" && cells[[1]] == "fixed-sizes") stopifnot(all.equal(unname(p["two-sided"]), as.numeric(pvalue(if (is.null(cells[[2]])) oneway_test(x ~ factor(g), distribution = "exact") else oneway_test(x ~ factor(g), distribution = approximate(nresample = 200000)))), tolerance = if (is.null(cells[[2]])) 1e-9 else 0.5))
  for (alternative in names(p)) { columns <- list(outcome = kinds[[kind]][[1]], group = g); if (kind == "log-rank") columns$event <- event; if (!is.null(cells[[2]])) columns$stratum <- cells[[2]]
    case("eleven rows", "randomisation-test", columns, list(statistic = kind, scheme = cells[[1]], alternative = alternative), list(pValue = unname(p[alternative]), statistic = seen, allocations = length(every)), 1e-10) } }
save_cases(c("coin", "survival"), "small-wins.json")
