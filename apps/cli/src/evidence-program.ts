/** `stroma evidence …`: evidence of studies, pooled. */
import { measureNames } from "@stroma/stats";
import { type Command, Option } from "commander";
import type { EvidencePoolWords } from "./commands/evidence-pool.ts";
import { fraction, jsonOption, many } from "./design/option-words.ts";
import { poolModelNames } from "./evidence/pool-models.ts";
import { betterWords } from "./evidence/read-request.ts";
import type { Outcome } from "./outcome.ts";

const examples = [
  'npx stroma evidence pool --input counts.csv --where outcome=death --where "outcome_window=28 d|30 d" --arms MSC,control --plot forest.svg',
  "npx stroma evidence pool --input counts.csv --model mantel-haenszel,random --by population --risk-of-bias rob --leave-one-out --cumulative year",
  "npx stroma evidence pool --input trials.csv --column treatedEvents=ai --column treatedTotal=n1i --column controlEvents=ci --column controlTotal=n2i --measure risk-ratio --model random --option tauSquared=DL --json",
];

export function addEvidenceCommands(program: Command, parts: { readonly json: boolean; readonly print: (outcome: Outcome) => void }): void {
  const evidence = program.command("evidence").description("published and registered evidence");
  evidence
    .command("pool")
    .description("studies of a table, pooled: effects, weights, heterogeneity, how zeros are handled, and what can mislead")
    .requiredOption("--input <file>", "a CSV file with a header, or JSON; - for standard input")
    .option("--column <name=header>", "the file's column that is read for treatedEvents, treatedTotal, controlEvents, controlTotal, study, …; usual names (events_msc, ai, n1i, …) are known", many, [])
    .option("--where <column=value>", "only rows that fit, for example outcome=death or outcome_window=28 d|30 d, or design!=meta-analysis; may be given several times", many, [])
    .addOption(new Option("--measure <measure>", "of effect").choices(measureNames).default("odds-ratio"))
    .option("--model <model>", `${poolModelNames.join(", ")}; several with commas, or given several times, each with its row and diamond. Left out: Mantel-Haenszel where the measure has it, else random effects`, many, [])
    .option("--by <column>", "groups with pooled effects of their own, and the test between them; --option betweenStudies=separate gives each group a variance between studies of its own")
    .option("--risk-of-bias <column>", "judgements (low, some concerns, moderate, high, serious, critical, no information) for the table and the forest plot; several columns with commas, or given several times", many, [])
    .option("--level <level>", "of confidence", fraction, 0.95)
    .option("--zero-panel", "every handling of zero events side by side, also where no cell is zero")
    .option("--leave-one-out", "the pooled effect without each study in turn")
    .option("--cumulative <column>", "the pooled effect as studies came in, in the order of a column, for example year")
    .option("--option <name=value>", "an option of the method, for example tauSquared=DL; may be given several times", many, [])
    .option("--title <words>", "over the table and the pictures")
    .option("--arms <treated,control>", "names of the two arms, for example MSC,placebo")
    .addOption(new Option("--better <word>", "whether fewer events (lower values) are better, for the words below the forest plot; left out: fewer, but unsaid for means and for outcomes such as remission or survival").choices(betterWords))
    .option("--plot <file.svg>", "write a forest plot to this file, whole or not at all")
    .option("--cumulative-plot <file.svg>", "write the pooled effect as studies came in, of the first model; needs --cumulative")
    .option("--funnel <file.svg>", "write a funnel plot with contours of significance")
    .addOption(jsonOption())
    .exitOverride()
    .addHelpText("after", `\nExamples:\n${examples.map((line) => `  $ ${line}`).join("\n")}\n\nExit codes: 0 done; 2 refused, or wrong usage; nothing is written then.`)
    .action(async (words: EvidencePoolWords) => {
      const { evidencePool } = await import("./commands/evidence-pool.ts");
      const { hearInterrupt, progressBar } = await import("./design/drive.ts");
      return parts.print(await evidencePool(words, { progress: progressBar({ shown: !parts.json }), interrupt: hearInterrupt() }));
    });
}
