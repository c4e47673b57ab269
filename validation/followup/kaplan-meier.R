# Reference figures of Kaplan-Meier and Nelson-Aalen curves. Run: Rscript validation/followup/kaplan-meier.R <folder of the shared data>
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "survival-cases.R"))
scales <- c("log" = "log", "plain" = "plain", "log-log" = "log-log", "logit" = "logit", "arcsine" = "arcsin")
probabilities <- c(0.1, 0.25, 0.5, 0.75)
# Limits of survival may rise again where few are left. quantile() then takes the crossing with the nearest limit, print() and summary()
# the first one, which is the rule here, written out. Where limits only fall both agree, and quantile() is the reference.
limit_quantiles <- function(time, limit, own, probabilities) {
  told <- !is.na(limit)
  if (!any(told) || all(diff(limit[told]) <= 0)) return(plain(own))
  plain(vapply(probabilities, function(p) { below <- which(told & limit <= 1 - p + 1.5e-8); if (length(below) == 0) return(NA_real_); stopifnot(abs(limit[below[1]] - (1 - p)) > 1e-6); time[below[1]] }, 0))
}
one_group <- function(d, fix) {
  y <- surv_of(d); w <- if (is.null(d$weight)) rep(1, nrow(d)) else d$weight
  fit <- function(...) survfit(y ~ 1, weights = w, robust = FALSE, timefix = fix, ...)
  f <- fit(); size <- length(f$time)
  # Long curves: some steps, spread, and the last.
  keep <- if (size <= 40) seq_len(size) else unique(round(c(seq(1, size - 1, length.out = 14), size)))
  limits <- lapply(scales, function(scale) { g <- fit(conf.type = scale); q <- quantile(g, probabilities)
    list(lower = plain(g$lower[keep]), upper = plain(g$upper[keep]), quantiles = list(time = plain(q$quantile), lower = limit_quantiles(g$time, g$lower, q$lower, probabilities), upper = limit_quantiles(g$time, g$upper, q$upper, probabilities))) })
  h <- fit(ctype = 2)
  # Tsiatis' variance, and the binomial one of the hazard, written out.
  tsiatis <- f$surv * sqrt(cumsum(f$n.event / f$n.risk^2))
  binomial <- sqrt(cumsum(f$n.event * (f$n.risk - f$n.event) / f$n.risk^3))
  times <- c(0, max(f$time) * c(0.11, 0.35, 0.6, 0.95)); ends <- max(f$time) * c(1, 0.5)
  means <- vapply(ends, function(end) { t <- survival:::survmean(f, rmean = end)$matrix; t <- if (is.matrix(t)) t[1, ] else t; c(t[["rmean"]], t[["se(rmean)"]]) }, c(0, 0))
  reverse <- if (any(d$event == 0)) { r <- if (is.null(d$start)) survfit(Surv(d$time, 1 - d$event) ~ 1, weights = w, robust = FALSE, timefix = fix) else survfit(Surv(d$start, d$time, 1 - d$event) ~ 1, weights = w, robust = FALSE, timefix = fix); q <- quantile(r, 0.5); list(median = plain(q$quantile), lower = limit_quantiles(r$time, r$lower, q$lower, 0.5), upper = limit_quantiles(r$time, r$upper, q$upper, 0.5)) }
  s <- summary(f, times = times, extend = TRUE)
  list(size = size, keep = keep - 1, times = plain(f$time[keep]), atRisk = plain(f$n.risk[keep]), events = plain(f$n.event[keep]), censored = plain(f$n.censor[keep]), survival = plain(f$surv[keep]),
    standardError = plain((f$surv * f$std.err)[keep]), tsiatis = plain(tsiatis[keep]), limits = limits, hazard = plain(f$cumhaz[keep]), hazardError = plain(f$std.chaz[keep]), hazardBinomial = plain(binomial[keep]),
    flemingHarrington = plain(h$cumhaz[keep]), flemingHarringtonError = plain(h$std.chaz[keep]),
    atTimes = list(times = plain(times), atRisk = if (is.null(d$start)) plain(s$n.risk) else NULL, survival = plain(s$surv)),
    restricted = list(ends = plain(ends), mean = plain(means[1, ]), error = plain(means[2, ])), reverse = reverse)
}
cases <- lapply(sets, function(set) {
  groups <- if (is.null(set$d$group)) rep("all", nrow(set$d)) else as.character(set$d$group)
  whole <- set$d; whole$group <- NULL
  c(head_of(set), list(pooled = one_group(whole, FALSE), groups = lapply(split(set$d, groups), one_group, fix = FALSE), tolerant = if (set$name == "near ties") one_group(whole, TRUE)))
})
save_json(list(made = made, probabilities = probabilities, sets = cases), "kaplan-meier.json")
