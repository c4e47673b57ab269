# How figures of small trials are written: cases of method, columns, options and figures by their path in the result. Sourced by the scripts beside it.
suppressMessages(library(jsonlite))
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
cases <- list()
# tolerance: relative. `figures`: a named list or vector, names are paths.
case <- function(name, method, columns, options = list(), figures, tolerance = 1e-10) {
  figures <- as.list(figures)
  stopifnot(all(vapply(figures, function(x) length(x) == 1 && is.finite(x), TRUE)))
  cases[[length(cases) + 1]] <<- list(name = name, method = method, columns = lapply(as.list(columns), function(x) if (is.data.frame(x)) lapply(as.list(x), I) else I(x)), options = if (length(options) == 0) NULL else options, tolerance = tolerance, figures = figures)
}
save_cases <- function(packages, file) {
  made <- paste(c(paste("R", getRversion()), vapply(packages, function(p) paste(p, packageVersion(p)), "")), collapse = ", ")
  writeLines(toJSON(list(made = made, cases = cases), auto_unbox = TRUE, digits = NA, null = "null"), file.path(here, file))
  cat(file, length(cases), "cases", sum(vapply(cases, function(x) length(x$figures), 1)), "figures\n")
}
