# Reference figures of censored normal regression: survreg with its iteration tightened; random intercepts by integrate, then polished.
library(jsonlite); library(survival); library(numDeriv)
set.seed(20)
n <- 40; arm <- rep(c("a", "b"), n / 2); x <- round(rnorm(n), 2); y <- round(1.5 + 0.8 * (arm == "b") + 0.4 * x + rnorm(n), 2)
status <- ifelse(y < 1, "below", ifelse(y > 3.5, "above", "measured")); value <- pmin(pmax(y, 1), 3.5); upper <- value
between <- which(status == "measured")[c(3, 8, 12)]; status[between] <- "between"; value[between] <- floor(value[between] * 2) / 2; upper[between] <- value[between] + 0.5
fit <- function(scale) {
  f <- if (scale == "log") log else identity
  lo <- ifelse(status == "below", NA, f(value)); hi <- ifelse(status == "above", NA, ifelse(status == "between", f(upper), f(value)))
  s <- survreg(Surv(lo, hi, type = "interval2") ~ arm + x, dist = "gaussian", control = survreg.control(rel.tolerance = 1e-15, maxiter = 200))
  ll <- function(p) { m <- p[1] + p[2] * (arm == "b") + p[3] * x; sd <- exp(p[4]); v <- f(value); u <- f(upper)
    sum(ifelse(status == "measured", dnorm(v, m, sd, log = TRUE), ifelse(status == "below", pnorm(v, m, sd, log.p = TRUE), ifelse(status == "above", pnorm(v, m, sd, lower.tail = FALSE, log.p = TRUE), log(pnorm(u, m, sd) - pnorm(v, m, sd)))))) }
  p <- c(coef(s), log(s$scale)); for (i in 1:3) p <- p - solve(hessian(ll, p), grad(ll, p)); stopifnot(max(abs(p - c(coef(s), log(s$scale)))) < 1e-5)
  subs <- lapply(list(1, 2, sqrt(2)), function(k) { w <- f(value); w[status == "below"] <- f(value[status == "below"] / k); b <- status == "between"; w[b] <- (f(value[b]) + f(upper[b])) / 2; m <- lm(w ~ arm + x); list(estimate = unname(coef(m)), error = unname(sqrt(diag(vcov(m)))), sd = summary(m)$sigma) })
  list(scale = scale, estimate = unname(p), error = unname(sqrt(diag(solve(-hessian(ll, p))))), survreg = unname(sqrt(diag(vcov(s)))), logLikelihood = ll(p), substituted = subs)
}
# Repeated: 12 participants, 4 visits.
id <- rep(1:12, each = 4); visit <- rep(0:3, 12); ry <- round(1 + 0.3 * visit + rep(rnorm(12, 0, 0.9), each = 4) + rnorm(48, 0, 0.6), 2); rs <- ifelse(ry < 0.8, "below", "measured"); rv <- pmax(ry, 0.8)
ll <- function(p) sum(sapply(1:12, function(i) { k <- id == i; m <- p[1] + p[2] * visit[k]; sd <- exp(p[3]); tau <- exp(p[4])
  g <- function(b) sapply(b, function(e) prod(ifelse(rs[k] == "measured", dnorm(rv[k], m + tau * e, sd), pnorm(rv[k], m + tau * e, sd))) * dnorm(e))
  top <- optimize(function(e) log(g(e)), c(-6, 6), maximum = TRUE)$maximum
  log(integrate(g, top - 6, top, rel.tol = 1e-12, subdivisions = 1000L)$value + integrate(g, top, top + 6, rel.tol = 1e-12, subdivisions = 1000L)$value) }))
p <- optim(c(1, 0.3, log(0.6), log(0.9)), ll, method = "BFGS", control = list(fnscale = -1, reltol = 1e-14))$par; for (i in 1:3) p <- p - solve(hessian(ll, p), grad(ll, p))
out <- list(made = sprintf("R %s, survival %s, numDeriv %s", getRversion(), packageVersion("survival"), packageVersion("numDeriv")), data = data.frame(arm, x, value, upper, status), fits = list(fit("plain"), fit("log")),
  repeated = list(data = data.frame(id, visit, value = rv, status = rs), estimate = p, error = sqrt(diag(solve(-hessian(ll, p)))), logLikelihood = ll(p)))
write_json(out, "validation/followup/censored-values.json", digits = NA, auto_unbox = TRUE)
