/** Characteristics of the design of a file: exact or simulated, or trials in time where a scenario says times. */
import { type DesignFileScenario, simulateTimedTrials, timedScenarioOf } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import { type CharacteriseOptions, type Characterised, type ScenarioResult, characterise } from "./characterise.ts";
import { type Interrupt, type Progress, drive } from "./drive.ts";
import type { DesignFromFile } from "./read-design.ts";
import { asCommandRefusal } from "./refuse-options.ts";

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
  const without = timeless.length === 0 ? { results: [], stopped: false } : await characterise(read.design, timeless, options, run);
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
  const { seed, trials, precise, target } = options;
  const results: ScenarioResult[] = [];
  try {
    for (const [at, scenario] of scenarios.entries()) {
      if (scenario.timing === undefined) continue;
      const steps = simulateTimedTrials(read.timed, timedScenarioOf(scenario, scenario.timing), { seed, trials, ...(target === null ? {} : { target }), ...(precise === null ? {} : { precise }) });
      const driven = await drive(steps, interrupt, (step) => progress.update((at + step.trials / step.of) / scenarios.length, `${step.trials} of ${step.of} trials of scenario ${at + 1} of ${scenarios.length}`));
      if (driven.done) results.push({ scenario, characteristics: driven.value, partial: false });
      else {
        if (driven.last !== null) results.push({ scenario, characteristics: driven.last.partial(), partial: true });
        return { results, stopped: true };
      }
    }
    return { results, stopped: false };
  } catch (error) {
    throw asCommandRefusal(error);
  } finally {
    progress.clear();
  }
}
