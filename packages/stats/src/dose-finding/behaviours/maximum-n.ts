/** The sample size is bounded. */
import { type Behaviour, wrapDesign } from "../core/behaviour.ts";
import { requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { treatedInAll } from "./treated-count.ts";

/**
 * No more than `n` participants, those with pending outcomes counted: the last cohort is cut to what is left, and then the
 * trial stops. Give it last (outermost), so that it also bounds what other behaviours add.
 *
 * Throws DesignRefusal for n that is not a whole number from 1.
 *
 * @example maximumN({ n: 24 })(design)
 */
export function maximumN(options: { readonly n: number }): Behaviour {
  requireOptions(options, ["n"]);
  const most = requireWhole("n", options.n, 1, 100_000);
  return (design) =>
    wrapDesign(design, `At most ${most} participants.`, ({ next }, state) => {
      if (next.kind !== "treat") return null;
      const treated = treatedInAll(state);
      const left = most - treated;
      if (next.size <= left) return null;
      const numbers = { treated, most };
      if (left <= 0) return { next: { kind: "stop", why: "maximum-n" }, reason: { rule: "stop-maximum-n", message: `${treated} participants were treated; ${most} are the most.`, numbers } };
      return { next: { ...next, size: left }, reason: { rule: "cut-to-maximum-n", message: `The cohort of ${next.size} is cut to ${left}: ${treated} were treated and ${most} are the most.`, numbers: { ...numbers, wanted: next.size, size: left } } };
    });
}
