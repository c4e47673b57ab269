# Group-sequential limits by alpha spending, recomputed with base R: densities on a fine grid, Simpson's rule.
# Run: Rscript validation/dose-finding/monitoring-spending.R   (writes monitoring-spending.json beside it)

num <- function(x) sprintf("%.17g", x)
vec <- function(x) paste0("[", paste(num(x), collapse = ", "), "]")
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))

simpson <- function(n, h) h / 3 * c(1, rep(c(4, 2), length.out = n - 2), 1)
grid <- function(low, high, n = 1201) list(x = seq(low, high, length.out = n), w = simpson(n, (high - low) / (n - 1)))

spend <- list(
  obf = function(a, t, g) 2 * pnorm(qnorm(a / 2, lower.tail = FALSE) / sqrt(t), lower.tail = FALSE),
  pocock = function(a, t, g) a * log(1 + (exp(1) - 1) * t),
  power = function(a, t, g) a * t^g,
  hsd = function(a, t, g) if (g == 0) a * t else a * (1 - exp(-g * t)) / (1 - exp(-g)))

# State: grid of B(t) with density times weight.
cross <- function(state, t, b, drift) { dt <- t - state$t; sum(state$m * pnorm((b - state$x - drift * dt) / sqrt(dt), lower.tail = FALSE)) }
cross_low <- function(state, t, b, drift) { dt <- t - state$t; sum(state$m * pnorm((b - state$x - drift * dt) / sqrt(dt))) }
advance <- function(state, t, low, high, drift) {
  dt <- t - state$t
  low <- max(low, drift * t - 8.5 * sqrt(t)); high <- min(high, drift * t + 8.5 * sqrt(t))
  g <- grid(low, high)
  f <- sapply(g$x, function(x) sum(state$m * dnorm(x, state$x + drift * dt, sqrt(dt))))
  list(t = t, x = g$x, m = f * g$w)
}
start <- list(t = 0, x = 0, m = 1)

limits <- function(ts, alpha, two, f, g) {
  a <- if (two) alpha / 2 else alpha
  state <- start; before <- 0; z <- numeric(length(ts))
  for (k in seq_along(ts)) {
    target <- f(a, ts[k], g) - before; before <- f(a, ts[k], g)
    z[k] <- uniroot(function(z) log(cross(state, ts[k], z * sqrt(ts[k]), 0)) - log(target), c(-3, 12), tol = 1e-12)$root
    state <- advance(state, ts[k], if (two) -z[k] * sqrt(ts[k]) else -Inf, z[k] * sqrt(ts[k]), 0)
  }
  z
}
power <- function(ts, z, two, drift) {
  state <- start; up <- 0
  for (k in seq_along(ts)) { up <- up + cross(state, ts[k], z[k] * sqrt(ts[k]), drift); state <- advance(state, ts[k], if (two) -z[k] * sqrt(ts[k]) else -Inf, z[k] * sqrt(ts[k]), drift) }
  up
}
error_classical <- function(ts, c, delta, two) {
  z <- c * ts^(delta - 0.5); state <- start; e <- 0
  for (k in seq_along(ts)) { b <- z[k] * sqrt(ts[k]); e <- e + cross(state, ts[k], b, 0) + (if (two) cross_low(state, ts[k], -b, 0) else 0); state <- advance(state, ts[k], if (two) -b else -Inf, b, 0) }
  e
}

cases <- list(list("obf", 1:5 / 5, 0.05, TRUE, 0), list("pocock", 1:5 / 5, 0.05, TRUE, 0), list("obf", c(0.5, 1), 0.05, TRUE, 0), list("obf", c(1, 2, 3) / 3, 0.025, FALSE, 0), list("pocock", c(0.25, 0.5, 0.75, 1), 0.025, FALSE, 0),
  list("power", c(0.3, 0.6, 1), 0.05, TRUE, 3), list("hsd", c(0.25, 0.5, 0.75, 1), 0.025, FALSE, -4), list("hsd", c(0.4, 0.7, 1), 0.05, TRUE, 1), list("obf", c(0.31, 0.47, 0.83, 0.95), 0.05, TRUE, 0), list("power", c(0.5, 1), 0.1, FALSE, 1))
rows <- sapply(cases, function(s) {
  z <- limits(s[[2]], s[[3]], s[[4]], spend[[s[[1]]]], s[[5]])
  p <- sapply(c(2, 3.2), function(d) power(s[[2]], z, s[[4]], d))
  paste0("{\"kind\": \"", s[[1]], "\", \"fractions\": ", vec(s[[2]]), ", \"alpha\": ", num(s[[3]]), ", \"sides\": \"", if (s[[4]]) "two-sided" else "upper", "\", \"parameter\": ", num(s[[5]]), ", \"limits\": ", vec(z), ", \"drifts\": [2, 3.2], \"power\": ", vec(p), "}")
})
classical <- list(list(2, 0.05, 0.5), list(5, 0.05, 0.5), list(5, 0.05, 0), list(5, 0.05, 0.25), list(3, 0.01, 0), list(4, 0.1, 0.5))
constants <- sapply(classical, function(s) { ts <- seq_len(s[[1]]) / s[[1]]; c0 <- uniroot(function(c) error_classical(ts, c, s[[3]], TRUE) - s[[2]], c(1, 5), tol = 1e-10)$root
  paste0("{\"looks\": ", num(s[[1]]), ", \"alpha\": ", num(s[[2]]), ", \"delta\": ", num(s[[3]]), ", \"constant\": ", num(c0), "}") })
writeLines(c(paste0("{\n \"r\": \"", R.version.string, "\","), " \"spending\": [", paste0("  ", rows, c(rep(",", length(rows) - 1), "")), " ],", " \"classical\": [", paste0("  ", constants, c(rep(",", length(constants) - 1), "")), " ]", "}"), file.path(here, "monitoring-spending.json"))
