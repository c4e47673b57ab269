/** What page and workers say to each other. */
import type { ConductResult, EventCountAssessment, OperatingCharacteristics } from "@stroma/stats";

/** What makes a design. */
export interface TrialDesign {
  readonly doses: number;
  readonly target: number;
  readonly cohortSize: number;
  readonly cohorts: number;
}
export interface TrialQuestion extends TrialDesign {
  readonly id: number;
  readonly truth: readonly number[];
}
export type DesignName = "boin" | "rule";

/** What is drawn once the figures are on the screen. */
export interface PicturesRequest {
  readonly topic: "pictures";
  readonly id: number;
  readonly question: TrialQuestion;
  readonly boin: OperatingCharacteristics;
  readonly rule: OperatingCharacteristics;
  readonly paths: { readonly design: DesignName; readonly depth: number };
}
/** Given these participants: what next, and why? */
export interface ConductRequest {
  readonly topic: "conduct";
  readonly id: number;
  readonly trial: TrialDesign;
  readonly design: DesignName;
  readonly outcomes: string;
  readonly event: string;
}
export interface ZeroEventsRequest {
  readonly topic: "zero-events";
  readonly id: number;
  readonly n: number;
  readonly events: number;
  readonly rate: number;
  readonly event: string;
}
export type FamilyName = "pocock" | "obrien-fleming" | "posterior" | "maximised-sprt";
export interface BoundaryRequest {
  readonly topic: "boundary";
  readonly id: number;
  readonly family: FamilyName;
  readonly lastN: number;
  readonly every: number;
  readonly acceptable: number;
  readonly alpha: number;
  /** N or T for each participant with known outcome, in that order. */
  readonly seen: string;
}
export type DeskRequest = PicturesRequest | ConductRequest | ZeroEventsRequest | BoundaryRequest;
export type ToWorker = { readonly topic: "figures"; readonly question: TrialQuestion } | { readonly topic: "stop" } | DeskRequest;

export interface TrialAnswer {
  readonly topic: "figures";
  readonly id: number;
  readonly boin: OperatingCharacteristics;
  readonly rule: OperatingCharacteristics;
  /** The rates at which BOIN goes up and down. */
  readonly escalate: number;
  readonly deescalate: number;
  /** Time in the worker. */
  readonly milliseconds: number;
}
export type PictureName = "table" | "paths" | "boin-bars" | "rule-bars";
/** One picture; the next one follows in a message of its own. */
export interface PictureAnswer {
  readonly topic: "picture";
  readonly id: number;
  readonly name: PictureName;
  readonly svg: string;
}
/** A row: events in the cohort, whether that is still possible, and what it leads to. */
export interface OutcomeRow {
  readonly events: string;
  readonly standing: ConductResult["outcomes"][number]["standing"];
  readonly next: string;
  readonly why: string;
}
export interface ConductAnswer extends Pick<ConductResult, "design" | "sentence" | "decision" | "departures" | "current" | "recommendation"> {
  readonly topic: "conduct";
  readonly id: number;
  readonly rows: readonly OutcomeRow[];
  readonly levels: readonly EventCountAssessment[];
  readonly timeline: string;
  readonly posterior: string;
}
export interface ZeroEventsAnswer {
  readonly topic: "zero-events";
  readonly id: number;
  readonly sentences: readonly string[];
}
export interface BoundaryAnswer {
  readonly topic: "boundary";
  readonly id: number;
  readonly verdict: "hold" | "continue" | "no-look";
  readonly sentence: string;
  readonly name: string;
  readonly variant: string;
  readonly rows: readonly string[];
  /** True probability, probability of a hold, mean number of participants. */
  readonly characteristics: readonly (readonly [probability: number, stop: number, expectedN: number])[];
  readonly picture: string;
}
export interface Refused {
  readonly topic: "refused";
  readonly id: number;
  readonly of: ToWorker["topic"];
  /** The field as the library names it; empty where there is none. */
  readonly path: string;
  readonly message: string;
}
export type DeskAnswer = PictureAnswer | { readonly topic: "drawn"; readonly id: number } | ConductAnswer | ZeroEventsAnswer | BoundaryAnswer | Refused;
export type FromWorker =
  | TrialAnswer
  | { readonly topic: "progress"; readonly id: number; readonly part: number; readonly words: string }
  | { readonly topic: "stopped"; readonly id: number }
  | DeskAnswer;
