/** Logistic regression over sites: each gives its score and information at coefficients that all share, and no row. */
import { normalQuantile, normalTail } from "../distributions/normal.ts";
import { type GivenColumns, type MissingRows, column, columnsOf, mayColumn, readRows } from "../form/columns.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import { inverseFromCholesky } from "../linear-algebra/invert-positive-definite.ts";
import { type Matrix, matrixOf, zeroMatrix } from "../linear-algebra/matrix.ts";
import { logisticLikelihood } from "./logistic-likelihood.ts";

export const logisticSummaryColumns = {
  event: column("flag", "whether the row had the event"),
  covariates: columnsOf("covariate", "what may foretell the event"),
  weight: mayColumn("amount", "weight of the row"),
  offset: mayColumn("number", "what is added to the linear predictor"),
} as const;
export type LogisticSummaryColumns = GivenColumns<typeof logisticSummaryColumns>;

/** What all sites agree on: covariates in their order; categories with the reference first, `null` for numbers. */
export type LogisticLayout = readonly { readonly name: string; readonly categories: readonly string[] | null }[];

export interface LogisticSummary {
  readonly kind: "logistic-summary";
  readonly edition: 1;
  readonly terms: readonly string[];
  /** At which the rest was computed. */
  readonly coefficients: readonly number[];
  readonly rows: number;
  readonly events: number;
  readonly logLikelihood: number;
  readonly score: readonly number[];
  /** Minus the second derivatives of the log-likelihood. */
  readonly information: readonly (readonly number[])[];
  readonly missing: MissingRows;
}
const method = "Score and information of a logistic regression at given coefficients.";

/** The terms of a layout: the intercept, numbers by name, categories but the first. @example logisticTerms([{ name: "site", categories: ["a", "b"] }]) // intercept, site: b */
export const logisticTerms = (layout: LogisticLayout): string[] => ["intercept", ...layout.flatMap(({ name, categories }) => (categories === null ? [name] : categories.slice(1).map((category) => `${name}: ${category}`)))];

/**
 * Score, information and log-likelihood of one data set at given coefficients (zeros where left out). Summaries of disjoint data
 * sets are added up by `mergeLogisticSummaries`, and `stepLogisticSummary` gives the coefficients for the next round.
 *
 * Throws StatisticRefusal `empty`, `missing-column` for a covariate of the layout that is not there, `unknown-choice` for a category
 * that the layout does not name, `lengths-differ` for coefficients, and as `readRows` does.
 *
 * @example summariseLogistic({ event: [0, 1], covariates: { age: [1, 2] } }, [{ name: "age", categories: null }]).score // 0, 0.5
 */
export function summariseLogistic(columns: LogisticSummaryColumns, layout: LogisticLayout, coefficients?: ArrayLike<number>): LogisticSummary & ResultForm {
  const { size, columns: read, missing } = readRows(logisticSummaryColumns, columns);
  if (size === 0) throw new StatisticRefusal("empty", "event", "No complete row is left.", "Give at least one row.");
  const terms = logisticTerms(layout);
  const at = Float64Array.from(coefficients ?? new Float64Array(terms.length));
  if (at.length !== terms.length) throw new StatisticRefusal("lengths-differ", "coefficients", `There are ${at.length} coefficients for ${terms.length} terms.`, `Give one for each of ${terms.join(", ")}.`);
  const matrix = zeroMatrix(size, terms.length);
  for (let row = 0; row < size; row++) matrix.values[row * terms.length] = 1;
  let place = 1;
  for (const { name, categories } of layout) {
    const found = read.covariates.find((covariate) => covariate.name === name);
    if (found === undefined) throw new StatisticRefusal("missing-column", `covariates.${name}`, "The column is missing.", "Give all covariates of the layout.");
    for (let row = 0; row < size; row++) {
      const value = found.values[row] as number | string;
      if (categories === null) {
        if (typeof value === "string") throw new StatisticRefusal("not-a-number", `covariates.${name}.${row + 1}`, `${JSON.stringify(value)} is not a number.`, "Give numbers, or name its categories in the layout.");
        matrix.values[row * terms.length + place] = value;
        continue;
      }
      const code = categories.indexOf(String(value));
      if (code < 0) throw new StatisticRefusal("unknown-choice", `covariates.${name}.${row + 1}`, `${JSON.stringify(value)} is no category of the layout.`, `Categories are ${categories.join(", ")}.`);
      if (code > 0) matrix.values[row * terms.length + place + code - 1] = 1;
    }
    place += categories === null ? 1 : categories.length - 1;
  }
  const { value, gradient, hessian } = logisticLikelihood({ matrix, events: read.event, weights: read.weight, offsets: read.offset }, at, false);
  const counts = (row: number): boolean => read.weight?.[row] !== 0;
  const [rows, events] = read.event.reduce<[number, number]>(([all, had], one, row) => (counts(row) ? [all + 1, had + one] : [all, had]), [0, 0]);
  return resultOf<LogisticSummary>({ method, kind: "logistic-summary", edition: 1, terms, coefficients: [...at], rows, events, logLikelihood: value, score: [...gradient], information: rowsNegated(hessian), missing });
}

const rowsNegated = ({ values, rows, columns }: Matrix): number[][] => Array.from({ length: rows }, (_, row) => Array.from(values.subarray(row * columns, (row + 1) * columns), (value) => -value));

/** Added up. Throws StatisticRefusal `empty` for none, `options-conflict` for other terms or coefficients, `missing-column` for what is no summary. */
export function mergeLogisticSummaries(summaries: readonly LogisticSummary[]): LogisticSummary & ResultForm {
  const [first] = Array.isArray(summaries) ? (summaries as readonly LogisticSummary[]) : [];
  if (first === undefined) throw new StatisticRefusal("empty", "summaries", "There is no summary.", "Give a list of at least one.");
  for (const [at, one] of summaries.entries()) {
    const path = `summaries.${at + 1}`;
    if ((one as Partial<LogisticSummary> | null)?.kind !== "logistic-summary" || one.edition !== 1) throw new StatisticRefusal("missing-column", path, "This is no summary of a logistic regression, edition 1.", "Give what summariseLogistic made.");
    if (one.terms.join("\n") !== first.terms.join("\n")) throw new StatisticRefusal("options-conflict", `${path}.terms`, "The terms are not those of the first summary.", "Use one layout at all sites.");
    if (one.coefficients.some((value, which) => value !== first.coefficients[which])) throw new StatisticRefusal("options-conflict", `${path}.coefficients`, "It was computed at other coefficients than the first.", "Use the same coefficients at all sites in a round.");
  }
  const byColumn: Record<string, number> = {};
  for (const { missing } of summaries) for (const [name, count] of Object.entries(missing.byColumn)) byColumn[name] = (byColumn[name] ?? 0) + count;
  const sum = (of: (one: LogisticSummary) => number): number => summaries.reduce((total, one) => total + of(one), 0);
  return resultOf<LogisticSummary>({
    method, kind: "logistic-summary", edition: 1, terms: first.terms, coefficients: first.coefficients, rows: sum(({ rows }) => rows), events: sum(({ events }) => events),
    logLikelihood: sum(({ logLikelihood }) => logLikelihood),
    score: first.score.map((_, at) => sum(({ score }) => score[at] ?? 0)),
    information: first.information.map((row, at) => row.map((_, other) => sum(({ information }) => information[at]?.[other] ?? 0))),
    missing: { rows: sum(({ missing }) => missing.rows), byColumn },
  });
}

export interface LogisticRound {
  /** For the next round. */
  readonly coefficients: Float64Array;
  /** Largest step, in standard errors of its coefficient. */
  readonly step: number;
  readonly covariance: Matrix;
}

/** Newton's step from a summary of all. Throws StatisticRefusal `no-events`, `only-events`, and `singular` where the information has no inverse. */
export function stepLogisticSummary(summary: LogisticSummary): LogisticRound {
  if (summary.events === 0) throw new StatisticRefusal("no-events", "event", "No row has the event.", "Give rows with and without it.");
  if (summary.events === summary.rows) throw new StatisticRefusal("only-events", "event", "Every row has the event.", "Give rows with and without it.");
  const { values } = matrixOf(summary.information);
  const size = summary.terms.length;
  // A diagonal of 1: the units of covariates cost no digits.
  const spreads = Float64Array.from({ length: size }, (_, at) => Math.sqrt(values[at * (size + 1)] as number));
  const scaled: Matrix = { rows: size, columns: size, values: values.map((value, at) => value / ((spreads[Math.floor(at / size)] as number) * (spreads[at % size] as number))) };
  const decomposition = spreads.every((spread) => spread > 0) ? decomposeCholesky(scaled, { tolerance: 1e-13 }) : null;
  if (decomposition === null || !decomposition.positiveDefinite) throw new StatisticRefusal("singular", "covariates", "The information has no inverse: covariates determine each other, or foretell the event without error.", "Take a covariate out of the layout.");
  const inverse = inverseFromCholesky(decomposition);
  const covariance: Matrix = { ...inverse, values: inverse.values.map((value, at) => value / ((spreads[Math.floor(at / size)] as number) * (spreads[at % size] as number))) };
  let step = 0;
  const coefficients = Float64Array.from(summary.coefficients, (value, at) => {
    let move = 0;
    for (let other = 0; other < size; other++) move += (covariance.values[at * size + other] as number) * (summary.score[other] as number);
    step = Math.max(step, Math.abs(move) / Math.sqrt(covariance.values[at * (size + 1)] as number));
    return value + move;
  });
  return { coefficients, step, covariance };
}

export interface LogisticOfSites extends ResultForm {
  readonly coefficients: readonly { readonly term: string; readonly estimate: number; readonly standardError: number; readonly lower: number; readonly upper: number; readonly pValue: number }[];
  readonly covariance: readonly (readonly number[])[];
  readonly logLikelihood: number;
  readonly rows: number;
  readonly events: number;
  readonly rounds: number;
  readonly level: number;
  readonly missing: MissingRows;
}

/**
 * Drives rounds to the maximum: `ask` gives the summary of each site at coefficients. A step that lowers the likelihood is halved.
 * What comes out is what the rows of all sites together give; see `fitLogistic`.
 *
 * Throws StatisticRefusal `separation` where coefficients run away, `not-converged`, and as the parts do.
 *
 * @example fitLogisticOverSites((coefficients) => sites.map((columns) => summariseLogistic(columns, layout, coefficients)))
 */
export function fitLogisticOverSites(ask: (coefficients: Float64Array | undefined) => readonly LogisticSummary[], { level = 0.95, maximumRounds = 60 }: { readonly level?: number; readonly maximumRounds?: number } = {}): LogisticOfSites {
  let summary: LogisticSummary & ResultForm = mergeLogisticSummaries(ask(undefined));
  let settled = 0;
  for (let rounds = 1; rounds <= maximumRounds; rounds++) {
    const next = stepLogisticSummary(summary);
    // One round more once steps are too small to matter: Newton's last step doubles the digits.
    if (next.step < 1e-9) settled += 1;
    if (settled === 2) return reported(summary, next.covariance, rounds, level);
    let tried = mergeLogisticSummaries(ask(next.coefficients));
    for (let halving = 0; halving < 30 && !(tried.logLikelihood >= summary.logLikelihood - 1e-10 * Math.abs(summary.logLikelihood)); halving++) {
      for (const [at, value] of next.coefficients.entries()) next.coefficients[at] = (value + (summary.coefficients[at] as number)) / 2;
      tried = mergeLogisticSummaries(ask(next.coefficients));
    }
    if (-tried.logLikelihood < 1e-7) throw new StatisticRefusal("separation", "covariates", "The covariates foretell the event without error.", "Leave a covariate out, or give more rows.");
    summary = tried;
  }
  throw new StatisticRefusal("not-converged", "covariates", `No end after ${maximumRounds} rounds: a covariate may foretell the event without error.`, "Leave a covariate out, or give more rows.", { gradient: Math.max(...summary.score.map(Math.abs)) });
}

function reported(summary: LogisticSummary, covariance: Matrix, rounds: number, level: number): LogisticOfSites {
  const z = normalQuantile((1 - level) / 2, { tail: "upper" });
  const size = summary.terms.length;
  return resultOf({
    method: "Logistic regression by maximum likelihood from summed scores and informations of sites; Wald intervals and tests.",
    coefficients: summary.terms.map((term, at) => {
      const [estimate, standardError] = [summary.coefficients[at] as number, Math.sqrt(covariance.values[at * (size + 1)] as number)];
      return { term, estimate, standardError, lower: estimate - z * standardError, upper: estimate + z * standardError, pValue: 2 * normalTail(Math.abs(estimate / standardError), { tail: "upper" }) };
    }),
    covariance: Array.from({ length: size }, (_, row) => Array.from(covariance.values.subarray(row * size, (row + 1) * size))),
    logLikelihood: summary.logLikelihood, rows: summary.rows, events: summary.events, rounds, level, missing: summary.missing,
  });
}
