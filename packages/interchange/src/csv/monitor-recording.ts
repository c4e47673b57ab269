/**
 * A bedside monitor's recording as CSV: a column `minute` (or `second`), then one column a channel, headed `NAME[unit]`,
 * as PhysioNet's tools write numerics. An empty cell was not measured; a zero is what the monitor said and stays a zero.
 */
import type { Channel } from "@stroma/domain";
import { parseCsvCells } from "./parse-csv.ts";

/** Column name of the recording -> channel and UCUM unit. Names as in the WFDB headers of the MIMIC numerics. */
const columns: Readonly<Record<string, { readonly channel: Channel; readonly printedUnit: string; readonly unit: string }>> = {
  HR: { channel: "heart-rate", printedUnit: "bpm", unit: "/min" },
  PULSE: { channel: "pulse-rate", printedUnit: "bpm", unit: "/min" },
  RESP: { channel: "respiratory-rate", printedUnit: "pm", unit: "/min" },
  SpO2: { channel: "oxygen-saturation", printedUnit: "%", unit: "%" },
  NBPSys: { channel: "systolic-pressure", printedUnit: "mmHg", unit: "mm[Hg]" },
  NBPDias: { channel: "diastolic-pressure", printedUnit: "mmHg", unit: "mm[Hg]" },
  NBPMean: { channel: "mean-pressure", printedUnit: "mmHg", unit: "mm[Hg]" },
  ABPSys: { channel: "arterial-systolic-pressure", printedUnit: "mmHg", unit: "mm[Hg]" },
  ABPDias: { channel: "arterial-diastolic-pressure", printedUnit: "mmHg", unit: "mm[Hg]" },
  ABPMean: { channel: "arterial-mean-pressure", printedUnit: "mmHg", unit: "mm[Hg]" },
  Temp: { channel: "temperature", printedUnit: "Cel", unit: "Cel" },
};

export interface RecordedMoment {
  /** Seconds after the recording's first row. */
  readonly offset: number;
  readonly samples: readonly { readonly channel: Channel; readonly value: number; readonly unit: string }[];
}

export interface RecordingFault {
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

export type MonitorRecording =
  | { readonly ok: true; readonly moments: readonly RecordedMoment[] }
  | { readonly ok: false; readonly faults: readonly RecordingFault[] };

/**
 * Reads a recording. All faults are reported together; nothing is guessed: an unknown column, an unknown unit or a
 * cell that is no number refuses the file.
 *
 * @example
 * parseMonitorRecording("minute,HR[bpm],SpO2[%]\n0,71.5,\n1,0.0,97\n")
 * // { ok: true, moments: [{ offset: 0, samples: [heart-rate 71.5 /min] }, { offset: 60, samples: [heart-rate 0, oxygen-saturation 97] }] }
 */
export function parseMonitorRecording(text: string): MonitorRecording {
  const { cells: table, faults: broken } = parseCsvCells(text);
  const faults: RecordingFault[] = broken.map((fault) => ({ line: fault.line, message: fault.message, remedy: "Write the file as RFC 4180 says." }));
  const [header, ...rows] = table;
  if (header === undefined) return { ok: false, faults: [{ line: 1, message: "The file is empty.", remedy: "Give a recording with a header line." }] };
  const scale = header[0] === "minute" ? 60 : header[0] === "second" ? 1 : null;
  if (scale === null) faults.push({ line: 1, message: `The first column is "${header[0] ?? ""}".`, remedy: 'Name it "minute" or "second".' });
  const channels = header.slice(1).map((title) => readTitle(title, faults));
  const moments: RecordedMoment[] = [];
  let last = -Infinity;
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    if (row.length === 1 && row[0] === "") continue;
    if (row.length !== header.length) {
      faults.push({ line, message: `${row.length} cells where the header has ${header.length}.`, remedy: "Give every row a cell for each column; an empty cell says: not measured." });
      continue;
    }
    const offset = readNumber(row[0] ?? "", line, header[0] ?? "", faults);
    if (offset === null || offset <= last) {
      if (offset !== null) faults.push({ line, message: "Time does not go forward.", remedy: "Order the rows by time." });
      continue;
    }
    last = offset;
    const samples: RecordedMoment["samples"][number][] = [];
    for (const [column, cell] of row.slice(1).entries()) {
      const known = channels[column];
      if (known === null || known === undefined || cell === "") continue;
      const value = readNumber(cell, line, header[column + 1] ?? "", faults);
      if (value !== null) samples.push({ channel: known.channel, value, unit: known.unit });
    }
    moments.push({ offset: offset * (scale ?? 1), samples });
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, moments };
}

function readTitle(title: string, faults: RecordingFault[]): (typeof columns)[string] | null {
  const match = /^([A-Za-z0-9]+)\[([^\]]+)\]$/.exec(title);
  const known = match === null || !Object.hasOwn(columns, match[1] ?? "") ? undefined : columns[match[1] ?? ""];
  if (known !== undefined && known.printedUnit === match?.[2]) return known;
  const right = Object.entries(columns).map(([name, column]) => `${name}[${column.printedUnit}]`).join(", ");
  faults.push({ line: 1, message: `The column "${title}" is not known.`, remedy: `Known columns: ${right}.` });
  return null;
}

function readNumber(cell: string, line: number, title: string, faults: RecordingFault[]): number | null {
  if (/^-?\d+(\.\d+)?$/.test(cell)) return Number(cell);
  faults.push({ line, message: `"${cell.slice(0, 40)}" in column ${title} is no number.`, remedy: "Write a decimal number, or leave the cell empty where nothing was measured." });
  return null;
}
