# The Lalonde data as MatchIt has them, for tests of matching and of logistic regression.
# 185 treated of the National Supported Work demonstration and 429 controls of PSID: Dehejia and Wahba 1999, doi:10.1080/01621459.1999.10473858.
# Run: Rscript validation/evidence/lalonde.R   (writes lalonde.json beside it)
suppressMessages({library(MatchIt); library(jsonlite)})
arguments <- commandArgs(FALSE); here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
data(lalonde); lalonde$race <- as.character(lalonde$race)
write(toJSON(c(list(made = paste("MatchIt", packageVersion("MatchIt"), "lalonde")), as.list(lalonde)), digits = NA, auto_unbox = TRUE), file.path(here, "lalonde.json"))
