/** Reads a design file from the disk: a design, or a refusal that tells every fault with line and remedy. */
import { readFileSync } from "node:fs";
import { locateFault, readYaml } from "@stroma/domain/protocol-parser";
import { type Boin12Options, type DesignFile, type DesignFileFault, type DoseDesign, type EfficacyDesign, type EfficacyDesignFile, type LateOnsetDesign, countsResponses, readDesignFile, readEfficacyDesignFile } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";

/** Counts events alone. */
export interface DesignFromFile {
  readonly counts: "events";
  readonly path: string;
  readonly file: DesignFile;
  readonly design: DoseDesign;
  /** For trials in time. */
  readonly timed: LateOnsetDesign;
  /** Made to decide while outcomes are pending. */
  readonly eventDriven: boolean;
}

/** Counts responses beside events. */
export interface EfficacyFromFile {
  readonly counts: "responses";
  readonly path: string;
  readonly file: EfficacyDesignFile;
  readonly design: EfficacyDesign;
  readonly options: Boin12Options;
}

/** As `readAnyDesign`, and refuses a design that counts responses: what is asked looks at events alone. */
export function readDesign(path: string): DesignFromFile {
  const read = readAnyDesign(path);
  if (read.counts === "events") return read;
  throw new CommandRefusal("counts-responses", `${read.design.name} in ${path} counts responses beside events, and this looks at events alone.`, "ask stroma design table, simulate or conduct.", 2);
}

/** Designs that can stand side by side: two or more, with the same number of dose levels. The first one is given back. */
export function requireAlike(reads: readonly DesignFromFile[]): DesignFromFile {
  const [first] = reads;
  if (first === undefined || reads.length < 2) throw new CommandRefusal("usage", "One design cannot be compared.", "name two design files or more.", 2);
  const other = reads.find((read) => read.design.doses !== first.design.doses);
  if (other !== undefined) throw new CommandRefusal("dose-levels-differ", `${first.path} has ${first.design.doses} dose levels and ${other.path} ${other.design.doses}.`, "compare designs with the same dose levels.", 2);
  return first;
}

/** Throws CommandRefusal with exit code 2 for a file that cannot be read or has faults. YAML and JSON are read alike. */
export function readAnyDesign(path: string): DesignFromFile | EfficacyFromFile {
  const text = readText(path);
  if (text.trim() === "") throw refuseFile(path, [{ path: "", line: 1, column: 1, code: "empty", message: "The file is empty.", remedy: "Begin with format, title, doseLevels and design." }]);
  const document = readYaml(text);
  if (document.faults.length > 0) throw refuseFile(path, document.faults.map((fault) => yamlFault(locateFault(fault, fault.place ?? document.placeOf(fault.path, fault.at)))));
  if (countsResponses(document.value)) {
    const read = readEfficacyDesignFile(document.value, document.placeOf);
    if (!read.ok) throw refuseFile(path, read.faults);
    return { counts: "responses", path, file: read.file, design: read.design, options: read.options };
  }
  const read = readDesignFile(document.value, document.placeOf);
  if (!read.ok) throw refuseFile(path, read.faults);
  return { counts: "events", path, file: read.file, design: read.design, timed: read.timed, eventDriven: read.eventDriven };
}

export function readText(path: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new CommandRefusal("file-unreadable", `${path} cannot be read (${(error as Error).message}).`, "check the path and who may read it.", 2);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const line = firstLineAstray(bytes);
    throw new CommandRefusal("not-text", `${path}:${line} is no text in UTF-8.`, "name a YAML or JSON file; save it as UTF-8.", 2, { file: path, line });
  }
}

/** The line of the first bytes that are no UTF-8. */
function firstLineAstray(bytes: Uint8Array): number {
  const shown = new TextDecoder("utf-8").decode(bytes);
  return shown.slice(0, Math.max(0, shown.indexOf("\uFFFD"))).split("\n").length;
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
