/** From the plain object of a design file to a design, or to all of its faults. */
import { DesignRefusal } from "../core/design-refusal.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { type Mapping, checkFields, isMapping, remedyForChoice, unknownKey } from "./check-fields.ts";
import { type DesignFilePath, type FieldFault, type FindPlace, fieldFault, locateFault, showValue } from "./design-file-fault.ts";
import { mostDoseLevels, outerFields, ownKeys } from "./design-file-fields.ts";
import type { DesignFile, DesignFileScenario, DesignFileTiming, ReadDesignFile } from "./design-file.ts";
import { waitForAllOutcomes } from "../late-onset/wait-for-all-outcomes.ts";
import type { Fields } from "./field.ts";
import { knownBehaviours } from "./known-behaviours.ts";
import { knownDesigns } from "./known-designs.ts";
import { checkTimedScenario, checkTiming } from "./timing-fields.ts";

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
  const faults = [...(timing === null ? [] : checkTiming(timing, ["timing"])), ...scenarios.flatMap((scenario, at) => (scenario.timing === undefined ? [] : checkTiming(scenario.timing, ["scenarios", at, "timing"])))];
  if (faults.length > 0) return faults;
  const found = scenarios.flatMap((scenario, at) => {
    const times = scenario.timing ?? timing;
    return times === null ? [] : checkTimedScenario(scenario, times, ["scenarios", at]);
  });
  // What is wrong with the times of the file is wrong under every scenario, and told once.
  return [...new Map(found.map((fault) => [fault.path.join("."), fault])).values()];
}

function checkOuter(value: Mapping, doses: number | null): FieldFault[] {
  const known = [...Object.keys(outerFields), ...Object.keys(ownKeys)];
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !Object.hasOwn(ownKeys, key)));
  const faults = checkFields(rest, outerFields, [], doses).filter((fault) => fault.code !== "unknown-key" || fault.path.length > 1);
  const strange = Object.keys(rest).filter((key) => !Object.hasOwn(outerFields, key));
  const missing = (["doseLevels", "design"] as const).filter((key) => value[key] === undefined);
  return [...strange.map((key) => unknownKey(key, known, [])), ...missing.map((key) => fieldFault([], "missing-key", `The key "${key}" is missing.`, `Add ${key}: ${ownKeys[key]}.`, "key")), ...faults];
}

function readDoseLevels(value: unknown, faults: FieldFault[]): readonly string[] | null {
  if (value === undefined) return null;
  const refuse = (message: string, path: DesignFilePath = ["doseLevels"]): null => {
    faults.push(fieldFault(path, "dose-levels", message, `Give the names of 1 to ${mostDoseLevels} dose levels, lowest first, or their number.`));
    return null;
  };
  if (typeof value === "number") {
    if (!Number.isInteger(value) || value < 1 || value > mostDoseLevels) return refuse(`${showValue(value)} is no number of dose levels.`);
    return Array.from({ length: value }, (_, at) => `dose level ${at + 1}`);
  }
  if (!Array.isArray(value) || value.length < 1 || value.length > mostDoseLevels) return refuse(`${showValue(value)} does not name dose levels.`);
  const wrong = value.findIndex((name) => (typeof name !== "string" && typeof name !== "number") || String(name).trim() === "");
  return wrong >= 0 ? refuse(`${showValue(value[wrong])} is not the name of a dose level.`, ["doseLevels", wrong]) : value.map(String);
}

interface Kind<T> {
  readonly known: T;
  readonly options: Mapping;
  readonly path: DesignFilePath;
}

/** A mapping whose `kind` says which other keys it has; `null` with faults where it is not one. */
function readKind<T extends { readonly kind: string; readonly fields: Fields }>(value: unknown, path: DesignFilePath, all: readonly T[], doses: number | null, faults: FieldFault[]): Kind<T> | null {
  if (value === undefined) return null;
  const kinds = all.map((each) => each.kind);
  const refuse = (at: DesignFilePath, code: string, message: string, remedy: string): null => {
    faults.push(fieldFault(at, code, message, remedy));
    return null;
  };
  if (!isMapping(value)) return refuse(path, "wrong-type", `A mapping is wanted here, not ${showValue(value)}.`, `Write kind: ${kinds.join(" | ")}, and the options.`);
  const { kind, ...options } = value;
  if (kind === undefined) return refuse(path, "missing-key", 'The key "kind" is missing.', `Add kind: one of ${kinds.join(", ")}.`);
  const known = all.find((each) => each.kind === kind);
  if (known === undefined) return refuse([...path, "kind"], "not-known", `${showValue(kind)} is not known here.`, remedyForChoice(kind, kinds));
  const found = checkFields(options, known.fields, path, doses);
  faults.push(...found);
  return found.length > 0 ? null : { known, options, path };
}

function readBehaviours(value: unknown, faults: FieldFault[], doses: number | null): readonly Kind<(typeof knownBehaviours)[number]>[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    faults.push(fieldFault(["behaviours"], "wrong-type", `A list is wanted here, not ${showValue(value)}.`, "Write a list of mappings, each with its kind; the first is the innermost."));
    return [];
  }
  return value.flatMap((entry: unknown, at) => readKind(entry, ["behaviours", at], knownBehaviours, doses, faults) ?? []);
}

/** Runs a factory; what it refuses is a fault at the field that it names. */
function attempt<T>(path: DesignFilePath, faults: FieldFault[], build: () => T): T | null {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof DesignRefusal)) throw error;
    const inner = error.path.split(".").filter((part) => part !== "").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const own = error.path === "doses" ? ["doseLevels"] : [...path, ...inner];
    const message = error.message.replace(`${error.path}: `, "").replace(error.remedy, "").trim();
    faults.push(fieldFault(own, error.code, message, error.remedy));
    return null;
  }
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
