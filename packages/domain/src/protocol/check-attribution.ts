import { isList, isMapping, type Mapping } from "./plain-value.ts";
import { faultAt, type DocumentPath, type UnlocatedFault } from "./protocol-fault.ts";

const jsrm = /\bJSRM\b|Japanese Society for Regenerative Medicine|10\.1016\/j\.reth\.2025|Terai/i;

/**
 * Faults for every number that names the JSRM recommendations as its source: no number of that article has been seen.
 * Text without a number may cite it.
 */
export function checkAttribution(value: unknown, path: DocumentPath = []): UnlocatedFault[] {
  if (isList(value)) return value.flatMap((entry, index) => checkAttribution(entry, [...path, index]));
  if (!isMapping(value)) return [];
  const inner = Object.entries(value).flatMap(([key, entry]) => checkAttribution(entry, [...path, key]));
  const source = value["source"];
  const citation = isMapping(source) ? source["citation"] : undefined;
  if (typeof citation !== "string" || !jsrm.test(citation) || !holdsNumber(value)) return inner;
  return [...inner, faultAt([...path, "source", "citation"], "protocol-number-attributed")];
}

/** A number beside the source, or in a mapping beside it that has no source of its own; digits in running text count too. */
function holdsNumber(value: Mapping): boolean {
  return Object.entries(value).some(([key, entry]) => {
    if (key === "source" || key === "id") return false;
    if (typeof entry === "number") return true;
    if (key === "text" && typeof entry === "string") return /\d/.test(entry);
    return isMapping(entry) && !("source" in entry) && holdsNumber(entry);
  });
}
