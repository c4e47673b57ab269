/** Faults of protocol documents: where each stands, what is wrong, what would be right. */
import type { Seen } from "../decision/decision.ts";
import { protocolReasons, type ProtocolReasonCode } from "./protocol-reasons.ts";

/** Keys and list positions from the root of the document. */
export type DocumentPath = readonly (string | number)[];

/** Line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface ProtocolFault extends Place {
  /** Keys and positions joined with dots, for example `dose.levels.0.quantity`; empty for the whole document. */
  readonly path: string;
  readonly code: ProtocolReasonCode;
  readonly message: string;
  readonly remedy: string;
}

/** A fault that still has to be located: at the key or at the value of `path`. */
export interface UnlocatedFault {
  readonly path: DocumentPath;
  readonly at: "key" | "value";
  readonly code: ProtocolReasonCode;
  readonly saw: Readonly<Record<string, Seen>>;
  /** Where the path alone does not say it, for example at the second of two equal keys. */
  readonly place?: Place;
}

/** Shorthand for a fault at a value. */
export function faultAt(path: DocumentPath, code: ProtocolReasonCode, saw: Readonly<Record<string, Seen>> = {}): UnlocatedFault {
  return { path, at: "value", code, saw };
}

/** The same, at the key. */
export function faultAtKey(path: DocumentPath, code: ProtocolReasonCode, saw: Readonly<Record<string, Seen>> = {}): UnlocatedFault {
  return { path, at: "key", code, saw };
}

/** Fills the texts of the catalogue and adds the place. */
export function locateFault(fault: UnlocatedFault, place: Place): ProtocolFault {
  const text = protocolReasons[fault.code];
  return { ...place, path: shorten(fault.path.join("."), 200), code: fault.code, message: fill(text.message, fault.saw), remedy: fill(text.remedy, fault.saw) };
}

/** `{{` and `}}` stand for braces. What was seen is shortened: a hostile document must not make a huge message. */
function fill(template: string, saw: Readonly<Record<string, Seen>>): string {
  return template.replace(/\{\{|\}\}|\{([A-Za-z]+)\}/g, (whole: string, name: string | undefined) => {
    if (name === undefined) return whole.charAt(0);
    const seen = saw[name];
    return seen === undefined || seen === null ? "" : shorten(String(seen), 300);
  }).trim();
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
