# Trials led by dfcrm's crm() under the restriction of its simulations: no skipping, and no escalation after a cohort whose
# share with an event is at least the target. Outcomes are drawn here.
# Run: Rscript validation/dose-finding/crm-dfcrm-restricted.R   (needs dfcrm or DFCRM_SOURCE, and jsonlite)
if (nzchar(Sys.getenv("DFCRM_SOURCE"))) source(Sys.getenv("DFCRM_SOURCE")) else library(dfcrm)
set.seed(5)
trials <- list()
for (r in 1:60) {
  k <- sample(3:6, 1); skeleton <- getprior(0.05, 0.25, sample(2:(k - 1), 1), k); target <- 0.25
  m <- sample(c(1, 2, 3), 1); start <- sample(1:2, 1); truth <- sort(runif(k, 0.02, 0.8))
  level <- rep(start, m); latest <- tox <- rbinom(m, 1, truth[start]); doses <- start
  for (cohort in 2:8) {
    wanted <- crm(skeleton, target, tox, level, var.est = FALSE)$mtd
    dose <- min(wanted, tail(level, 1) + if (mean(latest) >= target) 0 else 1)
    doses <- c(doses, dose); level <- c(level, rep(dose, m)); latest <- rbinom(m, 1, truth[dose]); tox <- c(tox, latest)
  }
  trials[[r]] <- list(skeleton = I(skeleton), target = target, m = m, x0 = start, doses = I(doses), dlts = I(tox))
}
writeLines(jsonlite::toJSON(trials, auto_unbox = TRUE, digits = NA), "validation/dose-finding/crm-dfcrm-restricted.json")
