# Sets of rare events in the shared data, and writing of JSON: sourced by the scripts beside it.
suppressMessages({library(metafor); library(jsonlite)})
data_folder <- commandArgs(TRUE)[1]
read <- function(file) read.csv(file.path(data_folder, file), stringsAsFactors = FALSE)
two_arm_sets <- function() {
  sets <- list()
  add <- function(name, file, columns, keep = NULL) {
    d <- read(file); x <- d[, unlist(columns)]
    rows <- which(complete.cases(x)); if (!is.null(keep)) rows <- intersect(rows, keep(d))
    x <- x[rows, ]; names(x) <- c("ai", "n1i", "ci", "n2i")
    sets[[name]] <<- list(name = name, file = file, rows = rows, columns = columns, x = x)
  }
  plain <- list(treatedEvents = "ai", treatedTotal = "n1i", controlEvents = "ci", controlTotal = "n2i")
  for (one in c("egger2001", "lau1992", "laopaiboon2015")) add(one, sprintf("stats/meta_%s.csv", one), plain)
  for (o in c("pre", "stb", "ned", "ped")) {
    p <- if (o == "pre") "pre" else "fup"
    add(paste0("collins-", o), "stats/meta_collins1985b.csv", list(treatedEvents = paste0(o, ".xti"), treatedTotal = paste0(p, ".nti"), controlEvents = paste0(o, ".xci"), controlTotal = paste0(p, ".nci")))
  }
  msc <- list(treatedEvents = "events_msc", treatedTotal = "n_msc", controlEvents = "events_control", controlTotal = "n_control")
  add("ards-deaths", "evidence/published_msc_vs_control_counts.csv", msc, function(d) {
    names <- c("Bowdish", "Zhu", "Adas", "Dilogo", "Lanzoni", "Monsel", "Rebelatto", "Shu", "Zheng", "Matthay", "Bellingan", "Ichikado")
    vapply(names, function(n) { w <- which(startsWith(d$study, n) & d$outcome == "death" & d$design != "meta-analysis"); w <- w[!(n == "Bowdish" & d$outcome_window[w] != "30 d")]; w[1] }, 1L) })
  for (o in c("death", "any_sae")) add(paste0("registry-", o), "evidence/ctgov_msc_vs_control_2x2.csv", msc, function(d) which(d$outcome == o))
  sets
}
time_set <- function() {
  d <- read("stats/meta_hart1999.csv")
  list(name = "hart1999", file = "stats/meta_hart1999.csv", rows = seq_len(nrow(d)), columns = list(treatedEvents = "x1i", treatedTime = "t1i", controlEvents = "x2i", controlTime = "t2i"), x = d[, c("x1i", "t1i", "x2i", "t2i")])
}
write_sets <- function(file, sets, extra = list()) {
  versions <- sprintf("%s, metafor %s, lme4 %s", R.version.string, packageVersion("metafor"), packageVersion("lme4"))
  write_json(c(list(made = versions, sets = unname(lapply(sets, function(s) s[setdiff(names(s), "x")]))), extra), file, digits = I(17), auto_unbox = TRUE, null = "null", na = "null")
}
