# Step-function selection model: the likelihood written out and maximised to its end; metafor's selmodel must agree as far as it goes.
# Run: Rscript validation/evidence/selection.R <folder of the shared data>
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "sensitivity-sets.R"))
sets <- sets[1:3]
set.seed(5); put("small ones missing", { v <- exp(rnorm(80, -2, 1)); y <- rnorm(80, 0.2, sqrt(v + 0.05)); keep <- y / sqrt(v) > 1.96 | runif(80) < 0.4; list(y = y[keep], v = v[keep]) })
pv <- function(y, v, alt) switch(alt, greater = pnorm(y / sqrt(v), lower.tail = FALSE), less = pnorm(y / sqrt(v)), two.sided = 2 * pnorm(abs(y / sqrt(v)), lower.tail = FALSE))
ll <- function(mu, t2, d, y, v, cuts, alt) {
  s <- sqrt(v + t2); se <- sqrt(v); w <- c(1, d)[findInterval(pv(y, v, alt), c(-1, cuts[-length(cuts)]), left.open = TRUE)]
  lo <- c(0, cuts[-length(cuts)]); A <- 0
  for (j in seq_along(cuts)) {
    P <- switch(alt, greater = pnorm((qnorm(lo[j], lower.tail = FALSE) * se - mu) / s) - pnorm((qnorm(cuts[j], lower.tail = FALSE) * se - mu) / s),
      less = pnorm((qnorm(cuts[j]) * se - mu) / s) - pnorm((qnorm(lo[j]) * se - mu) / s),
      two.sided = { up <- qnorm(lo[j] / 2, lower.tail = FALSE) * se; dn <- qnorm(cuts[j] / 2, lower.tail = FALSE) * se; pnorm((up - mu) / s) - pnorm((dn - mu) / s) + pnorm((-dn - mu) / s) - pnorm((-up - mu) / s) })
    A <- A + c(1, d)[j] * P
  }
  sum(log(w) + dnorm(y, mu, s, log = TRUE) - log(A))
}
# Richardson's differences of a function, and Newton's method on them.
gradient_of <- function(f, p, h = 1e-3) sapply(seq_along(p), function(i) { e <- replace(0 * p, i, h * max(abs(p[i]), 0.1)); g <- function(s) (f(p + s * e) - f(p - s * e)) / (2 * s * e[i]); a <- g(1); b <- g(1/2); c <- g(1/4); (64 * c - 20 * b + a) / 45 })
hessian_of <- function(f, p) sapply(seq_along(p), function(i) gradient_of(function(q) gradient_of(f, q)[i], p))
maximise <- function(f, start) { p <- optim(start, function(q) -f(q), method = "BFGS", control = list(reltol = 1e-15, maxit = 5000))$par; for (i in 1:5) p <- p - as.vector(solve(hessian_of(f, p), gradient_of(f, p))); p }
done <- list()
for (s in sets) for (alt in c("greater", "less", "two.sided")) for (cuts in list(c(0.05, 1), c(0.025, 0.5, 1), c(0.5, 1))) for (model in c("ML", "EE")) {
  iv <- findInterval(pv(s$y, s$v, alt), c(-1, cuts[-length(cuts)]), left.open = TRUE); if (length(unique(iv)) < length(cuts) || min(table(iv)) < 2) next
  m <- length(cuts) - 1; fit <- rma(s$y, s$v, method = model, control = if (model == "ML") tight else list())
  full <- function(p) if (model == "ML") ll(p[1], exp(p[2]), exp(p[-(1:2)]), s$y, s$v, cuts, alt) else ll(p[1], 0, exp(p[-1]), s$y, s$v, cuts, alt)
  p <- try(maximise(full, c(fit$beta, if (model == "ML") log(fit$tau2 + 0.01), rep(log(0.7), m))), silent = TRUE)
  if (inherits(p, "try-error") || any(!is.finite(p)) || (model == "ML" && p[2] < -9) || max(abs(gradient_of(full, p))) > 1e-6) next
  raw <- function(q) if (model == "ML") ll(q[1], q[2], q[-(1:2)], s$y, s$v, cuts, alt) else ll(q[1], 0, q[-1], s$y, s$v, cuts, alt)
  q <- if (model == "ML") c(p[1], exp(p[-1])) else c(p[1], exp(p[-1]))
  H <- hessian_of(raw, q); se <- sqrt(diag(solve(-H))); if (any(!is.finite(se))) next
  own <- try(suppressWarnings(selmodel(fit, type = "stepfun", steps = cuts, alternative = alt, skiphes = TRUE)), silent = TRUE)
  agrees <- if (inherits(own, "try-error")) NA else as.numeric(logLik(own)) - full(p)
  cat(s$name, alt, model, cuts, "metafor's likelihood minus ours:", agrees, "\n")
  if (!is.na(agrees) && agrees > 1e-7) stop("metafor is higher")
  ll0 <- as.numeric(logLik(fit)); lrt <- 2 * (full(p) - ll0)
  done[[length(done) + 1]] <- list(name = s$name, y = s$y, v = s$v, steps = I(cuts[-length(cuts)]), alternative = sub("two.sided", "two-sided", alt), model = model, parameters = q, errors = se, value = full(p), plain = ll0, lrt = lrt, p = pchisq(lrt, m, lower.tail = FALSE))
}
save_json("selection", fits = done)
