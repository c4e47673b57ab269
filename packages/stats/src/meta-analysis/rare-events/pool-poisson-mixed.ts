/** Poisson mixed models of two arms in person-time. */
import type { GivenColumns } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { twoArmTimes } from "../effect-sizes/study-columns.ts";
import { type TwoArmMixedResult, poolTwoArmMixed } from "./mixed/pool-two-arm-mixed.ts";
import { poissonMixedOptions } from "./pool-binomial-mixed.ts";
import { readTwoArmTimes } from "./two-arm-studies.ts";

/**
 * The pooled rate ratio by a Poisson mixed model; see {@link poolBinomialMixed}, whose errors it throws but for counts.
 * R: `metafor::rma.glmm(measure = "IRR", model = "UM.FS" | "UM.RS" | "CM.EL")`.
 *
 * @example runSteps(poolPoissonMixed({ treatedEvents: [1, 2], treatedTime: [20, 30], controlEvents: [3, 4], controlTime: [20, 30] }, { model: "common" })).ratio
 */
export function* poolPoissonMixed(columns: GivenColumns<typeof twoArmTimes>, options: GivenOptions<typeof poissonMixedOptions> = {}): Generator<{ readonly done: number }, TwoArmMixedResult & ResultForm, void> {
  const chosen = readOptions(poissonMixedOptions, options);
  return resultOf(yield* poolTwoArmMixed(readTwoArmTimes(columns), chosen));
}
