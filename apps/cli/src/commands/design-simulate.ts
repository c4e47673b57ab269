/** `stroma design simulate`: operating characteristics under the scenarios of the file, exact where it can be. */
import { characteristicsSvg } from "@stroma/stats";
import { type CharacteriseOptions, requireSimulation } from "../design/characterise.ts";
import { characteriseFile } from "../design/characterise-file.ts";
import { type Interrupt, type Progress } from "../design/drive.ts";
import { formatResult, nameDesign } from "../design/format-characteristics.ts";
import { readAnyDesign } from "../design/read-design.ts";
import { type ScenarioChoice, chooseScenarios } from "../design/scenarios.ts";
import { targetOfFile } from "../design/target-of-file.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";
import { simulateEfficacy } from "./design-efficacy-simulate.ts";

export interface SimulateOptions extends CharacteriseOptions, ScenarioChoice {
  /** File for the picture, or none. */
  readonly plot: string | null;
}

export async function designSimulate(path: string, options: SimulateOptions, run: { readonly progress: Progress; readonly interrupt: Interrupt }): Promise<Outcome> {
  if (options.plot !== null) requireWritable(options.plot);
  const read = readAnyDesign(path);
  if (read.counts === "responses") return simulateEfficacy(read, options, run);
  const scenarios = chooseScenarios(read, options);
  const target = options.target ?? targetOfFile(read.file);
  const { results, stopped } = await characteriseFile(read, scenarios, { ...options, target }, run);
  requireSimulation(options, results);
  if (options.plot !== null && results.length > 0) writeWhole(options.plot, characteristicsSvg(results.map(({ scenario, characteristics, partial }) => ({ name: partial ? `${scenario.name} (partial)` : scenario.name, characteristics })), { title: read.file.title }));
  const { name, edition, variant } = read.design;
  const left = scenarios.length - results.filter((result) => !result.partial).length;
  const closing = stopped ? [`Stopped by Ctrl-C: ${left} of ${scenarios.length} scenarios are not complete. What stands above is what was done.`] : [];
  return {
    exitCode: stopped ? 130 : 0,
    json: { title: read.file.title, design: { name, edition, variant }, doseLevels: read.file.doseLevels, target, stopped, scenarios: results.map(({ scenario, characteristics, partial }) => ({ name: scenario.name, partial, characteristics })) },
    text: [read.file.title, nameDesign(read.design), "", ...results.map((result) => `${formatResult(result)}\n`), ...closing].join("\n"),
  };
}
