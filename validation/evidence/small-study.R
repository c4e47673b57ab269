# Tests of asymmetry and PET-PEESE. Run: Rscript validation/evidence/small-study.R <folder of the shared data>
# Harbord's, Peters' and Thompson and Sharp's tests are written out, as the package meta (metabias: "score", "peters", "mm") defines them.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "sensitivity-sets.R"))
set.seed(3); put("200 studies", { v <- exp(rnorm(200, -2, 0.7)); list(y = rnorm(200, 0.2 + 0.3 * sqrt(v), sqrt(v + 0.05)), v = v) })
put("ties", list(y = c(0.1, 0.3, 0.3, 0.5, 0.2, 0.7), v = c(0.1, 0.2, 0.2, 0.1, 0.3, 0.4)))
line <- function(y, x, w) { m <- summary(lm(y ~ x, weights = w)); ci <- confint(lm(y ~ x, weights = w)); c(m$coefficients[2, ], m$coefficients[1, ], ci[1, ]) }
ts <- function(y, v) { f <- rma(y, v, mods = ~ sqrt(v), method = "DL"); z <- f$zval[2]; c(f$beta[2], f$se[2], z, 2 * pt(-abs(z), length(y) - 2), f$tau2) }
# Kendall's exact p by the recursion on probabilities: pkendall runs out of numbers for many studies.
exact_p <- function(tau, n) { p <- 1; for (i in 2:n) p <- convolve(p, rep(1 / i, i), type = "open"); p <- pmax(p, 0); pairs <- n * (n - 1) / 2; T <- round((tau + 1) * pairs / 2); min(1, 2 * min(sum(p[1:(T + 1)]), sum(p[(T + 1):(pairs + 1)]))) }
{ x <- c(3, 1, 2, 6, 4, 5, 9, 8, 7, 10); r <- cor.test(1:10, x, method = "kendall"); stopifnot(abs(exact_p(as.numeric(r$estimate), 10) - r$p.value) < 1e-12) }
made <- lapply(sets, function(s) {
  fit <- rma(s$y, s$v, method = "REML", control = tight)
  rank <- suppressWarnings(ranktest(s$y, s$v)); vs <- s$v - 1 / sum(1 / s$v); ys <- (s$y - sum(s$y / s$v) / sum(1 / s$v)) / sqrt(vs)
  list(name = s$name, y = s$y, v = s$v, egger = line(s$y, sqrt(s$v), 1 / s$v), egger_v = line(s$y, s$v, 1 / s$v), ts = ts(s$y, s$v),
    mixed = { r <- regtest(fit); c(r$fit$beta[2], r$fit$se[2], r$zval, r$pval, r$est, r$ci.lb, r$ci.ub, r$fit$tau2) },
    mixed_knha = { r <- regtest(update(fit, test = "knha")); c(r$fit$se[2], r$zval, r$pval) },
    begg = c(rank$tau, if (is.finite(rank$pval)) rank$pval else exact_p(rank$tau, length(s$y))), begg_normal = suppressWarnings(cor.test(ys, s$v, method = "kendall", exact = FALSE, continuity = TRUE)$p.value), ties = anyDuplicated(s$v) > 0)
})
of_counts <- function(name, a, n1, c, n2) {
  a <- as.numeric(a); n1 <- as.numeric(n1); c <- as.numeric(c); n2 <- as.numeric(n2); keep <- a + c > 0 & a + c < n1 + n2; a <- a[keep]; n1 <- n1[keep]; c <- c[keep]; n2 <- n2[keep]; n <- n1 + n2; e <- a + c
  Z <- a - e * n1 / n; V <- n1 * n2 * e * (n - e) / (n^2 * (n - 1))
  one <- function(measure) as.numeric(escalc(measure = measure, ai = a, n1i = n1, ci = c, n2i = n2)$yi)
  peters <- function(y) line(y, 1 / n, 1 / (1 / e + 1 / (n - e)))
  list(name = name, ai = a, n1i = n1, ci = c, n2i = n2, harbord = line(Z / V, 1 / sqrt(V), V), peters_or = peters(one("OR")), peters_rr = peters(one("RR")))
}
binary <- lapply(c("egger2001", "lau1992", "laopaiboon2015"), function(f) { d <- read(sprintf("stats/meta_%s.csv", f)); of_counts(f, d$ai, d$n1i, d$ci, d$n2i) })
d <- read("stats/meta_collins1985b.csv"); binary[[4]] <- of_counts("collins1985b", d$pre.xti, d$pre.nti, d$pre.xci, d$pre.nci)
d <- read("evidence/published_msc_vs_control_counts.csv"); d <- d[d$outcome == "death" & d$count_type == "patients" & d$route == "intravenous" & !is.na(d$events_msc) & !is.na(d$events_control) & !is.na(d$n_msc) & !is.na(d$n_control), ]; binary[[5]] <- of_counts("deaths after intravenous cells", d$events_msc, d$n_msc, d$events_control, d$n_control)
save_json("small-study", sets = made, binary = binary)
