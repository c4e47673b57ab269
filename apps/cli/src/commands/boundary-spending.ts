/** `stroma design boundary spending`: limits for a board that compares two arms, by alpha spending. */
import { type SpendingFunction, driftForPower, spendingBoundary, spendingCharacteristics } from "@stroma/stats";
import { needed, requireUsed } from "../design/boundary-words.ts";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, formatTable, percent } from "../design/text-table.ts";
import type { Outcome } from "../outcome.ts";

export const spendingKinds = ["obrien-fleming", "pocock", "power", "hwang-shih-decani"] as const;

export interface SpendingCommandOptions {
  readonly kind: (typeof spendingKinds)[number];
  readonly fractions: readonly number[];
  readonly alpha: number;
  readonly sides: "two-sided" | "upper";
  readonly exponent: number | null;
  readonly gamma: number | null;
  /** Power for which the drift and the price in information are told. */
  readonly power: number;
  /** Expected z at full information, for which it is told how often the limits are crossed. */
  readonly drifts: readonly number[];
  readonly form: TableForm;
}

export function boundarySpending(options: SpendingCommandOptions): Outcome {
  const spending = spendingOf(options);
  const boundary = refusing(() => spendingBoundary({ fractions: options.fractions, alpha: options.alpha, sides: options.sides, spending }));
  const powered = refusing(() => driftForPower(boundary, options.power));
  const drifts = [...new Set([0, ...options.drifts, powered.drift])].toSorted((a, b) => a - b);
  const characteristics = refusing(() => drifts.map((drift) => spendingCharacteristics(boundary, drift)));
  const table = formatTable([["look", "information", "hold at z", "p of one side", "error spent"], ...boundary.looks.map(({ fraction, limit, nominal, spent }, at) => [String(at + 1), String(fraction), limit === null ? "never" : limit.toFixed(4), limit === null ? "" : nominal.toPrecision(4), spent.toPrecision(4)])], options.form);
  const known = formatTable([["expected z at the end", "above", "below", "mean information"], ...characteristics.map(({ drift, upper, lower, expectedFraction }) => [drift.toFixed(3), percent(upper), percent(lower), percent(expectedFraction)])], options.form);
  const price = `For a power of ${percent(options.power)} the expected z at full information is ${powered.drift.toFixed(4)}, and the design needs ${powered.inflation.toFixed(4)} times the information of one with a single look.`;
  return {
    exitCode: 0,
    json: { boundary, powered, characteristics },
    text: options.form === "csv" ? table : [boundary.variant, `Error attained: ${boundary.attainedError.toPrecision(6)}.`, ...(options.sides === "two-sided" ? ["Two-sided: hold also where z falls to the negative of the limit."] : []), "", table, "", known, "Numerical recursion of Armitage, McPherson and Rowe.", "", price].join("\n"),
  };
}

function spendingOf({ kind, exponent, gamma }: SpendingCommandOptions): SpendingFunction {
  requireUsed(kind, { exponent, gamma }, kind === "power" ? ["exponent"] : kind === "hwang-shih-decani" ? ["gamma"] : []);
  if (kind === "power") return { kind, exponent: needed("exponent", exponent, "give a number above 0, for example 3.") };
  if (kind === "hwang-shih-decani") return { kind, gamma: needed("gamma", gamma, "give for example -4 (like O'Brien-Fleming) or 1 (like Pocock).") };
  return { kind };
}
