/** What page and worker say to each other. */
import type { OperatingCharacteristics } from "@stroma/stats";

export interface TrialQuestion {
  readonly id: number;
  readonly doses: number;
  readonly target: number;
  readonly cohortSize: number;
  readonly cohorts: number;
  readonly truth: readonly number[];
}

export type ToWorker = { readonly kind: "ask"; readonly question: TrialQuestion } | { readonly kind: "stop" };

export interface TrialAnswer {
  readonly kind: "answer";
  readonly id: number;
  readonly boin: OperatingCharacteristics;
  readonly rule: OperatingCharacteristics;
  /** The rates at which BOIN goes up and down. */
  readonly escalate: number;
  readonly deescalate: number;
  /** The decision table as a picture. */
  readonly table: string;
  /** Time in the worker. */
  readonly milliseconds: number;
}

export type FromWorker =
  | TrialAnswer
  | { readonly kind: "progress"; readonly id: number; readonly part: number; readonly words: string }
  | { readonly kind: "stopped"; readonly id: number }
  | { readonly kind: "refused"; readonly id: number; readonly message: string };
