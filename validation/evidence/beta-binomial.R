# Beta-binomial likelihood written out, Nelder-Mead and then Newton's method on numerical derivatives, with log(omega) as parameter.
# Run in this folder: Rscript beta-binomial.R <folder of the shared data>
source("rare-ground.R")
# Rising factorials x(x + w)(x + 2w)… one by one: log gammas of large shapes lose the digits that second derivatives need.
rise <- function(k, x, w) sum(unlist(lapply(k, function(m) if (m > 0) log(x + w * (seq_len(m) - 1)))))
ll <- function(k, n, p, w) sum(lchoose(n, k)) + rise(k, p, w) + rise(n - k, 1 - p, w) - rise(n, 1, w)
grad <- function(f, x) vapply(seq_along(x), function(j) { h0 <- if (abs(x[j]) < 0.09) 0.004 else 0.04; d <- function(h) { e <- replace(numeric(length(x)), j, h); (f(x + e) - f(x - e)) / (2 * h) }; D <- vapply(0:3, function(i) d(h0 / 2^i), 0); for (o in 1:3) D <- (4^o * D[-1] - D[-length(D)]) / (4^o - 1); D }, 0)
newton <- function(f, x) { for (t in 1:30) { g <- grad(f, x); H <- t(vapply(seq_along(x), function(j) grad(function(y) grad(f, y)[j], x), x)); s <- -solve(H, g); x <- x + s; if (max(abs(s)) < 1e-9) break }; list(x = x, v = solve(-H)) }
sets <- list()
for (s in two_arm_sets()[c("egger2001", "laopaiboon2015", "collins-stb", "collins-ped", "ards-deaths", "registry-any_sae")]) { x <- s$x; s$cases <- list()
  for (measure in c("odds-ratio", "risk-ratio", "risk-difference")) {
    pt <- function(b) switch(measure, "odds-ratio" = plogis(b[1] + b[2]), "risk-ratio" = plogis(b[1]) * exp(b[2]), plogis(b[1]) + b[2])
    f <- function(b) { p <- pt(b); if (p <= 0 || p >= 1) return(-1e10); ll(x$ai, x$n1i, p, exp(b[3])) + ll(x$ci, x$n2i, plogis(b[1]), exp(b[3])) }
    q <- sum(x$ci) / sum(x$n2i); p <- sum(x$ai) / sum(x$n1i)
    o <- optim(c(qlogis(q), switch(measure, "odds-ratio" = qlogis(p) - qlogis(q), "risk-ratio" = log(p / q), p - q), log(.05)), function(b) -f(b), method = "Nelder-Mead", control = list(maxit = 5000, reltol = 1e-13))
    if (o$par[3] < -8) next
    r <- tryCatch(newton(f, o$par), error = function(e) NULL); if (is.null(r) || !is.finite(sqrt(max(0, r$v[2, 2]))) || r$v[2, 2] <= 0) next
    s$cases[[length(s$cases) + 1]] <- list(measure = measure, value = list(estimate = r$x[2], se = sqrt(r$v[2, 2]), logLikelihood = f(r$x), overdispersion = exp(r$x[3]))) }
  sets[[length(sets) + 1]] <- s }
write_sets("beta-binomial.json", sets)
