/** Pure mathematics for the registry and the trials: no I/O, no clock, no dependencies. */
export * from "./proportions/clopper-pearson.ts";
export * from "./proportions/rule-of-three.ts";
export * from "./special-functions/beta-quantile.ts";
export * from "./special-functions/incomplete-beta.ts";
export * from "./special-functions/log-gamma.ts";
export * from "./distributions/beta-binomial.ts";
export * from "./distributions/beta.ts";
export * from "./distributions/binomial.ts";
export * from "./distributions/gamma.ts";
export * from "./distributions/normal.ts";
export * from "./distributions/poisson.ts";
export * from "./dose-finding/interval/boin.ts";
export * from "./dose-finding/interval/boin-boundaries.ts";
