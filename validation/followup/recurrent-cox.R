# Reference figures of Cox regression of recurrent events. Run: Rscript validation/followup/recurrent-cox.R
suppressMessages({library(survival); library(jsonlite)})
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
invisible(Sys.setlocale("LC_COLLATE", "C"))
made <- paste0("R ", getRversion(), ", survival ", packageVersion("survival"))
tight <- coxph.control(eps = 1e-14, toler.chol = 1e-16, iter.max = 100)
told <- function(f) list(estimate = unname(coef(f)), robust = unname(sqrt(diag(vcov(f)))), model = unname(sqrt(diag(f$naive.var))), logLikelihood = f$loglik[2], null = f$loglik[1], wald = f$wald.test, score = f$rscore)
b <- bladder2[bladder2$stop > bladder2$start, ]; c0 <- cgd
order_of <- function(id, event) ave(event, id, FUN = function(e) cumsum(e) - e) + 1
b$order <- order_of(b$id, b$event); c0$order <- order_of(c0$id, c0$status)
c0$treat <- as.character(c0$treat); c0$inherit <- as.character(c0$inherit)
runs <- list()
for (ties in c("efron", "breslow")) {
  runs[[paste("ag bladder", ties)]] <- told(coxph(Surv(start, stop, event) ~ rx + size + number, b, cluster = id, ties = ties, control = tight))
  runs[[paste("pwp total bladder", ties)]] <- told(coxph(Surv(start, stop, event) ~ rx + size + number + strata(order), subset(b, order <= 4), cluster = id, ties = ties, control = tight))
  runs[[paste("pwp gap bladder", ties)]] <- told(coxph(Surv(stop - start, event) ~ rx + size + number + strata(order), subset(b, order <= 4), cluster = id, ties = ties, control = tight))
  runs[[paste("ag cgd", ties)]] <- told(coxph(Surv(tstart, tstop, status) ~ treat + age + inherit, c0, cluster = id, ties = ties, control = tight))
  runs[[paste("pwp total cgd", ties)]] <- told(coxph(Surv(tstart, tstop, status) ~ treat + age + inherit + strata(order), subset(c0, order <= 3), cluster = id, ties = ties, control = tight))
  runs[[paste("pwp gap cgd", ties)]] <- told(coxph(Surv(tstop - tstart, status) ~ treat + age + inherit + strata(order), subset(c0, order <= 3), cluster = id, ties = ties, control = tight))
}
# By order, first two.
two <- subset(b, order <= 2); for (k in 1:2) for (v in c("rx", "size", "number")) two[[paste0(v, k)]] <- two[[v]] * (two$order == k)
runs[["pwp by order bladder"]] <- told(coxph(Surv(start, stop, event) ~ rx1 + rx2 + size1 + size2 + number1 + number2 + strata(order), two, cluster = id, control = tight))
# Marginal: bladder1 has the events; R's own `bladder` has four rows a person.
w <- survival::bladder; for (k in 1:4) for (v in c("rx", "size", "number")) w[[paste0(v, k)]] <- w[[v]] * (w$enum == k)
runs[["wlw by order bladder"]] <- told(coxph(Surv(stop, event) ~ rx1 + rx2 + rx3 + rx4 + size1 + size2 + size3 + size4 + number1 + number2 + number3 + number4 + strata(enum), w, cluster = id, control = tight))
runs[["wlw common bladder"]] <- told(coxph(Surv(stop, event) ~ rx + size + number + strata(enum), w, cluster = id, control = tight))
# Lists of events of R's bladder, closed by the end of observation.
lists <- do.call(rbind, lapply(split(w, w$id), function(p) { e <- p$stop[p$event == 1]; rbind(if (length(e)) data.frame(id = p$id[1], time = e, event = 1), data.frame(id = p$id[1], time = max(p$stop), event = 0)) |> cbind(p[1, c("rx", "size", "number")], row.names = NULL) }))
writeLines(toJSON(list(made = made, bladder = as.list(b[c("id", "start", "stop", "event", "rx", "size", "number")]), lists = as.list(lists), cgd = as.list(c0[c("id", "tstart", "tstop", "status", "treat", "age", "inherit")]), runs = runs), digits = NA, auto_unbox = TRUE, null = "null"), file.path(here, "recurrent-cox.json"))
