/** Mixed models of two arms: the part that counts of participants and events in person-time share. */
import { chiSquareTail } from "../../../distributions/chi-square.ts";
import { StatisticRefusal } from "../../../form/statistic-refusal.ts";
import { type LeftOutReason, type TwoArmStudies, emptyArms, keepStudies, requireSomeEvents, sumOf, uninformativeStudies } from "../two-arm-studies.ts";
import { type DoubleZeroChoice, type OtherDoubleZero, type RareTest, type StudiesUsed, bothDoubleZero, counted, percent, sayExcluded, usedOf } from "../rare-effect.ts";
import { type MixedChoices, type MixedFit, type MixedSetup, fitMixed, highestOfLevels } from "./fit-mixed.ts";
import { BinomialTerm, ExactTerm, type LikelihoodTerm, PoissonTerm } from "./likelihood-terms.ts";
import { type MixedLikelihood, mixedLikelihood } from "./mixed-likelihood.ts";
import type { MixedModel } from "./mixed-model.ts";
import { type MixedEstimate, mixedEstimate } from "./mixed-result.ts";
import { mostHermite } from "./node-rules.ts";

export type MixedForm = "unconditional-fixed" | "unconditional-random" | "conditional-approximate" | "conditional-exact";
export const formWords: Readonly<Record<MixedForm, string>> = {
  "unconditional-fixed": "unconditional with fixed study effects",
  "unconditional-random": "unconditional with random study effects",
  "conditional-approximate": "conditional on the events of each study, approximate (binomial)",
  "conditional-exact": "conditional on the events of each study, exact",
};
export type ArmCoding = "half" | "treated" | "controls";
const codes: Readonly<Record<ArmCoding, readonly [number, number]>> = { half: [0.5, -0.5], treated: [1, 0], controls: [0, 1] };
export interface TwoArmMixedChoices {
  readonly form: MixedForm;
  readonly model: "common" | "random";
  readonly nodes: number | null;
  readonly interval: "wald" | "profile";
  readonly profile: MixedChoices["profile"];
  readonly coding: ArmCoding;
  /** With random levels: the arm that the studies' own effects are added to in the test of heterogeneity. */
  readonly heterogeneity: ArmCoding | "none";
  readonly doubleZero: DoubleZeroChoice | null;
  readonly level: number;
}
export interface StudyHeterogeneity {
  /** Against the model in which each study has its own effect. */
  readonly likelihoodRatio: RareTest | null;
  /** From the studies' own maximum likelihood estimates; `null` where one of them is infinite. */
  readonly wald: RareTest | null;
  readonly reason: string | null;
}
export interface TwoArmMixedResult extends MixedEstimate, StudiesUsed {
  readonly measure: "odds-ratio" | "rate-ratio";
  readonly scale: "log";
  readonly form: MixedForm;
  readonly model: "common" | "random";
  /** Of quadrature, in a dimension; where they were not given, those of the study that needs most. */
  readonly nodes: number;
  readonly heterogeneity: StudyHeterogeneity;
  readonly warnings: readonly string[];
  readonly method: string;
  readonly doubleZero: DoubleZeroChoice;
  readonly otherDoubleZero: OtherDoubleZero;
}

export function* poolTwoArmMixed(studies: TwoArmStudies, chosen: TwoArmMixedChoices): Generator<{ readonly done: number }, TwoArmMixedResult, void> {
  const { zeros, marginal, first } = chooseZeros(studies, chosen);
  const made = new Map<DoubleZeroChoice, Fitted | StatisticRefusal>();
  for (const choice of !marginal || zeros.size === 0 ? [first] : [first, first === "include" ? "exclude" : "include"] as const) {
    try {
      made.set(choice, yield* fitOnce(studies, choice === "exclude" ? zeros : new Map(), choice === first ? chosen : { ...chosen, profile: chosen.interval === "profile" ? "effect" : "none" }));
    } catch (fault) {
      if (!(fault instanceof StatisticRefusal) || choice === first) throw fault;
      made.set(choice, fault);
    }
  }
  const both = bothDoubleZero(first, zeros.size, (choice) => {
    const fitted = made.get(choice);
    if (fitted === undefined) throw new StatisticRefusal("options-conflict", "doubleZero", "Studies without events do not inform about the effect in this form.", 'Choose the form "unconditional-random".');
    if (fitted instanceof StatisticRefusal) throw fitted;
    return fitted;
  });
  return both;
}

/** The estimate alone, for tables of many: no test of the effect, and not the other way with studies without events. */
export function* estimateTwoArmMixed(studies: TwoArmStudies, chosen: TwoArmMixedChoices): Generator<{ readonly done: number }, Fitted, void> {
  const { zeros, first } = chooseZeros(studies, chosen);
  return yield* fitOnce(studies, first === "exclude" ? zeros : new Map(), chosen, false);
}

function chooseZeros(studies: TwoArmStudies, chosen: TwoArmMixedChoices) {
  requireSomeEvents(studies);
  const zeros = uninformativeStudies(studies);
  const marginal = chosen.form === "unconditional-random";
  if (chosen.doubleZero === "include" && !marginal && zeros.size > 0) throw new StatisticRefusal("options-conflict", "doubleZero", `In the model ${formWords[chosen.form]}, studies without events have a likelihood that does not depend on the effect: they cannot be kept in.`, 'Choose the form "unconditional-random", a beta-binomial model, or leave them out.', { studies: zeros.size });
  return { zeros, marginal, first: chosen.doubleZero ?? (marginal ? "include" : "exclude") } as const;
}

type Fitted = Omit<TwoArmMixedResult, "doubleZero" | "otherDoubleZero">;

function* fitOnce(studies: TwoArmStudies, out: ReadonlyMap<number, LeftOutReason>, chosen: TwoArmMixedChoices, tested = true): Generator<{ readonly done: number }, Fitted, void> {
  const { form } = chosen;
  const left = new Map([...out, ...(form === "unconditional-random" ? [] : emptyArms(studies))]);
  if (form === "conditional-exact" || form === "unconditional-fixed") for (const at of oneOutcome(studies)) if (!left.has(at)) left.set(at, "uninformative");
  const { kept, excluded } = keepStudies(studies, left);
  if (kept.names.length === 0) throw new StatisticRefusal("not-identified", "columns", "No study informs about the effect.", "Choose another method, or give studies with events.");
  requireNoSeparation(kept, form);
  const people = kept.sizes === "people";
  const measure = people ? "odds-ratio" : "rate-ratio";
  const random = chosen.model === "random" && kept.names.length > 1;
  const model = random ? "random" : "common";
  const { model: shape, ...rest } = setUp(kept, form, chosen.coding);
  const likelihood = mixedLikelihood(shape, chosen.nodes);
  const fit = yield* fitMixed({ ...rest, tested: tested ? 0 : null, likelihood }, { model, profile: chosen.profile === "none" && chosen.interval === "profile" ? "effect" : chosen.profile, level: chosen.level });
  const used = usedOf(kept, excluded);
  const warnings = [...fit.warnings];
  if (chosen.model === "random" && !random) warnings.push("One study cannot tell how much effects differ between studies: this is its common-effect estimate.");
  if (random && used.studies < 5) warnings.push("Fewer than 5 studies: the variance between studies, and with it every interval here, is poorly known.");
  const estimated = mixedEstimate(fit, measure, { model, interval: chosen.interval, level: chosen.level });
  const effects = form === "unconditional-random" ? ", the studies' log odds normal with a variance of their own, independent of the effects".replace("log odds", people ? "log odds" : "log rates") : "";
  const coding = form.startsWith("unconditional") && random ? `, random effects coded ${chosen.coding === "half" ? "+1/2 and -1/2" : `1 for the ${chosen.coding}`}` : "";
  const kind = people ? (form === "conditional-exact" ? "Noncentral hypergeometric-normal" : "Binomial-normal (logistic)") : form.startsWith("conditional") ? "Binomial-normal (conditional Poisson)" : "Poisson-normal";
  return {
    measure, scale: "log", form, model, nodes: likelihood.nodes?.()[1] ?? 1, ...estimated, ...used,
    heterogeneity: form === "unconditional-random" ? assessLevels(shape, fit, chosen) : chosen.heterogeneity === "none" ? notAsked : assessStudies(shape, fit.commonLogLikelihood),
    warnings,
    method: `${kind} model, ${formWords[form].replace(", exact", people ? ", exact (noncentral hypergeometric)" : ", exact (binomial)")}${effects}; ${random ? `random treatment effects${coding}` : "common treatment effect"}; maximum likelihood${random || form === "unconditional-random" ? `, integrals by adaptive Gauss-Hermite quadrature with ${sayNodes(likelihood, chosen.nodes, form === "unconditional-random")}` : ""}; no continuity correction; ${counted(used.studies, "study", "studies")}, ${sayExcluded(excluded)}; ${percent(chosen.level)} interval by ${chosen.interval === "wald" ? "Wald with the observed information" : "profile likelihood"}.`,
  };
}

export function sayNodes(likelihood: MixedLikelihood, chosen: number | null, two = false): string {
  const [fewest, most] = likelihood.nodes?.() ?? [1, 1];
  return `${fewest === most ? most : `${fewest} to ${most}`} ${most === 1 ? "node (Laplace)" : "nodes"}${two ? " in each dimension" : ""}${chosen === null ? `, as each study needs${most > mostHermite ? ` (above ${mostHermite} by the trapezium rule)` : ""}` : ""}`;
}

/** Studies whose margins leave one outcome only, or no information once their own level is free. */
function oneOutcome(arms: TwoArmStudies): readonly number[] {
  return [...uninformativeStudies(arms).keys()];
}

function setUp(kept: TwoArmStudies, form: MixedForm, coding: TwoArmMixedChoices["coding"]): Omit<MixedSetup, "likelihood"> & { readonly model: MixedModel } {
  const people = kept.sizes === "people";
  const [treated, controls] = [sumOf(kept.treatedEvents), sumOf(kept.controlEvents)];
  const [treatedAll, controlAll] = [sumOf(kept.treatedSize), sumOf(kept.controlSize)];
  const level = (events: number, all: number): number => Math.log(events + 0.5) - Math.log(people ? all - events + 0.5 : all);
  const start = level(treated, treatedAll) - level(controls, controlAll);
  const k = kept.names.length;
  const terms: LikelihoodTerm[] = [];
  const coded = codes[coding];
  const base = { studies: k, terms };
  if (form === "conditional-exact" && people) requireFewTables(kept);
  if (form === "unconditional-random") requireFewEvents(kept);
  if (form.startsWith("conditional")) {
    const offsets = new Float64Array(k);
    for (let at = 0; at < k; at++) {
      const [a = 0, n = 0, c = 0, m = 0] = [kept.treatedEvents[at], kept.treatedSize[at], kept.controlEvents[at], kept.controlSize[at]];
      const exact = people && form === "conditional-exact";
      terms.push(exact ? new ExactTerm(a, n, c, m) : new BinomialTerm(a, a + c));
      offsets[at] = exact ? 0 : Math.log(n) - Math.log(m);
    }
    return { model: { ...base, arms: 1, offsets, fixed: [[1]], own: null, random: [[1]] }, start: [start], effect: 0, between: 0, tested: 0 };
  }
  for (let at = 0; at < k; at++) {
    const [a = 0, n = 0, c = 0, m = 0] = [kept.treatedEvents[at], kept.treatedSize[at], kept.controlEvents[at], kept.controlSize[at]];
    terms.push(people ? new BinomialTerm(a, n) : new PoissonTerm(a, n), people ? new BinomialTerm(c, m) : new PoissonTerm(c, m));
  }
  const two = { ...base, arms: 2, offsets: new Float64Array(2 * k) };
  if (form === "unconditional-fixed") return { model: { ...two, fixed: [[1], [0]], own: [1, 1], random: coded.map((one) => [one]) }, start: [start], effect: 0, between: 0, tested: 0 };
  return { model: { ...two, fixed: [[1, 1], [1, 0]], own: null, random: coded.map((one) => [1, one]) }, start: [level(controls, controlAll), start], effect: 1, between: 1, tested: 0 };
}

/** Ways for events to fall on the arms, over all studies: the exact form adds up over them, many times. */
const mostTables = 1_000_000;
function requireFewTables(kept: TwoArmStudies): void {
  let tables = 0;
  for (let at = 0; at < kept.names.length; at++) {
    const [events, n = 0, m = 0] = [(kept.treatedEvents[at] ?? 0) + (kept.controlEvents[at] ?? 0), kept.treatedSize[at], kept.controlSize[at]];
    tables += Math.min(n, events) - Math.max(0, events - m) + 1;
  }
  if (tables > mostTables) throw new StatisticRefusal("out-of-range", "form", `Events could have fallen on the arms in ${tables} ways; the exact form adds up over at most ${mostTables}.`, 'With so many events take form "unconditional-random" or "unconditional-fixed".', { tables });
}

/** Events, or people without one, of an arm: with more of both, the likelihood of random levels has too few digits for its maximum. */
const mostEvents = 100_000;
function requireFewEvents(kept: TwoArmStudies): void {
  for (const [name, events, sizes] of [["treatedEvents", kept.treatedEvents, kept.treatedSize], ["controlEvents", kept.controlEvents, kept.controlSize]] as const) {
    const at = events.findIndex((count, place) => Math.min(count, kept.sizes === "people" ? (sizes[place] ?? 0) - count : count) > mostEvents);
    if (at >= 0) throw new StatisticRefusal("out-of-range", `${name}.${kept.rows[at] ?? 0}`, `There are ${events[at]} events; with random levels of studies at most ${mostEvents} in an arm can be told from the next.`, 'With so many events take form "unconditional-fixed", or inverse variances.', { row: kept.rows[at] ?? 0 });
  }
}

function requireNoSeparation(kept: TwoArmStudies, form: MixedForm): void {
  const sides = new Set<string>();
  const people = kept.sizes === "people";
  const pooled = form === "unconditional-random";
  const [treated, controls] = [sumOf(kept.treatedEvents), sumOf(kept.controlEvents)];
  if (pooled) {
    if (treated === 0 || controls === 0 || (people && (treated === sumOf(kept.treatedSize) || controls === sumOf(kept.controlSize)))) sides.add("end");
    else sides.add("inside").add("also");
  } else {
    for (let at = 0; at < kept.names.length; at++) {
      const [a = 0, n = 0, c = 0, m = 0] = [kept.treatedEvents[at], kept.treatedSize[at], kept.controlEvents[at], kept.controlSize[at]];
      const whole = people && form !== "conditional-approximate";
      if (a === 0 || (whole && c === m)) sides.add("low");
      else if (c === 0 || (whole && a === n)) sides.add("high");
      else sides.add("inside").add("also");
    }
  }
  if (sides.size > 1) return;
  throw new StatisticRefusal("separation", treated === 0 ? "treatedEvents" : "controlEvents", "In every study that informs about it, events lie in one arm only (or everybody of the other arm had one): the ratio is 0 or infinite, and the likelihood has no maximum.", "Choose Mantel and Haenszel's risk difference, or a correction by name.", { studies: kept.names.length });
}

const notAsked: StudyHeterogeneity = { likelihoodRatio: null, wald: null, reason: "It was not asked for." };

/** With random levels: against levels that are random, too, beside an effect of its own for each study. */
function assessLevels(shape: MixedModel, fit: MixedFit, { heterogeneity, nodes }: TwoArmMixedChoices): StudyHeterogeneity {
  if (heterogeneity === "none") return notAsked;
  const degreesOfFreedom = shape.studies - 1;
  if (degreesOfFreedom < 1) return { likelihoodRatio: null, wald: null, reason: "One study cannot differ from others." };
  const [treated, controls] = codes[heterogeneity];
  const likelihood = mixedLikelihood({ ...shape, fixed: [[1], [1]], random: [[1], [1]], own: [treated, controls] }, nodes);
  const logLikelihood = highestOfLevels(likelihood, (fit.level ?? 0) - (controls * fit.estimate) / (treated - controls), Math.sqrt(fit.studyVariance ?? 0));
  const statistic = Math.max(0, 2 * (logLikelihood - fit.commonLogLikelihood));
  return { likelihoodRatio: { statistic, distribution: "chi-square", degreesOfFreedom, pValue: chiSquareTail(statistic, degreesOfFreedom, { tail: "upper" }) }, wald: null, reason: "With random levels there is no Wald test here." };
}

function assessStudies(likelihood: MixedModel, common: number): StudyHeterogeneity {
  const degreesOfFreedom = likelihood.studies - 1;
  if (degreesOfFreedom < 1) return { likelihoodRatio: null, wald: null, reason: "One study cannot differ from others." };
  const test = (statistic: number): RareTest => ({ statistic, distribution: "chi-square", degreesOfFreedom, pValue: chiSquareTail(statistic, degreesOfFreedom, { tail: "upper" }) });
  const saturated = likelihood.terms.reduce((sum, term) => sum + term.saturated, 0);
  let [weights, sum, squares] = [0, 0, 0];
  for (let at = 0; at < likelihood.studies; at++) {
    const arms = likelihood.terms.slice(at * likelihood.arms, (at + 1) * likelihood.arms);
    const own = (arms[0]?.best ?? 0) - (arms[1]?.best ?? 0) - (likelihood.offsets[at * likelihood.arms] ?? 0);
    const weight = 1 / arms.reduce((all, arm) => all + 1 / arm.information, 0);
    weights += weight;
    sum += weight * own;
    squares += weight * own * own;
  }
  const wald = squares - (sum * sum) / weights;
  const finite = Number.isFinite(wald);
  return { likelihoodRatio: test(Math.max(0, 2 * (saturated - common))), wald: finite ? test(Math.max(0, wald)) : null, reason: finite ? null : "A study has an infinite estimate of its own, so that there is no Wald test." };
}
