/** What a design file says, once it is read without a fault. */
import type { DoseDesign } from "../core/dose-design.ts";
import type { DesignFileFault } from "./design-file-fault.ts";

export const designFileFormat = "stroma-design/1";

export interface DesignFileScenario {
  readonly name: string;
  /** True probability of an event at each dose level. */
  readonly truth: readonly number[];
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
}

export type ReadDesignFile =
  /** The design with its behaviours wrapped in the order of the file. */
  | { readonly ok: true; readonly file: DesignFile; readonly design: DoseDesign }
  | { readonly ok: false; readonly faults: readonly DesignFileFault[] };
