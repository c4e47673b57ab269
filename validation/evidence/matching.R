# Reference figures of matching and balance: the naive rules written out, MatchIt where it equals them, its balance tables, CEM, and
# clustered standard errors.
# Run: Rscript validation/evidence/matching.R <folder of the shared data>   (writes matching.json beside it)
suppressMessages({library(MatchIt); library(sandwich); library(jsonlite)})
arguments <- commandArgs(FALSE); here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
data_folder <- commandArgs(TRUE)[1]
data(lalonde); lalonde$race <- as.character(lalonde$race)
gbsg <- read.csv(file.path(data_folder, "stats/surv_gbsg.csv"))
tight <- glm.control(epsilon = 1e-15, maxit = 200)
sets <- list(
  lalonde = list(data = lalonde, treat = lalonde$treat, formula = treat ~ age + educ + race + married + nodegree + re74 + re75, exact = lalonde$race, y = lalonde$re78),
  gbsg = list(data = gbsg, treat = gbsg$hormon, formula = hormon ~ age + meno + size + grade + nodes + pgr + er, exact = as.character(gbsg$grade), y = gbsg$status))
logit <- function(one) unname(glm(one$formula, binomial, one$data, control = tight)$linear.predictors)
# Greedy: treated in their order, each the nearest control that is left, of those within rounding the lowest row; in rounds.
naive <- function(treat, order, ratio, replace, allowed, distance, tolerance) {
  free <- treat == 0; taken <- vector("list", length(treat)); asking <- order
  for (round in seq_len(ratio)) { again <- c(); for (i in asking) {
    open <- which(free & allowed(i)); if (replace) open <- setdiff(open, taken[[i]])
    if (length(open) == 0) next
    away <- distance(i, open); nearest <- open[away <= min(away) + tolerance(min(away))][1]
    taken[[i]] <- c(taken[[i]], nearest); again <- c(again, i); if (!replace) free[nearest] <- FALSE }
    asking <- again }
  rows <- which(lengths(taken) > 0)
  list(treated = rep(rows, lengths(taken[rows])), control = unlist(taken[rows]))
}
width_of <- function(x, treat, unit, multiple) multiple * switch(unit, "sd-all" = sd(x), "sd-pooled" = sqrt((var(x[treat == 1]) + var(x[treat == 0])) / 2), absolute = 1)
taking <- function(x, treat, order) { rows <- which(treat == 1); switch(order, "largest-first" = rows[order(-x[rows])], "smallest-first" = rows[order(x[rows])], "data-order" = rows) }
score_case <- function(one, options) {
  x <- logit(one); if (isTRUE(options$distance == "propensity")) x <- plogis(x)
  width <- if (is.null(options$caliper)) Inf else width_of(x, one$treat, options$caliperUnit, options$caliper)
  tol <- 1e-12 * max(abs(x)); order <- if (is.null(options$order)) "largest-first" else options$order
  alike <- function(i) (if (isTRUE(options$exact)) one$exact == one$exact[i] else TRUE) & abs(x - x[i]) <= width + tol
  pairs <- naive(one$treat, taking(x, one$treat, order), if (is.null(options$ratio)) 1 else options$ratio, isTRUE(options$replacement == "with"), alike, function(i, open) abs(x[open] - x[i]), function(least) tol)
  exact <- isTRUE(options$exact); options$exact <- NULL
  list(options = options, exact = exact, width = if (is.finite(width)) width else NULL, treated = I(pairs$treated), control = I(pairs$control), total = sum(abs(x[pairs$treated] - x[pairs$control])))
}
mahalanobis_case <- function(one, options) {
  X <- model.matrix(one$formula, one$data)[, -1]; t <- one$treat; x <- logit(one)
  V <- if (isTRUE(options$mahalanobisCovariance == "all")) cov(X) else { Z <- X; for (g in 0:1) Z[t == g, ] <- scale(X[t == g, ], scale = FALSE); crossprod(Z) / (nrow(X) - 2) }
  S <- scale(X); V <- V / outer(attr(S, "scaled:scale"), attr(S, "scaled:scale")); W <- t(backsolve(chol(V), t(S), transpose = TRUE))
  d <- function(i, open) sqrt(colSums((t(W[open, , drop = FALSE]) - W[i, ])^2))
  width <- if (is.null(options$caliper)) Inf else width_of(x, t, options$caliperUnit, options$caliper)
  pairs <- naive(t, which(t == 1), 1, FALSE, function(i) abs(x - x[i]) <= width, d, function(least) 5e-11 * least)
  list(options = options, exact = FALSE, width = if (is.finite(width)) width else NULL, treated = I(pairs$treated), control = I(pairs$control), total = sum(mapply(d, pairs$treated, pairs$control)))
}
# Optimal along a line: the smallest sum for the most pairs, by going through both sorted lists.
optimal_case <- function(one, options) {
  x <- logit(one); width <- if (is.null(options$caliper)) Inf else width_of(x, one$treat, options$caliperUnit, options$caliper)
  a <- sort(x[one$treat == 1]); b <- sort(x[one$treat == 0]); P <- rep(0, length(b) + 1); C <- P
  for (u in a) { nP <- 0; nC <- 0; for (j in seq_along(b)) {
    p <- c(nP[j], P[j + 1], if (abs(u - b[j]) <= width) P[j] + 1); cost <- c(nC[j], C[j + 1], if (abs(u - b[j]) <= width) C[j] + abs(u - b[j]))
    best <- which(p == max(p)); best <- best[which.min(cost[best])]; nP[j + 1] <- p[best]; nC[j + 1] <- cost[best] }
    P <- nP; C <- nC }
  list(options = options, pairs = P[length(P)], total = C[length(C)])
}
matchit_case <- function(one, options, ...) {
  m <- matchit(one$formula, one$data, ...); mm <- m$match.matrix
  rows <- match(rownames(mm), rownames(one$data)); controls <- matrix(match(mm, rownames(one$data)), nrow(mm))
  keep <- !is.na(controls); pairs <- cbind(treated = matrix(rows, nrow(mm), ncol(mm))[keep], control = controls[keep]); pairs <- pairs[order(pairs[, 1]), , drop = FALSE]
  list(options = options, exact = FALSE, treated = I(pairs[, 1]), control = I(pairs[, 2]), weights = I(unname(m$weights)))
}
balance_case <- function(one, weights, kind) {
  t <- one$treat; X <- one$data[all.vars(one$formula)[-1]]; names <- c(); columns <- list()
  for (n in colnames(X)) if (is.character(X[[n]])) for (l in sort(unique(X[[n]]))) { names <- c(names, paste0(n, ": ", l)); columns <- c(columns, list(as.numeric(X[[n]] == l))) } else { names <- c(names, n); columns <- c(columns, list(as.numeric(X[[n]]))) }
  bal <- getFromNamespace("bal1var", "MatchIt"); ones <- rep(1, length(t))
  one_of <- function(x, w) unname(bal(x, t, w, ones, s.d.denom = if (kind == "all") sqrt(if (all(x %in% 0:1)) mean(x) * (1 - mean(x)) else var(x)) else kind, standardize = TRUE, compute.pair.dist = FALSE)[1:6])
  tab <- function(w) lapply(columns, function(x) I(one_of(x, w)))
  list(denominator = kind, terms = names, before = tab(NULL), after = tab(weights))
}
effect_case <- function(y, t, w, set) {
  keep <- w > 0; d <- data.frame(y = y, t = t, w = w, set = set)[keep, ]; fit <- lm(y ~ t, d, weights = w)
  se <- function(...) sqrt(vcovCL(fit, ...)[2, 2])
  list(estimate = unname(coef(fit)[2]), groupsAndRows = se(cluster = d$set, type = "HC1"), groups = se(cluster = d$set, type = "HC0"), none = se(cluster = d$set, type = "HC0", cadjust = FALSE), hc1 = sqrt(vcovHC(fit, "HC1")[2, 2]))
}
cal <- function(...) list(caliper = 0.2, ...)
out <- list(made = paste0("R ", getRversion(), ", MatchIt ", packageVersion("MatchIt"), ", sandwich ", packageVersion("sandwich")))
for (name in names(sets)) {
  one <- sets[[name]]
  greedy <- lapply(list(list(ratio = 1), list(order = "smallest-first"), list(order = "data-order"), cal(caliperUnit = "sd-all"), cal(caliperUnit = "sd-pooled"), cal(caliperUnit = "sd-pooled", order = "data-order", ratio = 3), list(caliper = 0.1, caliperUnit = "absolute"),
    cal(caliperUnit = "sd-all", distance = "propensity"), list(ratio = 2), list(replacement = "with", ratio = 2), cal(caliperUnit = "sd-all", replacement = "with"), c(cal(caliperUnit = "sd-pooled"), exact = TRUE), list(exact = TRUE, ratio = 2)), function(options) score_case(one, options))
  maha <- lapply(list(list(distance = "mahalanobis"), list(distance = "mahalanobis", mahalanobisCovariance = "all"), list(distance = "mahalanobis", caliper = 0.2, caliperUnit = "sd-pooled")), function(options) mahalanobis_case(one, options))
  matchit <- list(
    matchit_case(one, list(ratio = 1), distance = "glm", link = "linear.logit"), matchit_case(one, list(replacement = "with"), distance = "glm", link = "linear.logit", replace = TRUE),
    matchit_case(one, list(order = "smallest-first"), distance = "glm", link = "linear.logit", m.order = "smallest"), matchit_case(one, list(distance = "mahalanobis"), distance = "mahalanobis"))
  # MatchIt 4.5.1 does not always take the nearest along a score (with replacement, where nobody competes, in half of the rows of
  # gbsg): only what equals the naive rule is kept, and the others are counted.
  same <- vapply(matchit, function(one_case) any(vapply(c(greedy, maha, list(score_case(one, list(replacement = "with")))), function(rule) setequal(paste(rule$treated, rule$control), paste(one_case$treated, one_case$control)), TRUE)), TRUE)
  differing <- sum(!same); matchit <- matchit[same]
  optimal <- lapply(list(list(algorithm = "optimal"), list(algorithm = "optimal", caliper = 0.2, caliperUnit = "sd-pooled"), list(algorithm = "optimal", caliper = 0.05, caliperUnit = "sd-all")), function(options) optimal_case(one, options))
  first <- greedy[[5]]; w <- rep(0, length(one$treat)); w[c(first$treated, first$control)] <- 1; set <- rep(NA, length(w)); set[first$treated] <- seq_along(first$treated); set[first$control] <- seq_along(first$treated)
  second <- greedy[[10]]; w2 <- rep(0, length(w)); w2[unique(second$treated)] <- 1; for (i in seq_along(second$treated)) w2[second$control[i]] <- w2[second$control[i]] + 1 / sum(second$treated == second$treated[i])
  w2[one$treat == 0] <- w2[one$treat == 0] * sum(w2 > 0 & one$treat == 0) / sum(w2[one$treat == 0])
  cem <- function(bins) { m <- matchit(one$formula, one$data, method = "cem", cutpoints = if (is.null(bins)) "sturges" else setNames(as.list(rep(bins, sum(sapply(one$data[all.vars(one$formula)[-1]], is.numeric)))), Filter(function(n) is.numeric(one$data[[n]]), all.vars(one$formula)[-1]))); list(bins = bins, weights = I(unname(m$weights)), strata = nlevels(m$subclass)) }
  out[[name]] <- list(score = I(logit(one)), greedy = greedy, mahalanobis = maha, matchit = matchit, matchitDiffers = differing, optimal = optimal,
    weights = I(w), set = set, weightsReplaced = I(w2), effective = sum(w2[one$treat == 0])^2 / sum(w2[one$treat == 0]^2),
    balance = lapply(c("pooled", "treated", "control", "all"), function(kind) balance_case(one, w2, kind)),
    cem = lapply(list(NULL, 3), cem), effect = effect_case(one$y, one$treat, w, set))
}
write(toJSON(out, digits = NA, auto_unbox = TRUE, matrix = "rowmajor", na = "null", null = "null"), file.path(here, "matching.json"))
