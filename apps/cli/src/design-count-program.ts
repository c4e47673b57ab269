/** `stroma design zero-events` and `cohort-size`: counts of an event, and how many participants see it. */
import { type Command, Option } from "commander";
import type { DesignProgramParts } from "./design-program.ts";
import { designExamples as examples, formOption, fraction, jsonOption, listOf, number, plotOption, whole } from "./design/option-words.ts";
import type { TableForm } from "./design/text-table.ts";

interface CountWords {
  readonly prior?: readonly number[];
  readonly rates: readonly number[];
  readonly form: TableForm;
}

export function addCountCommands(design: Command, parts: DesignProgramParts): void {
  const leaf = (name: string, text: string) => design.command(name).description(text).addOption(jsonOption()).exitOverride();
  const prior = () => new Option("--prior <a,b>", "the beta prior of the rate; 1,1, which is uniform, where left out").argParser(listOf(number(1e-6, 1e6)));
  const rates = (words: string) => new Option("--rates <rates>", words).argParser(listOf(fraction)).default([0.05, 0.1, 0.2]);

  leaf("zero-events", "what no events, or few, leave open: at each dose level and for all together")
    .addOption(new Option("--n <numbers>", "participants by dose level, lowest first, for example 5,5,5").argParser(listOf(whole(0, 20_000))).makeOptionMandatory())
    .addOption(new Option("--events <numbers>", "events by dose level; none where left out").argParser(listOf(whole(0, 20_000))))
    .option("--event <words>", "what the event is called")
    .addOption(new Option("--level <probability>", "confidence level").argParser(fraction).default(0.95))
    .addOption(prior())
    .addOption(rates("true rates for which it is told how probable so few events were"))
    .addOption(new Option("--background <rate>", "probability that the illness itself causes the event, taken as known").argParser(fraction))
    .addOption(formOption())
    .addOption(plotOption())
    .addHelpText("after", examples("zero-events --n 5,5,5", 'zero-events --n 3,6,0 --events 0,1,0 --background 0.1 --event "serious adverse event"', "zero-events --n 5,5,5 --plot known.svg"))
    .action(async (words: CountWords & { readonly n: readonly number[]; readonly events?: readonly number[]; readonly event?: string; readonly level: number; readonly background?: number; readonly plot?: string }) => {
      const { designZeroEvents } = await import("./commands/design-zero-events.ts");
      const { n, events = null, event = null, level, prior: shapes = null, background = null, plot = null } = words;
      parts.print(designZeroEvents({ n, events, event, level, prior: shapes, background, plot, rates: words.rates, form: words.form }));
    });

  leaf("cohort-size", "would so many participants have seen the event, and how many does it take: power and assurance")
    .addOption(new Option("--n <numbers>", "numbers of participants to look at, for example 3,5,15").argParser(listOf(whole(0, 100_000))))
    .addOption(new Option("--chance <probability>", "search the smallest number that sees the event so surely").argParser(fraction))
    .addOption(rates("true rates for which the power is told"))
    .addOption(prior())
    .addOption(new Option("--at-least <number>", "events that count as seen").argParser(whole(1, 1000)).default(1))
    .addOption(formOption())
    .addHelpText("after", examples("cohort-size --n 3,5,15", "cohort-size --chance 0.95 --rates 0.05,0.1", "cohort-size --n 15 --prior 1,9 --at-least 2 --json"))
    .action(async (words: CountWords & { readonly n?: readonly number[]; readonly chance?: number; readonly atLeast: number }) => {
      const { designCohortSize } = await import("./commands/design-cohort-size.ts");
      parts.print(designCohortSize({ n: words.n ?? null, chance: words.chance ?? null, prior: words.prior ?? null, rates: words.rates, atLeast: words.atLeast, form: words.form }));
    });
}
