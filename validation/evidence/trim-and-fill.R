# Trim and fill. Run: Rscript validation/evidence/trim-and-fill.R <folder of the shared data>
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "sensitivity-sets.R"))
set.seed(5); put("40 studies, small ones missing", { v <- exp(rnorm(60, -2, 1)); y <- rnorm(60, 0.2, sqrt(v + 0.02)); keep <- y / sqrt(v) > 0.6; list(y = y[keep], v = v[keep]) })
save_json("trim-and-fill", sets = lapply(sets, function(s) list(name = s$name, y = s$y, v = s$v, fits = unlist(lapply(c("EE", "DL", "REML"), function(m) unlist(lapply(c("L0", "R0"), function(e) lapply(c("regression", "left", "right"), function(side) {
  fit <- rma(s$y, s$v, method = m, control = tight)
  f <- try(if (side == "regression") trimfill(fit, estimator = e) else trimfill(fit, side = side, estimator = e), silent = TRUE)
  if (inherits(f, "try-error")) return(list(method = m, estimator = e, asked = side, failed = TRUE))
  # trimfill iterates with metafor's default threshold; the middle of the trimmed studies is found again to the end, with its number.
  sign <- if (f$side == "right") -1 else 1; o <- order(sign * s$y); kept <- head(o, length(o) - f$k0); middle <- as.numeric(rma(s$y[kept], s$v[kept], method = m, control = tight)$beta)
  out <- tail(o, f$k0); filled <- 2 * middle - s$y[out]; stopifnot(max(0, abs(filled - as.numeric(f$yi[f$fill]))) < 1e-4, all(s$v[out] == f$vi[f$fill]))
  f2 <- rma(c(s$y, filled), c(s$v, s$v[out]), method = m, control = tight)
  list(method = m, estimator = e, asked = side, failed = FALSE, side = f$side, k0 = f$k0, se = f$se.k0, p = f$p.k0, filled = I(filled), filled_v = I(f$vi[f$fill]), after = c(f2$beta, f2$se, f2$tau2, f2$ci.lb, f2$ci.ub))
})), recursive = FALSE)), recursive = FALSE))))
