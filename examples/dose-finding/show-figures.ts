/** The characteristics of one design as a table. Only what has changed is written. */
import type { OperatingCharacteristics } from "@stroma/stats";
import { find, paragraph, tableOf } from "./elements.ts";
import type { DesignName } from "./messages.ts";
import { percent } from "./percent.ts";

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function showFigures(name: DesignName, characteristics: OperatingCharacteristics, amounts: readonly string[]): void {
  const { truth, selection, notReached, none, n, events, allocation } = characteristics;
  write(find(`#${name}-variant`), `${characteristics.design.variant} Edition: ${characteristics.design.edition}.`);
  const total = (mean: number) => mean.toFixed(2);
  const head = ["dose level", ...truth.map((_, at) => String(at + 1)), "not reached", "none", "all"];
  const rows = [
    ...(amounts.length === 0 ? [] : [["million cells/kg", ...truth.map((_, at) => amounts[at] ?? "not given"), "", "", ""]]),
    ["true rate", ...truth.map(percent), "", "", ""],
    ["recommended", ...selection.map(percent), percent(sum(notReached)), percent(none), ""],
    ["participants", ...n.map(total), "", "", total(characteristics.totalN.mean)],
    ["events", ...events.map(total), "", "", total(characteristics.totalEvents.mean)],
    ["share of participants", ...allocation.map(percent), "", "", ""],
  ];
  const host = find(`#${name}`);
  const table = host.querySelector("table");
  if (table !== null && table.rows.length === rows.length + 1 && table.rows[0]?.cells.length === head.length) {
    write(table.caption, characteristics.method);
    for (const [at, words] of [head, ...rows].entries()) for (const [place, word] of words.entries()) write(table.rows[at]?.cells[place] ?? null, word);
    write(host.querySelector("p"), sentenceOf(characteristics));
  } else host.replaceChildren(tableOf(characteristics.method, head, rows, "figures"), paragraph(sentenceOf(characteristics)));
}

function sentenceOf({ truth, safetyStop, target, noneReasons, totalN }: OperatingCharacteristics): string {
  const falls = truth.findIndex((rate, at) => rate < (truth[at - 1] ?? 0));
  const most = totalN.probabilities.length - 1;
  const why = noneReasons.length === 0 ? "" : ` None is recommended because: ${noneReasons.map((reason) => `${reason.why.replace(/\.$/u, "")} (${percent(reason.probability)})`).join("; ")}.`;
  const right = target === null ? "" : ` Dose level nearest to the target: ${target.dose === 0 ? "none, all are too much" : `level ${target.dose}`}; it is recommended in ${percent(target.selectedAt)}, a higher one in ${percent(target.selectedAbove)}, a lower one in ${percent(target.selectedBelow)}. Of the participants ${percent(target.above)} are treated above it, ${percent(target.below)} below.`;
  return `Stopped for safety: ${percent(safetyStop)}. At most ${most} participants.${right}${why}${falls < 0 ? "" : ` The true rates fall from dose level ${falls} to ${falls + 1}; designs take them as rising. The figures are exact all the same.`}`;
}

function write(element: Element | null, words: string): void {
  if (element !== null && element.textContent !== words) element.textContent = words;
}

