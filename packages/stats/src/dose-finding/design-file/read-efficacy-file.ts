/** Reads the file of a design that counts responses beside events. */
import type { Boin12Options, EfficacyDesign } from "../efficacy/boin12.ts";
import { type EfficacyTruth, requireEfficacyTruth } from "../efficacy/simulate-efficacy.ts";
import { isMapping } from "./check-fields.ts";
import { type DesignFileFault, type FieldFault, type FindPlace, fieldFault, locateFault, showValue } from "./design-file-fault.ts";
import type { DesignFile } from "./design-file.ts";
import { knownEfficacyDesigns } from "./efficacy-keys.ts";
import { attempt, checkOuter, readDoseLevels, readKind } from "./read-outer.ts";

export interface EfficacyScenario {
  readonly name: string;
  readonly truth: EfficacyTruth;
}

export type EfficacyDesignFile = Pick<DesignFile, "title" | "summary" | "event" | "doseLevels" | "design"> & { readonly scenarios: readonly EfficacyScenario[] };

export type ReadEfficacyFile =
  | { readonly ok: true; readonly file: EfficacyDesignFile; readonly design: EfficacyDesign; readonly options: Boin12Options }
  | { readonly ok: false; readonly faults: readonly DesignFileFault[] };

/**
 * As `readDesignFile`, for the kinds that `countsResponses` knows. Each scenario has `response: { truth, both }` beside its
 * `truth`; `both` left out: events and responses are independent. Behaviours and times are faults: they are made for designs
 * that count events alone.
 *
 * @example
 * readEfficacyDesignFile({ format: "stroma-design/1", title: "Next study", doseLevels: 3, design: { kind: "boin12", mostEvents: 0.35, leastResponses: 0.25, utility: { neither: 40, both: 60 }, cohortSize: 3, cohorts: 10 } })
 */
export function readEfficacyDesignFile(value: unknown, find: FindPlace = () => null): ReadEfficacyFile {
  const faults: FieldFault[] = [];
  const refused = (): ReadEfficacyFile => ({ ok: false, faults: faults.map((fault) => locateFault(fault, find)) });
  if (!isMapping(value)) {
    faults.push(fieldFault([], "wrong-type", `A design file is one mapping, not ${showValue(value)}.`, "Begin with format, title, doseLevels and design."));
    return refused();
  }
  const doseLevels = readDoseLevels(value["doseLevels"], faults);
  faults.push(...checkOuter(value, doseLevels?.length ?? null));
  for (const key of ["behaviours", "timing"] as const) if (value[key] !== undefined) faults.push(fieldFault([key], "counts-responses", `A design that counts responses has no ${key}.`, "Take it out: these designs are simulated cohort by cohort, with all outcomes known."));
  const kind = readKind(value["design"], ["design"], knownEfficacyDesigns, doseLevels?.length ?? null, faults);
  if (doseLevels === null || kind === null) return refused();
  const built = attempt(["design"], faults, () => kind.known.build({ ...kind.options, doses: doseLevels.length }));
  const scenarios = faults.length > 0 ? [] : readScenarios(value["scenarios"], doseLevels.length, faults);
  if (built === null || faults.length > 0) return refused();
  const file: EfficacyDesignFile = {
    title: value["title"] as string,
    summary: (value["summary"] as string | undefined) ?? null,
    event: (value["event"] as string | undefined) ?? "dose-limiting event",
    doseLevels,
    design: value["design"] as DesignFile["design"],
    scenarios,
  };
  return { ok: true, file, ...built };
}

interface GivenScenario {
  readonly name: string;
  readonly truth: readonly number[];
  readonly timing?: unknown;
  readonly response?: { readonly truth: readonly number[]; readonly both?: readonly number[]; readonly days?: number };
}

/** The single values have been checked. */
function readScenarios(given: unknown, doses: number, faults: FieldFault[]): EfficacyScenario[] {
  return ((given ?? []) as readonly GivenScenario[]).flatMap(({ name, truth, timing, response }, at) => {
    const path = ["scenarios", at] as const;
    if (timing !== undefined) faults.push(fieldFault([...path, "timing"], "counts-responses", "A design that counts responses has no timing.", "Take it out."));
    if (response === undefined) {
      faults.push(fieldFault(path, "missing-key", 'The key "response" is missing.', "Add response: { truth: [...] }, the true probability of a response at each dose level.", "key"));
      return [];
    }
    if (response.days !== undefined) faults.push(fieldFault([...path, "response", "days"], "key-of-another-kind", '"days" has no meaning for a design that waits for every response.', "Take it out.", "key"));
    const rates: EfficacyTruth = { events: truth, responses: response.truth, ...(response.both === undefined ? {} : { both: response.both }) };
    const fit = attempt([...path, "response"], faults, () => requireEfficacyTruth(rates, doses));
    return fit === null ? [] : [{ name, truth: rates }];
  });
}
