# Data sets for the figures of survival without a model, and how they are written. Sourced by the scripts beside it.
suppressMessages({library(survival); library(jsonlite)})
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
data_folder <- commandArgs(TRUE)[1]
if (is.na(data_folder)) data_folder <- file.path(here, "../../../shared/data")
read <- function(file) read.csv(file.path(data_folder, "stats", file), stringsAsFactors = FALSE)
stopifnot(packageVersion("survival") == "3.5.3")
made <- paste0("R ", getRversion(), ", survival ", packageVersion("survival"))
# A set: columns as the library takes them. `file` and `map` where the rows are read in place.
from_file <- function(name, file, time, event, group = NULL, stratum = NULL, start = NULL) {
  d <- read(file); map <- Filter(Negate(is.null), list(time = time, event = event, group = group, stratum = stratum, start = start))
  list(name = name, file = paste0("stats/", file), map = map, d = as.data.frame(lapply(map, function(one) d[[one]])))
}
written <- function(name, ...) { d <- data.frame(..., stringsAsFactors = FALSE); list(name = name, columns = as.list(d), d = d) }
set.seed(20)
n <- 60
uneven <- data.frame(time = round(rexp(n, 0.1), 6), event = rbinom(n, 1, 0.6), group = sample(c("x", "y", "z"), n, TRUE), stratum = sample(c("s", "t"), n, TRUE))
late <- data.frame(start = sample(0:15, n, TRUE), time = 0); late$time <- late$start + sample(1:20, n, TRUE); late$event <- rbinom(n, 1, 0.5); late$group <- sample(c("p", "q"), n, TRUE)
own <- lung[complete.cases(lung[, c("time", "status", "sex", "ph.ecog")]), ]
sets <- list(
  from_file("aml", "surv_aml.csv", "time", "status", "x"), from_file("ovarian", "surv_ovarian.csv", "futime", "fustat", "rx", "resid.ds"),
  from_file("gbsg", "surv_gbsg.csv", "rfstime", "status", "grade", "hormon"), from_file("myeloid", "surv_myeloid.csv", "futime", "death", "trt", "sex"),
  from_file("kidney", "surv_kidney.csv", "time", "status", "disease", "sex"), from_file("diabetic", "surv_diabetic.csv", "time", "status", "trt", "laser"),
  from_file("cgd", "surv_cgd.csv", "tstop", "status", "treat", NULL, "tstart"),
  written("lung", time = own$time, event = own$status - 1, group = own$ph.ecog, stratum = own$sex),
  written("veteran", time = veteran$time, event = veteran$status, group = as.character(veteran$celltype), stratum = veteran$trt),
  written("uneven", time = uneven$time, event = uneven$event, group = uneven$group, stratum = uneven$stratum),
  written("late entry", time = late$time, event = late$event, group = late$group, start = late$start),
  written("weights", time = uneven$time, event = uneven$event, group = uneven$group, weight = round(runif(n, 0.1, 4), 3)),
  written("all with the event, ties", time = c(1, 1, 1, 2, 2, 3, 5, 5), event = rep(1, 8), group = c("a", "b", "a", "b", "a", "b", "a", "b")),
  written("nobody with the event", time = c(3, 1, 2), event = c(0, 0, 0)),
  written("one row, event", time = 4, event = 1),
  written("one row, censored", time = 4, event = 0),
  written("half exactly", time = c(8, 2, 6, 4), event = c(0, 1, 0, 1)),
  written("an event at 0", time = c(0, 0, 3, 5, 5, 7), event = c(1, 0, 1, 1, 0, 1)),
  written("all censored before", time = c(1, 2, 3, 9, 10), event = c(0, 0, 0, 1, 1)),
  written("near ties", time = c(0.3 + 1e-12, 0.3, 1, 1 + 1e-10, 2, 3), event = c(1, 1, 1, 0, 1, 0))
)
surv_of <- function(d) if (is.null(d$start)) Surv(d$time, d$event) else Surv(d$start, d$time, d$event)
head_of <- function(set) set[intersect(names(set), c("name", "file", "map", "columns"))]
# NA and infinite ones become null.
plain <- function(x) { x <- as.numeric(unname(x)); lapply(x, function(one) if (is.finite(one)) one else NULL) }
figures <- function(x) sum(vapply(rapply(x, length, how = "unlist"), as.numeric, 0))
save_json <- function(value, file) writeLines(toJSON(value, digits = NA, auto_unbox = TRUE, null = "null", na = "null"), file.path(here, file))
