# Reference figures of mixed models for repeated measures. Run: Rscript validation/followup/mmrm.R <folder of the shared data>
# nlme::gls finds the maximum roughly; Newton's method, written out here with whole matrices (P = V^-1 - V^-1 X (X'V^-1 X)^-1 X'V^-1) and
# derivatives of V by numDeriv, brings it to rounding. Kenward and Roger (1997) is written out with the same matrices. Rows of
# estimated means come from emmeans.
suppressMessages({ library(nlme); library(numDeriv); library(emmeans); library(jsonlite) })
folder <- commandArgs(TRUE)[1]; here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
invisible(Sys.setlocale("LC_COLLATE", "C"))
tr <- function(m) sum(diag(m))
shape <- list(
  "unstructured" = function(t, m) { S <- matrix(0, m, m); S[lower.tri(S, TRUE)] <- t; S[upper.tri(S)] <- t(S)[upper.tri(S)]; S },
  "ar1" = function(t, m) t[1] * t[2]^abs(outer(1:m, 1:m, "-")),
  "ar1-heterogeneous" = function(t, m) tcrossprod(sqrt(t[1:m])) * t[m + 1]^abs(outer(1:m, 1:m, "-")),
  "compound-symmetry" = function(t, m) { S <- matrix(t[2], m, m); diag(S) <- t[1]; S },
  "compound-symmetry-heterogeneous" = function(t, m) { R <- matrix(t[m + 1], m, m); diag(R) <- 1; tcrossprod(sqrt(t[1:m])) * R },
  "toeplitz" = function(t, m) toeplitz(t),
  "toeplitz-heterogeneous" = function(t, m) tcrossprod(sqrt(t[1:m])) * toeplitz(c(1, t[-(1:m)])))
start <- function(kind, S) { m <- nrow(S); R <- cov2cor(S); lag <- abs(row(S) - col(S)); at <- function(M, k) mean(M[lag == k])
  switch(kind, "unstructured" = S[lower.tri(S, TRUE)], "ar1" = c(at(S, 0), at(R, 1)), "ar1-heterogeneous" = c(diag(S), at(R, 1)), "compound-symmetry" = c(at(S, 0), mean(S[lag > 0])),
    "compound-symmetry-heterogeneous" = c(diag(S), mean(R[lag > 0])), "toeplitz" = sapply(0:(m - 1), at, M = S), "toeplitz-heterogeneous" = c(diag(S), sapply(1:(m - 1), at, M = R))) }
# Everything at the maximum. d: data with y, id, v (factor of visits), g (group of covariance); X: columns.
solve_model <- function(d, X, kind, reml) {
  m <- nlevels(d$v); vi <- as.integer(d$v); groups <- levels(d$g); same <- outer(d$id, d$id, "=="); y <- d$y; N <- nrow(X); p <- ncol(X)
  rough <- { r <- residuals(lm(y ~ X - 1)); W <- matrix(NA, length(unique(d$id)), m); W[cbind(match(d$id, unique(d$id)), vi)] <- r; S <- cov(W, use = "pairwise"); e <- eigen(S); e$vectors %*% diag(pmax(e$values, max(e$values) * 0.02)) %*% t(e$vectors) }
  one <- start(kind, rough); k <- length(one); theta <- rep(one, length(groups))
  V_of <- function(theta) { V <- matrix(0, N, N); for (j in seq_along(groups)) { S <- shape[[kind]](theta[(j - 1) * k + 1:k], m); w <- which(d$g == groups[j]); V[w, w] <- S[vi[w], vi[w]] * same[w, w] }; V }
  dev <- function(theta) { V <- V_of(theta); cV <- tryCatch(chol(V), error = function(e) NULL); if (is.null(cV)) return(Inf); W <- chol2inv(cV); A <- crossprod(X, W %*% X); b <- solve(A, crossprod(X, W %*% y)); r <- y - X %*% b
    2 * sum(log(diag(cV))) + drop(crossprod(r, W %*% r)) + (if (reml) as.numeric(determinant(A)$modulus) + (N - p) * log(2 * pi) else N * log(2 * pi)) }
  # Derivatives of the small matrix of visits, then laid out over the rows.
  lay <- function(S, j) { V <- matrix(0, N, N); w <- which(d$g == groups[j]); V[w, w] <- S[vi[w], vi[w]] * same[w, w]; V }
  parts <- function(theta, second) { D <- list(); H <- list()
    for (j in seq_along(groups)) { t <- theta[(j - 1) * k + 1:k]; f <- function(t) as.vector(shape[[kind]](t, m)); J <- jacobian(f, t, method = "complex")
      for (i in 1:k) D[[(j - 1) * k + i]] <- lay(matrix(J[, i], m, m), j)
      if (second && !kind %in% c("unstructured", "compound-symmetry", "toeplitz")) { JJ <- jacobian(function(t) as.vector(jacobian(f, t, method = "complex")), t); for (a in 1:k) for (b in 1:k) H[[paste((j - 1) * k + a, (j - 1) * k + b)]] <- lay(matrix(JJ[(a - 1) * m * m + 1:(m * m), b], m, m), j) } }
    list(D = D, H = H) }
  second <- function(theta) { V <- V_of(theta); W <- chol2inv(chol(V)); WX <- W %*% X; Phi <- solve(crossprod(X, WX)); P <- W - WX %*% Phi %*% t(WX); Q <- if (reml) P else W; Py <- P %*% y; ds <- parts(theta, TRUE); K <- length(ds$D)
    PD <- lapply(ds$D, function(D) P %*% D); QD <- lapply(ds$D, function(D) Q %*% D); u <- lapply(ds$D, function(D) D %*% Py)
    grad <- sapply(1:K, function(i) tr(QD[[i]]) - sum(Py * u[[i]])); O <- E <- matrix(0, K, K)
    for (i in 1:K) for (l in 1:K) { H <- ds$H[[paste(i, l)]]; E[i, l] <- sum(QD[[i]] * t(QD[[l]])); O[i, l] <- -E[i, l] + 2 * drop(crossprod(u[[i]], P %*% u[[l]])); if (!is.null(H)) O[i, l] <- O[i, l] + sum(Q * H) - drop(crossprod(Py, H %*% Py)) }
    list(V = V, W = W, WX = WX, Phi = Phi, grad = grad, O = (O + t(O)) / 2, E = E, ds = ds, b = drop(Phi %*% crossprod(WX, y))) }
  last <- Inf
  for (i in 1:100) { s <- second(theta); H <- if (min(eigen(s$O, TRUE)$values) > 0) s$O else s$E; step <- solve(H, s$grad); f <- 1; d0 <- dev(theta); while (f > 1e-8 && dev(theta - f * step) > d0 + 1e-10) f <- f / 2; theta <- theta - f * step; now <- sum(step * s$grad); if (now < 1e-21 || (now < 1e-15 && now >= last)) break; last <- now }
  s <- second(theta); s$theta <- theta; s$dev <- dev(theta); s$S <- lapply(seq_along(groups), function(j) shape[[kind]](theta[(j - 1) * k + 1:k], m)); s$gain <- sum(solve(s$O, s$grad) * s$grad); s
}
kr <- function(s, X, information, linear) {
  W2 <- 2 * solve(s[[information]]); K <- length(s$ds$D); WD <- lapply(s$ds$D, function(D) s$W %*% D %*% s$WX); P <- lapply(WD, function(m) -crossprod(X, m)); L <- matrix(0, ncol(X), ncol(X))
  for (i in 1:K) for (l in 1:K) { Q <- crossprod(s$WX, s$ds$D[[i]] %*% WD[[l]]); H <- s$ds$H[[paste(i, l)]]; R <- if (is.null(H) || linear) 0 else crossprod(s$WX, H %*% s$WX); L <- L + W2[i, l] * (Q - P[[i]] %*% s$Phi %*% P[[l]] - R / 4) }
  A <- s$Phi + 2 * s$Phi %*% L %*% s$Phi; list(A = (A + t(A)) / 2, W2 = W2, P = P)
}
kr_test <- function(s, k, C) { q <- nrow(C); M <- t(C) %*% solve(C %*% s$Phi %*% t(C)) %*% C; B <- lapply(k$P, function(P) M %*% s$Phi %*% P %*% s$Phi); K <- length(B); A1 <- A2 <- 0
  for (i in 1:K) for (l in 1:K) { A1 <- A1 + k$W2[i, l] * tr(B[[i]]) * tr(B[[l]]); A2 <- A2 + k$W2[i, l] * sum(B[[i]] * t(B[[l]])) }
  b <- (A1 + 6 * A2) / (2 * q); g <- ((q + 1) * A1 - (q + 4) * A2) / ((q + 2) * A2); u <- 3 * q + 2 * (1 - g); Es <- 1 / (1 - A2 / q); Vs <- 2 / q * (1 + g / u * b) / ((1 - (q - g) / u * b)^2 * (1 - (q + 2 - g) / u * b)); rho <- Vs / (2 * Es^2); m <- 4 + (q + 2) / (q * rho - 1); lam <- m / (Es * (m - 2))
  if (q == 1) { m <- 2 / A2; lam <- 1 }
  e <- C %*% s$b; Fv <- lam * drop(crossprod(e, solve(C %*% k$A %*% t(C), e))) / q; list(statistic = Fv, df = m, scale = lam, p = pf(Fv, q, m, lower.tail = FALSE)) }
satt_df <- function(s, k, l) { v <- drop(l %*% s$Phi %*% l); g <- sapply(k$P, function(P) -drop(l %*% s$Phi %*% P %*% s$Phi %*% l)); 2 * v^2 / drop(g %*% k$W2 %*% g) }
satt_test <- function(s, k, C) { e <- eigen(C %*% s$Phi %*% t(C)); L <- t(e$vectors) %*% C; q <- nrow(C); nu <- apply(L, 1, function(l) satt_df(s, k, l)); E <- sum(nu / (nu - 2)); df <- if (q == 1) nu else if (max(abs(diff(nu))) < 1e-8) mean(nu) else 2 * E / (E - q); Fv <- sum((L %*% s$b)^2 / e$values) / q; list(statistic = Fv, df = df, p = pf(Fv, q, df, lower.tail = FALSE)) }

orthodont <- local({ d <- as.data.frame(Orthodont); d <- data.frame(y = d$distance, id = as.character(d$Subject), visit = as.character(d$age), arm = as.character(d$Sex)); d })
gaps <- with(orthodont, (id %in% c("F03", "M05") & visit == "12") | (id %in% c("M02", "F07", "M11") & visit %in% c("12", "14")) | id == "F10")
orthodont_gaps <- orthodont; orthodont_gaps$y[gaps] <- NA
seizure <- local({ d <- read.csv(file.path(folder, "long_seizure.csv")); n <- nrow(d); data.frame(y = log(c(d$y1, d$y2, d$y3, d$y4) + 1), id = rep(1:n, 4), visit = rep(c("w1", "w2", "w3", "w4"), each = n), arm = ifelse(rep(d$trt, 4) == 1, "active", "placebo"), base = log(rep(d$base, 4) / 4), age = rep(d$age, 4)) })
respiratory <- local({ d <- read.csv(file.path(folder, "long_respiratory.csv")); data.frame(y = d$outcome, id = paste(d$center, d$id), visit = as.character(d$visit), arm = d$treat, sex = d$sex, age = d$age, baseline = d$baseline) })
kinds <- names(shape)
cases <- list(
  list(name = "growth with gaps", d = orthodont_gaps, write = TRUE, visits = c("8", "10", "12", "14"), arms = c("Male", "Female"), f = ~ arm * visit, crossed = NULL, covariates = NULL, kinds = kinds, reml = TRUE),
  list(name = "growth", d = orthodont, write = TRUE, visits = c("8", "10", "12", "14"), arms = c("Male", "Female"), f = ~ arm * visit, crossed = NULL, covariates = NULL, kinds = c("unstructured", "ar1", "compound-symmetry"), reml = FALSE),
  list(name = "growth with gaps, a covariance for each sex", d = orthodont_gaps, write = FALSE, group = "arm", visits = c("8", "10", "12", "14"), arms = c("Male", "Female"), f = ~ arm * visit, covariates = NULL, kinds = c("ar1", "toeplitz-heterogeneous", "compound-symmetry-heterogeneous"), reml = TRUE),
  list(name = "seizures", d = seizure, file = "long_seizure.csv", visits = paste0("w", 1:4), arms = c("placebo", "active"), f = ~ arm + visit + age + base + arm:visit + base:visit, crossed = "base", covariates = c("age", "base"), kinds = kinds, reml = TRUE),
  list(name = "respiratory", d = respiratory, file = "long_respiratory.csv", visits = as.character(1:4), arms = c("P", "A"), f = ~ arm + visit + age + baseline + sex + arm:visit, crossed = NULL, covariates = c("age", "baseline", "sex"), kinds = c("unstructured", "ar1-heterogeneous"), reml = FALSE))
sets <- lapply(cases, function(case) {
  d <- case$d; d$id <- as.character(d$id); whole <- d; d <- d[!is.na(d$y), ]; d$visit <- factor(d$visit, case$visits); d$arm <- factor(d$arm, case$arms); d$v <- d$visit; d$g <- if (is.null(case$group)) factor(rep("all", nrow(d))) else factor(as.character(d[[case$group]]))
  X <- model.matrix(case$f, d); colnames(X) <- NULL; f <- update(case$f, y ~ .); d$vi <- as.integer(d$visit)
  ref <- gls(f, d, correlation = corSymm(form = ~ vi | id), weights = varIdent(form = ~ 1 | visit), method = if (case$reml) "REML" else "ML", control = glsControl(tolerance = 1e-10, msTol = 1e-12, maxIter = 500, msMaxIter = 500))
  em <- emmeans(ref, ~ arm * visit, mode = "df.error", data = d, cov.keep = FALSE); Lm <- em@linfct; grid <- em@grid
  arm_of <- as.character(grid$arm); visit_of <- as.character(grid$visit)
  diffs <- do.call(rbind, lapply(case$visits, function(v) Lm[arm_of == case$arms[2] & visit_of == v, ] - Lm[arm_of == case$arms[1] & visit_of == v, ]))
  inter <- diffs[-1, ] - rep(diffs[1, ], each = nrow(diffs) - 1)
  vis <- do.call(rbind, lapply(case$visits, function(v) colMeans(Lm[visit_of == v, ]))); vis <- vis[-1, ] - rep(vis[1, ], each = nrow(vis) - 1)
  joint <- list(arm = matrix(colMeans(diffs), 1), visit = vis, inter = inter)
  fits <- lapply(case$kinds, function(kind) {
    s <- solve_model(d, X, kind, case$reml)
    own <- switch(kind, "unstructured" = if (is.null(case$group)) ref, "ar1" = if (is.null(case$group)) update(ref, correlation = corAR1(form = ~ vi | id), weights = NULL), "compound-symmetry" = if (is.null(case$group)) update(ref, correlation = corCompSymm(form = ~ 1 | id), weights = NULL), NULL)
    if (!is.null(own)) stopifnot(abs(-2 * as.numeric(logLik(own)) - s$dev) < 1e-5, max(abs(coef(own) - s$b)) < 1e-3, max(abs(sqrt(diag(vcov(own))) * (if (case$reml) 1 else sqrt((nrow(X) - ncol(X)) / nrow(X))) / sqrt(diag(s$Phi)) - 1)) < 1e-3)
    O <- kr(s, X, "O", FALSE); OL <- kr(s, X, "O", TRUE); E <- kr(s, X, "E", FALSE)
    ids <- unique(d$id); r <- d$y - drop(X %*% s$b); M <- matrix(0, ncol(X), ncol(X)); for (i in ids) { w <- which(d$id == i); u <- crossprod(X[w, , drop = FALSE], solve(s$V[w, w], r[w])); M <- M + tcrossprod(u) }; CR <- s$Phi %*% M %*% s$Phi
    se <- function(A, L) sqrt(rowSums((L %*% A) * L))
    list(kind = kind, deviance = s$dev, gain = s$gain, theta = s$theta, thetaSe = sqrt(diag(O$W2)), coefficients = s$b, se = sqrt(diag(s$Phi)), df = apply(diag(ncol(X)), 1, function(l) satt_df(s, O, l)),
      krSe = sqrt(diag(O$A)), krLinearSe = sqrt(diag(OL$A)), krExpectedSe = sqrt(diag(E$A)), krExpectedDf = apply(diag(ncol(X)), 1, function(l) satt_df(s, E, l)), empiricalSe = sqrt(diag(CR)),
      means = as.vector(Lm %*% s$b), meanSe = se(s$Phi, Lm), differences = as.vector(diffs %*% s$b), differenceSe = se(s$Phi, diffs), differenceDf = apply(diffs, 1, function(l) satt_df(s, O, l)), differenceKrSe = se(O$A, diffs), differenceP = 2 * pt(-abs(as.vector(diffs %*% s$b)) / se(s$Phi, diffs), apply(diffs, 1, function(l) satt_df(s, O, l))),
      overall = as.list(c(estimate = sum(colMeans(diffs) * s$b), se = se(s$Phi, matrix(colMeans(diffs), 1)), df = satt_df(s, O, colMeans(diffs)))),
      satterthwaite = lapply(joint, function(C) satt_test(s, O, C)), kr = lapply(joint, function(C) kr_test(s, O, C)), krLinear = lapply(joint, function(C) kr_test(s, OL, C)), krExpected = lapply(joint, function(C) kr_test(s, E, C))) })
  list(name = case$name, group = case$group, visits = case$visits, arms = case$arms, crossed = I(as.character(case$crossed)), covariates = I(as.character(case$covariates)), estimation = if (case$reml) "reml" else "ml", file = case$file, rows = nrow(d), grid = list(arm = arm_of, visit = visit_of),
    data = if (is.null(case$file)) list(y = whole$y, id = whole$id, visit = whole$visit, arm = whole$arm), fits = fits) })
made <- sprintf("R %s, nlme %s, emmeans %s, numDeriv %s", getRversion(), packageVersion("nlme"), packageVersion("emmeans"), packageVersion("numDeriv"))
write(toJSON(list(made = made, sets = sets), auto_unbox = TRUE, digits = NA, na = "null", null = "null"), file.path(here, "mmrm.json"))
for (s in sets) for (f in s$fits) cat(s$name, f$kind, f$gain, "\n")
