/** What was seen of the participants of a trial: letters, or a file. */
import { readYaml } from "@stroma/domain/protocol-parser";
import { parseCsv } from "@stroma/interchange";
import { OutcomeRefusal } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import { readText } from "./read-design.ts";
import { asCommandRefusal } from "./refuse-options.ts";

export interface ConductCommandOptions {
  /** "1NNN 2NTN", or null where the participants come from a file. */
  readonly outcomes: string | null;
  /** A file with a list of participants. */
  readonly data: string | null;
  readonly daysSinceLast: number | null;
  /** The trial so far, in the order of treatment. */
  readonly plot: string | null;
  /** The posterior of each dose level. */
  readonly plotDoses: string | null;
}

export function refusingOutcomes<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof OutcomeRefusal)) throw asCommandRefusal(error);
    const lines = error.faults.map((fault) => `${fault.path}: ${fault.message} ${fault.remedy}`);
    throw new CommandRefusal("outcomes-faulty", lines.length === 1 ? (lines[0] ?? "") : `The outcomes have ${lines.length} faults.\n${lines.join("\n")}`, "mend the outcomes; 1NNN 2NTN is three at dose level 1 without and three at 2 with one event.", 2, { faults: error.faults });
  }
}

/** YAML, JSON, or CSV by the ending `.csv`: the same list of records. */
export function listIn(path: string): unknown {
  if (/\.csv$/i.test(path)) return recordsIn(path);
  const document = readYaml(readText(path));
  const [fault] = document.faults;
  if (fault !== undefined) throw new CommandRefusal("data-faulty", `${path} is not YAML or JSON that can be read (line ${(fault.place ?? document.placeOf(fault.path, fault.at)).line}).`, "mend the file: a list of participants, each { dose: 1, dlt: false }.", 2);
  return document.value;
}


/** An empty cell was not said. Other words stay words, and are refused by their key where they mean nothing. */
function recordsIn(path: string): unknown {
  const read = parseCsv(readText(path));
  if (!read.ok) throw new CommandRefusal("data-faulty", [`${path} is no CSV that can be read.`, ...read.faults.map(({ line, message }) => `${path}:${line}  ${message}`)].join("\n"), "mend the file: a row of names, then a row a participant, for example dose,dlt and 1,false.", 2, { file: path, faults: read.faults });
  return read.rows.map((row) => Object.fromEntries(Object.entries(row).flatMap(([key, cell]) => (cell === null || cell.trim() === "" ? [] : [[key, valueIn(cell.trim())]]))));
}

const valueIn = (cell: string): unknown => (/^true$/i.test(cell) ? true : /^false$/i.test(cell) ? false : /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(cell) ? Number(cell) : cell);
