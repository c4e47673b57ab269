/** Columns of studies under the names that evidence tables give them. */
import { type AnyMethod, type ColumnField, type Measure, effectSizeColumns, measureFacts } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import { type FittedColumns, fitColumns } from "../statistics/fit-columns.ts";
import type { Table } from "../statistics/read-table.ts";

type StudyColumn = keyof typeof effectSizeColumns;

/** Other names of a column, in the order in which they are looked for: those of R's metafor and meta, and of tables of cell products. */
const aliases: Readonly<Record<StudyColumn, readonly string[]>> = {
  study: ["study", "trial", "studlab", "slab", "author", "nct_id"],
  treatedEvents: ["events_msc", "ai", "event.e", "x1i"],
  treatedTotal: ["n_msc", "n1i", "n.e"],
  controlEvents: ["events_control", "ci", "event.c", "x2i"],
  controlTotal: ["n_control", "n2i", "n.c"],
  treatedTime: ["t1i", "time.e"],
  controlTime: ["t2i", "time.c"],
  treatedMean: ["m1i", "mean.e"],
  treatedSd: ["sd1i", "sd.e"],
  controlMean: ["m2i", "mean.c"],
  controlSd: ["sd2i", "sd.c"],
  events: ["xi", "event"],
  total: ["ni", "n", "denominator"],
  time: ["ti"],
  estimate: ["yi", "TE"],
  variance: ["vi"],
  standardError: ["sei", "seTE", "se"],
  hazardRatio: ["hr"],
  lower: ["ci_low"],
  upper: ["ci_high"],
  observedMinusExpected: ["o_minus_e", "oe"],
};

const ofShape: Readonly<Record<string, readonly (readonly StudyColumn[])[]>> = {
  "two-arm-counts": [["treatedEvents", "treatedTotal", "controlEvents", "controlTotal"]],
  "two-arm-times": [["treatedEvents", "treatedTime", "controlEvents", "controlTime"]],
  "two-arm-means": [["treatedMean", "treatedSd", "treatedTotal", "controlMean", "controlSd", "controlTotal"]],
  "one-arm-counts": [["events", "total"]],
  "one-arm-times": [["events", "time"]],
  "hazard": [["observedMinusExpected", "variance"], ["hazardRatio", "lower", "upper"], ["estimate", "standardError"], ["estimate", "variance"]],
  "generic": [["estimate", "standardError"], ["estimate", "variance"]],
};

export interface StudyColumns {
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
  /** Which column of the file was read for which of ours. */
  readonly read: Readonly<Record<string, string>>;
}

/** Finds the columns that a measure is made of: by `--column`, by our names, then by those above. Throws CommandRefusal, exit code 2. */
export function evidenceColumns(measure: Measure, table: Table, named: readonly string[]): StudyColumns {
  const own = new Map(named.map((pair): [string, string] => [pair.slice(0, Math.max(0, pair.indexOf("="))), pair.slice(pair.indexOf("=") + 1)]));
  const forms = ofShape[measureFacts(measure).shape] ?? [];
  const found = (name: StudyColumn): string | null => own.get(name) ?? [name, ...aliases[name]].find((one) => table.columns.has(one)) ?? null;
  const form = forms.find((names) => names.every((name) => found(name) !== null)) ?? forms[0] ?? [];
  const names: readonly StudyColumn[] = [...(found("study") === null ? [] : ["study" as const]), ...form];
  const lacking = form.find((name) => found(name) === null);
  const [only = ""] = table.columns.size === 1 ? [...table.columns.keys()] : [];
  if (lacking !== undefined && /[;\t]/u.test(only)) throw new CommandRefusal("missing-column", `The header is one cell: "${only.slice(0, 60)}".`, "separate cells with commas, not with semicolons or tabs.", 2, { path: lacking });
  if (lacking !== undefined) throw new CommandRefusal("missing-column", `The file has no column "${lacking}" (${effectSizeColumns[lacking].says}).`, `name the one that holds it: --column ${lacking}=<one of ${[...table.columns.keys()].join(", ")}>.`, 2, { path: lacking });
  const fields: Record<string, ColumnField> = Object.fromEntries(names.map((name) => [name, { ...effectSizeColumns[name], required: true }]));
  const method: Pick<AnyMethod, "columns"> = { columns: fields };
  const unnamed = names.filter((name) => !own.has(name)).map((name) => `${name}=${found(name) ?? name}`);
  const { columns } = fitColumns(method, table, [...named, ...unnamed]) as FittedColumns & { readonly columns: Readonly<Record<string, readonly unknown[]>> };
  return { columns, read: Object.fromEntries(names.map((name) => [name, found(name) ?? name])) };
}
