# Reference figures of meta-regression: metafor's rma with moderators, robust, predict and permutest; clubSandwich's tests.
# Run: Rscript validation/evidence/meta-regression.R <folder of the shared data>   (writes meta-regression.json beside it)
suppressMessages({library(metafor); library(clubSandwich); library(jsonlite)})
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
folder <- commandArgs(TRUE)[1]
figures <- 0; sets <- list()
count <- function(x) { figures <<- figures + length(unlist(x)); x }
num <- function(x) I(as.numeric(x))

# As tight as rounding lets its iterations come to an end.
fit <- function(..., control) { for (threshold in c(1e-13, 1e-12, 1e-11)) { control$threshold <- threshold; r <- try(suppressWarnings(rma(..., control = control)), silent = TRUE); if (!inherits(r, "try-error")) return(r) }; stop(r) }

# moderators: list of name -> values (numbers or texts); X: the design in R's words, its columns in the order of this package.
case <- function(name, y, v, moderators, X, options, cluster = NULL, int = TRUE, groups = list(), settings = NULL, setting_names = NULL, methods = c("REML", "ML", "DL", "PM", "EB", "SJ", "HS", "HE"), profile = TRUE) {
  tight <- list(maxiter = 10000)
  p <- ncol(X); slopes <- if (int) 2:p else 1:p
  fits <- list()
  for (method in methods) for (test in c("z", "knha", "adhoc")) {
    if (method != "REML" && test == "adhoc") next
    m <- if (method == "PM") list(tol = 1e-14, maxiter = 10000) else tight
    r <- fit(y, v, mods = X, intercept = FALSE, method = method, test = test, btt = slopes, control = m)
    one <- list(method = method, test = test, tau2 = r$tau2, se_tau2 = NULL, b = num(r$beta), se = num(r$se), stat = num(r$zval), p = num(r$pval), lower = num(r$ci.lb), upper = num(r$ci.ub),
                QM = r$QM, QMdf = as.numeric(r$QMdf[1]), QMp = r$QMp)
    count(one[-(1:2)])
    if (test == "z") { one$QE <- r$QE; one$QEp <- r$QEp; one$I2 <- r$I2; one$H2 <- r$H2; figures <<- figures + 4
      if (int) { t0 <- fit(y, v, method = method, control = m)$tau2; one$tau0 <- t0; if (t0 > 0) { one$R2 <- max(0, 100 * (t0 - r$tau2) / t0); figures <<- figures + 2 } } }
    if (length(groups) > 0 && test != "adhoc") one$groups <- lapply(groups, function(g) { a <- anova(r, btt = g); count(list(Q = a$QM, p = a$QMp)) })
    fits[[length(fits) + 1]] <- one
  }
  reml <- fit(y, v, mods = X, intercept = FALSE, method = "REML", test = "knha", control = tight)
  k <- length(y)
  pred <- predict(reml, newmods = if (is.null(settings)) NULL else if (int) settings[, -1, drop = FALSE] else settings)
  half <- function(level, se) qt(level, k - p - 1) * sqrt(se^2 + reml$tau2)
  predicted <- count(list(estimate = num(pred$pred), se = num(pred$se), lower = num(pred$ci.lb), upper = num(pred$ci.ub), kp_lower = num(pred$pi.lb), kp_upper = num(pred$pi.ub), kp1_lower = num(pred$pred - half(.975, pred$se)), kp1_upper = num(pred$pred + half(.975, pred$se))))
  # Q-profile, taken to the last bits: the generalised Q written out.
  Q <- function(t) { w <- 1 / (v + t); f <- lm.wfit(X, y, w); sum(w * f$residuals^2) }
  bound <- function(target) if (Q(0) <= target) 0 else uniroot(function(t) Q(t) - target, c(0, 1e4 * (max(v) + var(y))), tol = 1e-16, maxiter = 1e5)$root
  qprofile <- count(num(c(bound(qchisq(.975, k - p)), bound(qchisq(.025, k - p)))))
  # Robust: metafor's own (CR1p, t with m - p) and clubSandwich's.
  robust_of <- function(names) {
    z <- fit(y, v, mods = X, intercept = FALSE, method = "REML", btt = slopes, control = tight)
    rb <- do.call(metafor::robust, list(z, cluster = names))
    out <- list(metafor = count(list(se = num(rb$se), p = num(rb$pval), lower = num(rb$ci.lb), upper = num(rb$ci.ub), F = rb$QM, Fp = rb$QMp)))
    for (kind in c("CR0", "CR1", "CR1p", "CR2")) {
      V <- vcovCR(z, cluster = names, type = kind)
      ct <- coef_test(z, vcov = V, test = "Satterthwaite")
      ci <- conf_int(z, vcov = V, test = "Satterthwaite")
      cm <- diag(p)[slopes, , drop = FALSE]
      w <- Wald_test(z, constraints = cm, vcov = V, test = "HTZ")
      out[[kind]] <- count(list(V = num(as.matrix(V)), se = num(ct$SE), df = num(ct$df), p = num(ct$p_Satt), lower = num(ci$CI_L), upper = num(ci$CI_U), F = w$Fstat, denominator = w$df_denom, Fp = w$p_val))
    }
    out
  }
  robust <- list(studies = robust_of(seq_along(y)))
  if (!is.null(cluster)) robust$cluster <- robust_of(cluster)
  sets[[length(sets) + 1]] <<- list(name = name, y = num(y), v = num(v), moderators = moderators, options = options, cluster = if (is.null(cluster)) NULL else I(as.character(cluster)),
    intercept = int, moderator_names = I(names(groups)), fits = fits, settings = if (is.null(setting_names)) NULL else I(setting_names), predicted = predicted, qprofile = qprofile, robust = robust)
}
dummies <- function(f, reference) { f <- as.character(f); l <- setdiff(sort(unique(f), method = "radix"), reference); sapply(l, function(x) as.numeric(f == x)) }

b <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
case("BCG, latitude and year", b$yi, b$vi, list(ablat = num(b$ablat), year = num(b$year)), cbind(1, b$ablat, b$year), list(measure = "risk-ratio"), groups = list(ablat = 2, year = 3),
  settings = rbind(c(1, 33, 1970), c(1, 13, 1950)), setting_names = c("ablat=33; year=1970", "year=1950; ablat=13"))
case("BCG, allocation", b$yi, b$vi, list(alloc = I(b$alloc)), cbind(1, dummies(b$alloc, "random")), list(measure = "risk-ratio", references = I("alloc=random")), groups = list(alloc = 2:3),
  settings = rbind(c(1, 0, 0), c(1, 1, 0)), setting_names = c("alloc=random", "alloc=alternate"))
case("BCG, allocation and latitude without an intercept", b$yi, b$vi, list(alloc = I(b$alloc), ablat = num(b$ablat)), cbind(dummies(b$alloc, ""), b$ablat), list(measure = "risk-ratio", intercept = FALSE), int = FALSE, groups = list(alloc = 1:3, ablat = 4))
h <- read.csv(file.path(folder, "stats/meta_hartmannboyce2018.csv"), stringsAsFactors = FALSE)
hs <- escalc(measure = "RR", ai = x.nrt, n1i = n.nrt, ci = x.ctrl, n2i = n.ctrl, data = h, drop00 = TRUE); hs <- hs[is.finite(hs$yi), ]
# A level of one study has no robust variance.
hs <- hs[hs$treatment %in% names(which(table(hs$treatment) > 3)), ]
case("nicotine replacement, form", hs$yi, hs$vi, list(form = I(hs$treatment)), cbind(1, dummies(hs$treatment, sort(unique(hs$treatment), method = "radix")[1])), list(measure = "risk-ratio"), groups = list(form = 2:length(unique(hs$treatment))), methods = c("REML", "ML", "DL", "PM"))
l <- read.csv(file.path(folder, "stats/meta_laopaiboon2015.csv"), stringsAsFactors = FALSE)
ls <- escalc(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = l, drop00 = TRUE)
keep <- is.finite(ls$yi) & ls$age != "" & !is.na(ls$age); ls <- ls[keep, ]
case("azithromycin, year and share of bronchitis", ls$yi, ls$vi, list(year = num(ls$year), bronchitis = num(ls$diag.ab)), cbind(1, ls$year, ls$diag.ab), list(measure = "odds-ratio"), groups = list(year = 2, bronchitis = 3))
a <- dat.assink2016
case("recidivism, deviance and year, by study", a$yi, a$vi, list(deltype = I(as.character(a$deltype)), year = num(a$year)), cbind(1, dummies(a$deltype, "general"), a$year), list(references = I("deltype=general")), cluster = a$study, groups = list(deltype = 2:3, year = 4), methods = c("REML", "DL"))
s <- dat.konstantopoulos2011
case("school calendar, year, by district", s$yi, s$vi, list(year = num(s$year)), cbind(1, s$year), list(measure = "generic"), cluster = s$district, groups = list(year = 2), methods = c("REML", "HE"))

# Permutation tests: every arrangement, tight iterations.
permutations <- list()
permute <- function(name, y, v, moderators, X, slopes, test, references = NULL) {
  r <- rma(y, v, mods = X, intercept = FALSE, test = test, btt = slopes, method = "DL")
  # permutest orders rows by the design; the intercept is in it.
  q <- permutest(r, exact = TRUE, progbar = FALSE)
  permutations[[length(permutations) + 1]] <<- count(list(name = name, y = num(y), v = num(v), moderators = moderators, references = references, test = test, p = num(q$pval), QMp = q$QMp, arrangements = length(q$QM.perm)))
}
f <- b[1:7, ]
permute("BCG, first seven, latitude, normal", f$yi, f$vi, list(ablat = num(f$ablat)), cbind(1, f$ablat), 2, "z")
permute("BCG, first seven, latitude, Knapp and Hartung", f$yi, f$vi, list(ablat = num(f$ablat)), cbind(1, f$ablat), 2, "knha")
two <- as.numeric(b$alloc == "random")
permute("BCG, at random or not", b$yi, b$vi, list(random = num(two)), cbind(1, two), 2, "knha")
six <- b[c(1, 4, 5, 8, 10, 12), ]
permute("BCG, six, latitude and year", six$yi, six$vi, list(ablat = num(six$ablat), year = num(six$year)), cbind(1, six$ablat, six$year), 2:3, "knha")

made <- sprintf("%s, metafor %s, clubSandwich %s", R.version.string, packageVersion("metafor"), packageVersion("clubSandwich"))
write(toJSON(list(made = made, figures = figures, sets = sets, permutations = permutations), digits = NA, auto_unbox = TRUE, null = "null"), file.path(here, "meta-regression.json"))
cat(figures, "figures\n")
