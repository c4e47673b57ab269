# Peto's odds ratio by metafor's rma.peto without correction.
# Run in this folder: Rscript peto.R <folder of the shared data>
source("rare-ground.R")
sets <- Filter(function(s) sum(s$x$ai) + sum(s$x$ci) > 0, two_arm_sets())
sets <- lapply(sets, function(s) { x <- s$x
  f <- rma.peto(ai = x$ai, n1i = x$n1i, ci = x$ci, n2i = x$n2i, add = 0)
  s$cases <- list(list(options = setNames(list(), character()), value = list(estimate = c(f$beta), se = f$se, lower = f$ci.lb, upper = f$ci.ub, p = f$pval, q = f$QE))); s })
write_sets("peto.json", sets)
