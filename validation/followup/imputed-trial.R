# A trial with missing values: pooling over fixed imputations, and the whole way with many imputations. Run from the repository's root.
library(mice); library(jsonlite)
set.seed(20)
n <- 60
arm <- rep(c("a", "b"), n / 2)
baseline <- round(rnorm(n, 50, 10), 1)
smoker <- rbinom(n, 1, 0.4)
site <- sample(c("x", "y", "z"), n, TRUE)
outcome <- round(20 + 0.6 * baseline + 4 * (arm == "b") - 3 * smoker + rnorm(n, 0, 5), 1)
event <- rbinom(n, 1, plogis(-3 + 0.05 * baseline + 0.7 * (arm == "b")))
baseline[sample(n, 8)] <- NA
smoker[sample(n, 7)] <- NA
lost <- runif(n) < plogis(-1 + 0.8 * (arm == "b"))
outcome[lost] <- NA; event[lost] <- NA
trial <- data.frame(outcome, event, arm = factor(arm), baseline, smoker = factor(smoker), site = factor(site))
pooled <- function(fits) {
  p <- pool(as.mira(fits))$pooled
  with(p, list(term = as.character(term), estimate = estimate, within = ubar, between = b, total = t, df = df, increase = riv, fmi = fmi))
}
whole <- function(made, at) { one <- complete(made, at); one$smoker <- as.numeric(as.character(one$smoker)); one }
linear <- trial[c("outcome", "arm", "baseline", "smoker")]; logistic <- trial[c("event", "arm", "baseline", "smoker")]
logistic$event <- factor(logistic$event)
kinds <- c("norm", "", "norm", "logreg")
few <- lapply(list(linear = linear, logistic = logistic), function(one) mice(one, m = 5, maxit = 5, method = if (is.factor(one[[1]])) c("logreg", kinds[-1]) else kinds, seed = 4, printFlag = FALSE))
fixed <- list(
  linear = list(sets = lapply(1:5, function(i) whole(few$linear, i)), pooled = pooled(lapply(1:5, function(i) lm(outcome ~ arm + baseline + smoker, whole(few$linear, i))))),
  logistic = list(sets = lapply(1:5, function(i) { one <- whole(few$logistic, i); one$event <- as.numeric(as.character(one$event)); one }), pooled = pooled(lapply(1:5, function(i) { one <- whole(few$logistic, i); one$event <- as.numeric(as.character(one$event)); glm(event ~ arm + baseline + smoker, binomial, one, epsilon = 1e-14) })))
)
m <- 300
many <- mice(linear, m = m, maxit = 4, method = kinds, seed = 5, printFlag = FALSE)
binary <- mice(logistic, m = m, maxit = 4, method = c("logreg", kinds[-1]), seed = 6, printFlag = FALSE)
matched <- mice(linear, m = m, maxit = 4, method = c("pmm", kinds[-1]), seed = 7, printFlag = FALSE)
shifted <- lapply(1:m, function(i) { one <- whole(many, i); at <- is.na(linear$outcome) & linear$arm == "b"; one$outcome[at] <- one$outcome[at] - 4; one })
fit <- function(one) lm(outcome ~ arm + baseline + smoker, one)
drawn <- list(
  linear = pooled(lapply(1:m, function(i) fit(whole(many, i)))),
  shifted = pooled(lapply(shifted, fit)),
  matched = pooled(lapply(1:m, function(i) fit(whole(matched, i)))),
  logistic = pooled(lapply(1:m, function(i) { one <- whole(binary, i); one$event <- as.numeric(as.character(one$event)); glm(event ~ arm + baseline + smoker, binomial, one) }))
)
cc <- function(f) { s <- summary(f)$coefficients; list(estimate = unname(s[, 1]), error = unname(s[, 2]), p = unname(s[, 4])) }
number <- function(x) as.numeric(as.character(x))
given <- list(outcome = trial$outcome, event = trial$event, arm = arm, baseline = trial$baseline, smoker = number(trial$smoker), site = site)
complete <- list(linear = cc(lm(outcome ~ arm + baseline + smoker, linear)), logistic = cc(glm(event ~ arm + baseline + smoker, binomial, logistic, epsilon = 1e-14)))
write_json(list(made = sprintf("R %s, mice %s", getRversion(), packageVersion("mice")), given = given, imputations = m, fixed = fixed, drawn = drawn, complete = complete), "validation/followup/imputed-trial.json", digits = NA, auto_unbox = TRUE, na = "null", dataframe = "columns")
