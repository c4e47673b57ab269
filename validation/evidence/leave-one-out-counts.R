# Leave-one-out and cumulative meta-analysis by Mantel-Haenszel and Peto. Run in this folder: Rscript leave-one-out-counts.R <folder of the shared data>
source("rare-ground.R")
parts <- function(l) list(estimate = I(as.numeric(l$estimate)), se = I(as.numeric(l$se)), lower = I(as.numeric(l$ci.lb)), upper = I(as.numeric(l$ci.ub)), p = I(as.numeric(l$pval)), q = I(as.numeric(l$Q)))
both <- function(fit, options) list(options = options, without = parts(suppressWarnings(leave1out(fit))), steps = parts(suppressWarnings(cumul(fit))))
sets <- Filter(function(s) sum(s$x$ai) > 0 && sum(s$x$ci) > 0, two_arm_sets())
# A set of our own with zeros of every kind: without its fourth study no control has the event.
own <- data.frame(ai = c(1, 0, 2, 1, 0), n1i = c(20, 30, 25, 40, 5), ci = c(0, 0, 0, 3, 0), n2i = c(20, 30, 25, 38, 6))
sets$own <- list(name = "zeros of every kind", file = "", rows = 1:5, columns = list(treatedEvents = "ai", treatedTotal = "n1i", controlEvents = "ci", controlTotal = "n2i"), table = own, x = own)
sets <- lapply(sets, function(s) { x <- s$x
  mh <- function(measure, ...) rma.mh(measure = measure, ai = x$ai, n1i = x$n1i, ci = x$ci, n2i = x$n2i, correct = FALSE, ...)
  s$cases <- list(both(mh("OR"), list(model = "mantel-haenszel", measure = "odds-ratio")), both(mh("RR"), list(model = "mantel-haenszel", measure = "risk-ratio")), both(mh("RD"), list(model = "mantel-haenszel", measure = "risk-difference", differenceVariance = "sato")),
    both(rma.peto(ai = x$ai, n1i = x$n1i, ci = x$ci, n2i = x$n2i), list(model = "peto")))
  s })
h <- time_set(); x <- h$x
h$cases <- lapply(c("IRR", "IRD"), function(m) both(rma.mh(measure = m, x1i = x$x1i, t1i = x$t1i, x2i = x$x2i, t2i = x$t2i, correct = FALSE), list(model = "mantel-haenszel", measure = if (m == "IRR") "rate-ratio" else "rate-difference")))
write_sets("leave-one-out-counts.json", c(sets, list(h)))
