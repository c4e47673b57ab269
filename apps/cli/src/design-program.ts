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
}
