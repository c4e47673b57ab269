# Reference figures of subgroups: metafor's rma on the subgroup and within subgroups; Wald's test between written out.
# Run: Rscript validation/evidence/subgroups.R <folder of the shared data>   (writes subgroups.json beside it)
suppressMessages({library(metafor); library(jsonlite)})
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
folder <- commandArgs(TRUE)[1]
figures <- 0; sets <- list()
count <- function(x) { figures <<- figures + length(unlist(x)); x }
num <- function(x) I(as.numeric(x))
fit <- function(..., control = list()) { for (threshold in c(1e-13, 1e-12, 1e-11)) { r <- try(suppressWarnings(rma(..., control = list(threshold = threshold, maxiter = 10000, tol = 1e-14))), silent = TRUE); if (!inherits(r, "try-error")) return(r) }; stop(r) }
qprofile <- function(y, v, X) {
  k <- length(y); p <- ncol(X)
  Q <- function(t) { w <- 1 / (v + t); sum(w * lm.wfit(X, y, w)$residuals^2) }
  bound <- function(target) if (Q(0) <= target) 0 else uniroot(function(t) Q(t) - target, c(0, 1e4 * (max(v) + var(y))), tol = 1e-16, maxiter = 1e5)$root
  # No interval where even 0 is too much.
  if (Q(0) < qchisq(.025, k - p)) return(NULL)
  num(c(bound(qchisq(.975, k - p)), bound(qchisq(.025, k - p))))
}
between_of <- function(b, se) { w <- 1 / se^2; q <- sum(w * (b - sum(w * b) / sum(w))^2); list(Q = q, p = pchisq(q, length(b) - 1, lower.tail = FALSE)) }
case <- function(name, y, v, g, measure) {
  levels <- sort(unique(as.character(g)), method = "radix")
  X <- sapply(levels, function(l) as.numeric(g == l)); q <- ncol(X); k <- length(y)
  runs <- list()
  for (method in c("REML", "DL", "PM")) for (test in c("z", "knha", "adhoc")) {
    if (method != "REML" && test == "adhoc") next
    # One variance between studies, inference from all studies.
    r <- fit(y, v, mods = X, intercept = FALSE, method = method, test = test)
    X1 <- cbind(1, X[, -1, drop = FALSE])
    a <- fit(y, v, mods = X1, intercept = FALSE, method = method, test = test, btt = 2:q)
    half <- qt(.975, k - q - 1) * sqrt(r$se^2 + r$tau2)
    one <- list(kind = "common", method = method, test = test, tau2 = r$tau2, b = num(r$beta), se = num(r$se), lower = num(r$ci.lb), upper = num(r$ci.ub), p = num(r$pval), between = a$QM, between_p = a$QMp, pi_lower = num(r$beta - half), pi_upper = num(r$beta + half))
    runs[[length(runs) + 1]] <- count(one)
    # Each subgroup by itself, with its own variance between studies or the common one.
    for (kind in c("separate", "own")) {
      parts <- lapply(levels, function(l) { s <- g == l; if (kind == "own") fit(y[s], v[s], tau2 = r$tau2, test = if (sum(s) == 1) "z" else test) else if (sum(s) == 1) fit(y[s], v[s], method = "EE") else fit(y[s], v[s], method = method, test = test) })
      b <- sapply(parts, function(x) x$beta); se <- sapply(parts, function(x) x$se); bt <- between_of(b, se)
      runs[[length(runs) + 1]] <- count(list(kind = kind, method = method, test = test, tau2 = num(sapply(parts, function(x) x$tau2)), b = num(b), se = num(se), lower = num(sapply(parts, function(x) x$ci.lb)), upper = num(sapply(parts, function(x) x$ci.ub)), p = num(sapply(parts, function(x) x$pval)), between = bt$Q, between_p = bt$p))
    }
  }
  own <- lapply(levels, function(l) { s <- g == l; if (sum(s) == 1) return(list(k = 1)); r <- fit(y[s], v[s], method = "REML"); count(list(k = sum(s), tau2 = r$tau2, QE = r$QE, QEp = r$QEp, I2q = max(0, 100 * (r$QE - sum(s) + 1) / r$QE), qprofile = qprofile(y[s], v[s], matrix(1, sum(s), 1)))) })
  ee <- fit(y, v, mods = X, intercept = FALSE, method = "EE"); e1 <- fit(y, v, mods = cbind(1, X[, -1, drop = FALSE]), intercept = FALSE, method = "EE", btt = 2:q)
  common <- count(list(b = num(ee$beta), se = num(ee$se), QE = ee$QE, QEp = ee$QEp, QM = e1$QM, QMp = e1$QMp))
  # Subgroups as a sample: their REML effects, pooled again.
  r <- fit(y, v, mods = X, intercept = FALSE, method = "REML", test = "z"); o <- fit(as.numeric(r$beta), as.numeric(r$se)^2, method = "REML", test = "adhoc")
  random <- count(list(tau2 = o$tau2, estimate = as.numeric(o$beta), se = o$se, lower = o$ci.lb, upper = o$ci.ub))
  sets[[length(sets) + 1]] <<- list(name = name, y = num(y), v = num(v), subgroup = I(as.character(g)), measure = measure, levels = I(levels), runs = runs, own = own, qprofile = count(qprofile(y, v, X)), common = common, random = random)
}
b <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
case("BCG by allocation", b$yi, b$vi, b$alloc, "risk-ratio")
h <- read.csv(file.path(folder, "stats/meta_hartmannboyce2018.csv"), stringsAsFactors = FALSE)
hs <- escalc(measure = "RR", ai = x.nrt, n1i = n.nrt, ci = x.ctrl, n2i = n.ctrl, data = h, drop00 = TRUE); hs <- hs[is.finite(hs$yi), ]
case("nicotine replacement by form", hs$yi, hs$vi, hs$treatment, "risk-ratio")
n <- read.csv(file.path(folder, "stats/meta_hannum2020.csv"), stringsAsFactors = FALSE)
ns <- escalc(measure = "PLO", xi = xi, ni = ni, data = n); ok <- is.finite(ns$yi) & ns$objectivity != ""; ns <- ns[ok, ]
case("loss of smell by kind of test", ns$yi, ns$vi, ns$objectivity, "proportion-logit")
g <- read.csv(file.path(folder, "stats/meta_gibson2002.csv"), stringsAsFactors = FALSE)
gs <- escalc(measure = "SMD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = g); gs <- gs[is.finite(gs$yi), ]
case("asthma self-management by kind", gs$yi, gs$vi, gs$type, "standardised-mean-difference")
made <- sprintf("%s, metafor %s", R.version.string, packageVersion("metafor"))
write(toJSON(list(made = made, figures = figures, sets = sets), digits = NA, auto_unbox = TRUE, null = "null"), file.path(here, "subgroups.json"))
cat(figures, "figures\n")
