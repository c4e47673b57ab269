# Reference figures for behaviours: fewest events that stop for safety, widths of exact intervals, coefficients of variation.
# Run: Rscript validation/dose-finding/behaviours.R   (base R only; writes behaviours.json beside it)
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
number <- function(x) trimws(formatC(x, digits = 17, format = "g"))
list_of <- function(x) paste0("[", paste(vapply(x, function(one) if (is.na(one)) "null" else number(one), ""), collapse = ", "), "]")
fewest <- character(0); figures <- 0
for (rate in c(0.1, 0.2, 0.3, 0.4)) for (confidence in c(0.8, 0.9, 0.95)) for (prior in list(c(1, 1), c(0.5, 0.5))) {
  # By integration of the density, not by pbeta.
  counts <- vapply(1:12, function(n) {
    for (k in 0:n) {
      a <- prior[1] + k; b <- prior[2] + n - k
      above <- integrate(function(x) exp((a - 1) * log(x) + (b - 1) * log1p(-x) - lbeta(a, b)), rate, 1, rel.tol = 1e-9)$value
      stopifnot(abs(above - pbeta(rate, a, b, lower.tail = FALSE)) < 1e-7)
      if (above > confidence) return(k)
    }
    NA_real_
  }, 0)
  fewest <- c(fewest, sprintf("{\"rate\": %s, \"confidence\": %s, \"a\": %s, \"b\": %s, \"fewest\": %s}", number(rate), number(confidence), number(prior[1]), number(prior[2]), list_of(counts)))
  figures <- figures + 12
}
precision <- character(0)
for (n in c(1, 3, 6, 9, 12)) for (k in unique(c(0, 1, 2, n))) if (k <= n) {
  lower <- if (k == 0) 0 else qbeta(0.05, k, n - k + 1); upper <- if (k == n) 1 else qbeta(0.05, k + 1, n - k, lower.tail = FALSE)
  a <- 1 + k; b <- 1 + n - k
  moment <- function(power) integrate(function(x) x^power * dbeta(x, a, b), 0, 1, rel.tol = 1e-12)$value
  precision <- c(precision, sprintf("{\"n\": %s, \"k\": %s, \"width\": %s, \"cv\": %s}", number(n), number(k), number(upper - lower), number(sqrt(moment(2) - moment(1)^2) / moment(1))))
  figures <- figures + 2
}
writeLines(c("{", sprintf("  \"made\": \"%s\",", R.version.string), sprintf("  \"figures\": %d,", figures),
  paste0("  \"fewest\": [\n    ", paste(fewest, collapse = ",\n    "), "\n  ],"),
  paste0("  \"precision\": [\n    ", paste(precision, collapse = ",\n    "), "\n  ]"), "}"), file.path(here, "behaviours.json"))
cat(figures, "figures\n")
