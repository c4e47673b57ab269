# One-arm models by the likelihoods written out (see glmm.R). Run in this folder: Rscript one-arm.R <folder of the shared data>
source("rare-ground.R"); source("mixed-likelihood.R")
sets <- list()
add <- function(name, file, columns, rows, x, term) { cases <- list()
  for (model in c("common", "random")) { f <- fit_grid(lapply(seq_len(nrow(x)), function(i) list(term(x[i, 1], x[i, 2]))), matrix(1), matrix(1), model, if (identical(term, poisson_term)) log(sum(x[, 1]) / sum(x[, 2])) else qlogis(sum(x[, 1]) / sum(x[, 2])), line = 321, profile = TRUE, tested = FALSE); if (!is.null(f)) cases[[length(cases) + 1]] <- list(model = model, value = f) }
  sets[[length(sets) + 1]] <<- list(name = name, file = file, rows = rows, columns = columns, cases = cases) }
d <- read("stats/meta_hannum2020.csv"); add("hannum2020", "stats/meta_hannum2020.csv", list(events = "xi", total = "ni"), seq_len(nrow(d)), d[, c("xi", "ni")], binomial_term)
for (arm in list(c("events_msc", "n_msc"), c("events_control", "n_control"))) { d <- read("evidence/ctgov_msc_vs_control_2x2.csv"); rows <- which(d$outcome == "death" & complete.cases(d[, arm])); add(paste("registry deaths", arm[2]), "evidence/ctgov_msc_vs_control_2x2.csv", list(events = arm[1], total = arm[2]), rows, d[rows, arm], binomial_term) }
d <- read("stats/meta_lau1992.csv"); for (arm in list(c("ai", "n1i"), c("ci", "n2i"))) add(paste("lau1992", arm[1]), "stats/meta_lau1992.csv", list(events = arm[1], total = arm[2]), seq_len(nrow(d)), d[, arm], binomial_term)
d <- read("stats/meta_hart1999.csv"); for (arm in list(c("x1i", "t1i"), c("x2i", "t2i"))) add(paste("hart1999", arm[1]), "stats/meta_hart1999.csv", list(events = arm[1], time = arm[2]), seq_len(nrow(d)), d[, arm], poisson_term)
write_sets("one-arm.json", sets)
