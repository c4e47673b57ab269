/** Is one rule less strict than another? Each function answers in words what is less strict, or `null`. */
import { convert, sameDimension } from "../quantity/unit.ts";
import type { Quantity } from "../quantity/quantity.ts";
import type { BandSeverity, ChannelDefinition, ChecklistItem, DischargeCriterion, RelativeRule, ReleaseTest, TrendRule } from "./protocol.ts";

const rank: Readonly<Record<BandSeverity, number>> = { none: 0, warning: 1, critical: 2 };

/** Negative, zero or positive like a difference; equal within rounding; `null` for units that cannot be compared. */
export function compareSizes(own: Quantity, base: Quantity): number | null {
  if (!sameDimension(own.unit, base.unit)) return null;
  const other = convert(base, own.unit).value;
  const difference = own.value - other;
  return Math.abs(difference) <= 1e-9 * Math.max(Math.abs(own.value), Math.abs(other)) ? 0 : difference;
}

/** Larger, or not comparable. */
function isLarger(own: Quantity, base: Quantity): boolean {
  return (compareSizes(own, base) ?? 1) > 0;
}

function isSmaller(own: Quantity, base: Quantity): boolean {
  return (compareSizes(own, base) ?? -1) < 0;
}

export interface LooserBand {
  readonly at: number;
  readonly before: BandSeverity | "implausible";
  readonly after: BandSeverity | "implausible";
}

/** The first stretch, in the ruleset's unit, where the own bands raise less than the ruleset's; a value that becomes implausible loses its alarm. */
export function findLooserBand(own: ChannelDefinition, base: ChannelDefinition): LooserBand | null {
  const inBaseUnit = (value: number): number => convert({ value, unit: own.unit }, base.unit).value;
  const ownBands = own.bands.map((band) => ({ from: inBaseUnit(band.from), to: inBaseUnit(band.to), severity: band.severity }));
  const edges = [...ownBands, ...base.bands].flatMap((band) => [band.from, band.to]).toSorted((a, b) => a - b);
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    if (to === undefined || to - from <= 1e-9 * Math.max(1, Math.abs(to))) continue;
    const middle = (from + to) / 2;
    const before = base.bands.find((band) => band.from <= middle && middle < band.to)?.severity ?? "implausible";
    const after = ownBands.find((band) => band.from <= middle && middle < band.to)?.severity ?? "implausible";
    if (isLooserSeverity(after, before)) return { at: from, before, after };
  }
  return null;
}

function isLooserSeverity(after: LooserBand["after"], before: LooserBand["before"]): boolean {
  if (before === "implausible") return after === "none";
  if (after === "implausible") return before !== "none";
  return rank[after] < rank[before];
}

export function describeLooserChannel(own: ChannelDefinition, base: ChannelDefinition): string | null {
  if (base.zeroMeansLost && !own.zeroMeansLost) return "zero no longer means a lost signal";
  if (base.inBaseline && !own.inBaseline) return "the baseline no longer needs it";
  if (own.corroboratedBy.some((channel) => !base.corroboratedBy.includes(channel))) return "more channels may clear a lost signal";
  return isLarger(own.staleAfter, base.staleAfter) ? "a value becomes stale later" : null;
}

export function describeLooserItem(own: ChecklistItem, base: ChecklistItem): string | null {
  if (!base.required) return null;
  if (!own.required) return "it is optional";
  if (own.kind !== base.kind || own.scans !== base.scans) return "another kind of answer is asked";
  if (own.overrideBy.some((role) => !base.overrideBy.includes(role))) return "more roles may override it";
  if (own.unit !== base.unit || isWider(own.range ?? {}, base.range ?? {})) return "more values are accepted";
  const refused = new Set((base.options ?? []).filter((option) => !option.acceptable).map((option) => option.code));
  return (own.options ?? []).some((option) => option.acceptable && refused.has(option.code)) ? "an answer is accepted that the ruleset does not accept" : null;
}

interface Range {
  readonly low?: number;
  readonly high?: number;
}

function isWider(own: Range, base: Range): boolean {
  return (own.low ?? -Infinity) < (base.low ?? -Infinity) || (own.high ?? Infinity) > (base.high ?? Infinity);
}

export function describeLooserRelease(own: ReleaseTest, base: ReleaseTest): string | null {
  if (base.required && !own.required) return "it is optional";
  if (own.interim !== undefined && base.interim === undefined) return "a lot may be released before the result is known";
  if (own.kind !== base.kind || own.expected !== base.expected) return "another result passes";
  if (base.limit === undefined || base.comparator === undefined) return null;
  if (own.limit === undefined || own.comparator === undefined || own.comparator.charAt(0) !== base.comparator.charAt(0)) return "the comparison is another";
  const difference = compareSizes(own.limit, base.limit);
  if (difference === null) return "the limit has another kind of unit";
  if (difference === 0) return own.comparator.length > base.comparator.length ? "a result equal to the limit passes" : null;
  return difference < 0 === (base.comparator.charAt(0) === ">") ? "the limit is less strict" : null;
}

function describeLooserAlarm(own: RelativeRule | TrendRule, base: RelativeRule | TrendRule): string | null {
  if (own.channel !== base.channel) return "it watches another channel";
  if (own.direction !== "either" && own.direction !== base.direction) return "it watches another direction";
  if (rank[own.severity] < rank[base.severity]) return "its alarm is less severe";
  return (own.change.unit === "%") !== (base.change.unit === "%") || isLarger(own.change, base.change) ? "it needs a larger change" : null;
}

export function describeLooserRelative(own: RelativeRule, base: RelativeRule): string | null {
  return describeLooserAlarm(own, base);
}

export function describeLooserTrend(own: TrendRule, base: TrendRule): string | null {
  return describeLooserAlarm(own, base) ?? (isSmaller(own.within, base.within) ? "it looks at a shorter time" : null);
}

export function describeLooserCriterion(own: DischargeCriterion, base: DischargeCriterion): string | null {
  if (own.kind === "item" && base.kind === "item") return own.item === base.item ? null : "another item is asked";
  if (own.kind === "relative" && base.kind === "relative") {
    if (own.channel !== base.channel) return "it looks at another channel";
    return isLarger(own.tolerance, base.tolerance) ? "it accepts a larger difference" : null;
  }
  if (own.kind === "absolute" && base.kind === "absolute") {
    if (own.channel !== base.channel) return "it looks at another channel";
    if (base.onRoomAirOnly === true && own.onRoomAirOnly !== true) return "oxygen is allowed";
    return isWider(own, base) ? "it accepts more values" : null;
  }
  return "it is of another kind";
}
