# Writes lists of numbers as JSON with 17 digits; NA becomes null. Sourced by the interval-*.R scripts.
asJson <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    parts <- vapply(x, asJson, "")
    if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ","), "]"))
    return(paste0("{", paste0("\"", names(x), "\":", parts, collapse = ","), "}"))
  }
  one <- function(v) if (is.na(v)) "null" else if (is.character(v)) paste0("\"", v, "\"") else if (is.logical(v)) tolower(as.character(v)) else sprintf("%.17g", v)
  parts <- vapply(x, one, "")
  if (length(x) == 1 && is.null(attr(x, "list"))) return(parts)
  paste0("[", paste(parts, collapse = ","), "]")
}
# A vector that stays a list when it has one entry.
asList <- function(x) { attr(x, "list") <- TRUE; x }
writeJson <- function(x, file) { writeLines(gsub("],", "],\n", asJson(x), fixed = TRUE), file); cat(file, "\n") }
