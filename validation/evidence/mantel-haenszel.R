# Mantel-Haenszel by metafor's rma.mh, survival-free; Greenland and Robins's risk difference written out; Q, Breslow-Day, Tarone, CMH.
# Run in this folder: Rscript mantel-haenszel.R <folder of the shared data>
source("rare-ground.R")
one <- function(fit) list(estimate = c(fit$beta), se = fit$se, lower = fit$ci.lb, upper = fit$ci.ub, p = fit$pval, q = if (fit$k.yi > 1) fit$QE else NULL)
sets <- Filter(function(s) sum(s$x$ai) > 0 && sum(s$x$ci) > 0, two_arm_sets())
sets <- lapply(sets, function(s) { x <- s$x
  mh <- function(measure, ...) rma.mh(measure = measure, ai = x$ai, n1i = x$n1i, ci = x$ci, n2i = x$n2i, ...)
  or <- mh("OR", correct = FALSE); orc <- mh("OR", correct = TRUE)
  n <- x$n1i; m <- x$n2i; N <- n + m; a <- x$ai; c <- x$ci; b <- n - a; d <- m - c
  rd <- sum(a * m / N - c * n / N) / sum(n * m / N)
  gr <- sqrt(sum((a * b * m^3 + c * d * n^3) / (n * m * N^2)) / sum(n * m / N)^2)
  s$cases <- list(
    list(options = list(measure = "odds-ratio"), value = c(one(or), list(mh = or$MH, mhCorrected = orc$MH, co = or$CO, bd = if (is.na(or$BDp)) NULL else or$BD, ta = if (is.na(or$TAp)) NULL else or$TA))),
    list(options = list(measure = "risk-ratio"), value = one(mh("RR"))),
    list(options = list(measure = "risk-difference", differenceVariance = "sato"), value = one(mh("RD"))),
    list(options = list(measure = "risk-difference"), value = list(estimate = rd, se = gr, lower = rd - qnorm(.975) * gr, upper = rd + qnorm(.975) * gr, p = 2 * pnorm(-abs(rd / gr)))),
    list(options = list(measure = "odds-ratio", correction = "constant", doubleZero = "include"), value = one(mh("OR", add = c(1/2, 1/2), to = c("only0", "only0"), drop00 = c(TRUE, FALSE)))[1:5]),
    list(options = list(measure = "odds-ratio", correction = "constant", correctedStudies = "all-studies", correctionValue = 0.1, doubleZero = "include"), value = one(mh("OR", add = c(1/2, 0.1), to = c("only0", "all"), drop00 = c(TRUE, FALSE)))[1:5]),
    # Studies with nothing but events stay in a risk ratio, uncorrected.
    local({ half <- ifelse((a == 0 | c == 0 | b == 0 | d == 0) & !(b == 0 & d == 0), 1/2, 0); in_ <- !(a == 0 & c == 0)
      list(options = list(measure = "risk-ratio", correction = "constant", doubleZero = "exclude"), value = one(rma.mh(measure = "RR", ai = (a + half)[in_], bi = (b + half)[in_], ci = (c + half)[in_], di = (d + half)[in_]))[1:5]) }))
  # The correction in proportion to the arms, written out.
  zero <- (a == 0 | c == 0 | b == 0 | d == 0) & !((a == 0 & c == 0) | (b == 0 & d == 0)); keep <- !((a == 0 & c == 0) | (b == 0 & d == 0))
  kt <- ifelse(zero, n / N, 0); kc <- ifelse(zero, m / N, 0)
  tac <- rma.mh(measure = "OR", ai = (a + kt)[keep], bi = (b + kt)[keep], ci = (c + kc)[keep], di = (d + kc)[keep])
  s$cases[[8]] <- list(options = list(measure = "odds-ratio", correction = "treatment-arm"), value = one(tac)[1:5])
  s })
h <- time_set(); x <- h$x
irr <- rma.mh(measure = "IRR", x1i = x$x1i, t1i = x$t1i, x2i = x$x2i, t2i = x$t2i, correct = FALSE); ird <- rma.mh(measure = "IRD", x1i = x$x1i, t1i = x$t1i, x2i = x$x2i, t2i = x$t2i)
h$cases <- list(list(options = list(measure = "rate-ratio"), value = c(one(irr), list(mh = irr$MH))), list(options = list(measure = "rate-difference"), value = one(ird)))
write_sets("mantel-haenszel.json", c(sets, list(h)))
