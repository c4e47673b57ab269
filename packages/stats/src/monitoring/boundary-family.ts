/** Families of boundaries for counts of events: what is measured after n participants with so many events. */
import type { BetaPrior } from "../dose-finding/zero-events/event-count.ts";

export type BoundaryFamily =
  /** The same nominal level at every look: one-sided exact binomial p-value (Ivanova 2005; Goldman 1987). */
  | { readonly kind: "pocock" }
  /** Wang-Tsiatis with Δ = 0. */
  | { readonly kind: "obrien-fleming" }
  /** Score statistic against c (n/N)^(Δ - 1/2) (Wang and Tsiatis 1987); `delta` from -0.5 to 1, customarily 0 to 0.5. */
  | { readonly kind: "wang-tsiatis"; readonly delta: number }
  /** Posterior probability that the event is more probable than the null (Geller 2003). */
  | { readonly kind: "posterior"; readonly prior: BetaPrior }
  /** As `posterior`, and also the posterior probability of more than `alternative` above `certainty` (Chen and Chaloner 2006). */
  | { readonly kind: "chen-chaloner"; readonly prior: BetaPrior; readonly alternative: number; readonly certainty: number }
  /** Posterior probability of more than a reference, itself a beta distribution, plus `excess` (Thall and Simon 1994). */
  | { readonly kind: "thall-simon"; readonly prior: BetaPrior; readonly reference: BetaPrior; readonly excess: number }
  /** Predictive probability that at the last look the posterior probability of more than the null reaches `conclude`. */
  | { readonly kind: "predictive"; readonly prior: BetaPrior; readonly conclude: number }
  /** Truncated sequential probability ratio test, upper limit only (Goldman 1987). */
  | { readonly kind: "sprt"; readonly alternative: number }
  /** Maximised sequential probability ratio test (Kulldorff 2011). */
  | { readonly kind: "maximised-sprt" };

/** A family at work: the larger the evidence, the more it speaks for stopping. */
export interface Evidence {
  readonly name: string;
  /** Sentence fit for a protocol, without the cut-off. */
  readonly variant: string;
  /** What the cut-off is called. */
  readonly scale: string;
  /** Evidence after n participants with so many events, never falling with events; minus infinity where it never stops. */
  readonly of: (n: number, events: number) => number;
  /** From evidence to the scale that is printed, and back. */
  readonly toScale: (evidence: number) => number;
  readonly fromScale: (cutoff: number) => number;
}
