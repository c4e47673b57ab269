# TITE-BOIN's decisions and follow-up bounds, from the description of the method alone (Yuan et al. 2018, Appendix A;
# Lin and Yuan 2020). Decisions as letters: up, stay, down, x for close, wait. Writes late-tite-boin.json beside this file when run from validation/dose-finding.
options(digits = 17)
num <- function(x) ifelse(is.na(x), "null", sprintf("%.15g", x))

lambda <- function(phi, p1 = 0.6 * phi, p2 = 1.4 * phi) {
  c(log((1 - p1) / (1 - phi)) / (log(phi / p1) + log((1 - p1) / (1 - phi))),
    log((1 - phi) / (1 - p2)) / (log(p2 / phi) + log((1 - phi) / (1 - p2))))
}

# The decision for a follow-up, by computing the rate that the method compares.
decision <- function(phi, n, y, c, stft, how) {
  l <- lambda(phi)
  if (n >= 3 && pbeta(phi, y + 1, n - y + 1, lower.tail = FALSE) > 0.95) return("close")
  if (y / n >= l[2]) return("de-escalate")
  if (c == 0) return(if (y / n <= l[1]) "escalate" else "stay")
  if (how == "imputation") {
    if (c / n > 0.5) return("wait")
    p <- integrate(function(t) t * dbeta(t, phi / 2 + y, 1 - phi / 2 + n - c - y), 0, 1, rel.tol = 1e-12, subdivisions = 2000L)$value
    p <- if (abs(p - (phi / 2 + y) / (n - c + 1)) < 1e-6) (phi / 2 + y) / (n - c + 1) else stop("mean")
    rate <- (y + p / (1 - p) * (c - stft)) / n
    if (rate <= l[1] && y / n < phi) return("escalate")
    if (rate >= l[2] && y / n >= phi) return("de-escalate")
    return("stay")
  }
  ess <- n - c + stft
  if (ess == 0) return("wait")
  if (y / ess <= l[1]) return(if (n - c >= 2) "escalate" else "wait")
  if (y / ess >= l[2]) return("de-escalate")
  "stay"
}

# The follow-up at which the rate crosses a boundary, by root finding on the rate instead of by the formula.
bound <- function(phi, n, y, c, level, how) {
  f <- function(s) {
    if (how == "imputation") { p <- (phi / 2 + y) / (n - c + 1); (y + p / (1 - p) * (c - s)) / n - level }
    else y / (n - c + s) - level
  }
  if (how == "effective" && n == c) return(NA)
  if (f(0) * f(c) > 0) return(NA)
  uniroot(f, c(0, c), tol = 1e-14)$root
}

rows <- character(); bounds <- character()
for (phi in c(0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)) for (how in c("imputation", "effective")) {
  l <- lambda(phi)
  for (n in 1:12) for (y in 0:min(n, 5)) for (c in 0:(n - y)) {
    grid <- if (c == 0) 0 else unique(c(0, 0.137, 0.4, 0.73) * c)
    d <- sapply(grid, function(s) decision(phi, n, y, c, s, how))
    rows <- c(rows, sprintf('[%s,"%s",%d,%d,%d,[%s],"%s"]', num(phi), how, n, y, c, paste(num(grid), collapse = ","), paste(c(escalate = "u", stay = "s", "de-escalate" = "d", close = "x", wait = "w")[d], collapse = "")))
    if (c > 0 && n %% 3 == 0 && decision(phi, n, y, c, c / 2, how) %in% c("escalate", "stay", "de-escalate") && y / n < l[2]) {
      e <- if (how == "effective" || y / n < phi) bound(phi, n, y, c, l[1], how) else NA
      dd <- if (how == "effective" || y / n >= phi) bound(phi, n, y, c, l[2], how) else NA
      if (!is.na(e) || !is.na(dd)) bounds <- c(bounds, sprintf('[%s,"%s",%d,%d,%d,%s,%s]', num(phi), how, n, y, c, num(e), num(dd)))
    }
  }
}
writeLines(c("{", sprintf('"r": "%s",', R.version.string),
  '"decisions": [', paste(rows, collapse = ",\n"), "],", '"bounds": [', paste(bounds, collapse = ",\n"), "]", "}"), "late-tite-boin.json")
cat(length(rows), "states,", length(bounds), "bounds\n")
