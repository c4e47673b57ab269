# Reference figures of two proportions: rules written out, constrained fits by optimisation of the likelihood, R's own tests.
# Run: Rscript validation/evidence/two-proportions.R   (writes two-proportions.json beside it)
suppressMessages(library(jsonlite))
arguments <- commandArgs(FALSE); here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
root <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = 1e-15, maxiter = 10000)$root
wilson <- function(k, n, z) { p <- k/n; h <- z*sqrt(z^2 + 4*k*(1-p)); c((2*k + z^2 - h)/(2*(n + z^2)), (2*k + z^2 + h)/(2*(n + z^2))) }
newcombe <- function(x, m, y, n, z) { a <- wilson(x, m, z); b <- wilson(y, n, z); p <- x/m; q <- y/n; c(p - q - sqrt((p - a[1])^2 + (b[2] - q)^2), p - q + sqrt((a[2] - p)^2 + (q - b[1])^2)) }
# The constrained proportion of the controls: the root of the derivative of the log likelihood.
fit_d <- function(x, m, y, n, d) { lo <- max(0, -d); hi <- min(1, 1 - d)
  s <- function(q) (if (x > 0) x/(q+d) else 0) + (if (y > 0) y/q else 0) - (if (m > x) (m-x)/(1-q-d) else 0) - (if (n > y) (n-y)/(1-q) else 0)
  e <- (hi - lo)*1e-13; if (s(lo + e) <= 0) lo else if (s(hi - e) >= 0) hi else root(s, lo + e, hi - e) }
z_d <- function(x, m, y, n, d, f) { q <- fit_d(x, m, y, n, d); p <- q + d; (x/m - y/n - d)/sqrt((p*(1-p)/m + q*(1-q)/n)*f) }
score_d <- function(x, m, y, n, z, f) { e <- x/m - y/n; c(if (e <= -1) -1 else root(function(d) z_d(x,m,y,n,d,f) - z, -1 + 1e-9, e - 1e-9), if (e >= 1) 1 else root(function(d) z_d(x,m,y,n,d,f) + z, e + 1e-9, 1 - 1e-9)) }
z_r <- function(x, m, y, n, r, f) { a <- (m+n)*r; b <- -(r*m + x + n + y*r); q <- (-b - sqrt(b^2 - 4*a*(x+y)))/(2*a); p <- r*q; (x/m - r*y/n)/sqrt((p*(1-p)/m + r^2*q*(1-q)/n)*f) }
score_r <- function(x, m, y, n, z, f) { e <- log(((x+.5)/(m+.5))/((y+.5)/(n+.5))); s <- function(w) exp(root(function(l) z_r(x,m,y,n,exp(l),f) - w, e - 12, e + 12)); c(if (x == 0) 0 else s(z), if (y == 0) -1 else s(-z)) }
# Odds ratio given the margins.
support <- function(x, m, y, n) max(0, x+y-n):min(m, x+y)
law <- function(x, m, y, n, l) { s <- support(x,m,y,n); w <- dhyper(s, m, n, x+y, log = TRUE) + s*l; w <- exp(w - max(w)); w/sum(w) }
span <- 25
mle <- function(x, m, y, n) { s <- support(x,m,y,n); if (x == min(s)) 0 else if (x == max(s)) -1 else exp(root(function(l) sum(s*law(x,m,y,n,l)) - x, -span, span)) }
central <- function(x, m, y, n, a, h) { s <- support(x,m,y,n); c(if (x == min(s)) 0 else exp(root(function(l) { w <- law(x,m,y,n,l); sum(w[s >= x]) - h*w[s == x] - a }, -span, span)), if (x == max(s)) -1 else exp(root(function(l) { w <- law(x,m,y,n,l); sum(w[s <= x]) - h*w[s == x] - a }, -span, span))) }
minlike <- function(x, m, y, n, a, h) { s <- support(x,m,y,n); p <- function(l) { w <- law(x,m,y,n,l); o <- w[s == x]; sum(w[w <= o*(1 + 1e-12)]) - h*o }
  edge <- function(from, to) { g <- seq(from, to, length.out = 6001); v <- vapply(g, p, 0); i <- which(v >= a)[1]; lo <- g[i-1]; hi <- g[i]; for (k in 1:80) { c <- (lo+hi)/2; if (p(c) >= a) hi <- c else lo <- c }; exp(hi) }
  e <- log((x+.5)*(n-y+.5)/((m-x+.5)*(y+.5))); c(if (x == min(s)) 0 else edge(e - 9, e), if (x == max(s)) -1 else edge(e + 9, e)) }
cases <- list()
for (t in list(c(56,70,48,80),c(9,10,3,10),c(6,7,2,7),c(5,56,0,29),c(0,10,0,20),c(0,10,0,10),c(10,10,0,20),c(10,10,0,10),c(7,15,1,15),c(0,15,3,15),c(24,61,10,35),c(9,11,4,12),c(245,356,270,370),c(3,5000,12,4000),c(14,15,13,17)))
  for (level in c(.9,.95)) { x <- t[1]; m <- t[2]; y <- t[3]; n <- t[4]; a <- (1-level)/2; z <- qnorm(a, lower.tail = FALSE); N <- m+n; f <- N/(N-1)
    one <- list(newcombe = newcombe(x,m,y,n,z), "miettinen-nurminen" = score_d(x,m,y,n,z,f), mee = score_d(x,m,y,n,z,1))
    ratio <- if (x+y == 0) NULL else list("miettinen-nurminen" = score_r(x,m,y,n,z,f), koopman = score_r(x,m,y,n,z,1))
    odds <- if (x+y == 0) NULL else list(cornfield = central(x,m,y,n,a,0), "mid-p" = central(x,m,y,n,a,.5), "baptista-pike" = minlike(x,m,y,n,1-level,0), "baptista-pike-mid-p" = minlike(x,m,y,n,1-level,.5))
    w <- suppressWarnings(prop.test(c(x,y), c(m,n), correct = TRUE, conf.level = level)); one[["wald-corrected"]] <- as.numeric(w$conf.int)
    cases[[length(cases)+1]] <- list(table = t, level = level, difference = one, ratio = ratio, odds = odds, estimate = if (x+y == 0) NULL else mle(x,m,y,n), mn_at_minus_tenth = z_d(x,m,y,n,-.1,f)) }
# Newcombe's limits of a paired difference and Tango's, written out.
pair <- function(a, b, c, d, z) { n <- a+b+c+d; u <- wilson(a+b, n, z); v <- wilson(a+c, n, z); p <- (a+b)/n; q <- (a+c)/n; mm <- (a+b)*(c+d)*(a+c)*(b+d); k <- a*d - b*c; k <- if (k > n/2) k - n/2 else if (k >= 0) 0 else k; phi <- if (mm == 0) 0 else k/sqrt(mm)
  c(p-q - sqrt((p-u[1])^2 - 2*phi*(p-u[1])*(v[2]-q) + (v[2]-q)^2), p-q + sqrt((u[2]-p)^2 - 2*phi*(u[2]-p)*(q-v[1]) + (q-v[1])^2)) }
tango <- function(b, c, n, z) { s <- function(d) { B <- -b-c+(2*n-b+c)*d; C <- -c*d*(1-d); q <- (sqrt(B^2 - 8*n*C) - B)/(4*n); (b-c-n*d)/sqrt(n*(2*q + d*(1-d))) }; e <- (b-c)/n; c(root(function(d) s(d)-z, -1+1e-9, e-1e-9), root(function(d) s(d)+z, e+1e-9, 1-1e-9)) }
pairs <- list(); for (t in list(c(1,1,7,12),c(36,12,2,0),c(20,12,2,16),c(794,150,86,570),c(0,5,0,9))) { b <- t[2]; c <- t[3]; z <- qnorm(.975); or <- binom.test(b, b+c)$conf.int
  pairs[[length(pairs)+1]] <- list(table = t, newcombe = pair(t[1],b,c,t[4],z), tango = tango(b,c,sum(t),z), exact = binom.test(b, b+c)$p.value, midp = 2*pbinom(min(b,c), b+c, .5) - dbinom(min(b,c), b+c, .5), chisq = mcnemar.test(matrix(t,2), correct = FALSE)$p.value, corrected = mcnemar.test(matrix(t,2))$p.value, odds = c(or[1]/(1-or[1]), if (c == 0) -1 else or[2]/(1-or[2]))) }
write(toJSON(list(made = R.version.string, cases = cases, pairs = pairs), digits = I(17), auto_unbox = TRUE, null = "null"), file.path(here, "two-proportions.json"))
