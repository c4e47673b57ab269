/** Competing risks in R: `survival` and `cmprsk`. */
import type { OptionFields, ReadOptions } from "../../form/option-fields.ts";
import { type RCode, type RCodeGiven, rVector } from "../../form/r-script.ts";
import type { causeSpecificOptions } from "./cause-specific-cox.ts";
import type { grayOptions, incidenceOptions } from "./competing-risks-options.ts";
import type { fineGrayOptions, proportionalityOptions } from "./fine-gray-options.ts";

type Given<Fields extends OptionFields> = RCodeGiven<ReadOptions<Fields>>;
const ways: Readonly<Record<string, string>> = { log: "log", plain: "plain", "log-log": "log-log", logit: "logit", arcsine: "arcsin" };

/** `cause` is a factor whose first level is censoring. */
function ground(has: (column: string) => boolean, censored: string | null): string[] {
  return [
    ...(has("weight") ? ["d <- d[d$weight > 0, , drop = FALSE]"] : []),
    `censored <- as.character(d$cause) %in% ${rVector(censored === null ? ["0", "censored"] : [censored])}`,
    'cause <- ifelse(censored, "(censored)", as.character(d$cause))',
    'names <- setdiff(unique(cause), "(censored)")',
    "names <- if (all(!is.na(suppressWarnings(as.numeric(names))))) names[order(as.numeric(names))] else sort(names)",
    'cause <- factor(cause, levels = c("(censored)", names))',
  ];
}

export function incidenceInR({ options, has }: Given<typeof incidenceOptions>): RCode {
  const { variance, interval, times, level, censored, order } = options;
  const byGray = variance === "aalen" && !has("start") && !has("weight");
  const group = has("group") ? `factor(d$group${order === null ? "" : `, levels = ${rVector(order)}`})` : 'factor(rep("all", nrow(d)))';
  return {
    packages: byGray ? ["cmprsk"] : ["survival"],
    lines: [
      ...ground(has, censored),
      `group <- ${group}`,
      ...(byGray
        ? ["fit <- cuminc(d$time, as.character(cause), group, cencode = \"(censored)\")", `print(timepoints(fit, ${times === null ? "sort(unique(d$time[cause != \"(censored)\"]))" : rVector(times)}))`]
        : [
            `fit <- survfit(Surv(${has("start") ? "d$start, " : ""}d$time, cause) ~ ${has("group") ? "group" : "1"}${has("weight") ? ", weights = d$weight" : ""}${has("start") || has("weight") ? ", id = seq_along(cause)" : ""}, conf.type = "${ways[interval] ?? interval}", conf.int = ${level}, timefix = FALSE)`,
            `s <- summary(fit${times === null ? "" : `, times = ${rVector(times)}, extend = TRUE`})`,
            "for (at in seq_along(fit$states)[-1]) {",
            '  cat("cause", fit$states[at], "\\n")',
            "  print(data.frame(time = s$time, incidence = s$pstate[, at], error = s$std.err[, at], lower = s$lower[, at], upper = s$upper[, at]))",
            "}",
          ]),
    ],
    ...(variance === "infinitesimal-jackknife" || byGray ? {} : variance === "greenwood" && !has("start") && !has("weight") ? { differs: "survfit's infinitesimal jackknife is the same number as Greenwood's here." } : { differs: "survfit has the infinitesimal jackknife only, which differs from the variance asked for with late entry, weights, or Aalen's form." }),
    plot: byGray ? ["plot(fit)"] : ['plot(fit, xlab = "Time", ylab = "Cumulative incidence")'],
  };
}

export function grayInR({ options, has }: Given<typeof grayOptions>): RCode {
  const { rho, order, censored } = options;
  return {
    packages: ["cmprsk"],
    lines: [
      ...ground(has, censored),
      ...(has("weight") ? ["rows <- rep(seq_len(nrow(d)), d$weight)", "d <- d[rows, , drop = FALSE]", "cause <- cause[rows]"] : []),
      `group <- factor(d$group${order === null ? "" : `, levels = ${rVector(order)}`})`,
      `fit <- cuminc(d$time, as.character(cause), group${has("stratum") ? ", strata = d$stratum" : ""}, rho = ${rho}, cencode = "(censored)")`,
      "print(fit$Tests)",
    ],
  };
}

const eventOf = (event: string | null): string => (event === null ? "names[1]" : JSON.stringify(event));

export function fineGrayInR({ options, has, columns }: Given<typeof fineGrayOptions>): RCode {
  const { event, censored, variance, censoringTies, level } = options;
  const asCrr = !has("start") && !has("weight") && censoringTies === "events-at-risk" && (variance ?? "robust") === "robust";
  return {
    packages: asCrr ? ["cmprsk"] : ["survival"],
    lines: [
      ...ground(has, censored),
      ...(has("weight") ? ["covariates <- covariates[as.numeric(rownames(covariates)) %in% as.numeric(rownames(d)), , drop = FALSE]"] : []),
      ...(asCrr
        ? ["x <- model.matrix(~ ., covariates)[, -1, drop = FALSE]", `fit <- crr(d$time, as.character(cause), x, failcode = ${eventOf(event)}, cencode = "(censored)"${has("censoringGroup") ? ", cengroup = d$censoringGroup" : ""}, gtol = 1e-12, maxiter = 100)`, `print(summary(fit, conf.int = ${level}))`]
        : [...expanded(has, event), `fit <- coxph(${modelOf(columns)}, weights = fgwt, data = long, ties = "breslow"${variance === "model" ? "" : ", cluster = row"}, control = coxph.control(eps = 1e-12, timefix = FALSE))`, `print(summary(fit, conf.int = ${level}))`]),
    ],
    ...(asCrr ? (has("censoringGroup") ? { differs: "With several groups of censoring crr's standard errors differ in their third or fourth digit." } : {}) : { differs: censoringTies === "events-gone" ? "finegray has no groups of censoring here." : "finegray takes those with an event at a time of censoring as gone: figures differ where times are tied." }),
  };
}

const expanded = (has: (column: string) => boolean, event: string | null): string[] => [
  "wide <- cbind(data.frame(time = d$time, cause = cause, row = seq_along(cause)), covariates)",
  ...(has("start") ? ["wide$start <- d$start"] : []),
  `long <- finegray(Surv(${has("start") ? "start, " : ""}time, cause) ~ ., data = wide, etype = ${eventOf(event)}${has("start") ? ", id = row" : ""}${has("weight") ? ", weights = d$weight" : ""})`,
];
const modelOf = (columns: Readonly<Record<string, unknown>>): string => `Surv(fgstart, fgstop, fgstatus) ~ ${Object.keys((columns["covariates"] ?? {}) as object).map((name) => `\`${name}\``).join(" + ")}`;

export function proportionalityInR({ options, has, columns }: Given<typeof proportionalityOptions>): RCode {
  const { event, censored, transform, censoringTies } = options;
  return {
    packages: ["survival"],
    lines: [
      ...ground(has, censored),
      ...expanded(has, event),
      `fit <- coxph(${modelOf(columns)}, weights = fgwt, data = long, ties = "breslow", control = coxph.control(eps = 1e-12, timefix = FALSE))`,
      `print(cox.zph(fit, transform = ${{ time: '"identity"', log: "log", rank: "function(time) match(time, sort(unique(long$fgstop[long$fgstatus == 1])))" }[transform]}, terms = FALSE)$table)`,
      "print(as.matrix(resid(fit, \"schoenfeld\")))",
    ],
    ...(censoringTies === "events-gone" ? {} : { differs: "finegray takes those with an event at a time of censoring as gone: figures differ where times are tied." }),
  };
}

export function causeSpecificInR({ options, has, columns }: Given<typeof causeSpecificOptions>): RCode {
  const { censored, ties, variance, level } = options;
  const extra = [...(has("stratum") ? ["strata(d$stratum)"] : []), ...(has("offset") ? ["offset(d$offset)"] : [])];
  const names = Object.keys((columns["covariates"] ?? {}) as object).map((name) => `\`${name}\``);
  const robust = variance === "robust" && !has("cluster") ? ", cluster = seq_along(cause)" : has("cluster") ? ", cluster = d$cluster" : "";
  return {
    packages: ["survival"],
    lines: [
      ...ground(has, censored),
      "for (one in names) {",
      `  fit <- coxph(Surv(${has("start") ? "d$start, " : ""}d$time, cause == one) ~ ${[...names, ...extra].join(" + ")}, data = covariates, ties = "${ties}"${has("weight") ? ", weights = d$weight" : ""}${robust}, control = coxph.control(eps = 1e-12, timefix = FALSE))`,
      `  cat(one, "\\n"); print(summary(fit, conf.int = ${level}))`,
      "}",
    ],
  };
}
