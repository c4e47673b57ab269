# Reference values for the engine of dose finding: every course of small trials is followed by itself, nothing is merged
# but where it is said (the counts of distinct ends). Base R only.
#
# Run: Rscript validation/dose-finding/engine.R > validation/dose-finding/engine.json

# A rule gets n, y, closed, dose and gives list(stop = reason or NA, dose, size, closed). `ends` collects weighted ends.
follow <- function(rule, recommend, truth, size, first = 1) {
  k <- length(truth)
  out <- list(select = numeric(k), notReached = numeric(k), none = 0, n = numeric(k), y = numeric(k),
              total = numeric(400), totalEvents = numeric(400), safety = 0, paths = 0)
  walk <- function(n, y, closed, dose, size, p) {
    for (e in 0:size) {
      q <- p * dbinom(e, size, truth[dose])
      n2 <- n; y2 <- y
      n2[dose] <- n2[dose] + size; y2[dose] <- y2[dose] + e
      d <- rule(n2, y2, closed, dose)
      if (is.na(d$stop)) { walk(n2, y2, d$closed, d$dose, d$size, q); next }
      out$paths <<- out$paths + 1
      r <- recommend(n2, y2, d$closed, dose)
      if (r > 0) out$select[r] <<- out$select[r] + q
      else if (r < 0) out$notReached[-r] <<- out$notReached[-r] + q
      else out$none <<- out$none + q
      out$n <<- out$n + q * n2; out$y <<- out$y + q * y2
      out$total[sum(n2) + 1] <<- out$total[sum(n2) + 1] + q
      out$totalEvents[sum(y2) + 1] <<- out$totalEvents[sum(y2) + 1] + q
      if (d$stop == "safety") out$safety <<- out$safety + q
    }
  }
  walk(numeric(k), numeric(k), rep(FALSE, k), first, size, 1)
  cut <- function(x) x[seq_len(max(which(x > 0)))]
  out$total <- cut(out$total); out$totalEvents <- cut(out$totalEvents)
  out
}

threeByThree <- function(k) list(
  rule = function(n, y, closed, dose) {
    if (y[dose] >= 2) { closed[dose:k] <- TRUE; return(list(stop = if (dose == 1) "safety" else "found", closed = closed)) }
    if (y[dose] == 1 && n[dose] == 3) return(list(stop = NA, dose = dose, size = 3, closed = closed))
    if (dose == k) return(list(stop = "maximum", closed = closed))
    list(stop = NA, dose = dose + 1, size = 3, closed = closed)
  },
  recommend = function(n, y, closed, dose) if (closed[1]) 0 else if (closed[dose]) dose - 1 else -dose)

# From so many events among n on, P(rate > target | Beta(1 + y, 1 + n - y)) > 0.95; n at least 3.
closesFrom <- function(n, target) { y <- 0:n; at <- which(1 - pbeta(target, 1 + y, 1 + n - y) > 0.95); if (n < 3 || length(at) == 0) Inf else y[at[1]] }

interval <- function(k, size, cohorts, low, high, target, closing) {
  from <- if (closing) sapply(1:(size * cohorts), closesFrom, target) else rep(Inf, size * cohorts)
  list(
    rule = function(n, y, closed, dose) {
      closes <- y[dose] >= from[n[dose]]
      if (closes) closed[dose:k] <- TRUE
      if (closed[1]) return(list(stop = "safety", closed = closed))
      if (sum(n) >= size * cohorts) return(list(stop = "maximum", closed = closed))
      if (closes || y[dose] / n[dose] >= high - 1e-12) dose <- max(1, dose - 1)
      else if (y[dose] / n[dose] <= low + 1e-12 && dose < k && !closed[dose + 1]) dose <- dose + 1
      list(stop = NA, dose = dose, size = size, closed = closed)
    },
    recommend = function(n, y, closed, dose) {
      open <- which(n > 0 & !closed)
      if (length(open) == 0) return(0)
      d <- round(abs(y[open] / n[open] - target), 12)
      open[which.min(d)]
    },
    from = from)
}

lambda <- function(target) {
  a <- 0.6 * target; b <- 1.4 * target
  c(log((1 - a) / (1 - target)) / log(target * (1 - a) / (a * (1 - target))),
    log((1 - target) / (1 - b)) / log(b * (1 - target) / (target * (1 - b))))
}

# Distinct (n, y) at the end, states merged: only the count is taken from here.
distinctEnds <- function(rule, k, size) {
  ends <- new.env()
  now <- list(list(n = numeric(k), y = numeric(k), closed = rep(FALSE, k), dose = 1))
  while (length(now) > 0) {
    later <- new.env()
    for (s in now) for (e in 0:size) {
      n <- s$n; y <- s$y
      n[s$dose] <- n[s$dose] + size; y[s$dose] <- y[s$dose] + e
      d <- rule(n, y, s$closed, s$dose)
      if (is.na(d$stop)) assign(paste(c(n, y, d$closed, d$dose), collapse = ","), list(n = n, y = y, closed = d$closed, dose = d$dose), later)
      else assign(paste(c(n, y), collapse = ","), TRUE, ends)
    }
    now <- mget(ls(later), later)
  }
  length(ls(ends))
}

num <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")
one <- function(name, design, truth, size, extra) {
  r <- follow(design$rule, design$recommend, truth, size)
  sprintf('{"name": "%s", %s, "truth": %s, "paths": %d, "selection": %s, "notReached": %s, "none": %.17g, "safetyStop": %.17g, "n": %s, "events": %s, "totalN": %s, "totalEvents": %s}',
          name, extra, num(truth), r$paths, num(r$select), num(r$notReached), r$none, r$safety, num(r$n), num(r$y), num(r$total), num(r$totalEvents))
}

rows <- c()
for (truth in list(c(0.05, 0.15, 0.3, 0.5), c(0.3, 0.4, 0.5, 0.6), c(0.01, 0.02, 0.05, 0.08), c(0, 0.2, 1, 1)))
  rows <- c(rows, one("three-by-three", threeByThree(4), truth, 3, '"doses": 4'))
plans <- list(
  list(k = 3, size = 3, cohorts = 5, target = 0.3, truths = list(c(0.1, 0.3, 0.5), c(0.4, 0.6, 0.8), c(0.02, 0.05, 0.1))),
  list(k = 4, size = 2, cohorts = 7, target = 0.25, truths = list(c(0.05, 0.1, 0.25, 0.4), c(0.25, 0.25, 0.25, 0.25))),
  list(k = 2, size = 5, cohorts = 4, target = 0.1, truths = list(c(0.05, 0.1), c(0.3, 0.2))),
  list(k = 5, size = 1, cohorts = 11, target = 0.3, truths = list(c(0.05, 0.15, 0.3, 0.45, 0.6))),
  list(k = 3, size = 4, cohorts = 5, target = 0.2, truths = list(c(0.1, 0.2, 0.4))))
for (p in plans) for (truth in p$truths) {
  l <- lambda(p$target)
  d <- interval(p$k, p$size, p$cohorts, l[1], l[2], p$target, TRUE)
  from <- d$from; from[!is.finite(from)] <- -1
  rows <- c(rows, one("interval", d, truth, p$size,
    sprintf('"doses": %d, "cohort": %d, "cohorts": %d, "target": %.17g, "low": %.17g, "high": %.17g, "closeFrom": %s', p$k, p$size, p$cohorts, p$target, l[1], l[2], num(from))))
}

l <- lambda(0.3)
ends <- sapply(list(c(5, 3, 10), c(3, 5, 6), c(3, 3, 6)), function(s) distinctEnds(interval(s[1], s[2], s[3], l[1], l[2], 0.3, TRUE)$rule, s[1], s[2]))
cat(sprintf('{"madeWith": "%s",\n "distinctEnds": [{"doses": 5, "cohort": 3, "cohorts": 10, "ends": %d}, {"doses": 3, "cohort": 5, "cohorts": 6, "ends": %d}, {"doses": 3, "cohort": 3, "cohorts": 6, "ends": %d}],\n "trials": [\n  %s\n]}\n',
            R.version.string, ends[1], ends[2], ends[3], paste(rows, collapse = ",\n  ")))
