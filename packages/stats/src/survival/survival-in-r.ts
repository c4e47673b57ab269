/** Survival without a model in R: `survival`, which comes with R. */
import type { OptionFields, ReadOptions } from "../form/option-fields.ts";
import { type RCode, type RCodeGiven, rVector } from "../form/r-script.ts";
import type { followUpOptions, kaplanMeierOptions, logRankOptions, nelsonAalenOptions, restrictedMeanOptions, trendOptions } from "./survival-options.ts";

type Given<Fields extends OptionFields> = RCodeGiven<ReadOptions<Fields>>;
const packages = ["survival"];
const tolerance = (timeTolerance: number): string => `timefix = ${timeTolerance > 0 ? "TRUE" : "FALSE"}`;

/** `y` is the response, `group` the groups in their order. */
function ground(has: (column: string) => boolean, order: readonly string[] | null, swapped = false): string[] {
  return [
    ...(has("weight") ? ["d <- d[d$weight > 0, , drop = FALSE]"] : []),
    `y <- Surv(${has("start") ? "d$start, " : ""}d$time, ${swapped ? "1 - d$event" : "d$event"})`,
    `group <- ${has("group") ? `factor(d$group${order === null ? "" : `, levels = ${rVector(order)}`})` : 'factor(rep("all", nrow(d)))'}`,
  ];
}
const weights = (has: (column: string) => boolean): string => (has("weight") ? ", weights = d$weight" : "");
const formula = (has: (column: string) => boolean): string => (has("group") ? "y ~ group" : "y ~ 1");
const ways: Readonly<Record<string, string>> = { log: "log", plain: "plain", "log-log": "log-log", logit: "logit", arcsine: "arcsin" };

export function kaplanMeierInR({ options, has }: Given<typeof kaplanMeierOptions>): RCode {
  const { interval, variance, quantiles, times, restrictAt, timeTolerance, order, level } = options;
  return {
    packages,
    lines: [
      ...ground(has, order),
      `fit <- survfit(${formula(has)}${weights(has)}, conf.type = "${ways[interval] ?? interval}", conf.int = ${level}, ${tolerance(timeTolerance)})`,
      `print(summary(fit${times === null ? "" : `, times = ${rVector(times)}, extend = TRUE`}))`,
      `print(quantile(fit, probs = ${rVector(quantiles ?? [0.25, 0.5, 0.75])}))`,
      `print(fit, rmean = ${restrictAt ?? '"common"'})`,
      ...(variance === "greenwood" ? [] : ["s <- if (is.null(fit$strata)) 1 else rep(names(fit$strata), fit$strata)", "print(data.frame(group = s, time = fit$time, survival = fit$surv, tsiatis.standard.error = fit$surv * sqrt(ave(fit$n.event / fit$n.risk^2, s, FUN = cumsum))))"]),
    ],
    ...(variance === "greenwood" ? {} : { differs: "survfit has no Tsiatis variance with this curve: its standard errors are written out, and the limits printed are Greenwood's." }),
    plot: ['plot(fit, conf.int = TRUE, mark.time = TRUE, xlab = "Time", ylab = "Survival", col = seq_along(levels(group)))', 'legend("bottomleft", levels(group), lty = 1, col = seq_along(levels(group)))'],
  };
}

export function nelsonAalenInR({ options, has }: Given<typeof nelsonAalenOptions>): RCode {
  const { ties, times, timeTolerance, order } = options;
  return {
    packages,
    lines: [
      ...ground(has, order),
      `fit <- survfit(${formula(has)}${weights(has)}, ctype = ${ties === "nelson-aalen" ? 1 : 2}, ${tolerance(timeTolerance)})`,
      `result <- summary(fit${times === null ? "" : `, times = ${rVector(times)}, extend = TRUE`})`,
      `print(data.frame(group = ${has("group") ? "result$strata" : '"all"'}, time = result$time, at.risk = result$n.risk, events = result$n.event, cumulative.hazard = result$cumhaz, standard.error = result$std.chaz))`,
    ],
    plot: ['plot(fit, cumhaz = TRUE, xlab = "Time", ylab = "Cumulative hazard", col = seq_along(levels(group)))'],
    differs: "The standard errors are those of the variance d / n^2; limits of other scales are not printed.",
  };
}

/** O - E and its variance written out, as `survdiff` knows neither gamma, late entry nor weights. */
function weightedSums({ rho, gamma }: { readonly rho: number; readonly gamma: number }, has: (column: string) => boolean): string[] {
  return [
    `w <- ${has("weight") ? "d$weight" : "rep(1, nrow(d))"}; start <- ${has("start") ? "d$start" : "rep(-1, nrow(d))"}; stratum <- ${has("stratum") ? "factor(d$stratum)" : "factor(rep(1, nrow(d)))"}`,
    "k <- nlevels(group); difference <- numeric(k); V <- matrix(0, k, k); expected <- numeric(k); observed <- numeric(k)",
    "for (s in levels(stratum)) {",
    "  survival <- 1",
    "  for (t in sort(unique(d$time[d$event == 1 & stratum == s]))) {",
    "    risk <- tapply(w * (stratum == s & start < t & d$time >= t), group, sum)",
    "    events <- tapply(w * (stratum == s & d$time == t & d$event == 1), group, sum)",
    "    n <- sum(risk); e <- sum(events)",
    `    weight <- survival^${rho} * (1 - survival)^${gamma}`,
    "    observed <- observed + events; expected <- expected + e * risk / n",
    "    difference <- difference + weight * (events - e * risk / n)",
    "    if (n > 1) V <- V + weight^2 * e * (n - e) / (n - 1) * (diag(risk / n, k) - outer(risk, risk) / n^2)",
    "    survival <- survival * (1 - e / n)",
    "  }",
    "}",
  ];
}

export function logRankInR({ options, has }: Given<typeof logRankOptions>): RCode {
  const { rho, gamma, order, timeTolerance } = options;
  const plain = gamma === 0 && !has("weight") && !has("start");
  if (plain) return { packages, lines: [...ground(has, order), `print(survdiff(y ~ group${has("stratum") ? " + strata(d$stratum)" : ""}, rho = ${rho}), digits = 10)`], ...(timeTolerance > 0 ? {} : { differs: "survdiff takes times that differ by less than 1.5e-8 of their size as tied." }) };
  return {
    packages,
    lines: [
      ...ground(has, order),
      ...weightedSums({ rho, gamma }, has),
      "print(data.frame(group = levels(group), observed = as.vector(observed), expected = as.vector(expected)))",
      "chisq <- drop(difference[-1] %*% solve(V[-1, -1, drop = FALSE], difference[-1]))",
      "print(c(chisq = chisq, df = k - 1, p = pchisq(chisq, k - 1, lower.tail = FALSE)))",
    ],
    differs: "survdiff has no gamma, late entry or weights: the sums are written out.",
  };
}

export function logRankTrendInR({ options, has }: Given<typeof trendOptions>): RCode {
  const { rho, gamma, order, scores } = options;
  return {
    packages,
    lines: [
      ...ground(has, order),
      ...weightedSums({ rho, gamma }, has),
      `score <- ${scores === null ? "seq_len(k)" : rVector(scores)}`,
      "z <- sum(score * difference) / sqrt(drop(score %*% V %*% score))",
      "print(c(sum = sum(score * difference), variance = drop(score %*% V %*% score), chisq = z^2, p = 2 * pnorm(abs(z), lower.tail = FALSE)))",
    ],
    differs: "R has no such test of its own: the sums are written out.",
  };
}

export function restrictedMeanInR({ options, has }: Given<typeof restrictedMeanOptions>): RCode {
  const { restrictAt, timeTolerance, order, reference } = options;
  return {
    packages,
    lines: [
      ...ground(has, order),
      `upTo <- ${restrictAt === null ? "min(tapply(d$time, group, max))" : restrictAt}`,
      `fit <- survfit(${formula(has)}${weights(has)}, ${tolerance(timeTolerance)})`,
      'means <- summary(fit, rmean = upTo)$table',
      "means <- if (is.matrix(means)) means else t(means)",
      'm <- means[, "rmean"]; se <- means[, "se(rmean)"]; names(m) <- names(se) <- levels(group)',
      "print(data.frame(mean = m, standard.error = se))",
      ...(has("group") ? [
        `reference <- ${reference === null ? "levels(group)[1]" : rVector([reference])}`,
        "for (one in setdiff(levels(group), reference)) print(c(difference = m[[one]] - m[[reference]], standard.error = sqrt(se[[one]]^2 + se[[reference]]^2), ratio = m[[one]] / m[[reference]]))",
      ] : []),
    ],
  };
}

export function followUpInR({ options, has }: Given<typeof followUpOptions>): RCode {
  const { interval, quantiles, timeTolerance, order, level, ties } = options;
  return {
    packages,
    lines: [
      ...ground(has, order, true),
      `fit <- survfit(${formula(has)}${weights(has)}, conf.type = "${ways[interval] ?? interval}", conf.int = ${level}, ${tolerance(timeTolerance)})`,
      `print(quantile(fit, probs = ${rVector(quantiles ?? [0.25, 0.5, 0.75])}))`,
    ],
    plot: ['plot(fit, xlab = "Time", ylab = "Still followed", col = seq_along(levels(group)))'],
    ...(ties === "swapped" ? {} : { differs: "R takes the censored of a time before its events; where both share a time this method's choice differs." }),
  };
}
