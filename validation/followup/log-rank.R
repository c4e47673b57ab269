# Reference figures of log-rank tests. Run: Rscript validation/followup/log-rank.R <folder of the shared data>
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "survival-cases.R"))
# Fleming and Harrington's test written out, late entry and whole weights (as repeated rows) allowed: sums over times with events within strata.
written_out <- function(d, rho, gamma) {
  g <- factor(d$group); k <- nlevels(g); start <- if (is.null(d$start)) rep(-1, nrow(d)) else d$start; strata <- if (is.null(d$stratum)) rep(1, nrow(d)) else d$stratum
  O <- E <- rep(0, k); V <- matrix(0, k, k)
  for (s in unique(strata)) { S <- 1
    for (t in sort(unique(d$time[d$event == 1 & strata == s]))) {
      risk <- strata == s & start < t & d$time >= t; dead <- strata == s & d$time == t & d$event == 1
      n <- sum(risk); m <- sum(dead); ng <- as.vector(table(g[risk])); mg <- as.vector(table(g[dead])); w <- S^rho * (1 - S)^gamma
      O <- O + w * mg; E <- E + w * m * ng / n
      if (n > 1) V <- V + w^2 * m * (n - m) / (n - 1) * (diag(ng / n, k) - tcrossprod(ng / n))
      S <- S * (1 - m / n)
    } }
  list(O = O, E = E, V = V, groups = levels(g))
}
result_of <- function(x) { u <- (x$O - x$E)[-1]; k <- length(x$O); s <- seq_len(k); chi <- sum(solve(x$V[-1, -1, drop = FALSE], u) * u); trend <- sum(s * (x$O - x$E))^2 / drop(s %*% x$V %*% s); odd <- s^2; skew <- sum(odd * (x$O - x$E))^2 / drop(odd %*% x$V %*% odd)
  list(groups = as.list(x$groups), observed = plain(x$O), expected = plain(x$E), covariance = lapply(seq_len(k), function(i) plain(x$V[i, ])), statistic = chi, p = pchisq(chi, k - 1, lower.tail = FALSE), trend = trend, trendP = pchisq(trend, 1, lower.tail = FALSE), squares = skew) }
cases <- Filter(Negate(is.null), lapply(sets, function(set) {
  d <- set$d; if (is.null(d$group) || !is.null(d$weight)) return(NULL)
  d$group <- as.character(d$group)
  # Groups by number where they are numbers, as the library has them.
  stratified <- if (is.null(d$stratum)) FALSE else c(FALSE, TRUE)
  tests <- list()
  for (by in stratified) for (powers in list(c(0, 0), c(1, 0), c(0.5, 0), c(0, 1), c(1, 1), c(0.5, 2))) {
    part <- d; if (!by) part$stratum <- NULL
    x <- written_out(part, powers[1], powers[2])
    if (powers[2] == 0 && is.null(d$start)) {
      own <- if (by) survdiff(Surv(time, event) ~ group + strata(stratum), part, rho = powers[1]) else survdiff(Surv(time, event) ~ group, part, rho = powers[1])
      sum_up <- function(m) if (is.matrix(m)) rowSums(m) else m
      stopifnot(all.equal(unname(sum_up(own$obs)), x$O, tolerance = 1e-11), all.equal(unname(sum_up(own$exp)), x$E, tolerance = 1e-11), all.equal(unname(own$var), x$V, tolerance = 1e-10), all.equal(own$chisq, result_of(x)$statistic, tolerance = 1e-10))
    }
    tests <- c(tests, list(c(list(stratified = by, rho = powers[1], gamma = powers[2]), result_of(x))))
  }
  c(head_of(set), list(tests = tests))
}))
save_json(list(made = made, sets = cases), "log-rank.json")
