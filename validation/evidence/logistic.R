# Reference figures of logistic regression: glm run to its end, sandwich's robust covariances, profile limits by halving and
# Firth's likelihood written out.
# Run: Rscript validation/evidence/logistic.R <folder of the shared data>   (writes logistic.json beside it)
suppressMessages({library(MatchIt); library(sandwich); library(jsonlite)})
arguments <- commandArgs(FALSE); here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
data_folder <- commandArgs(TRUE)[1]
tight <- glm.control(epsilon = 1e-15, maxit = 200)
data(lalonde); lalonde$race <- as.character(lalonde$race); lalonde$re74 <- lalonde$re74; lalonde$block <- paste0("b", (seq_len(nrow(lalonde)) * 7) %% 40)
lalonde$w <- round(0.5 + ((seq_len(nrow(lalonde)) * 13) %% 10) / 4, 2); lalonde$w[c(5, 300)] <- 0; lalonde$off <- ((seq_len(nrow(lalonde)) * 5) %% 7) / 10
gbsg <- read.csv(file.path(data_folder, "stats/surv_gbsg.csv"))
sharp <- function(formula, data, weights = NULL, offset = NULL) {
  data$.w <- if (is.null(weights)) 1 else data[[weights]]; data$.o <- if (is.null(offset)) 0 else data[[offset]]
  fit <- suppressWarnings(glm(formula, binomial, data, weights = .w, offset = .o, control = tight))
  # Once more from its own end, so that the weights that R keeps are of these coefficients, not of those one step before.
  suppressWarnings(glm(formula, binomial, data, weights = .w, offset = .o, control = tight, start = coef(fit)))
}
halve <- function(f, low, high) { for (i in 1:400) { m <- low + (high - low) / 2; if (m <= low || m >= high) break; if (f(m) > 0) low <- m else high <- m }; low + (high - low) / 2 }
profile_limits <- function(y, X, j, level, penalised) {
  fit <- if (penalised) firth(y, X) else plain(y, X)
  drop <- qchisq(level, 1) / 2; se <- sqrt(solve(information(fit$b, X))[j, j])
  height <- function(x) (if (penalised) firth(y, X, j, x) else plain(y, X, j, x))$value - fit$value + drop
  far <- function(sign) { step <- se; while (height(fit$b[j] + sign * step) > 0) step <- step * 2; step }
  c(-halve(function(x) height(-x), -fit$b[j], -fit$b[j] + far(-1)), halve(height, fit$b[j], fit$b[j] + far(1)))
}
information <- function(b, X) { p <- plogis(drop(X %*% b)); crossprod(X, p * (1 - p) * X) }
# Newton with the coefficient j held at x.
newton <- function(value, score, X, j, x) {
  b <- rep(0, ncol(X)); free <- seq_len(ncol(X)); if (!is.null(j)) { b[j] <- x; free <- free[-j] }
  for (i in 1:2000) {
    s <- score(b)[free]; step <- solve(information(b, X)[free, free, drop = FALSE], s); now <- value(b); share <- 1
    repeat { next_b <- b; next_b[free] <- b[free] + share * step; if (is.finite(value(next_b)) && value(next_b) >= now - 1e-13 * abs(now)) break; share <- share / 2; if (share < 1e-12) break }
    b <- next_b; if (max(abs(step)) < 1e-13 * max(1, abs(b))) break
  }
  list(b = b, value = value(b))
}
loglik <- function(b, y, X) { e <- drop(X %*% b); sum(ifelse(y == 1, plogis(e, log.p = TRUE), plogis(-e, log.p = TRUE))) }
plain <- function(y, X, j = NULL, x = NULL) newton(function(b) loglik(b, y, X), function(b) drop(crossprod(X, y - plogis(drop(X %*% b)))), X, j, x)
firth <- function(y, X, j = NULL, x = NULL) newton(
  function(b) loglik(b, y, X) + determinant(information(b, X))$modulus[1] / 2,
  function(b) { p <- plogis(drop(X %*% b)); W <- p * (1 - p); h <- W * rowSums((X %*% solve(information(b, X))) * X); drop(crossprod(X, y - p + h * (0.5 - p))) }, X, j, x)
case <- function(fit, vcov) list(names = I(names(coef(fit))), coefficients = I(unname(coef(fit))), covariance = unname(vcov), deviance = fit$deviance)
with_all <- function(fit, cluster) list(
  list(options = list(variance = "model"), of = case(fit, { e <- fit$linear.predictors; X <- model.matrix(fit); solve(crossprod(X, fit$prior.weights * dlogis(e) * X)) })),
  list(options = list(variance = "hc0"), of = case(fit, vcovHC(fit, "HC0"))), list(options = list(variance = "hc1"), of = case(fit, vcovHC(fit, "HC1"))),
  list(options = list(variance = "cluster"), of = case(fit, vcovCL(fit, cluster, type = "HC0"))),
  list(options = list(variance = "cluster", clusterCorrection = "groups-and-rows"), of = case(fit, vcovCL(fit, cluster, type = "HC1"))),
  list(options = list(variance = "cluster", clusterCorrection = "none"), of = case(fit, vcovCL(fit, cluster, type = "HC0", cadjust = FALSE))))
terms_l <- treat ~ age + educ + race + married + nodegree + re74 + re75
f1 <- sharp(terms_l, lalonde); f2 <- sharp(hormon ~ age + meno + size + grade + nodes + pgr + er, gbsg); f3 <- sharp(status ~ age + size + nodes + hormon, gbsg)
weighted <- subset(lalonde, w > 0); f4 <- sharp(terms_l, weighted, "w", "off")
small <- list(y = c(0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 0, 1), x = c(1, 2, 2.5, 3, 3.5, 4, 4.2, 5, 5.5, 6, 6.1, 7), z = c(0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0))
apart <- list(y = c(0, 0, 0, 0, 1, 1, 1, 1), x = c(1, 2, 3, 4, 5, 6, 7, 8))
Xs <- cbind(1, small$x, small$z); Xa <- cbind(1, apart$x)
penalised <- function(y, X, limits) { f <- firth(y, X); list(coefficients = f$b, covariance = solve(information(f$b, X)), value = f$value, limits = lapply(limits, function(j) profile_limits(y, X, j, 0.95, TRUE))) }
out <- list(made = paste0("R ", getRversion(), ", sandwich ", packageVersion("sandwich")), block = lalonde$block, w = lalonde$w, off = lalonde$off,
  lalonde = list(cases = with_all(f1, lalonde$block), null = f1$null.deviance), hormon = list(cases = with_all(f2, gbsg$grade * 100 + gbsg$age), null = f2$null.deviance),
  status = list(cases = with_all(f3, gbsg$age), null = f3$null.deviance), weighted = list(cases = with_all(f4, weighted$block)[c(1, 2, 4, 6)]),
  small = c(small, list(profile = lapply(2:3, function(j) profile_limits(small$y, Xs, j, 0.95, FALSE)), narrow = lapply(2:3, function(j) profile_limits(small$y, Xs, j, 0.8, FALSE)), firth = penalised(small$y, Xs, 2:3))),
  apart = c(apart, list(firth = penalised(apart$y, Xa, 2))),
  lalondeProfile = lapply(2:3, function(j) profile_limits(lalonde$treat, model.matrix(f1), j, 0.95, FALSE)))
write(toJSON(out, digits = NA, auto_unbox = TRUE, matrix = "rowmajor"), file.path(here, "logistic.json"))
