/** `stroma design compare`: several designs under the same truths, side by side. */
import { type OperatingCharacteristics, type TimedCharacteristics, characteristicsSvg } from "@stroma/stats";
import { type CharacteriseOptions, type ScenarioResult, requireSimulation } from "../design/characterise.ts";
import { characteriseFile } from "../design/characterise-file.ts";
import type { Interrupt, Progress } from "../design/drive.ts";
import { methodSentence, nameDesign, plusMinus } from "../design/format-characteristics.ts";
import { type DesignFromFile, readDesign, requireAlike } from "../design/read-design.ts";
import { type ScenarioChoice, chooseScenarios } from "../design/scenarios.ts";
import { targetOfFile } from "../design/target-of-file.ts";
import { decimal, formatTable, percent } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";

export interface CompareOptions extends CharacteriseOptions, ScenarioChoice {
  readonly plot: string | null;
}

interface Compared {
  readonly read: DesignFromFile;
  readonly results: readonly ScenarioResult[];
}

export async function designCompare(paths: readonly string[], options: CompareOptions, run: { readonly progress: Progress; readonly interrupt: Interrupt }): Promise<Outcome> {
  if (options.plot !== null) requireWritable(options.plot);
  const reads = paths.map(readDesign);
  const first = requireAlike(reads);
  // The truths of the first file are those of all; the target too, so that all are judged by the same dose level.
  const scenarios = chooseScenarios(first, options);
  const target = options.target ?? reads.map((read) => targetOfFile(read.file)).find((each) => each !== null) ?? null;
  const compared: Compared[] = [];
  let stopped = false;
  for (const read of reads) {
    if (stopped) break;
    const characterised = await characteriseFile(read, scenarios, { ...options, target }, run);
    compared.push({ read, results: characterised.results });
    ({ stopped } = characterised);
  }
  requireSimulation(options, compared.flatMap(({ results }) => results));
  const shown = compared.flatMap(({ read, results }) => results.map((result) => ({ name: `${result.scenario.name}: ${read.design.name}${result.partial ? " (partial)" : ""}`, characteristics: result.characteristics })));
  if (options.plot !== null && shown.length > 0) writeWhole(options.plot, characteristicsSvg(shown, { title: reads.map((read) => read.design.name).join(", ") }));
  return {
    exitCode: stopped ? 130 : 0,
    json: { stopped, target, designs: compared.map(({ read, results }) => ({ file: read.path, design: { name: read.design.name, variant: read.design.variant, edition: read.design.edition }, scenarios: results.map(({ scenario, partial, characteristics }) => ({ name: scenario.name, partial, characteristics })) })) },
    text: [
      ...reads.map((read, at) => `${at + 1}: ${nameDesign(read.design)}`),
      "",
      ...scenarios.map((scenario) => formatScenario(scenario.name, scenario.truth, compared)),
      ...(stopped ? ["Stopped by Ctrl-C: what stands above is what was done, the rest is missing."] : []),
    ].join("\n"),
  };
}

function formatScenario(name: string, truth: readonly number[], compared: readonly Compared[]): string {
  const found = compared.flatMap(({ read, results }, at) => results.filter((result) => result.scenario.name === name).map((result) => ({ label: `${at + 1} ${read.design.name}`, result })));
  if (found.length === 0) return `Scenario ${JSON.stringify(name)}: nothing was done.\n`;
  const inTime = found.some(({ result }) => durationOf(result.characteristics) !== null);
  const head = ["design", ...truth.map((rate, at) => `dose ${at + 1} (${percent(rate)})`), "not reached", "none", "participants", "events", "above target dose", ...(inTime ? ["mean days"] : [])];
  const rows = found.map(({ label, result: { characteristics } }) => {
    const { standardErrors: errors } = characteristics;
    const spread = (error: number | undefined, factor = 100) => plusMinus(error, factor);
    const notReached = characteristics.notReached.reduce((sum, value) => sum + value, 0);
    const notReachedError = errors === null ? undefined : Math.sqrt(errors.notReached.reduce((sum, error) => sum + error * error, 0));
    return [
      label,
      ...characteristics.selection.map((value, at) => percent(value) + spread(errors?.selection[at])),
      percent(notReached) + spread(notReachedError),
      percent(characteristics.none) + spread(errors?.none),
      decimal(characteristics.totalN.mean) + spread(errors?.totalN, 1),
      decimal(characteristics.totalEvents.mean) + spread(errors?.totalEvents, 1),
      characteristics.target === null ? "" : percent(characteristics.target.above) + spread(errors?.target?.above),
      ...(inTime ? [durationOf(characteristics) ?? ""] : []),
    ];
  });
  const methods = found.map(({ label, result }) => `  ${label}: ${result.partial ? "PARTIAL. " : ""}${methodSentence(result.characteristics)}`);
  return [`Scenario ${JSON.stringify(name)}: how often each dose level is recommended`, formatTable([head, ...rows]), ...methods, ""].join("\n");
}

/** Mean days from the first arrival to the last known outcome; `null` without times. */
function durationOf(characteristics: OperatingCharacteristics | TimedCharacteristics): string | null {
  if (!("duration" in characteristics)) return null;
  return characteristics.duration.mean.toFixed(1) + plusMinus(characteristics.duration.standardError, 1);
}
