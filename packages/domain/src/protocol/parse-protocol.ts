import { checkAttribution } from "./check-attribution.ts";
import { checkChannels } from "./check-channels.ts";
import { checkReferences } from "./check-references.ts";
import { checkShape } from "./check-shape.ts";
import { checkTightening } from "./check-tightening.ts";
import { overlayProtocol } from "./overlay-protocol.ts";
import { faultAt, locateFault, type DocumentPath, type ProtocolFault, type UnlocatedFault } from "./protocol-fault.ts";
import type { ProtocolDocument } from "./protocol-schema.ts";
import type { Protocol } from "./protocol.ts";
import { readYaml, type LocatedDocument } from "./read-yaml.ts";
import { findRuleset, type FindRuleset } from "./resolve-protocol.ts";

export type ParsedProtocol = { readonly ok: true; readonly protocol: Protocol } | { readonly ok: false; readonly faults: readonly ProtocolFault[] };

/** A document with more faults than this is not read by a person to the end. */
const maximumFaults = 500;

/**
 * Parses a protocol document and reports all faults at once, each with line, column, path, what is wrong and what would be right.
 *
 * Never throws on bad input. A document that `extends` a ruleset is resolved through `options.resolve`; without it every
 * such document has the fault `protocol-extends-unknown`.
 *
 * @example
 * const parsed = parseProtocol("format: stroma-protocol/2");
 * // parsed.ok is false; parsed.faults[0] has line 1, column 9, path "format"
 */
export function parseProtocol(text: string, options: { readonly resolve?: FindRuleset } = {}): ParsedProtocol {
  if (typeof text !== "string") return { ok: false, faults: [locateFault(faultAt([], "protocol-unreadable", { detail: "it is not text" }), { line: 1, column: 1 })] };
  const document = readYaml(text);
  const broken = document.faults.length > 0;
  const { faults, base } = checkDocument(document, options.resolve ?? (() => null));
  if (broken || faults.length > 0) return { ok: false, faults: selectFaults(locateAll([...document.faults, ...faults], document)) };
  // Read without prototypes for safety; handed on as ordinary data that shares nothing.
  return { ok: true, protocol: overlayProtocol(base, JSON.parse(JSON.stringify(document.value)) as ProtocolDocument) };
}

function checkDocument(document: LocatedDocument, resolve: FindRuleset): { readonly faults: readonly UnlocatedFault[]; readonly base: Protocol | null } {
  const { value } = document;
  const { base, faults: extendsFaults } = findRuleset(value, resolve);
  const lineOf = (path: DocumentPath): number => document.placeOf(path, "key").line;
  // Without its ruleset a document cannot be told from an incomplete one, so references would be blamed wrongly.
  const complete = extendsFaults.length === 0;
  const own = [
    ...checkShape(value),
    ...checkAttribution(value),
    ...(complete ? [...checkChannels(value, base), ...checkReferences(value, base, lineOf)] : []),
  ];
  const faults = [...extendsFaults, ...own];
  return { faults: base === null ? faults : [...faults, ...checkTightening(value, base, soundness([...document.faults, ...faults]))], base };
}

/** A part is sound when no fault lies within it. */
function soundness(faults: readonly UnlocatedFault[]): (path: DocumentPath) => boolean {
  const prefixes = new Set(faults.flatMap((fault) => fault.path.map((_, index) => JSON.stringify(fault.path.slice(0, index + 1)))));
  return (path) => !prefixes.has(JSON.stringify(path));
}

/**
 * Behind a fault of syntax nothing can be said: one such fault makes many, and what follows it looks missing. Of faults of
 * syntax the first of each line is kept, of the others those that stand before and do not speak of what is missing.
 */
function selectFaults(faults: readonly ProtocolFault[]): readonly ProtocolFault[] {
  const isSyntax = (fault: ProtocolFault): boolean => fault.code === "protocol-yaml-syntax";
  const first = faults.find(isSyntax);
  if (first === undefined) return faults;
  const lines = new Map(faults.filter(isSyntax).toReversed().map((fault) => [fault.line, fault]));
  const others = faults.filter((fault) => !isSyntax(fault) && fault.line < first.line && !dependsOnTheRest.has(fault.code));
  return [...others, ...[...lines.values()].toSorted((a, b) => a.line - b.line).slice(0, 10)];
}

const dependsOnTheRest = new Set<string>(["protocol-missing-key", "protocol-source-missing", "protocol-item-undefined", "protocol-item-not-asked", "protocol-reference-undefined", "protocol-bands-hole", "protocol-phase-loosened", "protocol-schedule-loosened"]);

function locateAll(faults: readonly UnlocatedFault[], document: LocatedDocument): readonly ProtocolFault[] {
  return faults
    .slice(0, maximumFaults)
    .map((fault) => locateFault(fault, fault.place ?? document.placeOf(fault.path, fault.at)))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}
