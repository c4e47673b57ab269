/** Values of which some are only known to lie beneath, above or between limits. */
import { type GivenColumns, type MissingRows, column, mayColumn, mayColumnsOf, readRows } from "../../form/columns.ts";
import { choice, level, whole } from "../../form/option-fields.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { type Design, designMatrix } from "../../regression/design-matrix.ts";

export const censoredColumns = {
  value: column("number", "the value, or the limit that it is beneath or above; the lower limit where it is between two"),
  status: column("text", "measured, below, above or between"),
  upper: mayColumn("number", "the upper limit of rows with status between; in other rows any number, such as the value"),
  covariates: mayColumnsOf("covariate", "what may change the mean; texts are categories, the first by code points is the reference"),
  participant: mayColumn("text", "who was measured: rows of one share a random intercept"),
} as const;
export const censoredOptions = {
  scale: choice(["plain", "log"], "plain", "whether values are normal, or their natural logarithms"),
  nodes: whole(1, 200, 40, "nodes of adaptive Gauss-Hermite quadrature for the random intercept"),
  level,
} as const;
export type CensoredStatus = "measured" | "below" | "above" | "between";

export interface CensoredRows {
  /** On the scale of the model; for `between` the lower limit. */
  readonly value: Float64Array;
  readonly upper: Float64Array;
  readonly status: readonly CensoredStatus[];
  readonly design: Design;
  /** Rows by participant; `null` without. */
  readonly clusters: readonly (readonly number[])[] | null;
  readonly missing: MissingRows;
}

/** Throws StatisticRefusal `empty`, `unknown-choice`, `out-of-range` (no number above 0 on the log scale), `missing-column`, `start-not-before-end`, `too-few`. */
export function readCensoredRows(columns: GivenColumns<typeof censoredColumns>, scale: "plain" | "log"): CensoredRows {
  const { columns: read, size, rows, missing } = readRows(censoredColumns, columns);
  if (size === 0) throw new StatisticRefusal("empty", "value", "No complete row is left.", "Give at least one row.");
  const known = ["measured", "below", "above", "between"];
  const status = read.status.map((word, at) => {
    if (!known.includes(word)) throw new StatisticRefusal("unknown-choice", `status.${(rows[at] as number) + 1}`, `${JSON.stringify(word)} is not known.`, `Choose one of ${known.join(", ")}.`);
    return word as CensoredStatus;
  });
  if (status.includes("between") && read.upper === null) throw new StatisticRefusal("missing-column", "upper", "Values between two limits need the upper one.", "Give the column upper.");
  const scaled = (name: string, list: Float64Array, used: (at: number) => boolean): Float64Array => {
    if (scale === "plain") return list;
    return list.map((value, at) => {
      if (!used(at)) return 0;
      if (!(value > 0)) throw new StatisticRefusal("out-of-range", `${name}.${(rows[at] as number) + 1}`, `${value} has no logarithm.`, "Give values above 0, or take the plain scale.");
      return Math.log(value);
    });
  };
  const value = scaled("value", read.value, () => true);
  const upper = scaled("upper", read.upper ?? read.value, (at) => status[at] === "between");
  for (const [at, word] of status.entries()) if (word === "between" && (upper[at] as number) <= (value[at] as number)) throw new StatisticRefusal("start-not-before-end", `upper.${(rows[at] as number) + 1}`, "The upper limit is not above the lower one.", "Give the limits in order.");
  const design = designMatrix(read.covariates ?? [], { intercept: true, size });
  const measured = status.filter((word) => word === "measured").length;
  if (measured < 2) throw new StatisticRefusal("too-few", "status", `${measured} values were measured.`, "A spread cannot be told without at least two measured values.");
  if (size <= design.terms.length) throw new StatisticRefusal("too-few", "value", `There are ${size} rows for ${design.terms.length} coefficients and a spread.`, "Take fewer covariates, or more rows.");
  return { value, upper, status, design, clusters: read.participant === null ? null : clustersOf(read.participant), missing };
}

function clustersOf(names: readonly string[]): number[][] {
  const found = new Map<string, number[]>();
  for (const [at, name] of names.entries()) {
    const mine = found.get(name);
    if (mine === undefined) found.set(name, [at]);
    else mine.push(at);
  }
  return [...found.values()];
}
