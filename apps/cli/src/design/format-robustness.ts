/** What a design does over many random truths, in words and columns. */
import type { OverScenarios, Robustness } from "@stroma/stats";
import { plusMinus } from "./format-characteristics.ts";
import { decimal, formatTable, percent } from "./text-table.ts";

export function formatRobustness(robustness: Robustness): string {
  const row = (name: string, { mean, standardError, lowest, quantiles, highest }: OverScenarios, show: (value: number) => string, factor: number) => [
    name,
    show(mean) + (standardError === null || !Number.isFinite(standardError) ? "" : plusMinus(standardError, factor)),
    ...[lowest, quantiles.p5, quantiles.p25, quantiles.p50, quantiles.p75, quantiles.p95, highest].map(show),
  ];
  const share = (name: string, over: OverScenarios) => row(name, over, percent, 100);
  const count = (name: string, over: OverScenarios) => row(name, over, decimal, 1);
  const table = formatTable([
    ["over the truths", "mean", "lowest", "5 %", "25 %", "50 %", "75 %", "95 %", "highest"],
    share("right dose level recommended", robustness.selectedRight),
    share("one above it recommended", robustness.selectedAbove),
    share("one below it recommended", robustness.selectedBelow),
    share("none recommended", robustness.none),
    share("no limit reached", robustness.notReached),
    share("participants at the right one", robustness.at),
    share("participants above it", robustness.above),
    share("participants below it", robustness.below),
    share("most of a trial above it", robustness.mostAbove),
    share("stopped for safety", robustness.safetyStop),
    count("participants in all", robustness.totalN),
    count("events in all", robustness.totalEvents),
  ]);
  const { worst } = robustness;
  const errors = robustness.selectedRight.standardError === null ? "" : " Behind ± stands the standard error of the mean, because the truths are a sample; each truth by itself is exact.";
  return [`${robustness.method}${errors}`, table, `hardest truth: ${worst.truth.map((rate) => percent(rate)).join(", ")}; there the right dose level is recommended with ${percent(worst.selectedRight)}`].join("\n");
}
