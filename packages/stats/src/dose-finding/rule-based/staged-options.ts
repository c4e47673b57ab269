/** The choices that every design in stages leaves open; each has a name, and the variant says which one was taken. */
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { requireOneOf } from "./check-options.ts";

export interface StagedOptions {
  /** Number of dose levels, 1 to 50. */
  readonly doses: number;
  /** Dose level of the first cohort; 1 by default. */
  readonly start?: number;
  /**
   * When a dose level was too much and the one below has only its first cohort: `none` declares the lower one as it
   * stands; `return` treats there again until it is complete, and goes on down while that is too much.
   */
  readonly deEscalation?: "none" | "return";
  /**
   * `none`: a level may be declared with its first cohort alone. `declared-level`: the level to be declared is first
   * completed. Without de-escalation this is done once: when the completed level is too much, the one below it is declared
   * as it stands.
   */
  readonly expansion?: "none" | "declared-level";
  /**
   * The highest dose level without too many events in its first cohort: `declared` as it stands, `expanded` to the
   * complete number first, or `not-reached`: the design then recommends no maximum tolerated dose but names the maximum
   * administered one, also after a complete top level. By default `declared`; `expanded` with `expansion: "declared-level"`.
   */
  readonly topDose?: "declared" | "expanded" | "not-reached";
}

export interface StagedChoices {
  readonly doses: number;
  readonly start: number;
  readonly deEscalation: "none" | "return";
  readonly expansion: "none" | "declared-level";
  readonly topDose: "declared" | "expanded" | "not-reached";
}

const known = ["doses", "start", "deEscalation", "expansion", "topDose"];

/**
 * Fills in what was left out. Throws DesignRefusal for options and words that are not known and for choices that contradict.
 * @param own names of the options that one design has beside these.
 */
export function chooseStaged(options: StagedOptions, own: readonly string[] = [], usual: Partial<StagedChoices> = {}): StagedChoices {
  requireOptions(options, [...known, ...own]);
  const doses = requireWhole("doses", options.doses, 1, 50);
  const start = requireWhole("start", options.start ?? 1, 1, doses);
  const deEscalation = requireOneOf("deEscalation", options.deEscalation ?? usual.deEscalation ?? "none", ["none", "return"]);
  const expansion = requireOneOf("expansion", options.expansion ?? usual.expansion ?? "none", ["none", "declared-level"]);
  const topDose = requireOneOf("topDose", options.topDose ?? usual.topDose ?? (expansion === "none" ? "declared" : "expanded"), ["declared", "expanded", "not-reached"]);
  if (expansion === "declared-level" && topDose === "declared") {
    throw new DesignRefusal("options-contradict", "topDose", "A top dose level that is declared as it stands contradicts the expansion of the declared level.", 'Give topDose "expanded" or "not-reached", or expansion "none".');
  }
  return { doses, start, deEscalation, expansion, topDose };
}

/** The choices in words. `first` and `complete` are the numbers of participants of the first cohort and of a complete level. */
export function describeChoices(choices: StagedChoices, first: number, complete: number): string {
  const below = {
    none: "A dose level below one that was too much is not given again (no de-escalation)",
    return: `After a dose level that was too much the one below is given again until it has ${complete} (de-escalation)`,
  }[choices.deEscalation];
  const declared = {
    none: choices.deEscalation === "none" ? "is declared as it stands" : "is then declared",
    "declared-level": `is declared only with ${complete}${choices.deEscalation === "none" ? "; when these are too much, the next lower one as it stands" : ""}`,
  }[choices.expansion];
  const top = { declared: `is declared with ${first}`, expanded: `is expanded to ${complete} before it is declared`, "not-reached": "is not declared: the maximum tolerated dose is not reached" }[choices.topDose];
  const from = choices.start === 1 ? "" : ` The first cohort is treated at dose level ${choices.start}.`;
  return `${below}; it ${declared}. A top dose level passed by its first cohort ${top}.${from}`;
}
