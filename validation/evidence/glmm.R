# Mixed models of two arms. Reference: the likelihoods written out, integrals by the trapezium rule on a fine grid (exact to rounding for
# these smooth integrands; no Gauss-Hermite node in common with the code under test), maximised by Newton's method with Louis's second
# derivatives until the step is below 1e-10. Profile limits by Newton's steps over likelihoods so maximised; likelihood ratio tests from
# the same. Heterogeneity: against an effect for each study; with random levels against such effects beside random levels, added to the
# treated arm as in metafor's rma.glmm (fixed study:group beside (1 | study)), and by half to each arm. Besides, lme4's glmer.
# Run in this folder: Rscript glmm.R <folder of the shared data>
source("rare-ground.R"); source("mixed-likelihood.R")
suppressMessages(library(lme4))
fits <- function(s, people) { x <- s$x; names(x) <- c("a", "n", "c", "m"); k <- nrow(x); started <- Sys.time()
  # Profiles ask for some hundred maxima each: they are taken in the smaller sets.
  wide <- !people || s$name %in% c("laopaiboon2015", "ards-deaths", "registry-death")
  info <- if (people) (x$a + x$c > 0) & (x$a + x$c < x$n + x$m) else x$a + x$c > 0
  y <- x[info, ]
  cases <- list()
  add <- function(form, model, f) if (!is.null(f)) cases[[length(cases) + 1]] <<- list(form = form, model = model, value = f)
  term <- if (people) binomial_term else function(e, t) poisson_term(e, t)
  full <- function(a, n) if (a == 0 || (people && a == n)) 0 else if (people) dbinom(a, n, a / n, log = TRUE) else dpois(a, a, log = TRUE)
  for (model in c("common", "random")) {
    random <- model == "random"
    if (people) { f <- fit_grid(lapply(seq_len(nrow(y)), function(i) list(exact_term(y$a[i], y$n[i], y$c[i], y$m[i]))), matrix(1), matrix(1), model, c(-0.3), profile = wide)
      if (!random && !is.null(f)) f$heterogeneity <- 2 * (sum(vapply(seq_len(nrow(y)), function(i) { t <- exact_term(y$a[i], y$n[i], y$c[i], y$m[i]); optimize(t$value, c(-60, 60), maximum = TRUE, tol = 1e-10)$objective }, 0)) - f$logLikelihood)
      add("conditional-exact", model, f) }
    z <- y[if (people) y$a + y$c > 0 else TRUE, ]
    f <- fit_grid(lapply(seq_len(nrow(z)), function(i) list(binomial_term(z$a[i], z$a[i] + z$c[i], log(z$n[i] / z$m[i])))), matrix(1), matrix(1), model, c(-0.3), profile = wide)
    if (!random && !is.null(f)) f$heterogeneity <- 2 * (sum(mapply(function(a, c) if (a == 0 || c == 0) 0 else dbinom(a, a + c, a / (a + c), log = TRUE), z$a, z$c)) - f$logLikelihood)
    add(if (people) "conditional-approximate" else "conditional-exact", model, f)
    if (nrow(y) <= 40) { f <- fit_grid(lapply(seq_len(nrow(y)), function(i) list(term(y$a[i], y$n[i]), term(y$c[i], y$m[i]))), rbind(1, 0), rbind(.5, -.5), model, c(-0.3), own = TRUE, profile = wide)
      if (!random && !is.null(f)) f$heterogeneity <- 2 * (sum(mapply(function(a, n, c, m) full(a, n) + full(c, m), y$a, y$n, y$c, y$m)) - f$logLikelihood)
      add("unconditional-fixed", model, f) }
    lev <- if (people) qlogis((sum(x$c) + .5) / (sum(x$m) + 1)) else log(sum(x$c) / sum(x$m))
    # Two effects need a grid in two dimensions, which is too coarse for studies as large as some in egger2001.
    if (nrow(x) <= 40 && (!random || max(x$n, x$m) < 5000 || !people)) { both <- lapply(seq_len(nrow(x)), function(i) list(term(x$a[i], x$n[i]), term(x$c[i], x$m[i])))
      f <- fit_grid(both, rbind(c(1, 1), c(1, 0)), rbind(c(1, .5), c(1, -.5)), model, c(lev, -0.3), profile = wide && (!random || s$name == "simulated sparse"))
      if (!random && !is.null(f)) { for (coding in list(list("heterogeneity", c(1, 0)), list("heterogeneityHalf", c(.5, -.5)))) { own <- mixed_grid(both, rbind(1, 1), rbind(1, 1), own = coding[[2]])$highest(c(lev, 0.6), 1:2); if (!is.null(own)) f[[coding[[1]]]] <- 2 * (own$value - f$logLikelihood) } }
      add("unconditional-random", model, f) }
  }
  # lme4 at the same nodes: the log-likelihood at its end is as good as its optimiser is.
  long <- data.frame(e = c(rbind(x$a, x$c)), t = c(rbind(x$n, x$m)), g = rep(c(1, 0), k), h = rep(c(.5, -.5), k), s = factor(rep(seq_len(k), each = 2)))
  ctl <- glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9, maxfun = 1e5), tolPwrss = 1e-12, calc.derivs = FALSE, check.conv.singular = "ignore")
  laplace <- tryCatch(if (people) glmer(cbind(e, t - e) ~ g + (1 | s) + (0 + h | s), long, binomial, control = ctl, nAGQ = 1) else glmer(e ~ g + offset(log(t)) + (1 | s) + (0 + h | s), long, poisson, control = ctl, nAGQ = 1), error = function(e) NULL)
  seven <- tryCatch(if (people) glmer(cbind(e, t - e) ~ g + (1 | s), long, binomial, control = ctl, nAGQ = 7) else NULL, error = function(e) NULL)
  s$cases <- cases
  if (is.null(s$file)) s$given <- as.list(x)
  if (!is.null(laplace)) s$laplace <- list(estimate = unname(fixef(laplace)["g"]), logLikelihood = c(logLik(laplace)), studyVariance = VarCorr(laplace)[[1]][1], tauSquared = VarCorr(laplace)[[2]][1])
  if (!is.null(seven)) s$sevenNodes <- list(estimate = unname(fixef(seven)["g"]), studyVariance = VarCorr(seven)[[1]][1])
  cat(s$name, length(cases), format(Sys.time() - started), "\n"); s }
sets <- two_arm_sets()[c("egger2001", "laopaiboon2015", "collins-stb", "collins-ned", "collins-ped", "ards-deaths", "registry-death", "registry-any_sae")]
# Person-time that differs much between studies: sparse, with differing effects, and with unequal arms.
simulated <- function(name, seed, k, rate, ratio, tau, ratio_of_times) { set.seed(seed); t <- round(exp(runif(k, log(20), log(2000))), 1); u <- round(t * ratio_of_times, 1); own <- log(rate) + rnorm(k, 0, 0.7); theta <- log(ratio) + rnorm(k, 0, tau)
  list(name = name, x = data.frame(a = rpois(k, t * exp(own + theta)), n = t, c = rpois(k, u * exp(own)), m = u)) }
times <- list(time_set(), simulated("simulated sparse", 11, 14, 0.002, 0.6, 0.3, 1), simulated("simulated, effects that differ", 12, 12, 0.02, 1.4, 0.8, 1), simulated("simulated, unequal arms", 13, 16, 0.01, 0.7, 0.5, 0.25))
jobs <- c(lapply(sets, function(s) list(s, TRUE)), lapply(times, function(s) list(s, FALSE)))
out <- parallel::mclapply(unname(jobs), function(job) fits(job[[1]], job[[2]]), mc.cores = 3, mc.preschedule = FALSE)
write_sets("glmm.json", out)
