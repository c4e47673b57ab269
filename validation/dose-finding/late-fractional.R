# Fractions of an event by Efron's redistribution to the right, done as it is named: each censored participant hands the
# own mass, at the moment of censoring, in equal parts to all who are still there.
num <- function(x) sprintf("%.15g", x)
set.seed(7)
mass_of_events <- function(time, event) {
  o <- order(time, !event)
  time <- time[o]; event <- event[o]; m <- rep(1 / length(time), length(time))
  for (i in seq_along(time)) if (!event[i] && i < length(time)) { later <- (i + 1):length(time); m[later] <- m[later] + m[i] / length(later); m[i] <- 0 }
  list(time = time[event], mass = m[event])
}
rows <- character()
for (i in 1:60) {
  k <- sample(0:9, 1); p <- sample(1:6, 1)
  known_event <- runif(k) < 0.35
  known_time <- ifelse(known_event, round(runif(k), 2), 1)
  pending <- round(runif(p, 0, 0.99), 2)
  g <- mass_of_events(c(known_time, pending), c(known_event, rep(FALSE, p)))
  S <- function(t) 1 - sum(g$mass[g$time <= t])
  f <- sapply(pending, function(t) if (S(t) > 1e-12) 1 - S(1) / S(t) else 1)
  rows <- c(rows, sprintf("[[%s],[%s],[%s]]", paste(ifelse(known_event, num(known_time), "null"), collapse = ","), paste(num(pending), collapse = ","), paste(num(f), collapse = ",")))
}
writeLines(c("{", sprintf('"r": "%s",', R.version.string), '"cases": [', paste(rows, collapse = ",\n"), "]", "}"), "late-fractional.json")
cat(length(rows), "cases\n")
