/** Mixed models of one arm: proportions and rates. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { type GivenColumns, readRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { oneArmCounts, oneArmTimes } from "../effect-sizes/study-columns.ts";
import { fitMixed } from "./mixed/fit-mixed.ts";
import { BinomialTerm, type LikelihoodTerm, PoissonTerm } from "./mixed/likelihood-terms.ts";
import { mixedLikelihood } from "./mixed/mixed-likelihood.ts";
import { mixedModelOptions } from "./mixed/mixed-options.ts";
import { type MixedEstimate, mixedEstimate } from "./mixed/mixed-result.ts";
import { type StudyHeterogeneity, sayNodes } from "./mixed/pool-two-arm-mixed.ts";
import { type StudiesUsed, counted, percent, sayExcluded } from "./rare-effect.ts";
import { leftOutWords, namesOf, requireRows, sumOf } from "./two-arm-studies.ts";

export const oneArmOptions = mixedModelOptions;
export interface OneArmResult extends MixedEstimate, StudiesUsed, ResultForm {
  readonly measure: "proportion-logit" | "rate-log";
  readonly scale: "logit" | "log";
  readonly model: "common" | "random";
  readonly nodes: number;
  readonly heterogeneity: StudyHeterogeneity;
  readonly warnings: readonly string[];
}

/**
 * The pooled proportion by a logistic mixed model: log odds of studies normal, events binomial, maximum likelihood. The proportion is
 * that of the median study. Studies without events stay in; no correction. A generator that yields progress.
 *
 * Throws StatisticRefusal `empty`, `no-events` (use boundZeroEvents), `only-events`, `events-above-n`, `not-converged`, `separation`.
 * Source: Hamza, van Houwelingen and Stijnen 2008, doi 10.1016/j.jclinepi.2007.03.016 (recalled). R: `rma.glmm(measure = "PLO")`.
 *
 * @example runSteps(poolProportions({ events: [1, 2], total: [20, 40] }, { model: "common" })).proportion?.estimate // 0.05
 */
export function* poolProportions(columns: GivenColumns<typeof oneArmCounts>, options: GivenOptions<typeof oneArmOptions> = {}): Generator<{ readonly done: number }, OneArmResult, void> {
  const chosen = readOptions(oneArmOptions, options);
  const read = readRows(oneArmCounts, columns);
  requireRows(read.size, read.missing);
  const { events, total } = read.columns;
  for (let at = 0; at < read.size; at++) if ((events[at] ?? 0) > (total[at] ?? 0)) throw new StatisticRefusal("events-above-n", `events.${(read.rows[at] ?? 0) + 1}`, `${events[at]} events among ${total[at]} participants.`, "Count participants with the event, not events.", { row: (read.rows[at] ?? 0) + 1 });
  return yield* poolOneArm({ events, sizes: total, names: namesOf(read.columns.study, read.rows), rows: read.rows, missing: read.missing, people: true }, chosen);
}

/**
 * The pooled rate by a Poisson mixed model: log rates of studies normal. See {@link poolProportions}. R: `rma.glmm(measure = "IRLN")`.
 *
 * @example runSteps(poolRates({ events: [1, 2], time: [20, 40] }, { model: "common" })).rate?.estimate // 0.05
 */
export function* poolRates(columns: GivenColumns<typeof oneArmTimes>, options: GivenOptions<typeof oneArmOptions> = {}): Generator<{ readonly done: number }, OneArmResult, void> {
  const chosen = readOptions(oneArmOptions, options);
  const read = readRows(oneArmTimes, columns);
  requireRows(read.size, read.missing);
  return yield* poolOneArm({ events: read.columns.events, sizes: read.columns.time, names: namesOf(read.columns.study, read.rows), rows: read.rows, missing: read.missing, people: false }, chosen);
}

interface OneArm {
  readonly events: Float64Array;
  readonly sizes: Float64Array;
  readonly names: readonly string[];
  readonly rows: Int32Array;
  readonly missing: StudiesUsed["missing"];
  readonly people: boolean;
}

function* poolOneArm(arm: OneArm, chosen: { readonly model: "common" | "random"; readonly nodes: number | null; readonly interval: "wald" | "profile"; readonly profile: "none" | "effect" | "effect-and-variance"; readonly level: number }): Generator<{ readonly done: number }, OneArmResult, void> {
  const [events, whole] = [sumOf(arm.events), sumOf(arm.sizes)];
  if (events === 0) throw new StatisticRefusal("no-events", "events", `No event ${arm.people ? `among ${whole} participants` : `in a time of ${whole}`}: there is no ${arm.people ? "proportion" : "rate"} to pool.`, "Give an exact upper bound (boundZeroEvents).");
  if (arm.people && events === whole) throw new StatisticRefusal("only-events", "events", "Everybody had the event: there is no proportion to pool.", "Give an exact lower bound of the whole.");
  const places = arm.names.map((_, at) => at).filter((at) => (arm.sizes[at] ?? 0) > 0);
  const excluded = arm.names.flatMap((study, at) => ((arm.sizes[at] ?? 0) > 0 ? [] : [{ row: (arm.rows[at] ?? 0) + 1, study, reason: "empty-arm" as const, says: leftOutWords["empty-arm"] }]));
  const terms: LikelihoodTerm[] = places.map((at) => (arm.people ? new BinomialTerm(arm.events[at] ?? 0, arm.sizes[at] ?? 0) : new PoissonTerm(arm.events[at] ?? 0, arm.sizes[at] ?? 0)));
  if (arm.people && chosen.model === "random" && terms.length > 1 && places.every((at) => arm.events[at] === 0 || arm.events[at] === arm.sizes[at])) throw new StatisticRefusal("separation", "events", "In each study nobody or everybody had the event: the variance between studies is infinite.", 'Choose the model "common", or a beta-binomial model.');
  const random = chosen.model === "random" && terms.length > 1;
  const model = random ? "random" : "common";
  const shape = { studies: terms.length, arms: 1, terms, offsets: new Float64Array(terms.length), fixed: [[1]], own: null, random: [[1]] };
  const start = Math.log(events + 0.5) - Math.log(arm.people ? whole - events + 0.5 : whole);
  const likelihood = mixedLikelihood(shape, chosen.nodes);
  const fit = yield* fitMixed({ likelihood, start: [start], effect: 0, between: 0, tested: null }, { model, profile: chosen.profile === "none" && chosen.interval === "profile" ? "effect" : chosen.profile, level: chosen.level });
  const measure = arm.people ? "proportion-logit" : "rate-log";
  const degreesOfFreedom = terms.length - 1;
  const statistic = Math.max(0, 2 * (terms.reduce((sum, term) => sum + term.saturated, 0) - fit.commonLogLikelihood));
  return resultOf({
    measure, scale: arm.people ? ("logit" as const) : ("log" as const), model, nodes: likelihood.nodes?.()[1] ?? 1,
    ...mixedEstimate(fit, measure, { model, interval: chosen.interval, level: chosen.level }),
    studies: terms.length, names: places.map((at) => arm.names[at] ?? ""), participants: arm.people ? whole : null, personTime: arm.people ? null : whole, events, excluded, missing: arm.missing,
    heterogeneity: degreesOfFreedom < 1 ? { likelihoodRatio: null, wald: null, reason: "One study cannot differ from others." } : { likelihoodRatio: { statistic, distribution: "chi-square" as const, degreesOfFreedom, pValue: chiSquareTail(statistic, degreesOfFreedom, { tail: "upper" }) }, wald: null, reason: null },
    warnings: [...fit.warnings, ...(chosen.model === "random" && !random ? ["One study cannot tell how much studies differ: this is its own estimate."] : []), ...(random && terms.length < 5 ? ["Fewer than 5 studies: the variance between studies, and with it every interval here, is poorly known."] : [])],
    method: `One-arm ${arm.people ? "binomial-normal (logistic)" : "Poisson-normal"} model${random ? ` with random study effects; maximum likelihood, integrals by adaptive Gauss-Hermite quadrature with ${sayNodes(likelihood, chosen.nodes)}` : " with one common value; maximum likelihood"}; no continuity correction; ${counted(terms.length, "study", "studies")}, ${sayExcluded(excluded)}; ${percent(chosen.level)} interval by ${chosen.interval === "wald" ? "Wald with the observed information" : "profile likelihood"}.`,
  });
}
