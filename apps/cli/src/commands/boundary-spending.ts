/** `stroma design boundary spending`: limits for a board that compares two arms, by alpha spending. */
import { type SpendingFunction, driftForPower, spendingBoundary, spendingCharacteristics, spendingSvg } from "@stroma/stats";
import { needed, refuseBesideCsv, requireUsed } from "../design/boundary-words.ts";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, formatTable, percent } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
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
  readonly power: number | null;
  /** Expected z at full information, for which it is told how often the limits are crossed. */
  readonly drifts: readonly number[] | null;
  readonly form: TableForm;
  readonly plot: string | null;
}

export function boundarySpending(options: SpendingCommandOptions): Outcome {
  if (options.plot !== null) requireWritable(options.plot);
  refuseBesideCsv(options.form, { power: options.power, drifts: options.drifts });
  const spending = spendingOf(options);
  const power = options.power ?? 0.9;
  const boundary = refusing(() => spendingBoundary({ fractions: options.fractions, alpha: options.alpha, sides: options.sides, spending }));
  const powered = refusing(() => driftForPower(boundary, power));
  const drifts = [...new Set([0, ...(options.drifts ?? [1, 2, 3]), powered.drift])].toSorted((a, b) => a - b);
  const characteristics = refusing(() => drifts.map((drift) => spendingCharacteristics(boundary, drift)));
  if (options.plot !== null) writeWhole(options.plot, spendingSvg(boundary, { title: "Limits by alpha spending" }));
  const table = formatTable([["look", "information", "hold at z", "p of one side", "error spent"], ...boundary.looks.map(({ fraction, limit, nominal, spent }, at) => [String(at + 1), String(fraction), limit === null ? "never" : limit.toFixed(4), limit === null ? "" : nominal.toPrecision(4), spent.toPrecision(4)])], options.form);
  const known = formatTable([["expected z at the end", "above", "below", "mean information"], ...characteristics.map(({ drift, upper, lower, expectedFraction }) => [drift.toFixed(3), percent(upper), percent(lower), percent(expectedFraction)])], options.form);
  const price = `For a power of ${percent(power)} the expected z at full information is ${powered.drift.toFixed(4)}, and the design needs ${powered.inflation.toFixed(4)} times the information of one with a single look.`;
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
