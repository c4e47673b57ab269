/** Estimates and variances by the shape of the columns. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { ReadOptions } from "../../form/option-fields.ts";
import { type CorrectedCells, type ExclusionReason, type TwoArms, correctCells } from "./correct-cells.ts";
import { type CountMeasure, effectsOfCounts } from "./count-effects.ts";
import type { CorrectionKind, effectSizeOptions } from "./effect-size-options.ts";
import { effectsOfHazards } from "./hazard-effects.ts";
import { type MeanMeasure, effectsOfMeans } from "./mean-effects.ts";
import type { measureFacts } from "./measures.ts";
import { type ProportionMeasure, effectsOfProportions } from "./proportion-effects.ts";
import { requireVarianceKind } from "./require-variance-kind.ts";
import type { RawEffects } from "./raw-effects.ts";
import { type OneArmTimeMeasure, type TwoArmTimeMeasure, effectsOfRates, effectsOfTimes } from "./time-effects.ts";

export type EffectSizeChoices = ReadOptions<typeof effectSizeOptions>;
export interface ShapeInput {
  readonly facts: ReturnType<typeof measureFacts>;
  readonly chosen: EffectSizeChoices;
  readonly size: number;
  readonly columns: Readonly<Record<string, Float64Array | null>>;
  readonly rowOf: (at: number) => number;
  readonly nameOf: (at: number) => string;
}
export interface ShapeEffects extends RawEffects {
  readonly excluded: ReadonlyMap<number, ExclusionReason>;
  readonly treatedAdded: Float64Array | null;
  readonly controlAdded: Float64Array | null;
  readonly sizes: Float64Array | null;
  /** What was used where the option was left out; `null` where a correction has no meaning. */
  readonly correction: CorrectionKind | null;
  readonly doubleZero: "exclude" | "include" | null;
  readonly empiricalRatio: number | null;
  readonly warnings: readonly string[];
}

const none = { excluded: new Map<number, ExclusionReason>(), treatedAdded: null, controlAdded: null, sizes: null, correction: null, doubleZero: null, empiricalRatio: null, warnings: [] } as const;

export function shapeEffects(input: ShapeInput): ShapeEffects {
  const { facts, chosen } = input;
  requireVarianceKind(chosen.measure, chosen.varianceKind);
  const column = (name: string): Float64Array => input.columns[name] ?? new Float64Array(0);
  switch (facts.shape) {
    case "two-arm-counts":
    case "two-arm-times":
      return twoArmEffects(input, column);
    case "one-arm-counts":
    case "one-arm-times":
      return oneArmEffects(input, column);
    case "two-arm-means": {
      refuseCorrection(chosen);
      const arms = { treatedMean: column("treatedMean"), treatedSd: column("treatedSd"), treatedTotal: column("treatedTotal"), controlMean: column("controlMean"), controlSd: column("controlSd"), controlTotal: column("controlTotal") };
      for (const name of ["treatedTotal", "controlTotal"]) requirePeople(input, name);
      return { ...none, ...effectsOfMeans(chosen.measure as MeanMeasure, arms, chosen), sizes: arms.treatedTotal.map((one, at) => one + (arms.controlTotal[at] ?? 0)) };
    }
    case "hazard":
      refuseCorrection(chosen);
      if (input.columns["estimate"] == null) return { ...none, ...effectsOfHazards(input) };
      return { ...none, ...givenEffects(column) };
    case "generic":
      refuseCorrection(chosen);
      return { ...none, ...givenEffects(column) };
  }
}

const givenEffects = (column: (name: string) => Float64Array): RawEffects => ({ estimates: column("estimate"), variances: column("variance").length > 0 ? column("variance") : column("standardError").map((one) => one * one) });

function twoArmEffects(input: ShapeInput, column: (name: string) => Float64Array): ShapeEffects {
  const { chosen, facts } = input;
  const people = facts.shape === "two-arm-counts";
  const [treatedSize, controlSize] = people ? ["treatedTotal", "controlTotal"] : ["treatedTime", "controlTime"];
  if (people) for (const [events, total] of [["treatedEvents", treatedSize], ["controlEvents", controlSize]]) requireWithin(input, events ?? "", total ?? "");
  const arms: TwoArms = { treatedEvents: column("treatedEvents"), treatedSize: column(treatedSize ?? ""), controlEvents: column("controlEvents"), controlSize: column(controlSize ?? ""), sizes: people ? "people" : "time" };
  const correction = chosen.correction ?? (facts.needsCorrection ? "constant" : "none");
  const doubleZero = chosen.doubleZero ?? (facts.dropsDoubleZero ? "exclude" : "include");
  const zeroCell = chosen.measure === "risk-ratio" || chosen.measure === "risk-difference" ? chosen.zeroCell : "any-cell";
  const cells: CorrectedCells = correctCells(arms, { correction, correctionValue: chosen.correctionValue, correctedStudies: chosen.correctedStudies, doubleZero, zeroCell });
  const made = people ? effectsOfCounts(chosen.measure as CountMeasure, arms, cells, chosen.varianceKind) : effectsOfTimes(chosen.measure as TwoArmTimeMeasure, arms, cells);
  return { ...none, ...made, ...cells, sizes: arms.treatedSize.map((one, at) => one + (arms.controlSize[at] ?? 0)), correction, doubleZero };
}

function oneArmEffects(input: ShapeInput, column: (name: string) => Float64Array): ShapeEffects {
  const { chosen, facts, size } = input;
  const people = facts.shape === "one-arm-counts";
  const correction = chosen.correction ?? (facts.needsCorrection ? "constant" : "none");
  if (correction === "treatment-arm" || correction === "empirical") throw new StatisticRefusal("options-conflict", "correction", `The ${correction} correction compares two arms; here is one.`, 'Choose "constant" or "none".');
  const events = column("events");
  const sizes = column(people ? "total" : "time");
  if (people) requireWithin(input, "events", "total");
  const onlyEvents = chosen.measure === "proportion-raw" && chosen.zeroCell === "event-cells";
  const zeros = events.map((one, at) => (one === 0 || (people && !onlyEvents && one === sizes[at]) ? 1 : 0));
  const anyZero = zeros.includes(1);
  const added = new Float64Array(size);
  if (correction === "constant") for (let at = 0; at < size; at++) if (chosen.correctedStudies === "all-studies" || (chosen.correctedStudies === "all-studies-if-any-zero" ? anyZero : zeros[at] === 1)) added[at] = chosen.correctionValue;
  const made = people ? effectsOfProportions(chosen.measure as ProportionMeasure, events, sizes, added, chosen.varianceKind) : effectsOfRates(chosen.measure as OneArmTimeMeasure, events, sizes, added);
  return { ...none, ...made, treatedAdded: added, sizes, correction };
}

function refuseCorrection({ correction, measure }: EffectSizeChoices): void {
  if (correction !== null && correction !== "none") throw new StatisticRefusal("options-conflict", "correction", `A ${measure} has no cells to correct.`, "Leave the correction out.");
}

function requirePeople({ columns, rowOf }: ShapeInput, name: string): void {
  const at = columns[name]?.indexOf(0) ?? -1;
  if (at >= 0) throw new StatisticRefusal("out-of-range", `${name}.${rowOf(at)}`, "The arm has nobody.", "Give the number of participants, or take the study out.", { row: rowOf(at) });
}

function requireWithin(input: ShapeInput, events: string, total: string): void {
  requirePeople(input, total);
  const [counts, totals] = [input.columns[events], input.columns[total]];
  const at = counts?.findIndex((one, place) => one > (totals?.[place] ?? 0)) ?? -1;
  if (at >= 0) throw new StatisticRefusal("events-above-n", `${events}.${input.rowOf(at)}`, `${counts?.[at] ?? 0} had the event of ${totals?.[at] ?? 0}.`, "Give participants with the event, not events, and check that the columns are not exchanged.", { row: input.rowOf(at) });
}
