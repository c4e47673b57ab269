/** Every handling of zero events side by side, for a person. */
import type { ZeroHandlingPanel } from "@stroma/stats";
import { formatTable } from "../design/text-table.ts";

/** @param words estimate and limits in the digits of the measure */
export function sayZeroPanel(panel: ZeroHandlingPanel, words: (estimate: number, lower: number, upper: number) => string): string {
  const { zeros, rows } = panel;
  const cells = rows.map(({ name, measure, doubleZero, studies, ratio, difference, estimate, interval, refusal }) => {
    const natural = ratio ?? difference ?? (estimate === null || interval === null ? null : { estimate, lower: interval.lower, upper: interval.upper });
    return [name, measure.replaceAll("-", " "), doubleZero === "include" ? "in" : "out", String(studies ?? "-"), natural === null ? `none: ${refusal?.reason ?? "it has no interval"}` : words(natural.estimate, natural.lower, natural.upper)];
  });
  // Where nothing differs, one row says both.
  const merged = cells.flatMap((row, at) => {
    const same = (other: readonly string[] | undefined): boolean => other !== undefined && row.every((cell, place) => place === 2 || cell === other[place]);
    if (at > 0 && same(cells[at - 1])) return [];
    return [same(cells[at + 1]) ? row.map((cell, place) => (place === 2 ? "in or out" : cell)) : row];
  });
  return [
    `How zero events are handled, side by side (${zeros.singleZero} ${zeros.singleZero === 1 ? "study" : "studies"} with a zero cell, ${zeros.doubleZero} without any event, ${zeros.doubleFull} with nothing but events):`,
    formatTable([["method", "measure", "studies without events", "studies", "effect (interval)"], ...merged]),
  ].join("\n");
}
