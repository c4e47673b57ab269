/** `stroma design boundary …`: rules for a safety board, and for stopping early where nothing is gained. */
import { type Command, Option } from "commander";
import type { SpendingCommandOptions } from "./commands/boundary-spending.ts";
import type { TwoStageCommandOptions } from "./commands/boundary-two-stage.ts";
import type { BoundaryKind } from "./commands/design-boundary.ts";
import type { PersonTimeKind } from "./commands/boundary-person-time.ts";
import { addBoardCommands } from "./design-board-program.ts";
import type { DesignProgramParts } from "./design-program.ts";
import { designExamples as examples, formOption, fraction, jsonOption, listOf, number, plotOption, whole } from "./design/option-words.ts";
import type { TableForm } from "./design/text-table.ts";
import type { Outcome } from "./outcome.ts";

/** What several forms take. */
interface CommonWords {
  readonly null?: number;
  readonly alpha?: number;
  readonly cutoff?: number;
  readonly alternative?: number;
  readonly prior?: readonly number[];
  readonly n?: number;
  readonly looks?: readonly number[];
  readonly delta?: number;
  readonly beta?: number;
  readonly largestN?: number;
  readonly rates?: readonly number[];
  readonly seen?: string;
  readonly form: TableForm;
  readonly plot?: string;
}

export function addBoundaryCommands(design: Command, parts: DesignProgramParts): void {
  const boundary = design
    .command("boundary")
    .description("when a safety board holds the trial, and what that rule does; exact. Without the name of a form: events")
    .addOption(jsonOption())
    .exitOverride()
    .addHelpText("after", examples("boundary --n 15 --null 0.1 --alpha 0.1", "boundary events --help", "boundary two-stage --null 0.05 --alternative 0.25 --alpha 0.1 --beta 0.1"));
  const run = (outcome: Outcome) => parts.print(outcome);
  const leaf = (name: string, text: string, settings: { readonly isDefault?: boolean } = {}) => boundary.command(name, settings).description(text).addOption(jsonOption()).exitOverride();
  const positive = number(1e-9, 1e9);
  const numbers = listOf(number(0, 1e6));
  const probabilities = listOf(number(0, 1));
  const nullRate = () => new Option("--null <rate>", "acceptable rate of the event").argParser(fraction).makeOptionMandatory();
  const alpha = () => new Option("--alpha <error>", "allowed probability of holding at the acceptable rate").argParser(fraction);
  const cutoff = () => new Option("--cutoff <number>", "the cut-off itself, on the scale of its family").argParser(number(-1e9, 1e9));
  const rates = (words: string) => new Option("--rates <rates>", `${words}; 0.05,0.1,0.2,0.3,0.4 where left out`).argParser(probabilities);

  leaf("events", "a boundary for the number of events among the participants", { isDefault: true })
    .addOption(new Option("--family <name>", "kind of boundary").choices(["pocock", "obrien-fleming", "wang-tsiatis", "posterior", "chen-chaloner", "thall-simon", "predictive", "sprt", "maximised-sprt"]).default("pocock"))
    .addOption(new Option("--n <number>", "most participants, with a look after each").argParser(whole(1, 2000)))
    .option("--looks <numbers>", "numbers of participants at which to look, for example 5,10,15", listOf(whole(1, 10_000)))
    .addOption(nullRate())
    .addOption(alpha())
    .addOption(cutoff())
    .addOption(new Option("--delta <number>", "of wang-tsiatis: 0 is O'Brien-Fleming, 0.5 Pocock").argParser(number(-0.5, 1)))
    .addOption(new Option("--alternative <rate>", "of sprt and chen-chaloner: the rate that is too high").argParser(fraction))
    .option("--prior <a,b>", "of posterior, chen-chaloner, thall-simon and predictive: the beta prior; 1,1 where left out", numbers)
    .addOption(new Option("--certainty <probability>", "of chen-chaloner: least posterior probability of a rate above the alternative").argParser(fraction))
    .option("--reference <a,b>", "of thall-simon: the beta distribution of the rate without the treatment", numbers)
    .addOption(new Option("--excess <rate>", "of thall-simon: so much above the reference is too much").argParser(number(0, 1)))
    .addOption(new Option("--conclude <probability>", "of predictive: posterior probability that counts as too many events at the end").argParser(fraction))
    .addOption(rates("true rates for which it is told what the boundary does"))
    .option("--seen <n:events>", "what was seen so far, for example 5:1,10:2")
    .addOption(formOption())
    .addOption(plotOption())
    .addHelpText("after", examples("boundary --n 15 --null 0.1 --alpha 0.1", "boundary --family posterior --prior 0.4,1.6 --looks 5,10,15 --null 0.2 --alpha 0.1 --seen 5:1,10:2 --plot boundary.svg", "boundary --family thall-simon --reference 10,40 --excess 0.05 --n 30 --null 0.2 --cutoff 0.95"))
    .action(async (words: CommonWords & { readonly family: BoundaryKind; readonly null: number; readonly certainty?: number; readonly reference?: readonly number[]; readonly excess?: number; readonly conclude?: number }) => {
      const { designBoundary } = await import("./commands/design-boundary.ts");
      const { n = null, looks = null, alpha: error = null, cutoff: limit = null, delta = null, alternative = null, prior = null, certainty = null, reference = null, excess = null, conclude = null, seen = null } = words;
      return run(designBoundary({ kind: words.family, nullProbability: words.null, n, looks, alpha: error, cutoff: limit, delta, alternative, prior, certainty, reference, excess, conclude, seen, rates: words.rates ?? null, form: words.form, plot: words.plot ?? null }));
    });

  leaf("person-time", "a boundary for events in person-time, whenever each participant enters")
    .addOption(new Option("--family <name>", "kind of boundary").choices(["pocock", "obrien-fleming", "wang-tsiatis", "posterior", "sprt", "maximised-sprt"]).default("pocock"))
    .addOption(new Option("--null-rate <rate>", "acceptable events per unit of person-time").argParser(positive))
    .addOption(new Option("--maximum <time>", "person-time at which monitoring ends").argParser(positive))
    .addOption(new Option("--null <rate>", "instead: acceptable probability of the event within the follow-up").argParser(fraction))
    .addOption(new Option("--follow-up <time>", "follow-up of each participant").argParser(positive))
    .addOption(new Option("--n <number>", "participants").argParser(whole(1, 10_000)))
    .addOption(alpha())
    .addOption(cutoff())
    .option("--looks <times>", "person-times at which to look; at every event where left out", listOf(positive))
    .addOption(new Option("--minimum-events <number>", "no hold before so many events").argParser(whole(1, 100)))
    .addOption(new Option("--delta <number>", "of wang-tsiatis: 0 is O'Brien-Fleming, 0.5 Pocock").argParser(number(-0.5, 1)))
    .option("--prior <events,time>", "of posterior: the gamma prior, so many events in so much person-time", numbers)
    .addOption(new Option("--rate-ratio <number>", "of sprt: how many times the acceptable rate is too high").argParser(positive))
    .addOption(new Option("--ratios <numbers>", "true rates for which it is told what the boundary does, as multiples of the acceptable one; 1.5,2,3 where left out").argParser(listOf(number(0.001, 1000))))
    .option("--seen <time:events>", "events by so much person-time, for example 30:1,80:2")
    .addOption(formOption())
    .addOption(plotOption())
    .addHelpText("after", examples("boundary person-time --null 0.1 --follow-up 28 --n 30 --alpha 0.1", "boundary person-time --family sprt --rate-ratio 2 --null-rate 0.01 --maximum 150 --cutoff 1 --seen 30:1,80:2"))
    .action(async (words: CommonWords & { readonly family: PersonTimeKind; readonly nullRate?: number; readonly maximum?: number; readonly followUp?: number; readonly minimumEvents?: number; readonly rateRatio?: number; readonly ratios?: readonly number[] }) => {
      const { boundaryPersonTime } = await import("./commands/boundary-person-time.ts");
      const { nullRate: rate = null, maximum = null, null: nullProbability = null, followUp = null, n = null, alpha: error = null, cutoff: limit = null, looks = null, minimumEvents = null, delta = null, prior = null, rateRatio = null, seen = null } = words;
      return run(boundaryPersonTime({ kind: words.family, nullRate: rate, maximum, nullProbability, followUp, n, alpha: error, cutoff: limit, looks, minimumEvents, delta, prior, rateRatio, seen, ratios: words.ratios ?? null, form: words.form, plot: words.plot ?? null }));
    });

  leaf("cusum", "a cumulative sum chart for an event, one participant after another")
    .addOption(nullRate())
    .addOption(new Option("--alternative <rate>", "rate that is too high").argParser(fraction).makeOptionMandatory())
    .addOption(new Option("--n <number>", "participants").argParser(whole(1, 500)).makeOptionMandatory())
    .addOption(alpha())
    .addOption(new Option("--cutoff <number>", "the limit of the sum itself").argParser(positive))
    .addOption(rates("true rates for which it is told what the chart does"))
    .option("--seen <letters>", "outcomes so far, in order: N no event, T event, for example NNTN")
    .addOption(formOption())
    .addOption(plotOption())
    .addHelpText("after", examples("boundary cusum --null 0.1 --alternative 0.3 --n 30 --alpha 0.1", "boundary cusum --null 0.1 --alternative 0.3 --n 30 --cutoff 2 --seen NNTNT"))
    .action(async (words: CommonWords & { readonly null: number; readonly alternative: number; readonly n: number }) => {
      const { boundaryCusum } = await import("./commands/boundary-cusum.ts");
      return run(boundaryCusum({ nullProbability: words.null, alternative: words.alternative, n: words.n, alpha: words.alpha ?? null, cutoff: words.cutoff ?? null, rates: words.rates ?? null, seen: words.seen ?? null, form: words.form, plot: words.plot ?? null }));
    });

  leaf("two-stage", "Simon's two-stage designs for a response, or what a given one does")
    .addOption(new Option("--kind <name>", "which are shown").choices(["optimal", "minimax", "both", "all"]))
    .addOption(new Option("--null <rate>", "response rate that is not worth it").argParser(fraction))
    .addOption(new Option("--alternative <rate>", "response rate that is wanted").argParser(fraction))
    .addOption(new Option("--alpha <error>", "allowed error at the null rate; 0.05 where left out").argParser(fraction))
    .addOption(new Option("--beta <error>", "allowed error at the wanted rate; 0.2 where left out").argParser(fraction))
    .addOption(new Option("--largest-n <number>", "largest number of participants that is searched; 100 where left out").argParser(whole(2, 400)))
    .option("--design <r1/n1,r/n>", "no search: this design, for example 0/9,2/24")
    .addOption(rates("true response rates for which it is told what the design does"))
    .addOption(formOption())
    .addOption(plotOption())
    .addHelpText("after", examples("boundary two-stage --null 0.05 --alternative 0.25 --alpha 0.1 --beta 0.1", "boundary two-stage --design 0/9,2/24 --rates 0.05,0.25 --form markdown"))
    .action(async (words: CommonWords & { readonly kind?: NonNullable<TwoStageCommandOptions["kind"]>; readonly design?: string }) => {
      const { boundaryTwoStage } = await import("./commands/boundary-two-stage.ts");
      const { kind = null, null: nullProbability = null, alternative = null, alpha: error = null, beta = null, largestN = null, design: given = null } = words;
      return run(boundaryTwoStage({ kind, nullProbability, alternative, alpha: error, beta, largestN, design: given, rates: words.rates ?? null, form: words.form, plot: words.plot ?? null }));
    });

  leaf("predictive", "a predictive probability design for a response, given or searched")
    .addOption(new Option("--null <rate>", "response rate that is not worth it").argParser(fraction).makeOptionMandatory())
    .option("--prior <a,b>", "the beta prior; 1,1 where left out", numbers)
    .addOption(new Option("--first-look <number>", "participants at the first look").argParser(whole(1, 1000)).makeOptionMandatory())
    .addOption(new Option("--cohort <number>", "participants between looks; 1 where left out").argParser(whole(1, 1000)))
    .addOption(new Option("--n <number>", "participants").argParser(whole(2, 1000)))
    .addOption(new Option("--futility <probability>", "given design: stop where a positive end is less probable").argParser(fraction))
    .addOption(new Option("--conclude <probability>", "given design: posterior probability that a positive end needs").argParser(fraction))
    .addOption(new Option("--alternative <rate>", "search: response rate that is wanted").argParser(fraction))
    .addOption(new Option("--alpha <error>", "search: allowed error at the null rate; 0.05 where left out").argParser(fraction))
    .addOption(new Option("--beta <error>", "search: allowed error at the wanted rate; 0.2 where left out").argParser(fraction))
    .addOption(new Option("--smallest-n <number>", "search: from so many participants").argParser(whole(2, 200)))
    .addOption(new Option("--largest-n <number>", "search: up to so many").argParser(whole(2, 200)))
    .addOption(rates("true response rates for which it is told what the design does"))
    .addOption(formOption())
    .addOption(plotOption())
    .addHelpText("after", examples("boundary predictive --null 0.2 --prior 0.2,0.8 --first-look 10 --n 36 --futility 0.001 --conclude 0.922", "boundary predictive --null 0.2 --alternative 0.4 --first-look 10 --smallest-n 25 --largest-n 40 --alpha 0.1 --beta 0.1"))
    .action(async (words: CommonWords & { readonly null: number; readonly firstLook: number; readonly cohort?: number; readonly futility?: number; readonly conclude?: number; readonly smallestN?: number }) => {
      const { boundaryPredictive } = await import("./commands/boundary-predictive.ts");
      const { prior = null, cohort = null, n = null, futility = null, conclude = null, alternative = null, alpha: error = null, beta = null, smallestN = null, largestN = null } = words;
      return run(boundaryPredictive({ nullProbability: words.null, prior, firstLook: words.firstLook, cohort, n, futility, conclude, alternative, alpha: error, beta, smallestN, largestN, rates: words.rates ?? null, form: words.form, plot: words.plot ?? null }));
    });

  leaf("spending", "limits for a board that compares two arms, by alpha spending")
    .addOption(new Option("--kind <name>", "spending function").choices(["obrien-fleming", "pocock", "power", "hwang-shih-decani"]).default("obrien-fleming"))
    .addOption(new Option("--fractions <shares>", "share of the planned information at each look, for example 0.5,1").argParser(probabilities).makeOptionMandatory())
    .addOption(new Option("--alpha <error>", "error in all").argParser(fraction).default(0.05))
    .addOption(new Option("--sides <sides>", "both arms may turn out worse, or only the treated one").choices(["two-sided", "upper"]).default("two-sided"))
    .addOption(new Option("--exponent <number>", "of power").argParser(number(0, 100)))
    .addOption(new Option("--gamma <number>", "of hwang-shih-decani").argParser(number(-40, 40)))
    .addOption(new Option("--power <probability>", "power for which it is told what it takes; 0.9 where left out").argParser(fraction))
    .addOption(new Option("--drifts <numbers>", "expected z at full information, for which it is told how often the limits are reached; 1,2,3 where left out").argParser(listOf(number(-20, 20))))
    .addOption(formOption())
    .addOption(plotOption())
    .addHelpText("after", examples("boundary spending --fractions 0.2,0.4,0.6,0.8,1", "boundary spending --kind hwang-shih-decani --gamma -4 --fractions 0.5,1 --alpha 0.025 --sides upper --form csv"))
    .action(async (words: { readonly kind: SpendingCommandOptions["kind"]; readonly fractions: readonly number[]; readonly alpha: number; readonly sides: SpendingCommandOptions["sides"]; readonly exponent?: number; readonly gamma?: number; readonly power?: number; readonly drifts?: readonly number[]; readonly form: TableForm; readonly plot?: string }) => {
      const { boundarySpending } = await import("./commands/boundary-spending.ts");
      return run(boundarySpending({ ...words, exponent: words.exponent ?? null, gamma: words.gamma ?? null, power: words.power ?? null, drifts: words.drifts ?? null, plot: words.plot ?? null }));
    });
  addBoardCommands(boundary, parts.print);
}
