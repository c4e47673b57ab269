# Reference figures around Cox regression: concordance, proportional hazards, curves, every kind of residual.
# Run: Rscript validation/followup/cox-more.R <folder of the shared data>   (writes cox-more.json beside it)
# cox.zph cannot invert its information for covariates of 1e8: no tests there.
# Fits are run to their end and started again from it; near times are not merged but where a case says so.
suppressMessages({library(survival); library(jsonlite)})
arguments <- commandArgs(FALSE); here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
shared <- function(name) read.csv(file.path(commandArgs(TRUE)[1], "stats", paste0("surv_", name, ".csv")))
tight <- function(timefix) coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100, timefix = timefix)
fitted <- function(d, roles, ties, timefix = FALSE) {
  surv <- if (is.null(roles$start)) sprintf("Surv(%s, %s)", roles$time, roles$event) else sprintf("Surv(%s, %s, %s)", roles$start, roles$time, roles$event)
  right <- c(roles$covariates, if (!is.null(roles$stratum)) sprintf("strata(%s)", roles$stratum))
  d$.w <- if (is.null(roles$weight)) 1 else d[[roles$weight]]
  args <- list(as.formula(paste(surv, "~", paste(right, collapse = " + "))), data = d, ties = ties, weights = quote(.w), robust = !is.null(roles$cluster), control = tight(timefix), x = TRUE, model = TRUE)
  if (!is.null(roles$cluster)) { d$.c <- d[[roles$cluster]]; args$data <- d; args$cluster <- quote(.c) }
  fit <- do.call(coxph, args); args$init <- unname(coef(fit)); do.call(coxph, args)
}
few <- function(n, many) unique(round(seq(1, n, length.out = many)))
case <- function(name, data, roles, profiles, ties = "efron", file = NULL, timefix = FALSE, scales = c("km", "rank", "identity", "log"), pairs = TRUE) {
  used <- unlist(roles); d <- data[complete.cases(data[, used]), ]
  fit <- fitted(d, roles, ties, timefix)
  tests <- lapply(setNames(nm = scales), function(g) { t <- tryCatch(cox.zph(fit, g)$table, error = function(e) NULL); if (is.null(t)) NULL else list(statistic = unname(t[, 1]), df = unname(t[, 2]), p = unname(t[, 3])) })
  curves <- lapply(list(c("log", 2, 2), c("log-log", 2, 1), c("plain", 2, if (ties == "efron") 2 else 1)), function(how) {
    s <- survfit(fit, as.data.frame(profiles, check.names = FALSE), conf.type = how[1], stype = as.numeric(how[2]), ctype = as.numeric(how[3]), censor = FALSE)
    # One list a stratum, profiles beside each other.
    size <- if (is.null(s$strata)) length(s$time) else s$strata
    end <- cumsum(size)
    list(interval = how[1], hazard = if (how[3] == "2") "efron" else "breslow", strata = lapply(seq_along(size), function(i) {
      rows <- (end[i] - size[i] + few(size[i], 6)); m <- function(x) unname(as.matrix(x)[rows, , drop = FALSE])
      list(places = few(size[i], 6), time = s$time[rows], atRisk = s$n.risk[rows], events = s$n.event[rows], survival = m(s$surv), cumulativeHazard = m(s$cumhaz), error = m(s$std.err), lower = m(s$lower), upper = m(s$upper))
    }))
  })
  weighted <- list("n", "S", "S/G", "n/G2", "I"); if (!is.null(roles$start)) weighted <- list("n")
  if (!pairs) weighted <- list()
  counts <- lapply(weighted, function(w) { c <- concordance(fit, timewt = w, timefix = timefix, keepstrata = FALSE); n <- if (is.matrix(c$count)) colSums(c$count) else c$count; list(weight = w, estimate = unname(c$concordance), error = sqrt(c$var), pairs = unname(n)) })
  some <- few(nrow(d), 6); events <- few(fit$nevent, 5)
  score <- function(type) unname(as.matrix(residuals(fit, type))[some, , drop = FALSE])
  list(name = name, file = if (is.null(file)) NA else file, columns = if (is.null(file)) as.list(data[, used, drop = FALSE]) else NULL, roles = roles, ties = ties, timeTolerance = if (timefix) 1.5e-8 else 0,
    profiles = do.call(paste, c(lapply(names(profiles), function(n) paste0(n, "=", profiles[[n]])), sep = "; ")),
    tests = tests, curves = curves, concordance = counts,
    residuals = list(places = some, score = score("score"), dfbeta = score("dfbeta"), dfbetas = score("dfbetas"), events = events, scaled = unname(as.matrix(residuals(fit, "scaledsch"))[events, , drop = FALSE])))
}
o <- shared("ovarian"); g <- shared("gbsg"); cg <- shared("cgd"); k <- shared("kidney"); di <- shared("diabetic")
r <- shared("rhDNase"); r$time <- as.numeric(as.Date(r$end.dt) - as.Date(r$entry.dt)); r$status <- as.numeric(!is.na(r$ivstart) & r$ivstart > 0 & r$ivstart < r$time); r <- r[!duplicated(r$id), c("time", "status", "trt", "fev")]
lung <- survival::lung; lung$status <- lung$status - 1; lung$w <- 0.5 + (seq_len(nrow(lung)) * 7) %% 4 / 2; lung <- lung[, c("time", "status", "age", "sex", "ph.ecog", "w")]
veteran <- survival::veteran; veteran$celltype <- factor(as.character(veteran$celltype), levels = sort(unique(as.character(veteran$celltype)), method = "radix")); veteran <- veteran[, c("time", "status", "karno", "celltype", "trt")]
distinct <- o[, c("futime", "fustat", "age", "rx")]
coarse <- o[, c("futime", "fustat", "age", "rx")]; coarse$futime <- ceiling(coarse$futime / 365)
alltied <- coarse; alltied$futime <- 1
single <- distinct; single$fustat <- as.numeric(seq_len(nrow(single)) == 5); single$age <- round(single$age)
near <- coarse; near$futime <- near$futime * 0.25 + ifelse(seq_len(nrow(near)) %% 2 == 0, 1e-10, 0); near$futime[seq(1, 25, 4)] <- near$futime[seq(1, 25, 4)] + 1e-9
large <- distinct; large$age <- large$age * 1e8; small <- distinct; small$age <- 1e8 + small$age
ov <- list(time = "futime", event = "fustat", covariates = c("age", "rx"))
cases <- list(
  case("ovarian", o, list(time = "futime", event = "fustat", covariates = c("age", "rx", "ecog.ps")), list(age = c(40, 60, 250), rx = c(1, 2, 1), ecog.ps = c(1, 1, 2)), file = "ovarian"),
  case("gbsg", g, list(time = "rfstime", event = "status", covariates = c("age", "grade", "nodes", "hormon")), list(age = c(50, 30), grade = c(2, 3), nodes = c(3, 40), hormon = c(0, 1)), file = "gbsg"),
  case("gbsg, strata, Breslow", g, list(time = "rfstime", event = "status", covariates = c("age", "nodes", "hormon"), stratum = "grade"), list(age = 50, nodes = 3, hormon = 1), "breslow", file = "gbsg"),
  case("cgd", cg, list(time = "tstop", event = "status", start = "tstart", covariates = c("age", "height", "steroids"), cluster = "id"), list(age = 10, height = 130, steroids = 0), file = "cgd"),
  case("cgd, strata", cg, list(time = "tstop", event = "status", start = "tstart", covariates = c("age", "steroids"), stratum = "sex"), list(age = 10, steroids = 0), file = "cgd"),
  case("kidney", k, list(time = "time", event = "status", covariates = c("age", "sex"), cluster = "id"), list(age = 40, sex = 1), file = "kidney"),
  case("diabetic", di, list(time = "time", event = "status", covariates = c("trt", "age", "risk"), cluster = "id"), list(trt = c(0, 1), age = c(20, 20), risk = c(9, 9)), file = "diabetic"),
  case("rhDNase", r, list(time = "time", event = "status", covariates = c("trt", "fev")), list(trt = 1, fev = 60)),
  case("lung, weighted", lung, list(time = "time", event = "status", covariates = c("age", "ph.ecog"), stratum = "sex", weight = "w"), list(age = 60, ph.ecog = 1)),
  case("veteran, categories", veteran, list(time = "time", event = "status", covariates = c("karno", "celltype", "trt")), list(karno = 60, celltype = "large", trt = 1)),
  case("no ties", distinct, ov, list(age = 50, rx = 1)), case("years", coarse, ov, list(age = 50, rx = 1)), case("years, Breslow", coarse, ov, list(age = 50, rx = 1), "breslow"),
  # The Kaplan-Meier curve within cox.zph and the concordance of a fit merge near times, whatever the fit does.
  case("near ties, kept apart", near, ov, list(age = 50, rx = 1), scales = c("rank", "identity", "log"), pairs = FALSE), case("near ties, merged", near, ov, list(age = 50, rx = 1), timefix = TRUE),
  case("covariate of 1e8 times", large, ov, list(age = 5e9, rx = 1)), case("covariate 1e8 off", small, ov, list(age = 1e8 + 50, rx = 1)))
made <- sprintf("R %s, survival %s", getRversion(), packageVersion("survival"))
write_json(list(made = made, cases = cases), file.path(here, "cox-more.json"), auto_unbox = FALSE, digits = I(17), na = "null", null = "null")
