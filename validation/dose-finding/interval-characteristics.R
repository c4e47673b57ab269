# Exact operating characteristics of interval designs by enumeration with equal states merged, written out independently.
# Run in this folder: Rscript interval-characteristics.R
source("interval-json.R")
maxMin <- function(x, w) { k <- length(x); vapply(seq_len(k), function(j) max(vapply(1:j, function(a) min(vapply(j:k, function(b) sum(x[a:b] * w[a:b]) / sum(w[a:b]), 0)), 0)), 0) }
select <- function(n, y, o) {
  bad <- n >= 3 & pbeta(o$target, y + 1, n - y + 1, lower.tail = FALSE) > 0.95
  closed <- cumsum(bad) > 0
  if (o$extraSafe && n[1] >= 3 && pbeta(o$target, y[1] + 1, n[1] - y[1] + 1, lower.tail = FALSE) > 0.95 - o$offset) return(0)
  fit <- which(n > 0 & !closed)
  if (length(fit) == 0) return(0)
  a <- y[fit] + 0.05; b <- n[fit] - y[fit] + 0.05
  p <- maxMin(a / (a + b), (a + b)^2 * (a + b + 1) / (a * b)) + seq_along(fit) * 1e-10
  if (o$bounded) { keep <- p < o$up; fit <- fit[keep]; p <- p[keep] }
  if (length(fit) == 0) 0 else fit[which.min(abs(p - o$target))]
}
# What follows after the counts at dose d: list(dose) or NULL for an end. `elim` is the lowest closed dose level (K + 1: none).
characteristics <- function(o, truths) {
  K <- length(truths[[1]])
  o$lambda <- log((1 - 0.6 * o$target) / (1 - o$target)) / log(o$target * (1 - 0.6 * o$target) / (0.6 * o$target * (1 - o$target)))
  o$up <- log((1 - o$target) / (1 - 1.4 * o$target)) / log(1.4 * o$target * (1 - o$target) / (o$target * (1 - 1.4 * o$target)))
  truth <- do.call(rbind, truths)
  sums <- list(sel = matrix(0, nrow(truth), K), none = rep(0, nrow(truth)), n = matrix(0, nrow(truth), K), y = matrix(0, nrow(truth), K), total = matrix(0, nrow(truth), o$maxN + 1), safety = rep(0, nrow(truth)), ends = 0)
  finish <- function(n, y, p, safety) {
    s <- if (safety) 0 else select(n, y, o)
    if (s == 0) sums$none <<- sums$none + p else sums$sel[, s] <<- sums$sel[, s] + p
    if (safety) sums$safety <<- sums$safety + p
    sums$n <<- sums$n + outer(p, n); sums$y <<- sums$y + outer(p, y)
    sums$total[, sum(n) + 1] <<- sums$total[, sum(n) + 1] + p
  }
  # One list of states for every number of participants treated so far.
  layers <- lapply(0:o$maxN, function(i) new.env(hash = TRUE))
  put <- function(n, y, d, elim, phase, p) {
    at <- layers[[sum(n) + 1]]
    key <- paste(c(n, y, d, elim, phase), collapse = " ")
    known <- at[[key]]
    at[[key]] <- if (is.null(known)) list(n = n, y = y, d = d, elim = elim, phase = phase, p = p) else { known$p <- known$p + p; known }
  }
  put(rep(0, K), rep(0, K), 1, K + 1, if (o$titration) 1 else 0, rep(1, nrow(truth)))
  seen <- new.env(hash = TRUE)
  for (total in 0:(o$maxN - 1)) for (key in ls(layers[[total + 1]])) {
    s <- layers[[total + 1]][[key]]
    size <- min(if (s$phase == 1) 1 else if (s$phase == 2) o$size - 1 else o$size, o$maxN - total)
    for (x in 0:size) {
      n <- s$n; y <- s$y; d <- s$d; elim <- s$elim
      n[d] <- n[d] + size; y[d] <- y[d] + x
      p <- s$p * dbinom(x, size, truth[, d])
      full <- sum(n) >= o$maxN
      mark <- paste(c(n, y), collapse = " ")
      end <- function(safety) { if (is.null(seen[[mark]])) { seen[[mark]] <- TRUE; sums$ends <<- sums$ends + 1 }; finish(n, y, p, safety) }
      if (s$phase == 1 && !full) {
        if (x == 0 && d < K) put(n, y, d + 1, elim, 1, p) else put(n, y, d, elim, 2, p)
        next
      }
      post <- pbeta(o$target, y[d] + 1, n[d] - y[d] + 1, lower.tail = FALSE)
      if (!(full && o$package)) {
        if (n[d] >= 3 && post > 0.95) { if (d == 1) { end(TRUE); next }; elim <- min(elim, d) }
        if (o$extraSafe && d == 1 && n[1] >= 3 && post > 0.95 - o$offset) { end(TRUE); next }
      }
      if (full) { end(FALSE); next }
      rate <- y[d] / n[d]
      go <- if (rate <= o$lambda && d < K && d + 1 < elim) d + 1 else if ((rate >= o$up || d >= elim) && d > 1) d - 1 else d
      if (!is.na(o$nStop) && n[d] >= o$nStop && go == d) { end(FALSE); next }
      put(n, y, go, elim, 0, p)
    }
  }
  lapply(seq_len(nrow(truth)), function(i) list(truth = asList(truth[i, ]), selection = asList(sums$sel[i, ]), none = sums$none[i], safety = sums$safety[i], n = asList(sums$n[i, ]), events = asList(sums$y[i, ]), totalN = asList(sums$total[i, ]), ends = sums$ends))
}
base <- list(target = 0.3, size = 3, maxN = 30, extraSafe = FALSE, offset = 0.05, nStop = NA, titration = FALSE, bounded = FALSE, package = FALSE)
with <- function(...) modifyList(base, list(...), keep.null = TRUE)
five <- list(c(0.05, 0.15, 0.3, 0.45, 0.6), c(0.3, 0.4, 0.5, 0.6, 0.7), c(0.02, 0.05, 0.1, 0.2, 0.3), c(0.5, 0.6, 0.7, 0.8, 0.9), c(0.1, 0.1, 0.1, 0.1, 0.1))
four <- list(c(0.05, 0.1, 0.25, 0.4), c(0.25, 0.35, 0.5, 0.6), c(0.4, 0.5, 0.6, 0.7))
cases <- list(
  list(options = with(), truths = five),
  list(options = with(package = TRUE), truths = five),
  list(options = with(bounded = TRUE), truths = five),
  list(options = with(target = 0.25, maxN = 24, extraSafe = TRUE, offset = 0.1, nStop = 9), truths = four),
  list(options = with(target = 0.25, maxN = 24, extraSafe = TRUE, package = TRUE, nStop = 12), truths = four),
  list(options = with(maxN = 20, titration = TRUE), truths = five[1:3]),
  list(options = with(target = 0.2, size = 1, maxN = 14), truths = four),
  list(options = with(target = 0.35, size = 4, maxN = 22, nStop = 8), truths = four))
out <- lapply(cases, function(case) { o <- case$options; r <- characteristics(o, case$truths); c(list(options = o), list(results = r)) })
for (case in out) for (r in case$results) stopifnot(abs(sum(r$selection) + r$none - 1) < 1e-12, abs(sum(r$totalN) - 1) < 1e-12)
cat(out[[1]]$results[[1]]$ends, "end states\n")
writeJson(list(R = R.version.string, cases = out), "interval-characteristics.json")
