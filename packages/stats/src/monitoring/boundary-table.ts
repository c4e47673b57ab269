/** A stopping boundary to print: "hold if 3 of the first 8". */
import type { StoppingBoundary } from "./stopping-boundary.ts";

export interface BoundaryRow {
  /** From the look after so many participants … */
  readonly from: number;
  /** … to the look after so many. */
  readonly to: number;
  /** Hold at this many events or more; `null` where no count stops. */
  readonly events: number | null;
  readonly sentence: string;
}

/**
 * The boundary with looks of equal limits in one row.
 * @example boundaryRows({ looks: [1, 2, 3, 4], limits: [null, null, 3, 3] })[1] // { from: 3, to: 4, events: 3, sentence: "Hold if 3 or more of the first 3 to 4 participants have the event." }
 */
export function boundaryRows(boundary: Pick<StoppingBoundary, "looks" | "limits">): BoundaryRow[] {
  const rows: { from: number; to: number; events: number | null }[] = [];
  boundary.looks.forEach((n, look) => {
    const events = boundary.limits[look] ?? null;
    const last = rows.at(-1);
    if (last !== undefined && last.events === events) last.to = n;
    else rows.push({ from: n, to: n, events });
  });
  return rows.map((row) => ({ ...row, sentence: sentenceOf(row) }));
}

function sentenceOf({ from, to, events }: Omit<BoundaryRow, "sentence">): string {
  const first = from === to ? `the first ${from === 1 ? "participant" : `${from} participants`}` : `the first ${from} to ${to} participants`;
  if (events === null) return `No number of events holds the trial among ${first}.`;
  return events === from && from === to ? `Hold if all of ${first} have the event.` : `Hold if ${events} or more of ${first} have the event.`;
}

/** The table in Markdown, with the boundary's own description and its exact error below it. */
export function boundaryMarkdown(boundary: StoppingBoundary): string {
  const lines = boundaryRows(boundary).map(({ from, to, events }) => `| ${from === to ? from : `${from} to ${to}`} | ${events ?? "never"} |`);
  return ["| Participants followed | Hold at this many events or more |", "|---|---|", ...lines, "", `${boundary.name}. ${boundary.variant} ${boundary.calibration}`, "", errorSentence(boundary), ""].join("\n");
}

/** The table as CSV, a line for each look. */
export function boundaryCsv(boundary: Pick<StoppingBoundary, "looks" | "limits">): string {
  return ["n,hold_at_events", ...boundary.looks.map((n, look) => `${n},${boundary.limits[look] ?? ""}`), ""].join("\r\n");
}

function errorSentence({ attainedError, nominalError, nullProbability }: StoppingBoundary): string {
  const asked = nominalError === null ? "" : ` (${nominalError} was allowed)`;
  return `If the true probability of the event is ${nullProbability}, the trial is held with probability ${attainedError.toPrecision(4)}${asked}: exact, all looks together.`;
}
