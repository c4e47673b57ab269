/** Nobody is treated until enough of those treated are followed. */
import { type Behaviour, wrapDesign } from "../core/behaviour.ts";
import { DesignRefusal } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import type { TrialState } from "../core/trial-state.ts";
import { roomFor } from "./room-for.ts";

export interface FollowPendingOptions {
  /** Part of the window after which a participant counts as followed, above 0 to 1; 1 where left out. */
  readonly followed?: number;
  /** Share of the participants at the current dose level who must be followed, or known, above 0 to 1; 1 where left out. */
  readonly share?: number;
  /** Length of the window in days, so that the wait can be given in days. */
  readonly window?: number;
  /** `any`: before any next step. `escalation`: before a higher dose level only. `any` where left out. */
  readonly before?: "any" | "escalation";
}

/**
 * Waits until enough participants at the current dose level are followed for long enough. A safety stop of the design, or
 * that the trial is full, does not wait. The wrapped design answers while outcomes are pending; a design that does not use
 * them itself then looks at the known outcomes alone. It is asked a second time, with those pending counted as treated
 * without the event. When that ends the trial, or leads away from a dose level at which known outcomes alone want more, the
 * outcomes are awaited, and a cohort is no larger than it then is. So those who are pending fill the cohort and the trial.
 *
 * Throws DesignRefusal for parts or shares outside 0 to 1, a window that is not above 0, or another `before`.
 *
 * @example followPending({ followed: 0.5, share: 2 / 3, window: 28 })(design)
 */
export function followPending(options: FollowPendingOptions = {}): Behaviour {
  requireOptions(options, ["followed", "share", "window", "before"]);
  const followed = requirePart("followed", options.followed ?? 1);
  const share = requirePart("share", options.share ?? 1);
  const { window } = options;
  if (window !== undefined && !(window > 0 && Number.isFinite(window))) throw new DesignRefusal("not-positive", "window", `${String(window)} is not a number of days above 0.`, "Give the days of follow-up, for example 28.");
  const before = options.before ?? "any";
  if (before !== "any" && before !== "escalation") throw new DesignRefusal("unknown-option", "before", `"${String(before)}" is not known.`, `Give "any" or "escalation".`);
  const words = `${before === "escalation" ? "Before a higher dose level" : "Before each next step"}, ${percentOf(share)} of the participants at the current one are followed for ${percentOf(followed)} of the window.`;
  return (design) =>
    wrapDesign(
      design,
      words,
      ({ next }, state) => {
        if (state.pending.length === 0 || next.kind === "wait") return null;
        if (next.kind === "stop" && (next.why === "maximum-n" || next.why === "no-dose-left")) return null;
        const fuller = roomFor(design, next, state);
        if (before === "escalation" && !(next.kind === "treat" && next.dose > state.dose)) return fuller;
        const { treated, enough, missing } = followUp(state, followed, share);
        const last = missing.at(-1);
        if (last === undefined || fuller?.next.kind === "wait") return fuller;
        const message = `${enough} of ${treated} at dose level ${state.dose} are followed for ${percentOf(followed)} of the window; ${missing.length} more must be.`;
        return { next: { kind: "wait", days: window === undefined ? null : last * window }, phase: state.phase, reason: { rule: "follow-pending", message, numbers: { dose: state.dose, treated, followed: enough, missing: missing.length } } };
      },
      { usesPending: true },
    );
}

/** Those who are short of the wanted follow-up and needed, the nearest first, each with the part of the window that is missing. */
function followUp(state: TrialState, followed: number, share: number): { readonly treated: number; readonly enough: number; readonly missing: readonly number[] } {
  const here = state.pending.filter((one) => one.dose === state.dose);
  const known = state.n[state.dose - 1] ?? 0;
  const short = here.filter((one) => one.followed < followed).map((one) => followed - one.followed).toSorted((a, b) => a - b);
  const treated = known + here.length;
  const enough = treated - short.length;
  // 2/3 of 3 is 2, also where the product is a little above.
  const needed = Math.ceil(share * treated - 1e-9);
  return { treated, enough, missing: short.slice(0, Math.max(0, needed - enough)) };
}

const percentOf = (part: number): string => `${Math.round(1000 * part) / 10} %`;

function requirePart(path: string, value: number): number {
  if (typeof value === "number" && value > 0 && value <= 1) return value;
  throw new DesignRefusal("not-a-part", path, `${String(value)} does not lie above 0 and up to 1.`, "Give a number above 0 and up to 1, for example 0.5.");
}
