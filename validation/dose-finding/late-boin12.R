# BOIN12: benchmark, desirability by integration, ranks, posterior mean utility, from the description in Lin et al. 2020.
num <- function(x) ifelse(is.na(x), "null", sprintf("%.15g", x))
sets <- list(list(t = 0.35, e = 0.25, u2 = 40, u3 = 60), list(t = 0.3, e = 0.2, u2 = 30, u3 = 70), list(t = 0.25, e = 0.3, u2 = 50, u3 = 50))
tables <- character()
for (s in sets) {
  floor <- 100 * s$e * (1 - s$t) + s$u2 * (1 - s$e) * (1 - s$t) + s$u3 * s$e * s$t
  ub <- (floor + 100) / 2
  g <- do.call(rbind, lapply(c(0, 3, 6, 9), function(n) expand.grid(responses = 0:n, events = 0:n, n = n)))
  x <- (100 * g$responses + s$u2 * (g$n - g$responses)) / 100            # utility if nobody had an event
  x <- x - s$u2 * g$events / 100                                          # u2 + u3 = 100: an event always costs u2
  g$d <- mapply(function(n, x) integrate(function(v) dbeta(v, 1 + x, 1 + n - x), ub / 100, 1, rel.tol = 1e-12)$value, g$n, x)
  unsafe <- g$n > 0 & mapply(function(n, y) 1 - pbeta(s$t, 1 + y, 1 + n - y), g$n, g$events) >= 0.95
  futile <- g$n > 0 & mapply(function(n, y) pbeta(s$e, 1 + y, 1 + n - y), g$n, g$responses) >= 0.90
  open <- !(unsafe | futile)
  g$rank <- NA
  g$rank[open] <- rank(round(g$d[open], 10))
  g$mean <- 100 * (1 + x) / (2 + g$n)
  rows <- sprintf("[%d,%d,%d,%s,%s,%s]", g$n, g$events, g$responses, num(g$d), num(g$rank), num(g$mean))
  tables <- c(tables, sprintf('{"mostEvents":%s,"leastResponses":%s,"neither":%s,"both":%s,"benchmark":%s,"rows":[%s]}', num(s$t), num(s$e), num(s$u2), num(s$u3), num(ub), paste(rows, collapse = ",\n")))
}
# Utilities that are no sum: all four kinds of outcome count.
joint <- character()
set.seed(12)
for (i in 1:40) {
  k <- as.vector(rmultinom(1, sample(3:18, 1), c(0.35, 0.35, 0.15, 0.15)))  # response alone, neither, both, event alone
  u <- c(100, 35, 45, 0)
  n <- sum(k); x <- sum(k * u) / 100
  ub <- (100 * 0.25 * 0.7 + 35 * 0.75 * 0.7 + 45 * 0.25 * 0.3 + 100) / 2
  d <- integrate(function(v) dbeta(v, 1 + x, 1 + n - x), ub / 100, 1, rel.tol = 1e-12)$value
  joint <- c(joint, sprintf("[%d,%d,%d,%d,%s,%s]", n, k[3] + k[4], k[1] + k[3], k[3], num(d), num(100 * (1 + x) / (2 + n))))
}
writeLines(c("{", sprintf('"r": "%s",', R.version.string), '"tables": [', paste(tables, collapse = ",\n"), "],", '"joint": [', paste(joint, collapse = ",\n"), "]", "}"), "late-boin12.json")
cat(length(tables), "tables,", length(joint), "joint\n")
