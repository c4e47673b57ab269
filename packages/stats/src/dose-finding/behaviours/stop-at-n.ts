/** Enough participants at one dose level. */
import { type Behaviour, wrapDesign } from "../core/behaviour.ts";
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";

export interface StopAtNOptions {
  /** Participants at one dose level, with known outcome. */
  readonly n: number;
  /** `next`: at the level that the design wants next. `any`: at any level. `next` where left out. */
  readonly at?: "next" | "any";
}

/**
 * Stops when so many participants with known outcome are at one dose level. With `next` (the default) the design must want
 * to treat at that level again: a wish to go elsewhere goes first, as `n.earlystop` of BOIN.
 *
 * Throws DesignRefusal for n that is not a whole number from 1, or another `at`.
 *
 * @example stopAtN({ n: 12 })(design)
 */
export function stopAtN(options: StopAtNOptions): Behaviour {
  requireOptions(options, ["n", "at"]);
  const most = requireWhole("n", options.n, 1, 100_000);
  const at = options.at ?? "next";
  if (at !== "next" && at !== "any") throw new DesignRefusal("unknown-option", "at", `"${String(at)}" is not known.`, `Give "next" or "any".`);
  return (design) =>
    wrapDesign(design, at === "next" ? `Stops when the next cohort would be at a dose level with ${most} participants or more.` : `Stops when any dose level has ${most} participants or more.`, ({ next }, state) => {
      if (next.kind !== "treat") return null;
      const dose = at === "next" ? next.dose : 1 + state.n.findIndex((n) => n >= most);
      const n = state.n[dose - 1] ?? 0;
      if (n < most) return null;
      const message = `Dose level ${dose} has ${n} participants; ${most} are enough.`;
      return { next: { kind: "stop", why: "n-at-dose" }, reason: { rule: "stop-n-at-dose", message, numbers: { dose, n, enough: most } } };
    });
}
