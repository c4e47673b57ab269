/** What was seen of the participants of a trial: letters, or a file. */
import { readYaml } from "@stroma/domain/protocol-parser";
import { OutcomeRefusal } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import { readText } from "./read-design.ts";
import { asCommandRefusal } from "./refuse-options.ts";

export interface ConductCommandOptions {
  /** "1NNN 2NTN", or null where the participants come from a file. */
  readonly outcomes: string | null;
  /** YAML or JSON: a list of participants. */
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

export function listIn(path: string): unknown {
  const document = readYaml(readText(path));
  const [fault] = document.faults;
  if (fault !== undefined) throw new CommandRefusal("data-faulty", `${path} is not YAML or JSON that can be read (line ${(fault.place ?? document.placeOf(fault.path, fault.at)).line}).`, "mend the file: a list of participants, each { dose: 1, dlt: false }.", 2);
  return document.value;
}

