# Mixed models of two arms. Reference: the likelihoods written out, integrals by the trapezium rule on a fine grid (exact to rounding for
# these smooth integrands; no Gauss-Hermite node in common with the code under test), maximised by Newton's method with Louis's second
# derivatives until the step is below 1e-12. Besides, lme4's glmer with the same number of nodes for the log-likelihood.
# Run in this folder: Rscript glmm.R <folder of the shared data>
source("rare-ground.R"); source("mixed-likelihood.R")
suppressMessages(library(lme4))
fits <- function(s, people) { x <- s$x; names(x) <- c("a", "n", "c", "m"); k <- nrow(x)
  info <- if (people) (x$a + x$c > 0) & (x$a + x$c < x$n + x$m) else x$a + x$c > 0
  y <- x[info, ]
  cases <- list()
  add <- function(form, model, f) if (!is.null(f)) cases[[length(cases) + 1]] <<- list(form = form, model = model, value = f)
  for (model in c("common", "random")) {
    if (people) add("conditional-exact", model, fit_grid(lapply(seq_len(nrow(y)), function(i) list(exact_term(y$a[i], y$n[i], y$c[i], y$m[i]))), matrix(1), matrix(1), model, c(-0.3)))
    z <- y[if (people) y$a + y$c > 0 else TRUE, ]
    add(if (people) "conditional-approximate" else "conditional-exact", model, fit_grid(lapply(seq_len(nrow(z)), function(i) list(binomial_term(z$a[i], z$a[i] + z$c[i], log(z$n[i] / z$m[i])))), matrix(1), matrix(1), model, c(-0.3)))
    term <- if (people) binomial_term else function(e, t) poisson_term(e, t)
    if (nrow(y) <= 40) add("unconditional-fixed", model, fit_grid(lapply(seq_len(nrow(y)), function(i) list(term(y$a[i], y$n[i]), term(y$c[i], y$m[i]))), rbind(1, 0), rbind(.5, -.5), model, c(-0.3), own = TRUE))
    lev <- if (people) qlogis((sum(x$c) + .5) / (sum(x$m) + 1)) else log(sum(x$c) / sum(x$m))
    # Two effects need a grid in two dimensions, which is too coarse for studies as large as some in egger2001.
    if (nrow(x) <= 40 && (model == "common" || max(x$n, x$m) < 5000)) add("unconditional-random", model, fit_grid(lapply(seq_len(nrow(x)), function(i) list(term(x$a[i], x$n[i]), term(x$c[i], x$m[i]))), rbind(c(1, 1), c(1, 0)), rbind(c(1, .5), c(1, -.5)), model, c(lev, -0.3)))
  }
  # lme4 at the same nodes: the log-likelihood at its end is as good as its optimiser is.
  long <- data.frame(e = c(rbind(x$a, x$c)), t = c(rbind(x$n, x$m)), g = rep(c(1, 0), k), h = rep(c(.5, -.5), k), s = factor(rep(seq_len(k), each = 2)))
  ctl <- glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9, maxfun = 1e5), tolPwrss = 1e-12, calc.derivs = FALSE, check.conv.singular = "ignore")
  laplace <- tryCatch(if (people) glmer(cbind(e, t - e) ~ g + (1 | s) + (0 + h | s), long, binomial, control = ctl, nAGQ = 1) else glmer(e ~ g + offset(log(t)) + (1 | s) + (0 + h | s), long, poisson, control = ctl, nAGQ = 1), error = function(e) NULL)
  seven <- tryCatch(if (people) glmer(cbind(e, t - e) ~ g + (1 | s), long, binomial, control = ctl, nAGQ = 7) else NULL, error = function(e) NULL)
  s$cases <- cases
  if (!is.null(laplace)) s$laplace <- list(estimate = unname(fixef(laplace)["g"]), logLikelihood = c(logLik(laplace)), studyVariance = VarCorr(laplace)[[1]][1], tauSquared = VarCorr(laplace)[[2]][1])
  if (!is.null(seven)) s$sevenNodes <- list(estimate = unname(fixef(seven)["g"]), studyVariance = VarCorr(seven)[[1]][1])
  cat(s$name, length(cases), "\n"); s }
sets <- two_arm_sets()[c("egger2001", "laopaiboon2015", "collins-stb", "collins-ned", "collins-ped", "ards-deaths", "registry-death", "registry-any_sae")]
out <- c(lapply(sets, fits, TRUE), list(fits(time_set(), FALSE)))
write_sets("glmm.json", out)
