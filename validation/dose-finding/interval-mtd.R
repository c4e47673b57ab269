# Selection of the MTD by isotonic regression, written out independently. Run in this folder: Rscript interval-mtd.R
# Isotonic estimates by the max-min formula, not by pooling neighbours.
source("interval-json.R")
maxMin <- function(x, w) {
  k <- length(x)
  vapply(seq_len(k), function(j) max(vapply(1:j, function(a) min(vapply(j:k, function(b) sum(x[a:b] * w[a:b]) / sum(w[a:b]), 0)), 0)), 0)
}
smooth <- function(n, y) {
  a <- y + 0.05; b <- n - y + 0.05
  maxMin(a / (a + b), (a + b)^2 * (a + b + 1) / (a * b))
}
above <- function(target, n, y) pbeta(target, y + 1, n - y + 1, lower.tail = FALSE)
selected <- function(n, y, target, cutoff = 0.95, lowest = NA, below = NA) {
  tooMuch <- n >= 3 & above(target, n, y) > cutoff
  closed <- cumsum(tooMuch) > 0
  if (!is.na(lowest) && n[1] >= 3 && above(target, n[1], y[1]) > lowest) closed[] <- TRUE
  fit <- which(n > 0 & !closed)
  if (length(fit) == 0) return(NA)
  p <- smooth(n[fit], y[fit]) + seq_along(fit) * 1e-10
  if (!is.na(below)) { keep <- p < below; fit <- fit[keep]; p <- p[keep] }
  if (length(fit) == 0) return(NA)
  fit[which.min(abs(p - target))]
}
set.seed(20150364)
targets <- c(0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40)
cases <- list()
add <- function(n, y, target) {
  lambda <- log((1 - target) / (1 - 1.4 * target)) / log(1.4 * target * (1 - target) / (target * (1 - 1.4 * target)))
  cases[[length(cases) + 1]] <<- list(target = target, n = asList(n), events = asList(y), plain = selected(n, y, target), extraSafe = selected(n, y, target, lowest = 0.9), bounded = selected(n, y, target, below = lambda), strict = selected(n, y, target, cutoff = 0.8))
}
for (i in 1:400) {
  k <- sample(2:7, 1)
  target <- sample(targets, 1)
  n <- sample(0:6, k, replace = TRUE) * sample(c(1, 2, 3), 1)
  if (i %% 2 == 0) n <- rep(n[1] + 3, k)                 # same n everywhere: ties
  if (i %% 5 == 0) n[sample(k, 1)] <- 0                  # a dose level nobody got
  rate <- sort(runif(k, 0, min(1, 3 * target)))
  y <- rbinom(k, n, rate)
  if (i %% 7 == 0) y <- rev(y - pmax(0, y - rev(n)))     # falling rates
  if (i %% 11 == 0) y[] <- 0                             # no event at all
  if (i %% 13 == 0) y <- n                               # every participant with an event
  if (i %% 3 == 0) { y[k] <- n[k] }                      # the highest one full
  add(n, pmin(y, n), target)
}
# Ties by hand: pools above and below the target, gaps, everything closed, nobody treated.
add(c(6, 6, 6), c(3, 3, 3), 0.3); add(c(6, 6, 6), c(1, 1, 1), 0.3); add(c(3, 0, 6, 0), c(0, 0, 2, 0), 0.3)
add(c(0, 3, 6, 0), c(0, 0, 2, 0), 0.3); add(c(3, 3), c(3, 3), 0.3); add(c(0, 0, 0), c(0, 0, 0), 0.3)
add(c(3, 3, 3), c(0, 3, 0), 0.3); add(c(10, 10), c(2, 4), 0.3); add(c(10, 10, 10), c(4, 2, 3), 0.3); add(c(1, 2), c(1, 2), 0.3)
# Estimates with the interval of each dose level's own data.
estimates <- lapply(cases[seq(1, 400, by = 10)], function(case) {
  n <- as.vector(case$n); y <- as.vector(case$events); t <- n > 0
  iso <- rep(NA, length(n)); if (any(t)) iso[t] <- smooth(n[t], y[t])
  list(target = case$target, n = asList(n), events = asList(y), isotonic = asList(iso),
    lower = asList(ifelse(y == 0, 0, qbeta(0.025, y, n - y + 1))), upper = asList(ifelse(y == n, 1, qbeta(0.975, y + 1, n - y))),
    posteriorLower = asList(qbeta(0.025, y + 1, n - y + 1)), posteriorUpper = asList(qbeta(0.975, y + 1, n - y + 1)), above = asList(above(case$target, n, y)))
})
writeJson(list(R = R.version.string, cases = cases, estimates = estimates), "interval-mtd.json")
