# Reference figures of single proportions and rates: R's own tests, and rules written out.
# Run: Rscript validation/evidence/proportions.R   (writes proportions.json beside it)
suppressMessages(library(jsonlite))
arguments <- commandArgs(FALSE); here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
root <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = 1e-16, maxiter = 10000)$root
midp <- function(k, n, a) c(if (k == 0) 0 else root(function(p) pbinom(k - 1, n, p, lower.tail = FALSE) - dbinom(k, n, p) / 2 - a, 0, 1),
                            if (k == n) 1 else root(function(p) pbinom(k, n, p) - dbinom(k, n, p) / 2 - a, 0, 1))
newcombe_cc <- function(k, n, z) { p <- k / n
  c(if (k == 0) 0 else max(0, (2*n*p + z^2 - 1 - z*sqrt(z^2 - 2 - 1/n + 4*p*(n*(1-p) + 1))) / (2*(n + z^2))),
    if (k == n) 1 else min(1, (2*n*p + z^2 + 1 + z*sqrt(z^2 + 2 - 1/n + 4*p*(n*(1-p) - 1))) / (2*(n + z^2)))) }
jeffreys <- function(k, n, a) c(if (k == 0) 0 else qbeta(a, k + .5, n - k + .5), if (k == n) 1 else qbeta(a, k + .5, n - k + .5, lower.tail = FALSE))
agresti <- function(k, n, z) { N <- n + z^2; p <- (k + z^2/2) / N; h <- z * sqrt(p*(1-p)/N); c(max(0, p - h), min(1, p + h)) }
# Blaker: acceptability by its definition, the limit by a fine grid and halving (the outermost proportion accepted).
blaker <- function(k, n, a) {
  acc <- function(p) { up <- pbinom(k - 1, n, p, lower.tail = FALSE); lo <- pbinom(k, n, p); i <- 0:n
    if (up < lo) { t <- pbinom(i, n, p); up + max(c(0, t[t <= up])) } else { t <- pbinom(i - 1, n, p, lower.tail = FALSE); lo + max(c(0, t[t <= lo])) } }
  edge <- function(out, inn) { grid <- seq(out, inn, length.out = 4001); v <- vapply(grid, acc, 0); i <- which(v >= 2*a)[1]; lo <- grid[i - 1]; hi <- grid[i]
    for (s in 1:80) { m <- (lo + hi)/2; if (acc(m) >= 2*a) hi <- m else lo <- m }; hi }
  c(if (k == 0) 0 else edge(0, k/n), if (k == n) 1 else edge(1, k/n)) }
# Blyth-Still-Casella by full enumeration on a grid of proportions: the shortest runs of counts that hold the level; where two runs of
# that length do, the lower one up to the middle of the range and the higher one beyond. Limits are good to the step of the grid.
bsc <- function(n, level, step = 1e-5) {
  p <- seq(step/2, 1 - step/2, by = step); cdf <- sapply(-1:n, function(k) pbinom(k, n, p))
  card <- rep(NA, length(p)); holds <- matrix(FALSE, length(p), n + 1)
  for (size in 1:(n + 1)) { open <- is.na(card)
    for (a in 0:(n + 1 - size)) { ok <- open & (cdf[, a + size + 1] - cdf[, a + 1] >= level); holds[ok, a + 1] <- TRUE; card[ok] <- size } }
  # Up to 1/2, neither end of the run may go down again. Within a stretch of one length, each change from one run to the next is
  # in the middle of where both hold. Beyond 1/2: the mirror image.
  half <- which(p < .5); start <- rep(NA, length(p)); stretch <- cumsum(c(1, diff(card) != 0)); from <- 0; to <- 0
  for (one in unique(stretch[half])) { at <- which(stretch == one); size <- card[at[1]]; from <- max(from, to - size + 1); start[at] <- from
    # A shorter run that begins one later and ends here follows: then the lower end goes up, and there is no change before it.
    after <- max(at) + 1; drops <- after <= length(p) && card[after] < size && holds[after, from + 2]
    if (!drops) repeat { both <- at[holds[at, from + 1] & holds[at, min(from + 2, n + 1)]]; change <- if (length(both)) mean(range(p[both])) else 1
      if (change >= .5) break; from <- from + 1; start[at][p[at] > change] <- from }
    to <- from + size - 1 }
  stop <- start + card - 1
  mirror <- which(p > .5); m <- length(p) + 1 - mirror; start[mirror] <- n - stop[m]; stop[mirror] <- n - start[m]
  t(sapply(0:n, function(k) { inside <- p[start <= k & k <= stop]; c(min(inside) - step/2, max(inside) + step/2) })) }
cases <- list()
for (s in list(c(0,5),c(5,5),c(1,1),c(0,1),c(1,5),c(2,7),c(3,10),c(0,15),c(1,15),c(15,15),c(81,263),c(15,148),c(1,29),c(29,30),c(682,925),c(3,1000),c(999,1000),c(17,100000),c(250000,1000000)))
  for (level in c(.8, .95, .99)) { k <- s[1]; n <- s[2]; a <- (1 - level)/2; z <- qnorm(a, lower.tail = FALSE)
    one <- list("clopper-pearson" = as.numeric(binom.test(k, n, conf.level = level)$conf.int), "mid-p" = midp(k, n, a), wilson = as.numeric(suppressWarnings(prop.test(k, n, correct = FALSE, conf.level = level))$conf.int),
      "wilson-corrected" = if (z^2 > 2) newcombe_cc(k, n, z) else NULL, jeffreys = jeffreys(k, n, a), "agresti-coull" = agresti(k, n, z))
    if (n <= 150 && level != .8) one$blaker <- blaker(k, n, a)
    cases[[length(cases) + 1]] <- list(events = k, total = n, level = level, limits = Filter(Negate(is.null), one)) }
shortest <- list(); for (n in c(1, 2, 5, 10, 15, 20, 30)) for (level in c(.9, .95)) shortest[[length(shortest) + 1]] <- list(total = n, level = level, limits = bsc(n, level))
tests <- list(); for (s in list(c(7,20),c(0,10),c(10,10),c(682,925),c(3,1000),c(52,100))) for (p in c(.01, .3, .5, .75)) for (alt in c("two.sided","less","greater"))
  tests[[length(tests) + 1]] <- list(events = s[1], total = s[2], probability = p, alternative = sub("\\.", "-", alt), p = binom.test(s[1], s[2], p, alternative = alt)$p.value)
midp_rate <- function(k, a) c(if (k == 0) 0 else root(function(m) ppois(k - 1, m, lower.tail = FALSE) - dpois(k, m)/2 - a, 0, 3*k + 50), root(function(m) ppois(k, m) - dpois(k, m)/2 - a, 0, 3*k + 50))
byar <- function(k, z) c(if (k == 0) 0 else k*(1 - 1/(9*k) - z/(3*sqrt(k)))^3, (k + 1)*(1 - 1/(9*(k + 1)) + z/(3*sqrt(k + 1)))^3)
rates <- list(); for (k in c(0, 1, 2, 5, 11, 60, 5000)) for (level in c(.9, .95)) { a <- (1 - level)/2; t <- 137.5
  rates[[length(rates) + 1]] <- list(events = k, time = t, level = level, limits = list(exact = as.numeric(poisson.test(k, t, conf.level = level)$conf.int), "mid-p" = midp_rate(k, a)/t, byar = byar(k, qnorm(1 - a))/t)) }
ratios <- list(); for (s in list(c(11,800,23,3000),c(0,50,4,60),c(4,50,0,60),c(1,10,1,1000),c(400,1e4,350,1e4))) { r <- poisson.test(c(s[1],s[3]), c(s[2],s[4])); m <- midp(s[1], s[1]+s[3], .025)
  ratios[[length(ratios) + 1]] <- list(counts = s, p = r$p.value, exact = as.numeric(ifelse(is.finite(r$conf.int), r$conf.int, -1)), midp = c(m[1]/(1-m[1]), if (s[3] == 0) -1 else m[2]/(1-m[2])*s[4]/s[2]) * c(s[4]/s[2], 1),
    score = local({ f <- function(d, z) { l <- function(q) -(dpois(s[1], s[2]*(q + d), log = TRUE) + dpois(s[3], s[4]*q, log = TRUE)); A <- s[2]+s[4]; B <- A*d - (s[1]+s[3]); q <- max(0, -d, (-B + sqrt(B^2 + 4*A*s[3]*d))/(2*A)); (s[1]/s[2] - s[3]/s[4] - d)/sqrt((q+d)/s[2] + q/s[4]) - z }
      e <- s[1]/s[2] - s[3]/s[4]; w <- 6*sqrt((s[1]+1)/s[2]^2 + (s[3]+1)/s[4]^2) ; c(root(function(d) f(d, qnorm(.975)), e - w, e - 1e-9*w), root(function(d) f(d, -qnorm(.975)), e + 1e-9*w, e + w)) })) }
trend <- list(); for (g in list(list(c(83,90,129,70), c(86,93,136,82), 1:4), list(c(1,3,6), c(20,20,20), c(0,1,4)), list(c(0,0,5), c(10,30,20), c(1,2,5)))) { r <- suppressWarnings(prop.trend.test(g[[1]], g[[2]], g[[3]])); trend[[length(trend)+1]] <- list(events = g[[1]], total = g[[2]], score = g[[3]], chisq = unname(r$statistic), p = r$p.value) }
write(toJSON(list(made = R.version.string, cases = cases, shortest = shortest, tests = tests, rates = rates, ratios = ratios, trend = trend), digits = I(17), auto_unbox = TRUE), file.path(here, "proportions.json"))
