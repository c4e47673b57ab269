# Reference figures of restricted means, by the formulas of survRM2 (rmst1 and the unadjusted contrasts of rmst2), written out.
# Run: Rscript validation/followup/rmst.R <folder of the shared data>
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "survival-cases.R"))
z <- qnorm(0.975)
mean_of <- function(d, tau) {
  f <- survfit(surv_of(d) ~ 1, timefix = FALSE); in_time <- f$time <= tau
  at <- c(0, f$time[in_time], tau); area <- diff(at) * c(1, f$surv[in_time])
  n <- f$n.risk[in_time]; m <- f$n.event[in_time]; hazard <- ifelse(n == m, 0, m / (n * (n - m)))
  after <- vapply(seq_along(n), function(i) sum(area[-seq_len(i)]), 0)
  c(sum(area), sqrt(sum(after^2 * hazard)))
}
ratio_of <- function(a, b) { l <- log(a[1] / b[1]); se <- sqrt((a[2] / a[1])^2 + (b[2] / b[1])^2); list(estimate = a[1] / b[1], standardError = se, lower = exp(l - z * se), upper = exp(l + z * se), p = 2 * pnorm(-abs(l / se))) }
cases <- Filter(Negate(is.null), lapply(sets, function(set) {
  d <- set$d; if (is.null(d$group) || !is.null(d$weight) || is.element(set$name, c("kidney"))) return(NULL)
  parts <- split(d, as.character(d$group)); shortest <- min(vapply(parts, function(one) max(one$time), 0))
  runs <- lapply(list(NULL, shortest * 0.6, shortest * 0.3), function(given) {
    tau <- if (is.null(given)) shortest else given
    m <- lapply(parts, mean_of, tau = tau); lost <- lapply(m, function(one) c(tau - one[1], one[2])); base <- names(parts)[1]
    list(restrictAt = given, upTo = tau, groups = lapply(names(parts), function(g) list(group = g, mean = m[[g]][1], error = m[[g]][2], lower = m[[g]][1] - z * m[[g]][2], upper = m[[g]][1] + z * m[[g]][2])),
      comparisons = lapply(names(parts)[-1], function(g) { e <- m[[g]][1] - m[[base]][1]; se <- sqrt(m[[g]][2]^2 + m[[base]][2]^2)
        list(group = g, difference = list(estimate = e, standardError = se, lower = e - z * se, upper = e + z * se, p = 2 * pnorm(-abs(e / se))), ratio = ratio_of(m[[g]], m[[base]]), lostRatio = if (lost[[g]][1] > 0 && lost[[base]][1] > 0) ratio_of(lost[[g]], lost[[base]])) }))
  })
  c(head_of(set), list(runs = runs))
}))
save_json(list(made = made, sets = cases), "rmst.json")
