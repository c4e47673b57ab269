# Reference figures of exact tests: R's fisher.test and chisq.test; Barnard and Boschloo by a fine grid and optimize.
# Run: Rscript validation/evidence/exact-tests.R   (writes exact-tests.json beside it)
suppressMessages(library(jsonlite))
arguments <- commandArgs(FALSE); here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
largest <- function(set, m, n) { f <- function(p) sum(dbinom(0:m, m, p) * (set %*% dbinom(0:n, n, p))); g <- seq(0, 1, length.out = 2001); v <- vapply(g, f, 0); best <- max(v)
  peak <- which(v >= .98*max(v) & v >= c(-1, v[-length(v)]) & v >= c(v[-1], -1)); for (i in peak[seq_len(min(20, length(peak)))]) best <- max(best, optimize(f, c(max(0, g[i] - 5e-4), min(1, g[i] + 5e-4)), maximum = TRUE, tol = 1e-12)$objective); best }
barnard <- function(t, kind, alt) { x <- t[1]; m <- t[2]; y <- t[3]; n <- t[4]; z <- outer(0:m, 0:n, function(a, b) { p <- a/m; q <- b/n; s <- (a+b)/(m+n); v <- if (kind == "score") s*(1-s)*(1/m+1/n) else p*(1-p)/m + q*(1-q)/n; ifelse(p == q, 0, (p-q)/sqrt(v)) })
  o <- if (alt == "two-sided") abs(z) else if (alt == "greater") z else -z; s <- o[x+1, y+1]; largest(o >= s - if (is.finite(s)) 1e-9*abs(s) else 0, m, n) }
boschloo <- function(t, alt) { m <- t[2]; n <- t[4]; p <- outer(0:m, 0:n, Vectorize(function(a, b) fisher.test(matrix(c(a, m-a, b, n-b), 2), alternative = sub("-", ".", alt), conf.int = FALSE)$p.value)); largest(p <= p[t[1]+1, t[3]+1]*(1 + 1e-9), m, n) }
tables <- list()
for (t in list(c(7,15,1,15),c(3,4,1,4),c(24,61,10,35),c(9,11,4,12),c(0,8,5,9),c(8,8,0,9),c(0,10,0,7),c(14,15,13,17),c(5,56,0,29),c(2,50,10,50))) { M <- matrix(c(t[1], t[2]-t[1], t[3], t[4]-t[3]), 2); one <- list(table = t)
  for (alt in c("two-sided","less","greater")) { one$fisher[[alt]] <- fisher.test(M, alternative = sub("-", ".", alt))$p.value; for (kind in c("score","wald")) one$barnard[[paste(kind, alt)]] <- barnard(t, kind, alt); if (prod(t[c(2,4)]) < 400) one$boschloo[[alt]] <- boschloo(t, alt) }
  s <- max(0, t[1]+t[3]-t[4]):min(t[2], t[1]+t[3]); d <- dhyper(s, t[2], t[4], t[1]+t[3]); o <- d[s == t[1]]; lo <- sum(d[s <= t[1]]); up <- sum(d[s >= t[1]]); one$midp <- min(1, 2*(min(lo, up) - o/2)); one$central <- min(1, 2*min(lo, up))
  if (t[1]+t[3] > 0) { one$chisq <- unname(suppressWarnings(chisq.test(M, correct = FALSE))$statistic); one$yates <- unname(suppressWarnings(chisq.test(M))$statistic); one$nminus1 <- unname(mantelhaen.test(array(c(M, M), c(2,2,2)), correct = FALSE)$statistic)/2 }
  tables[[length(tables)+1]] <- one }
large <- lapply(list(matrix(c(1,2,1,0, 3,3,6,1, 10,10,14,9, 6,7,12,11), 4, 4), rbind(c(1,1,1,0,0,0,1,3,3), c(4,4,4,5,5,5,6,5,0), c(1,1,1,0,0,0,1,0,0)), rbind(c(2,0,1,2,6), c(1,3,1,1,1), c(1,0,3,1,0)), rbind(c(10,2,3), c(4,8,9)), rbind(c(1,0), c(0,3), c(2,2), c(5,0)), diag(4),
  rbind(c(30,20,10), c(25,28,19), c(12,22,33)), rbind(c(60,50,40), c(45,70,30)), rbind(c(3,2,1,0), c(1,4,2,3), c(0,2,5,1), c(2,1,1,4)), rbind(c(500,400,300), c(450,700,300))),
  function(M) list(table = M, p = fisher.test(M, workspace = 2e8)$p.value))
write(toJSON(list(made = R.version.string, tables = tables, large = large), digits = I(17), auto_unbox = TRUE), file.path(here, "exact-tests.json"))
