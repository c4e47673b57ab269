/** Operating characteristics of a design under several truths, exact where it can be, and stopped by Ctrl-C with what is done. */
import { type DesignFile, type DesignFileScenario, type DoseDesign, type ExpandedDesign, type OperatingCharacteristics, type TargetOptions, evaluateExactly, expandDesign } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import { type Interrupt, type Progress, drive } from "./drive.ts";
import type { DesignFromFile } from "./read-design.ts";
import { asCommandRefusal } from "./refuse-options.ts";
import { runChunks } from "./run-chunks.ts";

export interface CharacteriseOptions {
  /** `exact` refuses what cannot be laid out; `simulate` simulates; `automatic` is exact where there are not too many courses. */
  readonly method: "automatic" | "exact" | "simulate";
  readonly trials: number;
  readonly seed: number;
  /** Largest standard error that is good enough. */
  readonly precise: number | null;
  readonly target: number | null;
  /** Threads of a simulation; no part of its result. As many as the machine has where null. */
  readonly workers: number | null;
  /** Options that were given and mean something for a simulation only: "--seed". */
  readonly simulationOnly: readonly string[];
}

/** What was given for a simulation is refused, not ignored, where every answer is exact. */
export function requireSimulation({ simulationOnly }: CharacteriseOptions, results: readonly ScenarioResult[]): void {
  if (simulationOnly.length === 0 || results.length === 0 || results.some(({ characteristics }) => characteristics.standardErrors !== null)) return;
  throw new CommandRefusal("option-without-meaning", `The answer is exact, and ${simulationOnly.join(" and ")} has no meaning for it.`, "leave it out, or ask for a simulation with --trials or --precision.", 2);
}

export interface ScenarioResult {
  readonly scenario: DesignFileScenario;
  readonly characteristics: OperatingCharacteristics;
  /** Stopped before all its trials were simulated. */
  readonly partial: boolean;
}

export interface Characterised {
  readonly results: readonly ScenarioResult[];
  readonly stopped: boolean;
}

/** More states than this take seconds; the simulation is quicker then. */
const mostNodesUnasked = 400_000;

export async function characterise({ design, file }: Pick<DesignFromFile, "design" | "file">, scenarios: readonly DesignFileScenario[], options: CharacteriseOptions, { progress, interrupt }: { readonly progress: Progress; readonly interrupt: Interrupt }): Promise<Characterised> {
  try {
    if (options.method !== "simulate") {
      const expanded = await expand(design, options.method === "exact", { progress, interrupt });
      if (expanded === "stopped") return { results: [], stopped: true };
      if (expanded !== null) return evaluateAll(expanded, scenarios, targetOf(options));
    }
    return await simulateAll(file, scenarios, options, { progress, interrupt });
  } catch (error) {
    throw asCommandRefusal(error);
  } finally {
    progress.clear();
  }
}

const targetOf = ({ target }: CharacteriseOptions): TargetOptions => (target === null ? {} : { target });

const evaluateAll = (expanded: ExpandedDesign, scenarios: readonly DesignFileScenario[], target: TargetOptions): Characterised => ({
  results: scenarios.map((scenario) => ({ scenario, characteristics: evaluateExactly(expanded, scenario.truth, target), partial: false })),
  stopped: false,
});

/** Null where there are too many courses for an unasked exact answer. Throws CommandRefusal where it was asked. */
export async function expand(design: DoseDesign, asked: boolean, { progress, interrupt }: { readonly progress: Progress; readonly interrupt: Interrupt }): Promise<ExpandedDesign | "stopped" | null> {
  try {
    const steps = expandDesign(design, { ...(asked ? {} : { mostNodes: mostNodesUnasked }), nodesAStep: 500 });
    const driven = await drive(steps, interrupt, ({ expanded, found }) => progress.update(expanded / found, `${expanded} of ${found} states so far`));
    return driven.done ? driven.value : "stopped";
  } catch (error) {
    if (error instanceof CommandRefusal || !(error instanceof RangeError) || error.name !== "RangeError") throw error;
    if (!asked) return null;
    throw new CommandRefusal("not-exact", error.message, "leave --exact out: the design is simulated then, with its Monte Carlo error.", 2);
  }
}

async function simulateAll(file: DesignFile, scenarios: readonly DesignFileScenario[], options: CharacteriseOptions, { progress, interrupt }: { readonly progress: Progress; readonly interrupt: Interrupt }): Promise<Characterised> {
  const { seed, target } = options;
  const results: ScenarioResult[] = [];
  for (const [at, scenario] of scenarios.entries()) {
    const source = { file, seed, target, scenario: { inTime: false, truth: scenario.truth } } as const;
    const run = await runChunks(source, options, interrupt, (trials) => progress.update((at + trials / options.trials) / scenarios.length, `${trials} of ${options.trials} trials of scenario ${at + 1} of ${scenarios.length}`));
    results.push({ scenario, ...run });
    if (run.partial) return { results, stopped: true };
  }
  return { results, stopped: false };
}
