/** `stroma match …`: matched controls from a table. */
import { type Command, Option } from "commander";
import { jsonOption, many, number, plotOption, whole } from "./design/option-words.ts";
import type { MatchWords } from "./commands/match.ts";
import type { Outcome } from "./outcome.ts";

export function addMatchCommand(program: Command, parts: { readonly json: boolean; readonly print: (outcome: Outcome) => void }): void {
  program
    .command("match")
    .description("matched controls for the treated, their balance, and who fell out")
    .requiredOption("--input <file>", "a CSV file with a header, or JSON; - for standard input")
    .requiredOption("--treatment <column>", "1 for the treated, 0 for those who may be their controls")
    .requiredOption("--covariates <columns>", "what they shall be alike in, with commas between; texts are categories")
    .option("--exact <columns>", "what must be equal, with commas between")
    .addOption(new Option("--distance <kind>", "what nearness is").choices(["logit-propensity", "propensity", "mahalanobis", "score"]).default("logit-propensity"))
    .option("--score <column>", "the score to match on, with --distance score")
    .option("--firth", "the propensity score by Firth's likelihood, which bears covariates that separate the groups")
    .addOption(new Option("--algorithm <kind>", "each takes its nearest in turn, or the smallest sum of all distances").choices(["greedy", "optimal"]).default("greedy"))
    .addOption(new Option("--order <order>", "which treated takes first").choices(["largest-first", "smallest-first", "data-order", "random"]))
    .option("--ratio <controls>", "controls for each treated, at most", whole(1, 1000), 1)
    .option("--replace", "a control may be taken several times")
    .option("--caliper <width>", "the widest difference that may be matched", number(1e-12, 1e12))
    .addOption(new Option("--caliper-unit <unit>", "pooled SD (Austin), SD over everybody (MatchIt), or as it is").choices(["sd-pooled", "sd-all", "absolute"]).default("sd-pooled"))
    .addOption(new Option("--denominator <sd>", "of standardised mean differences").choices(["pooled", "treated", "control", "all"]).default("pooled"))
    .option("--raw-binaries", "differences of proportions are not divided")
    .option("--seed <number>", "for the random order", whole(0, Number.MAX_SAFE_INTEGER), 1)
    .option("--outcome <column>", "also estimate its difference in the matched, clustered on matched sets (without --replace)")
    .option("--where <column=value>", "only rows that fit; may be given several times", many, [])
    .addOption(plotOption())
    .option("--out <file.csv>", "write the table with score, weight and matched set to this file, whole or not at all")
    .addOption(jsonOption())
    .exitOverride()
    .addHelpText("after", "\nExamples:\n  $ npx stroma match --input cohort.csv --treatment treated --covariates age,severity,site --exact site --caliper 0.2\n  $ npx stroma match --input cohort.csv --treatment treated --covariates age,severity --ratio 2 --plot love.svg --out matched.csv --json\n\nExit codes: 0 done; 2 refused, or wrong usage; nothing is written then. 130: stopped by Ctrl-C.")
    .action(async (words: MatchWords) => {
      const { match } = await import("./commands/match.ts");
      const { hearInterrupt, progressBar } = await import("./design/drive.ts");
      return parts.print(await match(words, { progress: progressBar({ shown: !parts.json }), interrupt: hearInterrupt() }));
    });
}
