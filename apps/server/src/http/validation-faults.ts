/** The validator's complaints as faults that a person can mend. They never repeat the value itself. */
import type { Fault } from "./api-error.ts";
import { wordsOfPattern } from "./words-of-pattern.ts";

interface Complaint {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

const mostFaults = 100;
/** Members of a union complain each on their own; the summary alone helps nobody. */
const summaries = new Set(["anyOf", "oneOf", "if"]);

/** Is it an address whose id is none? Nothing can be there, so that no fault needs mending. */
export function isOfNoId(complaints: readonly unknown[], context: string): boolean {
  return context === "params" && (complaints as readonly Complaint[]).some(({ instancePath }) => /[a-z]Id$/u.test(instancePath));
}

export function faultsOf(complaints: readonly unknown[], context: string): Fault[] {
  const all = complaints as readonly Complaint[];
  const telling = all.filter((complaint) => !summaries.has(complaint.keyword));
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const complaint of telling.length > 0 ? telling : all) {
    const fault = faultOf(complaint, context);
    const key = `${fault.path} ${fault.code} ${fault.message}`;
    if (seen.has(key) || faults.length === mostFaults) continue;
    seen.add(key);
    faults.push(fault);
  }
  return faults;
}

function faultOf(complaint: Complaint, context: string): Fault {
  const base = complaint.instancePath.slice(1).replaceAll("/", ".");
  const member = complaint.params["missingProperty"] ?? complaint.params["additionalProperty"];
  const inside = [base, typeof member === "string" ? member.slice(0, 80) : ""].filter((part) => part !== "").join(".");
  const path = context === "body" ? inside : [context === "querystring" ? "query" : "path", inside].filter((part) => part !== "").join(".");
  const text = complaint.message ?? "is not as it should be";
  switch (complaint.keyword) {
    case "required":
      return { path, code: "missing", message: "This is missing.", remedy: "Give it a value." };
    case "additionalProperties":
      return { path, code: "unknown-property", message: "This property is not known here.", remedy: "Remove it, or mend its spelling." };
    case "type":
      return { path, code: "wrong-type", message: `The value ${text}.`, remedy: "Nothing is converted: a number is no text, and null is no number." };
    case "enum":
    case "const": {
      const allowed = complaint.params["allowedValues"] ?? [complaint.params["allowedValue"]];
      return { path, code: "not-in-list", message: "The value is not one of the list.", remedy: `One of: ${(allowed as unknown[]).join(", ")}.` };
    }
    case "pattern":
      return { path, code: "not-valid", ...wordsOfPattern(complaint.params["pattern"]) };
    default:
      return { path, code: "not-valid", message: `The value ${text}.`, remedy: "See the OpenAPI document for what is right." };
  }
}
