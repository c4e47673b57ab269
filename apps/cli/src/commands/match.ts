/** `stroma match`: reads the table, matches, and shows balance and attrition. */
import { type ColumnKind, type MatchColumns, type MatchOptions, type MatchedControls, type MatchedEffect, estimateMatchedEffect, lovePlotSvg, matchSteps } from "@stroma/stats";
import type { Interrupt, Progress } from "../design/drive.ts";
import { refusing } from "../design/refuse-options.ts";
import { formatTable } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";
import { chooseRows } from "../statistics/choose-rows.ts";
import { cellsOf } from "../statistics/fit-columns.ts";
import { type Table, readTable } from "../statistics/read-table.ts";
import { formatMatch } from "../statistics/format-match.ts";
import { driveMethod } from "./compute.ts";

export interface MatchWords {
  readonly input: string;
  readonly treatment: string;
  readonly covariates: string;
  readonly exact?: string;
  readonly distance: NonNullable<MatchOptions["distance"]>;
  readonly score?: string;
  readonly firth?: true;
  readonly algorithm: NonNullable<MatchOptions["algorithm"]>;
  readonly order?: NonNullable<MatchOptions["order"]>;
  readonly ratio: number;
  readonly replace?: true;
  readonly caliper?: number;
  readonly caliperUnit: NonNullable<MatchOptions["caliperUnit"]>;
  readonly denominator: NonNullable<MatchOptions["denominator"]>;
  readonly rawBinaries?: true;
  readonly seed: number;
  readonly outcome?: string;
  readonly where: readonly string[];
  readonly plot?: string;
  readonly out?: string;
}

export async function match(words: MatchWords, parts: { readonly progress: Progress; readonly interrupt: Interrupt }): Promise<Outcome> {
  if (words.score !== undefined && words.distance !== "score") throw new CommandRefusal("options-conflict", "--score is for --distance score.", "give --distance score, or leave --score out.", 2);
  if (words.outcome !== undefined && words.replace === true) throw new CommandRefusal("options-conflict", "With --replace a row may be in several sets, on which the outcome's standard error cannot be clustered here.", "leave --replace or --outcome out.", 2);
  if (words.plot !== undefined && words.plot === words.out) throw new CommandRefusal("usage", "--plot and --out name one file.", "name two.", 2);
  for (const file of [words.plot, words.out]) if (file !== undefined) requireWritable(file);
  const table = chooseRows(readTable(words.input), words.where);
  const outcome = words.outcome === undefined ? null : cellsIn(table, words.outcome, "number");
  const result = await driveMethod(matchSteps(columnsIn(table, words), optionsOf(words)), parts);
  const effect = outcome === null ? null : refusing(() => estimateMatchedEffect({ treated: cellsIn(table, words.treatment, "flag") as number[], outcome: outcome as number[], weight: result.weights, ...(result.matchedSets === null ? {} : { matchedSet: result.matchedSets }) }));
  if (words.plot !== undefined) writeWhole(words.plot, lovePlotSvg(result.balance, { method: result.method }));
  if (words.out !== undefined) writeWhole(words.out, matchedCsv(table, result));
  const written = [words.plot, words.out].filter((file) => file !== undefined);
  return { exitCode: 0, json: effect === null ? result : { ...(result.toJSON() as object), effect }, text: [formatMatch(result, effect as MatchedEffect | null), ...(written.length > 0 ? [`\nWritten: ${written.join(", ")}.`] : [])].join("\n") };
}

function cellsIn(table: Table, name: string, kind: ColumnKind): readonly unknown[] {
  const values = table.columns.get(name);
  if (values === undefined) throw new CommandRefusal("no-such-column", `The file has no column "${name}".`, `columns are ${[...table.columns.keys()].join(", ")}.`, 2);
  return cellsOf(kind, values, name);
}

const groupIn = (table: Table, names: string, kind: ColumnKind) => Object.fromEntries(names.split(",").map((name) => [name.trim(), cellsIn(table, name.trim(), kind)]));

function columnsIn(table: Table, { treatment, covariates, exact, score }: MatchWords): MatchColumns {
  // The method itself holds each value against its column's kind.
  return { treated: cellsIn(table, treatment, "flag"), covariates: groupIn(table, covariates, "covariate"), ...(exact === undefined ? {} : { exact: groupIn(table, exact, "text") }), ...(score === undefined ? {} : { score: cellsIn(table, score, "number") }) } as unknown as MatchColumns;
}

function optionsOf({ distance, firth, algorithm, order, ratio, replace, caliper, caliperUnit, denominator, rawBinaries, seed }: MatchWords): MatchOptions {
  return { distance, propensity: firth === true ? "firth" : "maximum-likelihood", algorithm, order, ratio, replacement: replace === true ? "with" : "without", caliper, caliperUnit, denominator, binaries: rawBinaries === true ? "raw" : "standardised", seed };
}

/** All rows with what matching found; its own columns have names of their own where the file has one so. */
function matchedCsv(table: Table, { scores, weights, matchedSets, pairs }: MatchedControls): string {
  const names = [...table.columns.keys()];
  const own = (name: string) => (table.columns.has(name) ? `stroma_${name}` : name);
  const ofRow = new Map<number, number[]>();
  if (matchedSets === null) for (const [at, set] of pairs.set.entries()) for (const row of [pairs.treatedRow[at] ?? 0, pairs.controlRow[at] ?? 0]) ofRow.set(row, [...new Set([...(ofRow.get(row) ?? []), set])]);
  const cell = (value: unknown): string => (value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value));
  const rows = Array.from({ length: table.rows }, (_, row) => [
    ...names.map((name) => cell(table.columns.get(name)?.[row])),
    cell(scores?.[row]), cell(weights[row]), matchedSets === null ? (ofRow.get(row + 1) ?? []).join(" ") : cell(matchedSets[row]),
  ]);
  return `${formatTable([[...names, own("score"), own("weight"), own("matched_set")], ...rows], "csv")}\n`;
}
