# Fragility by enumeration with fisher.test; of a meta-analysis by trying every changed outcome with metafor; limits by numerical recursion.
# Run: Rscript validation/evidence/fragility.R <folder of the shared data>
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "sensitivity-sets.R"))
fp <- function(a, n1, c, n2) fisher.test(matrix(c(a, n1 - a, c, n2 - c), 2))$p.value
one <- function(a, n1, c, n2) {
  p <- fp(a, n1, c, n2); sig <- p < 0.05; t <- a < c || (a == c && a * n2 <= c * n1); x <- a; y <- c; i <- 0; index <- NA
  repeat { i <- i + 1; if (sig) { if (t) x <- x + 1 else y <- y + 1 } else if (t) { if (x > 0) x <- x - 1 else y <- y + 1 } else { if (y > 0) y <- y - 1 else x <- x + 1 }
    if (x > n1 || y > n2) break; if ((fp(x, n1, y, n2) < 0.05) != sig) { index <- i; break } }
  any <- NA; for (d in 1:60) { hit <- FALSE; for (u in -d:d) for (w in unique(c(d - abs(u), abs(u) - d))) if (a + u >= 0 && a + u <= n1 && c + w >= 0 && c + w <= n2 && (fp(a + u, n1, c + w, n2) < 0.05) != sig) hit <- TRUE; if (hit) { any <- d; break } }
  list(ai = a, n1i = n1, ci = c, n2i = n2, p = p, index = index, any = any)
}
tables <- list(); for (f in c("egger2001", "lau1992")) { d <- read(sprintf("stats/meta_%s.csv", f)); for (i in seq_len(nrow(d))) if (d$n1i[i] + d$n2i[i] < 1000) tables[[length(tables) + 1]] <- one(d$ai[i], d$n1i[i], d$ci[i], d$n2i[i]) }
for (t in list(c(0, 10, 0, 10), c(10, 10, 0, 10), c(5, 5, 5, 5), c(1, 100, 9, 90), c(0, 30, 6, 30))) tables[[length(tables) + 1]] <- do.call(one, as.list(t))
pooled <- function(name, a, n1, c, n2, measure, method) {
  fit <- function(a, c) { f <- try(suppressWarnings({ e <- escalc(measure = measure, ai = a, n1i = n1, ci = c, n2i = n2, drop00 = measure != "RD"); e <- e[is.finite(e$yi) & is.finite(e$vi) & e$vi > 0, ]; rma(yi, vi, data = e, method = method, control = if (method == "REML") tight else list()) }), silent = TRUE); if (inherits(f, "try-error")) NULL else c(f$ci.lb, f$ci.ub, f$beta) }
  f0 <- fit(a, c); sig <- f0[1] > 0 || f0[2] < 0; best <- NULL
  for (dir in if (sig) (if (f0[3] < 0) 1 else -1) else c(1, -1)) {
    x <- a; y <- c; path <- NULL
    repeat { if (length(path) >= 40) { path <- NULL; break }; top <- -Inf; pick <- NULL
      for (i in seq_along(a)) for (arm in 1:2) { u <- x; w <- y; if (arm == 1) u[i] <- u[i] + dir else w[i] <- w[i] - dir; if (u[i] < 0 || u[i] > n1[i] || w[i] < 0 || w[i] > n2[i]) next
        f <- fit(u, w); if (is.null(f)) next; gain <- if (sig) (if (dir == 1) f[2] else -f[1]) else (if (dir == 1) f[1] else -f[2]); if (gain > top) { top <- gain; pick <- list(u, w, f, i, arm) } }
      x <- pick[[1]]; y <- pick[[2]]; path <- c(path, pick[[4]] * 10 + pick[[5]]); f <- pick[[3]]; if ((f[1] > 0 || f[2] < 0) != sig) { last <- f; break } }
    if (!is.null(path) && (is.null(best) || length(path) < length(best$path))) best <- list(path = path, last = last)
  }
  list(name = name, ai = a, n1i = n1, ci = c, n2i = n2, measure = measure, method = method, start = f0, path = I(best$path), last = best$last)
}
d <- read("stats/meta_egger2001.csv")[1:10, ]; e <- read("stats/meta_collins1985b.csv"); l <- read("stats/meta_lau1992.csv")[1:12, ]
meta <- list(pooled("egger2001, first ten", d$ai, d$n1i, d$ci, d$n2i, "OR", "EE"), pooled("egger2001, first ten", d$ai, d$n1i, d$ci, d$n2i, "RR", "DL"), pooled("lau1992, first twelve", l$ai, l$n1i, l$ci, l$n2i, "OR", "DL"), pooled("lau1992, first twelve", l$ai, l$n1i, l$ci, l$n2i, "RD", "REML"))
# Trial sequential limits: z at which the O'Brien-Fleming-type error is spent, by a recursion on a fine grid.
limits_at <- function(t, alpha) { spend <- function(t) 4 * pnorm(qnorm(alpha / 4, lower.tail = FALSE) / sqrt(pmin(t, 1)), lower.tail = FALSE); x <- 0; m <- 1; t0 <- 0; s0 <- 0; out <- c()
  for (ti in t) { step <- sqrt(ti - t0); cross <- function(b) sum(m * (pnorm((b * sqrt(ti) - x) / step, lower.tail = FALSE) + pnorm((-b * sqrt(ti) - x) / step))) - (spend(ti) - s0); b <- uniroot(cross, c(0.1, 12), tol = 1e-13)$root; out <- c(out, b)
    h <- 2001; g <- seq(-b * sqrt(ti), b * sqrt(ti), length.out = h); w <- c(1, rep(c(4, 2), (h - 3) / 2), 4, 1) * (g[2] - g[1]) / 3; m <- w * sapply(g, function(z) sum(m * dnorm((z - x) / step) / step)); x <- g; t0 <- ti; s0 <- spend(ti) }
  out }
d <- read("stats/meta_lau1992.csv"); d <- d[order(d$year, seq_len(nrow(d))), ]; es <- escalc(measure = "OR", ai = d$ai, n1i = d$n1i, ci = d$ci, n2i = d$n2i)
r <- rma(yi, vi, data = es, method = "DL"); c0 <- rma(yi, vi, data = es, method = "EE"); D2 <- max(0, 1 - c0$se^2 / r$se^2); fixed <- ((qnorm(0.975) + qnorm(0.9)) / log(0.8))^2; adj <- fixed / (1 - D2)
t <- cumsum(1 / es$vi) / adj; u <- cumul(r); z <- u$zval; kept <- which(t < 1); if (any(t >= 1)) kept <- c(kept, which(t >= 1)[1]); kept <- kept[kept > 5]
sub <- which(t > 0.08); sub <- c(sub[sub %in% which(t < 1)], which(t >= 1)[1]); sub <- sub[!is.na(sub)]
save_json("fragility", tables = tables, pooled = meta, sequential = list(ai = d$ai, n1i = d$n1i, ci = d$ci, n2i = d$n2i, d2 = D2, i2 = max(0, 1 - (nrow(d) - 1) / c0$QE), fixed = fixed, adjusted = adj, t = t, z = z, example = list(t = c(0.2, 0.4, 0.6, 0.8, 1), limit = limits_at(c(0.2, 0.4, 0.6, 0.8, 1), 0.05))))
