# Reference figures of effect sizes and their variances: metafor's escalc on public data sets, and rules written out where it has none.
# Run: Rscript validation/evidence/effect-sizes.R <folder of the shared data>   (writes effect-sizes.json beside it)
suppressMessages({library(metafor); library(jsonlite)})
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
data_folder <- commandArgs(TRUE)[1]
read <- function(file) read.csv(file.path(data_folder, file), stringsAsFactors = FALSE)
sets <- list(); figures <- 0

add_set <- function(name, file, rows, columns, cases) {
  sets[[length(sets) + 1]] <<- list(name = name, file = file, rows = I(rows), columns = columns, cases = cases)
  figures <<- figures + sum(vapply(cases, function(one) 2 * length(one$yi), 0))
}
case_of <- function(options, es, kept = NULL) {
  ok <- is.finite(es$yi) & is.finite(es$vi) & es$vi > 0
  list(options = options, kept = I(which(ok)), yi = I(as.numeric(es$yi)[ok]), vi = I(as.numeric(es$vi)[ok]))
}
# Two arms with counts.
counts_cases <- function(a, n, c, m) {
  esc <- function(measure, ...) escalc(measure = measure, ai = a, n1i = n, ci = c, n2i = m, ...)
  cases <- list(
    case_of(list(measure = "odds-ratio"), esc("OR", drop00 = TRUE)),
    case_of(list(measure = "odds-ratio", doubleZero = "include"), esc("OR")),
    case_of(list(measure = "odds-ratio", correctedStudies = "all-studies", correctionValue = 0.25), esc("OR", drop00 = TRUE, to = "all", add = 0.25)),
    case_of(list(measure = "risk-ratio", correctedStudies = "all-studies-if-any-zero"), esc("RR", drop00 = TRUE, to = "if0all")),
    case_of(list(measure = "risk-ratio"), esc("RR", drop00 = TRUE)),
    case_of(list(measure = "risk-ratio", correction = "none"), esc("RR", drop00 = TRUE, to = "none")),
    case_of(list(measure = "risk-difference"), esc("RD")),
    case_of(list(measure = "risk-difference", varianceKind = "unbiased"), esc("RD", vtype = "UB")),
    case_of(list(measure = "risk-difference", varianceKind = "average"), esc("RD", vtype = "AV")),
    case_of(list(measure = "arcsine-difference"), esc("AS")),
    case_of(list(measure = "peto-odds-ratio"), esc("PETO", drop00 = TRUE, add = 0)))
  # Sweeting, Sutton and Lambert, written out: what is added to a study with a zero cell adds up to 1 over the arms.
  b <- n - a; d <- m - c
  drop <- (a == 0 & c == 0) | (b == 0 & d == 0)
  zero <- (a == 0 | b == 0 | c == 0 | d == 0) & !drop
  whole <- !(a == 0 | b == 0 | c == 0 | d == 0)
  if (any(zero)) {
    common <- sum((a * d / (n + m))[whole]) / sum((b * c / (n + m))[whole])
    for (kind in c("treatment-arm", "empirical")) {
      R <- m / n; ratio <- if (kind == "empirical") common else 1
      kt <- ifelse(zero, ratio / (R + ratio), 0); kc <- ifelse(zero, R / (R + ratio), 0)
      for (measure in c("OR", "RR")) {
        es <- escalc(measure = measure, ai = ifelse(drop, NA, a + kt), bi = b + kt, ci = c + kc, di = d + kc, to = "none")
        cases[[length(cases) + 1]] <- case_of(list(measure = if (measure == "OR") "odds-ratio" else "risk-ratio", correction = kind), es)
      }
    }
  }
  cases
}
two_arm <- function(name, file, columns, keep = function(d) rep(TRUE, nrow(d))) {
  d <- read(file); x <- d[, unlist(columns)]
  rows <- which(keep(d) & complete.cases(x))
  x <- x[rows, ]
  add_set(name, file, rows, columns, counts_cases(x[[1]], x[[2]], x[[3]], x[[4]]))
}
plain <- list(treatedEvents = "ai", treatedTotal = "n1i", controlEvents = "ci", controlTotal = "n2i")
for (one in c("egger2001", "lau1992", "laopaiboon2015")) two_arm(one, sprintf("stats/meta_%s.csv", one), plain)
for (outcome in c("pre", "stb", "ned", "ped")) {
  prefix <- if (outcome == "pre") "pre" else "fup"
  two_arm(paste("collins1985b", outcome), "stats/meta_collins1985b.csv", list(treatedEvents = paste0(outcome, ".xti"), treatedTotal = paste0(prefix, ".nti"), controlEvents = paste0(outcome, ".xci"), controlTotal = paste0(prefix, ".nci")))
}
published <- list(treatedEvents = "events_msc", treatedTotal = "n_msc", controlEvents = "events_control", controlTotal = "n_control")
ofMsc <- function(outcome) function(d) d$outcome == outcome & d$count_type == "patients" & !grepl("pool|meta-analysis", paste(d$study, d$design)) & !is.na(d$events_msc) & !is.na(d$events_control) & d$n_msc > 0 & d$n_control > 0
two_arm("published death", "evidence/published_msc_vs_control_counts.csv", published, ofMsc("death"))

# Person-time.
hart <- read("stats/meta_hart1999.csv")
rates <- function(...) escalc(x1i = hart$x1i, t1i = hart$t1i, x2i = hart$x2i, t2i = hart$t2i, ...)
add_set("hart1999", "stats/meta_hart1999.csv", seq_len(nrow(hart)), list(treatedEvents = "x1i", treatedTime = "t1i", controlEvents = "x2i", controlTime = "t2i"), list(
  case_of(list(measure = "rate-ratio"), rates(measure = "IRR")), case_of(list(measure = "rate-difference"), rates(measure = "IRD")),
  case_of(list(measure = "rate-ratio", correctedStudies = "all-studies", correctionValue = 1), rates(measure = "IRR", to = "all", add = 1))))
single <- function(...) escalc(xi = hart$x1i, ti = hart$t1i, ...)
add_set("hart1999, one arm", "stats/meta_hart1999.csv", seq_len(nrow(hart)), list(events = "x1i", time = "t1i"), list(
  case_of(list(measure = "rate-raw"), single(measure = "IR")), case_of(list(measure = "rate-log"), single(measure = "IRLN")),
  case_of(list(measure = "rate-square-root"), single(measure = "IRS")), case_of(list(measure = "rate-freeman-tukey"), single(measure = "IRFT"))))

# One arm.
one_arm <- function(name, file, columns, rows) {
  d <- read(file)[rows, ]; x <- d[[columns$events]]; n <- d[[columns$total]]
  e <- function(...) escalc(xi = x, ni = n, ...)
  add_set(name, file, rows, columns, list(
    case_of(list(measure = "proportion-logit"), e(measure = "PLO")), case_of(list(measure = "proportion-logit", correctedStudies = "all-studies"), e(measure = "PLO", to = "all")),
    case_of(list(measure = "proportion-logit", varianceKind = "average"), e(measure = "PLO", vtype = "AV")),
    case_of(list(measure = "proportion-arcsine"), e(measure = "PAS")), case_of(list(measure = "proportion-raw"), e(measure = "PR")),
    case_of(list(measure = "proportion-raw", varianceKind = "unbiased"), e(measure = "PR", vtype = "UB")),
    case_of(list(measure = "proportion-freeman-tukey"), e(measure = "PFT"))))
}
one_arm("hannum2020", "stats/meta_hannum2020.csv", list(events = "xi", total = "ni"), seq_len(nrow(read("stats/meta_hannum2020.csv"))))
lao <- read("stats/meta_laopaiboon2015.csv")
one_arm("laopaiboon2015, one arm", "stats/meta_laopaiboon2015.csv", list(events = "ai", total = "n1i"), seq_len(nrow(lao)))

# Means.
gibson <- read("stats/meta_gibson2002.csv")
rows <- which(complete.cases(gibson[, c("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i")]) & gibson$m1i > 0 & gibson$m2i > 0)
g <- gibson[rows, ]
m <- function(...) escalc(m1i = g$m1i, sd1i = g$sd1i, n1i = g$n1i, m2i = g$m2i, sd2i = g$sd2i, n2i = g$n2i, ...)
free <- g$n1i + g$n2i - 2; sdp <- sqrt(((g$n1i - 1) * g$sd1i^2 + (g$n2i - 1) * g$sd2i^2) / free); crude <- (g$m1i - g$m2i) / sdp
sizes <- 1 / g$n1i + 1 / g$n2i; total <- g$n1i + g$n2i
# Approximate factor and Cohen's d, written out.
near <- (1 - 3 / (4 * free - 1)) * crude
# Lajeunesse's delta correction of the log ratio of means, written out.
own <- g$sd1i^2 / (g$n1i * g$m1i^2); other <- g$sd2i^2 / (g$n2i * g$m2i^2)
add_set("gibson2002", "stats/meta_gibson2002.csv", rows, list(treatedMean = "m1i", treatedSd = "sd1i", treatedTotal = "n1i", controlMean = "m2i", controlSd = "sd2i", controlTotal = "n2i"), list(
  case_of(list(measure = "mean-difference"), m(measure = "MD")), case_of(list(measure = "mean-difference", varianceKind = "pooled-sd"), m(measure = "MD", vtype = "HO")),
  case_of(list(measure = "standardised-mean-difference"), m(measure = "SMD")), case_of(list(measure = "standardised-mean-difference", varianceKind = "unbiased"), m(measure = "SMD", vtype = "UB")),
  case_of(list(measure = "standardised-mean-difference", varianceKind = "large-sample-uncorrected"), m(measure = "SMD", vtype = "LS2")), case_of(list(measure = "standardised-mean-difference", varianceKind = "average"), m(measure = "SMD", vtype = "AV")),
  case_of(list(measure = "standardised-mean-difference", smallSample = "approximate"), list(yi = near, vi = sizes + near^2 / (2 * total))),
  case_of(list(measure = "standardised-mean-difference", smallSample = "none"), list(yi = crude, vi = sizes + crude^2 / (2 * total))),
  case_of(list(measure = "ratio-of-means"), m(measure = "ROM")), case_of(list(measure = "ratio-of-means", varianceKind = "pooled-sd"), m(measure = "ROM", vtype = "HO")),
  case_of(list(measure = "ratio-of-means", varianceKind = "average"), m(measure = "ROM", vtype = "AV")), case_of(list(measure = "ratio-of-means", varianceKind = "average-pooled"), m(measure = "ROM", vtype = "AVHO")),
  case_of(list(measure = "ratio-of-means", ratioBias = "delta"), list(yi = log(g$m1i / g$m2i) + (own - other) / 2, vi = own + other + (own^2 + other^2) / 2))))

# Hazard ratios from logrank statistics.
pignon <- read("stats/meta_pignon2000.csv")
add_set("pignon2000", "stats/meta_pignon2000.csv", seq_len(nrow(pignon)), list(observedMinusExpected = "OmE", variance = "V"), list(case_of(list(measure = "hazard-ratio"), list(yi = pignon$OmE / pignon$V, vi = 1 / pignon$V))))

# Hedges' factor, and Freeman-Tukey values taken back.
hedges <- lapply(c(1.5, 2, 3, 5, 10, 20.5, 60, 79, 81, 200, 1000), function(free) list(m = free, j = exp(lgamma(free / 2) - log(sqrt(free / 2)) - lgamma((free - 1) / 2))))
back <- list()
for (n in c(3, 20, 77.4, 1000)) for (value in c(0.05, 0.2, 0.5, 0.785, 1, 1.4, 1.55)) back[[length(back) + 1]] <- list(measure = "proportion-freeman-tukey", size = n, value = value, natural = transf.ipft(value, n))
for (t in c(1.5, 20, 1000)) for (value in c(0.02, 0.2, 0.5, 1, 2)) back[[length(back) + 1]] <- list(measure = "rate-freeman-tukey", size = t, value = value, natural = if (value < sqrt(1 / t) / 2) 0 else transf.iirft(value, t))
figures <- figures + length(hedges) + length(back)
writeLines(toJSON(list(made = paste0(R.version.string, ", metafor ", packageVersion("metafor")), figures = figures, sets = sets, hedges = hedges, back = back), digits = NA, auto_unbox = TRUE, null = "null"), file.path(here, "effect-sizes.json"))
cat(figures, "figures\n")
