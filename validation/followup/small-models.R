# Reference figures of linear models, analysis of covariance and proportional odds. Run: Rscript validation/followup/small-models.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "small-cases.R"))
suppressMessages({library(MASS); library(sandwich); library(ordinal); library(numDeriv)})
set.seed(11)
n <- 24
d <- data.frame(arm = rep(c("a", "b", "c"), length.out = n), baseline = round(rnorm(n, 50, 10), 3), site = sample(c("s", "t"), n, TRUE), weight = round(runif(n, 0.5, 3), 2)); d$outcome <- round(0.6 * d$baseline + 4 * (d$arm == "b") - 3 * (d$arm == "c") + 2 * (d$site == "t") + rnorm(n, 0, 5), 3)
small <- data.frame(arm = rep(c("a", "b"), each = 5), baseline = c(1.2, 2.3, 3.1, 2.2, 4.4, 1.9, 2.7, 3.3, 4.1, 2.0), site = c("s", "t", "s", "t", "s", "t", "s", "t", "s", "t")); small$outcome <- c(2.1, 3.9, 4.2, 3.3, 6.5, 4.4, 5.1, 5.0, 7.9, 3.8)
w2 <- anorexia[anorexia$Treat != "Cont", ]; an <- data.frame(arm = as.character(anorexia$Treat), baseline = anorexia$Prewt, outcome = anorexia$Postwt)
far <- small; far$baseline <- far$baseline + 1e6
fits <- list(trial = d, small = small, anorexia = an, far = far)
for (name in names(fits)) for (kind in c("model", "HC0", "HC1", "HC2", "HC3")) for (weighted in c(FALSE, TRUE)) {
  # With a covariate far from 0 R's sandwich itself loses digits.
  x <- fits[[name]]; if ((weighted && is.null(x$weight)) || (name == "far" && kind != "model")) next
  near <- if (name == "far") 1e-7 else 1e-9
  formula <- if (is.null(x$site)) outcome ~ arm + baseline else outcome ~ arm + baseline + site
  m <- if (weighted) lm(formula, x, weights = x$weight) else lm(formula, x)
  V <- if (kind == "model") vcov(m) else vcovHC(m, kind); b <- coef(m); k <- length(b); df <- m$df.residual; f <- list()
  for (i in seq_len(k)) { f[[paste0("coefficients.", i - 1, ".estimate")]] <- b[[i]]; f[[paste0("coefficients.", i - 1, ".standardError")]] <- sqrt(V[i, i]); if (i > 1) { f[[paste0("coefficients.", i - 1, ".test.pValue")]] <- 2 * pt(-abs(b[[i]] / sqrt(V[i, i])), df); f[[paste0("coefficients.", i - 1, ".interval.lower")]] <- b[[i]] - qt(0.975, df) * sqrt(V[i, i]) } }
  if (kind == "model") { s <- summary(m); f$rSquared <- s$r.squared; f$adjustedRSquared <- s$adj.r.squared; f$residualSd <- s$sigma; f[["overall.statistic"]] <- s$fstatistic[[1]]
    f[["diagnostics.leverages.2"]] <- hatvalues(m)[[3]]; f[["diagnostics.studentised.2"]] <- rstudent(m)[[3]]; f[["diagnostics.cooksDistances.2"]] <- cooks.distance(m)[[3]]; f[["diagnostics.studentised.0"]] <- rstudent(m)[[1]]
    a <- drop1(m, test = "F"); for (i in 2:nrow(a)) { f[[paste0("terms.", i - 2, ".test.statistic")]] <- a[["F value"]][i]; f[[paste0("terms.", i - 2, ".test.pValue")]] <- a[["Pr(>F)"]][i] } }
  columns <- list(outcome = x$outcome, covariates = x[intersect(c("arm", "baseline", "site"), names(x))]); if (weighted) columns$weight <- x$weight
  case(name, "linear-regression", columns, list(variance = tolower(kind)), f, near)
  if (weighted || name == "far") next
  g <- list(); arms <- sort(unique(x$arm)); X <- model.matrix(m)
  for (equal in c(TRUE, FALSE)) { g <- list()
    for (i in seq_along(arms)) { row <- colMeans(X); row[grep("^arm", names(row))] <- 0; if (i > 1) row[paste0("arm", arms[i])] <- 1; if (equal && !is.null(x$site)) row["sitet"] <- 0.5
      g[[paste0("means.", i - 1, ".estimate")]] <- sum(row * b); g[[paste0("means.", i - 1, ".standardError")]] <- sqrt(drop(row %*% V %*% row)) }
    for (i in 2:length(arms)) { g[[paste0("differences.", i - 2, ".estimate")]] <- b[[i]]; g[[paste0("differences.", i - 2, ".interval.upper")]] <- b[[i]] + qt(0.975, df) * sqrt(V[i, i]) }
    if (kind == "model") { wide <- update(m, . ~ . + arm:baseline); an2 <- anova(m, wide); g[["slopes.0.test.statistic"]] <- an2$F[2]; g[["slopes.0.test.pValue"]] <- an2[["Pr(>F)"]][2] }
    case(name, "ancova", list(outcome = x$outcome, group = x$arm, covariates = x[intersect(c("baseline", "site"), names(x))]), list(variance = tolower(kind), factors = if (equal) "equal" else "observed"), g, near) }
}
# Proportional odds: polr, polished by Newton's steps with numerical derivatives of a likelihood written out here; held against clm.
likelihood <- function(par, y, X, k) { theta <- par[seq_len(k - 1)]; eta <- drop(X %*% par[-seq_len(k - 1)]); a <- c(theta, Inf)[y] - eta; b <- c(-Inf, theta)[y] - eta; sum(log(ifelse(b > 0, plogis(b, lower.tail = FALSE) - plogis(a, lower.tail = FALSE), plogis(a) - plogis(b)))) }
slope <- function(par, y, X, k) { theta <- par[seq_len(k - 1)]; eta <- drop(X %*% par[-seq_len(k - 1)]); a <- c(theta, Inf)[y] - eta; b <- c(-Inf, theta)[y] - eta; p <- plogis(a) - plogis(b)
  c(vapply(seq_len(k - 1), function(j) sum(dlogis(a)[y == j] / p[y == j]) - sum(dlogis(b)[y == j + 1] / p[y == j + 1]), 0), -colSums(X * (dlogis(a) - dlogis(b)) / p)) }
polish <- function(par, free, ...) { for (i in 1:12) { g <- slope(par, ...)[free]; H <- jacobian(function(v) { q <- par; q[free] <- v; slope(q, ...)[free] }, par[free]); par[free] <- par[free] - solve(H, g) }; par }
score_test <- function(par, y, X, k) { theta <- par[seq_len(k - 1)]; beta <- par[-seq_len(k - 1)]; size <- (k - 1) * (1 + ncol(X)); U <- rep(0, size); I <- matrix(0, size, size)
  for (i in seq_len(nrow(X))) { z <- c(1, -X[i, ]); eta <- theta - sum(X[i, ] * beta); F <- c(0, plogis(eta), 1); f <- dlogis(eta)
    for (c in seq_len(k)) { p <- F[c + 1] - F[c]; D <- rep(0, k - 1); if (c < k) D[c] <- f[c] / p; if (c > 1) D[c - 1] <- -f[c - 1] / p; v <- as.vector(outer(z, D)); I <- I + p * tcrossprod(v); if (y[i] == c) U <- U + v } }
  drop(U %*% solve(I, U)) }
n <- 60; o <- data.frame(arm = rep(c("a", "b"), n / 2), age = round(rnorm(n, 60, 9), 1), sex = sample(c("f", "m"), n, TRUE)); o$y <- cut(0.9 * (o$arm == "b") - 0.03 * (o$age - 60) + rlogis(n), c(-Inf, -1, 0, 1.2, Inf), labels = FALSE)
h <- housing[rep(seq_len(nrow(housing)), housing$Freq), ][seq(1, 1681, 6), ]; hh <- data.frame(y = as.integer(h$Sat), Infl = as.character(h$Infl), Cont = as.character(h$Cont))
tiny <- data.frame(y = c(1, 2, 3, 2, 3, 1, 2, 3, 3, 1), arm = rep(c("a", "b"), 5))
two <- data.frame(y = o$y > 2, arm = o$arm, age = o$age); two$y <- as.integer(two$y) + 1
wine2 <- data.frame(y = as.integer(wine$rating), temp = as.character(wine$temp), contact = as.character(wine$contact))
for (set in list(list("made", o), list("housing, each sixth", hh), list("ten rows", tiny), list("two categories", two), list("wine", wine2))) {
  x <- set[[2]]; covariates <- x[setdiff(names(x), "y")]; X <- model.matrix(~ ., covariates)[, -1, drop = FALSE]; y <- x$y; k <- max(y)
  own <- clm(factor(y) ~ ., data = cbind(covariates, y = y)); par <- polish(c(own$alpha, own$beta), seq_len(k - 1 + ncol(X)), y, X, k); p <- length(par)
  stopifnot(max(abs(slope(par, y, X, k))) < 1e-9, all.equal(unname(par), unname(c(own$alpha, own$beta)), tolerance = 1e-5)); if (k > 2) stopifnot(all.equal(unname(coef(polr(factor(y) ~ ., data = covariates))), unname(own$beta), tolerance = 1e-3))
  V <- solve(-jacobian(slope, par, y = y, X = X, k = k)); top <- likelihood(par, y, X, k); null <- sum(table(y) * log(table(y) / length(y))); f <- list(logLikelihood = top, "overall.statistic" = 2 * (top - null)); w <- list()
  for (j in seq_len(k - 1)) { f[[paste0("thresholds.", j - 1, ".estimate")]] <- par[[j]]; f[[paste0("thresholds.", j - 1, ".standardError")]] <- sqrt(V[j, j]) }
  for (j in seq_len(ncol(X))) { at <- k - 1 + j; q <- paste0("coefficients.", j - 1, "."); f[[paste0(q, "estimate")]] <- par[[at]]; f[[paste0(q, "standardError")]] <- sqrt(V[at, at]); f[[paste0(q, "test.pValue")]] <- 2 * pnorm(-abs(par[[at]]) / sqrt(V[at, at]))
    profile <- function(v) { r <- par + (v - par[at]) * V[, at] / V[at, at]; r[at] <- v; r <- polish(r, setdiff(seq_len(p), at), y, X, k); likelihood(r, y, X, k) - top + qchisq(0.95, 1) / 2 }
    se <- sqrt(V[at, at]); f[[paste0(q, "interval.lower")]] <- uniroot(profile, par[at] - c(3.5, 1) * se, tol = 1e-12)$root; f[[paste0(q, "interval.upper")]] <- uniroot(profile, par[at] + c(1, 3.5) * se, tol = 1e-12)$root
    w[[paste0(q, "interval.lower")]] <- par[[at]] - qnorm(0.975) * se; w[[paste0(q, "interval.upper")]] <- par[[at]] + qnorm(0.975) * se }
  if (k > 2) f[["proportionality.statistic"]] <- score_test(par, y, X, k)
  columns <- list(outcome = y, covariates = covariates)
  case(set[[1]], "proportional-odds", columns, list(), f, 1e-8); case(set[[1]], "proportional-odds", columns, list(interval = "wald"), w, 1e-8)
}
save_cases(c("MASS", "ordinal", "sandwich", "numDeriv"), "small-models.json")
