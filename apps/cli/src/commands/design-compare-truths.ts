/** `stroma design compare --random-truths`: several designs under the same thousands of truths that nobody chose. */
import type { OverScenarios, Robustness } from "@stroma/stats";
import { nameDesign, plusMinus } from "../design/format-characteristics.ts";
import { type RobustnessOptions, type TruthsRun, overTruths } from "../design/over-truths.ts";
import { type DesignFromFile, readDesign, requireAlike } from "../design/read-design.ts";
import { targetOfFile } from "../design/target-of-file.ts";
import { decimal, formatTable, percent } from "../design/text-table.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";

interface Compared {
  readonly read: DesignFromFile;
  readonly robustness: Robustness | null;
  readonly partial: boolean;
}

/** All designs are judged by one target, and so see the same truths. */
export async function compareOverTruths(paths: readonly string[], options: RobustnessOptions, run: TruthsRun): Promise<Outcome> {
  const reads = paths.map(readDesign);
  requireAlike(reads);
  const target = options.target ?? reads.map((read) => targetOfFile(read.file)).find((each) => each !== null) ?? null;
  if (target === null) throw new CommandRefusal("target-missing", "No design names a target rate, and without one no dose level is the right one.", "give --target, for example --target 0.25.", 2);
  const compared: Compared[] = [];
  for (const read of reads) {
    const { found, stopped } = await overTruths(read, { ...options, target }, run);
    compared.push({ read, robustness: found, partial: stopped });
    if (stopped) break;
  }
  const stopped = compared.some(({ partial }) => partial);
  const shown = compared.flatMap(({ read, robustness, partial }, at) => (robustness === null ? [] : [{ label: `${at + 1} ${read.design.name}${partial ? " (partial)" : ""}`, robustness }]));
  const done = compared.map(({ robustness }, at) => `${at + 1}: ${robustness?.scenarios ?? 0} of ${options.randomTruths} truths`).join("; ");
  return {
    exitCode: stopped ? 130 : 0,
    json: { stopped, target, seed: options.seed, designs: compared.map(({ read, robustness, partial }) => ({ file: read.path, design: { name: read.design.name, variant: read.design.variant, edition: read.design.edition }, partial, robustness })) },
    text: [
      ...reads.map((read, at) => `${at + 1}: ${nameDesign(read.design)}`),
      "",
      ...(shown.length === 0 ? [] : [format(shown, target)]),
      ...(stopped ? [`Stopped by Ctrl-C: ${done}. What stands above is PARTIAL.`] : []),
    ].join("\n"),
  };
}

function format(shown: readonly { readonly label: string; readonly robustness: Robustness }[], target: number): string {
  const mean = ({ mean: value, standardError }: OverScenarios, show: (value: number) => string, factor: number) => show(value) + (standardError === null || !Number.isFinite(standardError) ? "" : plusMinus(standardError, factor));
  const share = (over: OverScenarios) => mean(over, percent, 100);
  const rows = shown.map(({ label, robustness: each }) => [
    label,
    share(each.selectedRight),
    percent(each.selectedRight.quantiles.p5),
    percent(each.selectedRight.lowest),
    share(each.selectedAbove),
    share(each.none),
    share(each.at),
    share(each.above),
    share(each.mostAbove),
    share(each.safetyStop),
    mean(each.totalN, decimal, 1),
    mean(each.totalEvents, decimal, 1),
  ]);
  const head = ["design", "right recommended", "5 % of truths below", "hardest", "one above recommended", "none", "participants at the right one", "above it", "most of a trial above it", "stopped for safety", "participants", "events"];
  return [`Target ${percent(target)}. ${shown[0]?.robustness.method ?? ""} The same truths for every design. Behind ± stands the standard error of the mean, because the truths are a sample; each truth by itself is exact.`, formatTable([head, ...rows])].join("\n");
}
