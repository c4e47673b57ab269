/** Options that mixed models of rare events have in common. */
import { choice, level, mayWhole } from "../../../form/option-fields.ts";

export const mixedModelOptions = {
  model: choice(["random", "common"], "random", "effects that differ between studies with a variance of their own, or one common effect"),
  nodes: mayWhole(1, 100, "nodes of adaptive Gauss-Hermite quadrature in each dimension; 1 is Laplace's approximation. Left out: as many in each study, and in each dimension, as its integral needs for 1e-10; the result warns where they were not enough"),
  interval: choice(["wald", "profile"], "wald", "interval: normal with the standard error from the curvature, or by the profile of the likelihood"),
  profile: choice(["effect-and-variance", "effect", "none"], "effect-and-variance", "which profile intervals are computed besides"),
  level,
} as const;
