# Posterior probabilities of the keys of TITE-keyboard with effective numbers of participants, by integrating the density.
num <- function(x) sprintf("%.15g", x)
keys <- function(phi, m = 0.05) {
  low <- phi - m; high <- phi + m; w <- 2 * m
  edges <- c(low, high)
  while (edges[1] > 1e-9) edges <- c(max(0, edges[1] - w), edges)
  while (edges[length(edges)] < 1 - 1e-9) edges <- c(edges, min(1, edges[length(edges)] + w))
  edges[edges < 1e-9] <- 0
  edges
}
rows <- character()
for (phi in c(0.1, 0.2, 0.25, 0.3, 0.4)) for (case in list(c(3, 1, 0, 0.4), c(3, 2, 0, 1.1), c(6, 2, 1, 0.7), c(6, 3, 1, 2.2), c(6, 4, 2, 0.3), c(9, 3, 1, 1.9), c(9, 4, 2, 3.3), c(12, 5, 3, 0.8), c(12, 2, 4, 1.5), c(5, 0, 1, 0))) {
  n <- case[1]; c <- case[2]; y <- case[3]; s <- case[4]
  ess <- n - c + s
  e <- keys(phi)
  p <- sapply(seq_len(length(e) - 1), function(k) integrate(function(t) exp(y * log(t) + (ess - y) * log1p(-t) - lbeta(1 + y, 1 + ess - y)), e[k], e[k + 1], rel.tol = 1e-12)$value)
  stopifnot(abs(sum(p) - 1) < 1e-9)
  best <- which.max(p / diff(e))
  target <- which(abs(e - (phi - 0.05)) < 1e-9)
  rows <- c(rows, sprintf('{"target":%s,"n":%d,"pending":%d,"events":%d,"followed":%s,"probabilities":[%s],"strongest":%s,"side":%d}',
    num(phi), n, c, y, num(s), paste(num(p), collapse = ","), num(e[best]), as.integer(sign(best - target))))
}
writeLines(c("{", sprintf('"r": "%s",', R.version.string), '"cases": [', paste(rows, collapse = ",\n"), "]", "}"), "late-tite-keyboard.json")
cat(length(rows), "cases\n")
