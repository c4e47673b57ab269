/** Pooling, by name. */
import { describeMethod } from "../../form/method-description.ts";
import { effectSizeColumns } from "../effect-sizes/effect-size-options.ts";
import { poolEffects } from "./pool-effects.ts";
import { poolStudies, poolStudiesOptions } from "./pool-studies.ts";
import { poolingColumns, poolingOptions } from "./pooling-options.ts";

export const poolEffectsMethod = describeMethod({
  name: "pool-effects",
  field: "meta-analysis",
  title: "Pools estimates with their variances: common effect or random effects, with heterogeneity and a prediction interval.",
  columns: poolingColumns,
  options: poolingOptions,
  example: { columns: { study: ["one", "two", "three", "four", "five"], estimate: [-0.9, -0.2, 0.1, -0.6, -0.4], standardError: [0.4, 0.3, 0.5, 0.2, 0.35] }, options: { measure: "hazard-ratio" } },
  compute: poolEffects,
});

export const poolStudiesMethod = describeMethod({
  name: "pool-studies",
  field: "meta-analysis",
  title: "Effect sizes from the studies' own numbers, pooled by inverse variance.",
  columns: effectSizeColumns,
  options: poolStudiesOptions,
  example: { columns: { treatedEvents: [4, 3, 1, 6, 2], treatedTotal: [20, 15, 30, 40, 25], controlEvents: [8, 5, 2, 9, 2], controlTotal: [20, 16, 28, 41, 24] }, options: { measure: "risk-ratio" } },
  compute: poolStudies,
});
