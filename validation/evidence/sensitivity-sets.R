# Sets that the scripts on sensitivity have in common; sourced by them.
suppressMessages({library(metafor); library(jsonlite)})
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
data_folder <- commandArgs(TRUE)[1]
read <- function(file) read.csv(file.path(data_folder, file), stringsAsFactors = FALSE)
tight <- list(threshold = 1e-14, maxiter = 10000)
effects <- function(measure, ...) { es <- suppressWarnings(escalc(measure = measure, drop00 = TRUE, ...)); es <- es[is.finite(es$yi) & is.finite(es$vi) & es$vi > 0, ]; list(y = as.numeric(es$yi), v = as.numeric(es$vi)) }
sets <- list()
put <- function(name, es) sets[[length(sets) + 1]] <<- list(name = name, y = es$y, v = es$v)
d <- read("stats/meta_egger2001.csv"); put("egger2001 OR", effects("OR", ai = d$ai, n1i = d$n1i, ci = d$ci, n2i = d$n2i))
d <- read("stats/meta_lau1992.csv"); put("lau1992 OR", effects("OR", ai = d$ai, n1i = d$n1i, ci = d$ci, n2i = d$n2i))
d <- read("stats/meta_collins1985b.csv"); put("collins1985b OR", effects("OR", ai = d$pre.xti, n1i = d$pre.nti, ci = d$pre.xci, n2i = d$pre.nci))
put("three studies", list(y = c(0.1, 0.9, -0.4), v = c(0.04, 0.09, 0.2)))
put("homogeneous, tau2 of 0", list(y = c(0.30, 0.32, 0.28, 0.31, 0.29, 0.305), v = c(0.1, 0.2, 0.05, 0.3, 0.15, 0.08)))
counts <- function(file, keep = c("ai", "n1i", "ci", "n2i")) { d <- read(file); as.list(d[, keep]) }
save_json <- function(name, ...) writeLines(toJSON(list(made = paste0(R.version.string, ", metafor ", packageVersion("metafor")), ...), digits = NA, auto_unbox = TRUE, null = "null", na = "null"), file.path(here, paste0(name, ".json")))
