/** `stroma survival …`: years of follow-up, from a table. */
import { type Command, Option } from "commander";
import type { SurvivalCurveWords } from "./commands/survival-curves.ts";
import { fraction, jsonOption, listOf, many, number, plotOption } from "./design/option-words.ts";
import type { Outcome } from "./outcome.ts";

export function addSurvivalCommands(program: Command, parts: { readonly json: boolean; readonly print: (outcome: Outcome) => void }): void {
  const survival = program.command("survival").description("follow-up over time: survival, competing risks, recurrent events, rates");
  const leaf = (name: string, text: string, ...examples: readonly string[]) =>
    survival
      .command(name)
      .description(text)
      .requiredOption("--input <file>", "a CSV file with a header, or JSON; - for standard input")
      .option("--where <column=value>", "only rows that fit; may be given several times", many, [])
      .option("--level <level>", "of confidence", fraction, 0.95)
      .option("--unit <words>", "of time, for tables and figures", "days")
      .option("--title <words>", "of the figure")
      .addOption(plotOption())
      .option("--r-script <file.R>", "write the script in R that repeats the figures with R's own functions")
      .addOption(jsonOption())
      .exitOverride()
      .addHelpText("after", `\nExamples:\n${examples.map((example) => `  $ npx stroma survival ${name} ${example}`).join("\n")}\n\nExit codes: 0 done; 2 refused, or wrong usage; nothing is written then.`);
  const eventWords = "1 where the event happened, 0 where not; or column=value|value, the values that mean it";

  leaf("curves", "Kaplan-Meier curves with numbers at risk, the test between groups, restricted means", "--input follow-up.csv --time days --event died --group arm --every 90 --plot survival.svg", '--input follow-up.csv --time days --event "status=relapse|death" --group arm --r-script survival.R --json')
    .requiredOption("--time <column>", "time of the event or of censoring, from 0")
    .requiredOption("--event <column>", eventWords)
    .option("--start <column>", "when observation began (late entry)")
    .option("--group <column>", "groups to compare")
    .option("--stratum <column>", "strata of the test")
    .option("--weight <column>", "how many alike a row stands for")
    .option("--times <list>", "times of the table, with commas between", listOf(number(0, 1e12)))
    .option("--every <distance>", "times of the table this far apart", number(1e-12, 1e12))
    .addOption(new Option("--interval <scale>", "on which intervals are symmetric").choices(["log", "plain", "log-log", "logit", "arcsine"]).default("log"))
    .option("--rho <power>", "Fleming-Harrington weights: power of survival", number(-10, 10), 0)
    .option("--gamma <power>", "power of 1 - survival", number(0, 10), 0)
    .option("--restrict-at <time>", "end of the restricted mean", number(1e-12, 1e12))
    .action(async (words: SurvivalCurveWords) => parts.print((await import("./commands/survival-curves.ts")).survivalCurves(words)));
}
