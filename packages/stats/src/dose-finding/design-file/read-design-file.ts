/** From the plain object of a design file to a design, or to all of its faults. */
import type { DoseDesign } from "../core/dose-design.ts";
import { type Mapping, isMapping } from "./check-fields.ts";
import { type FieldFault, type FindPlace, fieldFault, locateFault, showValue } from "./design-file-fault.ts";
import type { DesignFile, DesignFileScenario, DesignFileTiming, ReadDesignFile } from "./design-file.ts";
import { waitForAllOutcomes } from "../late-onset/wait-for-all-outcomes.ts";
import { countsResponses } from "./efficacy-keys.ts";
import { knownBehaviours } from "./known-behaviours.ts";
import { knownDesigns } from "./known-designs.ts";
import { type Kind, attempt, checkOuter, readDoseLevels, readKind } from "./read-outer.ts";
import { checkResponse, checkTimedScenario, checkTiming } from "./timing-fields.ts";

/**
 * Reads a design file that is parsed already (YAML or JSON) into a design with its behaviours.
 *
 * @param value the plain object. See `designFileJsonSchema` for its shape.
 * @param find tells where a path stands in the text, so that faults have a line; left out, they have a path alone.
 *
 * Never throws for a faulty file: all faults come back together, each with path, place, message and remedy. An unknown key
 * is a fault, with the nearest known key. What no trial can have (`nEarlyStop` above the trial's size, a skeleton that
 * falls) is refused by the design itself and comes back as a fault too.
 *
 * @example
 * readDesignFile({ format: "stroma-design/1", title: "Next study", doseLevels: 3, design: { kind: "boin", target: 0.25, cohortSize: 3, cohorts: 6 } })
 */
export function readDesignFile(value: unknown, find: FindPlace = () => null): ReadDesignFile {
  const faults: FieldFault[] = [];
  const refused = (): ReadDesignFile => ({ ok: false, faults: faults.map((fault) => locateFault(fault, find)) });
  if (!isMapping(value)) {
    faults.push(fieldFault([], "wrong-type", `A design file is one mapping, not ${showValue(value)}.`, "Begin with format, title, doseLevels and design."));
    return refused();
  }
  if (countsResponses(value)) {
    faults.push(fieldFault(["design", "kind"], "counts-responses", `${showValue((value["design"] as Mapping)["kind"])} counts responses beside events.`, "Read it with readEfficacyDesignFile; what looks at events alone has no meaning for it."));
    return refused();
  }
  const doseLevels = readDoseLevels(value["doseLevels"], faults);
  faults.push(...checkOuter(value, doseLevels?.length ?? null));
  const design = readKind(value["design"], ["design"], knownDesigns, doseLevels?.length ?? null, faults);
  const behaviours = readBehaviours(value["behaviours"], faults, doseLevels?.length ?? null);
  if (doseLevels === null || design === null) return refused();
  // A factory may refuse although the outer keys have faults: then both are told.
  const built = attempt(["design"], faults, () => design.known.build({ ...design.options, doses: doseLevels.length }));
  const wrapped = built === null ? null : wrapAll(built, behaviours, faults);
  if (built === null || wrapped === null || faults.length > 0) return refused();
  const file = asFile(value, doseLevels);
  faults.push(...checkTimes(file));
  if (faults.length > 0) return refused();
  // The waiting is innermost, so that a stagger counts its days within a cohort and not from complete outcomes.
  const timed = wrapped.usesPending === true ? wrapped : wrapAll(waitForAllOutcomes(built), behaviours, faults);
  return { ok: true, file, design: wrapped, timed, eventDriven: design.known.eventDriven === true };
}

function checkTimes({ timing, scenarios }: DesignFile): FieldFault[] {
  const responses = scenarios.flatMap(({ response }, at) => (response === undefined ? [] : checkResponse(response, ["scenarios", at, "response"])));
  if (responses.length > 0) return responses;
  const faults = [...(timing === null ? [] : checkTiming(timing, ["timing"])), ...scenarios.flatMap((scenario, at) => (scenario.timing === undefined ? [] : checkTiming(scenario.timing, ["scenarios", at, "timing"])))];
  if (faults.length > 0) return faults;
  const found = scenarios.flatMap((scenario, at) => {
    const times = scenario.timing ?? timing;
    return times === null ? [] : checkTimedScenario(scenario, times, ["scenarios", at]);
  });
  // What is wrong with the times of the file is wrong under every scenario, and told once.
  return [...new Map(found.map((fault) => [fault.path.join("."), fault])).values()];
}

function readBehaviours(value: unknown, faults: FieldFault[], doses: number | null): readonly Kind<(typeof knownBehaviours)[number]>[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    faults.push(fieldFault(["behaviours"], "wrong-type", `A list is wanted here, not ${showValue(value)}.`, "Write a list of mappings, each with its kind; the first is the innermost."));
    return [];
  }
  return value.flatMap((entry: unknown, at) => readKind(entry, ["behaviours", at], knownBehaviours, doses, faults) ?? []);
}

function wrapAll(design: DoseDesign, behaviours: readonly Kind<(typeof knownBehaviours)[number]>[], faults: FieldFault[]): DoseDesign {
  return behaviours.reduce((inner, { known, options, path }) => attempt(path, faults, () => known.build(options)(inner)) ?? inner, design);
}

function asFile(value: Mapping, doseLevels: readonly string[]): DesignFile {
  return {
    title: value["title"] as string,
    summary: (value["summary"] as string | undefined) ?? null,
    event: (value["event"] as string | undefined) ?? "dose-limiting event",
    doseLevels,
    design: value["design"] as DesignFile["design"],
    behaviours: (value["behaviours"] as DesignFile["behaviours"] | undefined) ?? [],
    scenarios: (value["scenarios"] as readonly DesignFileScenario[] | undefined) ?? [],
    timing: (value["timing"] as DesignFileTiming | undefined) ?? null,
  };
}
