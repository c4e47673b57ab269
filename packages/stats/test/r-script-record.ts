/** What R printed when the scripts of the methods' examples were run, as validation/r-scripts.json holds it. */
import { createHash } from "node:crypto";

export interface RecordedScripts {
  readonly r: string;
  readonly scripts: Record<string, { readonly hash: string; readonly packages: string; readonly numbers: readonly number[] }>;
}

export const scriptHash = (script: string): string => createHash("sha256").update(script).digest("hex").slice(0, 16);

/** Numbers that tell something: with a fraction and at least four digits; each once. */
export function printedNumbers(text: string): number[] {
  const found = text.match(/-?\d+\.\d+(?:e[-+]?\d+)?/giu) ?? [];
  return [...new Set(found.filter((word) => word.replaceAll(/e.*$/giu, "").replaceAll(/[-.]/gu, "").replace(/^0+/u, "").length >= 4).map(Number))].slice(0, 400);
}

/** Every number of a result that is neither whole nor short, each once. */
export function tellingNumbers(value: unknown, into: Set<number> = new Set()): Set<number> {
  if (typeof value === "number" && Number.isFinite(value) && !Number.isInteger(value * 100)) into.add(value);
  else if (typeof value === "object" && value !== null) for (const one of ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : Object.values(value)) tellingNumbers(one, into);
  return into;
}
