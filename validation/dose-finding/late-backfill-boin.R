# BF-BOIN's next dose level and the dose levels open for backfilling, from the description in Zhao et al. 2024.
lambda <- function(phi) { p1 <- 0.6 * phi; p2 <- 1.4 * phi
  c(log((1 - p1) / (1 - phi)) / log(phi * (1 - p1) / (p1 * (1 - phi))), log((1 - phi) / (1 - p2)) / log(p2 * (1 - phi) / (phi * (1 - p2)))) }
too_high <- function(phi, n, y) n >= 3 && y > 0 && 1 - pbeta(phi, y + 1, n - y + 1) > 0.95
voice <- function(phi, n, y) { l <- lambda(phi)
  if (n == 0) "up" else if (too_high(phi, n, y)) "out" else if (y / n <= l[1]) "up" else if (y / n >= l[2]) "down" else "stay" }
high <- function(phi, n, y) n > 0 && (y / n >= lambda(phi)[2] || too_high(phi, n, y))
next_dose <- function(phi, n, y, c) {
  v <- mapply(voice, phi, n[1:c], y[1:c])
  below <- seq_len(c - 1)
  conflict <- if (v[c] == "up") below[v[below] != "up"] else below[v[below] %in% c("down", "out")]
  if (length(conflict) == 0) return(c(switch(v[c], up = c + 1, stay = c, c - 1), 0))
  b <- max(conflict)
  N <- sum(n[b:c]); Y <- sum(y[b:c]); l <- lambda(phi)
  if (Y / N <= l[1]) return(c(c + 1, b))
  if (!high(phi, N, Y)) return(c(c, b))
  for (k in c:b) if (!high(phi, sum(n[b:k]), sum(y[b:k]))) return(c(k, b))
  c(b - 1, b)
}
safe_up_to <- function(phi, n, y, c) {
  for (b in seq_len(c - 1)) if (high(phi, n[b], y[b]) && high(phi, n[b] + n[b + 1], y[b] + y[b + 1])) return(b - 1)
  c - 1
}
set.seed(2024)
rows <- character(); clash <- 0
while (length(rows) < 300) {
  phi <- sample(c(0.2, 0.25, 0.3, 0.35), 1); c <- sample(2:5, 1)
  n <- c(sample(c(3, 4, 5, 6, 8, 9, 11, 12), c - 1, TRUE), sample(c(3, 6, 9), 1))
  y <- rbinom(c, n, runif(c, 0.05, 0.55))
  r <- next_dose(phi, n, y, c)
  if (r[2] == 0 && runif(1) < 0.5) next
  clash <- clash + (r[2] > 0)
  rows <- c(rows, sprintf("[%s,[%s],[%s],%d,%d,%d]", phi, paste(n, collapse = ","), paste(y, collapse = ","), r[1], r[2], safe_up_to(phi, n, y, c)))
}
writeLines(c("{", sprintf('"r": "%s",', R.version.string), '"cases": [', paste(rows, collapse = ",\n"), "]", "}"), "late-backfill-boin.json")
cat(length(rows), "cases,", clash, "with a conflict\n")
