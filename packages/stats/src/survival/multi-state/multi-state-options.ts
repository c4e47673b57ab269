/** What multi-state estimates take. */
import { column, type GivenColumns, mayColumn } from "../../form/columns.ts";
import { choice, type GivenOptions, level, mayNumber, mayNumbers, mayWord, mayWords, number, type ReadOptions } from "../../form/option-fields.ts";

export const multiStateColumns = {
  participant: column("text", "whose stay it is; rows of one participant follow one another without gap or overlap"),
  start: column("amount", "time from which the participant was under observation in the state"),
  time: column("amount", "time at which the stay ended, by a transition or by censoring"),
  from: column("text", "the state of the stay"),
  to: column("text", "the state that the transition at `time` led to; `0`, `censored` or the state itself where there was none"),
  group: mayColumn("text", "group of the participant"),
} as const;

export const multiStateOptions = {
  variance: choice(["greenwood", "aalen", "infinitesimal-jackknife"], "greenwood", "variance: Greenwood's type (multinomial at each time; mstate's greenwood), Aalen's (Poisson; mstate's aalen), or the infinitesimal jackknife over participants (survival)"),
  landmark: number(0, Number.POSITIVE_INFINITY, 0, "time s from which probabilities P(s, t) are told"),
  stateAtLandmark: mayWord("count only participants who are in that state at the landmark: the landmark Aalen-Johansen estimate, which needs no Markov assumption; left out: all"),
  horizon: mayNumber(0, Number.POSITIVE_INFINITY, "time up to which stays are added up; left out: the longest time of all groups"),
  times: mayNumbers(0, Number.POSITIVE_INFINITY, "times at which to tell probabilities; left out: all times of transitions after the landmark"),
  states: mayWords("all states, in the order in which they shall stand; left out: those in the rows, by number or letter"),
  transitions: mayWords("the transitions that can be, each as `from > to`; others are refused; left out: all"),
  censored: mayWord("the word in `to` that stands for no transition; left out: `0` and `censored`"),
  interval: choice(["log", "plain", "log-log", "logit", "arcsine"], "log", "scale of the probability on which the interval is symmetric"),
  level,
} as const;

export type MultiStateColumns = GivenColumns<typeof multiStateColumns>;
export type MultiStateOptions = GivenOptions<typeof multiStateOptions>;
export type ReadMultiStateOptions = ReadOptions<typeof multiStateOptions>;
