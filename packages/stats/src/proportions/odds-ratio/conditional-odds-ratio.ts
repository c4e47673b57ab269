/** The odds ratio of a 2 × 2 table given its margins: conditional maximum likelihood, and exact limits. */
import { fisherHypergeometricMoments, fisherHypergeometricProbability, fisherHypergeometricTail } from "../../distributions/fisher-hypergeometric.ts";
import { logHypergeometricProbability } from "../../distributions/hypergeometric.ts";
import { findMonotoneRoot } from "../../optimisation/find-monotone-root.ts";
import { firstCrossing } from "../first-crossing.ts";
import type { Limits } from "../limits.ts";
import type { TwoByTwo } from "../two-groups/constrained-fit.ts";

export interface ConditionalTable {
  readonly marked: number;
  readonly unmarked: number;
  readonly drawn: number;
  readonly seen: number;
  /** The least and the most events that the treated can have, given the margins. */
  readonly low: number;
  readonly high: number;
}
export function conditionalTable({ treatedEvents, treatedTotal, controlEvents, controlTotal }: TwoByTwo): ConditionalTable {
  const drawn = treatedEvents + controlEvents;
  return { marked: treatedTotal, unmarked: controlTotal, drawn, seen: treatedEvents, low: Math.max(0, drawn - controlTotal), high: Math.min(treatedTotal, drawn) };
}

const widest = 690;

/** The odds ratio under which the events seen are expected; 0 or infinity at an end; `null` where the margins allow one table only. R: `fisher.test` to its tolerance. */
export function conditionalEstimate(table: ConditionalTable): number | null {
  const { low, high, seen } = table;
  if (low === high) return null;
  if (seen === low) return 0;
  if (seen === high) return Number.POSITIVE_INFINITY;
  return rootOf(table, (oddsRatio) => fisherHypergeometricMoments({ ...table, oddsRatio }).mean - seen, "rising");
}

/** Each tail, the events seen included (`whole`) or with half their probability (`half`), is `tail`: Cornfield's exact limits, as in R's `fisher.test`, or mid-P. */
export function centralOddsRatioLimits(table: ConditionalTable, tail: number, own: "whole" | "half"): Limits {
  const { low, high, seen } = table;
  const share = own === "whole" ? 0 : 0.5;
  const beyond = (oddsRatio: number, side: "lower" | "upper"): number => fisherHypergeometricTail(side === "upper" ? seen - 1 : seen, { ...table, oddsRatio }, { tail: side }) - share * (share === 0 ? 0 : fisherHypergeometricProbability(seen, { ...table, oddsRatio }));
  return {
    lower: seen === low ? 0 : rootOf(table, (oddsRatio) => Math.log(beyond(oddsRatio, "upper")) - Math.log(tail), "rising"),
    upper: seen === high ? Number.POSITIVE_INFINITY : rootOf(table, (oddsRatio) => Math.log(beyond(oddsRatio, "lower")) - Math.log(tail), "falling"),
  };
}

/** The root in the odds ratio, sought on the log scale from the sample's own; to machine precision of the logarithm. */
function rootOf({ marked, unmarked, drawn, seen }: ConditionalTable, f: (oddsRatio: number) => number, direction: "rising" | "falling"): number {
  const start = Math.log(((seen + 0.5) * (unmarked - drawn + seen + 0.5)) / ((marked - seen + 0.5) * (drawn - seen + 0.5)));
  const root = findMonotoneRoot((log) => Math.max(-1e300, Math.min(1e300, f(Math.exp(log)))), { direction, start, step: 0.25, lowest: -widest, highest: widest });
  return Math.exp(root.found ? root.root : root.at);
}

/**
 * Limits of Baptista and Pike: the outermost odds ratios under which all outcomes no likelier than the one seen (that one
 * whole, or half) have at least the probability `error`. Never found by steps: the outcomes of the other tail join at odds ratios
 * that have a closed form, and between them the p-value crosses once.
 * Source: Baptista and Pike 1977, doi 10.2307/2347035 (recalled). R: `exact2x2::exact2x2(tsmethod = "minlike")`.
 */
export function baptistaPikeLimits(table: ConditionalTable, error: number, own: "whole" | "half"): Limits {
  const mirrored: ConditionalTable = { ...table, marked: table.unmarked, unmarked: table.marked, seen: table.drawn - table.seen, low: table.drawn - table.high, high: table.drawn - table.low };
  return { lower: baptistaPikeLower(table, error, own), upper: 1 / baptistaPikeLower(mirrored, error, own) };
}

function baptistaPikeLower(table: ConditionalTable, error: number, own: "whole" | "half"): number {
  const { marked, unmarked, drawn, seen, low } = table;
  if (seen === low) return 0;
  const weight = (k: number): number => logHypergeometricProbability(k, marked, unmarked, drawn);
  /** Log odds ratio at which k is as likely as what was seen; above it, k is less likely. */
  const meets = (k: number): number => (weight(k) - weight(seen)) / (seen - k);
  const tableAt = (log: number) => ({ marked, unmarked, drawn, oddsRatio: Math.exp(log) });
  const ownTail = (log: number): number => {
    const half = own === "half" ? fisherHypergeometricProbability(seen, tableAt(log)) / 2 : 0;
    return fisherHypergeometricTail(seen - 1, tableAt(log), { tail: "upper" }) - half;
  };
  const other = (log: number, members: number): number => (members === 0 ? 0 : fisherHypergeometricTail(low + members - 1, tableAt(log)));
  const membersAt = (log: number): number => {
    let [from, to] = [0, seen - low];
    while (from < to) {
      const middle = Math.ceil((from + to) / 2);
      if (meets(low + middle - 1) <= log) from = middle;
      else to = middle - 1;
    }
    return from;
  };
  // No outcome of the other tail is likelier than the one seen, so that all together are below the error before this place.
  const from = Math.log(centralOddsRatioLimits(table, error / (seen - low + 1), "whole").lower);
  const log = firstCrossing({ from, to: widest, membersAt, own: ownTail, other, nextJump: (members) => (members >= seen - low ? null : meets(low + members)) }, error);
  return Math.exp(log);
}
