# Simon's two-stage designs by complete search, and predictive probability designs by recursion, with base R.
# Run: Rscript validation/dose-finding/monitoring-two-stage.R   (writes monitoring-two-stage.json beside it)

num <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
vec <- function(x) paste0("[", paste(num(x), collapse = ", "), "]")
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))

# All (r1, n1, r) for a given n: P(X1 > r1, X1 + X2 > r), as a matrix over r1 and r.
simon <- function(p0, p1, alpha, beta, from, to) {
  found <- NULL
  for (n in from:to) for (n1 in 1:(n - 1)) {
    x <- 0:n1; r <- 0:(n - 1)
    go0 <- outer(x, r, function(x, r) dbinom(x, n1, p0) * pbinom(r - x, n - n1, p0, lower.tail = FALSE))
    go1 <- outer(x, r, function(x, r) dbinom(x, n1, p1) * pbinom(r - x, n - n1, p1, lower.tail = FALSE))
    # Row r1: sum over x > r1.
    pos0 <- apply(go0[(n1 + 1):1, , drop = FALSE], 2, cumsum)[n1:1, , drop = FALSE]
    pos1 <- apply(go1[(n1 + 1):1, , drop = FALSE], 2, cumsum)[n1:1, , drop = FALSE]
    ok <- which(pos0 <= alpha & pos1 >= 1 - beta, arr.ind = TRUE)
    if (nrow(ok)) {
      r1 <- ok[, 1] - 1
      en <- n1 + (1 - pbinom(r1, n1, p0)) * (n - n1)
      k <- which.min(en)
      found <- rbind(found, c(r1[k], n1, ok[k, 2] - 1, n, pos0[ok[k, 1], ok[k, 2]], 1 - pos1[ok[k, 1], ok[k, 2]], en[k], pbinom(r1[k], n1, p0)))
    }
  }
  minimax <- found[found[, 4] == min(found[, 4]), , drop = FALSE]
  rbind(found[which.min(found[, 7]), ], minimax[which.min(minimax[, 7]), ])
}
cases <- rbind(c(0.05, 0.25, 0.1, 0.1), c(0.05, 0.25, 0.05, 0.2), c(0.05, 0.25, 0.05, 0.1), c(0.1, 0.3, 0.1, 0.1), c(0.1, 0.3, 0.05, 0.2), c(0.1, 0.3, 0.05, 0.1), c(0.2, 0.4, 0.1, 0.1), c(0.2, 0.4, 0.05, 0.2),
  c(0.3, 0.5, 0.1, 0.1), c(0.3, 0.5, 0.05, 0.2), c(0.4, 0.6, 0.1, 0.1), c(0.4, 0.6, 0.05, 0.2), c(0.5, 0.7, 0.1, 0.1), c(0.6, 0.8, 0.1, 0.1), c(0.7, 0.9, 0.1, 0.1), c(0.05, 0.2, 0.1, 0.1))
rows <- apply(cases, 1, function(s) {
  d <- simon(s[1], s[2], s[3], s[4], 8, 54)
  paste0("{\"nullProbability\": ", num(s[1]), ", \"alternative\": ", num(s[2]), ", \"alpha\": ", num(s[3]), ", \"beta\": ", num(s[4]), ", \"largestN\": 54, \"optimal\": ", vec(d[1, ]), ", \"minimax\": ", vec(d[2, ]), "}")
})

# Predictive probability design: limits from the definition, errors by recursion over single participants.
predictive <- function(p0, a, b, N, first, cohort, low, high) {
  looks <- unique(c(seq(first, N, by = cohort), N))
  end <- which(pbeta(p0, a + 0:N, b + N:0, lower.tail = FALSE) > high)[1] - 1
  limit <- sapply(looks, function(n) {
    if (n == N) return(end - 1)
    pp <- sapply(0:n, function(x) { y <- 0:(N - n); sum(exp(lchoose(N - n, y) + lbeta(a + x + y, b + N - x - y) - lbeta(a + x, b + n - x))[x + y >= end]) })
    w <- which(pp < low); if (length(w)) max(w) - 1 else NA
  })
  oc <- function(p) {
    alive <- 1; en <- 0
    for (n in 1:N) {
      alive <- c(alive * (1 - p), 0) + c(0, alive * p)
      k <- match(n, looks)
      if (!is.na(k) && !is.na(limit[k])) { out <- 1:(limit[k] + 1); en <- en + n * sum(alive[out]); alive[out] <- 0 }
    }
    c(sum(alive), en + N * sum(alive))
  }
  list(looks = looks, limit = limit, oc = oc)
}
designs <- rbind(c(0.2, 0.2, 0.8, 36, 10, 1, 0.001, 0.922, 0.4), c(0.2, 0.2, 0.8, 30, 5, 5, 0.05, 0.9, 0.4), c(0.1, 0.5, 0.5, 25, 10, 3, 0.1, 0.95, 0.3), c(0.3, 0.6, 1.4, 40, 10, 1, 0.02, 0.9, 0.5), c(0.05, 1, 19, 24, 9, 15, 0.05, 0.9, 0.25))
pps <- apply(designs, 1, function(s) {
  d <- predictive(s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8])
  paste0("{\"nullProbability\": ", num(s[1]), ", \"prior\": ", vec(s[2:3]), ", \"n\": ", num(s[4]), ", \"firstLook\": ", num(s[5]), ", \"cohort\": ", num(s[6]), ", \"futility\": ", num(s[7]), ", \"conclude\": ", num(s[8]), ", \"alternative\": ", num(s[9]),
    ", \"looks\": ", vec(d$looks), ", \"limits\": ", vec(d$limit), ", \"null\": ", vec(d$oc(s[1])), ", \"alternativeValues\": ", vec(d$oc(s[9])), "}")
})
writeLines(c(paste0("{\n \"r\": \"", R.version.string, "\","), " \"simon\": [", paste0("  ", rows, c(rep(",", length(rows) - 1), "")), " ],", " \"predictive\": [", paste0("  ", pps, c(rep(",", length(pps) - 1), "")), " ]", "}"), file.path(here, "monitoring-two-stage.json"))
