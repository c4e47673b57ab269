/** Logistic mixed models of two arms, in four forms. */
import type { GivenColumns } from "../../form/columns.ts";
import { type GivenOptions, choice, mayChoose, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { twoArmCounts } from "../effect-sizes/study-columns.ts";
import { mixedModelOptions } from "./mixed/mixed-options.ts";
import { type TwoArmMixedResult, poolTwoArmMixed } from "./mixed/pool-two-arm-mixed.ts";
import { readTwoArmCounts } from "./two-arm-studies.ts";

const doubleZero = mayChoose(["include", "exclude"], "studies without events in both arms. Left out: kept in the form with random study effects, which learns about levels from them; left out of the others, which learn nothing from them");
const coding = choice(["half", "treated", "controls"], "half", "which arm the random effect is added to in unconditional forms: half of it to one and taken off the other, or to one arm as a whole");
const heterogeneity = choice(["treated", "half", "controls", "none"], "treated", "in the form with random study effects, the test of heterogeneity gives each study an effect of its own: added to the treated arm, by half to one and taken off the other, or to the controls; its result differs, as levels are normal where nothing is added. Or no test of heterogeneity, in any form");
export const binomialMixedOptions = {
  form: choice(["unconditional-fixed", "unconditional-random", "conditional-approximate", "conditional-exact"], "conditional-exact", "likelihood of the counts: both arms binomial with a level for each study that is fixed (UM.FS) or random (UM.RS); events of the treated given those of both arms, binomial as an approximation for rare events (CM.AL) or noncentral hypergeometric (CM.EL)"),
  ...mixedModelOptions,
  coding,
  heterogeneity,
  doubleZero,
} as const;
export const poissonMixedOptions = { ...binomialMixedOptions, form: choice(["unconditional-fixed", "unconditional-random", "conditional-exact"], "conditional-exact", "likelihood of the events: both arms Poisson with a level for each study that is fixed (UM.FS) or random (UM.RS); events of the treated given those of both arms, which is binomial (CM.EL)") } as const;

export type BinomialMixedResult = TwoArmMixedResult & ResultForm;

/**
 * The pooled odds ratio by a generalised linear mixed model, by maximum likelihood to a gradient of 1e-8, without any correction.
 *
 * A generator: it yields progress and returns the result. One study: its common-effect estimate, told. τ² = 0, a curvature that is
 * not that of a maximum, and normal intervals that the profile contradicts are told in `warnings`.
 *
 * Throws StatisticRefusal `empty`, `no-events`, `only-events`, `separation` (the ratio is 0 or infinite), `not-identified`,
 * `not-converged` (with the last gradient), `options-conflict`, `events-above-n`, and as `readOptions` does.
 *
 * Sources: Stijnen, Hamza and Özdemir 2010, doi 10.1002/sim.4040; Jackson, Law, Stijnen, Viechtbauer and White 2018, doi
 * 10.1002/sim.7588 (recalled). R: `metafor::rma.glmm(measure = "OR", model, nAGQ = nodes)`, which stops short of the maximum by
 * default; the likelihoods written out in R agree to 2e-8.
 *
 * @example runSteps(poolBinomialMixed({ treatedEvents: [1, 2], treatedTotal: [20, 30], controlEvents: [3, 4], controlTotal: [20, 30] }, { model: "common" })).ratio
 */
export function* poolBinomialMixed(columns: GivenColumns<typeof twoArmCounts>, options: GivenOptions<typeof binomialMixedOptions> = {}): Generator<{ readonly done: number }, BinomialMixedResult, void> {
  const chosen = readOptions(binomialMixedOptions, options);
  return resultOf(yield* poolTwoArmMixed(readTwoArmCounts(columns), chosen));
}
