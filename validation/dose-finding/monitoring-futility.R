# One-sided limits with a stop for futility, by alpha and beta spending, recomputed with base R: densities on a fine grid.
# Run: Rscript validation/dose-finding/monitoring-futility.R   (writes monitoring-futility.json beside it)

num <- function(x) sprintf("%.17g", x)
vec <- function(x) paste0("[", paste(num(x), collapse = ", "), "]")
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))

simpson <- function(n, h) h / 3 * c(1, rep(c(4, 2), length.out = n - 2), 1)
spend <- list(
  obf = function(a, t, g) 2 * pnorm(qnorm(a / 2, lower.tail = FALSE) / sqrt(t), lower.tail = FALSE),
  pocock = function(a, t, g) a * log(1 + (exp(1) - 1) * t),
  power = function(a, t, g) a * t^g,
  hsd = function(a, t, g) if (g == 0) a * t else a * (1 - exp(-g * t)) / (1 - exp(-g)))

start <- list(t = 0, x = 0, m = 1)
beyond <- function(s, t, b, drift, upper) { dt <- t - s$t; sum(s$m * pnorm((b - s$x - drift * dt) / sqrt(dt), lower.tail = !upper)) }
advance <- function(s, t, low, high, drift, n = 1001) {
  dt <- t - s$t
  low <- max(low, drift * t - 8.5 * sqrt(t)); high <- min(high, drift * t + 8.5 * sqrt(t))
  x <- seq(low, high, length.out = n)
  f <- drop(outer(x, s$x, function(x, y) dnorm(x, y + drift * dt, sqrt(dt))) %*% s$m)
  list(t = t, x = x, m = f * simpson(n, (high - low) / (n - 1)))
}
# A root, or the end that lies nearest where the rest is too small to be spent.
root <- function(f, low, high) { if (f(low) * f(high) > 0) if (abs(f(low)) < abs(f(high))) low else high else uniroot(f, c(low, high), tol = 1e-13)$root }
# All limits at a drift, and how far the last lower one lies above the upper one.
limits <- function(ts, a, b, fa, ga, fb, gb, binding, drift) {
  none <- there <- start; spent <- bspent <- 0; up <- low <- numeric(length(ts)); K <- length(ts)
  for (k in seq_len(K)) {
    t <- ts[k]
    up[k] <- root(function(z) log(beyond(none, t, z * sqrt(t), 0, TRUE)) - log(fa(a, t, ga) - spent), -3, 14)
    low[k] <- root(function(z) log(beyond(there, t, z * sqrt(t), drift, FALSE)) - log(fb(b, t, gb) - bspent), -12, 8)
    spent <- fa(a, t, ga); bspent <- fb(b, t, gb)
    if (k < K) {
      if (low[k] >= up[k]) return(list(gap = 1))
      none <- advance(none, t, if (binding) low[k] * sqrt(t) else -Inf, up[k] * sqrt(t), 0)
      there <- advance(there, t, low[k] * sqrt(t), up[k] * sqrt(t), drift)
    }
  }
  list(up = up, low = low, gap = low[K] - up[K])
}
# Probability of a stop for benefit, futility obeyed.
benefit <- function(ts, up, low, drift) {
  s <- start; p <- 0
  for (k in seq_along(ts)) { p <- p + beyond(s, ts[k], up[k] * sqrt(ts[k]), drift, TRUE); if (k < length(ts)) s <- advance(s, ts[k], low[k] * sqrt(ts[k]), up[k] * sqrt(ts[k]), drift) }
  p
}
third <- 1:3 / 3
cases <- list(
  list("hsd", -4, "hsd", -2, third, 0.025, 0.1, FALSE), list("hsd", -4, "hsd", -2, third, 0.025, 0.1, TRUE), list("obf", 0, "obf", 0, third, 0.025, 0.1, FALSE),
  list("obf", 0, "pocock", 0, c(0.3, 0.6, 1), 0.025, 0.2, FALSE), list("pocock", 0, "power", 3, c(0.25, 0.5, 0.75, 1), 0.05, 0.1, TRUE), list("power", 3, "hsd", 1, c(0.5, 1), 0.05, 0.2, FALSE), list("obf", 0, "hsd", -4, c(0.35, 0.8, 1), 0.025, 0.15, TRUE))
rows <- sapply(cases, function(s) {
  at <- function(d) limits(s[[5]], s[[6]], s[[7]], spend[[s[[1]]]], s[[2]], spend[[s[[3]]]], s[[4]], s[[8]], d)
  one <- qnorm(1 - s[[6]]) + qnorm(1 - s[[7]])
  drift <- uniroot(function(d) at(d)$gap, c(0.95 * one, 1.4 * one), tol = 1e-11)$root
  l <- at(drift)
  paste0("{\"spending\": \"", s[[1]], "\", \"parameter\": ", num(s[[2]]), ", \"betaSpending\": \"", s[[3]], "\", \"betaParameter\": ", num(s[[4]]), ", \"fractions\": ", vec(s[[5]]), ", \"alpha\": ", num(s[[6]]), ", \"beta\": ", num(s[[7]]), ", \"futility\": \"", if (s[[8]]) "binding" else "non-binding",
    "\", \"upper\": ", vec(l$up), ", \"lower\": ", vec(l$low), ", \"drift\": ", num(drift), ", \"benefit\": ", vec(sapply(c(0, drift / 2, drift), function(d) benefit(s[[5]], l$up, l$low, d))), "}")
})
writeLines(c(paste0("{\n \"r\": \"", R.version.string, "\","), " \"futility\": [", paste0("  ", rows, c(rep(",", length(rows) - 1), "")), " ]", "}"), file.path(here, "monitoring-futility.json"))
