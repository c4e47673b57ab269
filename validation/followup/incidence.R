# Reference figures of rates of events in person-time.
# Run: Rscript validation/followup/incidence.R <folder of the shared data>
suppressMessages({library(survival); library(sandwich); library(jsonlite)})
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
made <- paste0("R ", getRversion(), ", survival ", packageVersion("survival"), ", sandwich ", packageVersion("sandwich"))
z <- qnorm(0.975)
own <- function(d) { a <- aggregate(cbind(events, time) ~ participant + group, d, sum); a[order(a$group), ] }
midp <- function(k, T) { if (k == 0) return(c(0, -log(0.05) / T)); f <- function(m, s) if (s < 0) ppois(k - 1, m, lower.tail = FALSE) - dpois(k, m) / 2 - 0.025 else ppois(k, m) - dpois(k, m) / 2 - 0.025
  c(uniroot(f, c(1e-12, k), s = -1, tol = 1e-15)$root, uniroot(f, c(k, k * 4 + 40), s = 1, tol = 1e-15)$root) / T }
rates <- function(d) lapply(split(d, d$group), function(g) {
  x <- sum(g$events); T <- sum(g$time); n <- nrow(g); e <- poisson.test(x, T)$conf.int
  out <- list(group = as.character(g$group[1]), participants = n, events = x, time = T, rate = 100 * x / T, exact = 100 * e, midP = 100 * midp(x, T))
  if (x > 0 && n > 1) { m <- glm(events ~ 1, offset = log(time), family = poisson, data = g, epsilon = 1e-15); q <- glm(events ~ 1, offset = log(time), family = quasipoisson, data = g, epsilon = 1e-15)
    v <- vcovCL(m, cluster = g$participant, type = "HC0", cadjust = FALSE)[1]; vc <- vcovCL(m, cluster = g$participant, type = "HC0", cadjust = TRUE)[1]
    lim <- function(se) 100 * x / T * exp(c(-1, 1) * z * se)
    out <- c(out, list(log = lim(sqrt(1 / x)), robust = lim(sqrt(v)), corrected = lim(sqrt(vc)), overdispersed = lim(sqrt(summary(q)$dispersion / x)), dispersion = summary(q)$dispersion)) }
  out })
compare <- function(d) { p <- split(d, d$group); a <- p[[1]]; lapply(p[-1], function(b) {
  x <- sum(b$events); s <- sum(b$time); y <- sum(a$events); t <- sum(a$time); test <- poisson.test(c(x, y), c(s, t)); n <- x + y; share <- s / (s + t)
  bm <- function(k, side) { f <- function(p) (if (side < 0) pbinom(k - 1, n, p, lower.tail = FALSE) else pbinom(k, n, p)) - dbinom(k, n, p) / 2 - 0.025; uniroot(f, c(1e-14, 1 - 1e-14), tol = 1e-16)$root }
  odds <- function(p) p / (1 - p) * t / s; w <- suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)
  mid <- min(1, 2 * min(pbinom(x - 1, n, share), pbinom(x, n, share, lower.tail = FALSE)) + dbinom(x, n, share))
  rv <- function(g) { r <- sum(g$events) / sum(g$time); sum((g$events - r * g$time)^2) / sum(g$events)^2 }
  out <- list(group = as.character(b$group[1]), ratio = if (y > 0) (x / s) / (y / t) else NULL, exact = c(test$conf.int), p = test$p.value, difference = 100 * (x / s - y / t))
  null <- function(D) { b0 <- (s + t) * D - n; r <- max(0, -D, (-b0 + sqrt(b0^2 + 4 * (s + t) * y * D)) / (2 * (s + t))); c(r + D, r) }
  score <- function(D) { r <- null(D); (x / s - y / t - D) / sqrt(r[1] / s + r[2] / t) }
  d0 <- x / s - y / t; w0 <- 12 * sqrt((x + 1) / s^2 + (y + 1) / t^2)
  out$differenceScore <- 100 * c(uniroot(function(D) score(D) - z, c(d0 - w0, d0 - 1e-9 * w0), tol = 1e-16)$root, uniroot(function(D) score(D) + z, c(d0 + 1e-9 * w0, d0 + w0), tol = 1e-16)$root); out$pScore <- 2 * pnorm(-abs(score(0)))
  if (x > 0 && y > 0) { lr <- log((x / s) / (y / t)); lim <- function(v) c(exp(lr + c(-1, 1) * z * sqrt(v)), 2 * pnorm(-abs(lr) / sqrt(v)))
    out <- c(out, list(midP = c(odds(bm(x, -1)), odds(bm(x, 1)), mid), score = c(odds(w[1]), odds(w[2]), 2 * pnorm(-abs(x - n * share) / sqrt(n * share * (1 - share)))), log = lim(1 / x + 1 / y)))
    if (nrow(a) > 1 && nrow(b) > 1) { v <- rv(b) * (x / s)^2 + rv(a) * (y / t)^2; out$robust <- lim(rv(a) + rv(b)); out$differenceRobust <- c(100 * (d0 + c(-1, 1) * z * sqrt(v)), 2 * pnorm(-abs(d0) / sqrt(v)))
      m <- glm(events ~ group, offset = log(time), family = poisson, data = transform(rbind(a, b), group = as.character(group)), epsilon = 1e-15); stopifnot(abs(vcovCL(m, cluster = c(a$participant, b$participant), type = "HC0", cadjust = FALSE)[2, 2] / (rv(a) + rv(b)) - 1) < 1e-8) } }
  out }) }
c1 <- transform(cgd, events = status, time = (tstop - tstart) / 365.25, participant = as.character(id), group = as.character(treat))
k <- transform(kidney, events = status, time = time, participant = as.character(id), group = as.character(sex))
b <- transform(subset(bladder2), events = event, time = stop - start, participant = as.character(id), group = as.character(rx)); b <- b[b$time > 0, ]
few <- data.frame(participant = as.character(1:7), group = c("a", "a", "a", "b", "b", "b", "b"), events = c(0, 0, 0, 1, 0, 2, 0), time = c(1.5, 2, 0.25, 3, 1, 0.5, 4))
one <- data.frame(participant = c("1", "2"), group = c("a", "b"), events = c(3, 9), time = c(0.1, 1200))
sets <- lapply(list(cgd = c1, kidney = k, bladder = b, few = few, one = one), function(d) { a <- own(d); list(columns = as.list(d[c("participant", "group", "events", "time")]), rates = unname(rates(a)), comparisons = unname(compare(a))) })
# Periods: cgd as lists, first 200 and 300 days.
ends <- c(0, 120, 240, 439)
period <- lapply(split(cgd, cgd$treat), function(g) { last <- tapply(g$tstop, g$id, max); first <- sapply(split(g, g$id), function(p) if (any(p$status == 1)) min(p$tstop[p$status == 1]) else Inf)
  lapply(1:3, function(i) { lo <- ends[i]; hi <- ends[i + 1]; at <- last > lo; T <- sum(pmin(last[at], hi) - lo); e <- g$status == 1 & g$tstop > lo & g$tstop <= hi; w <- length(unique(g$id[e])); cum <- sum(first <= hi)
    list(from = lo, end = hi, participants = sum(at), time = T, events = sum(e), withEvent = w, firstEvents = sum(first > lo & first <= hi), rate = 365.25 * sum(e) / T, rateInterval = 365.25 * c(poisson.test(sum(e), T)$conf.int), proportion = w / sum(at), proportionInterval = c(binom.test(w, sum(at))$conf.int), cumulative = cum / length(last), cumulativeInterval = c(binom.test(cum, length(last))$conf.int)) }) })
writeLines(toJSON(list(made = made, sets = sets, periods = list(ends = ends[2:3], groups = period)), digits = NA, auto_unbox = TRUE, null = "null"), file.path(here, "incidence.json"))
