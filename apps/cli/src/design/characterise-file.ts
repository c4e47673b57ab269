/** Characteristics of the design of a file: exact or simulated, or trials in time where a scenario says times. */
import { type DesignFileScenario, timedScenarioOf } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import { type CharacteriseOptions, type Characterised, type ScenarioResult, characterise } from "./characterise.ts";
import type { Interrupt, Progress } from "./drive.ts";
import type { DesignFromFile } from "./read-design.ts";
import { asCommandRefusal } from "./refuse-options.ts";
import { runChunks } from "./run-chunks.ts";

interface Run {
  readonly progress: Progress;
  readonly interrupt: Interrupt;
}

/**
 * A scenario with times is simulated in time, unless `--exact` asks for what does not depend on them. An event-driven
 * design has no characteristics without times: it is refused then, with exit code 2.
 */
export async function characteriseFile(read: DesignFromFile, scenarios: readonly DesignFileScenario[], options: CharacteriseOptions, run: Run): Promise<Characterised> {
  requireTimes(read, scenarios, options);
  const inTime = scenarios.filter((scenario) => scenario.timing !== undefined && options.method !== "exact");
  const timeless = scenarios.filter((scenario) => !inTime.includes(scenario));
  const without = timeless.length === 0 ? { results: [], stopped: false } : await characterise(read, timeless, options, run);
  if (without.stopped || inTime.length === 0) return without;
  const timed = await simulateInTime(read, inTime, options, run);
  const results = [...without.results, ...timed.results];
  return { stopped: timed.stopped, results: scenarios.flatMap((scenario) => results.filter((result) => result.scenario === scenario)) };
}

function requireTimes({ design, file, eventDriven }: DesignFromFile, scenarios: readonly DesignFileScenario[], { method }: CharacteriseOptions): void {
  if (!eventDriven) return;
  if (method === "exact") throw new CommandRefusal("not-exact", `${design.name} decides while outcomes are pending; its courses depend on arrivals and times and cannot be laid out.`, "leave --exact out: trials are simulated in time, with their Monte Carlo error.", 2);
  const lacking = scenarios.filter((scenario) => scenario.timing === undefined);
  if (lacking.length > 0) throw new CommandRefusal("times-missing", `${design.name} decides while outcomes are pending; the design file says no times for ${lacking.map(({ name }) => JSON.stringify(name)).join(", ")}.`, "add timing to the design file, for example timing: { window: 28, accrual: { kind: poisson, perDay: 0.1 } }.", 2);
  const mute = file.design.kind === "backfill-boin" && file.design["activity"] !== "not-required" ? scenarios.filter((scenario) => scenario.response === undefined) : [];
  if (mute.length > 0) throw new CommandRefusal("response-missing", `${design.name} backfills dose levels that have shown activity; there is no response in ${mute.map(({ name }) => JSON.stringify(name)).join(", ")}.`, "add response: { truth: [...], days: 28 } to the scenario, or set activity: not-required.", 2);
}

async function simulateInTime(read: DesignFromFile, scenarios: readonly DesignFileScenario[], options: CharacteriseOptions, { progress, interrupt }: Run): Promise<Characterised> {
  const { seed, trials, target } = options;
  const results: ScenarioResult[] = [];
  try {
    for (const [at, scenario] of scenarios.entries()) {
      if (scenario.timing === undefined) continue;
      const source = { file: read.file, seed, target, scenario: { inTime: true, times: timedScenarioOf(scenario, scenario.timing) } } as const;
      const done = await runChunks(source, options, interrupt, (count) => progress.update((at + count / trials) / scenarios.length, `${count} of ${trials} trials of scenario ${at + 1} of ${scenarios.length}`));
      results.push({ scenario, ...done });
      if (done.partial) return { results, stopped: true };
    }
    return { results, stopped: false };
  } catch (error) {
    throw asCommandRefusal(error);
  } finally {
    progress.clear();
  }
}
