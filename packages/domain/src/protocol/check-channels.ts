/** Channels of a document: unit, plausible range, bands; and the rules that count in a channel's unit. */
import { dimensionOf, isKnownUnit } from "../quantity/unit.ts";
import { entriesOf, entryOf, numberOf, textOf } from "./plain-value.ts";
import { faultAt, type DocumentPath, type UnlocatedFault } from "./protocol-fault.ts";
import type { Channel, Protocol } from "./protocol.ts";

/** What every channel measures. */
export function unitLikeOfChannel(channel: string): string {
  if (channel.endsWith("-rate")) return "/min";
  if (channel.endsWith("-pressure")) return "mm[Hg]";
  return channel === "temperature" ? "Cel" : "%";
}

/** Checks each channel on its own, and each relative or trend rule and absolute criterion against its channel's unit. */
export function checkChannels(document: unknown, base: Protocol | null): UnlocatedFault[] {
  const list = entriesOf(entryOf(document, "monitoring", "channels"));
  const defined = new Set<string>(base?.monitoring.channels.map((channel) => channel.channel) ?? []);
  for (const [, entry] of list) defined.add(textOf(entryOf(entry, "channel")) ?? "");
  return [
    ...list.flatMap(([index, entry]) => checkChannel(entry, ["monitoring", "channels", index])),
    ...checkReferences(document, defined),
    ...(["relativeRules", "trendRules"] as const).flatMap((key) =>
      entriesOf(entryOf(document, "monitoring", key)).flatMap(([index, rule]) => checkRuleUnit(rule, key === "relativeRules", ["monitoring", key, index])),
    ),
  ];
}

/** A rule, schedule or criterion on a channel that has no definition would never speak. */
function checkReferences(document: unknown, defined: ReadonlySet<string>): UnlocatedFault[] {
  const named = (key: string) => entriesOf(entryOf(document, "monitoring", key)).map(([index, rule]) => [["monitoring", key, index], rule] as const);
  const criteria = entriesOf(entryOf(document, "observation", "criteria")).map(([index, rule]) => [["observation", "criteria", index], rule] as const);
  const single = [...named("relativeRules"), ...named("trendRules"), ...criteria].map(([path, rule]) => [[...path, "channel"], entryOf(rule, "channel")] as const);
  const lists = [...named("schedule").map(([path, entry]) => [path, "channels", entry] as const), ...named("channels").map(([path, entry]) => [path, "corroboratedBy", entry] as const)];
  const many = lists.flatMap(([path, key, entry]) => entriesOf(entryOf(entry, key)).map(([index, name]) => [[...path, key, index], name] as const));
  return [...single, ...many].flatMap(([path, name]) =>
    typeof name === "string" && !defined.has(name)
      ? [faultAt(path, "protocol-reference-undefined", { what: "the channel", id: name, allowed: [...defined].join(", ") || "none", suggestion: "" })]
      : [],
  );
}

function checkChannel(entry: unknown, path: DocumentPath): UnlocatedFault[] {
  const channel = textOf(entryOf(entry, "channel")) as Channel | null;
  const unit = textOf(entryOf(entry, "unit"));
  const like = unitLikeOfChannel(channel ?? "");
  const unitFault =
    channel !== null && unit !== null && isKnownUnit(unit) && dimensionOf(unit) !== dimensionOf(like)
      ? [faultAt([...path, "unit"], "protocol-unit-dimension", { unit, found: dimensionOf(unit), wanted: dimensionOf(like), example: like })]
      : [];
  const low = numberOf(entryOf(entry, "plausible", "low"));
  const high = numberOf(entryOf(entry, "plausible", "high"));
  if (low === null || high === null) return unitFault;
  if (low >= high) return [...unitFault, faultAt([...path, "plausible"], "protocol-range-reversed", { low, high })];
  return [...unitFault, ...checkBands(entryOf(entry, "bands"), { low, high, unit: unit ?? "" }, [...path, "bands"])];
}

interface Band {
  readonly from: number;
  readonly to: number;
  readonly path: DocumentPath;
}

/** Bands, in any order, must cover the plausible range exactly once. */
function checkBands(value: unknown, plausible: { readonly low: number; readonly high: number; readonly unit: string }, path: DocumentPath): UnlocatedFault[] {
  const { low, high, unit } = plausible;
  const entries = entriesOf(value);
  const bands = entries.flatMap(([index, entry]): Band[] => {
    const [from, to] = [numberOf(entryOf(entry, "from")), numberOf(entryOf(entry, "to"))];
    return from === null || to === null ? [] : [{ from, to, path: [...path, index] }];
  });
  const reversed = bands.filter((band) => band.from >= band.to).map((band) => faultAt(band.path, "protocol-range-reversed", { low: band.from, high: band.to }));
  // With an unreadable or reversed band nothing sure can be said about holes.
  if (reversed.length > 0 || bands.length < entries.length) return reversed;
  const outside = bands.filter((band) => band.from < low || band.to > high).map((band) => faultAt(band.path, "protocol-bands-outside", { from: band.from, to: band.to, unit, low, high }));
  const sorted = bands.toSorted((a, b) => a.from - b.from);
  const faults: UnlocatedFault[] = [];
  let reached = low;
  for (const band of sorted) {
    if (band.from > reached) faults.push(faultAt(band.path, "protocol-bands-hole", { from: reached, to: band.from, unit, low, high }));
    if (band.from < reached && band.from >= low) faults.push(faultAt(band.path, "protocol-bands-overlap", { from: band.from, to: Math.min(reached, band.to), unit }));
    reached = Math.max(reached, band.to);
  }
  if (reached < high) faults.push(faultAt(sorted.at(-1)?.path ?? path, "protocol-bands-hole", { from: reached, to: high, unit, low, high }));
  return [...outside, ...faults];
}

function checkRuleUnit(rule: unknown, mayBeShare: boolean, path: DocumentPath): UnlocatedFault[] {
  const channel = textOf(entryOf(rule, "channel"));
  const unit = textOf(entryOf(rule, "change", "unit"));
  if (channel === null || unit === null || !isKnownUnit(unit)) return [];
  const like = unitLikeOfChannel(channel);
  if (dimensionOf(unit) === dimensionOf(like) || (mayBeShare && unit === "%")) return [];
  const example = mayBeShare ? `${like} or %` : like;
  return [faultAt([...path, "change", "unit"], "protocol-unit-dimension", { unit, found: dimensionOf(unit), wanted: dimensionOf(like), example })];
}
