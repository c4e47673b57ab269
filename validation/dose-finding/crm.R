# Reference values of the continual reassessment method, written out with base R: posterior moments by integrate(), the
# likelihood by the root of its score, skeletons by uniroot() from the definition, TITE weights by a loop.
# Run: Rscript validation/dose-finding/crm.R   (writes crm.json beside it)
set.seed(20260)
num <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
vec <- function(x) paste0("[", paste(num(x), collapse = ","), "]")
curve_of <- function(setting, a) {
  s <- setting$skeleton
  if (setting$model == "empiric") s^a else plogis(setting$intercept + a * (qlogis(s) - setting$intercept))
}
log_lik <- function(setting, data, b) {
  a <- exp(b)
  total <- 0
  for (d in seq_along(setting$skeleton)) {
    y <- data$events[d]; m <- data$n[d] - y
    if (setting$model == "empiric") {
      lp <- a * log(setting$skeleton[d]); lq <- log(-expm1(lp))
    } else {
      eta <- setting$intercept + a * (qlogis(setting$skeleton[d]) - setting$intercept)
      lp <- plogis(eta, log.p = TRUE); lq <- plogis(eta, lower.tail = FALSE, log.p = TRUE)
    }
    if (y > 0) total <- total + y * lp
    if (m > 0) total <- total + m * lq
    for (w in data$partial[data$partial_dose == d]) total <- total + log1p(-w * exp(lp))
  }
  total
}
log_post <- function(setting, data, b) {
  prior <- if (setting$prior == "normal") dnorm(b, 0, sqrt(setting$variance), log = TRUE) else dgamma(exp(b), setting$shape, rate = setting$rate, log = TRUE) + b
  prior + rep_len(log_lik(setting, data, b), length(b))
}
# Pieces between the limits of the mass; each by integrate().
posterior <- function(setting, data) {
  grid <- seq(-60, 30, by = 0.05)
  if (setting$prior == "gamma") grid <- seq(-100, 12, by = 0.05)
  lp <- log_post(setting, data, grid)
  top <- optimize(function(b) log_post(setting, data, b), grid[which.max(lp)] + c(-0.1, 0.1), maximum = TRUE, tol = 1e-10)
  range <- range(grid[is.finite(lp) & lp > top$objective - 50])
  pieces <- sort(unique(c(seq(range[1], range[2], length.out = 25), top$maximum)))
  expect <- function(f, from = -Inf, to = Inf) {
    cuts <- sort(unique(c(pmin(pmax(pieces, from), to))))
    if (length(cuts) < 2) return(0)
    sum(sapply(seq_len(length(cuts) - 1), function(k) {
      integrate(function(b) exp(log_post(setting, data, b) - top$objective) * f(b), cuts[k], cuts[k + 1], rel.tol = 1e-12, abs.tol = 1e-18, subdivisions = 500L, stop.on.error = FALSE)$value
    }))
  }
  list(expect = expect, range = range, mass = expect(function(b) rep(1, length(b))))
}
summarise <- function(setting, data, target, intervals = FALSE) {
  p <- posterior(setting, data)
  e <- function(f) p$expect(f) / p$mass
  m <- e(function(b) b); s <- sqrt(e(function(b) (b - m)^2))
  ma <- e(exp); sa <- sqrt(e(function(b) (exp(b) - ma)^2))
  k <- length(setting$skeleton)
  point <- function(d) function(b) sapply(b, function(one) curve_of(setting, exp(one))[d])
  mean_curve <- sapply(1:k, function(d) e(point(d)))
  sd_curve <- sapply(1:k, function(d) sqrt(e(function(b) (point(d)(b) - mean_curve[d])^2)))
  plug <- curve_of(setting, if (setting$prior == "normal") exp(m) else ma)
  q <- c(NA, NA)
  if (intervals) q <- sapply(c(0.025, 0.975), function(u) uniroot(function(b) p$expect(function(x) rep(1, length(x)), to = b) / p$mass - u, p$range, tol = 1e-11)$root)
  list(m = m, s = s, ma = ma, sa = sa, mean = mean_curve, sd = sd_curve, plug = plug, next_mean = which.min(abs(mean_curve - target)), next_plug = which.min(abs(plug - target)), q = q)
}
setting_json <- function(s) sprintf('"model":"%s","intercept":%s,"skeleton":%s,"prior":%s', s$model, num(s$intercept), vec(s$skeleton),
  if (s$prior == "normal") sprintf('{"kind":"normal","variance":%s}', num(s$variance)) else sprintf('{"kind":"gamma","shape":%s,"rate":%s}', num(s$shape), num(s$rate)))
result_json <- function(r) sprintf('"meanLog":%s,"sdLog":%s,"mean":%s,"sd":%s,"curveMean":%s,"curveSd":%s,"plugIn":%s,"nextMean":%d,"nextPlugIn":%d,"quantiles":%s',
  num(r$m), num(r$s), num(r$ma), num(r$sa), vec(r$mean), vec(r$sd), vec(r$plug), r$next_mean, r$next_plug, vec(r$q))
skeletons <- list(c(0.1, 0.25, 0.4), c(0.05, 0.12, 0.25, 0.4), c(0.05, 0.1, 0.25, 0.35, 0.5), c(0.05, 0.1, 0.2, 0.3, 0.5, 0.7), c(0.02, 0.06, 0.12, 0.2, 0.3, 0.4, 0.5), c(0.01, 0.03, 0.08, 0.15, 0.25, 0.35, 0.5, 0.65))
priors <- list(list(prior = "normal", variance = 1.34), list(prior = "normal", variance = 0.4), list(prior = "gamma", shape = 1, rate = 1), list(prior = "gamma", shape = 2.5, rate = 2))
fits <- character(0)
for (i in 1:120) {
  skeleton <- skeletons[[(i - 1) %% 6 + 1]]
  k <- length(skeleton)
  setting <- c(list(skeleton = skeleton, model = if (i %% 3 == 0) "logistic" else "empiric", intercept = if (i %% 3 == 0) c(3, 2, 4)[i %% 9 / 3 + 1] else NA), priors[[(i %/% 6) %% 4 + 1]])
  total <- c(1, 2, 3, 6, 12, 20, 30, 40)[(i %/% 2) %% 8 + 1]
  kind <- c("none", "all", "mixed", "mixed")[(i + i %/% 4) %% 4 + 1]
  given <- tabulate(if (kind == "mixed") sample(k, total, TRUE) else rep(sample(k, 1), total), k)
  events <- if (kind == "none") 0 * given else if (kind == "all") given else rbinom(k, given, pmin(1, 1.2 * skeleton))
  target <- c(0.2, 0.25, 0.3, 0.33)[i %% 4 + 1]
  r <- summarise(setting, list(n = given, events = events, partial = numeric(0), partial_dose = integer(0)), target, intervals = i %% 4 == 0)
  fits <- c(fits, sprintf('{%s,"n":%s,"events":%s,"target":%s,%s}', setting_json(setting), vec(given), vec(events), num(target), result_json(r)))
}
weights_of <- function(event, u, window, scheme) {
  support <- sort(u[event])
  z <- length(support)
  sapply(seq_along(u), function(i) {
    if (event[i] || u[i] >= window) return(1)
    if (scheme == "linear" || z == 0) return(u[i] / window)
    m <- sum(support <= u[i])
    if (m == 0) (u[i] / support[1]) / (z + 1)
    else if (m == z) (z + (u[i] - support[z]) / (window - support[z])) / (z + 1)
    else (m + (u[i] - support[m]) / (support[m + 1] - support[m])) / (z + 1)
  })
}
tite <- character(0)
add_tite <- function(skeleton, dose, event, u, window, scheme, model, target) {
  setting <- list(skeleton = skeleton, model = model, intercept = if (model == "logistic") 3 else NA, prior = "normal", variance = 1.34)
  w <- weights_of(event, u, window, scheme)
  k <- length(skeleton)
  full <- w == 1
  data <- list(n = tabulate(dose[full], k), events = tabulate(dose[event], k), partial = w[!full], partial_dose = dose[!full])
  r <- summarise(setting, data, target)
  people <- paste(sprintf('{"dose":%d,"event":%s,"followed":%s}', dose, ifelse(event, "true", "false"), num(u)), collapse = ",")
  tite <<- c(tite, sprintf('{%s,"participants":[%s],"window":%s,"scheme":"%s","target":%s,"weights":%s,%s}', setting_json(setting), people, num(window), scheme, num(target), vec(w), result_json(r)))
}
# The data of the examples of dfcrm's manual page for titecrm.
for (scheme in c("linear", "adaptive")) add_tite(c(0.05, 0.10, 0.20, 0.35, 0.50, 0.70), c(3, 3, 3, 4, 4, 3, 2, 2, 2, 3), c(0, 0, 1, 0, 1, 0, 0, 0, 0, 0) == 1, c(178, 181, 168, 181, 24, 181, 179, 102, 42, 3), 180, scheme, "empiric", 0.2)
# Nothing known yet; and an event at the very end of the window.
add_tite(c(0.1, 0.2, 0.35), c(1, 1, 2), rep(FALSE, 3), c(0, 0, 0), 30, "linear", "empiric", 0.25)
add_tite(c(0.1, 0.2, 0.35), c(1, 1, 2, 2), c(TRUE, FALSE, FALSE, FALSE), c(30, 10, 29, 0), 30, "adaptive", "logistic", 0.25)
for (i in 1:26) {
  skeleton <- skeletons[[(i - 1) %% 6 + 1]]
  count <- sample(2:24, 1)
  dose <- sample(length(skeleton), count, TRUE)
  event <- runif(count) < skeleton[dose]
  add_tite(skeleton, dose, event, round(runif(count, 0, 32), 2), 28, if (i %% 2 == 0) "adaptive" else "linear", if (i %% 3 == 0) "logistic" else "empiric", 0.25)
}
likelihood <- character(0)
while (length(likelihood) < 40) {
  i <- length(likelihood)
  skeleton <- skeletons[[i %% 6 + 1]]
  k <- length(skeleton)
  setting <- list(skeleton = skeleton, model = if (i %% 2 == 0) "empiric" else "logistic", intercept = if (i %% 2 == 0) NA else 3)
  given <- tabulate(sample(k, sample(2:40, 1), TRUE), k)
  events <- rbinom(k, given, skeleton)
  if (sum(events) == 0 || sum(events) > 0.6 * sum(given)) next
  data <- list(n = given, events = events, partial = numeric(0), partial_dose = integer(0))
  near <- optimize(function(b) log_lik(setting, data, b), c(-8, 6), maximum = TRUE, tol = 1e-12)$maximum
  score <- function(b) {
    a <- exp(b)
    p <- curve_of(setting, a)
    if (setting$model == "empiric") sum((events - (given - events) * p / (1 - p)) * a * log(skeleton)) else sum((events - given * p) * a * (qlogis(skeleton) - setting$intercept))
  }
  b <- uniroot(score, near + c(-0.01, 0.01), tol = 1e-15)$root
  p <- curve_of(setting, exp(b))
  likelihood <- c(likelihood, sprintf('{"model":"%s","intercept":%s,"skeleton":%s,"n":%s,"events":%s,"logA":%s,"curve":%s,"next":%d}', setting$model, num(setting$intercept), vec(skeleton), vec(given), vec(events), num(b), vec(p), which.min(abs(p - 0.25))))
}
# Definition: at the parameter where two neighbouring dose levels are equally close to the target, the lower one has
# target - halfwidth and the upper one target + halfwidth.
guesses <- character(0)
for (case in list(c(0.05, 0.25, 3, 5), c(0.05, 0.25, 5, 6), c(0.05, 0.3, 3, 5), c(0.1, 0.25, 3, 6), c(0.06, 0.2, 2, 4), c(0.04, 0.33, 1, 3), c(0.03, 0.1, 4, 8), c(0.08, 0.4, 5, 5))) for (model in c("empiric", "logistic")) {
  target <- case[2]; half <- case[1]; prior_dose <- case[3]; k <- case[4]
  f <- function(score, b) if (model == "empiric") exp(score * exp(b)) else plogis(3 + exp(b) * score)
  scores <- numeric(k)
  scores[prior_dose] <- if (model == "empiric") log(target) else qlogis(target) - 3
  solve_b <- function(score, p) uniroot(function(b) f(score, b) - p, c(-8, 8), tol = 1e-15)$root
  solve_x <- function(b, p) uniroot(function(lx) f(-exp(lx), b) - p, c(-12, 6), tol = 1e-15)$root
  if (prior_dose < k) for (d in prior_dose:(k - 1)) scores[d + 1] <- -exp(solve_x(solve_b(scores[d], target - half), target + half))
  if (prior_dose > 1) for (d in prior_dose:2) scores[d - 1] <- -exp(solve_x(solve_b(scores[d], target + half), target - half))
  guesses <- c(guesses, sprintf('{"model":"%s","halfwidth":%s,"target":%s,"priorDose":%d,"doses":%d,"skeleton":%s}', model, num(half), num(target), prior_dose, k, vec(f(scores, 0))))
}
# Golub and Welsch: nodes are the eigenvalues of the Jacobi matrix.
rules <- character(0)
for (family in c("legendre", "hermite")) for (count in c(2, 5, 16, 31)) {
  k <- seq_len(count - 1)
  off <- if (family == "legendre") k / sqrt(4 * k^2 - 1) else sqrt(k)
  jacobi <- matrix(0, count, count)
  jacobi[cbind(k, k + 1)] <- off; jacobi[cbind(k + 1, k)] <- off
  e <- eigen(jacobi, symmetric = TRUE)
  order <- order(e$values)
  rules <- c(rules, sprintf('{"family":"%s","count":%d,"nodes":%s,"weights":%s}', family, count, vec(e$values[order]), vec((if (family == "legendre") 2 else 1) * e$vectors[1, order]^2)))
}
list_of <- function(x) paste0("[\n", paste(x, collapse = ",\n"), "\n]")
writeLines(sprintf('{\n"r":"%s",\n"fits":%s,\n"tite":%s,\n"likelihood":%s,\n"skeletons":%s,\n"rules":%s\n}', R.version.string, list_of(fits), list_of(tite), list_of(likelihood), list_of(guesses), list_of(rules)),
  file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "crm.json"))
