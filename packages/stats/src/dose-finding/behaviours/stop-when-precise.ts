/** The event rate is known precisely enough. */
import { estimateProportionExact } from "../../proportions/clopper-pearson.ts";
import { type Behaviour, wrapDesign } from "../core/behaviour.ts";
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import type { TrialState } from "../core/trial-state.ts";
import { type BetaPrior, requirePrior } from "../zero-events/event-count.ts";

export interface StopWhenPreciseOptions {
  /** `interval-width`: upper minus lower limit. `cv`: standard deviation over mean. */
  readonly measure: "interval-width" | "cv";
  /** Precise: the measure is no larger than this. */
  readonly atMost: number;
  /** Confidence level of the exact interval of the rate at the dose level; 0.95 where left out. Only for the exact interval. */
  readonly level?: number;
  /** Prior of the rate at the dose level; uniform where left out. Only for the coefficient of variation of that rate. */
  readonly prior?: BetaPrior;
  /** The measure by a model, for instance of its MTD estimate; `null` while it is not known. Not with `level` or `prior`. */
  readonly of?: (state: TrialState, dose: number) => number | null;
}

/**
 * Stops when the estimate at the dose level that the design wants next is precise: width of the exact (Clopper-Pearson)
 * interval of its event rate, or coefficient of variation of its beta posterior, or what a model gives through `of`.
 * A dose level without participants is never precise.
 *
 * Throws DesignRefusal for a limit that is not above 0, another measure, or an option that the measure does not use.
 *
 * @example stopWhenPrecise({ measure: "interval-width", atMost: 0.4, level: 0.9 })(design)
 */
export function stopWhenPrecise(options: StopWhenPreciseOptions): Behaviour {
  requireOptions(options, ["measure", "atMost", "level", "prior", "of"]);
  const { measure, atMost } = options;
  const { words, of } = measureOf(options);
  if (!(typeof atMost === "number" && atMost > 0 && Number.isFinite(atMost))) throw new DesignRefusal("not-positive", "atMost", `${String(atMost)} is not above 0.`, "Give a number above 0, for example 0.4.");
  return (design) =>
    wrapDesign(design, `Stops when ${words} at the next dose level is at most ${atMost}.`, ({ next }, state) => {
      if (next.kind !== "treat" || (state.n[next.dose - 1] ?? 0) === 0) return null;
      const value = of(state, next.dose);
      if (value === null || !(value <= atMost)) return null;
      const message = `At dose level ${next.dose} ${words} is ${value.toFixed(3)}, no more than ${atMost}.`;
      const name = measure === "cv" ? "cv" : "width";
      return { next: { kind: "stop", why: "precise" }, reason: { rule: "stop-precise", message, numbers: { dose: next.dose, n: state.n[next.dose - 1] ?? 0, events: state.events[next.dose - 1] ?? 0, [name]: value, atMost } } };
    });
}

function measureOf(options: StopWhenPreciseOptions): { readonly words: string; readonly of: (state: TrialState, dose: number) => number | null } {
  const { measure, of } = options;
  if (measure !== "interval-width" && measure !== "cv") throw new DesignRefusal("unknown-option", "measure", `"${String(measure)}" is not known.`, `Give "interval-width" or "cv".`);
  if (options.level !== undefined && (of !== undefined || measure === "cv")) throw new DesignRefusal("unused-option", "level", "This measure has no confidence level.", "Leave it out.");
  if (options.prior !== undefined && (of !== undefined || measure !== "cv")) throw new DesignRefusal("unused-option", "prior", "This measure has no prior.", "Leave it out.");
  if (of !== undefined) return { words: measure === "cv" ? "the model's coefficient of variation" : "the width of the model's interval", of };
  if (measure === "cv") {
    const prior = requirePrior("prior", options.prior ?? { a: 1, b: 1 });
    return {
      words: `the coefficient of variation of the event rate, with prior Beta(${prior.a}, ${prior.b}),`,
      of: (state, dose) => {
        const [n, events] = [state.n[dose - 1] ?? 0, state.events[dose - 1] ?? 0];
        const [a, b] = [prior.a + events, prior.b + n - events];
        return Math.sqrt(b / (a * (a + b + 1)));
      },
    };
  }
  const level = requireFraction("level", options.level ?? 0.95);
  return {
    words: `the width of the exact ${100 * level} % interval of the event rate`,
    of: (state, dose) => {
      const { lower, upper } = estimateProportionExact(state.events[dose - 1] ?? 0, state.n[dose - 1] ?? 0, { level });
      return upper - lower;
    },
  };
}
