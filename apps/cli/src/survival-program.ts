/** `stroma survival …`: years of follow-up, from a table. */
import { type Command, Option } from "commander";
import type { SurvivalCourseWords } from "./commands/survival-courses.ts";
import type { SurvivalCoxWords } from "./commands/survival-cox.ts";
import type { SurvivalCurveWords } from "./commands/survival-curves.ts";
import type { SurvivalIncidenceWords } from "./commands/survival-incidence.ts";
import type { SurvivalRateWords } from "./commands/survival-rates.ts";
import type { SurvivalRecurrentWords } from "./commands/survival-recurrent.ts";
import type { SurvivalSwimmerWords } from "./commands/survival-swimmer.ts";
import { fraction, jsonOption, listOf, many, number, plotOption } from "./design/option-words.ts";
import type { Outcome } from "./outcome.ts";

export function addSurvivalCommands(program: Command, parts: { readonly json: boolean; readonly print: (outcome: Outcome) => void }): void {
  const survival = program.command("survival").description("follow-up over time: survival, competing risks, recurrent events, rates");
  /** What every command knows, but for what would mean nothing to it. */
  const leaf = (name: string, text: string, without: readonly ("level" | "unit" | "figure")[], ...examples: readonly string[]) => {
    const command = survival
      .command(name)
      .description(text)
      .requiredOption("--input <file>", "a CSV file with a header, or JSON; - for standard input")
      .option("--where <column=value>", "only rows that fit; may be given several times", many, [])
      .option("--r-script <file.R>", "write the script in R that repeats the figures with R's own functions")
      .addOption(jsonOption())
      .exitOverride()
      .addHelpText("after", `\nExamples:\n${examples.map((example) => `  $ npx stroma survival ${name} ${example}`).join("\n")}\n\nExit codes: 0 done; 2 refused, or wrong usage; nothing is written then.`);
    if (!without.includes("level")) command.option("--level <level>", "of confidence", fraction, 0.95);
    if (!without.includes("unit")) command.option("--unit <words>", "of time, for tables and figures", "days");
    if (!without.includes("figure")) command.option("--title <words>", "of the figure").addOption(plotOption());
    return command;
  };
  const eventWords = "1 where the event happened, 0 where not; or column=value|value, the values that mean it";

  leaf("curves", "Kaplan-Meier curves with numbers at risk, the test between groups, restricted means", [], "--input follow-up.csv --time days --event died --group arm --every 90 --plot survival.svg", '--input follow-up.csv --time days --event "status=relapse|death" --group arm --r-script survival.R --json')
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

  leaf("cox", "hazard ratios of covariates by Cox regression, proportional hazards, concordance", ["unit"], "--input follow-up.csv --time days --event died --covariates arm,age --plot hazards.svg", "--input intervals.csv --start from --time to --event died --covariates arm --cluster participant --json")
    .requiredOption("--time <column>", "time of the event or of censoring; with --start the end of the interval")
    .requiredOption("--event <column>", eventWords)
    .requiredOption("--covariates <columns>", "with commas between; texts are categories, compared with the first")
    .option("--start <column>", "start of the interval (late entry, covariates that change)")
    .option("--stratum <column>", "strata with a baseline hazard of their own")
    .option("--cluster <column>", "rows that belong together: robust variance")
    .option("--weight <column>", "weight of the row")
    .addOption(new Option("--ties <rule>", "for tied events").choices(["efron", "breslow", "exact"]).default("efron"))
    .action(async (words: SurvivalCoxWords) => parts.print((await import("./commands/survival-cox.ts")).survivalCox(words)));

  leaf("incidence", "cumulative incidence of competing events, Gray's test, ratios by Fine and Gray", [], "--input follow-up.csv --time days --cause cause --censored alive --group arm --every 90 --plot incidence.svg", "--input follow-up.csv --time days --cause cause --covariates arm,age --json")
    .requiredOption("--time <column>", "time of the event or of censoring, from 0")
    .requiredOption("--cause <column>", "which event ended the time")
    .option("--censored <word>", "what stands in that column for censoring; left out: 0 and censored")
    .option("--start <column>", "when observation began (late entry)")
    .option("--group <column>", "groups to compare")
    .option("--weight <column>", "weight of the row")
    .option("--times <list>", "times of the table, with commas between", listOf(number(0, 1e12)))
    .option("--every <distance>", "times of the table this far apart", number(1e-12, 1e12))
    .addOption(new Option("--variance <kind>", "of the incidence").choices(["greenwood", "aalen", "infinitesimal-jackknife"]).default("greenwood"))
    .addOption(new Option("--interval <scale>", "on which intervals are symmetric").choices(["log", "plain", "log-log", "logit", "arcsine"]).default("log"))
    .option("--covariates <columns>", "also their subdistribution hazard ratios for each cause")
    .action(async (words: SurvivalIncidenceWords) => parts.print((await import("./commands/survival-incidence.ts")).survivalIncidence(words)));

  leaf("recurrent", "mean number of events that recur, groups compared, ratios of rates", [], "--input events.csv --participant id --time day --event event --group arm --every 30 --plot mean.svg", "--input intervals.csv --participant id --start from --time to --event event --covariates arm --json")
    .requiredOption("--participant <column>", "whose row it is")
    .requiredOption("--time <column>", "time of an event, or of the end of observation")
    .requiredOption("--event <column>", eventWords)
    .option("--start <column>", "rows are intervals (start, time]; without it they list events, each participant's closed by one row without")
    .option("--group <column>", "groups to compare")
    .option("--death <column>", "1 where death ended observation: the mean is then over everybody (Ghosh and Lin)")
    .option("--times <list>", "times of the table, with commas between", listOf(number(0, 1e12)))
    .option("--every <distance>", "times of the table this far apart", number(1e-12, 1e12))
    .option("--covariates <columns>", "also their ratios of the rate (Andersen and Gill)")
    .action(async (words: SurvivalRecurrentWords) => parts.print((await import("./commands/survival-recurrent.ts")).survivalRecurrent(words)));

  leaf("rates", "events per time under observation, by group, with ratios and differences", ["figure"], "--input exposure.csv --events infections --time years --group arm --unit years --per 100", "--input exposure.csv --events infections --time years --participant id --interval robust --json")
    .requiredOption("--events <column>", "events in the row's time")
    .requiredOption("--time <column>", "time under observation, above 0")
    .option("--group <column>", "groups to compare")
    .option("--participant <column>", "whose time it is; rows of one are added up")
    .option("--per <time>", "units of time for which a rate is told", number(1e-12, 1e12), 100)
    .addOption(new Option("--interval <kind>", "of the rate").choices(["exact", "mid-p", "log", "wald", "robust", "overdispersed"]).default("exact"))
    .action(async (words: SurvivalRateWords) => parts.print((await import("./commands/survival-rates.ts")).survivalRates(words)));

  leaf("courses", "scores over time: each participant's line, means of groups", [], "--input scores.csv --participant id --time day --value sofa --group arm --plot sofa.svg")
    .requiredOption("--participant <column>", "whose value it is")
    .requiredOption("--time <column>", "time of the value")
    .requiredOption("--value <column>", "what was measured")
    .option("--group <column>", "groups, a panel each")
    .action(async (words: SurvivalCourseWords) => parts.print((await import("./commands/survival-courses.ts")).survivalCourses(words)));

  leaf("swimmer", "a bar for each participant, with states and events", ["level"], "--input follow-up.csv --participant id --until days --ongoing alive --events events.csv --stretches states.csv --plot swimmer.svg")
    .requiredOption("--participant <column>", "the participant's code, one row each")
    .requiredOption("--until <column>", "end of follow-up")
    .option("--ongoing <column>", "1 for who is still followed")
    .option("--events <file>", "a table with participant, time, kind")
    .option("--stretches <file>", "a table with participant, from, until, state")
    .action(async (words: SurvivalSwimmerWords) => parts.print((await import("./commands/survival-swimmer.ts")).survivalSwimmer(words)));
}
