/** Courses of participants over time: what each group was like at each time, without a model. */
import { studentQuantile } from "../distributions/student-t.ts";
import { column, type GivenColumns, mayColumn, type MissingRows, readRows } from "../form/columns.ts";
import { type GivenOptions, level, mayWords, readOptions } from "../form/option-fields.ts";
import type { RCode, RCodeGiven } from "../form/r-script.ts";
import { rVector } from "../form/r-script.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { momentsOf } from "../small-trials/comparisons/moments.ts";
import { everybody, inOrder } from "../survival/survival-summary.ts";

export const courseColumns = {
  participant: column("text", "whose value it is"),
  time: column("number", "time of the value, in one unit; values of one visit at one time"),
  value: column("number", "what was measured; missing where it was not"),
  group: mayColumn("text", "group of the participant"),
} as const;
export const courseOptions = { order: mayWords("groups in the order in which they shall stand, all of them; left out: by number or letter"), level } as const;
export type CourseColumns = GivenColumns<typeof courseColumns>;
export type CourseOptions = GivenOptions<typeof courseOptions>;

export interface CourseTime {
  readonly time: number;
  /** Participants with a value at that time. */
  readonly measured: number;
  readonly mean: number;
  /** `null` for one value. */
  readonly sd: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
  readonly smallest: number;
  /** By R's rule 7. */
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly largest: number;
}
export interface CourseGroup {
  readonly group: string;
  readonly participants: number;
  readonly times: readonly CourseTime[];
}
export interface Courses extends ResultForm {
  readonly groups: readonly CourseGroup[];
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * For each group and time: how many were measured, the mean with its t interval, spread and quartiles.
 *
 * Each time is told of those measured then: where people leave because they do badly, means of those who stay look better than they
 * are; `fitMmrm` takes that in. One value has no interval (`null`, with its reason).
 *
 * Throws StatisticRefusal `empty`; `options-conflict` for two values of a participant at one time, or a participant in two groups;
 * `unknown-choice` for an order that leaves a group out; and as `readRows` and `readOptions` do.
 * R: `mean`, `sd`, `t.test(x)$conf.int` and `quantile(x)` of each group and time, to 1e-12.
 *
 * @example describeCourses({ participant: ["a", "b"], time: [0, 0], value: [4, 6] }).groups[0]?.times[0]?.mean // 5
 */
export function describeCourses(columns: CourseColumns, options: CourseOptions = {}): Courses {
  const choices = readOptions(courseOptions, options);
  const { columns: { participant, time, value, group }, size, missing, rows } = readRows(courseColumns, columns);
  if (size === 0) throw new StatisticRefusal("empty", "value", "There is no value.", "Give at least one row that is complete.");
  const groupOf = new Map<string, string>();
  const cells = new Map<string, Map<number, number[]>>();
  const seen = new Set<string>();
  for (let row = 0; row < size; row++) {
    const [who, when, where] = [participant[row] ?? "", time[row] ?? 0, group?.[row] ?? everybody];
    if ((groupOf.get(who) ?? where) !== where) throw new StatisticRefusal("options-conflict", `group.${(rows[row] ?? 0) + 1}`, `Participant ${JSON.stringify(who)} stands in two groups.`, "Give each participant one group.");
    const key = JSON.stringify([who, when]);
    if (seen.has(key)) throw new StatisticRefusal("options-conflict", `time.${(rows[row] ?? 0) + 1}`, `Participant ${JSON.stringify(who)} has two values at ${when}.`, "Keep one of them, or give times that differ.");
    seen.add(key);
    groupOf.set(who, where);
    const times = cells.get(where) ?? new Map<number, number[]>();
    cells.set(where, times.set(when, [...(times.get(when) ?? []), value[row] ?? 0]));
  }
  const names = inOrder(cells.keys());
  const order = choices.order ?? names;
  if (order.length !== names.length || names.some((name) => !order.includes(name))) throw new StatisticRefusal("unknown-choice", "order", "The order does not name each group once.", `Name each once: ${names.join(", ")}.`);
  const groups = order.map((name): CourseGroup => ({
    group: name,
    participants: [...groupOf.values()].filter((one) => one === name).length,
    times: [...(cells.get(name) ?? [])].toSorted(([one], [other]) => one - other).map(([when, values]) => timeOf(when, values, choices.level)),
  }));
  const percent = Number((100 * choices.level).toPrecision(6));
  return resultOf({
    method: `Means of those measured at each time, with ${percent} % intervals of each time by itself (Student's t); quartiles by rule 7.`,
    groups, level: choices.level, missing,
    warnings: groups.filter(({ participants, times }) => times.some(({ measured }) => measured < participants)).map(({ group: name }) => `${name === everybody ? "" : `${name}: `}Not everybody was measured at each time: means are of those who were.`),
  });
}

function timeOf(time: number, values: readonly number[], confidence: number): CourseTime {
  const { size, mean, sd } = momentsOf(values);
  const sorted = Float64Array.from(values).toSorted();
  const half = size < 2 ? null : studentQuantile((1 - confidence) / 2, size - 1, { tail: "upper" }) * (sd / Math.sqrt(size));
  return {
    time, measured: size, mean, sd: size < 2 ? null : sd, lower: half === null ? null : mean - half, upper: half === null ? null : mean + half,
    reason: half === null ? "One value has no spread." : null,
    smallest: sorted[0] ?? mean, lowerQuartile: quantile(sorted, 0.25), median: quantile(sorted, 0.5), upperQuartile: quantile(sorted, 0.75), largest: sorted.at(-1) ?? mean,
  };
}

/** Between the two values nearest to 1 + p (n - 1). */
function quantile(sorted: Float64Array, part: number): number {
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  return below + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? below) - below);
}

export function coursesInR({ options, has }: RCodeGiven<{ readonly order: readonly string[] | null; readonly level: number }>): RCode {
  return {
    packages: [],
    lines: [
      `group <- ${has("group") ? `factor(d$group${options.order === null ? "" : `, levels = ${rVector(options.order)}`})` : 'factor(rep("all", nrow(d)))'}`,
      "for (g in levels(group)) for (t in sort(unique(d$time[group == g]))) {",
      "  x <- d$value[group == g & d$time == t]",
      `  limits <- if (length(x) > 1 && sd(x) > 0) t.test(x, conf.level = ${options.level})$conf.int else c(NA, NA)`,
      '  cat(g, t, length(x), sprintf("%.10g", c(mean(x), sd(x), limits, quantile(x))), "\\n")',
      "}",
    ],
    plot: [
      "par(mfrow = c(1, nlevels(group)))",
      "for (g in levels(group)) {",
      '  plot(range(d$time), range(d$value), type = "n", main = g, xlab = "Time", ylab = "Value")',
      "  for (one in unique(d$participant[group == g])) { own <- d[d$participant == one, ]; own <- own[order(own$time), ]; lines(own$time, own$value, col = \"grey60\") }",
      "  means <- tapply(d$value[group == g], d$time[group == g], mean)",
      "  lines(as.numeric(names(means)), means, lwd = 4)",
      "}",
    ],
  };
}
