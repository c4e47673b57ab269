/** Pure mathematics for the registry and the trials: no I/O, no clock, no dependencies. */
export * from "./proportions/clopper-pearson.ts";
export * from "./proportions/rule-of-three.ts";
export * from "./special-functions/beta-quantile.ts";
export * from "./special-functions/incomplete-beta.ts";
export * from "./special-functions/log-gamma.ts";
