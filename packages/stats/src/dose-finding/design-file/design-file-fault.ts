/** A fault of a design file: where it stands, what is wrong, what would be right. */

/** Keys and list positions from the root of the file. */
export type DesignFilePath = readonly (string | number)[];

export interface DesignFilePlace {
  readonly line: number;
  readonly column: number;
}

/** Where a path stands in the text, for example in YAML; `null` where the text does not say it. */
export type FindPlace = (path: DesignFilePath, at: "key" | "value") => DesignFilePlace | null;

export interface DesignFileFault {
  /** Keys and positions joined with dots: `design.target`, `scenarios.1.truth`; empty for the whole file. */
  readonly path: string;
  /** Both from 1; `null` where only the plain object is known. */
  readonly line: number | null;
  readonly column: number | null;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** A fault without its place. */
export interface FieldFault {
  readonly path: DesignFilePath;
  readonly at: "key" | "value";
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export const fieldFault = (path: DesignFilePath, code: string, message: string, remedy: string, at: "key" | "value" = "value"): FieldFault => ({ path, at, code, message, remedy });

export function locateFault(fault: FieldFault, find: FindPlace): DesignFileFault {
  const place = find(fault.path, fault.at);
  return { path: fault.path.join(".").slice(0, 200), line: place?.line ?? null, column: place?.column ?? null, code: fault.code, message: fault.message, remedy: fault.remedy };
}

/** What was seen, short enough for a message whatever it is. */
export function showValue(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : Array.isArray(value) ? `a list of ${value.length}` : typeof value === "object" && value !== null ? "a mapping" : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
