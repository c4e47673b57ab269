/** A design laid out once and looked at under many random truths, each exactly. */
import { type ExpandedDesign, type Robustness, robustness } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import { expand } from "./characterise.ts";
import { type Interrupt, type Progress, drive } from "./drive.ts";
import type { DesignFromFile } from "./read-design.ts";
import { asCommandRefusal } from "./refuse-options.ts";

export interface RobustnessOptions {
  readonly randomTruths: number;
  readonly seed: number;
  readonly target: number | null;
}

export interface TruthsRun {
  readonly progress: Progress;
  readonly interrupt: Interrupt;
}

/** The truths of those done where Ctrl-C came; null where it came before the first ones. */
export async function overTruths({ path, design, eventDriven }: DesignFromFile, options: RobustnessOptions & { readonly target: number }, run: TruthsRun): Promise<{ readonly found: Robustness | null; readonly stopped: boolean }> {
  if (eventDriven) throw new CommandRefusal("not-exact", `${design.name} decides while outcomes are pending; its courses depend on arrivals and times, and --random-truths looks at each truth exactly.`, "leave --random-truths out, and simulate trials in time under truths of your own.", 2);
  try {
    const expanded = await expandOrRefuse(path, design, run);
    if (expanded === null) return { found: null, stopped: true };
    const steps = robustness(expanded, { seed: options.seed, count: options.randomTruths }, { target: options.target });
    const driven = await drive(steps, run.interrupt, ({ scenarios, of }) => run.progress.update(scenarios / of, `${scenarios} of ${of} truths`));
    return driven.done ? { found: driven.value, stopped: false } : { found: driven.last?.partial() ?? null, stopped: true };
  } catch (error) {
    throw asCommandRefusal(error);
  } finally {
    run.progress.clear();
  }
}

/** Null where Ctrl-C came before. */
async function expandOrRefuse(path: string, design: Parameters<typeof expand>[0], run: TruthsRun): Promise<ExpandedDesign | null> {
  const expanded = await expand(design, true, run).catch((error: unknown) => {
    throw error instanceof CommandRefusal && error.code === "not-exact" ? new CommandRefusal("not-exact", error.message, `leave --random-truths out, and simulate ${path} under truths of your own.`, 2) : error;
  });
  return expanded === "stopped" ? null : expanded;
}
