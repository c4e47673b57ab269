/** Every handling of zero events side by side, for a person. */
import { type Measure, type ZeroHandlingPanel, measureNames } from "@stroma/stats";
import { formatTable } from "../design/text-table.ts";
import { effectText, plain } from "./effect-text.ts";

/** Each row in the digits of its own measure. */
export function sayZeroPanel(panel: ZeroHandlingPanel): string {
  const { zeros, rows } = panel;
  const head = `How zero events are handled, side by side (${counted(zeros.singleZero, "study", "studies")} with a zero cell, ${zeros.doubleZero} without any event, ${zeros.doubleFull} with nothing but events):`;
  const reasons = [...new Set(rows.flatMap(({ refusal }) => (refusal === null ? [] : [refusal.reason])))];
  if (reasons.length === 1 && rows.every(({ refusal }) => refusal !== null)) return `${head}\nNone of the ${new Set(rows.map(({ name }) => name)).size} methods gives an effect. ${reasons[0] ?? ""}`;
  const cells = rows.map(({ name, measure, doubleZero, studies, ratio, difference, estimate, interval, refusal }) => {
    const natural = ratio ?? difference ?? (estimate === null || interval === null ? null : { estimate, lower: interval.lower, upper: interval.upper });
    const none = refusal === null ? (estimate === null ? "none" : `${plain(estimate)} (no interval)`) : `none [${reasons.indexOf(refusal.reason) + 1}]`;
    return [name, measure.replaceAll("-", " "), doubleZero === "include" ? "in" : "out", String(studies ?? "-"), natural === null ? none : effectText(measureOf(measure), natural.estimate, natural.lower, natural.upper)];
  });
  // Where nothing differs, one row says both.
  const merged = cells.flatMap((row, at) => {
    const same = (other: readonly string[] | undefined): boolean => other !== undefined && row.every((cell, place) => place === 2 || cell === other[place]);
    if (at > 0 && same(cells[at - 1])) return [];
    return [same(cells[at + 1]) ? row.map((cell, place) => (place === 2 ? "in or out" : cell)) : row];
  });
  return [head, formatTable([["method", "measure", "studies without events", "studies", "effect (interval)"], ...merged]), ...reasons.map((reason, at) => `[${at + 1}] ${reason}`)].join("\n");
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const measureOf = (name: string): Measure => measureNames.find((one) => one === name) ?? "generic";
