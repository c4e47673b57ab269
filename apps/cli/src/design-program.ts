/** `stroma design …`: dose-finding designs from small files. */
import { type Command, Option } from "commander";
import { addBoundaryCommands } from "./design-boundary-program.ts";
import { addCountCommands } from "./design-count-program.ts";
import { formOption as form, designExamples as examples, fraction, jsonOption, listOf, many, number, plotOption as plot, whole } from "./design/option-words.ts";
import { outputNames } from "./design/output/output-names.ts";
import type { Outcome } from "./outcome.ts";

export interface DesignProgramParts {
  readonly json: boolean;
  readonly print: (outcome: Outcome) => void;
}

interface MethodWords {
  readonly exact?: true;
  readonly trials?: number;
  readonly seed?: number;
  readonly precision?: number;
  readonly workers?: number;
  readonly target?: number;
  readonly truth: readonly string[];
  readonly scenario: readonly string[];
  readonly plot?: string;
}

/** The method that the words ask for. `--trials` or `--precision` ask for a simulation. */
const methodOf = (options: MethodWords) => ({
  method: options.exact === true ? ("exact" as const) : options.trials !== undefined || options.precision !== undefined ? ("simulate" as const) : ("automatic" as const),
  // With a wanted precision the number of trials is a limit only.
  trials: options.trials ?? (options.precision === undefined ? 10_000 : 10_000_000),
  seed: options.seed ?? 1,
  simulationOnly: [...(options.seed === undefined ? [] : ["--seed"]), ...(options.workers === undefined ? [] : ["--workers"])],
  precise: options.precision ?? null,
  target: options.target ?? null,
  workers: options.workers ?? null,
  truths: options.truth,
  scenarios: options.scenario,
  plot: options.plot ?? null,
});

export function addDesignCommands(program: Command, parts: DesignProgramParts): void {
  const design = program.command("design").description("dose-finding designs: tables, characteristics, paths, conduct, boundaries");
  const run = (work: Outcome | Promise<Outcome>) => Promise.resolve(work).then(parts.print);
  const leaf = (name: string, text: string) => design.command(name).description(text).addOption(jsonOption()).exitOverride();
  const withMethod = (command: Command) =>
    command
      .addOption(new Option("--exact", "every course of the trial; refused where there are too many").conflicts(["trials", "precision", "workers", "seed"]))
      .addOption(new Option("--trials <number>", "simulate so many trials").argParser(whole(2, 1_000_000_000)))
      .addOption(new Option("--seed <number>", "seed of the simulation; 1 where left out").argParser(whole(0, 4_294_967_295)))
      .addOption(new Option("--precision <error>", "simulate until the largest standard error is no more than this, for example 0.002").argParser(number(0.00001, 0.5)))
      .addOption(new Option("--workers <number>", "threads of a simulation, which do not change its result; as many as the machine has where left out").argParser(whole(1, 64)))
      .option("--truth <rates>", "true rate at each dose level, for example 0.05,0.1,0.2 for three; may be given several times", many, [])
      .option("--scenario <name>", "only this scenario of the file; may be given several times", many, [])
      .addOption(new Option("--target <rate>", "target rate, where the design names none").argParser(fraction))
      .addOption(plot());
  const randomTruths = () => new Option("--random-truths <number>", "instead of scenarios: so many random truths, each exactly; the target makes one dose level the right one").argParser(whole(2, 10_000_000)).conflicts(["trials", "precision", "workers", "truth", "scenario", "plot"]);
  const truthsOf = (options: MethodWords, count: number) => ({ randomTruths: count, seed: options.seed ?? 1, target: options.target ?? null });
  const live = async () => {
    const { hearInterrupt, progressBar } = await import("./design/drive.ts");
    return { progress: progressBar({ shown: !parts.json }), interrupt: hearInterrupt() };
  };

  withMethod(leaf("simulate <design.yaml>", "operating characteristics, exact where they can be"))
    .addOption(randomTruths())
    .addHelpText("after", examples("simulate examples/dose-finding/sepsis-boin.yaml", "simulate sepsis-boin.yaml --truth 0.05,0.1,0.2,0.3,0.4 --precision 0.001 --seed 7", "simulate sepsis-boin.yaml --exact --plot characteristics.svg", "simulate sepsis-boin.yaml --random-truths 2000 --seed 7"))
    .action(async (file: string, options: MethodWords & { readonly randomTruths?: number }) => {
      if (options.randomTruths !== undefined) {
        const { designRobustness } = await import("./commands/design-robustness.ts");
        return run(designRobustness(file, truthsOf(options, options.randomTruths), await live()));
      }
      const { designSimulate } = await import("./commands/design-simulate.ts");
      return run(designSimulate(file, methodOf(options), await live()));
    });

  withMethod(leaf("compare <designs.yaml...>", "several designs under the same truths, side by side"))
    .addOption(randomTruths())
    .addHelpText("after", examples("compare examples/dose-finding/sepsis-boin.yaml examples/dose-finding/sepsis-three-plus-three.yaml", "compare boin.yaml crm.yaml --truth 0.05,0.1,0.2,0.3,0.4 --json", "compare boin.yaml three-plus-three.yaml --random-truths 2000 --seed 7"))
    .action(async (files: string[], options: MethodWords & { readonly randomTruths?: number }) => {
      if (options.randomTruths !== undefined) {
        const { compareOverTruths } = await import("./commands/design-compare-truths.ts");
        return run(compareOverTruths(files, truthsOf(options, options.randomTruths), await live()));
      }
      const { designCompare } = await import("./commands/design-compare.ts");
      return run(designCompare(files, methodOf(options), await live()));
    });

  leaf("table <design.yaml>", "what follows after every number of events among the participants at a dose level")
    .addOption(new Option("--dose <level>", "current dose level; the second one where left out").argParser(whole(1, 50)))
    .option("--n <numbers>", "numbers of participants, for example 3,6,9; those that can come about where left out", listOf(whole(1, 10_000)))
    .addOption(form())
    .addOption(plot())
    .addHelpText("after", examples("table examples/dose-finding/sepsis-boin.yaml", "table sepsis-boin.yaml --n 1,2,3,4,5,6 --form markdown", "table sepsis-boin.yaml --plot table.svg"))
    .action(async (file: string, options: { readonly dose?: number; readonly n?: readonly number[]; readonly form: "text" | "markdown" | "csv"; readonly plot?: string }) => {
      const { designTable } = await import("./commands/design-table.ts");
      return run(designTable(file, { dose: options.dose ?? null, n: options.n ?? null, form: options.form, plot: options.plot ?? null }));
    });

  leaf("paths <design.yaml>", "every course of the first cohorts, with its probability under a truth")
    .addOption(new Option("--cohorts <number>", "cohorts to follow").argParser(whole(1, 1000)).default(3))
    .option("--truth <rates>", "true rate at each dose level, for example 0.05,0.1,0.2", many, [])
    .option("--scenario <name>", "a scenario of the file; its first one where left out", many, [])
    .addOption(form())
    .addOption(plot())
    .addHelpText("after", examples("paths examples/dose-finding/sepsis-boin.yaml --cohorts 2", "paths sepsis-crm.yaml --cohorts 4 --truth 0.05,0.1,0.2,0.3,0.4 --form csv"))
    .action(async (file: string, options: { readonly cohorts: number; readonly truth: readonly string[]; readonly scenario: readonly string[]; readonly form: "text" | "markdown" | "csv"; readonly plot?: string }) => {
      const { designPaths } = await import("./commands/design-paths.ts");
      return run(designPaths(file, { cohorts: options.cohorts, truths: options.truth, scenarios: options.scenario, form: options.form, plot: options.plot ?? null }));
    });

  leaf("conduct <design.yaml> [outcomes]", "given these participants, what next, and why")
    .option("--data <file>", "participants as a YAML, JSON or CSV list of { dose, dlt, response, evaluable, followed, eventAt, pending, backfill, cohort }")
    .addOption(new Option("--days-since-last <days>", "days since the last participant was treated, for designs that wait").argParser(number(0, 36_600)))
    .addOption(plot())
    .option("--plot-doses <file.svg>", "write what is known of each dose level, with intervals, to this file")
    .addHelpText("after", examples('conduct examples/dose-finding/sepsis-boin.yaml "1NNN 2NTN"', "conduct sepsis-boin.yaml --data participants.yaml --json", 'conduct sepsis-boin.yaml "1NNN 2NP.5T" --plot trial.svg') + "\n\nOutcomes: the dose level and a letter a participant. N no event, T event, E cannot be judged, P.5 half of the window is over.")
    .action(async (file: string, outcomes: string | undefined, options: { readonly data?: string; readonly daysSinceLast?: number; readonly plot?: string; readonly plotDoses?: string }) => {
      const { designConduct } = await import("./commands/design-conduct.ts");
      return run(designConduct(file, { outcomes: outcomes ?? null, data: options.data ?? null, daysSinceLast: options.daysSinceLast ?? null, plot: options.plot ?? null, plotDoses: options.plotDoses ?? null }));
    });

  design
    .command("schema [output]")
    .description("the JSON Schema of design files, for editors; or of what a command prints with --json")
    .addOption(jsonOption())
    .exitOverride()
    .addHelpText("after", `\nOutputs: ${outputNames.join(", ")}.${examples("schema > design.schema.json", "schema simulate > simulate.schema.json")}`)
    .action(async (output: string | undefined) => {
      const { schemaOf } = await import("./commands/design-schema.ts");
      return run(schemaOf(output ?? null));
    });

  addCountCommands(design, parts);
  addBoundaryCommands(design, parts);
}
