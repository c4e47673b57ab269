# Stopping boundaries by person-time, recomputed with base R: rate 1 under the null, so that time is the expected number.
# Run: Rscript validation/dose-finding/monitoring-person-time.R   (writes monitoring-person-time.json beside it)

num <- function(x) sprintf("%.17g", x)
vec <- function(x) paste0("[", paste(num(x), collapse = ", "), "]")
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))

value <- function(kind, mu, d, M, par) switch(kind,
  maxsprt = dpois(d, d, log = TRUE) - dpois(d, mu, log = TRUE),
  sprt = dpois(d, par * mu, log = TRUE) - dpois(d, mu, log = TRUE),
  wt = (d - mu) / (sqrt(M) * (mu / M)^par),
  gp = pgamma(1, par[1] + d, rate = par[2] + mu, lower.tail = FALSE))

# Time until which d events stop. The evidence falls with time as long as d lies above the expected number.
until <- function(kind, d, c, M, par) {
  top <- if (kind %in% c("maxsprt", "wt")) min(M, d) else M
  f <- function(mu) value(kind, mu, d, M, par) - c
  if (d > M || !(kind %in% c("maxsprt", "wt"))) if (f(M) >= 0) return(M)
  if (f(1e-12) < 0) return(0)
  uniroot(f, c(1e-12, top), tol = 1e-14)$root
}

# Not stopped: matrix powers over counts 0, 1, ...; a step at every time a limit rises.
error <- function(kind, c, M, par, rate = 1, first = 1) {
  alive <- 1; t <- 0; d <- first
  repeat {
    u <- until(kind, d, c, M, par)
    if (u > t) {
      more <- dpois(0:(d - 1), rate * (u - t))
      moved <- sapply(0:(d - 1), function(j) { i <- 0:min(j, length(alive) - 1); sum(alive[i + 1] * more[j - i + 1]) })
      alive <- moved; t <- u
    }
    if (u >= M) break
    d <- d + 1
  }
  list(stop = 1 - sum(alive))
}

settings <- list()
add <- function(kind, M, alpha, par = 0, first = 1) settings[[length(settings) + 1]] <<- list(kind, M, alpha, par, first)
for (M in c(1, 2, 5, 10, 20)) add("maxsprt", M, 0.05)
add("maxsprt", 5, 0.01); add("maxsprt", 10, 0.1); add("maxsprt", 10, 0.05, 0, 3); add("maxsprt", 5, 0.05, 0, 2)
for (delta in c(0, 0.25, 0.5)) { add("wt", 10, 0.1, delta); add("wt", 4, 0.05, delta) }
add("sprt", 10, 0.1, 2); add("sprt", 6, 0.05, 3); add("gp", 11.2, 0.1, c(1, 2.2)); add("gp", 6, 0.05, c(0.5, 0.5)); add("gp", 8, 0.1, c(2, 2))

rows <- sapply(settings, function(s) {
  range <- if (s[[1]] == "gp") c(0.5, 1 - 1e-9) else c(0.05, 12)
  c0 <- uniroot(function(c) error(s[[1]], c, s[[2]], s[[4]], 1, s[[5]])$stop - s[[3]], range, tol = 1e-13)$root
  power <- sapply(c(1.5, 2, 3), function(rr) error(s[[1]], c0, s[[2]], s[[4]], rr, s[[5]])$stop)
  paste0("{\"kind\": \"", s[[1]], "\", \"maximum\": ", num(s[[2]]), ", \"alpha\": ", num(s[[3]]), ", \"parameters\": ", vec(s[[4]]), ", \"minimumEvents\": ", num(s[[5]]), ", \"cutoff\": ", num(c0), ", \"power\": ", vec(power), "}")
})
# Fixed looks: probabilities by summing over all counts.
looks <- list(list(c(1, 2, 4), c(4, 6, 9), 1), list(c(1, 2, 4), c(4, 6, 9), 2), list(c(0.5, 3), c(3, 8), 1.4))
fixed <- sapply(looks, function(s) {
  alive <- 1; t <- 0
  for (k in seq_along(s[[1]])) { d <- s[[2]][k]; more <- dpois(0:(d - 1), s[[3]] * (s[[1]][k] - t)); alive <- sapply(0:(d - 1), function(j) { i <- 0:min(j, length(alive) - 1); sum(alive[i + 1] * more[j - i + 1]) }); t <- s[[1]][k] }
  paste0("{\"times\": ", vec(s[[1]]), ", \"limits\": ", vec(s[[2]]), ", \"rate\": ", num(s[[3]]), ", \"stop\": ", num(1 - sum(alive)), "}")
})
writeLines(c(paste0("{\n \"r\": \"", R.version.string, "\","), " \"boundaries\": [", paste0("  ", rows, c(rep(",", length(rows) - 1), "")), " ],", " \"looks\": [", paste0("  ", fixed, c(rep(",", length(fixed) - 1), "")), " ]", "}"), file.path(here, "monitoring-person-time.json"))
