import { compareSizes, findLooserBand } from "./compare-strictness.ts";
import { limitDefinitions } from "./limit-definitions.ts";
import { isList, isMapping, type Mapping } from "./plain-value.ts";
import { limitIds, type ChannelDefinition, type Protocol } from "./protocol.ts";

/** One place where two resolved protocols differ. */
export interface ProtocolDifference {
  /** Names, not positions, for example `limits.infusion-rate-maximum` or `pathways.embolism.steps.stop.text`. */
  readonly path: string;
  /** `null`: not there. */
  readonly before: unknown;
  readonly after: unknown;
  /** For limits and for the bands of a channel, whose direction is known. */
  readonly effect: "tightened" | "loosened" | "changed";
}

/**
 * What changed from the one version to the other, in the order of the document.
 *
 * A limit and a channel's bands are compared as a whole and say whether they were tightened or loosened; everything else
 * is compared value by value and says `changed`. A limit that vanishes is loosened, one that appears is tightened.
 *
 * @example diffProtocols(v1, v2) // [{ path: "limits.infusion-rate-maximum", before: { value: 5, … }, after: { value: 4, … }, effect: "tightened" }]
 */
export function diffProtocols(before: Protocol, after: Protocol): readonly ProtocolDifference[] {
  return compare(before, after, []).map((difference) => ({ ...difference, effect: effectOf(difference, before, after) }));
}

type Difference = Omit<ProtocolDifference, "effect">;

function compare(before: unknown, after: unknown, path: readonly string[]): readonly Difference[] {
  if (isSame(before, after)) return [];
  const whole = [{ path: path.join("."), before: before ?? null, after: after ?? null }];
  if (isWhole(path)) return whole;
  const [inside, other] = [inner(before), inner(after)];
  if (inside === null || other === null) return whole;
  const keys = [...new Set([...Object.keys(inside), ...Object.keys(other)])];
  const differences = keys.flatMap((key) => compare(inside[key], other[key], [...path, key]));
  // Equal entries in another order: the order is what changed.
  return differences.length > 0 ? differences : whole;
}

/** Parts that only make sense together. */
function isWhole(path: readonly string[]): boolean {
  const [first, second] = path;
  if (first === "limits" && path.length === 2) return true;
  return first === "monitoring" && (second === "overdueAfter" || (path.length === 4 && path[3] === "bands"));
}

/** Entries by name: keys of a mapping, ids of a list; `null` for a list of plain values and for a single value. */
function inner(value: unknown): Mapping | null {
  if (isMapping(value)) return value;
  if (!isList(value)) return null;
  const named = value.map((entry, index) => [nameOf(entry, index), entry] as const);
  return value.every(isMapping) && new Set(named.map(([name]) => name)).size === value.length ? Object.fromEntries(named) : null;
}

function nameOf(entry: unknown, index: number): string {
  if (!isMapping(entry)) return String(index + 1);
  const name = entry["id"] ?? entry["channel"] ?? entry["code"] ?? entry["level"];
  return typeof name === "string" || typeof name === "number" ? String(name) : String(index + 1);
}

function isSame(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (isList(before) && isList(after)) return before.length === after.length && before.every((entry, index) => isSame(entry, after[index]));
  if (!isMapping(before) || !isMapping(after)) return false;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].every((key) => isSame(before[key], after[key]));
}

function effectOf({ path }: Difference, before: Protocol, after: Protocol): ProtocolDifference["effect"] {
  const limit = limitIds.find((id) => path === `limits.${id}`);
  if (limit !== undefined) return limitEffect(before.limits[limit], after.limits[limit], limitDefinitions[limit].direction);
  if (path === "monitoring.overdueAfter") return limitEffect(before.monitoring.overdueAfter, after.monitoring.overdueAfter, "maximum");
  const channelName = /^monitoring\.channels\.([a-z-]+)\.bands$/.exec(path)?.[1];
  const [old, fresh] = [before, after].map((protocol) => protocol.monitoring.channels.find((channel) => channel.channel === channelName));
  return old === undefined || fresh === undefined ? "changed" : bandEffect(old, fresh);
}

type Size = { readonly value: number; readonly unit: string };

function limitEffect(before: Size | undefined, after: Size | undefined, direction: "maximum" | "minimum"): ProtocolDifference["effect"] {
  if (before === undefined) return "tightened";
  if (after === undefined) return "loosened";
  const difference = compareSizes(after, before);
  if (difference === null || difference === 0) return "changed";
  return difference < 0 === (direction === "maximum") ? "tightened" : "loosened";
}

/** Stricter in one place and looser in another counts as loosened. */
function bandEffect(before: ChannelDefinition, after: ChannelDefinition): ProtocolDifference["effect"] {
  if (findLooserBand(after, before) !== null) return "loosened";
  return findLooserBand(before, after) === null ? "changed" : "tightened";
}
