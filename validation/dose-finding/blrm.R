# Reference values of the two-parameter Bayesian logistic regression, written out with base R: a dense tensor of
# Gauss-Legendre panels over (log alpha, log beta), cut at the limits of the target interval.
# Run: Rscript validation/dose-finding/blrm.R   (writes blrm.json beside it)
set.seed(2008)
num <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
vec <- function(x) paste0("[", paste(num(x), collapse = ","), "]")
jacobi <- matrix(0, 20, 20); k <- 1:19
jacobi[cbind(k, k + 1)] <- k / sqrt(4 * k^2 - 1); jacobi[cbind(k + 1, k)] <- k / sqrt(4 * k^2 - 1)
e <- eigen(jacobi, symmetric = TRUE)
node <- e$values; weight <- 2 * e$vectors[1, ]^2
# Nodes and weights of `panels` equal panels between two limits.
spread <- function(from, to, panels) {
  edge <- seq(from, to, length.out = panels + 1)
  half <- (to - from) / panels / 2
  list(x = as.vector(outer(half * node, edge[-1] - half, "+")), w = rep(half * weight, panels))
}
fit <- function(data, setting) {
  m <- setting$mean; s <- setting$sd; rho <- setting$correlation
  x <- log(setting$doses / setting$reference)
  given <- which(data$n > 0)
  log_joint <- function(u, v) {
    value <- -(((u - m[1]) / s[1])^2 - 2 * rho * ((u - m[1]) / s[1]) * ((v - m[2]) / s[2]) + ((v - m[2]) / s[2])^2) / (2 * (1 - rho^2))
    for (d in given) {
      eta <- u + exp(v) * x[d]
      value <- value + data$events[d] * plogis(eta, log.p = TRUE) + (data$n[d] - data$events[d]) * plogis(eta, lower.tail = FALSE, log.p = TRUE)
    }
    value
  }
  # Where the mass is, from a coarse look.
  us <- seq(m[1] - 10 * s[1], m[1] + 10 * s[1], length.out = 241)
  vs <- seq(m[2] - 9 * s[2], m[2] + 9 * s[2], length.out = 181)
  look <- outer(us, vs, log_joint)
  top <- max(look)
  keep_v <- range(which(apply(look, 2, max) > top - 42)) + c(-1, 1)
  vr <- vs[pmin(pmax(keep_v, 1), length(vs))]
  outer_rule <- spread(vr[1], vr[2], 14)
  k <- length(x)
  sums <- numeric(6 + 4 * k)
  logits <- qlogis(setting$interval)
  for (j in seq_along(outer_rule$x)) {
    v <- outer_rule$x[j]
    line <- log_joint(us, v)
    high <- which(line > top - 42)
    if (length(high) == 0) next
    ur <- us[c(max(1, min(high) - 1), min(length(us), max(high) + 1))]
    part <- function(from, to, f) {
      from <- max(from, ur[1]); to <- min(to, ur[2])
      if (from >= to) return(0)
      r <- spread(from, to, 12)
      sum(r$w * exp(log_joint(r$x, v) - top) * f(r$x))
    }
    one <- function(u) 1
    r <- spread(ur[1], ur[2], 16)
    density <- r$w * exp(log_joint(r$x, v) - top)
    p <- plogis(outer(r$x, exp(v) * x, "+"))
    row <- c(sum(density), sum(density * r$x), sum(density * r$x^2), sum(density) * v, sum(density) * v^2, sum(density * r$x) * v,
      colSums(density * p), colSums(density * p^2),
      sapply(1:k, function(d) part(-Inf, logits[1] - exp(v) * x[d], one)),
      sapply(1:k, function(d) part(logits[2] - exp(v) * x[d], Inf, one)))
    sums <- sums + outer_rule$w[j] * row
  }
  r <- sums[-1] / sums[1]
  mean <- r[c(1, 3)]; sd <- sqrt(c(r[2] - mean[1]^2, r[4] - mean[2]^2))
  p <- r[5 + 1:k]
  list(mean = mean, sd = sd, correlation = (r[5] - mean[1] * mean[2]) / prod(sd), p = p, psd = sqrt(r[5 + k + 1:k] - p^2), under = r[5 + 2 * k + 1:k], over = r[5 + 3 * k + 1:k])
}
grids <- list(list(doses = c(1, 2, 4), reference = 4), list(doses = c(1, 2.5, 5, 10, 20), reference = 10), list(doses = c(0.5, 1, 2, 3, 5, 8), reference = 2), list(doses = c(10, 25, 50, 100, 150, 200, 250), reference = 250))
priors <- list(list(mean = c(-0.847, 0.381), sd = c(2.015, 1.027), correlation = 0), list(mean = c(2.15, 0.52), sd = c(0.84, 0.8), correlation = 0.2), list(mean = c(-1.5, 0), sd = c(2, 1), correlation = -0.4))
intervals <- list(c(0.2, 0.35), c(0.16, 0.33))
cases <- character(0)
add <- function(setting, data) {
  r <- fit(data, setting)
  allowed <- which(r$over < 0.25)
  chosen <- if (length(allowed) == 0) NA else allowed[which.max((1 - r$under - r$over)[allowed])]
  cases <<- c(cases, sprintf('{"doses":%s,"reference":%s,"prior":{"mean":%s,"sd":%s,"correlation":%s},"targetInterval":%s,"n":%s,"events":%s,"mean":%s,"sd":%s,"correlation":%s,"probability":%s,"probabilitySd":%s,"under":%s,"over":%s,"next":%s}',
    vec(setting$doses), num(setting$reference), vec(setting$mean), vec(setting$sd), num(setting$correlation), vec(setting$interval), vec(data$n), vec(data$events),
    vec(r$mean), vec(r$sd), num(r$correlation), vec(r$p), vec(r$psd), vec(r$under), vec(r$over), num(chosen)))
}
# The data, prior and reference dose of the example of Neuenschwander, Branson and Gsponer 2008 (recalled).
local({
  setting <- list(doses = c(1, 2.5, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 250), reference = 250, mean = c(2.15, 0.52), sd = c(0.84, 0.8), correlation = 0.2, interval = c(0.2, 0.35))
  n <- rep(0, 15); n[c(1, 2, 3, 4, 7)] <- c(3, 4, 5, 4, 2)
  events <- rep(0, 15); events[7] <- 2
  add(setting, list(n = n, events = events))
})
for (i in 1:28) {
  setting <- c(grids[[(i - 1) %% 4 + 1]], priors[[(i - 1) %% 3 + 1]], list(interval = intervals[[i %% 2 + 1]]))
  k <- length(setting$doses)
  kind <- c("none", "all", "mixed", "mixed", "zero of 30", "mixed", "escalating")[(i - 1) %% 7 + 1]
  total <- sample(c(3, 6, 12, 21, 30, 40), 1)
  given <- switch(kind, "zero of 30" = tabulate(rep(sample(k, 1), 30), k), "escalating" = pmin(3, rev(cumsum(rep(3, k)))), tabulate(sample(k, total, TRUE), k))
  events <- switch(kind, "none" = , "zero of 30" = 0 * given, "all" = given, rbinom(k, given, seq(0.05, 0.6, length.out = k)))
  add(setting, list(n = given, events = events))
}
writeLines(sprintf('{\n"r":"%s",\n"cases":[\n%s\n]\n}', R.version.string, paste(cases, collapse = ",\n")),
  file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "blrm.json"))
