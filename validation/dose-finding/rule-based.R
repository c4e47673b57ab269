# Exact characteristics of rule-based designs, written out independently: every trial is run for every possible outcome of
# every cohort that it might ever ask for (potential outcomes), and weighted by binomial probabilities. Fixed cohorts and
# A+B selections come from closed forms. Writes rule-based.json beside itself.
# Run: Rscript validation/dose-finding/rule-based.R

number <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
result <- function(truth, selection, none, not_reached, n, events)
  sprintf('{"truth":%s,"selection":%s,"none":%.17g,"notReached":%.17g,"n":%s,"events":%s}',
          number(truth), number(selection), none, not_reached, number(n), number(events))

# Runs `trial` for every combination of outcomes; `sizes` are the potential cohorts of one dose level.
# trial(o) gets a matrix (dose level, cohort) of events and returns list(mtd, n, events); mtd 0 none, -1 not reached.
enumerate <- function(levels, sizes, trial, truths) {
  per_level <- expand.grid(lapply(sizes, function(s) 0:s))
  picks <- as.matrix(expand.grid(rep(list(seq_len(nrow(per_level))), levels)))
  outcomes <- as.matrix(per_level)
  mtd <- integer(nrow(picks)); n <- matrix(0, nrow(picks), levels); events <- n
  for (row in seq_len(nrow(picks))) {
    end <- trial(outcomes[picks[row, ], , drop = FALSE])
    mtd[row] <- end$mtd; n[row, ] <- end$n; events[row, ] <- end$events
  }
  vapply(truths, function(truth) {
    weight <- rep(1, nrow(picks))
    for (level in seq_len(levels)) {
      p <- rep(1, nrow(per_level))
      for (cohort in seq_along(sizes)) p <- p * dbinom(outcomes[, cohort], sizes[cohort], truth[level])
      weight <- weight * p[picks[, level]]
    }
    stopifnot(abs(sum(weight) - 1) < 1e-12)
    result(truth, sapply(seq_len(levels), function(d) sum(weight[mtd == d])), sum(weight[mtd == 0]), sum(weight[mtd == -1]),
           colSums(weight * n), colSums(weight * events))
  }, "")
}

# --- A+B (3+3 is A = B = 3, C = D = E = 1) --------------------------------------------------------------------------------
a_plus_b <- function(A, B, C, D, E, start, returns, expands, top) function(o) {
  K <- nrow(o); x <- o[, 1]; y <- o[, 2]; n <- numeric(K); ev <- numeric(K)
  level <- start; bad <- 0
  repeat {
    n[level] <- A; ev[level] <- x[level]
    ok <- x[level] < C
    if (!ok && x[level] <= D) { n[level] <- A + B; ev[level] <- x[level] + y[level]; ok <- ev[level] <= E }
    if (!ok) { bad <- level; break }
    if (level < K) { level <- level + 1; next }
    if (top == "not-reached") return(list(mtd = -1, n = n, events = ev))
    if (top == "expanded" && n[K] == A) {
      n[K] <- A + B; ev[K] <- x[K] + y[K]
      if (ev[K] > E) { bad <- K; break }
    }
    return(list(mtd = K, n = n, events = ev))
  }
  low <- bad - 1
  if (returns) while (low >= 1) {
    if (n[low] == 0) {
      n[low] <- A; ev[low] <- x[low]
      if (x[low] > D) { low <- low - 1; next }
    }
    if (n[low] == A) { n[low] <- A + B; ev[low] <- x[low] + y[low] }
    if (ev[low] <= E) break
    low <- low - 1
  } else if (expands && low >= 1 && n[low] == A) {
    n[low] <- A + B; ev[low] <- x[low] + y[low]
    if (ev[low] > E) low <- low - 1
  }
  if (low >= 1 && n[low] == 0) low <- 0
  list(mtd = low, n = n, events = ev)
}

# Closed forms of Lin and Shih 2001: P0 passed by A alone, Q0 passed with A + B, Q1 passed by A and again by A + B.
closed_selection <- function(truth, A, B, C, D, E, returns) {
  K <- length(truth)
  P0 <- pbinom(C - 1, A, truth)
  Q0 <- sapply(truth, function(p) sum(sapply(C:D, function(k) dbinom(k, A, p) * pbinom(E - k, B, p))))
  Q1 <- sapply(truth, function(p) sum(sapply(0:(C - 1), function(k) dbinom(k, A, p) * pbinom(E - k, B, p))))
  pass <- P0 + Q0
  sel <- numeric(K)
  for (k in seq_len(K)) for (j in seq_len(K + 1)) if (j > k) {
    before <- prod(pass[seq_len(k - 1)])
    if (j == K + 1) { if (k == K) sel[k] <- sel[k] + prod(pass) }          # all passed: the highest level
    else if (returns) {
      between <- if (j > k + 1) prod((P0 - Q1)[(k + 1):(j - 1)]) else 1
      sel[k] <- sel[k] + before * (Q0[k] + Q1[k]) * between * (1 - pass[j])
    } else if (j == k + 1) sel[k] <- sel[k] + before * pass[k] * (1 - pass[j])
  }
  sel
}

# --- 3+3+3 ----------------------------------------------------------------------------------------------------------------
three_three_three <- function(returns, top) function(o) {
  K <- nrow(o); n <- numeric(K); ev <- numeric(K)
  add <- function(level) { cohort <- n[level] / 3 + 1; n[level] <<- n[level] + 3; ev[level] <<- ev[level] + o[level, cohort] }
  settle <- function(level) {   # after six or nine
    if (ev[level] <= 1) return(TRUE)
    if (ev[level] >= 3) return(FALSE)
    if (n[level] == 6) add(level)
    ev[level] <= 2
  }
  level <- 1; bad <- 0
  repeat {
    add(level)
    ok <- if (ev[level] == 0) TRUE else if (ev[level] >= 2) FALSE else { add(level); settle(level) }
    if (!ok) { bad <- level; break }
    if (level < K) { level <- level + 1; next }
    if (top == "expanded" && n[K] == 3) { add(K); if (!settle(K)) { bad <- K; break } }
    return(list(mtd = if (top == "not-reached") -1 else K, n = n, events = ev))
  }
  low <- bad - 1
  if (returns) while (low >= 1) {
    if (n[low] == 3) { add(low); if (settle(low)) break } else break
    low <- low - 1
  }
  list(mtd = low, n = n, events = ev)
}

# --- Accelerated titration: one, two more, three more -------------------------------------------------------------------
titration <- function(climb, top) function(o) {
  K <- nrow(o); n <- numeric(K); ev <- numeric(K); level <- 1; bad <- 0
  to3 <- function(l) { n[l] <<- 3; ev[l] <<- o[l, 1] + o[l, 2] }
  to6 <- function(l) { n[l] <<- 6; ev[l] <<- o[l, 1] + o[l, 2] + o[l, 3] }
  repeat {                                  # single participants
    n[level] <- 1; ev[level] <- o[level, 1]
    if (ev[level] == 1 || level == K) break
    level <- min(level + climb, K)
  }
  repeat {                                  # 3+3
    to3(level)
    ok <- ev[level] == 0
    if (ev[level] == 1) { to6(level); ok <- ev[level] <= 1 }
    if (!ok) { bad <- level; break }
    if (level < K) { level <- level + 1; next }
    if (top == "expanded" && n[K] == 3) { to6(K); if (ev[K] > 1) { bad <- K; break } }
    return(list(mtd = if (top == "not-reached") -1 else K, n = n, events = ev))
  }
  low <- bad - 1
  while (low >= 1) {
    if (n[low] < 3) to3(low)
    if (ev[low] <= 1 && n[low] == 3) to6(low)
    if (ev[low] <= 1) break
    low <- low - 1
  }
  list(mtd = low, n = n, events = ev)
}

# --- Rolling six, complete cohorts; six at the declared level -----------------------------------------------------------
rolling <- function(k) function(o) {
  K <- nrow(o); n <- numeric(K); ev <- numeric(K); level <- 1
  six <- function(l) { n[l] <<- 6; ev[l] <<- sum(o[l, ]) }
  repeat {
    n[level] <- k; ev[level] <- o[level, 1]
    if (ev[level] == 1 && k < 6) six(level)
    ok <- ev[level] == 0 || (n[level] == 6 && ev[level] <= 1)
    if (!ok) break
    if (level == K) return(list(mtd = K, n = n, events = ev))
    level <- level + 1
  }
  low <- level - 1
  while (low >= 1) { if (n[low] < 6) six(low); if (ev[low] <= 1) break; low <- low - 1 }
  list(mtd = low, n = n, events = ev)
}

# --- Fixed cohorts: products of binomial tails -----------------------------------------------------------------------------
fixed <- function(truth, size, most, cohorts) {
  K <- length(truth); size <- rep_len(size, K); most <- rep_len(most, K)
  q <- pbinom(most, size, truth)
  pass <- 1 - (1 - q)^cohorts
  mean_cohorts <- pass / q
  reach <- c(1, cumprod(pass))[seq_len(K)]
  stop_at <- reach * (1 - pass)
  n <- reach * mean_cohorts * size
  result(truth, c(stop_at[-1], 0), stop_at[1], prod(pass), n, n * truth)
}

# --- Cases ---------------------------------------------------------------------------------------------------------------
three <- list(c(.05, .1, .2), c(.1, .3, .5), c(.3, .45, .6), c(.01, .02, .05))
four <- list(c(.05, .1, .2, .35), c(.1, .2, .3, .4), c(.02, .04, .3, .6))
cases <- character()
put <- function(design, options, results)
  cases[length(cases) + 1] <<- sprintf('{"design":"%s","options":{%s},"results":[%s]}', design, options, paste(results, collapse = ",\n  "))
words <- function(returns, expands, top, start = 1) sprintf('"deEscalation":"%s","expansion":"%s","topDose":"%s","start":%d',
  if (returns) "return" else "none", if (expands) "declared-level" else "none", top, start)

for (returns in c(FALSE, TRUE)) for (expands in c(FALSE, TRUE)) for (top in c("declared", "expanded", "not-reached")) {
  if (expands && top == "declared") next
  put("threePlusThree", paste0('"doses":3,', words(returns, expands, top)), enumerate(3, c(3, 3), a_plus_b(3, 3, 1, 1, 1, 1, returns, expands, top), three))
}
for (returns in c(FALSE, TRUE)) {
  put("threePlusThree", paste0('"doses":4,', words(returns, FALSE, "declared")), enumerate(4, c(3, 3), a_plus_b(3, 3, 1, 1, 1, 1, returns, FALSE, "declared"), four))
  put("threePlusThree", paste0('"doses":3,', words(returns, FALSE, "expanded", 2)), enumerate(3, c(3, 3), a_plus_b(3, 3, 1, 1, 1, 2, returns, FALSE, "expanded"), three))
}
closed <- character()
for (limits in list(c(3, 3, 1, 1, 1), c(2, 4, 1, 1, 1), c(4, 4, 1, 2, 3), c(3, 2, 1, 2, 2), c(5, 5, 2, 2, 3))) for (returns in c(FALSE, TRUE)) {
  A <- limits[1]; B <- limits[2]; C <- limits[3]; D <- limits[4]; E <- limits[5]
  letters5 <- sprintf('"a":%d,"b":%d,"c":%d,"d":%d,"e":%d', A, B, C, D, E)
  put("aPlusB", paste0('"doses":3,', letters5, ",", words(returns, FALSE, "declared")), enumerate(3, c(A, B), a_plus_b(A, B, C, D, E, 1, returns, FALSE, "declared"), three))
  long <- if (A + B == 6) c(.02, .05, .1, .18, .3, .45, .6) else c(.05, .12, .2, .35, .5)
  closed <- c(closed, sprintf('{"options":{"doses":%d,%s,%s},"truth":%s,"selection":%s}', length(long), letters5, words(returns, FALSE, "declared"), number(long), number(closed_selection(long, A, B, C, D, E, returns))))
}
for (returns in c(FALSE, TRUE)) put("threePlusThreePlusThree", paste0('"doses":2,', words(returns, FALSE, "expanded")), enumerate(2, c(3, 3, 3), three_three_three(returns, "expanded"), lapply(three, head, 2)))
put("threePlusThreePlusThree", paste0('"doses":2,', words(FALSE, FALSE, "not-reached")), enumerate(2, c(3, 3, 3), three_three_three(FALSE, "not-reached"), lapply(three, tail, 2)))
for (climb in 1:2) for (top in c("declared", "expanded", "not-reached"))
  put("acceleratedTitration", sprintf('"doses":3,"design":"%d","topDose":"%s"', climb + 1, top), enumerate(3, c(1, 2, 3), titration(climb, top), three))
for (k in 3:6) put("rollingSix", sprintf('"doses":3,"enrolledAtOnce":%d', k), enumerate(3, c(k, 6 - k), rolling(k), three))
for (sizes in list(c(5, 1), c(5, 0), c(3, 0), c(6, 2))) for (cohorts in 1:3) {
  otherwise <- if (cohorts == 1) '"otherwise":"stop"' else sprintf('"otherwise":"stay","mostCohorts":%d', cohorts)
  put("fixedCohorts", sprintf('"doses":3,"size":%d,"mostEvents":%d,%s', sizes[1], sizes[2], otherwise), sapply(three, fixed, sizes[1], sizes[2], cohorts))
}
put("fixedCohorts", '"doses":3,"size":[3,5,6],"mostEvents":[0,1,1],"otherwise":"stop"', sapply(three, fixed, c(3, 5, 6), c(0, 1, 1), 1))

# --- i3+3: whole numbers only. The target and its interval in hundredths, so that no boundary is lost to rounding --------
table_of <- function(target, low, high) {
  rows <- sapply(1:15, function(n) paste(sapply(0:n, function(x) {
    if (100 * x < low * n) "E" else if (100 * x <= high * n) "S" else if (100 * (x - 1) < low * n) "S" else "D"
  }), collapse = ""))
  excluded <- sapply(1:15, function(n) paste(sapply(0:n, function(x) if (n >= 3 && pbeta(target / 100, x + 1, n - x + 1, lower.tail = FALSE) > .95) "U" else "-"), collapse = ""))
  sprintf('{"target":%g,"lower":%g,"upper":%g,"rows":[%s],"excluded":[%s]}', target / 100, low / 100, high / 100,
          paste0('"', rows, '"', collapse = ","), paste0('"', excluded, '"', collapse = ","))
}
tables <- c(table_of(5, 3, 7), sapply(seq(10, 40, 5), function(target) table_of(target, target - 5, target + 5)), table_of(25, 20, 30), table_of(30, 20, 35))

# --- i3+3 trials: every path, cohort by cohort; selection by weighted isotonic regression of (x + 0.05) / (n + 0.1) --------
pooled <- function(y, w) {                 # min-max formula, no pooling loop
  k <- length(y); mean_of <- function(a, b) sum(w[a:b] * y[a:b]) / sum(w[a:b])
  sapply(seq_len(k), function(i) max(sapply(1:i, function(a) min(sapply(i:k, function(b) mean_of(a, b))))))
}
choose_dose <- function(n, x, open, target) {
  at <- which(n > 0 & open)
  if (!length(at)) return(0)
  a <- x[at] + .05; b <- n[at] - x[at] + .05
  est <- pooled(a / (a + b), (a + b)^2 * (a + b + 1) / (a * b)) + seq_along(at) * 1e-10
  at[which.min(abs(est - target))]
}
i3_trial <- function(truth, target, cohort, cohorts) {   # target in hundredths
  K <- length(truth); low <- target - 5; high <- target + 5
  total <- list(sel = numeric(K), none = 0, n = numeric(K), x = numeric(K))
  walk <- function(n, x, top, dose, left, weight) {
    if (left == 0 || top == 0) {
      pick <- if (top == 0) 0 else choose_dose(n, x, seq_len(K) <= top, target / 100)
      if (pick == 0) total$none <<- total$none + weight else total$sel[pick] <<- total$sel[pick] + weight
      total$n <<- total$n + weight * n; total$x <<- total$x + weight * x
      return(invisible())
    }
    for (more in 0:cohort) {
      m <- n; y <- x; m[dose] <- m[dose] + cohort; y[dose] <- y[dose] + more; highest <- top
      a <- m[dose]; b <- y[dose]
      if (a >= 3 && b > 0 && pbeta(target / 100, b + 1, a - b + 1, lower.tail = FALSE) > .95) { highest <- dose - 1; nxt <- dose - 1 }
      else if (100 * b < low * a) nxt <- min(dose + 1, highest)
      else if (100 * b <= high * a || 100 * (b - 1) < low * a) nxt <- dose
      else nxt <- max(dose - 1, 1)
      walk(m, y, highest, nxt, left - 1, weight * dbinom(more, cohort, truth[dose]))
    }
  }
  walk(numeric(K), numeric(K), K, 1, cohorts, 1)
  result(truth, total$sel, total$none, 0, total$n, total$x)
}
for (plan in list(c(30, 3, 5), c(20, 2, 6), c(25, 1, 9)))
  put("iThreePlusThree", sprintf('"doses":3,"target":%g,"cohortSize":%d,"cohorts":%d', plan[1] / 100, plan[2], plan[3]), sapply(three, i3_trial, plan[1], plan[2], plan[3]))

where <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
writeLines(sprintf('{"madeWith":"%s",\n"cases":[%s],\n"closedSelections":[%s],\n"tables":[%s]}', R.version.string,
  paste(cases, collapse = ",\n"), paste(closed, collapse = ",\n"), paste(tables, collapse = ",\n")), file.path(dirname(where), "rule-based.json"))
