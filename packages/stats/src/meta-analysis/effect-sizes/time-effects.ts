/** Effects of events in person-time: rate ratio and difference of two arms, rates of one. */
import type { CorrectedCells, TwoArms } from "./correct-cells.ts";
import { type RawEffects, effectsBy } from "./raw-effects.ts";

export type TwoArmTimeMeasure = "rate-ratio" | "rate-difference";
export type OneArmTimeMeasure = "rate-raw" | "rate-log" | "rate-square-root" | "rate-freeman-tukey";

/** The correction is added to events, never to time. */
export function effectsOfTimes(measure: TwoArmTimeMeasure, arms: TwoArms, cells: CorrectedCells): RawEffects {
  return effectsBy(arms.treatedEvents.length, (at) => {
    const treated = (arms.treatedEvents[at] ?? 0) + (cells.treatedAdded[at] ?? 0);
    const control = (arms.controlEvents[at] ?? 0) + (cells.controlAdded[at] ?? 0);
    const [time = 0, controlTime = 0] = [arms.treatedSize[at], arms.controlSize[at]];
    if (measure === "rate-ratio") return [Math.log(treated * controlTime) - Math.log(control * time), 1 / treated + 1 / control];
    return [treated / time - control / controlTime, treated / time / time + control / controlTime / controlTime];
  });
}

export function effectsOfRates(measure: OneArmTimeMeasure, events: Float64Array, times: Float64Array, added: Float64Array): RawEffects {
  return effectsBy(events.length, (at) => {
    const [count, time] = [(events[at] ?? 0) + (added[at] ?? 0), times[at] ?? 0];
    switch (measure) {
      case "rate-raw":
        return [count / time, count / time / time];
      case "rate-log":
        return [Math.log(count / time), 1 / count];
      case "rate-square-root":
        return [Math.sqrt(count / time), 1 / (4 * time)];
      case "rate-freeman-tukey":
        return [(Math.sqrt(count / time) + Math.sqrt((count + 1) / time)) / 2, 1 / (4 * time)];
    }
  });
}
