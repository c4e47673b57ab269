# Reference figures of mean functions of recurrent events. Run: Rscript validation/followup/recurrent-mean.R
suppressMessages({library(survival); library(jsonlite)})
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
made <- paste0("R ", getRversion(), ", survival ", packageVersion("survival"))
rh <- local({ first <- subset(rhDNase, !duplicated(id)); first$end <- as.numeric(first$end.dt - first$entry.dt)
  d <- tmerge(first, first, id = id, tstop = end); r <- rhDNase; r$fu <- as.numeric(r$end.dt - r$entry.dt)
  d <- tmerge(d, subset(r, !is.na(ivstart)), id = id, infect = event(ivstart)); d <- tmerge(d, subset(r, !is.na(ivstop)), id = id, ended = event(ivstop), risky = tdc(ivstop, ivstop))
  # Not at risk while treated.
  e <- tmerge(first, first, id = id, tstop = end); e <- tmerge(e, subset(r, !is.na(ivstart) & ivstart > 0 & ivstart < fu), id = id, infect = event(ivstart), drug = cumtdc(ivstart)); e <- tmerge(e, subset(r, !is.na(ivstop)), id = id, off = cumtdc(ivstop))
  data.frame(participant = e$id, start = e$tstart, time = e$tstop, event = e$infect, group = e$trt) })
gap <- data.frame(participant = cgd$id, start = cgd$tstart + 3 * (cgd$id %% 4), time = cgd$tstop + 40, event = cgd$status, group = as.character(cgd$sex), weight = 1 + (cgd$id %% 3) / 2)
gap$start[gap$start > 0 & duplicated(gap$participant)] <- gap$start[gap$start > 0 & duplicated(gap$participant)] + 41
gap <- gap[gap$start < gap$time, ]
k <- survival::kidney; k <- k[order(k$id, k$time), ]; k$start <- 0; i <- duplicated(k$id); k$start[i] <- k$time[which(i) - 1]; k <- k[k$start < k$time, ]
b2 <- bladder2[bladder2$stop > bladder2$start, ]
sets <- list(
  cgd = data.frame(participant = cgd$id, start = cgd$tstart, time = cgd$tstop, event = cgd$status, group = as.character(cgd$treat)),
  bladder = data.frame(participant = b2$id, start = b2$start, time = b2$stop, event = b2$event, group = as.character(b2$rx)),
  kidney = data.frame(participant = k$id, start = k$start, time = k$time, event = k$status, group = k$disease),
  rhDNase = rh, gaps = gap)
written <- lapply(sets, function(d) {
  if (is.null(d$weight)) d$weight <- 1
  groups <- lapply(split(d, d$group), function(g) {
    robust <- survfit(Surv(start, time, event) ~ 1, data = g, id = participant, weights = weight, timefix = FALSE)
    poisson <- suppressWarnings(survfit(Surv(start, time, event) ~ 1, data = g, weights = weight, timefix = FALSE, robust = FALSE))
    at <- which(robust$n.event > 0); at <- unique(at[round(seq(1, length(at), length.out = 6))])
    # The formula itself, participant by participant.
    ids <- split(g, g$participant); rate <- robust$n.event / robust$n.risk
    psi <- sapply(ids, function(p) { risk <- colSums(outer(p$start, robust$time, "<") & outer(p$time, robust$time, ">=")); dn <- sapply(robust$time, function(s) sum(p$event[p$time == s])); cumsum(ifelse(robust$n.risk > 0, p$weight[1] * (dn - risk * rate) / robust$n.risk, 0)) })
    own <- sqrt(rowSums(psi^2)); stopifnot(max(abs(own[at] / robust$std.chaz[at] - 1)) < 1e-8)
    list(group = as.character(g$group[1]), at = lapply(at, function(i) list(time = robust$time[i], atRisk = robust$n.risk[i], mean = robust$cumhaz[i], robust = own[i], poisson = sqrt(sum((robust$n.event / robust$n.risk^2)[1:i]))) ))
  })
  # Tests: pooled is coxph's robust score test; separate is written out.
  f <- coxph(Surv(start, time, event) ~ factor(group), data = d, weights = weight, cluster = participant, ties = "breslow", timefix = FALSE, control = coxph.control(eps = 1e-14))
  g <- as.character(d$group); names <- sort(unique(g)); times <- sort(unique(d$time[d$event == 1]))
  score <- function(separate) { K <- length(names); s <- matrix(0, nrow(d), K)
    for (t in times) { risk <- d$start < t & d$time >= t; Y <- sapply(names, function(n) sum(d$weight[risk & g == n])); N <- sapply(names, function(n) sum(d$weight[d$time == t & d$event == 1 & g == n]))
      rate <- if (separate) ifelse(Y > 0, N / Y, 0)[match(g, names)] else rep(sum(N) / sum(Y), nrow(d)); m <- d$weight * ((d$time == t & d$event == 1) - risk * rate)
      s <- s + m * (outer(g, names, "==") - matrix(Y / sum(Y), nrow(d), K, byrow = TRUE)) }
    r <- rowsum(s, d$participant); U <- if (separate) pooledScore else (pooledScore <<- colSums(s)); V <- t(r) %*% r; k <- -K; drop(U[k] %*% solve(V[k, k, drop = FALSE]) %*% U[k]) }
  pooledScore <- NULL; pooled <- score(FALSE); separate <- score(TRUE); stopifnot(is.null(f$rscore) || abs(pooled / f$rscore - 1) < 1e-8)
  list(columns = as.list(transform(d, participant = as.character(participant), group = as.character(group))), groups = unname(groups), pooled = pooled, separate = separate)
})
# Ghosh and Lin: sums over participants written out, on lists with deaths; held against mets.
set.seed(7); n <- 40
lists <- do.call(rbind, lapply(1:n, function(i) { end <- round(runif(1, 1, 10), 3); t <- round(cumsum(rexp(20, if (i %% 2) 0.5 else 0.3)), 3); t <- t[t < end]; data.frame(participant = i, time = c(t, end), event = c(rep(1, length(t)), 0), death = c(rep(0, length(t)), rbinom(1, 1, 0.5)), group = if (i %% 2) "a" else "b") }))
lists$time <- round(lists$time, 1); lists <- do.call(rbind, lapply(split(lists, lists$participant), function(p) { p$time <- p$time + 0.05 * (p$event == 0); p }))
ghosh <- lapply(split(lists, lists$group), function(d) {
  ids <- split(d, d$participant); end <- sapply(ids, function(p) max(p$time)); died <- sapply(ids, function(p) max(p$death)); s <- sort(unique(c(d$time[d$event == 1], d$time[d$death == 1])))
  Y <- sapply(s, function(t) sum(end >= t)); N <- sapply(s, function(t) sum(d$event == 1 & d$time == t)); D <- sapply(s, function(t) sum(died == 1 & end == t))
  before <- c(1, cumprod(1 - D / Y))[seq_along(s)]; mean <- cumsum(before * N / Y)
  error <- sapply(seq_along(s), function(j) { k <- 1:j; sqrt(sum(sapply(seq_along(ids), function(i) { risk <- end[i] >= s[k]; dn <- sapply(s[k], function(t) sum(ids[[i]]$event == 1 & ids[[i]]$time == t)); dd <- died[i] * (end[i] == s[k])
    sum(before[k] * (dn - risk * N[k] / Y[k]) / Y[k]) - sum((mean[j] - mean[k]) * (dd - risk * D[k] / Y[k]) / Y[k]) })^2)) })
  at <- unique(round(seq(1, length(s), length.out = 10)))
  list(group = d$group[1], at = lapply(at, function(i) list(time = s[i], mean = mean[i], error = error[i]))) })
writeLines(toJSON(list(made = made, sets = written, ghosh = list(columns = as.list(transform(lists, participant = as.character(participant))), groups = unname(ghosh))), digits = NA, auto_unbox = TRUE, null = "null"), file.path(here, "recurrent-mean.json"))
