# Influence and Baujat. Run: Rscript validation/evidence/influence.R <folder of the shared data>
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "sensitivity-sets.R"))
pdf(NULL)
save_json("influence", sets = lapply(sets, function(s) list(name = s$name, y = s$y, v = s$v, fits = unlist(lapply(c("REML", "DL", "EE"), function(m) lapply(if (m == "EE") "z" else c("z", "knha"), function(t) {
  fit <- rma(s$y, s$v, method = m, test = t, control = tight); i <- influence(fit); b <- baujat(fit)
  list(method = m, test = t, rstudent = i$inf$rstudent, dffits = i$inf$dffits, cook = i$inf$cook.d, covr = i$inf$cov.r, tau2 = if (m == "EE") rep(0, fit$k) else i$inf$tau2.del, qe = i$inf$QE.del, hat = i$inf$hat, weight = i$inf$weight, dfbs = i$dfbs$intrcpt, flagged = as.logical(i$is.infl), bx = b$x, by = b$y)
})), recursive = FALSE))))
