# Reference figures of linear mixed models. Run: Rscript validation/followup/mixed-models.R <folder of the shared data>
# lme4's own deviance function is brought to its minimum by Newton's method with numDeriv; lmerTest and pbkrtest then read the model.
suppressMessages({ library(lme4); library(lmerTest); library(pbkrtest); library(numDeriv); library(nlme); library(jsonlite) })
folder <- commandArgs(TRUE)[1]; here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
invisible(Sys.setlocale("LC_COLLATE", "C"))
sleep <- read.csv(file.path(folder, "long_sleepstudy.csv")); sleep <- data.frame(y = sleep$Reaction, id = as.character(sleep$Subject), time = sleep$Days)
growth <- local({ d <- as.data.frame(Orthodont); data.frame(y = d$distance, id = as.character(d$Subject), time = d$age, sex = as.character(d$Sex)) })
growth$sex <- factor(growth$sex, c("Female", "Male"))
ragged <- growth[-c(3, 7, 8, 14, 29, 30, 31, 52, 60, 77, 100), ]
seizure <- local({ d <- read.csv(file.path(folder, "long_seizure.csv")); n <- nrow(d); data.frame(y = log(c(d$y1, d$y2, d$y3, d$y4) + 1), id = as.character(rep(1:n, 4)), time = rep(1:4, each = n), arm = ifelse(rep(d$trt, 4) == 1, "active", "placebo"), base = log(rep(d$base, 4) / 4), age = rep(d$age, 4)) })
seizure$arm <- factor(seizure$arm, c("placebo", "active"))
cases <- list(
  list(name = "sleep, intercept", data = "sleep", f = y ~ time + (1 | id), random = "intercept", reml = TRUE),
  list(name = "sleep, intercept, ML", data = "sleep", f = y ~ time + (1 | id), random = "intercept", reml = FALSE, profile = TRUE),
  list(name = "sleep, slope", data = "sleep", f = y ~ time + (time | id), random = "intercept-and-slope", reml = TRUE),
  list(name = "sleep, slope, ML", data = "sleep", f = y ~ time + (time | id), random = "intercept-and-slope", reml = FALSE),
  list(name = "sleep, uncorrelated slope", data = "sleep", f = y ~ time + (time || id), random = "uncorrelated-intercept-and-slope", reml = TRUE),
  list(name = "growth, intercept", data = "growth", f = y ~ time * sex + (1 | id), random = "intercept", reml = TRUE),
  list(name = "growth, slope", data = "growth", f = y ~ time * sex + (time | id), random = "intercept-and-slope", reml = TRUE),
  list(name = "ragged growth, slope", data = "ragged", f = y ~ time * sex + (time | id), random = "intercept-and-slope", reml = TRUE),
  list(name = "ragged growth, intercept, ML", data = "ragged", f = y ~ time * sex + (1 | id), random = "intercept", reml = FALSE, profile = TRUE),
  list(name = "seizures, intercept", data = "seizure", f = y ~ time + arm + base + age + time:arm + (1 | id), random = "intercept", reml = TRUE),
  list(name = "seizures, uncorrelated slope", data = "seizure", f = y ~ time + arm + base + age + time:arm + (time || id), random = "uncorrelated-intercept-and-slope", reml = TRUE))
sets <- lapply(cases, function(case) {
  d <- get(case$data); assign("d", d, globalenv()); assign("the_formula", case$f, globalenv()); assign("the_reml", case$reml, globalenv())
  lf <- lFormula(case$f, d, REML = case$reml); dv <- do.call(mkLmerDevfun, lf); th <- optimizeLmer(dv, optimizer = "Nelder_Mead")$par
  for (i in 1:6) { g <- grad(dv, th); H <- hessian(dv, th); th <- th - solve(H, g) }
  value <- dv(th); gain <- sum(g * solve(H, g))
  m <- mkMerMod(environment(dv), list(par = th, fval = value, conv = 0, feval = 1), lf$reTrms, fr = lf$fr, mc = quote(lmer(the_formula, d, REML = the_reml)))
  X <- getME(m, "X"); s2 <- sigma(m)^2; vc <- as.data.frame(VarCorr(m)); G <- as.matrix(bdiag(lapply(VarCorr(m), function(v) matrix(v, nrow(v)))))
  V <- as.matrix(getME(m, "Z") %*% (s2 * tcrossprod(t(getME(m, "Lambdat")))) %*% t(getME(m, "Z"))) + diag(s2, nrow(X)); W <- solve(V); Phi <- solve(t(X) %*% W %*% X); P <- if (case$reml) W - W %*% X %*% Phi %*% t(X) %*% W else W; PP <- W - W %*% X %*% Phi %*% t(X) %*% W; y <- d$y
  # Observed information of variances: linear in them.
  same <- outer(d$id, d$id, "=="); D <- switch(case$random, "intercept" = list(same * 1), "intercept-and-slope" = list(same * 1, same * outer(d$time, d$time, "+"), same * outer(d$time, d$time)), list(same * 1, same * outer(d$time, d$time))); D <- c(D, list(diag(nrow(X))))
  Py <- PP %*% y; K <- length(D); O <- matrix(0, K, K); for (i in 1:K) for (l in 1:K) O[i, l] <- -sum((P %*% D[[i]]) * t(P %*% D[[l]])) + 2 * drop(t(D[[i]] %*% Py) %*% PP %*% (D[[l]] %*% Py))
  W2 <- 2 * solve((O + t(O)) / 2); M <- lapply(D, function(Dk) { B <- W %*% X %*% Phi; t(B) %*% Dk %*% B }); satt <- function(l) { g <- sapply(M, function(k) drop(l %*% k %*% l)); 2 * drop(l %*% Phi %*% l)^2 / drop(g %*% W2 %*% g) }
  df <- apply(diag(ncol(X)), 1, satt); own <- tryCatch(coef(summary(as_lmerModLmerTest(m)))[, "df"], error = function(e) { cat("lmerTest:", conditionMessage(e), "\n"); NULL })
  if (!is.null(own)) cat(case$name, "lmerTest df off by", max(abs(df / own - 1)), "\n")
  stopifnot(max(abs(fixef(m) - drop(Phi %*% t(X) %*% W %*% y))) < 1e-7)
  out <- list(name = case$name, data = case$data, random = case$random, estimation = if (case$reml) "reml" else "ml", gain = gain, deviance = value, coefficients = unname(fixef(m)), se = unname(sqrt(diag(Phi))), df = df, lmerTestDf = unname(own),
    variances = c(if (case$random == "intercept-and-slope") c(G[1, 1], G[2, 1], G[2, 2]) else diag(G), s2), varianceSe = sqrt(diag(W2)))
  re <- ranef(m, condVar = TRUE)[[1]]; re <- re[order(rownames(re)), , drop = FALSE]; at <- unique(round(seq(1, nrow(re), length.out = 6))); out$who <- rownames(re)[at]; out$blup <- unname(as.list(as.data.frame(as.matrix(re[at, , drop = FALSE]))))
  pv <- attr(ranef(m, condVar = TRUE)[[1]], "postVar"); if (is.array(pv) && case$random != "uncorrelated-intercept-and-slope") out$blupError <- sqrt(apply(pv, 3, function(v) v[1, 1]))[match(out$who, rownames(ranef(m)[[1]]))]
  if (case$reml) { out$krSe <- unname(sqrt(diag(as.matrix(vcovAdj(m))))); out$krDf <- sapply(seq_len(ncol(X)), function(i) get_Lb_ddf(m, as.numeric(seq_len(ncol(X)) == i)))
    L <- diag(ncol(X))[-1, , drop = FALSE]; t <- KRmodcomp(m, L)$test["Ftest", ]; out$joint <- list(statistic = t$stat, df = t$ddf, scale = t$F.scaling, p = t$p.value) }
  if (isTRUE(case$profile)) { n <- nrow(X); cross <- qchisq(0.95, 1); ml <- function(g, s) { V <- g * same + diag(s, n); cV <- chol(V); W <- chol2inv(cV); b <- solve(t(X) %*% W %*% X, t(X) %*% W %*% y); r <- y - X %*% b; 2 * sum(log(diag(cV))) + drop(t(r) %*% W %*% r) + n * log(2 * pi) }
    g0 <- G[1, 1]; over_s <- function(g) optimize(function(s) ml(g, s), s2 * c(0.3, 4), tol = 1e-9)$objective - value - cross; over_g <- function(s) optimize(function(g) ml(g, s), g0 * c(0.05, 6), tol = 1e-9)$objective - value - cross
    out$profile <- list(c(uniroot(over_s, g0 * c(0.05, 1), tol = 1e-9)$root, uniroot(over_s, g0 * c(1, 6), tol = 1e-9)$root), c(uniroot(over_g, s2 * c(0.4, 1), tol = 1e-9)$root, uniroot(over_g, s2 * c(1, 3), tol = 1e-9)$root)) }
  cat(case$name, gain, "\n"); out })
made <- sprintf("R %s, lme4 %s, lmerTest %s, pbkrtest %s, numDeriv %s", getRversion(), packageVersion("lme4"), packageVersion("lmerTest"), packageVersion("pbkrtest"), packageVersion("numDeriv"))
data <- list(growth = list(y = growth$y, id = growth$id, time = growth$time, sex = as.character(growth$sex)), left_out = c(3, 7, 8, 14, 29, 30, 31, 52, 60, 77, 100))
write(toJSON(list(made = made, data = data, sets = sets), auto_unbox = TRUE, digits = NA, na = "null", null = "null"), file.path(here, "mixed-models.json"))
