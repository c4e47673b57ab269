# Boundary tables of the interval designs, written out from their definitions. Run in this folder: Rscript interval-boundaries.R
# Every count from 0 to n is judged on its own; the boundaries are read off afterwards.
source("interval-json.R")
targets <- c(0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40)
largest <- 36

# Likelihood of y events among n at rate p, on the log scale.
logLik <- function(p, y, n) y * log(p) + (n - y) * log(1 - p)

# BOIN: up where phi1 explains the data at least as well as the target, down where phi2 does.
boinSays <- function(y, n, target) {
  if (logLik(0.6 * target, y, n) >= logLik(target, y, n) - 1e-12) return("E")
  if (logLik(1.4 * target, y, n) >= logLik(target, y, n) - 1e-12) return("D")
  "S"
}
# Intervals of a common width around the target interval; unit probability mass of each.
keySays <- function(y, n, low, high) {
  width <- high - low
  left <- low; edges <- c(low, high)
  while (edges[1] > 1e-9) edges <- c(max(0, edges[1] - width), edges)
  while (edges[length(edges)] < 1 - 1e-9) edges <- c(edges, min(1, edges[length(edges)] + width))
  density <- diff(pbeta(edges, y + 1, n - y + 1)) / diff(edges)
  best <- max(which(density >= max(density) * (1 - 1e-12)))
  middle <- (edges[best] + edges[best + 1]) / 2
  if (middle < low) "E" else if (middle > high) "D" else "S"
}
mtpiSays <- function(y, n, low, high) {
  mass <- vapply(list(c(0, low), c(low, high), c(high, 1)), function(i) integrate(dbeta, i[1], i[2], shape1 = y + 1, shape2 = n - y + 1, rel.tol = 1e-11, subdivisions = 2000)$value / (i[2] - i[1]), 0)
  c("E", "S", "D")[max(which(mass >= max(mass) * (1 - 1e-9)))]
}
# In whole hundredths, so that no rate on a limit is lost.
hundredths <- function(x) as.integer(round(100 * x))
ccdSays <- function(y, n, low, high) if (100 * y <= hundredths(low) * n) "E" else if (100 * y >= hundredths(high) * n) "D" else "S"
teqrSays <- function(y, n, low, high) if (100 * y < hundredths(low) * n) "E" else if (100 * y > hundredths(high) * n) "D" else "S"

# Fewest events whose posterior (uniform prior) puts the rate above the target with more than 95 %.
closing <- function(n, target, fromN) {
  if (n < fromN) return(NA)
  y <- which(pbeta(target, 1:n + 1, n - 1:n + 1, lower.tail = FALSE) > 0.95)
  if (length(y) == 0) NA else min(y)
}
table <- function(says, close) {
  rows <- lapply(1:largest, function(n) {
    said <- vapply(0:n, says, "", n = n)
    closed <- close(n)
    ups <- which(said == "E") - 1
    downs <- which(said == "D") - 1
    # No gaps: E, then S, then D.
    stopifnot(!is.unsorted(match(said, c("E", "S", "D"))))
    c(if (length(ups)) max(ups) else -1, min(if (length(downs)) min(downs) else n + 1, closed, na.rm = TRUE), closed)
  })
  m <- do.call(rbind, rows)
  list(escalate = m[, 1], deescalate = m[, 2], close = m[, 3])
}
# A target of 0.05 leaves no room below itself for a margin of 0.05.
margin <- function(target) if (target < 0.06) 0.02 else 0.05
ccdMargin <- function(target) if (target < 0.06) 0.04 else if (target < 0.26) 0.09 else if (target < 0.36) 0.10 else 0.12
out <- list(R = R.version.string, largest = largest, tables = list())
add <- function(design, target, options, t) out$tables[[length(out$tables) + 1]] <<- c(list(design = design, target = target), options, t)
for (target in targets) {
  low <- target - margin(target); high <- target + margin(target)
  add("boin", target, list(), table(function(y, n) boinSays(y, n, target), function(n) closing(n, target, 3)))
  add("keyboard", target, list(margin = margin(target)), table(function(y, n) keySays(y, n, low, high), function(n) closing(n, target, 3)))
  add("mtpi2", target, list(margin = margin(target)), table(function(y, n) keySays(y, n, low, high), function(n) closing(n, target, 1)))
  add("mtpi", target, list(margin = margin(target)), table(function(y, n) mtpiSays(y, n, low, high), function(n) closing(n, target, 1)))
  cm <- ccdMargin(target)
  add("ccd", target, list(margin = cm), table(function(y, n) ccdSays(y, n, target - cm, target + cm), function(n) closing(n, target, 3)))
  tooHigh <- target + 0.15
  add("teqr", target, list(margin = margin(target), tooHigh = tooHigh), table(function(y, n) teqrSays(y, n, low, high), function(n) { y <- which(100 * (0:n) >= hundredths(tooHigh) * n) - 1; min(y) }))
  # iBOIN: prior weights are the mean, over the binomial count of 3 earlier participants with rate q, of the posterior
  # probabilities that this count gives the three hypotheses.
  for (q in c(0.5 * target, target, 1.5 * target)) {
    rates <- c(target, 0.6 * target, 1.4 * target)
    weight <- Reduce(`+`, lapply(0:3, function(x) { like <- dbinom(x, 3, rates); dbinom(x, 3, q) * like / sum(like) }))
    says <- function(y, n) {
      post <- weight * exp(c(logLik(target, y, n), logLik(0.6 * target, y, n), logLik(1.4 * target, y, n)))
      if (post[2] >= post[1] * (1 - 1e-12)) "E" else if (post[3] >= post[1] * (1 - 1e-12)) "D" else "S"
    }
    add("iboin", target, list(q = q), table(says, function(n) closing(n, target, 3)))
  }
  # lambda by solving for the rate at which two hypotheses explain the data equally well.
  equal <- function(other) uniroot(function(r) r * log(other / target) + (1 - r) * log((1 - other) / (1 - target)), c(0.001, 0.999), tol = 1e-15)$root
  out$lambda[[length(out$lambda) + 1]] <- list(target = target, escalate = equal(0.6 * target), deescalate = equal(1.4 * target))
}
# A rate that is lambda d exactly: target 0.25, phi2 0.75 gives lambda d = 1/2.
writeJson(out, "interval-boundaries.json")
