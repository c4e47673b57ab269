/** `stroma design boundary futility`: limits for benefit and futility of a comparison of two arms, by alpha and beta spending. */
import { type SpendingFunction, futilityBoundary, futilityCharacteristics } from "@stroma/stats";
import { needed, requireUsed } from "../design/boundary-words.ts";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, formatTable, percent } from "../design/text-table.ts";
import type { Outcome } from "../outcome.ts";
import type { spendingKinds } from "./boundary-spending.ts";

type SpendingKind = (typeof spendingKinds)[number];
/** A spending function in words, with its number where it has one. */
export interface SpendingWords {
  readonly kind: SpendingKind;
  readonly exponent: number | null;
  readonly gamma: number | null;
}

export interface FutilityCommandOptions {
  readonly fractions: readonly number[];
  readonly alpha: number;
  readonly beta: number;
  readonly spending: SpendingWords;
  readonly betaSpending: SpendingWords;
  readonly futility: "binding" | "non-binding";
  readonly drifts: readonly number[] | null;
  readonly form: TableForm;
}

export function boundaryFutility(options: FutilityCommandOptions): Outcome {
  const { fractions, alpha, beta, futility, form } = options;
  const boundary = refusing(() => futilityBoundary({ fractions, alpha, beta, futility, spending: spendingOf("", options.spending), betaSpending: spendingOf("beta-", options.betaSpending) }));
  const drifts = [...new Set([0, ...(options.drifts ?? [1, 2, 3]), boundary.drift])].toSorted((a, b) => a - b);
  const characteristics = refusing(() => drifts.map((drift) => futilityCharacteristics(boundary, drift)));
  const limit = (value: number | null): string => (value === null ? "never" : value.toFixed(4));
  const table = formatTable([["look", "information", "benefit at z", "futile at z", "error spent", "beta spent"], ...boundary.looks.map((look, at) => [String(at + 1), String(look.fraction), limit(look.upper), limit(look.lower), look.spent.toPrecision(4), look.betaSpent.toPrecision(4)])], form);
  const known = formatTable([["expected z at the end", "benefit", "futile", "mean information"], ...characteristics.map(({ drift, upper, lower, expectedFraction }) => [drift.toFixed(3), percent(upper), percent(lower), percent(expectedFraction)])], form);
  const price = `The power is ${percent(boundary.power)} where the expected z at full information is ${boundary.drift.toFixed(4)}: ${boundary.inflation.toFixed(4)} times the information of one look with the same errors.`;
  const error = `Error attained: ${boundary.attainedError.toPrecision(6)}${futility === "binding" ? ", if every stop for futility is obeyed" : ", even if no stop for futility is obeyed"}.`;
  return { exitCode: 0, json: { boundary, characteristics }, text: form === "csv" ? table : [boundary.variant, error, "", table, "", known, "Numerical recursion of Armitage, McPherson and Rowe.", "", price].join("\n") };
}

function spendingOf(which: "" | "beta-", { kind, exponent, gamma }: SpendingWords): SpendingFunction {
  requireUsed(kind, { [`${which}exponent`]: exponent, [`${which}gamma`]: gamma }, kind === "power" ? [`${which}exponent`] : kind === "hwang-shih-decani" ? [`${which}gamma`] : []);
  if (kind === "power") return { kind, exponent: needed(`${which}exponent`, exponent, "give a number above 0, for example 3.") };
  if (kind === "hwang-shih-decani") return { kind, gamma: needed(`${which}gamma`, gamma, "give for example -4 (like O'Brien-Fleming) or 1 (like Pocock).") };
  return { kind };
}
