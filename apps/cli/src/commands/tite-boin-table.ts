/** `stroma design table` of TITE-BOIN: what follows from treated, events and pending, outright or by the follow-up. */
import { type TiteBoinOptions, type TiteBoinRow, titeBoinTable } from "@stroma/stats";
import { nameDesign } from "../design/format-characteristics.ts";
import type { DesignFromFile } from "../design/read-design.ts";
import { refusing } from "../design/refuse-options.ts";
import { formatTable } from "../design/text-table.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";
import type { TableOptions } from "./design-table.ts";

/** Cohorts that the table shows where no numbers are asked for. */
const usualCohorts = 3;

export function designTiteBoinTable({ file, design }: DesignFromFile, { n, dose, plot, form }: TableOptions): Outcome {
  if (dose !== null || plot !== null) throw new CommandRefusal("usage", "The table of TITE-BOIN is the same at every dose level and has no picture.", "leave --dose and --plot out.", 2);
  const options = file.design as unknown as TiteBoinOptions;
  const numbers = n ?? Array.from({ length: usualCohorts }, (_, at) => options.cohortSize * (at + 1));
  const rows = refusing(() => titeBoinTable(ruleOf(options), Math.max(...numbers))).filter((row) => numbers.includes(row.n));
  const cells = [["treated", "events", "pending", "up", "down", "otherwise"], ...rows.map(wordsOf)];
  const apart = [...(file.behaviours.length > 0 ? ["behaviours"] : []), ...(options.extraSafe === true ? ["stricter stop at the lowest dose level"] : []), ...((options.leastFollowed ?? 0) > 0 ? ["follow-up that everyone needs before going up"] : [])];
  const words = [
    `Participants treated at the current dose level, pending ones included, by events and pending outcomes. Follow-up is the sum over those pending, in windows; its bounds are rounded to the cautious side. The event: ${file.event}.`,
    ...(apart.length > 0 ? [`Not in this table: the file's ${apart.join(", ")}.`] : []),
  ];
  const table = formatTable(cells, form);
  const text = form === "csv" ? table : form === "markdown" ? [nameDesign(design), ...words, table].join("\n\n") : [file.title, nameDesign(design), "", ...words, table].join("\n");
  return { exitCode: 0, json: { title: file.title, design: { name: design.name, variant: design.variant, edition: design.edition }, notInTable: apart, rows }, text };
}

/** Of the keys of the file those that the table goes by; the others say how the trial is run. */
const ruleOf = (options: TiteBoinOptions) => {
  const keys: readonly string[] = ["target", "underdose", "overdose", "pendingAs", "mostPending", "leastKnown", "leastFollowed", "edition", "cutoff"];
  return Object.fromEntries(Object.entries(options).filter(([key]) => keys.includes(key))) as Parameters<typeof titeBoinTable>[0];
};

const outright = { escalate: "up", stay: "stay", "de-escalate": "down", close: "closed with all above", wait: "wait for outcomes" } as const;

function wordsOf({ n, events, pending, always, escalateFrom, deescalateUpTo, waitsInsteadOfUp }: TiteBoinRow): readonly string[] {
  const counts = [n, events, pending].map(String);
  if (always !== null) return [...counts, "", "", outright[always]];
  // A bound is rounded to the cautious side.
  const up = escalateFrom === null ? "" : waitsInsteadOfUp ? "wait" : `follow-up ${(Math.ceil(escalateFrom * 100) / 100).toFixed(2)} or more`;
  return [...counts, up, deescalateUpTo === null ? "" : `follow-up ${(Math.ceil(deescalateUpTo * 100) / 100).toFixed(2)} or less`, "stay"];
}
