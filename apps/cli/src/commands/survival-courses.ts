/** `stroma survival courses`: scores over time, each participant's line and the means of groups. */
import { type CourseColumns, describeCourses, rScriptFor, spaghettiSvg } from "@stroma/stats";
import { refusing } from "../design/refuse-options.ts";
import { formatTable } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";
import { sayMissing, sayWritten } from "../survival/say-coefficients.ts";
import { groupName, short, withLimits } from "../survival/say-numbers.ts";
import { type SurvivalWords, cellsIn, optional, tableOf, wordOf } from "../survival/survival-input.ts";

export interface SurvivalCourseWords extends SurvivalWords {
  readonly participant: string;
  readonly time: string;
  readonly value: string;
  readonly group?: string;
}

export function survivalCourses(words: SurvivalCourseWords): Outcome {
  for (const file of [words.plot, words.rScript]) if (file !== undefined) requireWritable(file);
  const table = tableOf(words);
  const columns = { participant: cellsIn(table, words.participant, "text"), time: cellsIn(table, words.time, "number"), value: cellsIn(table, words.value, "number"), ...optional(table, { group: [words.group, "text"] }) };
  const options = { level: words.level };
  // The method holds each value against its column's kind.
  const courses = refusing(() => describeCourses(columns as unknown as CourseColumns, options));
  if (words.plot !== undefined) {
    const groups = courses.groups.map(({ group, times }) => ({ name: groupName(group, words.group), courses: linesOf(columns, group), means: times.map(({ time, mean, lower, upper }) => ({ time, mean, lower, upper })) }));
    writeWhole(words.plot, refusing(() => spaghettiSvg({ title: words.title ?? words.value, method: courses.method, notes: [...sayMissing(courses.missing), ...courses.warnings], timeLabel: `Time (${words.unit})`, valueLabel: words.value, groups })));
  }
  if (words.rScript !== undefined) writeWhole(words.rScript, refusing(() => rScriptFor("courses", { columns, options }, { plot: true })));
  const text = [
    courses.method,
    ...sayMissing(courses.missing),
    ...courses.warnings,
    "",
    formatTable([["group", `time (${words.unit})`, "measured", "mean", "SD", "median", "quartiles", "range"], ...courses.groups.flatMap(({ group, participants, times }) => times.map(({ time, measured, mean, lower, upper, sd, median, lowerQuartile, upperQuartile, smallest, largest }) => [groupName(group, words.group), short(time), `${measured} of ${participants}`, withLimits(mean, lower, upper), short(sd), short(median), `${short(lowerQuartile)} to ${short(upperQuartile)}`, `${short(smallest)} to ${short(largest)}`]))]),
    ...sayWritten(words.plot, words.rScript),
  ].join("\n");
  return { exitCode: 0, json: courses, text };
}

type Cells = readonly unknown[];
/** The known values of each participant of a group; a value that is missing breaks the line. */
function linesOf({ participant, time, value, group }: { readonly participant: Cells; readonly time: Cells; readonly value: Cells; readonly group?: Cells }, wanted: string): { participant: string; points: { time: number; value: number | null }[] }[] {
  const lines = new Map<string, { time: number; value: number | null }[]>();
  for (const [row, who] of participant.entries()) {
    const when = time[row];
    if (who === null || typeof when !== "number" || (group !== undefined && (group[row] === null || wordOf(group[row]) !== wanted))) continue;
    const point = { time: when, value: typeof value[row] === "number" ? value[row] : null };
    lines.set(wordOf(who), [...(lines.get(wordOf(who)) ?? []), point]);
  }
  return [...lines].map(([name, points]) => ({ participant: name, points }));
}
