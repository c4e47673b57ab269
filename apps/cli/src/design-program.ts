/** `stroma design …`: dose-finding designs from small files. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Outcome } from "./outcome.ts";

export interface DesignProgramParts {
  readonly json: boolean;
  readonly print: (outcome: Outcome) => void;
}

const number = (low: number, high: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < low || value > high) throw new InvalidArgumentError(`give a number from ${low} to ${high}.`);
  return value;
};
const whole = (low: number, high: number) => (text: string) => {
  const value = number(low, high)(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError(`give a whole number from ${low} to ${high}.`);
  return value;
};
const fraction = (text: string) => {
  const value = number(0, 1)(text);
  if (value === 0 || value === 1) throw new InvalidArgumentError("give a number above 0 and below 1, for example 0.25.");
  return value;
};
const numbers = (text: string) => text.split(",").map((part) => whole(1, 10_000)(part));
const rates = (text: string) => text.split(",").map((part) => number(0, 1000)(part));
const many = (value: string, before: readonly string[] = []) => [...before, value];
const examples = (...lines: string[]) => `\nExamples:\n${lines.map((line) => `  $ npx stroma design ${line}`).join("\n")}\n\nExit codes: 0 done; 1 refused, or faults were found; 2 wrong usage.\n  2 also stands for a faulty design file; nothing is written then. 130: stopped by Ctrl-C; what was done is told, and that it is partial.`;

interface MethodWords {
  readonly exact?: true;
  readonly trials?: number;
  readonly seed: number;
  readonly precision?: number;
  readonly target?: number;
  readonly truth: readonly string[];
  readonly scenario: readonly string[];
  readonly plot?: string;
}

interface BoundaryWords {
  readonly family: "pocock" | "obrien-fleming" | "wang-tsiatis" | "posterior" | "sprt" | "maximised-sprt";
  readonly n?: number;
  readonly looks?: readonly number[];
  readonly null: number;
  readonly alpha?: number;
  readonly cutoff?: number;
  readonly delta?: number;
  readonly alternative?: number;
  readonly prior?: readonly number[];
  readonly rates: readonly number[];
  readonly seen?: string;
  readonly form: "text" | "markdown" | "csv";
  readonly plot?: string;
}

/** The method that the words ask for. `--trials` or `--precision` ask for a simulation. */
const methodOf = (options: MethodWords) => ({
  method: options.exact === true ? ("exact" as const) : options.trials !== undefined || options.precision !== undefined ? ("simulate" as const) : ("automatic" as const),
  // With a wanted precision the number of trials is a limit only.
  trials: options.trials ?? (options.precision === undefined ? 10_000 : 10_000_000),
  seed: options.seed,
  precise: options.precision ?? null,
  target: options.target ?? null,
  truths: options.truth,
  scenarios: options.scenario,
  plot: options.plot ?? null,
});

export function addDesignCommands(program: Command, parts: DesignProgramParts): void {
  const design = program.command("design").description("dose-finding designs: tables, characteristics, paths, conduct, boundaries");
  const run = (work: Outcome | Promise<Outcome>) => Promise.resolve(work).then(parts.print);
  const leaf = (name: string, text: string) => design.command(name).description(text).addOption(new Option("--json", "print one JSON document")).exitOverride();
  const plot = () => new Option("--plot <file.svg>", "write a picture to this file, whole or not at all");
  const withMethod = (command: Command) =>
    command
      .addOption(new Option("--exact", "every course of the trial; refused where there are too many").conflicts(["trials", "precision"]))
      .addOption(new Option("--trials <number>", "simulate so many trials").argParser(whole(1, 1_000_000_000)))
      .addOption(new Option("--seed <number>", "seed of the simulation").argParser(whole(0, 4_294_967_295)).default(1))
      .addOption(new Option("--precision <error>", "simulate until the largest standard error is no more than this, for example 0.002").argParser(number(0.00001, 0.5)))
      .option("--truth <rates>", "true rate at each dose level, for example 0.05,0.1,0.2; may be given several times", many, [])
      .option("--scenario <name>", "only this scenario of the file; may be given several times", many, [])
      .addOption(new Option("--target <rate>", "target rate, where the design names none").argParser(fraction))
      .addOption(plot());
  const live = async () => {
    const { hearInterrupt, progressBar } = await import("./design/drive.ts");
    return { progress: progressBar({ shown: !parts.json }), interrupt: hearInterrupt() };
  };

  withMethod(leaf("simulate <design.yaml>", "operating characteristics, exact where they can be"))
    .addHelpText("after", examples("simulate examples/dose-finding/sepsis-boin.yaml", "simulate sepsis-boin.yaml --truth 0.05,0.1,0.3 --precision 0.001 --seed 7", "simulate sepsis-boin.yaml --exact --plot characteristics.svg"))
    .action(async (file: string, options: MethodWords) => {
      const { designSimulate } = await import("./commands/design-simulate.ts");
      return run(designSimulate(file, methodOf(options), await live()));
    });

  withMethod(leaf("compare <designs.yaml...>", "several designs under the same truths, side by side"))
    .addHelpText("after", examples("compare examples/dose-finding/sepsis-boin.yaml examples/dose-finding/sepsis-three-plus-three.yaml", "compare boin.yaml crm.yaml --truth 0.05,0.1,0.2,0.3,0.4 --json"))
    .action(async (files: string[], options: MethodWords) => {
      const { designCompare } = await import("./commands/design-compare.ts");
      return run(designCompare(files, methodOf(options), await live()));
    });

  const form = () => new Option("--form <form>", "of the table").choices(["text", "markdown", "csv"]).default("text");
  leaf("table <design.yaml>", "what follows after every number of events among the participants at a dose level")
    .addOption(new Option("--dose <level>", "current dose level; the second one where left out").argParser(whole(1, 50)))
    .option("--n <numbers>", "numbers of participants, for example 3,6,9; those that can come about where left out", numbers)
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
    .option("--data <file>", "participants as a YAML or JSON list of { dose, dlt, evaluable, followed, pending, cohort }")
    .addOption(new Option("--days-since-last <days>", "days since the last participant was treated, for designs that wait").argParser(number(0, 36_600)))
    .addOption(plot())
    .option("--plot-doses <file.svg>", "write what is known of each dose level, with intervals, to this file")
    .addHelpText("after", examples('conduct examples/dose-finding/sepsis-boin.yaml "1NNN 2NTN"', "conduct sepsis-boin.yaml --data participants.yaml --json", 'conduct sepsis-boin.yaml "1NNN 2NP.5T" --plot trial.svg') + "\n\nOutcomes: the dose level and a letter a participant. N no event, T event, E cannot be judged, P.5 half of the window is over.")
    .action(async (file: string, outcomes: string | undefined, options: { readonly data?: string; readonly daysSinceLast?: number; readonly plot?: string; readonly plotDoses?: string }) => {
      const { designConduct } = await import("./commands/design-conduct.ts");
      return run(designConduct(file, { outcomes: outcomes ?? null, data: options.data ?? null, daysSinceLast: options.daysSinceLast ?? null, plot: options.plot ?? null, plotDoses: options.plotDoses ?? null }));
    });

  leaf("schema", "the JSON Schema of design files, for editors")
    .addHelpText("after", examples("schema > design.schema.json"))
    .action(async () => {
      const { designFileJsonSchema } = await import("@stroma/stats");
      const schema = designFileJsonSchema();
      return run({ exitCode: 0, json: schema, text: JSON.stringify(schema, null, 2) });
    });

  leaf("boundary", "when a safety board holds the trial, and what that rule does; exact")
    .addOption(new Option("--family <name>", "kind of boundary").choices(["pocock", "obrien-fleming", "wang-tsiatis", "posterior", "sprt", "maximised-sprt"]).default("pocock"))
    .addOption(new Option("--n <number>", "most participants, with a look after each").argParser(whole(1, 2000)))
    .option("--looks <numbers>", "numbers of participants at which to look, for example 5,10,15", numbers)
    .addOption(new Option("--null <rate>", "acceptable rate of the event").argParser(fraction).makeOptionMandatory())
    .addOption(new Option("--alpha <error>", "allowed probability of holding at the acceptable rate").argParser(fraction))
    .addOption(new Option("--cutoff <number>", "the cut-off itself, on the scale of its family").argParser(number(-1e9, 1e9)))
    .addOption(new Option("--delta <number>", "of wang-tsiatis").argParser(number(0, 0.5)))
    .addOption(new Option("--alternative <rate>", "of sprt: the rate that is to be found").argParser(fraction))
    .option("--prior <a,b>", "of posterior: the beta prior; 1,1 where left out", rates)
    .option("--rates <rates>", "true rates for which it is told what the boundary does", rates, [0.05, 0.1, 0.2, 0.3, 0.4])
    .option("--seen <n:events>", "what was seen so far, for example 5:1,10:2")
    .addOption(form())
    .addOption(plot())
    .addHelpText("after", examples("boundary --n 15 --null 0.1 --alpha 0.1", "boundary --family posterior --prior 0.4,1.6 --looks 5,10,15 --null 0.2 --alpha 0.1 --seen 5:1,10:2 --plot boundary.svg"))
    .action(async (options: BoundaryWords) => {
      const { designBoundary } = await import("./commands/design-boundary.ts");
      const { n = null, looks = null, alpha = null, cutoff = null, delta = null, alternative = null, prior = null, seen = null, plot: file = null } = options;
      return run(designBoundary({ kind: options.family, nullProbability: options.null, n, looks, alpha, cutoff, delta, alternative, prior, seen, plot: file, rates: options.rates, form: options.form }));
    });
}
