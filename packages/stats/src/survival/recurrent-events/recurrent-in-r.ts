/** Recurrent events in R: `survival`, which comes with R. */
import type { OptionFields, ReadOptions } from "../../form/option-fields.ts";
import { type RCode, type RCodeGiven, rName, rVector } from "../../form/r-script.ts";
import type { meanComparisonOptions, meanFunctionOptions } from "./mean-function-options.ts";
import type { andersenGillOptions, prenticeOptions, weiLinWeissfeldOptions } from "./recurrent-cox-options.ts";

type Given<Fields extends OptionFields> = RCodeGiven<ReadOptions<Fields>>;
const packages = ["survival"];

/** `d` sorted, with starts and the order of the event that each row waits for. */
function ground(has: (column: string) => boolean, covariates = false): string[] {
  const sort = `o <- order(d$participant, ${has("start") ? "d$start, " : ""}d$time, -d$event)`;
  const kept = ["keep <- d$start < d$time", "d <- d[keep, , drop = FALSE]"];
  return [
    ...(has("weight") ? [] : ["d$weight <- 1"]),
    sort,
    "d <- d[o, , drop = FALSE]",
    ...(covariates ? ["covariates <- covariates[o, , drop = FALSE]"] : []),
    ...(has("start") ? [] : ["d$start <- ave(d$time, d$participant, FUN = function(t) c(0, head(t, -1)))"]),
    // Several events at one time count as that many.
    "d$events <- ave(d$event, d$participant, d$time, FUN = sum)",
    "d$order <- ave(d$event, d$participant, FUN = function(e) cumsum(e) - e) + 1",
    ...kept,
    ...(covariates ? ["covariates <- covariates[keep, , drop = FALSE]"] : []),
  ];
}
const arms = (has: (column: string) => boolean): string => (has("group") ? "d$arm <- as.character(d$group)" : 'd$arm <- "all"');
const core = (terminal: boolean): string[] => [
  "mean_function <- function(g) {",
  "  end <- tapply(g$time, g$participant, max); ids <- names(end); w <- g$weight[match(ids, g$participant)]",
  `  died <- ${terminal ? "tapply(g$death, g$participant, max)" : "0 * end"}; s <- sort(unique(c(g$time[g$events > 0], end[died == 1])))`,
  "  risk <- sapply(s, function(t) sapply(ids, function(i) any(g$participant == i & g$start < t & g$time >= t))); dim(risk) <- c(length(ids), length(s))",
  "  n <- sapply(s, function(t) sapply(ids, function(i) sum(g$events[g$participant == i & g$time == t]))); dim(n) <- dim(risk)",
  "  dd <- outer(end, s, \"==\") * as.vector(died); Y <- colSums(w * risk); N <- colSums(w * n); D <- colSums(w * dd)",
  "  before <- c(1, cumprod(1 - D / Y))[seq_along(s)]; mean <- cumsum(before * N / Y)",
  "  mr <- w * (n - t(t(risk) * N / Y)); md <- w * (dd - t(t(risk) * D / Y))",
  "  error <- sapply(seq_along(s), function(j) { k <- 1:j; sqrt(sum((mr[, k, drop = FALSE] %*% (before[k] / Y[k]) - md[, k, drop = FALSE] %*% ((mean[j] - mean[k]) / Y[k]))^2)) })",
  "  data.frame(arm = g$arm[1], time = s, at.risk = Y, events = N, mean = mean, robust = error, poisson = sqrt(cumsum(N / Y^2)))",
  "}",
];

export function meanFunctionInR({ options: { terminal }, has }: Given<typeof meanFunctionOptions>): RCode {
  const dying = terminal === "ghosh-lin";
  return {
    packages,
    lines: [
      ...ground(has), arms(has), "d <- d[d$weight > 0, , drop = FALSE]", ...core(dying), "print(do.call(rbind, lapply(split(d, d$arm), mean_function)), row.names = FALSE)",
      ...(dying ? [] : ["# The same by survfit, where nobody has two events at one time.", "if (all(d$events <= 1)) { f <- survfit(Surv(start, time, event) ~ arm, d, weights = weight, id = participant, timefix = FALSE); print(data.frame(time = f$time, mean = f$cumhaz, robust = f$std.chaz)) }"]),
    ],
    plot: ['m <- lapply(split(d, d$arm), mean_function)', 'plot(NULL, xlim = c(0, max(d$time)), ylim = c(0, max(sapply(m, function(one) max(0, one$mean)))), xlab = "Time", ylab = "Mean number of events")', "for (i in seq_along(m)) lines(c(0, m[[i]]$time), c(0, m[[i]]$mean), type = \"s\", col = i)", 'legend("topleft", names(m), lty = 1, col = seq_along(m))'],
  };
}

export function meanComparisonInR({ options: { terminal, times, variance, reference, order }, has }: Given<typeof meanComparisonOptions>): RCode {
  return {
    packages,
    lines: [
      ...ground(has), arms(has), "d <- d[d$weight > 0, , drop = FALSE]", ...core(terminal === "ghosh-lin"),
      ...(terminal === "ghosh-lin"
        ? []
        : ['f <- coxph(Surv(start, time, event) ~ arm, d, weights = weight, cluster = participant, ties = "breslow", timefix = FALSE)', 'cat("robust score test, pooled variance:", format(summary(f)$robscore, digits = 10), "\\n")']),
      "m <- lapply(split(d, d$arm), mean_function)",
      `names <- ${order === null ? "sort(unique(d$arm))" : rVector(order)}; base <- ${reference === null ? "names[1]" : JSON.stringify(reference)}`,
      `at <- ${times === null ? "min(tapply(d$time, d$arm, max))" : rVector(times)}`,
      "told <- function(name, t) { i <- sum(m[[name]]$time <= t); if (i == 0) c(0, 0) else c(m[[name]]$mean[i], m[[name]]$robust[i]) }",
      'for (name in setdiff(names, base)) for (t in at) { a <- told(name, t); b <- told(base, t); e <- a[1] - b[1]; s <- sqrt(a[2]^2 + b[2]^2); cat(name, "at", t, format(c(e, s, 2 * pnorm(-abs(e / s))), digits = 10), "\\n") }',
    ],
    ...(variance === "separate" ? { differs: "The test printed has the pooled variance." } : {}),
  };
}

/** Covariates as the columns of `covariates`; by order one for each order. */
function model(has: (column: string) => boolean, names: readonly string[], byOrder: boolean, response: string, layered: boolean, ties: string): string[] {
  const x = names.map((name) => (byOrder ? `${rName(name)}:factor(order)` : rName(name)));
  const strata = [...(layered ? ["order"] : []), ...(has("stratum") ? ["stratum"] : [])];
  return ["d <- d[d$weight > 0, , drop = FALSE]", `f <- coxph(${response} ~ ${[...x, ...(strata.length === 0 ? [] : [`strata(${strata.join(", ")})`])].join(" + ")}, d, weights = weight, cluster = participant, ties = "${ties}", timefix = FALSE, control = coxph.control(eps = 1e-12, toler.chol = 1e-14))`, "print(summary(f), digits = 10)", "print(f$loglik)"];
}
const namesOf = (columns: Readonly<Record<string, unknown>>): string[] => Object.keys((columns["covariates"] ?? {}) as object);
const joined = "d <- cbind(d, covariates)";
const telling = (largest: number): string[] => [`d <- d[d$order <= ${largest}, , drop = FALSE]`, "d <- d[d$order %in% d$order[d$event == 1], , drop = FALSE]"];

export const andersenGillInR = ({ options, has, columns }: Given<typeof andersenGillOptions>): RCode => ({ packages, lines: [...ground(has, true), joined, ...model(has, namesOf(columns), false, "Surv(start, time, event)", false, options.ties)] });

export const prenticeInR = ({ options: { timeScale, effects, largestOrder, ties }, has, columns }: Given<typeof prenticeOptions>): RCode => ({
  packages,
  lines: [...ground(has, true), joined, ...telling(largestOrder), ...(timeScale === "gap" ? ["d$origin <- ave(d$start, d$participant, d$order, FUN = min)", "d$start <- d$start - d$origin", "d$time <- d$time - d$origin"] : []), ...model(has, namesOf(columns), effects === "by-order", "Surv(start, time, event)", true, ties)],
});

export const weiLinWeissfeldInR = ({ options: { effects, largestOrder, ties }, has, columns }: Given<typeof weiLinWeissfeldOptions>): RCode => ({
  packages,
  lines: [
    ...ground(has, true), joined, "most <- max(d$order[d$event == 1])",
    `d <- do.call(rbind, lapply(split(d, d$participant), function(p) do.call(rbind, lapply(seq_len(min(most, ${largestOrder})), function(k) { e <- p$time[p$event == 1]; one <- p[1, ]; one$time <- if (k <= length(e)) e[k] else max(p$time); one$event <- as.numeric(k <= length(e)); one$order <- k; one }))))`,
    ...telling(largestOrder), ...model(has, namesOf(columns), effects === "by-order", "Surv(start, time, event)", true, ties),
  ],
});
