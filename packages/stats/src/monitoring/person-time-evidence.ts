/** Families of boundaries by person-time: events against the number expected under the null rate. */
import { gammaTail } from "../distributions/gamma.ts";
import { DesignRefusal } from "../dose-finding/core/design-refusal.ts";
import type { Evidence } from "./boundary-family.ts";

export type PersonTimeFamily =
  /** Score statistic (events - expected) / sqrt(expected), the same limit at all times. */
  | { readonly kind: "pocock" }
  /** Score statistic with the standard deviation at the end: Wang-Tsiatis with Δ = 0. */
  | { readonly kind: "obrien-fleming" }
  | { readonly kind: "wang-tsiatis"; readonly delta: number }
  /** Posterior probability of a rate above the null one; prior Gamma(shape, time): `shape` events in `time`. */
  | { readonly kind: "posterior"; readonly prior: { readonly shape: number; readonly time: number } }
  /** `rateRatio`: the alternative as a multiple of the null rate. */
  | { readonly kind: "sprt"; readonly rateRatio: number }
  | { readonly kind: "maximised-sprt" };

/** Evidence of so many events when `expected` were expected: falls with `expected`, rises with events. */
export interface PersonTimeEvidence extends Omit<Evidence, "of"> {
  readonly of: (expected: number, events: number) => number;
}

const never = Number.NEGATIVE_INFINITY;
const same = { toScale: (x: number) => x, fromScale: (x: number) => x };

/** @param most expected events at the end. Throws DesignRefusal for parameters out of range. */
export function personTimeEvidence(family: PersonTimeFamily, nullRate: number, most: number): PersonTimeEvidence {
  switch (family.kind) {
    case "pocock":
      return score(0.5, most, "Pocock-type");
    case "obrien-fleming":
      return score(0, most, "O'Brien-Fleming-type");
    case "wang-tsiatis":
      if (!(family.delta >= 0 && family.delta <= 1)) throw new DesignRefusal("delta-out-of-range", "family.delta", `${String(family.delta)} does not lie from 0 to 1.`, "Give 0 (O'Brien-Fleming-type) to 0.5 (Pocock-type).");
      return score(family.delta, most, "Wang-Tsiatis");
    case "posterior": {
      const { shape, time } = family.prior;
      if (!(shape > 0 && shape < 1e6 && time > 0 && time < 1e12)) throw new DesignRefusal("unfit-prior", "family.prior", `Gamma(${String(shape)}, ${String(time)}) is no prior of a rate.`, "Give a number of events and a time above 0.");
      return {
        name: "Bayesian posterior",
        variant: `Stop where, with a Gamma prior of ${shape} events in ${time}, the posterior probability of a rate above the null reaches the cut-off.`,
        scale: "posterior probability",
        of: (expected, events) => -Math.log(gammaTail(time * nullRate + expected, shape + events)),
        toScale: (evidence) => -Math.expm1(-evidence),
        fromScale: (cutoff) => -Math.log1p(-cutoff),
      };
    }
    case "sprt": {
      const ratio = family.rateRatio;
      if (!(ratio > 1 && ratio < 1e6)) throw new DesignRefusal("rate-ratio-not-above-one", "family.rateRatio", `${String(ratio)} is not above 1.`, "Give how many times the null rate would be too high.");
      return { name: "Truncated SPRT", variant: `Stop where the log likelihood ratio of ${ratio} times the null rate reaches the cut-off.`, scale: "log likelihood ratio", of: (expected, events) => events * Math.log(ratio) - (ratio - 1) * expected, ...same };
    }
    case "maximised-sprt":
      return { name: "Maximised SPRT", variant: "Stop where the log likelihood ratio of the rate seen reaches the cut-off and that rate is above the null.", scale: "maximised log likelihood ratio", of: (expected, events) => (events > expected ? events * Math.log(events / expected) - (events - expected) : never), ...same };
  }
}

function score(delta: number, most: number, name: string): PersonTimeEvidence {
  return {
    name,
    variant: `Stop where the events exceed the expected number by c (time/maximum)^${delta} standard deviations of the count at the end or more.`,
    scale: "critical value c",
    of: (expected, events) => (events > expected ? (events - expected) / Math.sqrt(most) / (expected / most) ** delta : never),
    ...same,
  };
}
