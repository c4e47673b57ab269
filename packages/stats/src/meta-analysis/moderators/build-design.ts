/** From moderators as given, numbers and categories, to the columns of a regression. */
import type { NamedColumn } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { weightedLeastSquares } from "../../linear-algebra/least-squares.ts";
import { type Matrix, columnOf, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { decomposeQr } from "../../linear-algebra/pivoted-qr.ts";

export type Moderator = NamedColumn<"covariate">;

/** What one coefficient stands for. */
export interface DesignTerm {
  /** `intercept`, the moderator's name, or `name: level`. */
  readonly name: string;
  readonly moderator: string | null;
  /** Of a moderator of categories: this level … */
  readonly level: string | null;
  /** … against this one; `null` where the design has no intercept and the coefficient is the level's own mean. */
  readonly reference: string | null;
}
export interface ModeratorDesign {
  readonly matrix: Matrix;
  readonly terms: readonly DesignTerm[];
  readonly moderators: readonly string[];
  /** The row of the design for one value of each moderator. Throws StatisticRefusal for a level or a moderator that is not known. */
  readonly rowFor: (setting: ReadonlyMap<string, string>, path: string) => Float64Array;
}
export interface DesignOptions {
  readonly intercept: boolean;
  /** Moderators whose numbers are names of categories. */
  readonly factors: readonly string[] | null;
  /** `moderator=level`: the level that the others are held against. */
  readonly references: readonly string[] | null;
}

interface Part {
  readonly terms: readonly DesignTerm[];
  readonly moderator: string;
  /** The numbers of its columns, for the value in a row or for a text. */
  readonly at: (row: number) => readonly number[];
  readonly of: (value: string, path: string) => readonly number[];
}

/**
 * The design of a regression on moderators: numbers as they are; categories as a column of 0 and 1 for each level but the reference,
 * which is the first in the order of their characters where none is named. Without an intercept the first moderator of categories
 * has a column for each of its levels, as in R.
 *
 * Throws StatisticRefusal `unknown-choice` and `unknown-column` for references and factors that do not fit, `one-group` for
 * categories of one level beside an intercept, and `singular`, naming the moderators that determine each other.
 */
export function buildDesign(size: number, moderators: readonly Moderator[], options: DesignOptions): ModeratorDesign {
  const known = moderators.map(({ name }) => name);
  for (const name of options.factors ?? []) requireKnown(name, "factors", known);
  const references = readReferences(options.references, known);
  let needsReference = options.intercept;
  const parts = moderators.map((moderator): Part => {
    const named = references.get(moderator.name);
    if (moderator.values instanceof Float64Array && !(options.factors ?? []).includes(moderator.name)) {
      if (named !== undefined) throw new StatisticRefusal("unknown-choice", "references", `${moderator.name} holds numbers, and has no reference level.`, "Take it out, or name the moderator in factors.");
      return numberPart(moderator.name, moderator.values);
    }
    const part = factorPart(moderator.name, Array.from(moderator.values, String), named, needsReference);
    needsReference = true;
    return part;
  });
  const terms = [...(options.intercept ? [{ name: "intercept", moderator: null, level: null, reference: null }] : []), ...parts.flatMap((part) => part.terms)];
  if (terms.length === 0) throw new StatisticRefusal("missing-column", "moderators", "There is neither a moderator nor an intercept.", "Give at least one moderator.");
  const matrix = zeroMatrix(size, terms.length);
  const first = options.intercept ? [1] : [];
  for (let row = 0; row < size; row++) matrix.values.set([...first, ...parts.flatMap((part) => part.at(row))], row * terms.length);
  requireIndependent(matrix, terms);
  const rowFor = (setting: ReadonlyMap<string, string>, path: string): Float64Array => {
    for (const name of setting.keys()) requireKnown(name, path, known);
    return Float64Array.from([...first, ...parts.flatMap((part) => {
      const value = setting.get(part.moderator);
      if (value === undefined) throw new StatisticRefusal("missing-column", path, `It has no value of ${part.moderator}.`, `Give ${known.map((name) => `${name}=…`).join("; ")}.`);
      return part.of(value, path);
    })]);
  };
  return { matrix, terms, moderators: known, rowFor };
}

function requireKnown(name: string, path: string, known: readonly string[]): void {
  if (!known.includes(name)) throw new StatisticRefusal("unknown-column", path, `There is no moderator ${JSON.stringify(name)}.`, `Moderators are ${known.join(", ")}.`);
}

function readReferences(given: readonly string[] | null, known: readonly string[]): ReadonlyMap<string, string> {
  return new Map((given ?? []).map((text): [string, string] => {
    const cut = text.indexOf("=");
    if (cut < 1) throw new StatisticRefusal("unknown-choice", "references", `${JSON.stringify(text)} names no level.`, 'Give "moderator=level".');
    const name = text.slice(0, cut).trim();
    requireKnown(name, "references", known);
    return [name, text.slice(cut + 1).trim()];
  }));
}

function numberPart(name: string, values: Float64Array): Part {
  return {
    moderator: name,
    terms: [{ name, moderator: name, level: null, reference: null }],
    at: (row) => [values[row] as number],
    of: (text, path) => {
      const value = text === "" ? Number.NaN : Number(text);
      if (!Number.isFinite(value)) throw new StatisticRefusal("not-a-number", path, `${JSON.stringify(text)} is not a number for ${name}.`, "Give a number.");
      return [value];
    },
  };
}

function factorPart(name: string, values: readonly string[], named: string | undefined, withReference: boolean): Part {
  const levels = [...new Set(values)].toSorted();
  if (named !== undefined && !levels.includes(named)) throw new StatisticRefusal("unknown-choice", "references", `${name} has no level ${JSON.stringify(named)}.`, `Levels are ${levels.join(", ")}.`);
  if (withReference && levels.length < 2) throw new StatisticRefusal("one-group", `moderators.${name}`, `All studies have the level ${levels.join("")}.`, "Take the moderator out.");
  const reference = withReference ? (named ?? levels[0] ?? "") : null;
  const kept = levels.filter((level) => level !== reference);
  const codes = new Map(levels.map((level) => [level, kept.map((one) => (one === level ? 1 : 0))]));
  return {
    moderator: name,
    terms: kept.map((level) => ({ name: `${name}: ${level}`, moderator: name, level, reference })),
    at: (row) => codes.get(values[row] ?? "") ?? [],
    of: (text, path) => {
      const code = codes.get(text);
      if (code === undefined) throw new StatisticRefusal("unknown-choice", path, `${name} has no level ${JSON.stringify(text)}.`, `Levels are ${levels.join(", ")}.`);
      return code;
    },
  };
}

/** Names the first column that others determine, and those others. */
function requireIndependent(matrix: Matrix, terms: readonly DesignTerm[]): void {
  const { rows, columns } = matrix;
  if (rows < columns) return;
  const [dependent] = decomposeQr(matrix).dependentColumns;
  if (dependent === undefined) return;
  const before: Matrix = zeroMatrix(rows, dependent);
  for (let row = 0; row < rows; row++) before.values.set(matrix.values.subarray(row * columns, row * columns + dependent), row * dependent);
  const target = columnOf(matrix, dependent);
  const made = dependent === 0 ? [] : weightedLeastSquares(before, target).coefficients;
  const size = Math.max(...target.map(Math.abs));
  const others = terms.slice(0, dependent).filter((_, at) => Math.abs(made[at] ?? 0) * Math.max(...columnOf(before, at).map(Math.abs)) > 1e-6 * size);
  const name = terms[dependent]?.name ?? "";
  const of = others.map((term) => term.name).join(", ");
  throw new StatisticRefusal("singular", `moderators.${terms[dependent]?.moderator ?? name}`, of === "" ? `${name} is 0 in every study.` : `${name} is determined by ${of}.`, "Take one of them out.", { column: name, others: of });
}
