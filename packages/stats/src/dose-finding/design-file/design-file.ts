/** What a design file says, once it is read without a fault. */
import type { DoseDesign } from "../core/dose-design.ts";
import type { TimedScenario } from "../late-onset/simulate-timed.ts";
import type { LateOnsetDesign } from "../late-onset/timed-state.ts";
import type { DesignFileFault } from "./design-file-fault.ts";

export const designFileFormat = "stroma-design/1";

/** Follow-up, arrivals and onset, for trials in time. */
export type DesignFileTiming = Pick<TimedScenario, "window" | "accrual" | "onset" | "whileWaiting">;

export interface DesignFileScenario {
  readonly name: string;
  /** True probability of an event at each dose level. */
  readonly truth: readonly number[];
  /** Instead of the file's. */
  readonly timing?: DesignFileTiming;
  /** Responses, for designs that backfill. */
  readonly response?: NonNullable<TimedScenario["response"]>;
}

export interface DesignFile {
  readonly title: string;
  readonly summary: string | null;
  /** The event that limits the dose, in words. */
  readonly event: string;
  /** Names of the dose levels, lowest first. */
  readonly doseLevels: readonly string[];
  readonly design: Readonly<Record<string, unknown>> & { readonly kind: string };
  /** From the innermost to the outermost. */
  readonly behaviours: readonly (Readonly<Record<string, unknown>> & { readonly kind: string })[];
  readonly scenarios: readonly DesignFileScenario[];
  /** Of every scenario that has no times of its own; `null` where the file says none. */
  readonly timing: DesignFileTiming | null;
}

export type ReadDesignFile =
  /** The design with its behaviours wrapped in the order of the file. */
  | {
      readonly ok: true;
      readonly file: DesignFile;
      readonly design: DoseDesign;
      /** The same for trials in time: a design that makes no use of pending outcomes waits for all of them before it decides. */
      readonly timed: LateOnsetDesign;
      /** The design is made to decide while outcomes are pending: without times it has no characteristics of its own. */
      readonly eventDriven: boolean;
    }
  | { readonly ok: false; readonly faults: readonly DesignFileFault[] };
