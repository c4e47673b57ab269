/** `stroma design simulate` of a design that counts responses: always simulated, each number with its Monte Carlo error. */
import { type EfficacyCharacteristics, type EfficacyProgress, type EfficacyScenario, type TrueUtility, characteristicsSvg, simulateEfficacyTrials, trueUtility } from "@stroma/stats";
import { type Interrupt, type Progress, drive } from "../design/drive.ts";
import { formatResult, nameDesign, plusMinus } from "../design/format-characteristics.ts";
import type { EfficacyFromFile } from "../design/read-design.ts";
import { asCommandRefusal } from "../design/refuse-options.ts";
import { decimal, formatTable, percent } from "../design/text-table.ts";
import { writeWhole } from "../design/write-whole.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";
import type { SimulateOptions } from "./design-simulate.ts";

interface Found {
  readonly name: string;
  readonly partial: boolean;
  readonly worth: TrueUtility;
  readonly characteristics: EfficacyCharacteristics;
}

interface Run {
  readonly progress: Progress;
  readonly interrupt: Interrupt;
}

export async function simulateEfficacy(read: EfficacyFromFile, options: SimulateOptions, run: Run): Promise<Outcome> {
  const { file, design } = read;
  if (options.method === "exact") throw new CommandRefusal("not-exact", `${design.name} counts events and responses; its courses are too many to be laid out.`, "leave --exact out: trials are simulated, with their Monte Carlo error.", 2);
  if (options.workers !== null) throw new CommandRefusal("option-without-meaning", `${design.name} is simulated in one thread.`, "leave --workers out.", 2);
  const scenarios = chooseScenarios(read, options);
  const { found, stopped } = await simulateAll(read, scenarios, options, run);
  if (options.plot !== null && found.length > 0) writeWhole(options.plot, characteristicsSvg(found.map(({ name, partial, characteristics }) => ({ name: partial ? `${name} (partial)` : name, characteristics })), { title: file.title }));
  const left = scenarios.length - found.filter(({ partial }) => !partial).length;
  const { name, edition, variant } = design;
  return {
    exitCode: stopped ? 130 : 0,
    json: { title: file.title, design: { name, edition, variant }, doseLevels: file.doseLevels, target: options.target, stopped, scenarios: found },
    text: [file.title, nameDesign(design), "", ...found.map((each) => `${format(each)}\n`), ...(stopped ? [`Stopped by Ctrl-C: ${left} of ${scenarios.length} scenarios are not complete. What stands above is what was done.`] : [])].join("\n"),
  };
}

function chooseScenarios({ path, file, design }: EfficacyFromFile, { truths, scenarios: names }: SimulateOptions): readonly EfficacyScenario[] {
  const refuse = (message: string, remedy: string): never => {
    throw new CommandRefusal("usage", message, remedy, 2);
  };
  if (truths.length > 0) refuse(`${design.name} needs a true rate of responses beside --truth.`, "add a scenario to the file: { name: mine, truth: [...], response: { truth: [...] } }.");
  const known = file.scenarios.map((each) => JSON.stringify(each.name)).join(", ");
  const chosen = names.map((name) => file.scenarios.find((each) => each.name === name) ?? refuse(`${path} has no scenario ${JSON.stringify(name)}.`, known === "" ? "add scenarios to the file." : `its scenarios: ${known}.`));
  const all = names.length > 0 ? [...new Set(chosen)] : file.scenarios;
  return all.length > 0 ? all : refuse("No truth is given.", "add scenarios to the file, each { name: mine, truth: [...], response: { truth: [...] } }.");
}

async function simulateAll({ design, options: rule }: EfficacyFromFile, scenarios: readonly EfficacyScenario[], options: SimulateOptions, { progress, interrupt }: Run): Promise<{ readonly found: readonly Found[]; readonly stopped: boolean }> {
  const found: Found[] = [];
  const { seed, trials, precise, target } = options;
  try {
    for (const [at, { name, truth }] of scenarios.entries()) {
      const worth = trueUtility(truth, rule);
      const steps = untilPrecise(simulateEfficacyTrials(design, truth, { seed, trials, ...(target === null ? {} : { target }) }), precise);
      const driven = await drive(steps, interrupt, (step) => progress.update((at + step.trials / trials) / scenarios.length, `${step.trials} of ${trials} trials of scenario ${at + 1} of ${scenarios.length}`));
      const characteristics = driven.done ? driven.value : driven.last?.partial();
      if (characteristics !== undefined) found.push({ name, partial: !driven.done, worth, characteristics });
      if (!driven.done) return { found, stopped: true };
    }
    return { found, stopped: false };
  } catch (error) {
    throw asCommandRefusal(error);
  } finally {
    progress.clear();
  }
}

/** Ends as soon as the largest error of a probability of recommendation is small enough. */
function* untilPrecise(steps: Generator<EfficacyProgress, EfficacyCharacteristics>, precise: number | null): Generator<EfficacyProgress, EfficacyCharacteristics> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (precise !== null && step.value.trials >= 1000) {
      const soFar = step.value.partial();
      if ((soFar.standardErrors?.largest ?? 1) <= precise) return soFar;
    }
    yield step.value;
  }
}

function format({ name, partial, worth, characteristics }: Found): string {
  const { responses, responseTruth, selection, standardErrors } = characteristics;
  const rows = [
    ["dose level", ...selection.map((_, at) => String(at + 1))],
    ["true rate of responses", ...responseTruth.map(percent)],
    ["true utility, 0 to 100", ...worth.utility.map((value) => value.toFixed(1))],
    ["participants with response", ...responses.map(({ mean, standardError }) => decimal(mean) + plusMinus(standardError, 1))],
  ];
  const best = worth.best === null
    ? "best dose level: none keeps both limits"
    : `best dose level ${worth.best}, of highest true utility within both limits: recommended ${percent(selection[worth.best - 1] ?? 0)}${plusMinus(standardErrors?.selection[worth.best - 1], 100)}`;
  return [formatResult({ scenario: { name, truth: characteristics.truth }, characteristics, partial }), formatTable(rows), best].join("\n");
}
