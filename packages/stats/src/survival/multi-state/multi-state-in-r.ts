/** Multi-state estimates in R: `survival`. */
import type { ReadOptions } from "../../form/option-fields.ts";
import { type RCode, type RCodeGiven, rVector } from "../../form/r-script.ts";
import type { multiStateOptions } from "./multi-state-options.ts";

const ways: Readonly<Record<string, string>> = { log: "log", plain: "plain", "log-log": "log-log", logit: "logit", arcsine: "arcsin" };

export function multiStateInR({ options, has }: RCodeGiven<ReadOptions<typeof multiStateOptions>>): RCode {
  const { variance, landmark, stateAtLandmark, horizon, times, states, censored, interval, level } = options;
  return {
    packages: ["survival"],
    lines: [
      `none <- as.character(d$to) %in% ${rVector(censored === null ? ["0", "censored"] : [censored])} | as.character(d$to) == as.character(d$from)`,
      'to <- ifelse(none, "(none)", as.character(d$to))',
      `states <- ${states === null ? 'sort(unique(c(as.character(d$from), to[!none])))' : rVector(states)}`,
      'd$to <- factor(to, levels = c("(none)", states))',
      "d$from <- factor(as.character(d$from), levels = states)",
      ...(stateAtLandmark === null ? [] : [`d <- d[d$participant %in% d$participant[d$from == ${JSON.stringify(stateAtLandmark)} & d$start <= ${landmark} & d$time > ${landmark}], ]`]),
      `fit <- survfit(Surv(start, time, to) ~ ${has("group") ? "group" : "1"}, data = d, id = participant, istate = from${landmark > 0 ? `, start.time = ${landmark}` : ""}, conf.type = "${ways[interval] ?? interval}", conf.int = ${level}, timefix = FALSE)`,
      `s <- summary(fit${times === null ? "" : `, times = ${rVector(times)}, extend = TRUE`})`,
      "for (at in seq_along(fit$states)) {",
      '  cat("state", fit$states[at], "\\n")',
      "  print(data.frame(time = s$time, occupation = s$pstate[, at], error = s$std.err[, at], lower = s$lower[, at], upper = s$upper[, at]))",
      "}",
      `print(fit${horizon === null ? "" : `, rmean = ${horizon}`})`,
    ],
    differs: variance === "infinitesimal-jackknife" ? "State occupation only; transition probabilities from each state are mstate's probtrans." : "State occupation only, with the infinitesimal jackknife; the variance asked for, and transition probabilities from each state, are mstate's probtrans.",
    plot: ['plot(fit, xlab = "Time", ylab = "Probability")'],
  };
}
