# Reference figures of Cox regression: survival's coxph run to its end, near times not merged.
# Run: Rscript validation/followup/cox.R <folder of the shared data>   (writes cox.json beside it)
suppressMessages({library(survival); library(jsonlite)})
arguments <- commandArgs(FALSE); here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
shared <- function(name) read.csv(file.path(commandArgs(TRUE)[1], "stats", paste0("surv_", name, ".csv")))
tight <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100, timefix = FALSE)
figures <- function(data, time, event, covariates, start = NULL, stratum = NULL, weight = NULL, cluster = NULL, offset = NULL, ties = "efron", robust = NULL) {
  keep <- complete.cases(data[, c(time, event, covariates, start, stratum, weight, cluster, offset), drop = FALSE]); d <- data[keep, ]
  d$.w <- if (is.null(weight)) 1 else d[[weight]]
  left <- if (is.null(start)) sprintf("Surv(%s, %s)", time, event) else sprintf("Surv(%s, %s, %s)", start, time, event)
  right <- c(covariates, if (!is.null(stratum)) sprintf("strata(%s)", stratum), if (!is.null(offset)) sprintf("offset(%s)", offset))
  f <- as.formula(paste(left, "~", paste(right, collapse = " + ")))
  if (!is.null(cluster)) d$.c <- d[[cluster]]
  args <- list(f, data = d, ties = ties, control = tight)
  if (!is.null(weight)) args$weights <- quote(.w)
  if (!is.null(cluster)) args$cluster <- quote(.c)
  # Left to itself, coxph takes the robust variance for weights that are not whole.
  args$robust <- if (!is.null(robust)) robust else !is.null(cluster)
  fit <- do.call(coxph, args)
  # Once more from its own end, so that the variance is of these coefficients.
  null <- fit$loglik[1]; score <- fit$score; rscore <- fit$rscore
  args$init <- unname(coef(fit)); fit <- do.call(coxph, args)
  every <- residuals(fit, "martingale"); few <- unique(round(seq(1, length(every), length.out = 12)))
  s <- if (ties == "exact") NULL else as.matrix(residuals(fit, "schoenfeld")); some <- if (is.null(s)) NULL else unique(round(seq(1, nrow(s), length.out = 8)))
  shown <- if (ties == "exact") NULL else list(places = few, martingale = unname(every[few]), deviance = unname(residuals(fit, "deviance")[few]), events = some, schoenfeld = unname(s[some, , drop = FALSE]))
  list(residuals = shown, coefficients = unname(coef(fit)), covariance = unname(fit$var), nullLogLikelihood = null, logLikelihood = fit$loglik[2], score = score,
       wald = drop(coef(fit) %*% solve(fit$var, coef(fit))), robustScore = rscore)
}
case <- function(name, data, roles, options = list(), file = NULL, ties = "efron", robust = NULL) {
  given <- roles[names(roles) != "covariates"]
  made <- do.call(figures, c(list(data), roles, list(ties = ties, robust = robust)))
  columns <- if (is.null(file)) as.list(data[, unlist(roles), drop = FALSE]) else NULL
  list(name = name, file = if (is.null(file)) NA else file, columns = columns, roles = roles, ties = ties, variance = if (!is.null(robust)) "robust" else NA, of = made)
}
lung <- survival::lung; lung$status <- lung$status - 1; veteran <- survival::veteran; heart <- survival::heart
heart$transplant <- as.numeric(heart$transplant) - 1; veteran$celltype <- as.character(veteran$celltype); veteran$trt <- veteran$trt - 1
lung$w <- 0.5 + (seq_len(nrow(lung)) * 7 %% 5) %% 4 / 2; lung$off <- ((seq_len(nrow(lung)) * 5) %% 7) / 10
veteran$celltype <- factor(veteran$celltype, levels = sort(unique(veteran$celltype), method = "radix"))
r <- shared("rhDNase"); r$time <- as.numeric(as.Date(r$end.dt) - as.Date(r$entry.dt)); r$status <- as.numeric(!is.na(r$ivstart) & r$ivstart > 0 & r$ivstart < r$time)
r <- r[!duplicated(r$id), base::c("id", "time", "status", "trt", "fev")]
o <- shared("ovarian"); g <- shared("gbsg"); d <- shared("diabetic"); k <- shared("kidney"); c <- shared("cgd")
l <- list(time = "time", event = "status", covariates = base::c("age", "sex", "ph.ecog"))
v <- list(time = "time", event = "status", covariates = base::c("karno", "age", "trt", "celltype"))
h <- list(time = "stop", event = "event", start = "start", covariates = base::c("age", "surgery", "transplant"))
gb <- list(time = "rfstime", event = "status", covariates = base::c("age", "size", "grade", "nodes", "pgr", "er", "hormon"))
di <- list(time = "time", event = "status", covariates = base::c("trt", "age", "risk"), cluster = "id")
ki <- list(time = "time", event = "status", covariates = base::c("age", "sex"), cluster = "id")
cg <- list(time = "tstop", event = "status", start = "tstart", covariates = base::c("age", "height", "steroids"), cluster = "id")
cases <- list(
  case("lung", lung, l), case("lung", lung, l, ties = "breslow"), case("lung", lung, l, ties = "exact"),
  case("lung in strata, weighted, with an offset", lung, base::c(list(time = "time", event = "status", covariates = base::c("age", "ph.ecog")), stratum = "sex", weight = "w", offset = "off")),
  case("lung in strata, weighted, with an offset", lung, base::c(list(time = "time", event = "status", covariates = base::c("age", "ph.ecog")), stratum = "sex", weight = "w", offset = "off"), ties = "breslow"),
  case("lung, weighted, robust", lung, base::c(l, weight = "w"), robust = TRUE),
  case("veteran", veteran, v), case("veteran", veteran, v, ties = "exact"),
  case("heart", heart, h), case("heart", heart, h, ties = "breslow"), case("heart", heart, h, ties = "exact"), case("heart, clustered", heart, base::c(h, cluster = "id")),
  case("ovarian", o, list(time = "futime", event = "fustat", covariates = base::c("age", "rx", "ecog.ps")), file = "ovarian"),
  case("gbsg", g, gb, file = "gbsg"), case("gbsg", g, gb, file = "gbsg", ties = "breslow"), case("gbsg, robust", g, gb, file = "gbsg", robust = TRUE),
  case("gbsg in strata", g, list(time = "rfstime", event = "status", covariates = base::c("age", "nodes", "hormon"), stratum = "grade"), file = "gbsg"),
  case("diabetic", d, di, file = "diabetic"), case("kidney", k, ki, file = "kidney"), case("kidney", k, ki, file = "kidney", ties = "breslow"),
  case("rhDNase", r, list(time = "time", event = "status", covariates = base::c("trt", "fev"))), case("rhDNase", r, list(time = "time", event = "status", covariates = base::c("trt", "fev")), ties = "exact"),
  case("cgd", c, cg, file = "cgd"), case("cgd in strata", c, base::c(cg, stratum = "enum"), file = "cgd"))
made <- sprintf("R %s, survival %s", getRversion(), packageVersion("survival"))
write_json(list(made = made, cases = cases), file.path(here, "cox.json"), auto_unbox = TRUE, digits = I(17), na = "null", null = "null")
