# A mixed model of at most two arms and two independent normal effects, by brute force on a grid. Sourced by glmm.R and one-arm.R.
# Each study has a grid of its own, laid along the curvature at its mode and as wide as its integrand is above exp(-45) of its height.
binomial_term <- function(e, n, off = 0) list(value = function(x) lchoose(n, e) + plogis(x + off, log.p = TRUE) * e + plogis(-(x + off), log.p = TRUE) * (n - e), d1 = function(x) e - n * plogis(x + off), d2 = function(x) -n * plogis(x + off) * plogis(-(x + off)))
poisson_term <- function(e, t) list(value = function(x) dpois(e, t * exp(x), log = TRUE), d1 = function(x) e - t * exp(x), d2 = function(x) -t * exp(x))
exact_term <- function(a, n, c, m) { k <- max(0, a + c - m):min(n, a + c); w <- lchoose(n, k) + lchoose(m, a + c - k)
  all <- function(x) { l <- outer(x, k) + rep(w, each = length(x)); top <- apply(l, 1, max); p <- exp(l - top); s <- rowSums(p); p <- p / s; mean <- drop(p %*% k); list(log = top + log(s), mean = mean, var = drop(p %*% k^2) - mean^2) }
  list(value = function(x) a * x + w[k == a] - all(x)$log, d1 = function(x) a - all(x)$mean, d2 = function(x) -all(x)$var) }
# studies: list of lists of terms. X: arms by coefficients. Z: arms by effects. own: a parameter for each study in both arms.
# With numbers in own: what each arm takes of that parameter. Scales that end at 0 are held there if the likelihood falls to both sides.
mixed_grid <- function(studies, X, Z, own = FALSE, points = c(121, 71), line = 161) { load <- if (is.numeric(own)) own else rep(1, nrow(X)); own <- !isFALSE(own)
  k <- length(studies); p <- ncol(X); q <- ncol(Z); arms <- nrow(X); size <- p + q; main <- seq_len(size); grids <- vector("list", k); owns <- rep(if (own && all(load == 1)) -2 else 0, k)
  predictor <- function(arm, par, o, B, on) sum(X[arm, ] * par[seq_len(p)]) + o * load[arm] + if (length(on)) drop(B %*% (Z[arm, on] * par[p + on])) else 0
  height <- function(i, par, o, B, on) { value <- -rowSums(B^2) / 2; for (arm in seq_len(arms)) value <- value + studies[[i]][[arm]]$value(predictor(arm, par, o, B, on)); value }
  lay <- function(i, par, o, on) { d <- length(on); b <- matrix(0, 1, d); top <- height(i, par, o, b, on); A <- diag(d)
    for (turn in 1:200) { g <- -drop(b); A <- diag(d); for (arm in seq_len(arms)) { v <- Z[arm, on] * par[p + on]; eta <- predictor(arm, par, o, b, on); g <- g + studies[[i]][[arm]]$d1(eta) * v; A <- A - studies[[i]][[arm]]$d2(eta) * tcrossprod(v) }
      step <- solve(A, g); share <- 1; while (!isTRUE(height(i, par, o, b + share * step, on) >= top - 1e-10) && share > 1e-8) share <- share / 2; b <- b + share * step; top <- height(i, par, o, b, on); if (max(abs(step)) < 1e-9) break }
    S <- backsolve(chol(A), diag(d)); box <- matrix(c(-40, 40), 2, d); place <- function(box, n) as.matrix(expand.grid(lapply(seq_len(d), function(j) seq(box[1, j], box[2, j], length.out = n[j]))))
    for (turn in 1:6) { z <- place(box, rep(if (d == 1) 401 else 41, d)); inside <- height(i, par, o, sweep(z %*% t(S), 2, b, "+"), on) > top - 45; edge <- (box[2, ] - box[1, ]) / if (d == 1) 400 else 40
      for (j in seq_len(d)) box[, j] <- range(c(0, z[inside, j])) + c(-edge[j], edge[j]) }
    n <- if (d == 1) line else points; z <- place(box, n)
    list(par = par, o = o, on = on, B = sweep(z %*% t(S), 2, b, "+"), logw = sum(log((box[2, ] - box[1, ]) / (n[seq_len(d)] - 1))) + sum(log(abs(diag(S)))) - d / 2 * log(2 * pi)) }
  pieces <- function(i, par, o) { on <- which(par[p + seq_len(q)] != 0); known <- grids[[i]]
    if (is.null(known) || !identical(known$on, on) || max(abs(known$par - par), abs(known$o - o)) > 0.05) grids[[i]] <<- known <- if (length(on)) lay(i, par, o, on) else list(par = par, o = o, on = on, B = matrix(0, 1, 0), logw = 0)
    B <- known$B; value <- known$logw + height(i, par, o, B, on); S <- matrix(0, nrow(B), size + 1); H <- array(0, c(nrow(B), size + 1, size + 1)); use <- c(seq_len(p), p + on, size + 1)
    for (arm in seq_len(arms)) { eta <- predictor(arm, par, o, B, on); d1 <- studies[[i]][[arm]]$d1(eta); d2 <- studies[[i]][[arm]]$d2(eta)
      D <- matrix(0, nrow(B), size + 1); D[, seq_len(p)] <- matrix(X[arm, ], nrow(B), p, byrow = TRUE); D[, p + on] <- B * matrix(Z[arm, on], nrow(B), length(on), byrow = TRUE); D[, size + 1] <- load[arm]
      S <- S + D * d1; for (r in use) for (c in use[use <= r]) H[, r, c] <- H[, r, c] + d2 * D[, r] * D[, c] }
    top <- max(value); w <- exp(value - top); s <- sum(w); w <- w / s; grad <- drop(w %*% S); second <- crossprod(S, S * w) - tcrossprod(grad)
    for (r in use) for (c in use[use <= r]) { add <- sum(w * H[, r, c]); second[r, c] <- second[r, c] + add; if (r != c) second[c, r] <- second[c, r] + add }
    list(value = top + log(s), grad = grad, second = second) }
  run <- function(par) { value <- 0; grad <- numeric(size); second <- matrix(0, size, size)
    for (i in seq_len(k)) { if (own) for (turn in 1:100) { f <- pieces(i, par, owns[i]); bend <- f$second[size + 1, size + 1]; step <- if (bend < 0) -f$grad[size + 1] / bend else sign(f$grad[size + 1]); step <- max(-1.5, min(1.5, step)); if (abs(owns[i]) > 38) break; owns[i] <<- owns[i] + step; if (abs(step) < 1e-11) break }
      f <- pieces(i, par, owns[i]); value <- value + f$value; grad <- grad + f$grad[main]
      second <- second + f$second[main, main, drop = FALSE] - if (own) tcrossprod(f$second[main, size + 1]) / f$second[size + 1, size + 1] else 0 }
    list(value = value, grad = grad, second = second) }
  # The highest point over the parameters named in free; NULL where there is none inside.
  highest <- function(par, free) { f <- run(par)
    for (turn in 1:120) { if (!length(free)) break
      eig <- eigen(-f$second[free, free, drop = FALSE], symmetric = TRUE); step <- drop(eig$vectors %*% (crossprod(eig$vectors, f$grad[free]) / pmax(abs(eig$values), 1e-3))); step <- step / max(1, max(abs(step)) / 0.7)
      share <- 1; repeat { new <- par; new[free] <- new[free] + share * step; n <- run(new); if (is.finite(n$value) && n$value >= f$value - 1e-9) break; share <- share / 2; if (share < 1e-6) break }
      par <- new; f <- n; par[p + seq_len(q)] <- abs(par[p + seq_len(q)]); if (max(abs(step)) < 1e-10) break; if (any(abs(par) > 14)) return(NULL)
      low <- free[free > p & par[free] < 2e-2]
      if (length(low)) { flat <- par; flat[low] <- 0; g <- highest(flat, setdiff(free, low)); if (!is.null(g) && g$value >= f$value - 1e-12) return(g) } }
    if (length(free) && (max(abs(f$grad[free])) > 1e-6 || any(eigen(-f$second[free, free, drop = FALSE])$values <= 0))) return(NULL)
    list(par = par, free = free, value = f$value, grad = f$grad, second = f$second) }
  list(highest = highest, p = p, q = q) }
fit_grid <- function(studies, X, Z, model, start, own = FALSE, points = c(121, 71), line = 161, profile = FALSE, tested = TRUE) {
  m <- mixed_grid(studies, X, Z, own, points, line); p <- m$p; q <- m$q; tau <- p + q; effect <- p
  free <- if (model == "random") seq_len(tau) else seq_len(tau - 1); begin <- c(start, rep(0.6, q)); if (model == "common") begin[tau] <- 0
  f <- m$highest(begin, free); if (is.null(f)) return(NULL)
  common <- if (model == "common") f else { without <- f$par; without[tau] <- 0; if (q == 2) without[p + 1] <- max(without[p + 1], 0.3); m$highest(without, setdiff(free, tau)) }
  if (common$value > f$value) f <- common
  v <- solve(-f$second[f$free, f$free, drop = FALSE]); se <- sqrt(v[match(effect, f$free), match(effect, f$free)])
  made <- list(estimate = f$par[effect], se = se, logLikelihood = f$value, tauSquared = f$par[tau]^2, studyVariance = if (q == 2) f$par[p + 1]^2 else NULL)
  if (!profile) return(made)
  half <- qchisq(0.95, 1); other <- function(at) setdiff(free, at)
  held <- function(at, x, from) { from[at] <- x; scales <- other(at)[other(at) > p]; from[scales] <- pmax(from[scales], 0.2); m$highest(from, other(at)) }
  # Newton's steps on the signed root of twice the fall of the profile, which is nearly straight; its slope is that of the likelihood.
  limit <- function(at, sign, begin) { x <- begin; from <- f$par; near <- f$par[at]; far <- sign * Inf
    for (turn in 1:60) { g <- held(at, x, from); if (is.null(g) || abs(x) > 12) return(NULL)
      root <- sqrt(max(0, 2 * (f$value - g$value))); miss <- root - sqrt(half); if (abs(miss) < 1e-11) return(x)
      if (miss > 0) far <- x else near <- x
      step <- miss * root / g$grad[at]; new <- x + step
      if (!is.finite(new) || (new - near) * sign <= 0 || (far - new) * sign <= 0) new <- if (is.finite(far)) (near + far) / 2 else x + sign * abs(begin - f$par[at])
      if (abs(new - x) < 1e-13) return(new)
      # The others go along, as far as the curvature tells.
      move <- g$free[g$par[g$free] != 0]; from <- g$par; if (length(move)) from[move] <- from[move] - drop(solve(g$second[move, move, drop = FALSE], g$second[move, at])) * (new - x)
      x <- new }
    NULL }
  made$profile <- list(lower = limit(effect, -1, f$par[effect] - 1.96 * se), upper = limit(effect, 1, f$par[effect] + 1.96 * se))
  if (tested) made$likelihoodRatio <- 2 * (f$value - held(effect, 0, f$par)$value)
  if (model == "random") { made$tauSquaredRatio <- 2 * (f$value - common$value); root <- f$par[tau]; up <- limit(tau, 1, root + 0.4)
    low <- if (root == 0 || 2 * (f$value - common$value) < half) 0 else limit(tau, -1, root / 2)
    made$tauSquaredProfile <- list(lower = if (is.null(low)) NULL else low^2, upper = if (is.null(up)) NULL else up^2) }
  made
}
