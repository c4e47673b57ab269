/** Scripts in R that repeat a method's figures with R's own packages, the data written out in them. */
import { type ColumnFields, isColumnGroup } from "./columns.ts";

/** What a method's description says of itself in R. */
export interface RCode {
  /** Packages to be attached; those that come with R need no mention. */
  readonly packages: readonly string[];
  /** Lines that compute and print. The rows stand in `d`, a group of columns in a data frame of its name (`covariates`); rows with something missing are gone, but for columns that may have gaps. */
  readonly lines: readonly string[];
  /** Lines that draw the figure that belongs to it. */
  readonly plot?: readonly string[];
  /** What differs from the method, where something does, in whole sentences. */
  readonly differs?: string;
}
/** What is known when the code is written. */
export interface RCodeGiven<Options> {
  /** With the defaults filled in. */
  readonly options: Options;
  /** Whether a column was given. */
  readonly has: (column: string) => boolean;
  /** The columns as they were given. */
  readonly columns: Readonly<Record<string, unknown>>;
}

/**
 * The whole script: a head that says what it repeats, the rows, the packages, the code.
 * Texts sort as in the C locale, by code points, as everywhere in this package.
 *
 * @example writeRScript({ title: "A mean.", method: "mean", fields: { x: column("number", "values") }, columns: { x: [1, null] }, codes: [{ packages: [], lines: ["mean(d$x)"] }] })
 */
export function writeRScript({ title, method, fields, columns, codes, plot = false }: { readonly title: string; readonly method: string; readonly fields: ColumnFields; readonly columns: Readonly<Record<string, unknown>>; readonly codes: readonly RCode[]; readonly plot?: boolean }): string {
  const packages = [...new Set(codes.flatMap((code) => code.packages))];
  const given = Object.entries(fields).filter(([name]) => columns[name] !== undefined && columns[name] !== null);
  const single = given.filter(([, field]) => !isColumnGroup(field)).map(([name]) => [name, columns[name]] as const);
  const groups = given.filter(([, field]) => isColumnGroup(field)).map(([name]) => [name, Object.entries(columns[name] as object)] as const);
  const frames = [["d", single] as const, ...groups].filter(([, listed]) => listed.length > 0);
  const names = frames.map(([name]) => name);
  // Gaps of a column that may have them are part of the method: only the others leave a row out.
  const gapped = new Set(given.filter(([, field]) => field.gaps === true).map(([name]) => name));
  const mustBeThere = frames.flatMap(([name, listed]) => (name !== "d" ? (gapped.has(name) ? [] : [name]) : listed.every(([column]) => !gapped.has(column)) ? ["d"] : listed.filter(([column]) => !gapped.has(column)).map(([column]) => `d$${rName(column)}`)));
  return [
    `# ${title}`,
    `# Repeats the method "${method}" with R's own functions${packages.length > 0 ? ` (packages ${packages.join(", ")})` : ""}.`,
    ...codes.flatMap(({ differs }) => (differs === undefined ? [] : [`# ${differs}`])),
    'invisible(Sys.setlocale("LC_COLLATE", "C"))',
    "options(digits = 10)",
    ...packages.map((name) => `library(${name})`),
    "",
    ...frames.flatMap(([name, listed]) => frameLines(name, listed)),
    `complete <- ${mustBeThere.length === 0 ? "rep(TRUE, nrow(d))" : `complete.cases(${mustBeThere.join(", ")})`}`,
    ...names.map((name) => `${name} <- ${name}[complete, , drop = FALSE]`),
    'cat(sum(!complete), "rows with something missing were left out\\n")',
    "",
    ...codes.flatMap((code) => [...code.lines, ...(plot && code.plot !== undefined ? ["", ...code.plot] : []), ""]),
  ].join("\n");
}

const frameLines = (name: string, listed: readonly (readonly [string, unknown])[]): string[] => [
  `${name} <- data.frame(`,
  ...listed.flatMap(([column, values]) => [`  ${rName(column)} = c(`, ...wrapped(Array.from(values as ArrayLike<unknown>, rValue)), "  ),"]),
  "  check.names = FALSE, stringsAsFactors = FALSE",
  ")",
];

/** A name as R takes it, whatever stands in it. @example rName("age at start") // "`age at start`" */
export const rName = (name: string): string => (/^[A-Za-z][A-Za-z0-9_.]*$/u.test(name) && !reserved.has(name) ? name : `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``);
/** A text, a number, a truth or nothing as R writes it. @example rValue(null) // "NA" */
export function rValue(value: unknown): string {
  if (value === null || value === undefined || value === "" || (typeof value === "number" && Number.isNaN(value))) return "NA";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : value > 0 ? "Inf" : "-Inf";
  if (typeof value === "boolean") return value ? "1" : "0";
  return JSON.stringify(typeof value === "string" ? value : JSON.stringify(value));
}
/** Several as a vector. @example rVector([1, 2]) // "c(1, 2)" */
export const rVector = (values: ArrayLike<unknown>): string => `c(${Array.from(values, rValue).join(", ")})`;

const reserved = new Set(["if", "else", "repeat", "while", "function", "for", "next", "break", "in", "TRUE", "FALSE", "NULL", "Inf", "NaN", "NA"]);

/** Lines of at most about a hundred signs. */
function wrapped(values: readonly string[]): string[] {
  const lines: string[] = [];
  let line = "   ";
  for (const [at, value] of values.entries()) {
    const piece = ` ${value}${at + 1 < values.length ? "," : ""}`;
    if (line.length + piece.length > 100 && line.trim() !== "") {
      lines.push(line);
      line = "   ";
    }
    line += piece;
  }
  return values.length === 0 ? [] : [...lines, line];
}
