/** Sizes for time to event and for rates. */
import { binomialTail } from "../../distributions/binomial.ts";
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { type GivenColumns, type MissingRows, column, mayColumn, readRows } from "../../form/columns.ts";
import { type GivenOptions, choice, number, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { armOptions, planOptions, refuseNoEffect, requireScenarios, sayMore, sayTest, sizesWithSawtooth, wholeUp } from "./plan-parts.ts";

export const timePlanColumns = {
  hazardRatio: column("positive", "hazard of the treated over that of controls"),
  controlProbability: mayColumn("amount", "probability of the event among controls by the end, where participants are wanted"),
  margin: mayColumn("positive", "for non-inferiority: largest hazard ratio that is not worse; the test is one-sided then"),
} as const;
export const timePlanOptions = { ...armOptions, formula: choice(["schoenfeld", "freedman"], "schoenfeld", "Schoenfeld's number of events, or Freedman's") } as const;
export interface TimePlans extends ResultForm {
  readonly plans: readonly {
    readonly events: number;
    readonly exactEvents: number;
    /** By the formula, with the whole number of events. */
    readonly power: number;
    readonly participants: { readonly control: number; readonly treated: number; readonly total: number; readonly treatedProbability: number } | null;
    readonly reason: string | null;
  }[];
  readonly missing: MissingRows;
}

/**
 * Number of events for a log-rank test under proportional hazards, and participants where the controls' probability of the event is
 * given: that of the treated is then 1 - (1 - p)^HR. With a `margin` the log hazard ratio is held against its logarithm.
 *
 * Throws StatisticRefusal `not-identified` without an effect, `out-of-range` for a probability of 0 or above 1, `options-conflict`
 * for a margin with Freedman's formula.
 *
 * Sources: Schoenfeld 1981, Biometrika 68:316, doi 10.1093/biomet/68.1.316; Freedman 1982, Stat Med 1:121, doi 10.1002/sim.4780010204
 * (both recalled).
 *
 * @example planTimeToEvent({ hazardRatio: [0.5] }).plans[0]?.events // 66
 */
export function planTimeToEvent(columns: GivenColumns<typeof timePlanColumns>, options: GivenOptions<typeof timePlanOptions> = {}): TimePlans {
  const chosen = readOptions(timePlanOptions, options);
  const { columns: read, size, missing } = readRows(timePlanColumns, columns);
  requireScenarios(size);
  const { ratio, formula, significance } = chosen;
  const plans = Array.from({ length: size }, (_, row) => {
    const hazard = read.hazardRatio[row] as number;
    const margin = read.margin?.[row] ?? null;
    if (margin !== null && formula === "freedman") throw new StatisticRefusal("options-conflict", "formula", "Freedman's formula has no margin.", "Take Schoenfeld's.");
    if (margin === null ? hazard === 1 : hazard >= margin) throw refuseNoEffect(`hazardRatio.${row + 1}`);
    const tail = margin === null && chosen.sides === "two" ? significance / 2 : significance;
    const z = normalQuantile(tail, { tail: "upper" });
    const perEvent = formula === "schoenfeld" ? (Math.abs(Math.log(hazard / (margin ?? 1))) * Math.sqrt(ratio)) / (1 + ratio) : (Math.abs(1 - hazard) * Math.sqrt(ratio)) / (1 + ratio * hazard);
    const exactEvents = ((z + normalQuantile(chosen.power)) / perEvent) ** 2;
    const events = wholeUp(exactEvents);
    const power = normalTail(z - perEvent * Math.sqrt(events), { tail: "upper" });
    const control = read.controlProbability?.[row];
    if (control === undefined) return { events, exactEvents, power, participants: null, reason: "The probability of the event among controls was not given." };
    if (!(control > 0 && control <= 1)) throw new StatisticRefusal("out-of-range", `controlProbability.${row + 1}`, `${control} is no probability above 0.`, "Give a probability above 0, up to 1.");
    const treatedProbability = control === 1 ? 1 : -Math.expm1(hazard * Math.log1p(-control));
    // Of the events, so many come for each control.
    const controls = exactEvents / (control + ratio * treatedProbability);
    const enrol = (count: number): number => wholeUp((count * (1 + (chosen.clusterSize - 1) * chosen.intraclassCorrelation)) / (1 - chosen.dropOut));
    const [one, other] = [enrol(controls), enrol(ratio * controls)];
    return { events, exactEvents, power, participants: { control: one, treated: other, total: one + other, treatedProbability }, reason: null };
  });
  return resultOf({ method: `Number of events for a log-rank test by ${formula === "schoenfeld" ? "Schoenfeld's" : "Freedman's"} formula, ${sayTest(chosen)}; ${sayMore(chosen)}.`, plans, missing });
}

export const ratePlanColumns = {
  treatedRate: column("positive", "events in a unit of time among the treated"),
  controlRate: column("positive", "events in a unit of time among controls"),
  controlTime: mayColumn("positive", "person-time of controls, where the power is asked for"),
} as const;
export const ratePlanOptions = { ...planOptions, ratio: number(0.01, 100, 1, "person-time of the treated for each of controls"), dispersion: number(0, 100, 0, "of a negative binomial count in one unit of time: variance = mean + dispersion mean²; 0: Poisson"), test: choice(["log-ratio", "exact"], "log-ratio", "normal test of the log rate ratio; or the exact conditional test of Poisson counts, for a number of events in all") } as const;
export interface RatePlans extends ResultForm {
  readonly plans: readonly { readonly controlTime: number; readonly treatedTime: number; readonly power: number; readonly events: number }[];
  readonly missing: MissingRows;
}

/**
 * Person-time for the comparison of two rates. `log-ratio`: (z + z)² (1/λ0 + 1/(r λ1) + k (1 + 1/r)) / log(ratio)². `exact`: given the
 * number of events in all, those of the treated are binomial; the number is the smallest from which on the power stays, and the
 * person-time that in which it is expected.
 *
 * Throws StatisticRefusal `not-identified` for equal rates, `options-conflict` for a dispersion or a given time with the exact test.
 *
 * Sources: Zhu and Lakkis 2014, Stat Med 33:376, doi 10.1002/sim.5947; Przyborowski and Wilenski 1940 (both recalled).
 *
 * @example planTwoRates({ treatedRate: [0.5], controlRate: [1] }).plans[0]?.controlTime // 49.0…
 */
export function planTwoRates(columns: GivenColumns<typeof ratePlanColumns>, options: GivenOptions<typeof ratePlanOptions> = {}): RatePlans {
  const chosen = readOptions(ratePlanOptions, options);
  const { columns: read, size, missing } = readRows(ratePlanColumns, columns);
  requireScenarios(size);
  const { ratio, dispersion, test, sides, significance } = chosen;
  if (test === "exact" && (dispersion > 0 || read.controlTime !== null)) throw new StatisticRefusal("options-conflict", "test", "The exact test is of Poisson counts, and its number of events is what is planned.", 'Choose { test: "log-ratio" }.');
  const tail = sides === "two" ? significance / 2 : significance;
  const z = normalQuantile(tail, { tail: "upper" });
  const plans = Array.from({ length: size }, (_, row) => {
    const [treated, control] = [read.treatedRate[row] as number, read.controlRate[row] as number];
    if (treated === control) throw refuseNoEffect(`treatedRate.${row + 1}`);
    const eventsIn = (time: number): number => time * (control + ratio * treated);
    if (test === "exact") {
      const [none, share] = [ratio / (1 + ratio), (ratio * treated) / (ratio * treated + control)];
      const power = (events: number): number => conditionalPower(events, none, share, tail, sides);
      const { stays } = sizesWithSawtooth(power, chosen.power, 1, 5000);
      const controlTime = stays / (control + ratio * treated);
      return { controlTime, treatedTime: ratio * controlTime, power: power(stays), events: stays };
    }
    const spread = 1 / control + 1 / (ratio * treated) + dispersion * (1 + 1 / ratio);
    const distance = Math.abs(Math.log(treated / control));
    const controlTime = read.controlTime?.[row] ?? (((z + normalQuantile(chosen.power)) / distance) ** 2) * spread;
    return { controlTime, treatedTime: ratio * controlTime, power: normalTail(z - distance * Math.sqrt(controlTime / spread), { tail: "upper" }), events: eventsIn(controlTime) };
  });
  return resultOf({ method: `Person-time for two rates, ${test === "exact" ? "exact conditional test of Poisson counts" : `normal test of the log rate ratio${dispersion > 0 ? `, dispersion ${dispersion}` : ""}`}, ${sayTest(chosen)}.`, plans, missing });
}

function conditionalPower(events: number, none: number, share: number, tail: number, sides: string): number {
  let [low, high] = [-1, events + 1];
  if (sides === "two" || share < none) {
    low = Math.floor(events * none);
    while (low >= 0 && binomialTail(low, events, none) > tail) low -= 1;
  }
  if (sides === "two" || share > none) {
    high = Math.max(1, Math.ceil(events * none));
    while (high <= events && binomialTail(high - 1, events, none, { tail: "upper" }) > tail) high += 1;
  }
  return (low < 0 ? 0 : binomialTail(low, events, share)) + (high > events ? 0 : binomialTail(high - 1, events, share, { tail: "upper" }));
}
