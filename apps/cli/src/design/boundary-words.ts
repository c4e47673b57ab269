/** What the forms of `stroma design boundary` read alike. */
import { CommandRefusal } from "../outcome.ts";
import type { TableForm } from "./text-table.ts";

export interface CalibrationWords {
  readonly alpha: number | null;
  readonly cutoff: number | null;
}

export function calibrationOf({ alpha, cutoff }: CalibrationWords): { readonly alpha: number } | { readonly cutoff: number } {
  if (alpha !== null && cutoff !== null) return refuseUsage("Both --alpha and --cutoff are given.", "give one of them.");
  if (alpha !== null) return { alpha };
  return cutoff === null ? refuseUsage("Neither --alpha nor --cutoff is given.", "give --alpha, the error that is allowed, for example 0.1.") : { cutoff };
}

/** Two numbers; one each otherwise. */
export function pairOf(option: string, given: readonly number[] | null): readonly [number, number] {
  const [first, second, ...more] = given ?? [1, 1];
  if (first === undefined || second === undefined || more.length > 0) return refuseUsage(`${option} does not have two numbers.`, "give two, for example 1,1.");
  return [first, second];
}

/** An option that the chosen kind does not use is refused, not ignored; one that it needs is asked for. */
export function requireUsed(kind: string, options: Readonly<Record<string, unknown>>, used: readonly string[]): void {
  for (const [name, value] of Object.entries(options)) if (value !== null && !used.includes(name)) refuseUsage(`${optionName(name)} has no meaning for ${kind}.`, "leave it out.");
}

/** A CSV holds the one table of limits: what asks for more is refused with it, not dropped. */
export function refuseBesideCsv(form: TableForm, options: Readonly<Record<string, unknown>>): void {
  if (form !== "csv") return;
  for (const [name, value] of Object.entries(options)) if (value !== null) refuseUsage(`${optionName(name)} has no place in the CSV, which holds the table alone.`, "leave it out, or take another --form or --json.");
}

export function needed<T>(name: string, value: T | null, remedy: string): T {
  return value ?? refuseUsage(`${optionName(name)} is not given.`, remedy);
}

const optionName = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** True rates for which characteristics are told where none are given. */
export const usualRates: readonly number[] = [0.05, 0.1, 0.2, 0.3, 0.4];

export interface Standing {
  readonly standing: "hold" | "go-on" | "not-known";
  readonly sentence: string;
}

/** "10:1,20:2" as pairs of numbers. */
export function readPairs(option: string, text: string, example: string): readonly (readonly [number, number])[] {
  return text.split(",").map((part) => {
    const match = /^\s*(\d+(?:\.\d+)?):(\d+)\s*$/.exec(part) ?? refuseUsage(`${option} ${text} cannot be read.`, example);
    return [Number(match[1]), Number(match[2])] as const;
  });
}

export function refuseUsage(message: string, remedy: string): never {
  throw new CommandRefusal("usage", message, remedy, 2);
}
