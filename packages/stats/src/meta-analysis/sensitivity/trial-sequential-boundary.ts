/** Monitoring limits for a meta-analysis that grows: alpha spending on the information that is required. */
import { normalQuantile } from "../../distributions/normal.ts";
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { choice, fraction, type GivenOptions, mayNumber, number, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { spendingBoundary } from "../../monitoring/alpha-spending.ts";
import { cumulativeColumns, cumulativeOptions, readInOrder } from "./pool-cumulatively.ts";
import { poolSelection } from "./study-set.ts";

export const sequentialColumns = cumulativeColumns;
const { interval: _, prediction: __, predictionVariance: ___, ...studyOptions } = cumulativeOptions;
export const sequentialOptions = {
  ...studyOptions,
  anticipated: number(-1e6, 1e6, 0, "the effect that must not be missed, on the scale of the analysis: log 0.8 for a ratio of 0.8. Needed"),
  alpha: fraction(0.05, "two-sided error in all"),
  power: fraction(0.8, "power at the anticipated effect"),
  heterogeneity: choice(["diversity", "i-squared", "none"], "diversity", "what the required information is raised for: 1 / (1 - D²), D² from the variances of the pooled effect with random and with common effect (Wetterslev); 1 / (1 - I²), from Q; nothing"),
  heterogeneityValue: mayNumber(0, 0.999999, "D² or I² as a fraction, fixed beforehand, in place of the one that the studies show"),
} as const;

export interface SequentialLook {
  readonly added: readonly string[];
  readonly order: number | null;
  readonly studies: number;
  readonly estimate: number;
  readonly standardError: number;
  readonly z: number;
  /** Σ 1/v so far. */
  readonly information: number;
  /** Share of what is required; may pass 1. */
  readonly fraction: number;
  /** Stop where |z| reaches this; `null` where nothing can be spent yet. */
  readonly limit: number | null;
  readonly status: "too-little-information" | "crossed-above" | "crossed-below" | "not-crossed" | "information-reached-not-crossed";
}
export interface SequentialResult extends ResultForm {
  readonly looks: readonly SequentialLook[];
  /** Information needed for the anticipated effect without heterogeneity, and with it. */
  readonly requiredInformation: { readonly fixed: number; readonly adjusted: number; readonly heterogeneity: number };
  /** Required over present participants times those present, where the columns tell how many: an estimate at their information each. */
  readonly requiredParticipants: number | null;
  /** At the last look. */
  readonly status: SequentialLook["status"];
  /** The first look that crossed, from 1; `null`: none. */
  readonly firstCrossed: number | null;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Trial sequential boundary: the z-value of the meta-analysis after each study against two-sided O'Brien-Fleming-type limits (Lan and
 * DeMets) at the share of the required information reached.
 *
 * Required information ((z(α/2) + z(power)) / anticipated)² times 1 / (1 - D²) or 1 / (1 - I²); information so far Σ 1/v. Looks beyond
 * the required information: the first spends what is left of the error, later ones have the same limit. A look whose information does
 * not grow the share by 0.005 has the limit of the one before (none below a share of 0.005): the error is then spent nearly, not exactly. z is Wald's, of the model chosen. The heterogeneity is that of all
 * studies, unless it is given: giving it beforehand is better, as limits otherwise move with the data.
 *
 * Throws StatisticRefusal `out-of-range` for an anticipated effect of 0, `too-few` beyond 200 looks or below one, `not-identified` for
 * D² of 1, and as `computeEffectSizes` and `poolEffects`.
 * Sources: Lan and DeMets 1983, doi 10.1093/biomet/70.3.659; Wetterslev, Thorlund, Brok and Gluud 2008 and 2009,
 * doi 10.1186/1471-2288-9-86 (recalled). R: `gsDesign::gsDesign(test.type = 2, sfu = sfLDOF)` for the limits.
 *
 * @example trialSequentialBoundary({ estimate: [-0.5, -0.4], standardError: [0.2, 0.15] }, { measure: "generic", model: "common", heterogeneity: "none", anticipated: -0.3 }).status
 */
export function trialSequentialBoundary(columns: GivenColumns<typeof sequentialColumns>, options: GivenOptions<typeof sequentialOptions> = {}): SequentialResult {
  const chosen = readOptions(sequentialOptions, options);
  if (chosen.anticipated === 0) throw new StatisticRefusal("out-of-range", "anticipated", "The anticipated effect is 0: no information would be enough.", "Give the smallest effect that must not be missed, on the scale of the analysis: for a ratio of 0.8 its logarithm, -0.223.");
  const { set, steps, missing } = readInOrder(columns, options, chosen.ties);
  if (steps.length > 200) throw new StatisticRefusal("out-of-range", "columns", `${steps.length} looks are more than 200.`, 'Look less often: ties "together" with a coarser order.');
  const model = { ...chosen, interval: "wald", prediction: "none", predictionVariance: "as-interval" } as const;
  const heterogeneity = heterogeneityOf(steps.flatMap(({ places }) => places));
  const fixed = ((normalQuantile(chosen.alpha / 2, { tail: "upper" }) + normalQuantile(chosen.power)) / chosen.anticipated) ** 2;
  const adjusted = fixed / (1 - heterogeneity);
  const places: number[] = [];
  let [information, participants] = [0, 0];
  const raw = steps.map((step) => {
    places.push(...step.places);
    for (const place of step.places) {
      information += 1 / (set.variances[place] ?? 1);
      participants += set.effectSizes.sizes?.[place] ?? 0;
    }
    const { estimate, standardError, test } = poolSelection(set, places, model);
    return { added: step.places.map((place) => set.names[place] ?? ""), order: step.order, studies: places.length, estimate, standardError, z: test.statistic, information, fraction: information / adjusted };
  });
  const limits = limitsAt(raw.map((look) => look.fraction), chosen.alpha);
  const looks = raw.map((look, at): SequentialLook => {
    const limit = limits[at] ?? null;
    const crossed = limit !== null && Math.abs(look.z) >= limit;
    return { ...look, limit, status: crossed ? (look.z > 0 ? "crossed-above" : "crossed-below") : look.fraction >= 1 ? "information-reached-not-crossed" : limit === null ? "too-little-information" : "not-crossed" };
  });
  const first = looks.findIndex(({ status }) => status === "crossed-above" || status === "crossed-below");
  const words = chosen.heterogeneity === "diversity" ? "diversity D²" : "I²";
  return resultOf({
    method: `Trial sequential analysis: two-sided limits by alpha spending (O'Brien-Fleming type, Lan and DeMets), alpha ${chosen.alpha}, power ${chosen.power} for an effect of ${chosen.anticipated}; required information ${adjusted} (Σ 1/v)${chosen.heterogeneity === "none" ? ", no correction for heterogeneity" : `, corrected by ${words} = ${heterogeneity}${chosen.heterogeneityValue === null ? " of the studies" : ", given"}`}; z by Wald, ${chosen.model === "random" ? `random effects (${chosen.tauSquared})` : "common effect"}.`,
    looks,
    requiredInformation: { fixed, adjusted, heterogeneity },
    requiredParticipants: set.effectSizes.sizes === null ? null : Math.ceil((participants * adjusted) / information),
    status: looks.at(-1)?.status ?? "too-little-information",
    firstCrossed: first < 0 ? null : first + 1,
    missing,
    warnings: [...set.effectSizes.warnings, ...(chosen.heterogeneity !== "none" && chosen.heterogeneityValue === null ? ["The required information is corrected by the heterogeneity that the studies show; a value fixed beforehand does not move with the data."] : [])],
  });

  function heterogeneityOf(all: readonly number[]): number {
    if (chosen.heterogeneity === "none") return 0;
    if (chosen.heterogeneityValue !== null) return chosen.heterogeneityValue;
    const random = poolSelection(set, all, { ...model, model: "random" });
    if (chosen.heterogeneity === "i-squared") return (random.heterogeneity.iSquaredFromQ ?? 0) / 100;
    const common = poolSelection(set, all, { ...model, model: "common" });
    const diversity = Math.max(0, 1 - (common.standardError / random.standardError) ** 2);
    if (!(diversity < 1)) throw new StatisticRefusal("not-identified", "heterogeneity", "The variance between studies outweighs all else: no information would be enough.", "Give heterogeneityValue, or choose another correction.", { diversity });
    return diversity;
  }
}

/** Nearer looks would cost much time and change little. */
const leastGrowth = 0.005;

/** Limits at rising shares; 1 and beyond as told in the docstring. */
function limitsAt(fractions: readonly number[], alpha: number): readonly (number | null)[] {
  const kept: number[] = [];
  const placeOf = fractions.map((reached) => {
    const share = Math.min(1, reached);
    if (share >= (kept.at(-1) ?? 0) + leastGrowth) kept.push(share);
    return kept.length - 1;
  });
  if (kept.length === 0) return fractions.map(() => null);
  const { looks } = spendingBoundary({ fractions: kept, alpha, sides: "two-sided", spending: { kind: "obrien-fleming" } });
  return placeOf.map((place) => looks[place]?.limit ?? null);
}
