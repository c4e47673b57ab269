# Leave-one-out, cumulative and GOSH. Run: Rscript validation/evidence/leave-one-out.R <folder of the shared data>
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "sensitivity-sets.R"))
put("two studies", list(y = c(0.1, 0.5), v = c(0.1, 0.2)))
put("identical effects", list(y = rep(0.3, 5), v = c(0.1, 0.2, 0.1, 0.4, 0.05)))
set.seed(11); put("200 studies", { v <- exp(rnorm(200, -2, 0.7)); list(y = rnorm(200, 0.2, sqrt(v + 0.05)), v = v) })
# ML of egger2001 is left out: without study 14 its likelihood has two maxima, and metafor ends on the lower one.
tables <- lapply(sets, function(s) {
  k <- length(s$y)
  methods <- if (k == 200) c("REML", "EE") else if (k == 2) c("DL", "EE") else c("REML", "DL", "EE", "HE", "SJ", "HS", if (s$name != "egger2001 OR") "ML")
  list(name = s$name, y = s$y, v = s$v, fits = lapply(methods, function(m) {
    fit <- suppressWarnings(rma(s$y, s$v, method = m, control = tight))
    if (k > 2) {
      l <- suppressWarnings(leave1out(fit)); loo <- list(estimate = l$estimate, se = l$se, pval = l$pval, lower = l$ci.lb, upper = l$ci.ub, q = l$Q, tau2 = if (m == "EE") rep(0, k) else l$tau2)
    } else loo <- list(estimate = rev(s$y), se = sqrt(rev(s$v)), pval = 2 * pnorm(-abs(rev(s$y / sqrt(s$v)))), lower = rev(s$y) - qnorm(0.975) * sqrt(rev(s$v)), upper = rev(s$y) + qnorm(0.975) * sqrt(rev(s$v)), q = c(0, 0), tau2 = c(0, 0))
    u <- suppressWarnings(cumul(fit)); at <- unique(c(2, k %/% 2 + 1, k))
    list(method = m, loo = loo, cumul = list(at = I(at), estimate = I(u$estimate[at]), se = I(u$se[at]), tau2 = I(if (m == "EE") rep(0, length(at)) else u$tau2[at])))
  }))
})
g <- suppressMessages(gosh(rma(sets[[3]]$y, sets[[3]]$v, method = "DL"), progbar = FALSE)); o <- suppressMessages(gosh(rma(sets[[3]]$y, sets[[3]]$v, method = "EE"), progbar = FALSE))
summ <- function(g) { r <- g$res[g$res$k > 1, ]; code <- as.vector(as.matrix(g$incl[g$res$k > 1, ]) %*% 2^(0:(g$k - 1))); i <- match(c(3, 7, 100, 255, 300, 511), code); list(n = nrow(g$res), code = code[i], estimate = r$estimate[i], q = r$QE[i], i2 = r$I2[i], tau2 = r$tau2[i], mean = mean(r$estimate)) }
d <- read("stats/meta_collins1985b.csv"); p <- rma.peto(ai = d$pre.xti, n1i = d$pre.nti, ci = d$pre.xci, n2i = d$pre.nci); lp <- leave1out(p)
save_json("leave-one-out", sets = tables, gosh = list(name = sets[[3]]$name, y = sets[[3]]$y, v = sets[[3]]$v, DL = summ(g), EE = summ(o)),
  peto = list(ai = d$pre.xti, n1i = d$pre.nti, ci = d$pre.xci, n2i = d$pre.nci, estimate = lp$estimate, se = lp$se, q = lp$Q))
