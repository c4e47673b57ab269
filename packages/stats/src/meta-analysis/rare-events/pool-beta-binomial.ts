/** Beta-binomial models: two arms, or one. */
import { type GivenColumns, mayColumn, readRows } from "../../form/columns.ts";
import { type GivenOptions, choice, level, mayChoose, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { oneArmCounts, twoArmCounts } from "../effect-sizes/study-columns.ts";
import { type BetaBinomialArm, betaBinomialLikelihood } from "./beta-binomial/beta-binomial-likelihood.ts";
import { type MixedFit, type ProfileInterval, fitMixed } from "./mixed/fit-mixed.ts";
import { mixedEstimate, type MixedEstimate } from "./mixed/mixed-result.ts";
import { type DoubleZeroChoice, type OtherDoubleZero, type StudiesUsed, bothDoubleZero, counted, percent, sayExcluded, usedOf } from "./rare-effect.ts";
import { type TwoArmStudies, keepStudies, namesOf, readTwoArmCounts, requireRows, requireSomeEvents, sumOf, uninformativeStudies } from "./two-arm-studies.ts";

const measures = ["odds-ratio", "risk-ratio", "risk-difference"] as const;
export const betaBinomialOptions = {
  measure: choice(measures, "odds-ratio", "measure of effect of two arms; one arm gives a proportion"),
  interval: choice(["wald", "profile"], "wald", "interval: normal with the standard error from the curvature, or by the profile of the likelihood"),
  profile: choice(["effect-and-variance", "effect", "none"], "effect-and-variance", "which profile intervals are computed besides; the variance is ω"),
  doubleZero: mayChoose(["include", "exclude"], "studies without events in both arms. Left out: kept, as they inform about risks"),
  level,
} as const;
/** Two arms, or `events` and `total` of one. */
export const betaBinomialColumns = { study: twoArmCounts.study, treatedEvents: mayColumn("count", "participants with the event among the treated"), treatedTotal: mayColumn("count", "participants treated"), controlEvents: mayColumn("count", "participants with the event among the controls"), controlTotal: mayColumn("count", "participants in the control arm"), events: mayColumn("count", "participants with the event, where there is one arm"), total: mayColumn("count", "participants, where there is one arm") } as const;

export interface BetaBinomialResult extends Omit<MixedEstimate, "tauSquared" | "studyVariance">, StudiesUsed, ResultForm {
  readonly measure: (typeof measures)[number] | "proportion-logit";
  readonly scale: "log" | "raw" | "logit";
  /** ω, with its profile interval and the test of 0; `correlation` of two participants of an arm is ω/(1 + ω). */
  readonly overdispersion: { readonly estimate: number; readonly correlation: number; readonly interval: ProfileInterval | null; readonly test: MixedFit["tauSquaredTest"] };
  readonly doubleZero: DoubleZeroChoice | null;
  readonly otherDoubleZero: OtherDoubleZero | null;
  readonly warnings: readonly string[];
}

/**
 * Counts beta-binomial with one mean risk for each arm and an overdispersion common to both; arms of a study independent. Studies without
 * events take part. Maximum likelihood. For many people (above some 100,000 in all) it takes long.
 *
 * Throws StatisticRefusal `empty`, `no-events`, `only-events`, `separation` (no event in one arm of all studies, or everybody),
 * `not-converged`, `events-above-n`, and as `readOptions` does.
 * Source: Kuss 2015, doi 10.1002/sim.6383 (recalled). R: the likelihood written out; to 1e-6, standard errors to 1e-4, the limit of numerical derivatives.
 *
 * @example runSteps(poolBetaBinomial({ treatedEvents: [1, 0, 2], treatedTotal: [20, 30, 25], controlEvents: [3, 4, 1], controlTotal: [20, 30, 25] })).ratio
 */
export function* poolBetaBinomial(columns: GivenColumns<typeof betaBinomialColumns>, options: GivenOptions<typeof betaBinomialOptions> = {}): Generator<{ readonly done: number }, BetaBinomialResult, void> {
  const chosen = readOptions(betaBinomialOptions, options);
  if ("events" in columns || "total" in columns) return yield* oneArm(columns as GivenColumns<typeof oneArmCounts>, chosen);
  const studies = readTwoArmCounts(columns as GivenColumns<typeof twoArmCounts>);
  requireSomeEvents(studies);
  const zeros = uninformativeStudies(studies);
  const first = chosen.doubleZero ?? "include";
  const fits = new Map<DoubleZeroChoice, Fitted | StatisticRefusal>();
  for (const kind of zeros.size === 0 ? [first] : (["include", "exclude"] as const)) {
    try {
      const { kept, excluded } = keepStudies(studies, kind === "exclude" ? zeros : new Map());
      const fit = yield* twoArms(kept, chosen.measure, { profile: kind === first ? chosen.profile : "none", level: chosen.level });
      fits.set(kind, shape(fit, chosen.measure, { ...chosen, interval: kind === first ? chosen.interval : "wald" }, usedOf(kept, excluded)));
    } catch (fault) {
      // What cannot be computed the other way must not hide what was asked for.
      if (!(fault instanceof StatisticRefusal) || kind === first) throw fault;
      fits.set(kind, fault);
    }
  }
  const fitOf = (kind: DoubleZeroChoice): Fitted => {
    const fit = fits.get(kind);
    if (fit instanceof StatisticRefusal) throw fit;
    return fit as Fitted;
  };
  return resultOf(bothDoubleZero<Fitted>(first, zeros.size, fitOf));
}

function* twoArms(kept: TwoArmStudies, measure: (typeof measures)[number], choices: { readonly profile: "none" | "effect" | "effect-and-variance"; readonly level: number }): Generator<{ readonly done: number }, MixedFit, void> {
  const [a, n, c, m] = [sumOf(kept.treatedEvents), sumOf(kept.treatedSize), sumOf(kept.controlEvents), sumOf(kept.controlSize)];
  if (!(a > 0 && c > 0 && a < n && c < m)) throw new StatisticRefusal("separation", a === 0 || a === n ? "treatedEvents" : "controlEvents", "In one arm of all studies nobody, or everybody, had the event: the likelihood has its maximum at the end of what can be.", "Choose Mantel and Haenszel's risk difference, or a correction by name.");
  const arms: readonly BetaBinomialArm[] = [{ events: kept.treatedEvents, totals: kept.treatedSize, treated: true }, { events: kept.controlEvents, totals: kept.controlSize, treated: false }];
  const [p, q] = [a / n, c / m];
  const effect = measure === "risk-difference" ? p - q : measure === "risk-ratio" ? Math.log(p / q) : Math.log(p / (1 - p)) - Math.log(q / (1 - q));
  return yield* fitMixed({ likelihood: betaBinomialLikelihood(arms, measure), start: [Math.log(q / (1 - q)), effect], effect: 1, between: 0, tested: 0 }, { model: "random", ...choices });
}

type Fitted = Omit<BetaBinomialResult, "toJSON" | "doubleZero" | "otherDoubleZero">;

function shape(fit: MixedFit, measure: BetaBinomialResult["measure"], chosen: { readonly interval: "wald" | "profile"; readonly level: number }, used: StudiesUsed): Fitted {
  const { tauSquared: _, studyVariance: __, ...estimate } = mixedEstimate(fit, measure, { ...chosen, model: "random" });
  const omega = fit.tauSquared;
  const two = measure !== "proportion-logit";
  return {
    measure,
    scale: measure === "risk-difference" ? "raw" : two ? "log" : "logit",
    ...estimate, ...used,
    overdispersion: { estimate: omega, correlation: omega / (1 + omega), interval: fit.tauSquaredProfile, test: fit.tauSquaredTest },
    warnings: fit.warnings.map((one) => (one.startsWith("The variance between") ? "The overdispersion is estimated as 0: the likelihood is highest at that boundary, and the counts are as good as binomial with one risk for each arm." : one)),
    method: `Beta-binomial model${two ? `, ${measure.replace("-", " ")}, one mean risk for each arm and one overdispersion for both` : " of one arm"}; maximum likelihood; no continuity correction; ${counted(used.studies, "study", "studies")}, ${sayExcluded(used.excluded)}; ${percent(chosen.level)} interval by ${chosen.interval === "wald" ? "Wald with the observed information" : "profile likelihood"}.`,
  };
}

function* oneArm(columns: GivenColumns<typeof oneArmCounts>, chosen: { readonly interval: "wald" | "profile"; readonly profile: "none" | "effect" | "effect-and-variance"; readonly level: number }): Generator<{ readonly done: number }, BetaBinomialResult, void> {
  const read = readRows(oneArmCounts, columns);
  requireRows(read.size, read.missing);
  const { events, total } = read.columns;
  for (let at = 0; at < read.size; at++) if ((events[at] ?? 0) > (total[at] ?? 0)) throw new StatisticRefusal("events-above-n", `events.${(read.rows[at] ?? 0) + 1}`, `${events[at]} events among ${total[at]} participants.`, "Count participants with the event, not events.");
  const [some, whole] = [sumOf(events), sumOf(total)];
  if (some === 0) throw new StatisticRefusal("no-events", "events", `No event among ${whole} participants.`, "Give an exact upper bound (boundZeroEvents).");
  if (some === whole) throw new StatisticRefusal("only-events", "events", "Everybody had the event.", "Choose another outcome.");
  const fit = yield* fitMixed({ likelihood: betaBinomialLikelihood([{ events, totals: total, treated: false }], "odds-ratio"), start: [Math.log(some) - Math.log(whole - some)], effect: 0, between: 0, tested: null }, { model: "random", profile: chosen.profile, level: chosen.level });
  const used: StudiesUsed = { studies: read.size, names: namesOf(read.columns.study, read.rows), participants: whole, personTime: null, events: some, excluded: [], missing: read.missing };
  return resultOf({ ...shape(fit, "proportion-logit", chosen, used), doubleZero: null, otherDoubleZero: null });
}
