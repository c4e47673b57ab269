/** What is known of one participant. */

export type OutcomeKind =
  /** Had the dose-limiting event. */
  | "event"
  /** Followed to the end of the window without it. */
  | "none"
  /** Treated, and still being followed without it. */
  | "pending"
  /** Treated, but the window cannot be judged (left before its end without an event): to be replaced. */
  | "not-evaluable";

export interface ParticipantOutcome {
  readonly dose: number;
  readonly kind: OutcomeKind;
  /** Part of the window that is over, from 0 to 1; 1 for `event` and `none`. */
  readonly followed: number;
  /** Of an event: the part of the window that was over when it came; left out where it was not said. */
  readonly eventAt?: number;
  /** Treated beside the escalating cohorts, while one of them was followed. */
  readonly backfill?: boolean;
  /** Had a response; for designs that ask for activity. */
  readonly response?: boolean;
  /** Number of the cohort, from 1, where it was said; `null`: cohorts are counted off as the design plans them. */
  readonly cohort: number | null;
}

/** As a caller records it. */
export interface ParticipantRecord {
  readonly dose: number;
  /** Dose-limiting event: seen, not seen (so far), or not known. */
  readonly dlt?: boolean | null;
  /** `false`: treated, but cannot be judged. `true` where left out. */
  readonly evaluable?: boolean;
  /** Part of the window that is over, from 0 to 1. 1 where left out, or 0 for one who is pending. */
  readonly followed?: number;
  /** With the event: the part of the window that was over when it came, from 0 to 1. Designs that work with fractions need it. */
  readonly eventAt?: number;
  /** Treated beside the escalating cohorts; `false` where left out. Listed after the cohort that was being followed. */
  readonly backfill?: boolean;
  /** Had a response so far; `false` where left out. */
  readonly response?: boolean;
  /** Still being followed. Where left out: followed to less than 1, without event, and evaluable. */
  readonly pending?: boolean;
  /** Number of the cohort, from 1; for all participants or for none. */
  readonly cohort?: number;
}
