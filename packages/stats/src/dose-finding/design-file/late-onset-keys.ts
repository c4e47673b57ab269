/** The keys of the designs that decide while outcomes are pending. Their names are those of the factories' options. */
import { boinOptions, crmOptions, keyboardOptions } from "./design-keys.ts";
import { type Fields, may, oneOf, probability, whole, yesOrNo } from "./field.ts";

const without = (fields: Fields, ...keys: readonly string[]): Fields => Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));

const start = may(whole(1, 50), "first dose level; 1 where left out");
const leastKnown = (usual: string) => may(whole(0, 1000), `known outcomes needed to go up while others are pending; ${usual} where left out`);

const fractions: Fields = {
  pool: may(oneOf("all-doses", "same-dose"), "whose times make the curve from which the fractions come; all-doses where left out"),
  mostPending: may(probability, "nobody is treated while a larger part at the current dose level is pending; 0.5 where left out"),
};

export const titeBoinOptions: Fields = {
  ...without(boinOptions, "edition"),
  pendingAs: may(oneOf("imputation", "effective"), "how a pending participant counts: by the expected outcome (Yuan 2018), or as the followed part of one without event (Lin and Yuan 2020)"),
  mostPending: may(probability, "nobody is treated while a larger part at the current dose level is pending; 0.5 with imputation, 1 with effective, where left out"),
  leastKnown: leastKnown("0 with imputation, 2 with effective,"),
  leastFollowed: may(probability, "followed part of the window that every pending participant needs before going up; 0 where left out"),
  edition: may(oneOf("paper", "TITEgBOIN-0.4.0"), 'what is reproduced; "paper" where left out'),
};

export const titeKeyboardOptions: Fields = {
  ...without(keyboardOptions, "edition"),
  mostPending: may(probability, "nobody is treated while a larger part at the current dose level is pending; 1 where left out"),
  leastKnown: leastKnown("2"),
};

export const titeCrmOptions: Fields = { ...crmOptions, weights: may(oneOf("linear", "adaptive"), "how much a pending participant counts: by the part of the window that is over, or by when in the window the events came; linear where left out") };
export const fractionalBoinOptions: Fields = { ...without(boinOptions, "edition"), ...fractions };
export const fractionalCrmOptions: Fields = { ...crmOptions, ...fractions };
export const fractionalThreePlusThreeOptions: Fields = { start, ...fractions };
export const rollingSixTimedOptions: Fields = { start, topDose: may(oneOf("declared", "expanded"), "the top dose level is declared as soon as it passes, or filled to six first; expanded where left out") };

export const backfillBoinOptions: Fields = {
  ...without(boinOptions, "edition", "titration"),
  mostAtDose: may(whole(1, 10_000), "a dose level is shut for backfilling when so many were treated there, cohorts included; 12 where left out"),
  activity: may(oneOf("response-at-or-below", "response", "not-required"), "what opens a dose level for backfilling; response-at-or-below where left out (edition bfboin-0.1.1: response)"),
  stayOnOneOfThree: may(yesOrNo, "one of three with the event stays instead of going down; false where left out"),
  assign: may(oneOf("highest", "lowest"), "of several open dose levels; highest where left out"),
  edition: may(oneOf("paper", "bfboin-0.1.1"), 'what is reproduced; "paper" where left out'),
};
