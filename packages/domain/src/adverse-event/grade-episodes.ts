/** Unbroken stretches of gradable values. */
import type { Instant } from "../infusion/infusion-event.ts";
import type { InfusionState } from "../infusion/infusion-state.ts";
import { millisecondsOf } from "../infusion/instant.ts";
import type { Protocol } from "../protocol/protocol.ts";
import type { Source } from "../protocol/source.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { compareQuantities, sameDimension, valueIn } from "../quantity/unit.ts";
import { plausibleValue } from "../vital-sign/assess-sample.ts";
import { monitoringContext, samplesOf } from "../vital-sign/monitoring-context.ts";
import { countUpTo } from "../vital-sign/sample-search.ts";
import { ctcaeRules, hypoxiaByBloodGas } from "./ctcae-rules.ts";
import type { MachineTerm } from "./ctcae-rules.ts";
import { gradeCtcae, holdsForValue } from "./grade-ctcae.ts";

export interface GradeEpisode {
  readonly onset: Instant;
  readonly grade: number;
  readonly worst: Quantity;
  readonly worstAt: Instant;
  readonly text: string;
  readonly source: Source;
  /** The first and the worst measurement's events. */
  readonly eventIds: readonly string[];
}

/**
 * Episodes of a term after the first start up to `now`, in the order of onset. An episode ends with a plausible value that has no
 * grade; implausible and missing values end nothing. Each arterial PaO2 at or below the limit is an episode of Hypoxia of its own.
 */
export function deriveGradeEpisodes(state: InfusionState, protocol: Protocol, term: MachineTerm, now: Instant): GradeEpisode[] {
  const { startedAt } = monitoringContext(state, protocol, now);
  if (startedAt === null) return [];
  const episodes = fromSamples(state, protocol, term, startedAt, now);
  if (term === "Hypoxia") episodes.push(...fromBloodGas(state, startedAt, now));
  return episodes.toSorted((a, b) => (a.onset < b.onset ? -1 : Number(a.onset > b.onset)));
}

function fromSamples(state: InfusionState, protocol: Protocol, term: MachineTerm, startedAt: Instant, now: Instant): GradeEpisode[] {
  const rules = ctcaeRules.filter((rule) => rule.term === term);
  const definition = protocol.monitoring.channels.find((one) => one.channel === rules[0]?.channel);
  const unit = rules[0]?.unit;
  if (definition === undefined || unit === undefined || !sameDimension(definition.unit, unit)) return [];
  const samples = samplesOf(state, definition.channel);
  const episodes: GradeEpisode[] = [];
  let current: GradeEpisode | null = null;
  /** Since when the case with a duration holds. */
  let lastingSince: Instant | null = null;
  const lasting = rules.find((rule) => rule.longerThan !== undefined);
  for (let index = countUpTo(samples, startedAt); index < samples.length; index++) {
    const sample = samples[index];
    if (sample === undefined || sample.at > now) break;
    const plausible = plausibleValue(sample, definition);
    if (plausible === null) continue;
    const value = valueIn({ value: plausible, unit: definition.unit }, unit);
    lastingSince = lasting !== undefined && holdsForValue(lasting, value) ? (lastingSince ?? sample.at) : null;
    const lasted = lastingSince === null ? 0 : millisecondsOf(sample.at) - millisecondsOf(lastingSince);
    const rule = gradeCtcae(term, value, lasted);
    if (rule !== null) {
      current = extend(current, { onset: sample.at, grade: rule.grade, worst: { value, unit }, worstAt: sample.at, text: rule.text, source: rule.source, eventIds: [sample.eventId] }, term);
    } else if (current !== null) {
      episodes.push(current);
      current = null;
    }
  }
  if (current !== null) episodes.push(current);
  return episodes;
}

function extend(episode: GradeEpisode | null, next: GradeEpisode, term: MachineTerm): GradeEpisode {
  if (episode === null) return next;
  if (!isWorse(next, episode, term)) return episode;
  const eventIds = next.grade > episode.grade ? [...episode.eventIds, ...next.eventIds] : episode.eventIds;
  return { ...next, onset: episode.onset, eventIds };
}

/** A higher grade, or within one grade a value further from health; values of different kinds (SpO2, PaO2) are not compared. */
export function isWorse(one: GradeEpisode, other: GradeEpisode, term: MachineTerm): boolean {
  if (one.grade !== other.grade) return one.grade > other.grade;
  if (one.worst.unit !== other.worst.unit) return false;
  return term === "Fever" ? one.worst.value > other.worst.value : one.worst.value < other.worst.value;
}

function fromBloodGas(state: InfusionState, startedAt: Instant, now: Instant): GradeEpisode[] {
  const { analytes, upTo, grade, text, source } = hypoxiaByBloodGas;
  return state.laboratory
    .filter((event) => event.clinicalTime > startedAt && event.clinicalTime <= now && event.data.sample === "arterial")
    .filter((event) => analytes.some((name) => name === event.data.analyte) && sameDimension(event.data.quantity.unit, upTo.unit) && compareQuantities(event.data.quantity, upTo) <= 0)
    .map((event) => ({ onset: event.clinicalTime, grade, worst: event.data.quantity, worstAt: event.clinicalTime, text, source, eventIds: [event.id] }));
}
