# Stopping boundaries for counts, recomputed from their definitions with base R.
# Run: Rscript validation/dose-finding/monitoring-boundaries.R   (writes monitoring-boundaries.json beside it)
# Every candidate cut-off is tried in turn, from the strictest on; no bisection.

num <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
vec <- function(x) paste0("[", paste(num(x), collapse = ", "), "]")
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))

# Probability of each count alive at each look, by matrix of transition.
characteristics <- function(looks, limits, p) {
  total <- max(looks)
  alive <- c(1, rep(0, total))
  before <- 0
  stop_at <- numeric(length(looks))
  for (k in seq_along(looks)) {
    m <- looks[k] - before
    moved <- rep(0, total + 1)
    for (j in 0:m) moved <- moved + dbinom(j, m, p) * c(rep(0, j), alive)[1:(total + 1)]
    if (!is.na(limits[k])) {
      out <- (limits[k] + 1):(total + 1)
      stop_at[k] <- sum(moved[out])
      moved[out] <- 0
    }
    alive <- moved
    before <- looks[k]
  }
  early <- sum(stop_at[-length(looks)])
  n <- sum(looks[-length(looks)] * stop_at[-length(looks)]) + total * (1 - early)
  list(stop = sum(stop_at), n = n, stop_at = stop_at)
}

excess <- function(a, b, c, d, delta) integrate(function(y) dbeta(y, c, d) * pbeta(pmin(1, y + delta), a, b, lower.tail = FALSE), 0, 1, rel.tol = 1e-11, subdivisions = 2000)$value

evidence <- function(kind, n, s, p0, N, par) {
  switch(kind,
    pocock = 1 - pbinom(s - 1, n, p0, lower.tail = FALSE),
    wt = if (s > n * p0) (s - n * p0) / sqrt(n * p0 * (1 - p0)) * (n / N)^(0.5 - par[1]) else -Inf,
    posterior = pbeta(p0, par[1] + s, par[2] + n - s, lower.tail = FALSE),
    cc = if (pbeta(par[3], par[1] + s, par[2] + n - s, lower.tail = FALSE) > par[4]) pbeta(p0, par[1] + s, par[2] + n - s, lower.tail = FALSE) else -Inf,
    ts = excess(par[1] + s, par[2] + n - s, par[3], par[4], par[5]),
    predictive = {
      y <- 0:(N - n)
      good <- pbeta(p0, par[1] + s + y, par[2] + N - s - y, lower.tail = FALSE) >= par[3]
      sum(exp(lchoose(N - n, y) + lbeta(par[1] + s + y, par[2] + N - s - y) - lbeta(par[1] + s, par[2] + n - s))[good])
    },
    sprt = dbinom(s, n, par[1], log = TRUE) - dbinom(s, n, p0, log = TRUE),
    maxsprt = if (s > n * p0) dbinom(s, n, s / n, log = TRUE) - dbinom(s, n, p0, log = TRUE) else -Inf)
}

calibrate <- function(kind, looks, p0, alpha, par) {
  N <- max(looks)
  values <- lapply(looks, function(n) sapply(1:n, function(s) evidence(kind, n, s, p0, N, par)))
  all <- sort(unlist(values))
  all <- all[is.finite(all)]
  groups <- cumsum(c(1, diff(all) > 1e-10))
  candidates <- rev(tapply(all, groups, min))
  limits_at <- function(c) sapply(values, function(v) { w <- which(v >= c - 1e-12); if (length(w)) w[1] else NA })
  best <- NULL
  for (c in candidates) {
    limits <- limits_at(c)
    error <- characteristics(looks, limits, p0)$stop
    if (error > alpha) break
    best <- list(limits = limits, error = error)
  }
  best
}

settings <- list(
  list("pocock", 1:50, 0.2, 0.1, NULL), list("pocock", 1:20, 0.05, 0.05, NULL), list("pocock", c(5, 10, 15, 20, 25), 0.1, 0.05, NULL), list("pocock", 2:30, 0.1, 0.1, NULL),
  list("wt", 1:30, 0.2, 0.1, 0), list("wt", 1:40, 0.1, 0.05, 0.25), list("wt", 1:40, 0.1, 0.05, 0.5), list("wt", c(10, 20, 30), 0.15, 0.1, 0), list("wt", c(8, 16, 24), 0.05, 0.05, 0.25),
  list("posterior", 1:30, 0.2, 0.1, c(0.6, 2.4)), list("posterior", 1:30, 0.2, 0.1, c(0.5, 0.5)), list("posterior", 1:20, 0.05, 0.05, c(0.5, 0.5)), list("posterior", 1:40, 0.1, 0.05, c(0.5, 0.5)), list("posterior", 1:60, 0.1, 0.05, c(1, 9)), list("posterior", c(5, 10, 15), 0.1, 0.1, c(0.1, 0.9)),
  list("cc", 1:30, 0.2, 0.1, c(1, 1, 0.3, 0.5)), list("cc", 1:25, 0.1, 0.05, c(0.5, 0.5, 0.2, 0.6)),
  list("ts", c(5, 10, 15, 20), 0.2, 0.1, c(0.4, 1.6, 20, 80, 0.05)), list("ts", 1:12, 0.1, 0.1, c(1, 1, 5, 45, 0)),
  list("predictive", 1:30, 0.2, 0.1, c(0.2, 0.8, 0.9)), list("predictive", c(6, 12, 18, 24), 0.1, 0.1, c(1, 1, 0.95)),
  list("sprt", 1:30, 0.2, 0.1, 0.4), list("sprt", 1:50, 0.1, 0.05, 0.3), list("maxsprt", 1:30, 0.2, 0.1, NULL), list("maxsprt", 1:40, 0.1, 0.05, NULL), list("maxsprt", c(10, 20, 40), 0.05, 0.05, NULL))

rows <- sapply(settings, function(s) {
  found <- calibrate(s[[1]], s[[2]], s[[3]], s[[4]], s[[5]])
  truths <- s[[3]] + c(0, 0.1, 0.2)
  oc <- lapply(truths, function(p) characteristics(s[[2]], found$limits, p))
  paste0("{\"kind\": \"", s[[1]], "\", \"looks\": ", vec(s[[2]]), ", \"nullProbability\": ", num(s[[3]]), ", \"alpha\": ", num(s[[4]]), ", \"parameters\": ", if (is.null(s[[5]])) "[]" else vec(s[[5]]),
    ", \"limits\": ", vec(found$limits), ", \"error\": ", num(found$error), ", \"truths\": ", vec(truths), ", \"stop\": ", vec(sapply(oc, `[[`, "stop")), ", \"expectedN\": ", vec(sapply(oc, `[[`, "n")), "}")
})

# CUSUM: every one of the 2^n histories of a short chart, weighed by its probability.
cusum <- function(n, p0, p1, h, p) {
  histories <- as.matrix(expand.grid(rep(list(0:1), n)))
  w <- histories * log(p1 / p0) + (1 - histories) * log((1 - p1) / (1 - p0))
  s <- rep(0, nrow(w)); when <- rep(NA, nrow(w))
  for (i in 1:n) { s <- pmax(0, s + w[, i]); when[is.na(when) & s >= h - 1e-12] <- i }
  weight <- apply(histories, 1, function(x) prod(ifelse(x == 1, p, 1 - p)))
  c(sum(weight[!is.na(when)]), sum(weight * ifelse(is.na(when), n, when)))
}
charts <- list(c(14, 0.1, 0.3, 2, 0.1), c(14, 0.1, 0.3, 2, 0.3), c(15, 0.05, 0.2, 2.5, 0.05), c(15, 0.05, 0.2, 2.5, 0.2), c(12, 0.2, 0.4, 1.3, 0.25), c(16, 0.1, 0.25, 1.8, 0.15))
cusums <- sapply(charts, function(x) paste0("{\"n\": ", num(x[1]), ", \"nullProbability\": ", num(x[2]), ", \"alternative\": ", num(x[3]), ", \"limit\": ", num(x[4]), ", \"probability\": ", num(x[5]), ", \"value\": ", vec(cusum(x[1], x[2], x[3], x[4], x[5])), "}"))

writeLines(c(paste0("{\n \"r\": \"", R.version.string, "\","), " \"boundaries\": [", paste0("  ", rows, c(rep(",", length(rows) - 1), "")), " ],", " \"cusum\": [", paste0("  ", cusums, c(rep(",", length(cusums) - 1), "")), " ]", "}"), file.path(here, "monitoring-boundaries.json"))
