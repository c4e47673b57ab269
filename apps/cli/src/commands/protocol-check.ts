/** `stroma protocol check`: every fault of a document with line, column and remedy. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Protocol } from "@stroma/domain";
import { type ProtocolFault, parseProtocol } from "@stroma/domain/protocol-parser";
import { CommandRefusal, type Outcome } from "../outcome.ts";

export function protocolCheck(files: readonly string[]): Outcome {
  const results = files.map((file) => ({ file, ...readProtocol(file) }));
  const faulty = results.filter((result) => !result.ok);
  const lines = results.flatMap((result) =>
    result.ok
      ? [`${result.file}: ${result.protocol.id} ${result.protocol.version}, no faults`]
      : result.faults.map((fault) => formatFault(result.file, fault)),
  );
  return {
    exitCode: faulty.length === 0 ? 0 : 1,
    json: results.map((result) => ({ file: result.file, ok: result.ok, faults: result.ok ? [] : result.faults })),
    text: lines.join("\n"),
  };
}

/** Reads a document; what it extends is looked for among the documents beside it. */
export function readProtocol(file: string): ReturnType<typeof parseProtocol> {
  return parseProtocol(readText(file), { resolve: (id, version) => findBeside(dirname(file), id, version, new Set([file])) });
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandRefusal("file-unreadable", `${file} cannot be read (${(error as Error).message}).`, "check the path and who may read it.");
  }
}

/** What lies beside the document and cannot be read is not what it extends. */
function readOther(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function findBeside(folder: string, id: string, version: string, seen: ReadonlySet<string>): Protocol | null {
  for (const name of readdirSync(folder).filter((entry) => /\.ya?ml$/.test(entry))) {
    const file = join(folder, name);
    if (seen.has(file)) continue;
    const text = readOther(file);
    if (text === null) continue;
    const parsed = parseProtocol(text, { resolve: (next, nextVersion) => findBeside(folder, next, nextVersion, new Set([...seen, file])) });
    if (parsed.ok && parsed.protocol.id === id && parsed.protocol.version === version) return parsed.protocol;
  }
  return null;
}

export function formatFault(file: string, fault: ProtocolFault): string {
  return `${file}:${fault.line}:${fault.column}  ${fault.message}\n    at ${fault.path === "" ? "the document" : fault.path}; ${fault.remedy}  (${fault.code})`;
}
