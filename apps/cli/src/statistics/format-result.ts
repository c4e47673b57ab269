/** Any result, for a person in a terminal: the method's sentence first, then what was found, tables as tables. */
import { formatTable } from "../design/text-table.ts";

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** @param result what `toJSON` of a result gave. */
export function formatResult(result: unknown): string {
  const { method, ...rest } = JSON.parse(JSON.stringify(result)) as { readonly [key: string]: Plain };
  return [typeof method === "string" ? method : "", "", ...linesOf(rest, "")].join("\n");
}

function linesOf(fields: { readonly [key: string]: Plain }, indent: string): string[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    const name = `${indent}${wordsOf(key)}`;
    if (isTable(value)) return ["", `${name}:`, tableOf(value), ""];
    if (Array.isArray(value)) return [value.every((one) => typeof one === "string") && value.length > 0 ? `${name}:\n${value.map((one) => `${indent}  - ${one}`).join("\n")}` : `${name}: ${value.length === 0 ? "none" : value.map(show).join(", ")}`];
    if (isMapping(value)) return isInterval(value) ? [`${name}: ${show(value["lower"])} to ${show(value["upper"])}${value["level"] === undefined ? "" : ` (${Number(value["level"]) * 100} %)`}`] : [`${name}:`, ...linesOf(value, `${indent}  `)];
    return [`${name}: ${show(value)}`];
  });
}

const isMapping = (value: unknown): value is { readonly [key: string]: Plain } => typeof value === "object" && value !== null && !Array.isArray(value);
const isTable = (value: Plain): value is readonly { readonly [key: string]: Plain }[] => Array.isArray(value) && value.length > 0 && value.every((row) => isMapping(row));
const isInterval = (value: { readonly [key: string]: Plain }): boolean => Object.keys(value).every((key) => ["lower", "upper", "level"].includes(key)) && "lower" in value && "upper" in value;

function tableOf(rows: readonly { readonly [key: string]: Plain }[]): string {
  const flat = rows.map((row) => flatten(row, ""));
  const keys = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  return formatTable([keys.map(wordsOf), ...flat.map((row) => keys.map((key) => show(row.get(key) ?? null)))]);
}

function flatten(row: { readonly [key: string]: Plain }, before: string): Map<string, Plain> {
  return new Map(
    Object.entries(row).flatMap(([key, value]): [string, Plain][] => {
      const name = before === "" ? key : `${before} ${key}`;
      return isMapping(value) ? [...flatten(value, name)] : [[name, value]];
    }),
  );
}

/** `degreesOfFreedom` reads as "degrees of freedom". */
const wordsOf = (key: string): string => key.replaceAll(/([a-z0-9])([A-Z])/gu, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);

function show(value: Plain | undefined): string {
  if (value === null || value === undefined) return "-";
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.map(show).join(" ") : JSON.stringify(value);
}
