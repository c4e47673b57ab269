/** Options of Cox regression for events that recur. */
import { choice, type GivenOptions, type ReadOptions, whole } from "../../form/option-fields.ts";
import { coxOptions } from "../cox/cox-options.ts";

const { ties: _ties, variance: _variance, ...settings } = coxOptions;
const ties = choice(["efron", "breslow"], "efron", "what holds for events at one time: Efron's or Breslow's approximation");
const largestOrder = whole(1, 1000, 1000, "events after so many of a participant are not used; left out: all, but that strata without events say nothing");
const effects = choice(["common", "by-order"], "common", "one coefficient for all orders of events, or one for each");

export const andersenGillOptions = { ties, ...settings } as const;
export const prenticeOptions = { timeScale: choice(["total", "gap"], "total", "time since the start of follow-up, or since the event before"), effects, largestOrder, ties, ...settings } as const;
export const weiLinWeissfeldOptions = { effects: choice(["common", "by-order"], "by-order", effects.says), largestOrder, ties, ...settings } as const;

export type AndersenGillOptions = GivenOptions<typeof andersenGillOptions>;
export type PrenticeOptions = GivenOptions<typeof prenticeOptions>;
export type WeiLinWeissfeldOptions = GivenOptions<typeof weiLinWeissfeldOptions>;
export type CoxChoices = ReadOptions<typeof andersenGillOptions>;
