/** `stroma design boundary futility` and `single-stage`. */
import { type Command, Option } from "commander";
import type { SpendingWords } from "./commands/boundary-futility.ts";
import { designExamples as examples, formOption, fraction, jsonOption, listOf, number, whole } from "./design/option-words.ts";
import type { TableForm } from "./design/text-table.ts";
import type { Outcome } from "./outcome.ts";

interface FutilityWords {
  readonly fractions: readonly number[];
  readonly alpha: number;
  readonly beta: number;
  readonly kind: SpendingWords["kind"];
  readonly exponent?: number;
  readonly gamma?: number;
  readonly betaKind: SpendingWords["kind"];
  readonly betaExponent?: number;
  readonly betaGamma?: number;
  readonly binding?: true;
  readonly drifts?: readonly number[];
  readonly form: TableForm;
}

const kinds = ["obrien-fleming", "pocock", "power", "hwang-shih-decani"] as const;

export function addBoardCommands(boundary: Command, print: (outcome: Outcome) => void): void {
  const leaf = (name: string, text: string) => boundary.command(name).description(text).addOption(jsonOption()).exitOverride();

  leaf("futility", "limits for a board that compares two arms, for benefit by alpha spending and for futility by beta spending")
    .addOption(new Option("--fractions <shares>", "share of the planned information at each look, for example 0.5,1").argParser(listOf(number(0, 1))).makeOptionMandatory())
    .addOption(new Option("--alpha <error>", "one-sided error of the first kind").argParser(fraction).default(0.025))
    .addOption(new Option("--beta <error>", "error of the second kind").argParser(fraction).default(0.1))
    .addOption(new Option("--kind <name>", "spending function of alpha").choices([...kinds]).default("obrien-fleming"))
    .addOption(new Option("--exponent <number>", "of power").argParser(number(0, 100)))
    .addOption(new Option("--gamma <number>", "of hwang-shih-decani").argParser(number(-40, 40)))
    .addOption(new Option("--beta-kind <name>", "spending function of beta").choices([...kinds]).default("obrien-fleming"))
    .addOption(new Option("--beta-exponent <number>", "of power").argParser(number(0, 100)))
    .addOption(new Option("--beta-gamma <number>", "of hwang-shih-decani").argParser(number(-40, 40)))
    .addOption(new Option("--binding", "the board always stops for futility: the limits for benefit count on it"))
    .addOption(new Option("--drifts <numbers>", "expected z at full information, for which it is told how often the limits are reached; 1,2,3 where left out").argParser(listOf(number(-20, 20))))
    .addOption(formOption())
    .addHelpText("after", examples("boundary futility --fractions 0.5,0.75,1", "boundary futility --fractions 0.5,1 --kind hwang-shih-decani --gamma -4 --beta-kind hwang-shih-decani --beta-gamma -2"))
    .action(async (words: FutilityWords) => {
      const { boundaryFutility } = await import("./commands/boundary-futility.ts");
      const { fractions, alpha, beta, form, kind, betaKind, binding, drifts = null, exponent = null, gamma = null, betaExponent = null, betaGamma = null } = words;
      print(boundaryFutility({ fractions, alpha, beta, form, drifts, futility: binding === true ? "binding" : "non-binding", spending: { kind, exponent, gamma }, betaSpending: { kind: betaKind, exponent: betaExponent, gamma: betaGamma } }));
    });

  leaf("single-stage", "the smallest numbers of participants that judge a response with one look at the end")
    .addOption(new Option("--null <rate>", "response rate that is not worth it").argParser(fraction).makeOptionMandatory())
    .addOption(new Option("--alternative <rate>", "response rate that is wanted").argParser(fraction).makeOptionMandatory())
    .addOption(new Option("--alpha <error>", "allowed error at the null rate").argParser(fraction).default(0.05))
    .addOption(new Option("--beta <error>", "allowed error at the wanted rate").argParser(fraction).default(0.2))
    .addOption(new Option("--designs <number>", "how many designs, from the smallest on").argParser(whole(1, 100)).default(5))
    .addOption(formOption())
    .addHelpText("after", examples("boundary single-stage --null 0.1 --alternative 0.3"))
    .action(async (words: { readonly null: number; readonly alternative: number; readonly alpha: number; readonly beta: number; readonly designs: number; readonly form: TableForm }) => {
      const { boundarySingleStage } = await import("./commands/boundary-single-stage.ts");
      const { null: nullProbability, alternative, alpha, beta, designs, form } = words;
      print(boundarySingleStage({ nullProbability, alternative, alpha, beta, designs, form }));
    });
}
