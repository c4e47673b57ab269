/** `stroma design table` of a design that counts responses: the rank-based desirability table. */
import { type Boin12Row, boin12Table, boinBoundaries } from "@stroma/stats";
import { nameDesign } from "../design/format-characteristics.ts";
import type { EfficacyFromFile } from "../design/read-design.ts";
import { refusing } from "../design/refuse-options.ts";
import { formatTable } from "../design/text-table.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";
import type { TableOptions } from "./design-table.ts";

/** Cohorts that the table shows where no numbers are asked for, beside a dose level that nobody was given. */
const usualCohorts = 3;

export function tableOfEfficacy({ file, design, options }: EfficacyFromFile, { n, dose, plot, form }: TableOptions): Outcome {
  if (dose !== null || plot !== null) throw new CommandRefusal("usage", `The table of ${design.name} is the same at every dose level and has no picture.`, "leave --dose and --plot out.", 2);
  const { mostEvents, leastResponses, utility, prior, eventCutoff, responseCutoff } = options;
  const sizes = n ?? [0, ...Array.from({ length: usualCohorts }, (_, at) => options.cohortSize * (at + 1))];
  const { escalate, deescalate } = refusing(() => boinBoundaries({ target: mostEvents }));
  const rows = refusing(() => boin12Table({ mostEvents, leastResponses, utility, sizes, ...(prior === undefined ? {} : { prior }), ...(eventCutoff === undefined ? {} : { eventCutoff }), ...(responseCutoff === undefined ? {} : { responseCutoff }) }));
  const table = formatTable([["participants", "events", "responses", "rank", "desirability"], ...rows.map(wordsOf)], form);
  const boundaries = { upTo: escalate, downFrom: deescalate };
  const words = [
    `Rank among the ${rows.filter(({ rank }) => rank !== null).length} admissible rows below, 1 the least desirable; of the dose levels that come into question the one of highest rank is given. Desirability: posterior probability that the mean utility is above the benchmark; exact.`,
    `Rate of events at the current dose level: ${deescalate.toFixed(4)} or more: down. Above ${escalate.toFixed(4)} with ${options.enoughToStay ?? 6} participants or more: the better of this dose level and the one below. Otherwise the best of this one and its neighbours. The event: ${file.event}.`,
  ];
  const text = form === "csv" ? table : form === "markdown" ? [nameDesign(design), ...words, table].join("\n\n") : [file.title, nameDesign(design), "", ...words, table].join("\n");
  return { exitCode: 0, json: { title: file.title, design: { name: design.name, variant: design.variant, edition: design.edition }, boundaries, rows }, text };
}

const wordsOf = ({ n, events, responses, rank, desirability }: Boin12Row): string[] => [String(n), String(events), String(responses), rank === null ? "not admissible" : String(rank), desirability.toFixed(4)];
