/** The truths under which a design is looked at: those of the file, or those of the command line. */
import type { DesignFileScenario } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import type { DesignFromFile } from "./read-design.ts";

export interface ScenarioChoice {
  /** "0.05,0.1,0.2": one rate a dose level; may be several. */
  readonly truths: readonly string[];
  /** Names of scenarios of the file; all where none is given. */
  readonly scenarios: readonly string[];
}

/** With the times of the file where they have none of their own. Throws CommandRefusal with exit code 2 where a truth or a name is none, or nothing is named at all. */
export function chooseScenarios({ path, file, design }: DesignFromFile, choice: ScenarioChoice): readonly DesignFileScenario[] {
  const named: readonly DesignFileScenario[] = choice.scenarios.map((name) => file.scenarios.find((each) => each.name === name) ?? refuse(`${path} has no scenario ${JSON.stringify(name)}.`, file.scenarios.length === 0 ? "add scenarios to the file, or give --truth." : `its scenarios: ${file.scenarios.map((each) => JSON.stringify(each.name)).join(", ")}.`));
  const twice = [...choice.scenarios, ...choice.truths].find((each, at, all) => all.indexOf(each) < at);
  if (twice !== undefined) refuse(`${JSON.stringify(twice)} is given twice.`, "name each scenario and each truth once.");
  const given = choice.truths.map((text) => ({ name: `truth ${text}`, truth: readTruth(text, design.doses) }));
  const chosen = named.length + given.length > 0 ? [...named, ...given] : file.scenarios;
  const { timing } = file;
  const withTimes = timing === null ? chosen : chosen.map((each) => ({ timing, ...each }));
  return withTimes.length > 0 ? withTimes : refuse("No truth is given.", `give --truth with ${design.doses} rates, for example --truth ${example(design.doses)}, or add scenarios to the file.`);
}

export function readTruth(text: string, doses: number): readonly number[] {
  const rates = text.split(/[\s,;]+/).filter((part) => part !== "").map(Number);
  if (rates.length !== doses) refuse(`--truth ${text} has ${rates.length} rates for ${doses} dose levels.`, `give one rate a dose level, for example ${example(doses)}.`);
  const wrong = rates.find((rate) => !(rate >= 0 && rate <= 1));
  return wrong === undefined ? rates : refuse(`--truth ${text} has a rate that does not lie from 0 to 1.`, `give rates from 0 to 1, for example ${example(doses)}.`);
}

const example = (doses: number): string => Array.from({ length: doses }, (_, at) => +(0.05 * (at + 1)).toFixed(2)).join(",");

function refuse(message: string, remedy: string): never {
  throw new CommandRefusal("usage", message, remedy, 2);
}
