# A mixed model of at most two arms and two independent normal effects, by brute force on a grid. Sourced by glmm.R and one-arm.R.
binomial_term <- function(e, n, off = 0) list(value = function(x) lchoose(n, e) + plogis(x + off, log.p = TRUE) * e + plogis(-(x + off), log.p = TRUE) * (n - e), d1 = function(x) e - n * plogis(x + off), d2 = function(x) -n * plogis(x + off) * plogis(-(x + off)))
poisson_term <- function(e, t) list(value = function(x) dpois(e, t * exp(x), log = TRUE), d1 = function(x) e - t * exp(x), d2 = function(x) -t * exp(x))
exact_term <- function(a, n, c, m) { k <- max(0, a + c - m):min(n, a + c); w <- lchoose(n, k) + lchoose(m, a + c - k)
  all <- function(x) { l <- outer(x, k) + rep(w, each = length(x)); top <- apply(l, 1, max); p <- exp(l - top); s <- rowSums(p); p <- p / s; mean <- drop(p %*% k); list(log = top + log(s), mean = mean, var = drop(p %*% k^2) - mean^2) }
  list(value = function(x) a * x + w[k == a] - all(x)$log, d1 = function(x) a - all(x)$mean, d2 = function(x) -all(x)$var) }
# studies: list of lists of terms. X: arms by coefficients. Z: arms by effects. own: a parameter for each study in both arms.
fit_grid <- function(studies, X, Z, model, start, own = FALSE, points = 1441) {
  k <- length(studies); p <- ncol(X); q <- ncol(Z); arms <- nrow(X)
  active <- if (model == "random") seq_len(q) else seq_len(q - 1)
  size <- p + length(active)
  g <- seq(-9, 9, length.out = if (length(active) == 2) 241 else points); h <- diff(g)[1]
  B <- if (length(active) == 2) as.matrix(expand.grid(g, g)) else if (length(active) == 1) cbind(g) else matrix(0, 1, 0)
  logw <- if (length(active)) rowSums(dnorm(B, log = TRUE)) + length(active) * log(h) else 0
  pieces <- function(i, par, o) { terms <- studies[[i]]; sc <- par[p + seq_along(active)]
    value <- logw; S <- matrix(0, nrow(B), size + 1); H <- array(0, c(nrow(B), size + 1, size + 1))
    for (arm in seq_len(arms)) { eta <- sum(X[arm, ] * par[seq_len(p)]) + o + if (length(active)) drop(B %*% (Z[arm, active] * sc)) else 0
      D <- cbind(matrix(X[arm, ], nrow(B), p, byrow = TRUE), if (length(active)) B * matrix(Z[arm, active], nrow(B), length(active), byrow = TRUE), 1)
      value <- value + terms[[arm]]$value(eta); d1 <- terms[[arm]]$d1(eta); d2 <- terms[[arm]]$d2(eta)
      S <- S + D * d1; for (r in seq_len(size + 1)) for (c in seq_len(r)) H[, r, c] <- H[, r, c] + d2 * D[, r] * D[, c] }
    top <- max(value); w <- exp(value - top); s <- sum(w); w <- w / s; grad <- drop(w %*% S)
    second <- crossprod(S, S * w) - tcrossprod(grad)
    for (r in seq_len(size + 1)) for (c in seq_len(r)) { add <- sum(w * H[, r, c]); second[r, c] <- second[r, c] + add; if (r != c) second[c, r] <- second[c, r] + add }
    list(value = top + log(s), grad = grad, second = second) }
  owns <- rep(if (own) -2 else 0, k)
  run <- function(par) { value <- 0; grad <- numeric(size); second <- matrix(0, size, size); main <- seq_len(size)
    for (i in seq_len(k)) { if (own) for (turn in 1:100) { f <- pieces(i, par, owns[i]); bend <- f$second[size + 1, size + 1]; step <- if (bend < 0) -f$grad[size + 1] / bend else sign(f$grad[size + 1]); step <- max(-1.5, min(1.5, step)); owns[i] <<- owns[i] + step; if (abs(step) < 1e-11) break }
      f <- pieces(i, par, owns[i]); value <- value + f$value; grad <- grad + f$grad[main]
      second <- second + f$second[main, main, drop = FALSE] - if (own) tcrossprod(f$second[main, size + 1]) / f$second[size + 1, size + 1] else 0 }
    list(value = value, grad = grad, second = second) }
  par <- c(start, rep(0.6, length(active))); f <- run(par)
  for (turn in 1:80) { eig <- eigen(-f$second, symmetric = TRUE); step <- drop(eig$vectors %*% (crossprod(eig$vectors, f$grad) / pmax(abs(eig$values), 1e-3))); step <- step / max(1, max(abs(step)) / 0.7)
    share <- 1; repeat { n <- run(par + share * step); if (is.finite(n$value) && n$value >= f$value - 1e-9) break; share <- share / 2; if (share < 1e-6) break }
    par <- par + share * step; f <- n; if (max(abs(step)) < 1e-11) break; if (length(active) && any(abs(par[-seq_len(p)]) < 1e-3)) return(NULL); if (any(abs(par) > 12)) return(NULL) }
  if (max(abs(f$grad)) > 1e-6 || any(eigen(-f$second)$values <= 0)) return(NULL)
  v <- solve(-f$second); scales <- numeric(q); scales[active] <- par[-seq_len(p)]
  list(estimate = par[p], se = sqrt(v[p, p]), logLikelihood = f$value, tauSquared = scales[q]^2, studyVariance = if (q == 2) scales[1]^2 else NULL)
}
