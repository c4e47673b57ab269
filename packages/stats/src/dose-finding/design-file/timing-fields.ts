/** The keys of the times and responses with which a design file asks for trials in time, and what they mean together. */
import { DesignRefusal } from "../core/design-refusal.ts";
import { type TimedScenario, requireScenario } from "../late-onset/simulate-timed.ts";
import { type DesignFilePath, type FieldFault, fieldFault } from "./design-file-fault.ts";
import type { DesignFileScenario, DesignFileTiming } from "./design-file.ts";
import { type Fields, fraction, group, may, must, number, oneOf, perDose, probability } from "./field.ts";

const accrual: Fields = {
  kind: must(oneOf("poisson", "interval", "uniform"), "poisson: arrivals at random, perDay on average; interval: one every so many days; uniform: every 0 to twice so many days"),
  perDay: may(number(1e-6, 1e6), "of poisson: arrivals per day on average"),
  days: may(number(0, 36_600), "of interval and uniform: days between arrivals, on average for uniform"),
};

export const timingFields: Fields = {
  window: must(number(0.001, 36_600), "days for which a participant is followed"),
  accrual: must(group(accrual), "how participants arrive"),
  onset: may(group({ kind: must(oneOf("uniform", "weibull"), "any moment of the window, or Weibull"), lateShare: may(fraction, "of weibull: share of the events that come in the second half of the window, for example 0.8") }), "when in the window events come; uniform where left out"),
  whileWaiting: may(oneOf("queue", "turn-away"), "who arrives while nobody may be treated waits, or is lost to the trial; queue where left out"),
};

export const responseFields: Fields = {
  truth: must(perDose(probability), "the true probability of a response at each dose level"),
  days: may(number(0, 36_600), "of designs that backfill, which need it: days until a response is known"),
  both: may(perDose(probability), "of designs that count responses: the true probability of event and response together at each dose level; their product, which is independence, where left out"),
};

/** Which other keys each kind has; each of them is needed. */
const ownKeysOf: Readonly<Record<"accrual" | "onset", Readonly<Record<string, readonly string[]>>>> = {
  accrual: { poisson: ["perDay"], interval: ["days"], uniform: ["days"] },
  onset: { uniform: [], weibull: ["lateShare"] },
};

/** Keys of another kind, or missing ones. The single values have been checked. */
export function checkTiming(timing: DesignFileTiming, path: DesignFilePath): FieldFault[] {
  return (["accrual", "onset"] as const).flatMap((part) => {
    const given: Readonly<Record<string, unknown>> | undefined = timing[part];
    if (given === undefined) return [];
    const kind = String(given["kind"]);
    const own = ownKeysOf[part][kind] ?? [];
    const strange = Object.keys(given).filter((key) => key !== "kind" && !own.includes(key));
    return [
      ...strange.map((key) => fieldFault([...path, part, key], "key-of-another-kind", `"${key}" has no meaning for ${kind}.`, own.length === 0 ? "Take it out." : `Take it out; ${kind} has ${own.join(", ")}.`, "key")),
      ...own.filter((key) => given[key] === undefined).map((key) => fieldFault([...path, part], "missing-key", `The key "${key}" is missing.`, `Add ${key}: ${kind} needs it.`, "key")),
    ];
  });
}

/** Of a design that counts events alone: when a response is known matters, how often it comes with an event does not. */
export function checkResponse(response: object, path: DesignFilePath): FieldFault[] {
  return [
    ...("days" in response ? [] : [fieldFault(path, "missing-key", 'The key "days" is missing.', "Add days: days until a response is known.", "key")]),
    ...("both" in response ? [fieldFault([...path, "both"], "key-of-another-kind", '"both" has no meaning for a design that counts events alone.', "Take it out.", "key")] : []),
  ];
}

/** The scenario for the simulation in time. */
export const timedScenarioOf = ({ truth, response }: Pick<DesignFileScenario, "truth" | "response">, timing: DesignFileTiming): TimedScenario => ({ truth, ...timing, ...(response === undefined ? {} : { response }) });

/** What truth and times do not allow together: a certain event with a Weibull onset, for instance. */
export function checkTimedScenario(scenario: DesignFileScenario, timing: DesignFileTiming, path: DesignFilePath): FieldFault[] {
  try {
    requireScenario(timedScenarioOf(scenario, timing), scenario.truth.length);
    return [];
  } catch (error) {
    if (!(error instanceof DesignRefusal)) throw error;
    const message = error.message.replace(`${error.path}: `, "").replace(error.remedy, "").trim();
    const inner = error.path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const where = /^(?:truth|response)/.test(error.path) ? path : scenario.timing === undefined ? ["timing"] : [...path, "timing"];
    return [fieldFault([...where, ...inner], error.code, message, error.remedy)];
  }
}
