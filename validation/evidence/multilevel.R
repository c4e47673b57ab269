# Reference figures of effects within studies: the likelihood of three levels written out with whole matrices and run to its end;
# rma.mv at those components for everything that follows from them; clubSandwich for robust variance.
# Run: Rscript validation/evidence/multilevel.R   (writes multilevel.json beside it)
suppressMessages({library(metafor); library(clubSandwich); library(jsonlite)})
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
figures <- 0; sets <- list()
count <- function(x) { figures <<- figures + length(unlist(x)); x }
num <- function(x) I(as.numeric(x))
case <- function(name, y, v, study, X, moderators, options, rho, wide = NULL, kinds = c("REML", "ML"), profiles = TRUE) {
  k <- length(y); p <- ncol(X); id <- seq_len(k); levels <- unique(study)
  same <- outer(study, study, "==") + 0
  V <- rho * same * sqrt(outer(v, v)); diag(V) <- v
  ones <- list(same, diag(k))
  state <- function(s, kind) {
    S <- V + s[1] * ones[[1]] + s[2] * ones[[2]]; U <- chol(S); W <- chol2inv(U); A <- crossprod(X, W %*% X)
    P <- W - W %*% X %*% solve(A, t(X) %*% W); r <- P %*% y
    ll <- -((if (kind == "ML") k else k - p) * log(2 * pi) + 2 * sum(log(diag(U))) + (if (kind == "ML") 0 else as.numeric(determinant(A)$modulus) - as.numeric(determinant(crossprod(X))$modulus)) + sum(y * r)) / 2
    T <- if (kind == "ML") W else P
    g <- sapply(ones, function(O) (sum(r * (O %*% r)) - sum(T * O)) / 2)
    I <- outer(1:2, 1:2, Vectorize(function(i, j) sum((T %*% ones[[i]]) * t(T %*% ones[[j]])) / 2))
    H <- I - outer(1:2, 1:2, Vectorize(function(i, j) sum((ones[[i]] %*% r) * (P %*% (ones[[j]] %*% r)))))
    list(ll = as.numeric(ll), g = g, I = I, H = H)
  }
  # Newton on the components that are free, held at 0; to the last bits.
  climb <- function(s, kind, free) {
    for (n in 1:200) {
      st <- state(s, kind); m <- which(free & !(s == 0 & st$g <= 0)); if (length(m) == 0) break
      H <- -st$H[m, m, drop = FALSE]; if (any(eigen(H, symmetric = TRUE)$values <= 0)) H <- st$I[m, m, drop = FALSE]
      d <- solve(H, st$g[m]); a <- 1
      repeat { t <- s; t[m] <- pmax(0, s[m] + a * d); if (a < 1e-9 || state(t, kind)$ll >= st$ll - 1e-12) break; a <- a / 2 }
      done <- max(abs(t - s)) <= 1e-12 * max(t); s <- t; if (done) break
    }
    s
  }
  best <- function(kind, held = NULL, at = NULL, near = NULL) {
    m <- mean(v); starts <- if (!is.null(near)) list(near, c(0, 0)) else list(c(m, m), c(m, 0), c(0, m), c(m / 100, m / 100), c(5 * m, 5 * m)); out <- NULL
    for (s in starts) { free <- c(TRUE, TRUE); if (!is.null(held)) { s[held] <- at; free[held] <- FALSE }; s <- climb(s, kind, free); ll <- state(s, kind)$ll; if (is.null(out) || ll > out$ll) out <- list(s = s, ll = ll) }
    out
  }
  W <- chol2inv(chol(V)); P <- W - W %*% X %*% solve(crossprod(X, W %*% X), t(X) %*% W); vt <- (k - p) / sum(diag(P))
  fits <- list(); slopes <- if (p > 1) 2:p else 1
  for (kind in kinds) {
    b <- best(kind); s <- b$s; drop <- qchisq(.95, 1) / 2
    limits <- NULL
    if (profiles) { limits <- lapply(1:2, function(h) {
      f <- function(x) best(kind, h, x, s)$ll - b$ll + drop
      low <- if (s[h] == 0 || f(0) >= 0) 0 else uniroot(f, c(0, s[h]), tol = 1e-14)$root
      high <- s[h] + mean(v) / 10; while (f(high) > 0) high <- 2 * high
      c(low, uniroot(f, c(s[h], high), tol = 1e-14)$root) }); count(limits) }
    r <- suppressWarnings(rma.mv(y, V, mods = X, intercept = FALSE, random = ~ 1 | study/id, sigma2 = s, method = kind, test = "t", dfs = "contain", btt = slopes))
    z <- suppressWarnings(rma.mv(y, V, mods = X, intercept = FALSE, random = ~ 1 | study/id, sigma2 = s, method = kind, test = "z", btt = slopes))
    t <- suppressWarnings(rma.mv(y, V, mods = X, intercept = FALSE, random = ~ 1 | study/id, sigma2 = s, method = kind, test = "t", dfs = "residual", btt = slopes))
    # What metafor itself finds, to its own optimiser's accuracy.
    loose <- try(suppressWarnings(rma.mv(y, V, mods = X, intercept = FALSE, random = ~ 1 | study/id, method = kind)), silent = TRUE)
    # It does not end where a component is 0.
    if (inherits(loose, "try-error")) loose <- NULL
    one <- list(kind = kind, s2 = num(s), ll = b$ll, rma_ll = as.numeric(logLik(r)), loose = if (is.null(loose)) NULL else num(loose$sigma2), loose_ll = if (is.null(loose)) NULL else as.numeric(logLik(loose)), limits = lapply(limits, num), b = num(r$beta), se = num(r$se), df = num(r$ddf), lower = num(r$ci.lb), upper = num(r$ci.ub), p = num(r$pval),
      z_lower = num(z$ci.lb), z_upper = num(z$ci.ub), z_p = num(z$pval), t_lower = num(t$ci.lb), t_upper = num(t$ci.ub), QM = z$QM, QMp = z$QMp, F = t$QM, Fp = t$QMp, QE = r$QE, QEp = r$QEp, i2 = num(100 * s / (sum(s) + vt)), vt = vt)
    figures <<- figures + length(unlist(one)) - 4
    if (p == 1) { pr <- predict(r); one$pi <- num(c(pr$pi.lb, pr$pi.ub)); figures <<- figures + 2 }
    fits[[length(fits) + 1]] <- one
    if (kind == "REML") {
      robust <- list()
      for (by in c("study", "wide")) { cl <- if (by == "study") study else wide; if (is.null(cl)) next
        robust[[by]] <- lapply(setNames(nm = c("CR0", "CR1", "CR1p", "CR2")), function(type) {
          Vr <- vcovCR(r, cluster = cl, type = type); ct <- coef_test(r, vcov = Vr, test = "Satterthwaite")
          out <- list(se = num(ct$SE), df = num(ct$df), p = num(ct$p_Satt))
          if (p > 1) { w <- Wald_test(r, constraints = diag(p)[slopes, , drop = FALSE], vcov = Vr, test = "HTZ"); out$F <- w$Fstat; out$denominator <- w$df_denom; out$Fp <- w$p_val }
          count(out) }) }
    }
  }
  sets[[length(sets) + 1]] <<- list(name = name, y = num(y), v = num(v), study = I(as.character(study)), wide = if (is.null(wide)) NULL else I(as.character(wide)), moderators = moderators, options = options, rho = rho, fits = fits, robust = robust)
}
dummies <- function(f, reference) { f <- as.character(f); l <- setdiff(sort(unique(f), method = "radix"), reference); sapply(l, function(x) as.numeric(f == x)) }
a <- dat.assink2016; s <- dat.konstantopoulos2011; none <- setNames(list(), character(0))
case("recidivism", a$yi, a$vi, a$study, matrix(1, nrow(a), 1), none, none, 0)
case("recidivism, correlation 0.6", a$yi, a$vi, a$study, matrix(1, nrow(a), 1), none, none, 0.6)
case("recidivism, deviance and year, correlation 0.6", a$yi, a$vi, a$study, cbind(1, dummies(a$deltype, "general"), a$year), list(deltype = I(as.character(a$deltype)), year = num(a$year)), list(references = I("deltype=general")), 0.6, profiles = FALSE)
case("school calendar", s$yi, s$vi, s$district, matrix(1, nrow(s), 1), none, none, 0)
case("school calendar, year", s$yi, s$vi, s$district, cbind(1, s$year), list(year = num(s$year)), none, 0, profiles = FALSE)
# Effects that differ within studies only, and by chance only: components of 0.
e <- c(.2, -.1, .3, 0, .15, .05, .25, -.05); case("nothing beyond chance", e, rep(c(.09, .16), 4), rep(1:4, each = 2), matrix(1, 8, 1), none, none, 0.3)
w <- c(1, -1, .9, -1.1, 1.2, -.8, -.9, 1.1, 1); case("within studies only", w, rep(c(.04, .05, .06), 3), rep(1:3, each = 3), matrix(1, 9, 1), none, none, 0, wide = NULL)
made <- sprintf("%s, metafor %s, clubSandwich %s", R.version.string, packageVersion("metafor"), packageVersion("clubSandwich"))
write(toJSON(list(made = made, figures = figures, sets = sets), digits = NA, auto_unbox = TRUE, null = "null"), file.path(here, "multilevel.json"))
cat(figures, "figures\n")
