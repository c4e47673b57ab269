/** Weights of the TITE-CRM. */
import { DesignRefusal } from "../core/design-refusal.ts";
import { oneOf } from "./crm-options.ts";
import { requireList, requireObject, requireOptions } from "../core/require-options.ts";

export interface FollowedParticipant {
  readonly event: boolean;
  /** Time under observation: until the event, the end of the window, or now. Not negative. */
  readonly followed: number;
}

export type TiteScheme = "linear" | "adaptive";

/**
 * The weight of each participant: 1 with an event or when the window is over, else how much of the window counts as over.
 *
 * `linear`: followed / window. `adaptive` (Cheung and Chappell 2000): with the z event times in order, a participant
 * followed past m of them, and a part r of the way from the m-th to the next (or to the end of the window), weighs
 * (m + r) / (z + 1). Without any event, or when events fall on the end of the window so that nothing remains after them,
 * the rule is still defined: linear, and 1. Whoever is given with an event counts with it, also after the window.
 *
 * Throws DesignRefusal naming the field for a window that is not above zero, or a time that is negative.
 * Source: Cheung, Chappell 2000 (doi 10.1111/j.0006-341x.2000.01177.x). R: `dfcrm::titecrm(scheme = …)$weights`.
 *
 * @example titeWeights([{ event: true, followed: 24 }, { event: false, followed: 90 }], { window: 180 }) // [1, 0.5]
 */
export function titeWeights(participants: readonly FollowedParticipant[], options: { readonly window: number; readonly weights?: TiteScheme }): readonly number[] {
  requireOptions(options, ["window", "weights"]);
  requireList(participants, "participants");
  const { window } = options;
  const scheme = options.weights ?? "linear";
  oneOf("weights", scheme, ["linear", "adaptive"]);
  if (!(window > 0 && Number.isFinite(window))) throw new DesignRefusal("outside-range", "window", `${String(window)} is not a length of time above zero.`, "Give the window in the unit of the follow-up times.");
  participants.forEach((one, at) => {
    requireObject(one, `participants.${at}`);
    if (typeof one.event !== "boolean") throw new DesignRefusal("not-yes-or-no", `participants.${at}.event`, `${String(one.event)} is neither true nor false.`, "Give true for an event, and false for none so far.");
    if (!(one.followed >= 0 && Number.isFinite(one.followed))) throw new DesignRefusal("outside-range", `participants.${at}.followed`, `${String(one.followed)} is not a time under observation.`, "Give a number of 0 or more.");
  });
  const times = participants.filter((one) => one.event).map((one) => one.followed).toSorted((one, other) => one - other);
  return participants.map(({ event, followed }) => {
    if (event || followed >= window) return 1;
    return scheme === "linear" || times.length === 0 ? followed / window : adaptiveWeight(followed, times, window);
  });
}

/** As {@link titeWeights}: `times` are those of the events, in rising order, in the unit of the others. */
export function adaptiveWeight(followed: number, times: readonly number[], window: number): number {
  const passed = times.filter((time) => time <= followed).length;
  const from = times[passed - 1] ?? 0;
  const to = times[passed] ?? window;
  return Math.min(1, (passed + (followed - from) / (to - from)) / (times.length + 1));
}
