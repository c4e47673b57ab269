# Reference figures of pooling: metafor's rma with its iterations run to their end, and roots, likelihoods and intervals written out.
# Run: Rscript validation/evidence/pooling.R <folder of the shared data>   (writes pooling.json beside it)
suppressMessages({library(metafor); library(jsonlite)})
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
data_folder <- commandArgs(TRUE)[1]
read <- function(file) read.csv(file.path(data_folder, file), stringsAsFactors = FALSE)
tight <- list(threshold = 1e-14, maxiter = 10000, stepadj = 1)
# A root between two points of different sign, by halving until the middle no longer moves.
halve <- function(f, low, high) { for (i in 1:2000) { middle <- low + (high - low) / 2; if (middle <= low || middle >= high) break; if (f(middle) > 0) low <- middle else high <- middle }; low + (high - low) / 2 }
# The tau2 at which a function that falls with it is 0; 0 where it is below 0 at once.
falling_root <- function(f) { if (f(0) <= 0) return(0); high <- 1e-12; while (f(high) > 0) high <- high * 2; halve(f, 0, high) }
Qgen <- function(t2, y, v, X) { w <- 1 / (v + t2); r <- y - X %*% solve(crossprod(X, w * X), crossprod(X, w * y)); sum(w * r^2) }
loglik <- function(t2, y, v, X, reml) {
  w <- 1 / (v + t2); A <- crossprod(X, w * X); r <- y - X %*% solve(A, crossprod(X, w * y)); k <- length(y); p <- ncol(X)
  if (!reml) return(-k / 2 * log(2 * pi) + sum(log(w)) / 2 - sum(w * r^2) / 2)
  -(k - p) / 2 * log(2 * pi) + sum(log(w)) / 2 - determinant(A)$modulus[1] / 2 + determinant(crossprod(X))$modulus[1] / 2 - sum(w * r^2) / 2
}
score <- function(t2, y, v, X, reml) {
  w <- 1 / (v + t2); A <- crossprod(X, w * X); r <- y - X %*% solve(A, crossprod(X, w * y))
  sum((w * r)^2) - sum(w) + (if (reml) sum(diag(solve(A, crossprod(X, w^2 * X)))) else 0)
}
# Highest of all maxima: every change of sign of the score on a fine grid, refined by halving.
maximum <- function(y, v, X, reml) {
  grid <- c(0, exp(seq(log(min(v) / 1000), log(1000 * (var(y) + max(v))), length.out = 2000)))
  s <- vapply(grid, function(t2) score(t2, y, v, X, reml), 0)
  at <- which(s[-length(s)] > 0 & s[-1] <= 0)
  found <- c(if (s[1] <= 0) 0, vapply(at, function(i) halve(function(t2) score(t2, y, v, X, reml), grid[i], grid[i + 1]), 0))
  list(tau2 = found[which.max(vapply(found, function(t2) loglik(t2, y, v, X, reml), 0))], maxima = length(found))
}
likelihood_limits <- function(y, v, X, reml, tau2, level) {
  drop <- qchisq(level, 1) / 2; top <- loglik(tau2, y, v, X, reml); f <- function(t2) loglik(t2, y, v, X, reml) - top + drop
  lower <- if (tau2 == 0 || f(0) >= 0) 0 else halve(function(t2) -f(t2), 0, tau2)
  high <- max(tau2, min(v)) * 2; while (f(high) > 0) high <- high * 2
  c(lower, halve(f, tau2, high))
}
q_limits <- function(y, v, X, level) {
  free <- length(y) - ncol(X); a <- (1 - level) / 2
  if (Qgen(0, y, v, X) < qchisq(a, free)) return(NULL)
  c(falling_root(function(t2) Qgen(t2, y, v, X) - qchisq(a, free, lower.tail = FALSE)), falling_root(function(t2) Qgen(t2, y, v, X) - qchisq(a, free)))
}
tau2_of <- function(method, y, v, X) {
  k <- length(y); p <- ncol(X)
  switch(method, REML = maximum(y, v, X, TRUE)$tau2, ML = maximum(y, v, X, FALSE)$tau2,
    PM = , EB = falling_root(function(t2) Qgen(t2, y, v, X) - (k - p)), PMM = falling_root(function(t2) Qgen(t2, y, v, X) - qchisq(0.5, k - p)),
    # Moments with weights from a first step, as metafor's GENQ.
    DL2 = rma(y, v, mods = X, intercept = FALSE, method = "GENQ", weights = 1 / (v + tau2_of("DL", y, v, X)))$tau2,
    HE2 = rma(y, v, mods = X, intercept = FALSE, method = "GENQ", weights = 1 / (v + tau2_of("HE", y, v, X)))$tau2,
    rma(y, v, mods = X, intercept = FALSE, method = method)$tau2)
}
sets <- list(); figures <- 0
methods <- c("REML", "DL", "ML", "PM", "EB", "SJ", "HS", "HE", "HSk", "PMM", "DL2", "HE2")
summary_of <- function(name, y, v, level = 0.95) {
  k <- length(y); X <- matrix(1, k, 1)
  fits <- lapply(methods, function(method) {
    tau2 <- tau2_of(method, y, v, X)
    # metafor's own iteration must agree where it is known to be sound.
    if (is.element(method, c("REML", "ML")) && min(v) > 1e-6 && max(v) < 1e6) { own <- try(rma(y, v, method = method, control = tight), silent = TRUE); if (!inherits(own, "try-error") && maximum(y, v, X, method == "REML")$maxima == 1) stopifnot(abs(own$tau2 - tau2) < 1e-7 * (1 + tau2)) }
    z <- rma(y, v, tau2 = tau2, level = 100 * level); t <- rma(y, v, tau2 = tau2, test = "knha", level = 100 * level); a <- suppressWarnings(rma(y, v, tau2 = tau2, test = "adhoc", level = 100 * level))
    se <- switch(method, REML = sqrt(2 / sum({ w <- 1 / (v + tau2); P <- diag(w, k) - tcrossprod(w) / sum(w); P * P })), ML = sqrt(2 / sum(1 / (v + tau2)^2)), DL = , HS = , HSk = rma(y, v, method = method)$se.tau2,
      PM = , EB = , PMM = sqrt(2 * k^2 / (k - 1)) / sum(1 / (v + tau2)), NULL)
    hts <- a$b[1] + c(-1, 1) * qt(1 - (1 - level) / 2, max(1, k - 2)) * sqrt(a$se^2 + tau2)
    list(method = method, tau2 = tau2, se_tau2 = se, estimate = z$b[1], wald = c(z$se, z$ci.lb, z$ci.ub, z$pval), hksj = c(t$se, t$ci.lb, t$ci.ub, t$pval), modified = c(a$se, a$ci.lb, a$ci.ub, a$pval), prediction = hts, i2 = z$I2, h2 = z$H2)
  })
  common <- rma(y, v, method = "EE", level = 100 * level); birge <- rma(y, v, method = "EE", test = "knha", level = 100 * level)
  limits <- function(reml) likelihood_limits(y, v, X, reml, tau2_of(if (reml) "REML" else "ML", y, v, X), level)
  one <- list(name = name, y = y, v = v, level = level, fits = fits, common = c(common$b[1], common$se, common$ci.lb, common$ci.ub, common$pval), birge = c(birge$se, birge$ci.lb, birge$ci.ub),
    q = c(common$QE, common$QEp), i2q = common$I2, h2q = common$H2, vt = rma(y, v, method = "DL")$vt, qprofile = q_limits(y, v, X, level), reml_profile = limits(TRUE), ml_profile = limits(FALSE), maxima = maximum(y, v, X, TRUE)$maxima,
    weights = as.numeric(weights(common)))
  # metafor's own Q-profile, where its range holds the limits.
  own <- try(confint(rma(y, v, method = "DL"), level = 100 * level, control = list(tol = 1e-13, maxiter = 10000, tau2.max = 1e4))$random[1, 2:3], silent = TRUE)
  if (!inherits(own, "try-error") && !is.null(one$qprofile) && max(one$qprofile) < 1e3) stopifnot(max(abs(own - one$qprofile)) < 1e-6 * (1 + max(one$qprofile)))
  sets[[length(sets) + 1]] <<- one
  figures <<- figures + 18 * length(fits) + 20 + k
}
of <- function(measure, ...) { es <- suppressWarnings(escalc(measure = measure, drop00 = TRUE, ...)); es <- es[is.finite(es$yi) & is.finite(es$vi) & es$vi > 0, ]; list(as.numeric(es$yi), as.numeric(es$vi)) }
put <- function(name, es, ...) summary_of(name, es[[1]], es[[2]], ...)
for (one in c("egger2001", "lau1992", "laopaiboon2015")) { d <- read(sprintf("stats/meta_%s.csv", one)); for (m in c("OR", "RR", "RD")) put(paste(one, m), of(m, ai = d$ai, n1i = d$n1i, ci = d$ci, n2i = d$n2i)) }
d <- read("stats/meta_collins1985b.csv"); put("collins1985b OR", of("OR", ai = d$pre.xti, n1i = d$pre.nti, ci = d$pre.xci, n2i = d$pre.nci), level = 0.9)
d <- read("stats/meta_hartmannboyce2018.csv"); put("hartmannboyce2018 RR", of("RR", ai = d$x.nrt, n1i = d$n.nrt, ci = d$x.ctrl, n2i = d$n.ctrl))
d <- read("stats/meta_hannum2020.csv"); for (m in c("PLO", "PFT")) put(paste("hannum2020", m), of(m, xi = d$xi, ni = d$ni))
d <- read("stats/meta_hart1999.csv"); put("hart1999 IRR", of("IRR", x1i = d$x1i, t1i = d$t1i, x2i = d$x2i, t2i = d$t2i))
d <- read("stats/meta_gibson2002.csv"); d <- d[complete.cases(d[, c("m1i", "sd1i", "m2i", "sd2i")]), ]
put("gibson2002 SMD", of("SMD", m1i = d$m1i, sd1i = d$sd1i, n1i = d$n1i, m2i = d$m2i, sd2i = d$sd2i, n2i = d$n2i)); put("gibson2002 MD", of("MD", m1i = d$m1i, sd1i = d$sd1i, n1i = d$n1i, m2i = d$m2i, sd2i = d$sd2i, n2i = d$n2i), level = 0.99)
d <- read("stats/meta_pignon2000.csv"); put("pignon2000 HR", list(d$OmE / d$V, 1 / d$V))
d <- read("evidence/published_msc_vs_control_counts.csv"); d <- d[d$outcome == "death" & d$count_type == "patients" & !grepl("pool|meta-analysis", paste(d$study, d$design)) & complete.cases(d[, c("events_msc", "n_msc", "events_control", "n_control")]), ]
put("published deaths OR", of("OR", ai = d$events_msc, n1i = d$n_msc, ci = d$events_control, n2i = d$n_control))
# Edges: two studies, three, precise, imprecise, both at once, two maxima.
put("two studies", list(c(0.3, 0.9), c(0.1, 0.01)))
put("three studies", list(c(-0.3, 0.9, 0.2), c(0.1, 0.2, 0.05)))
put("variances of 1e-8", list(c(0.3, 0.31, 0.29, 0.5, 0.4), c(1e-8, 1e-8, 3e-8, 2e-8, 5e-8)))
put("variances near 1e8", list(c(3e4, 1e4, -2e4, 5e4, 1.5e4), c(1e8, 1e8, 3e8, 2e8, 4e8)))
put("variances from 1e-4 to 1e4", list(c(0.3, 0.5, 1, 2, -30, 90), c(1e-4, 1e-3, 0.1, 3, 400, 1e4)))
put("two maxima", list(c(0, 0.01, -0.01, 0.02, 9, -8, 10), c(0.0002, 0.0003, 0.0002, 0.0004, 9, 8, 10)))
set.seed(40); k <- 200; v <- exp(rnorm(k, -2, 1)); put("200 studies", list(rnorm(k, 0.2, sqrt(v + 0.1)), v))

# Moderators: the year as it stands, which is far from 0, and a factor.
designs <- list()
moderated <- function(name, es, columns, data) {
  y <- es[[1]]; v <- es[[2]]; X <- cbind(1, columns); k <- length(y); p <- ncol(X)
  # Centred columns for R, whose normal equations lose digits far from 0; coefficients are taken back.
  means <- colMeans(columns); Z <- cbind(1, sweep(columns, 2, means)); back <- diag(p); back[1, -1] <- -means
  fits <- lapply(methods, function(method) {
    tau2 <- tau2_of(method, y, v, Z); z <- rma(y, v, mods = Z, intercept = FALSE, tau2 = tau2)
    list(method = method, tau2 = tau2, b = as.numeric(back %*% z$beta), vb = as.numeric(back %*% z$vb %*% t(back)), rss = Qgen(tau2, y, v, Z))
  })
  dl <- rma(y, v, mods = Z, intercept = FALSE, method = "DL"); reml <- rma(y, v, mods = Z, intercept = FALSE, tau2 = tau2_of("REML", y, v, Z))
  designs[[length(designs) + 1]] <<- list(name = name, y = y, v = v, x = X, fits = fits, q = dl$QE, vt = dl$vt, hat = as.numeric(hatvalues(reml)), residuals = as.numeric(y - Z %*% reml$beta), qprofile = q_limits(y, v, Z, 0.95), reml = loglik(reml$tau2, y, v, Z, TRUE), ml = loglik(reml$tau2, y, v, Z, FALSE))
  figures <<- figures + length(fits) * (2 + p + p * p) + 6 + 2 * k
}
d <- read("stats/meta_lau1992.csv"); moderated("lau1992, year", of("OR", ai = d$ai, n1i = d$n1i, ci = d$ci, n2i = d$n2i), cbind(d$year))
d <- read("stats/meta_egger2001.csv"); moderated("egger2001, year and its square", of("OR", ai = d$ai, n1i = d$n1i, ci = d$ci, n2i = d$n2i), cbind(d$year - 1980, (d$year - 1980)^2))
d <- read("stats/meta_gibson2002.csv"); d <- d[complete.cases(d[, c("m1i", "sd1i", "m2i", "sd2i")]), ]; moderated("gibson2002, type and year", of("SMD", m1i = d$m1i, sd1i = d$sd1i, n1i = d$n1i, m2i = d$m2i, sd2i = d$sd2i, n2i = d$n2i), cbind(as.numeric(d$type == 1), d$year))
# What metafor's own Paule-Mandel gives for small variances, to show why it is not the reference here.
pm <- rma(c(0.3, 0.31, 0.29, 0.5, 0.4), c(1e-8, 1e-8, 3e-8, 2e-8, 5e-8), method = "PM")$tau2
writeLines(toJSON(list(made = paste0(R.version.string, ", metafor ", packageVersion("metafor")), figures = figures, metafor_pm = pm, sets = sets, designs = designs), digits = NA, auto_unbox = TRUE, null = "null"), file.path(here, "pooling.json"))
cat(figures, "figures; metafor's own Paule-Mandel", format(pm, digits = 15), "written out", format(sets[[which(vapply(sets, function(s) s$name == "variances of 1e-8", TRUE))]]$fits[[4]]$tau2, digits = 15), "\n")
cat(vapply(sets, function(s) paste(s$name, s$maxima), ""), sep = "\n")
