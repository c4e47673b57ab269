# Reference figures of competing risks. Run: Rscript validation/followup/competing-risks.R <folder of the shared data>
suppressMessages({library(survival); library(cmprsk); library(jsonlite)})
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
data_folder <- commandArgs(TRUE)[1]
if (is.na(data_folder)) data_folder <- file.path(here, "../../../shared/data")
made <- paste0("R ", getRversion(), ", survival ", packageVersion("survival"), ", cmprsk ", packageVersion("cmprsk"))
plain <- function(x) lapply(as.numeric(unname(x)), function(one) if (is.finite(one)) one else NULL)
some <- function(k, size = 8) unique(round(seq(1, k, length.out = min(k, size))))
# survfit 3.5 gives limits on the arcsine scale that do not hold the estimate: they are written out.
# Greenwood's type of variance as Marubini and Valsecchi write it, term by term.
delta_variance <- function(time, cause, start, k, at, w) {
  u <- sort(unique(time[cause > 0 & time <= at])); S <- 1; F <- c(); Sm <- c(); n <- d <- dk <- c()
  for (one in u) { r <- sum(w[time >= one & start < one]); n <- c(n, r); d <- c(d, sum(w[time == one & cause > 0])); dk <- c(dk, sum(w[time == one & cause == k])); Sm <- c(Sm, S); S <- S * (1 - tail(d, 1) / r); F <- c(F, sum(c(0, tail(F, 1))) + tail(Sm, 1) * tail(dk, 1) / r) }
  rest <- tail(F, 1) - F; first <- ifelse(n > d, d / (n * (n - d)), 0)
  sum(rest^2 * first) + sum(Sm^2 * dk * (n - dk) / n^3) - 2 * sum(rest * Sm * dk / n^2)
}
cell <- function(x, at, k) if (is.matrix(x)) x[at, k] else x[k]
incidence <- function(d) {
  start <- if (is.null(d$start)) rep(-1, nrow(d)) else d$start; w <- if (is.null(d$weight)) rep(1, nrow(d)) else d$weight
  levels <- c(0, sort(unique(d$cause[d$cause > 0]))); y <- factor(d$cause, levels)
  s <- if (is.null(d$start)) Surv(d$time, y) else Surv(d$start, d$time, y)
  fits <- lapply(c(log = "log", plain = "plain", "log-log" = "log-log", logit = "logit"), function(type) survfit(s ~ 1, weights = w, id = seq_len(nrow(d)), conf.type = type, timefix = FALSE))
  f <- fits[[1]]; tau <- max(d$time) * 0.7
  lapply(seq_along(levels)[-1], function(k) {
    at <- which(cell(f$n.event, seq_along(f$time), k) > 0); keep <- some(length(at)); at <- at[keep]
    gray <- if (is.null(d$start) && is.null(d$weight)) { g <- cuminc(d$time, d$cause)[[k - 1]]; plain(sqrt(g$var[match(f$time[at], g$time) + 1])) }
    step <- c(0, f$time[f$time < tau], tau); lost <- if (length(f$time) == 1) 0 else sum(diff(step) * c(0, cell(f$pstate, f$time < tau, k)))
    list(cause = levels[k], keep = keep - 1, times = plain(f$time[at]), atRisk = plain(cell(f$n.risk, at, 1)), estimate = plain(cell(f$pstate, at, k)), jackknife = plain(cell(f$std.err, at, k)), gray = gray,
      greenwood = plain(sqrt(sapply(f$time[at], function(t) delta_variance(d$time, d$cause, start, levels[k], t, w)))),
      arcsine = { p <- cell(f$pstate, at, k); half <- qnorm(0.975) * cell(f$std.err, at, k) / (2 * sqrt(p * (1 - p))); list(lower = plain(sin(pmax(0, asin(sqrt(p)) - half))^2), upper = plain(sin(pmin(pi / 2, asin(sqrt(p)) + half))^2)) },
      limits = lapply(fits, function(g) list(lower = plain(cell(g$lower, at, k)), upper = plain(cell(g$upper, at, k)))), tau = tau, lost = lost)
  })
}
gray <- function(d) {
  all <- list(); for (rho in c(0, 1)) for (strata in c(FALSE, TRUE)) { if (strata && is.null(d$stratum)) next
    t <- if (strata) cuminc(d$time, d$cause, d$group, d$stratum, rho = rho)$Tests else cuminc(d$time, d$cause, d$group, rho = rho)$Tests
    all[[length(all) + 1]] <- list(rho = rho, strata = strata, statistic = plain(t[, 1]), p = plain(pchisq(t[, 1], t[, 3], lower.tail = FALSE)), df = t[1, 3]) }
  all
}
# crr with censoring groups has a variance of its own; Fine and Gray's, each group by itself, written out (for one group it is crr's).
written_out <- function(d, X, group, b) {
  o <- order(d$time); tt <- d$time[o]; st <- d$cause[o]; X <- X[o, , drop = FALSE]; g <- group[o]; n <- length(tt)
  G <- sapply(unique(g), function(k) sapply(tt, function(t) { s <- 1; for (c in unique(tt[g == k & st == 0 & tt < t])) s <- s * (1 - sum(g == k & st == 0 & tt == c) / sum(g == k & tt >= c)); if (t > max(tt[g == k])) 0 else s })); colnames(G) <- unique(g)
  at <- function(k, i) G[cbind(i, match(k, colnames(G)))]
  e <- exp(X %*% b)[, 1]; own <- at(g, seq_len(n)); W <- function(i) ifelse(tt >= tt[i], 1, ifelse(st == 2, at(g, rep(i, n)) / own, 0))
  ev <- which(st == 1); V <- 0; eta <- matrix(0, n, ncol(X)); S0 <- numeric(n); M <- matrix(0, n, ncol(X))
  for (i in ev) { w <- W(i) * e; S0[i] <- sum(w); M[i, ] <- colSums(w * X) / S0[i]; Z <- sweep(X, 2, M[i, ]); V <- V + t(Z) %*% (w * Z) / S0[i]; eta <- eta - Z * w / S0[i]; eta[i, ] <- eta[i, ] + Z[i, ] }
  psi <- matrix(0, n, ncol(X))
  for (u in which(st == 0)) { q <- 0; for (s in ev[tt[ev] >= tt[u]]) { J <- which(tt < tt[u] & st == 2 & g == g[u]); w <- e[J] * at(g[J], rep(s, length(J))) / own[J]; q <- q + (colSums(w * X[J, , drop = FALSE]) - M[s, ] * sum(w)) / S0[s] }
    R <- which(tt >= tt[u] & g == g[u]); psi[u, ] <- psi[u, ] + q / length(R); psi[R, ] <- sweep(psi[R, , drop = FALSE], 2, q / length(R)^2) }
  h <- solve(V); sqrt(diag(h %*% crossprod(eta + psi) %*% h))
}
regression <- function(d, names) {
  X <- as.matrix(d[, names, drop = FALSE]); out <- list(covariates = names)
  if (is.null(d$start)) {
    f <- crr(d$time, d$cause, X, gtol = 1e-14, maxiter = 100); v <- sqrt(diag(f$var)); p <- predict(f, colMeans(X)); k <- some(nrow(p))
    stopifnot(max(abs(written_out(d, X, rep(1, nrow(d)), f$coef) / v - 1)) < 1e-9)
    out$crr <- list(estimate = plain(f$coef), error = plain(v), logLikelihood = f$loglik, residuals = plain(t(f$res[k, , drop = FALSE])), keep = I(k - 1), predicted = plain(p[k, 2]), profile = as.list(colMeans(X)))
    if (!is.null(d$group)) { f <- crr(d$time, d$cause, X, cengroup = d$group, gtol = 1e-14, maxiter = 100); out$grouped <- list(estimate = plain(f$coef), error = plain(written_out(d, X, d$group, f$coef)), crrError = plain(sqrt(diag(f$var))), logLikelihood = f$loglik) }
  }
  d$id <- seq_len(nrow(d)); d$y <- factor(d$cause, sort(unique(c(0, d$cause))))
  form <- if (is.null(d$start)) Surv(time, y) ~ . else Surv(start, time, y) ~ .
  long <- finegray(form, data = d[, c("time", "y", "id", if (!is.null(d$start)) "start", names)], etype = "1", id = id)
  model <- as.formula(paste("Surv(fgstart, fgstop, fgstatus) ~", paste(names, collapse = "+"))); control <- coxph.control(eps = 1e-13, toler.inf = 1e-10, iter.max = 100, timefix = FALSE)
  f <- coxph(model, long, weights = fgwt, ties = "breslow", cluster = id, control = control); naive <- coxph(model, long, weights = fgwt, ties = "breslow", control = control)
  z <- cox.zph(naive, "identity"); l <- cox.zph(naive, function(t) log(t))
  out$finegray <- list(estimate = plain(coef(f)), error = plain(sqrt(diag(vcov(f)))), model = plain(sqrt(diag(f$naive.var))), logLikelihood = f$loglik[2], zph = plain(z$table[, 1]), zphLog = plain(l$table[, 1]))
  cox <- lapply(sort(unique(d$cause[d$cause > 0])), function(k) { s <- if (is.null(d$start)) Surv(d$time, d$cause == k) else Surv(d$start, d$time, d$cause == k); m <- coxph(s ~ X, control = control); list(cause = k, estimate = plain(coef(m)), error = plain(sqrt(diag(vcov(m))))) })
  out$cox <- cox
  out
}
set.seed(11); n <- 70
ties <- data.frame(time = sample(1:18, n, TRUE), cause = sample(0:2, n, TRUE, c(.3, .4, .3)), group = sample(c("a", "b", "c"), n, TRUE), stratum = sample(c("u", "v"), n, TRUE), x1 = round(rnorm(n), 3), x2 = rbinom(n, 1, .5))
late <- data.frame(start = round(runif(n, 0, 3), 4), time = 0, cause = sample(0:2, n, TRUE, c(.3, .4, .3)), x1 = round(rnorm(n), 3), x2 = rbinom(n, 1, .5)); late$time <- round(late$start + rexp(n, 0.3) + 0.01, 4)
heavy <- ties[, c("time", "cause")]; heavy$weight <- round(runif(n, 0.2, 3), 3)
both <- late[, c("start", "time", "cause")]; both$weight <- heavy$weight
three <- data.frame(time = round(rexp(n, 0.1), 3), cause = sample(0:3, n, TRUE))
m <- mgus2; mg <- data.frame(time = ifelse(m$pstat == 1, m$ptime, m$futime), cause = ifelse(m$pstat == 1, 1, 2 * m$death), group = as.character(m$sex), x1 = m$age, x2 = as.numeric(m$sex == "M"))
b <- read.csv(file.path(data_folder, "stats", "surv_bmt.csv")); bm <- data.frame(time = b$time, cause = b$cause, group = as.character(b$tcell), stratum = as.character(b$platelet), x1 = b$age, x2 = b$platelet)
sets <- list(ties = list(d = ties, x = TRUE), "late entry" = list(d = late, x = TRUE), weights = list(d = heavy), "late entry and weights" = list(d = both), "three causes" = list(d = three), mgus2 = list(d = mg), bmt = list(d = bm, x = TRUE, file = "stats/surv_bmt.csv"),
  "one row" = list(d = data.frame(time = 3, cause = 1)), "all events" = list(d = data.frame(time = c(1, 2, 2, 3, 5), cause = c(1, 2, 1, 2, 1))), "one event" = list(d = data.frame(time = c(4, 1, 2, 2), cause = c(0, 0, 1, 0))))
cases <- lapply(names(sets), function(name) { s <- sets[[name]]
  list(name = name, file = s$file, columns = if (is.null(s$file)) lapply(as.list(s$d), I) else NULL, incidence = incidence(s$d), gray = if (!is.null(s$d$group)) gray(s$d), regression = if (isTRUE(s$x)) regression(s$d, c("x1", "x2"))) })
writeLines(toJSON(list(made = made, sets = cases), digits = NA, auto_unbox = TRUE, null = "null", na = "null"), file.path(here, "competing-risks.json"))
