/** Reads a design file from the disk: a design, or a refusal that tells every fault with line and remedy. */
import { readFileSync } from "node:fs";
import { locateFault, readYaml } from "@stroma/domain/protocol-parser";
import { type DesignFile, type DesignFileFault, type DoseDesign, type LateOnsetDesign, readDesignFile } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";

export interface DesignFromFile {
  readonly path: string;
  readonly file: DesignFile;
  readonly design: DoseDesign;
  /** For trials in time. */
  readonly timed: LateOnsetDesign;
  /** Made to decide while outcomes are pending. */
  readonly eventDriven: boolean;
}

/** Throws CommandRefusal with exit code 2 for a file that cannot be read or has faults. YAML and JSON are read alike. */
export function readDesign(path: string): DesignFromFile {
  const document = readYaml(readText(path));
  if (document.faults.length > 0) throw refuseFile(path, document.faults.map((fault) => yamlFault(locateFault(fault, fault.place ?? document.placeOf(fault.path, fault.at)))));
  const read = readDesignFile(document.value, document.placeOf);
  if (!read.ok) throw refuseFile(path, read.faults);
  return { path, file: read.file, design: read.design, timed: read.timed, eventDriven: read.eventDriven };
}

export function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new CommandRefusal("file-unreadable", `${path} cannot be read (${(error as Error).message}).`, "check the path and who may read it.", 2);
  }
}

/** The reader of YAML is that of protocol documents, and its words name them. */
function yamlFault(fault: { readonly path: string; readonly line: number; readonly column: number; readonly code: string; readonly message: string; readonly remedy: string }): DesignFileFault {
  const words = (text: string) => text.replaceAll("protocol document", "design file");
  return { ...fault, code: fault.code.replace("protocol-", ""), message: words(fault.message), remedy: words(fault.remedy) };
}

function refuseFile(path: string, faults: readonly DesignFileFault[]): CommandRefusal {
  const lines = faults.map((fault) => `${path}${fault.line === null ? "" : `:${fault.line}:${fault.column}`}  ${fault.message}\n    at ${fault.path === "" ? "the file" : fault.path}; ${fault.remedy}  (${fault.code})`);
  const count = faults.length === 1 ? "one fault" : `${faults.length} faults`;
  return new CommandRefusal("design-file-faulty", `${path} has ${count}.\n${lines.join("\n")}`, "mend the file; stroma design schema prints its shape for editors.", 2, { file: path, faults });
}
