# Figures of dfcrm 0.2-2.1 itself: crm(), titecrm(), getprior(), on data sets drawn here.
# Run: Rscript validation/dose-finding/crm-dfcrm.R   (needs dfcrm; writes crm-dfcrm.json beside it)
# With DFCRM_SOURCE=<file> the package's source file is read in place of the installed package.
# dfcrm integrates with R's default tolerance of 1.2e-4, which misses narrow posteriors: of the data sets drawn, those are kept
# whose posterior mean and variance of log a agree to 1e-8 with integrals over short pieces; how many are left out is recorded.
if (nzchar(Sys.getenv("DFCRM_SOURCE"))) source(Sys.getenv("DFCRM_SOURCE")) else library(dfcrm)
set.seed(20261)
num <- function(x) ifelse(is.na(x), "null", sprintf("%.15g", x))
vec <- function(x) paste0("[", paste(num(x), collapse = ","), "]")
text <- function(x) paste0("\"", x, "\"")
record <- function(...) { parts <- list(...); paste0("{", paste0("\"", names(parts), "\":", unlist(parts), collapse = ","), "}") }
rising <- function() { k <- sample(3:7, 1); repeat { s <- sort(round(runif(k, 0.02, 0.8), 2)); if (all(diff(s) > 0.015)) return(s) } }
closely <- function(s, tox, level, w, model, c0, scale) {
  cuts <- seq(-14, 14, by = 0.5)
  log_post <- function(b) sapply(b, function(one) {
    p <- if (model == "empiric") s[level]^exp(one) else plogis(c0 + exp(one) * (qlogis(s[level]) - c0))
    sum(ifelse(tox == 1, log(p), log1p(-w * p))) + dnorm(one, 0, scale, log = TRUE)
  })
  fine <- seq(-14, 14, by = 0.05); top <- max(log_post(fine), na.rm = TRUE)
  f <- function(b) { d <- exp(log_post(b) - top); ifelse(is.finite(d), d, 0) }
  moment <- function(g) sum(sapply(seq_len(length(cuts) - 1), function(k) integrate(function(b) g(b) * f(b), cuts[k], cuts[k + 1], rel.tol = 1e-10, stop.on.error = FALSE)$value))
  mass <- moment(function(b) rep(1, length(b))); mean <- moment(function(b) b) / mass
  c(mean, moment(function(b) b^2) / mass - mean^2)
}
out <- list(); left_out <- 0
for (r in 1:200) {
  s <- rising(); k <- length(s); n <- sample(c(1, 2, 3, 6, 9, 12, 18, 24), 1)
  level <- sample(k, n, TRUE); tox <- rbinom(n, 1, runif(1)^2)
  if (r %% 10 == 0) tox[] <- 0
  if (r %% 13 == 0) tox[] <- 1
  model <- sample(c("empiric", "logistic"), 1); c0 <- sample(c(2, 3, 4), 1); scale <- sample(c(sqrt(1.34), 0.75, 2), 1)
  target <- sample(c(0.1, 0.2, 0.25, 0.33), 1); level_of <- sample(c(0.8, 0.9, 0.95), 1)
  method <- if (r %% 4 == 0) "mle" else "bayes"
  if (model == "logistic" && any(qlogis(s) >= c0)) next
  if (method == "mle" && length(unique(tox)) < 2) next
  fit <- crm(s, target, tox, level, conf.level = level_of, method = method, model = model, intcpt = c0, scale = scale)
  if (method == "bayes" && !isTRUE(max(abs(c(fit$estimate, fit$post.var) - closely(s, tox, level, 1, model, c0, scale))) < 1e-8)) { left_out <- left_out + 1; next }
  out[[length(out) + 1]] <- record(method = text(method), model = text(model), intercept = num(c0), scale = num(scale), target = num(target), confidence = num(level_of), skeleton = vec(s), level = vec(level), dlts = vec(tox), estimate = num(fit$estimate), variance = num(fit$post.var), ptox = vec(fit$ptox), lower = vec(fit$ptoxL), upper = vec(fit$ptoxU), mtd = num(fit$mtd))
}
tite <- list(); tite_left_out <- 0
for (r in 1:160) {
  s <- rising(); n <- sample(c(1, 2, 3, 6, 9, 12, 18), 1); window <- sample(c(1, 28, 90), 1)
  level <- sample(length(s), n, TRUE); tox <- rbinom(n, 1, runif(1)^2); followup <- round(runif(n, 0, 0.98) * window, 2)
  followup[tox == 0 & runif(n) < 0.3] <- window
  model <- sample(c("empiric", "logistic"), 1); scheme <- sample(c("linear", "adaptive"), 1); target <- sample(c(0.1, 0.2, 0.25), 1)
  if (all(followup == 0) && !any(tox == 1)) next
  fit <- titecrm(s, target, tox, level, followup = followup, obswin = window, scheme = scheme, model = model)
  if (!isTRUE(max(abs(c(fit$estimate, fit$post.var) - closely(s, tox, level, fit$weights, model, 3, sqrt(1.34)))) < 1e-8)) { tite_left_out <- tite_left_out + 1; next }
  tite[[length(tite) + 1]] <- record(model = text(model), scheme = text(scheme), target = num(target), window = num(window), skeleton = vec(s), level = vec(level), dlts = vec(tox), followup = vec(followup), weights = vec(fit$weights), estimate = num(fit$estimate), variance = num(fit$post.var), ptox = vec(fit$ptox), mtd = num(fit$mtd))
}
priors <- list()
for (model in c("empiric", "logistic")) for (target in c(0.1, 0.2, 0.25, 0.33, 0.5)) for (k in c(2, 4, 6)) for (nu in unique(c(1, ceiling(k / 2), k))) for (half in c(0.02, 0.05, 0.08)) {
  c0 <- if (model == "logistic") sample(c(2, 3, 4), 1) else 3
  priors[[length(priors) + 1]] <- record(model = text(model), intercept = num(c0), target = num(target), halfwidth = num(half), nu = num(nu), skeleton = vec(getprior(half, target, nu, k, model = model, intcpt = c0)))
}
list_of <- function(name, parts) paste0("\"", name, "\":[\n", paste(unlist(parts), collapse = ",\n"), "\n]")
writeLines(paste0("{\n", paste(c(paste0("\"source\":\"dfcrm 0.2-2.1, ", R.version.string, "\""), paste0("\"leftOut\":[", left_out, ",", tite_left_out, "]"), list_of("crm", out), list_of("tite", tite), list_of("priors", priors)), collapse = ",\n"), "\n}"), "validation/dose-finding/crm-dfcrm.json")
