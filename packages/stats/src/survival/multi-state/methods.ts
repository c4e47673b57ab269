/** Multi-state estimates by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { multiStateSteps } from "./estimate-multi-state.ts";
import { multiStateColumns, multiStateOptions } from "./multi-state-options.ts";
import { multiStateInR } from "./multi-state-in-r.ts";

const columns = {
  participant: [1, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8],
  start: [0, 3, 0, 5, 0, 0, 0, 4, 0, 0, 0, 7],
  time: [3, 9, 5, 8, 6, 10, 4, 12, 11, 2, 7, 14],
  from: ["well", "ill", "well", "ill", "well", "well", "well", "ill", "well", "well", "well", "ill"],
  to: ["ill", "dead", "ill", "0", "dead", "0", "ill", "dead", "dead", "0", "ill", "0"],
};

export const multiStateMethods: readonly AnyMethod[] = [
  describeMethod({ name: "multi-state", field: "survival", title: "Transition probabilities between states, state occupation and expected length of stay.", columns: multiStateColumns, options: multiStateOptions, example: { columns, options: { states: ["well", "ill", "dead"], times: [4, 8, 11], variance: "infinitesimal-jackknife", horizon: 10 } }, compute: multiStateSteps, inR: multiStateInR }),
];
