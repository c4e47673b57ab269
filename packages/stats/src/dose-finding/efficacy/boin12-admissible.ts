/** Which dose levels BOIN12 may give. */
import { betaTail } from "../../distributions/beta.ts";
import type { Boin12Limits } from "./boin12-utility.ts";
import type { EfficacyCounts } from "./efficacy-state.ts";

export interface Boin12Safety extends Boin12Limits {
  /** Too many events: Pr(rate > mostEvents) at or above this. */
  readonly eventCutoff: number;
  /** Too few responses: Pr(rate < leastResponses) at or above this. */
  readonly responseCutoff: number;
}

/** Uniform priors, as in the paper. A dose level that was not given is neither. */
export function boin12Faults(counts: EfficacyCounts, safety: Boin12Safety): { readonly tooManyEvents: number; readonly tooFewResponses: number; readonly unsafe: boolean; readonly futile: boolean } {
  const { n, events, responses } = counts;
  const tooManyEvents = betaTail(safety.mostEvents, 1 + events, 1 + n - events, { tail: "upper" });
  const tooFewResponses = betaTail(safety.leastResponses, 1 + responses, 1 + n - responses);
  return { tooManyEvents, tooFewResponses, unsafe: n > 0 && tooManyEvents >= safety.eventCutoff, futile: n > 0 && tooFewResponses >= safety.responseCutoff };
}
