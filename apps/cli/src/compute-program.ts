/** `stroma compute …`: statistics by name. */
import { type Command, Option } from "commander";
import { jsonOption, many } from "./design/option-words.ts";
import { CommandRefusal, type Outcome } from "./outcome.ts";

interface ComputeWords {
  readonly list?: true;
  readonly schema?: string;
  readonly input?: string;
  readonly column: readonly string[];
  readonly where: readonly string[];
  readonly option: readonly string[];
  readonly rScript?: true;
}

export function addComputeCommand(program: Command, parts: { readonly json: boolean; readonly print: (outcome: Outcome) => void }): void {
  program
    .command("compute [method]")
    .description("a statistic by its name, from a table; --list shows all")
    .addOption(new Option("--list", "the methods that there are"))
    .option("--schema <method>", "the JSON Schema of a method's input")
    .option("--input <file>", "a CSV file with a header, or JSON; - for standard input")
    .option("--column <name=header>", "the file's column that is read for a column of the method; may be given several times", many, [])
    .option("--where <column=value>", "only rows that fit, for example outcome=death or window=28 d|30 d; may be given several times", many, [])
    .option("--option <name=value>", "an option of the method; may be given several times", many, [])
    .option("--r-script", "print the script in R that repeats it on these rows with R's own functions, in place of the result")
    .addOption(jsonOption())
    .exitOverride()
    .addHelpText("after", "\nExamples:\n  $ npx stroma compute --list\n  $ npx stroma compute --schema mantel-haenszel\n  $ npx stroma compute mantel-haenszel --input trials.csv --column treatedEvents=ai --column treatedTotal=n1i --column controlEvents=ci --column controlTotal=n2i --json\n\nExit codes: 0 done; 2 refused, or wrong usage; nothing is written then.")
    .action(async (method: string | undefined, words: ComputeWords) => {
      const { compute, computeList, computeSchema } = await import("./commands/compute.ts");
      if (words.list === true) return parts.print(computeList());
      if (words.schema !== undefined) return parts.print(computeSchema(words.schema));
      if (method === undefined) throw new CommandRefusal("usage", "No method is named.", "stroma compute --list shows them.", 2);
      if (words.input === undefined) throw new CommandRefusal("usage", "No input is named.", "give --input <file>, or --input - for standard input.", 2);
      const { hearInterrupt, progressBar } = await import("./design/drive.ts");
      const given = { input: words.input, columns: words.column, where: words.where, options: words.option, rScript: words.rScript === true };
      return parts.print(await compute(method, given, { progress: progressBar({ shown: !parts.json }), interrupt: hearInterrupt() }));
    });
}
