# A second event-driven simulation of TITE-BOIN (imputation) and of BOIN that waits, written from the description alone:
# Poisson arrivals, a queue, uniform time to event. Means with their standard errors.
set.seed(20181)
phi <- 0.3; truth <- c(0.1, 0.2, 0.3, 0.45, 0.6); A <- 28; rate <- 0.15; ncohort <- 8; size <- 3; trials <- 3000
p1 <- 0.6 * phi; p2 <- 1.4 * phi
le <- log((1 - p1) / (1 - phi)) / log(phi * (1 - p1) / (p1 * (1 - phi))); ld <- log((1 - phi) / (1 - p2)) / log(p2 * (1 - phi) / (phi * (1 - p2)))
elim <- outer(0:30, 1:30, function(y, n) y <= n & n >= 3 & 1 - pbeta(phi, y + 1, pmax(n - y, 0) + 1) > 0.95)
one <- function(tite) {
  D <- length(truth); dose <- integer(); on <- numeric(); known <- numeric(); ev <- logical(); top <- D
  d <- 1; arrive <- 0; free <- 0; first <- TRUE; why <- "max"
  for (k in seq_len(ncohort)) {
    for (j in seq_len(size)) {
      if (!first) arrive <- arrive + rexp(1, rate); first <- FALSE
      now <- max(arrive, free)
      if (k > 1 && j == 1) repeat {
        n <- tabulate(dose, D); y <- tabulate(dose[ev & known <= now], D)
        bad <- which(mapply(function(n, y) n >= 3 && elim[y + 1, n], n, y))
        if (length(bad)) top <- min(top, min(bad) - 1)
        if (top == 0) { why <- "safety"; break }
        pend <- known > now
        if (any(pend) && !tite) { now <- min(known[pend]); next }
        if (d > top) { d <- top; break }
        c <- sum(pend & dose == d); N <- n[d]; Y <- y[d]
        if (Y / N >= ld) { d <- max(1, d - 1); break }
        if (c > N / 2) { now <- min(known[pend]); next }
        if (c == 0) { if (Y / N <= le && d < top) d <- d + 1; break }
        s <- sum((now - on[pend & dose == d]) / A); q <- (phi / 2 + Y) / (N - c + 1); r <- (Y + q / (1 - q) * (c - s)) / N
        if (r <= le && Y / N < phi && d < top) d <- d + 1 else if (r >= ld && Y / N >= phi && d > 1) d <- d - 1
        break
      }
      if (why == "safety") break
      e <- runif(1) < truth[d]; t <- if (e) runif(1) * A else A
      dose <- c(dose, d); on <- c(on, now); known <- c(known, now + t); ev <- c(ev, e); free <- now
    }
    if (why == "safety") break
  }
  n <- tabulate(dose, D); y <- tabulate(dose[ev], D)
  bad <- which(mapply(function(n, y) n >= 3 && elim[y + 1, n], n, y)); if (length(bad)) top <- min(top, min(bad) - 1)
  sel <- 0
  use <- which(n > 0 & seq_len(D) <= top)
  if (length(use)) {
    a <- y[use] + 0.05; m <- n[use] + 0.1; w <- m^2 * (m + 1) / (a * (m - a)); p <- a / m
    # max-min formula of isotonic regression
    K <- length(use); iso <- sapply(1:K, function(i) max(sapply(1:i, function(lo) min(sapply(i:K, function(hi) sum(w[lo:hi] * p[lo:hi]) / sum(w[lo:hi]))))))
    sel <- use[which.min(abs(iso + seq_len(K) * 1e-10 - phi))]
  }
  c(sapply(0:D, function(k) sel == k), n, max(known))
}
out <- sapply(c(FALSE, TRUE), function(t) { r <- replicate(trials, one(t)); rbind(rowMeans(r), apply(r, 1, sd) / sqrt(trials)) }, simplify = "array")
txt <- function(i) sprintf('{"selection":[%s],"n":[%s],"duration":%.10g,"errors":[%s]}', paste(out[1, 1:6, i], collapse = ","), paste(out[1, 7:11, i], collapse = ","), out[1, 12, i], paste(signif(out[2, , i], 8), collapse = ","))
writeLines(c("{", sprintf('"r": "%s", "trials": %d,', R.version.string, trials), sprintf('"waiting": %s,', txt(1)), sprintf('"tite": %s', txt(2)), "}"), "late-simulation.json")
print(round(out[1, , ], 3))
