/** How good the dose levels truly are: against what a design that counts responses is judged. */
import type { Boin12Limits, Boin12Utility } from "./boin12-utility.ts";
import { type EfficacyTruth, requireEfficacyTruth } from "./simulate-efficacy.ts";

export interface TrueUtility {
  /** By dose level, from 0 to 100. */
  readonly utility: readonly number[];
  /** The best dose level, from 1: of those whose true rates keep both limits the one of highest utility, the lowest of equals. `null` where none keeps them. */
  readonly best: number | null;
}

/**
 * Mean utility of a participant at each dose level: 100 with a response alone, 0 with an event alone.
 *
 * Throws DesignRefusal for rates that cannot be.
 *
 * @example trueUtility({ events: [0.1, 0.3], responses: [0.2, 0.5] }, { mostEvents: 0.35, leastResponses: 0.25, utility: { neither: 40, both: 60 } }).utility // 48, 58
 */
export function trueUtility(truth: EfficacyTruth, { mostEvents, leastResponses, utility: { neither, both } }: Boin12Limits & { readonly utility: Boin12Utility }): TrueUtility {
  const utility = requireEfficacyTruth(truth, truth.events.length).map((share) => 100 * share.response + neither * (1 - share.both - share.event - share.response) + both * share.both);
  let best: number | null = null;
  for (const [at, value] of utility.entries()) {
    const open = (truth.events[at] ?? 1) <= mostEvents && (truth.responses[at] ?? 0) >= leastResponses;
    if (open && (best === null || value > (utility[best - 1] ?? 0) + 1e-12)) best = at + 1;
  }
  return { utility, best };
}
