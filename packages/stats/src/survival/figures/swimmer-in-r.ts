/** The swimmer plot again in R: bars, states and events from the same rows, with base graphics. */
import { rVector } from "../../form/r-script.ts";
import type { SwimmerFigure } from "./swimmer-svg.ts";

/**
 * A script that draws the same plot with R's own graphics; it holds the rows.
 * @example swimmerInR({ title: "Follow-up", method: "Each bar is a participant.", timeLabel: "Days", rows: [{ name: "S-001", until: 90 }] })
 */
export function swimmerInR({ title, timeLabel, rows, order = "length" }: SwimmerFigure): string {
  const sorted = order === "given" ? rows : rows.toSorted((one, other) => other.until - one.until);
  const stretches = sorted.flatMap(({ stretches: list = [] }, at) => list.map((one) => ({ ...one, at: at + 1 })));
  const events = sorted.flatMap(({ events: list = [] }, at) => list.map((one) => ({ ...one, at: at + 1 })));
  return [
    `# ${title.replaceAll("\n", " ")}`,
    "# One bar a participant, the longest follow-up above; base graphics only.",
    'invisible(Sys.setlocale("LC_COLLATE", "C"))',
    `rows <- data.frame(name = ${rVector(sorted.map(({ name }) => name))}, until = ${rVector(sorted.map(({ until }) => until))}, ongoing = ${rVector(sorted.map(({ ongoing = false }) => ongoing))})`,
    `stretches <- data.frame(row = ${rVector(stretches.map(({ at }) => at))}, from = ${rVector(stretches.map(({ from }) => from))}, until = ${rVector(stretches.map(({ until }) => until))}, state = ${rVector(stretches.map(({ state }) => state))})`,
    `events <- data.frame(row = ${rVector(events.map(({ at }) => at))}, time = ${rVector(events.map(({ time }) => time))}, kind = ${rVector(events.map(({ kind }) => kind))})`,
    "print(rows); print(stretches); print(events)",
    "y <- function(row) nrow(rows) + 1 - row",
    `plot(c(0, max(rows$until)), c(0.5, nrow(rows) + 0.5), type = "n", yaxt = "n", xlab = ${rVector([timeLabel]).slice(2, -1)}, ylab = "", main = ${rVector([title]).slice(2, -1)})`,
    "axis(2, y(seq_len(nrow(rows))), rows$name, las = 1)",
    'rect(0, y(seq_len(nrow(rows))) - 0.3, rows$until, y(seq_len(nrow(rows))) + 0.3, col = "grey92")',
    "if (nrow(stretches) > 0) { state <- factor(stretches$state, levels = unique(stretches$state)); rect(stretches$from, y(stretches$row) - 0.3, stretches$until, y(stretches$row) + 0.3, col = hcl.colors(nlevels(state), \"Set 2\")[state]) }",
    "if (nrow(events) > 0) { kind <- factor(events$kind, levels = unique(events$kind)); points(events$time, y(events$row), pch = 14 + as.integer(kind)) }",
    'still <- which(rows$ongoing == 1); if (length(still) > 0) text(rows$until[still], y(still), ">", pos = 4, xpd = NA)',
    "",
  ].join("\n");
}
