/** Grades that the machine proposes and a clinician confirms. */
import type { Reason } from "../decision/decision.ts";
import { reason } from "../decision/reason.ts";
import type { InfusionEventOf, Instant } from "../infusion/infusion-event.ts";
import type { InfusionState } from "../infusion/infusion-state.ts";
import { stateAt } from "../infusion/state-at.ts";
import type { Protocol } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { deriveBaseline } from "../vital-sign/derive-baseline.ts";
import { latestPlausible, monitoringContext } from "../vital-sign/monitoring-context.ts";
import { beyondTheMachine, ctcaeEdition, ctcaeRules } from "./ctcae-rules.ts";
import type { MachineTerm } from "./ctcae-rules.ts";
import { gradeCtcae } from "./grade-ctcae.ts";
import { deriveGradeEpisodes, isWorse } from "./grade-episodes.ts";
import type { GradeEpisode } from "./grade-episodes.ts";

export interface GradeProposal {
  /** `ctcae-v5:term:onset:grade`: a worse grade is a new proposal. */
  readonly proposalKey: string;
  readonly term: MachineTerm;
  readonly grade: number;
  readonly edition: string;
  readonly onset: Instant;
  /** The worst value, and when it was measured. */
  readonly worst: Quantity;
  readonly worstAt: Instant;
  readonly eventIds: readonly string[];
  /** 0: the baseline value has no grade; `null`: there is no baseline value. */
  readonly baselineGrade: number | null;
  readonly standing: "proposed" | "confirmed" | "rejected";
  readonly judgedBy: InfusionEventOf<"grade-confirmed"> | null;
  readonly reasons: readonly Reason[];
}

const rule = { id: "ctcae-proposal", edition: ctcaeEdition };
const terms: readonly MachineTerm[] = ["Fever", "Hypoxia"];

/**
 * Proposes CTCAE grades from plausible values since the start: Fever from temperatures, Hypoxia from saturation and arterial PaO2.
 *
 * - An abnormal baseline is no event unless it worsens: the grade must lie above the grade of the baseline value. Without a
 *   baseline value the grade is proposed, and says so.
 * - Episodes of one term are one proposal, with its worst grade, until a clinician has judged it; an episode that begins after
 *   the judgement is a new one. A rejected grade is not proposed again in the same episode, a worse one is.
 * - No proposal does not mean no event: see {@link listUngraded}.
 *
 * @example proposeGrades(state, protocol, now)[0]?.proposalKey // "ctcae-v5:Fever:2026-03-04T10:05:00.000Z:2"
 */
export function proposeGrades(state: InfusionState, protocol: Protocol, now: Instant): GradeProposal[] {
  const known = stateAt(state, now);
  const baseline = deriveBaseline(known, protocol, now);
  return terms.flatMap((term) => {
    const channel = ctcaeRules.find((one) => one.term === term)?.channel;
    const value = channel === undefined ? undefined : baseline.values.get(channel)?.value;
    const baselineGrade = value === undefined ? null : (gradeCtcae(term, value, 0)?.grade ?? 0);
    const worsened = deriveGradeEpisodes(known, protocol, term, now).filter((episode) => episode.grade > (baselineGrade ?? 0));
    return merge(term, worsened, known).map((episode) => propose(term, episode, baselineGrade, known));
  });
}

function keyOf(term: MachineTerm, onset: Instant, grade: number): string {
  return `ctcae-v5:${term}:${onset}:${grade}`;
}

function merge(term: MachineTerm, episodes: readonly GradeEpisode[], state: InfusionState): GradeEpisode[] {
  const merged: GradeEpisode[] = [];
  for (const episode of episodes) {
    const last = merged.at(-1);
    const start = last === undefined ? "" : `ctcae-v5:${term}:${last.onset}:`;
    const judged = last !== undefined && state.grades.some((event) => event.data.proposalKey.startsWith(start) && event.clinicalTime < episode.onset);
    if (last === undefined || judged) merged.push(episode);
    else merged[merged.length - 1] = { ...(isWorse(episode, last, term) ? episode : last), onset: last.onset, eventIds: [...last.eventIds, ...episode.eventIds] };
  }
  return merged;
}

function propose(term: MachineTerm, episode: GradeEpisode, baselineGrade: number | null, state: InfusionState): GradeProposal {
  const proposalKey = keyOf(term, episode.onset, episode.grade);
  const judgedBy = state.grades.findLast((event) => event.data.proposalKey === proposalKey) ?? null;
  const reasons = [reason("grade-proposed", `adverse-event.${term}`, rule, { term, grade: episode.grade, value: episode.worst.value, unit: episode.worst.unit, wording: episode.text }, episode.source)];
  if (baselineGrade === null) reasons.push(reason("grade-baseline-unknown", `adverse-event.${term}`, rule, { term }));
  const { grade, onset, worst, worstAt, eventIds } = episode;
  return { proposalKey, term, grade, edition: ctcaeEdition, onset, worst, worstAt, eventIds, baselineGrade, standing: judgedBy === null ? "proposed" : judgedBy.data.verdict, judgedBy, reasons };
}

/** What the machine cannot grade at `now`, and why; shown beside the proposals, so that their absence does not read as health. */
export function listUngraded(state: InfusionState, protocol: Protocol, now: Instant): Reason[] {
  const known = stateAt(state, now);
  const { startedAt } = monitoringContext(known, protocol, now);
  if (startedAt === null) return terms.map((term) => reason("grade-not-started", `adverse-event.${term}`, rule, { term }));
  const reasons = beyondTheMachine.map((one) => reason("grade-below-machine", `adverse-event.${one.term}`, rule, { term: one.term, grade: one.below, because: one.because }));
  for (const term of terms) {
    const channel = ctcaeRules.find((one) => one.term === term)?.channel ?? null;
    if (!hasValueSince(known, protocol, channel, startedAt, now)) reasons.push(reason("grade-channel-unmeasured", `adverse-event.${term}`, rule, { term, channel }));
  }
  return reasons;
}

function hasValueSince(state: InfusionState, protocol: Protocol, channel: string | null, startedAt: Instant, now: Instant): boolean {
  const definition = protocol.monitoring.channels.find((one) => one.channel === channel);
  const latest = definition === undefined ? null : latestPlausible(state, definition, now);
  return latest !== null && latest.sample.at > startedAt;
}
