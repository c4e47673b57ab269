# Reference figures of sizes and power. R's own power.t.test and power.prop.test where they do it, their rules written out where not.
library(jsonlite)
root <- function(f, low, high) uniroot(f, c(low, high), tol = 1e-13, maxiter = 10000)$root
out <- list(made = sprintf("R %s", getRversion()))

# Two means: power.t.test, both tails; unequal arms with pt's noncentrality.
t.power <- function(effect, n, m, alpha, two) {
  df <- n + m - 2; ncp <- effect / sqrt(1 / n + 1 / m); tail <- if (two) alpha / 2 else alpha; q <- qt(tail, df, lower.tail = FALSE)
  pt(q, df, ncp, lower.tail = FALSE) + if (two) pt(-q, df, ncp) else 0
}
means <- expand.grid(effect = c(0.4, 0.8, 1.2, 2), alpha = c(0.05, 0.01), power = c(0.8, 0.9), two = c(TRUE, FALSE), ratio = c(1, 2))
out$means <- do.call(rbind, lapply(seq_len(nrow(means)), function(i) with(means[i, ], {
  f <- function(n) t.power(effect, n, ratio * n, alpha, two)
  exact <- root(function(n) f(n) - power, 2, 5000)
  n <- ceiling(exact); at <- f(n)
  if (ratio == 1) stopifnot(abs(power.t.test(n = n, delta = effect, sig.level = alpha, alternative = if (two) "two.sided" else "one.sided", strict = TRUE)$power - at) < 1e-12)
  data.frame(effect, alpha, power, two, ratio, exact, n, at)
})))

# Two proportions: power.prop.test, strict; arcsine as pwr.2p.test; continuity; exact by enumeration with fisher.test.
z.power <- function(p, q, n, alpha, two, way) {
  z <- qnorm(if (two) alpha / 2 else alpha, lower.tail = FALSE)
  if (way == "arcsine") { h <- abs(2 * asin(sqrt(p)) - 2 * asin(sqrt(q))) * sqrt(n / 2); return(pnorm(z - h, lower.tail = FALSE) + if (two) pnorm(-z - h) else 0) }
  d <- abs(p - q); own <- sqrt(p * (1 - p) / n + q * (1 - q) / n); pool <- (p + q) / 2; under <- if (way == "unpooled") own else sqrt(2 * pool * (1 - pool) / n); step <- if (way == "continuity") 1 / n else 0
  pnorm((z * under + step - d) / own, lower.tail = FALSE) + if (two) pnorm((-z * under - step - d) / own) else 0
}
props <- expand.grid(pair = 1:3, power = c(0.8, 0.9), two = c(TRUE, FALSE), way = c("normal", "unpooled", "continuity", "arcsine"), stringsAsFactors = FALSE)
pairs <- list(c(0.75, 0.5), c(0.05, 0.3), c(0.6, 0.9))
out$proportions <- do.call(rbind, lapply(seq_len(nrow(props)), function(i) with(props[i, ], {
  p <- pairs[[pair]][1]; q <- pairs[[pair]][2]; f <- function(n) z.power(p, q, n, 0.05, two, way)
  exact <- root(function(n) f(n) - power, 1, 5000); n <- ceiling(exact)
  if (way == "normal") stopifnot(abs(power.prop.test(n = n, p1 = p, p2 = q, alternative = if (two) "two.sided" else "one.sided", strict = two)$power - f(n)) < 1e-12)
  data.frame(p, q, power, two, way, exact, n, at = f(n))
})))
# Casagrande, Pike and Smith's closed form agrees with the continuity rule for one side.
for (pair in pairs) { p <- pair[1]; q <- pair[2]; pool <- (p + q) / 2; d <- abs(p - q)
  plain <- (qnorm(0.95) * sqrt(2 * pool * (1 - pool)) + qnorm(0.8) * sqrt(p * (1 - p) + q * (1 - q)))^2 / d^2
  stopifnot(abs(plain / 4 * (1 + sqrt(1 + 4 / (plain * d)))^2 - root(function(n) z.power(p, q, n, 0.05, FALSE, "continuity") - 0.8, 1, 5000)) < 1e-7) }

exact.power <- function(p, q, n, m, alpha, two, way) {
  side <- if (two) "two.sided" else if (p > q) "greater" else "less"
  sum(sapply(0:n, function(x) sapply(0:m, function(y) {
    sig <- if (way == "fisher") fisher.test(matrix(c(x, n - x, y, m - y), 2), alternative = side)$p.value <= alpha else { s <- (x + y) / (n + m); s > 0 && s < 1 && { z <- (x / n - y / m) / sqrt(s * (1 - s) * (1 / n + 1 / m)); if (two) abs(z) >= qnorm(1 - alpha / 2) else (if (p > q) z else -z) >= qnorm(1 - alpha) } }
    if (sig) dbinom(x, n, p) * dbinom(y, m, q) else 0
  })))
}
sets <- list(list(0.8, 0.3, 12, 12, TRUE), list(0.8, 0.3, 15, 10, TRUE), list(0.1, 0.6, 9, 18, FALSE), list(0.95, 0.4, 8, 8, TRUE), list(0.5, 0.9, 20, 20, FALSE))
out$tables <- do.call(rbind, lapply(c("fisher", "pearson"), function(way) do.call(rbind, lapply(sets, function(s) data.frame(p = s[[1]], q = s[[2]], n = s[[3]], m = s[[4]], two = s[[5]], way, at = exact.power(s[[1]], s[[2]], s[[3]], s[[4]], 0.05, s[[5]], way))))))
sizes <- sapply(2:60, function(n) exact.power(0.9, 0.4, n, n, 0.05, TRUE, "fisher")) >= 0.8
out$fisherSize <- list(first = (2:60)[which(sizes)[1]], stays = (2:60)[max(which(!sizes)) + 1])

# One proportion: qbinom's limits.
one <- expand.grid(pair = 1:4, two = c(TRUE, FALSE), power = c(0.8, 0.9)); singles <- list(c(0.2, 0.4), c(0.5, 0.3), c(0.05, 0.2), c(0.9, 0.7))
out$single <- do.call(rbind, lapply(seq_len(nrow(one)), function(i) with(one[i, ], {
  p <- singles[[pair]][1]; q <- singles[[pair]][2]; tail <- if (two) 0.025 else 0.05
  reject <- function(n, pr) {
    low <- if (two || q < p) qbinom(tail, n, p) - (pbinom(qbinom(tail, n, p), n, p) > tail) else -1
    high <- if (two || q > p) qbinom(tail, n, p, lower.tail = FALSE) + 1 else n + 1
    c((if (low >= 0) pbinom(low, n, pr) else 0) + (if (high <= n) pbinom(high - 1, n, pr, lower.tail = FALSE) else 0), low, high)
  }
  enough <- sapply(1:700, function(n) reject(n, q)[1] >= power)
  first <- which(enough)[1]; stays <- max(which(!enough)) + 1; at <- reject(stays, q)
  data.frame(p, q, two, power, first, stays, at = at[1], low = at[2], high = at[3], level = reject(stays, p)[1])
})))

# Width of Clopper and Pearson's interval.
cp <- function(x, n, a = 0.05) c(if (x == 0) 0 else qbeta(a / 2, x, n - x + 1), if (x == n) 1 else qbeta(1 - a / 2, x + 1, n - x))
widths <- list(c(0, 0.1), c(0.1, 0.2), c(0.5, 0.3), c(0.3, 0.15))
half.up <- function(x) floor(x + 0.5)
out$width <- do.call(rbind, lapply(widths, function(w) { ok <- sapply(1:900, function(n) diff(cp(half.up(n * w[1]), n)) <= w[2]); s <- max(which(!ok)) + 1; l <- cp(half.up(s * w[1]), s); data.frame(p = w[1], width = w[2], first = which(ok)[1], stays = s, lower = l[1], upper = l[2]) }))
out$seeing <- do.call(rbind, lapply(c(0.001, 0.01, 0.05, 0.2), function(p) { n <- which(pbinom(0, 1:6000, p) <= 0.05)[1]; data.frame(p, n, chance = pbinom(0, n, p, lower.tail = FALSE), unseen = binom.test(0, n, alternative = "less")$conf.int[2]) }))

# Log-rank and rates, written out.
time <- expand.grid(hr = c(0.5, 0.7, 1.6), ratio = c(1, 2), power = c(0.8, 0.9)); 
out$time <- do.call(rbind, lapply(seq_len(nrow(time)), function(i) with(time[i, ], { z <- (qnorm(0.975) + qnorm(power))^2; pi <- ratio / (1 + ratio)
  s <- z / (pi * (1 - pi) * log(hr)^2); f <- z * (1 + ratio * hr)^2 / (ratio * (1 - hr)^2); p0 <- 0.6; p1 <- 1 - 0.4^hr
  data.frame(hr, ratio, power, schoenfeld = s, freedman = f, total = ceiling(s / (p0 + ratio * p1) - 1e-9) + ceiling(ratio * s / (p0 + ratio * p1) - 1e-9)) })))
rate <- expand.grid(treated = c(0.5, 1.7), ratio = c(1, 3), k = c(0, 0.8))
out$rates <- do.call(rbind, lapply(seq_len(nrow(rate)), function(i) with(rate[i, ], data.frame(treated, ratio, k, time = (qnorm(0.975) + qnorm(0.8))^2 * (1 + 1 / (ratio * treated) + k * (1 + 1 / ratio)) / log(treated)^2))))
out$counts <- do.call(rbind, lapply(list(c(0.5, 1), c(0.4, 2), c(2.5, 1)), function(s) { none <- s[2] / (1 + s[2]); share <- s[2] * s[1] / (s[2] * s[1] + 1)
  power <- function(n) { ok <- sapply(0:n, function(x) min(pbinom(x, n, none), pbinom(x - 1, n, none, lower.tail = FALSE)) <= 0.025); sum(dbinom((0:n)[ok], n, share)) }
  at <- sapply(1:400, power); n <- max(which(at < 0.8)) + 1; data.frame(treated = s[1], ratio = s[2], n, at = at[n]) }))
write_json(out, "validation/followup/sample-size.json", digits = NA, auto_unbox = TRUE, pretty = FALSE)
