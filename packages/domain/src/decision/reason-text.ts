/** Turns a reason into words for a person. */
import { unitText } from "../quantity/unit-text.ts";
import type { Reason, Seen } from "./decision.ts";
import { reasonCatalogue } from "./reason-catalogue.ts";
import type { ReasonText } from "./reason-catalogue.ts";

/**
 * The text of a reason, with `{name}` filled from what the rule saw.
 *
 * Unknown values (`null`, or a name that the rule did not record) read "unknown", never an empty place. Numbers are
 * shown with six significant digits; `{{` and `}}` stand for one brace; names `unit` and `…Unit` are shown as people write the unit. A code that the
 * catalogue does not hold (a record of another version) is named as such rather than hidden.
 *
 * @param catalogue another language's texts; English where left out.
 *
 * @example describeReason(reason("weight-missing", "weight", rule)).message // "The weight is unknown."
 */
export function describeReason(reason: Reason, catalogue: Readonly<Record<string, ReasonText>> = reasonCatalogue): ReasonText {
  const text = Object.hasOwn(catalogue, reason.code) ? catalogue[reason.code] : undefined;
  if (text === undefined) {
    return { message: `Reason "${reason.code}" has no text in this version.`, remedy: "Look at the record with the version that wrote it." };
  }
  return { message: fill(text.message, reason), remedy: fill(text.remedy, reason) };
}

function fill(template: string, reason: Reason): string {
  return template.replaceAll(/\{\{|\}\}|\{(\w+)\}/gu, (match: string, name: string | undefined) => {
    if (name === undefined) return match.charAt(0);
    const seen = Object.hasOwn(reason.saw, name) ? reason.saw[name] : null;
    return inWords(name, seen ?? null);
  });
}

function inWords(name: string, seen: Seen): string {
  if (seen === null) return "unknown";
  if (typeof seen === "boolean") return seen ? "yes" : "no";
  if (typeof seen === "number") return String(Number(seen.toPrecision(6)));
  return name === "unit" || name.endsWith("Unit") ? unitText(seen) : seen;
}
