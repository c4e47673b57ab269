# Reference figures of multi-state estimates. Run: Rscript validation/followup/multi-state.R <folder of the shared data>
suppressMessages({library(survival); library(jsonlite)})
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
data_folder <- commandArgs(TRUE)[1]
if (is.na(data_folder)) data_folder <- file.path(here, "../../../shared/data")
made <- paste0("R ", getRversion(), ", survival ", packageVersion("survival"))
plain <- function(x) lapply(as.numeric(unname(x)), function(one) if (is.finite(one)) one else NULL)
# Transition probabilities with covariances over Kronecker products (Andersen et al. 1993, 4.4.19), as mstate's probtrans does it: Aalen's
# form reads P after the step, Greenwood's before it.
transition <- function(d, states, s, at, kind, tau) {
  k <- length(states); f <- match(d$from, states); g <- match(d$to, states); u <- sort(unique(d$time[!is.na(g) & d$time > s]))
  P <- diag(k); V <- matrix(0, k^2, k^2); out <- list(); los <- matrix(0, k, k); last <- s
  for (t in c(u, Inf)) {
    for (a in at[at >= last & at < t]) out[[as.character(a)]] <- list(P = P, V = matrix(sqrt(pmax(0, diag(V))), k, k))
    los <- los + P * (min(t, tau) - min(last, tau)); last <- t
    if (!is.finite(t)) break
    A <- diag(k); C <- array(0, c(k, k, k, k))
    for (h in 1:k) { Y <- sum(f == h & d$start < t & d$time >= t); if (Y == 0) next
      N <- sapply(1:k, function(j) sum(f == h & d$time == t & !is.na(g) & g == j)); A[h, ] <- A[h, ] + N / Y; A[h, h] <- A[h, h] - sum(N) / Y
      # Increments of the row with its own place, from a multinomial or independent Poisson draw.
      S <- if (kind == "greenwood") (diag(N, k) * Y - outer(N, N)) / Y^3 else diag(N, k) / Y^2
      L <- diag(k); L[, h] <- L[, h] - 1; L[h, ] <- 0; L[h, h] <- 0; for (j in 1:k) if (j != h) { L[j, ] <- 0; L[j, j] <- 1; L[j, h] <- -1 }
      C[h, , h, ] <- t(L) %*% S %*% L }
    M <- matrix(C, k^2, k^2); before <- P; P <- P %*% A; Q <- if (kind == "aalen") P else before
    V <- kronecker(t(A), diag(k)) %*% V %*% kronecker(A, diag(k)) + kronecker(diag(k), Q) %*% M %*% kronecker(diag(k), t(Q))
  }
  list(at = lapply(out, function(o) list(P = plain(t(o$P)), error = plain(t(o$V)))), los = plain(t(los)))
}
# The jackknife of the time in each state: the derivative by a participant's weight, taken numerically from survfit itself.
stay_error <- function(d, states, tau) {
  y <- factor(ifelse(is.na(d$to), "none", d$to), c("none", states)); id <- unique(d$participant); i <- factor(d$from, states)
  stays <- function(w) { f <- survfit(Surv(d$start, d$time, y) ~ 1, id = d$participant, istate = i, weights = w[match(d$participant, id)], timefix = FALSE, se.fit = FALSE); p <- f$pstate[f$time < tau, , drop = FALSE]; p0 <- f$p0; step <- c(0, f$time[f$time < tau], tau); r <- colSums(diff(step) * rbind(p0, p)); r[match(states, f$states)] }
  e <- 1e-4; D <- sapply(seq_along(id), function(j) { up <- down <- rep(1, length(id)); up[j] <- 1 + e; down[j] <- 1 - e; (stays(up) - stays(down)) / (2 * e) })
  list(estimate = plain(stays(rep(1, length(id)))), error = plain(sqrt(rowSums(D^2))))
}
occupation <- function(d, states, at, s) {
  y <- factor(ifelse(is.na(d$to), "none", d$to), c("none", states)); i <- factor(d$from, states); d$y <- y; d$i <- i
  f <- if (s > 0) survfit(Surv(start, time, y) ~ 1, data = d, id = participant, istate = i, start.time = s, timefix = FALSE) else survfit(Surv(start, time, y) ~ 1, data = d, id = participant, istate = i, timefix = FALSE)
  m <- summary(f, times = at, extend = TRUE); o <- match(states, f$states)
  list(P = plain(t(m$pstate[, o])), error = plain(t(m$std.err[, o])))
}
set.seed(5)
path <- function(id) { t <- 0; s <- "well"; rows <- NULL; end <- sample(6:30, 1); start <- if (id %% 3 == 0) sample(0:4, 1) else 0; t <- start; repeat { stay <- sample(1:9, 1); to <- switch(s, well = sample(c("ill", "dead"), 1, prob = c(.7, .3)), ill = sample(c("well", "dead"), 1, prob = c(.5, .5))); if (t + stay >= end) { if (end > t) rows <- rbind(rows, data.frame(participant = id, start = t, time = end, from = s, to = NA)); break }; rows <- rbind(rows, data.frame(participant = id, start = t, time = t + stay, from = s, to = to)); t <- t + stay; s <- to; if (s == "dead") break }; rows }
back <- do.call(rbind, lapply(1:40, path))
my <- read.csv(file.path(data_folder, "stats", "surv_myeloid.csv"))
merged <- tmerge(my[, c("id", "trt", "sex")], my, id = id, death = event(futime, death), sct = event(txtime), cr = event(crtime), relapse = event(rltime))
code <- with(merged, ifelse(death == 1, "death", ifelse(relapse == 1, "relapse", ifelse(sct == 1, "transplant", ifelse(cr == 1, "remission", NA)))))
from <- character(nrow(merged)); for (r in seq_len(nrow(merged))) { if (r == 1 || merged$id[r] != merged$id[r - 1]) now <- "entry"; from[r] <- now; if (!is.na(code[r])) now <- code[r] }
myeloid <- data.frame(participant = merged$id, start = merged$tstart, time = merged$tstop, from = from, to = ifelse(!is.na(code) & code == from, NA, code)); myeloid <- myeloid[myeloid$participant <= 250, ]
m2 <- with(mgus2, data.frame(participant = id, start = 0, time = ifelse(pstat == 1, ptime, futime), from = "mgus", to = ifelse(pstat == 1, "myeloma", ifelse(death == 1, "dead", NA))))
more <- with(mgus2[mgus2$pstat == 1 & mgus2$futime > mgus2$ptime, ], data.frame(participant = id, start = ptime, time = futime, from = "myeloma", to = ifelse(death == 1, "dead", NA))); m2 <- rbind(m2, more); m2 <- m2[m2$participant <= 200 & m2$time > m2$start, ]; m2 <- m2[order(m2$participant, m2$start), ]
sets <- list("back and forth, late entry" = list(d = back, states = c("well", "ill", "dead"), at = c(7, 12, 20), s = 5, tau = 18), myeloid = list(d = myeloid, states = c("entry", "remission", "transplant", "relapse", "death"), at = c(250, 500, 1500), s = 200, tau = 1200), mgus2 = list(d = m2, states = c("mgus", "myeloma", "dead"), at = c(60, 120, 240), s = 24, tau = 200))
cases <- lapply(names(sets), function(name) { z <- sets[[name]]; d <- z$d; k <- length(z$states)
  whole <- name != "back and forth, late entry"
  out <- d; out$to <- ifelse(is.na(d$to), "censored", d$to)
  list(name = name, columns = lapply(as.list(out), I), states = z$states, at = z$at, landmark = z$s, tau = z$tau,
    greenwood = transition(d, z$states, z$s, z$at, "greenwood", z$tau), aalen = transition(d, z$states, z$s, z$at, "aalen", z$tau),
    occupation = if (whole) occupation(d, z$states, z$at, 0), stay = if (whole) stay_error(d, z$states, z$tau)) })
writeLines(toJSON(list(made = made, sets = cases), digits = NA, auto_unbox = TRUE, null = "null", na = "null"), file.path(here, "multi-state.json"))
