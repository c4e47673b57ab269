/** A trial that counts events and responses: where it stands. */
import { requireWhole } from "../core/design-refusal.ts";

export interface EfficacyCounts {
  /** Participants whose event and response are known. */
  readonly n: number;
  /** Of them with the event that limits the dose. */
  readonly events: number;
  /** Of them with a response. */
  readonly responses: number;
  /** Of them with both. Matters only where the utility of both is no sum of two parts; see `Boin12Utility`. */
  readonly both: number;
}

export interface EfficacyState {
  /** By dose level; index 0 is dose level 1. */
  readonly levels: readonly EfficacyCounts[];
  readonly closed: readonly boolean[];
  /** The current dose level, from 1. */
  readonly dose: number;
}

/** Before the first participant. Throws DesignRefusal for no doses, or a start outside of them. */
export function startEfficacyTrial(doses: number, dose = 1): EfficacyState {
  requireWhole("doses", doses, 1, 50);
  requireWhole("start", dose, 1, doses);
  const levels = Array.from({ length: doses }, () => ({ n: 0, events: 0, responses: 0, both: 0 }));
  return { levels, closed: levels.map(() => false), dose };
}

/** Refuses counts that cannot be: more events than participants, or fewer with both than there must be. */
export function requireCounts(counts: EfficacyCounts, path: string): void {
  const { n, events, responses } = counts;
  requireWhole(`${path}.n`, n, 0, 100_000);
  requireWhole(`${path}.events`, events, 0, n);
  requireWhole(`${path}.responses`, responses, 0, n);
  requireWhole(`${path}.both`, counts.both, Math.max(0, events + responses - n), Math.min(events, responses));
}
