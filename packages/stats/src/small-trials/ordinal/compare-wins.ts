/** Win odds, win ratio, net benefit and the Mann-Whitney probability, of one outcome or of several in the order of their importance. */
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { studentQuantile, studentTail } from "../../distributions/student-t.ts";
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { categoriesOf } from "../../regression/design-matrix.ts";
import { namesOfTwo } from "../comparisons/two-groups.ts";
import { type RankedOutcome, type StratumWins, winsOfStratum } from "./pair-scores.ts";
import { winColumns, winOptions } from "./win-options.ts";

export interface WinEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
}
export interface ComparedWins extends ResultForm {
  /** The group that is compared, and the reference. */
  readonly groups: readonly [string, string];
  /** Parts of pairs that the group wins, loses, and that nothing decides. */
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Wins less losses. */
  readonly netBenefit: WinEstimate;
  /** P(win) + P(tie)/2, limits from those of the win odds. `null` with its reason where all pairs go one way. */
  readonly probability: WinEstimate | null;
  /** (wins + ties/2) / (losses + ties/2); its standard error is that of its logarithm, as of the ratio. */
  readonly winOdds: WinEstimate | null;
  readonly winRatio: WinEstimate | null;
  /** Brunner and Munzel's test of a probability of a half, with its plain interval; `null` for several strata or no variance. */
  readonly brunnerMunzel: { readonly statistic: number; readonly distribution: "t"; readonly degreesOfFreedom: number; readonly pValue: number; readonly lower: number; readonly upper: number } | null;
  /** Finkelstein and Schoenfeld's test: scores of all rows, groups dealt anew. */
  readonly test: { readonly statistic: number; readonly distribution: "normal"; readonly pValue: number } | null;
  /** Why something is `null`. */
  readonly reasons: readonly string[];
  readonly strata: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Compares each row of the group with each of the reference: outcomes in the order given decide who wins, the next one where one does not.
 * Win odds, win ratio, net benefit and the probability of a win, with the variance of U-statistics (DeLong's with n - 1), on the log scale
 * for odds and ratio; strata weighted. Of one outcome in n log n; of several every pair is looked at.
 *
 * For one number the probability is Mann and Whitney's, and the test of Brunner and Munzel theirs.
 * Throws StatisticRefusal `empty`, `one-group`, `too-few` (a group of one row in a stratum that has both), `not-identified` (every pair is
 * tied), `unknown-choice`, `lengths-differ`, `nobody-left` (no stratum has both groups), and as `readRows` and `readOptions`.
 *
 * Sources: Finkelstein and Schoenfeld 1999, doi 10.1002/(SICI)1097-0258(19990615)18:11<1341::AID-SIM129>3.0.CO;2-7; Pocock et al. 2012,
 * doi 10.1093/eurheartj/ehr352; Brunner and Munzel 2000; DeLong et al. 1988, doi 10.2307/2531595; Dong et al. 2020 (all recalled).
 * R: written out in `validation/followup/small-wins.R`; to 1e-10.
 *
 * @example compareWins({ group: ["a", "a", "b", "b"], outcomes: { score: [1, 3, 2, 4] } }).wins // 0.75
 */
export function compareWins(columns: GivenColumns<typeof winColumns>, options: GivenOptions<typeof winOptions> = {}): ComparedWins {
  return runSteps(compareWinsSteps(columns, options));
}

/** The same, telling how far it is. */
export function* compareWinsSteps(columns: GivenColumns<typeof winColumns>, options: GivenOptions<typeof winOptions> = {}): Generator<{ readonly done: number }, ComparedWins> {
  const { smallerWins, margins, weights, reference, level } = readOptions(winOptions, options);
  const { columns: { group, outcomes, events, stratum }, size, missing } = readRows(winColumns, columns);
  const names = namesOfTwo(group, reference);
  const ranked = outcomes.map(({ name, values }, at): RankedOutcome => ({ values, events: events?.find((one) => one.name === name)?.values ?? null, smallerWins: smallerWins?.includes(name) ?? false, margin: margins?.[at] ?? 0 }));
  for (const [path, given] of [["smallerWins", smallerWins ?? []], ["events", (events ?? []).map(({ name }) => name)]] as const) {
    const strange = given.find((name) => !outcomes.some((one) => one.name === name));
    if (strange !== undefined) throw new StatisticRefusal("unknown-choice", path, `${JSON.stringify(strange)} is no outcome.`, `Outcomes are ${outcomes.map(({ name }) => name).join(", ")}.`);
  }
  if (margins !== null && margins.length !== outcomes.length) throw new StatisticRefusal("lengths-differ", "margins", `There are ${margins.length} margins for ${outcomes.length} outcomes.`, "Give one for each; 0 where any difference wins.");
  const cells = (stratum === null ? [null] : categoriesOf(stratum)).map((one) => {
    const rows = Int32Array.from({ length: size }, (_, row) => row).filter((row) => one === null || stratum?.[row] === one);
    return [rows.filter((row) => group[row] === names[0]), rows.filter((row) => group[row] === names[1])] as const;
  });
  const both = cells.filter(([one, other]) => one.length > 0 && other.length > 0);
  if (both.length === 0) throw new StatisticRefusal("nobody-left", "stratum", "No stratum has rows of both groups.", "Take wider strata.");
  if (both.some(([one, other]) => Math.min(one.length, other.length) < 2)) throw new StatisticRefusal("too-few", "group", `A group has one row${stratum === null ? "" : " in a stratum"}: its part has no variance.`, stratum === null ? "Give two rows of each group." : "Give two rows of each, or take wider strata.");
  const parts: StratumWins[] = [];
  for (const [one, other] of both) parts.push(yield* winsOfStratum(ranked, one, other));
  const pooled = poolStrata(parts, weights);
  if (pooled.wins + pooled.losses === 0) throw new StatisticRefusal("not-identified", "outcomes", "Every pair is tied.", "Describe the outcomes; there is nothing to compare.");
  const reasons: string[] = [];
  return resultOf({
    method: `Win statistics of all pairs${both.length > 1 ? ` within ${both.length} strata (weights ${weights})` : ""}, ${outcomes.length} outcome${outcomes.length === 1 ? "" : "s in order of importance"}; of censored times only what both were followed for decides; variances of U-statistics, ${Number((level * 100).toPrecision(6))} % intervals by the normal distribution (on the log scale for odds and ratio).`,
    groups: names,
    ...estimatesOf(pooled, level, reasons),
    brunnerMunzel: parts.length === 1 ? brunnerMunzelOf(parts[0] as StratumWins, level, reasons) : null,
    test: scoreTest(parts),
    reasons,
    strata: both.length,
    missing,
    warnings: both.length < cells.length ? [`${cells.length - both.length} strata have rows of one group only: they say nothing.`] : [],
  });
}

type Pooled = Pick<StratumWins, "wins" | "losses" | "winVariance" | "lossVariance" | "covariance">;

function poolStrata(parts: readonly StratumWins[], weights: "mantel-haenszel" | "size"): Pooled {
  const own = parts.map(({ n, m }) => (weights === "size" ? n + m : (n * m) / (n + m)));
  const whole = own.reduce((sum, one) => sum + one, 0);
  const sum = (key: keyof Pooled, power: 1 | 2): number => parts.reduce((total, part, at) => total + ((own[at] as number) / whole) ** power * part[key], 0);
  return { wins: sum("wins", 1), losses: sum("losses", 1), winVariance: sum("winVariance", 2), lossVariance: sum("lossVariance", 2), covariance: sum("covariance", 2) };
}

function estimatesOf({ wins, losses, winVariance, lossVariance, covariance }: Pooled, level: number, reasons: string[]): Pick<ComparedWins, "wins" | "losses" | "ties" | "netBenefit" | "probability" | "winOdds" | "winRatio"> {
  const reach = normalQuantile((1 - level) / 2, { tail: "upper" });
  const onLog = (log: number, standardError: number): WinEstimate => ({ estimate: Math.exp(log), standardError, lower: Math.exp(log - reach * standardError), upper: Math.exp(log + reach * standardError), level });
  const net = wins - losses;
  const spread = Math.sqrt(Math.max(0, winVariance + lossVariance - 2 * covariance));
  const chance = (1 + net) / 2;
  const inside = chance > 1e-14 && chance < 1 - 1e-14;
  if (!inside) reasons.push("All pairs go one way: the win odds are without bound, and the variance is zero.");
  if (losses === 0 || wins === 0) reasons.push(`There are no ${losses === 0 ? "losses" : "wins"}: the logarithm of the win ratio does not exist.`);
  const winOdds = inside ? onLog(Math.log(chance / (1 - chance)), spread / 2 / (chance * (1 - chance))) : null;
  const backTo = (odds: number): number => odds / (1 + odds);
  return {
    wins,
    losses,
    ties: Math.max(0, 1 - wins - losses),
    netBenefit: { estimate: net, standardError: spread, lower: Math.max(-1, net - reach * spread), upper: Math.min(1, net + reach * spread), level },
    probability: winOdds === null ? null : { estimate: chance, standardError: spread / 2, lower: backTo(winOdds.lower), upper: backTo(winOdds.upper), level },
    winOdds,
    winRatio: losses === 0 || wins === 0 ? null : onLog(Math.log(wins / losses), Math.sqrt(Math.max(0, winVariance / wins ** 2 + lossVariance / losses ** 2 - (2 * covariance) / (wins * losses)))),
  };
}

function brunnerMunzelOf({ n, m, wins, losses, parts: [one, other] }: StratumWins, level: number, reasons: string[]): ComparedWins["brunnerMunzel"] {
  const variance = (one + other) / 4;
  if (!(variance > 0)) {
    reasons.push("The test of Brunner and Munzel has no variance here.");
    return null;
  }
  const degreesOfFreedom = (one + other) ** 2 / (one ** 2 / (n - 1) + other ** 2 / (m - 1));
  const chance = (1 + wins - losses) / 2;
  const statistic = (chance - 0.5) / Math.sqrt(variance);
  const half = studentQuantile((1 - level) / 2, degreesOfFreedom, { tail: "upper" }) * Math.sqrt(variance);
  return { statistic, distribution: "t", degreesOfFreedom, pValue: Math.min(1, 2 * studentTail(Math.abs(statistic), degreesOfFreedom, { tail: "upper" })), lower: Math.max(0, chance - half), upper: Math.min(1, chance + half) };
}

function scoreTest(parts: readonly StratumWins[]): ComparedWins["test"] {
  const [sum, variance] = parts.reduce(([total, spread], { scoreSum, scoreVariance }) => [total + scoreSum, spread + scoreVariance], [0, 0]);
  if (!(variance > 0)) return null;
  const statistic = sum / Math.sqrt(variance);
  return { statistic, distribution: "normal", pValue: Math.min(1, 2 * normalTail(Math.abs(statistic), { tail: "upper" })) };
}
