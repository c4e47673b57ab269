import { describe, expect, test } from "vitest";
import { designFileJsonSchema } from "./design-file-json-schema.ts";
import { knownBehaviours } from "./known-behaviours.ts";
import { knownEfficacyDesigns } from "./efficacy-keys.ts";
import { knownDesigns } from "./known-designs.ts";
import { readDesignFile } from "./read-design-file.ts";

const good = {
  format: "stroma-design/1",
  title: "Next study",
  doseLevels: ["1 million", "2 million", "3 million"],
  design: { kind: "boin", target: 0.25, cohortSize: 3, cohorts: 6 },
  scenarios: [{ name: "safe", truth: [0.01, 0.02, 0.05] }],
};
const faultsOf = (value: unknown, find?: Parameters<typeof readDesignFile>[1]) => {
  const read = readDesignFile(value, find);
  return read.ok ? [] : read.faults;
};

describe("A design file without a fault", () => {
  test("becomes a design with as many dose levels as it names", () => {
    const read = readDesignFile(good);
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect([read.design.name, read.design.doses, read.file.doseLevels]).toEqual(["BOIN", 3, good.doseLevels]);
  });

  test("may say only how many dose levels there are", () => {
    const read = readDesignFile({ ...good, doseLevels: 2, scenarios: [] });
    expect(read.ok && read.file.doseLevels).toEqual(["dose level 1", "dose level 2"]);
  });
});

describe("A faulty design file", () => {
  test("is told all its faults at once, each with path, message and remedy", () => {
    const faults = faultsOf({ ...good, titel: "x", title: 7, design: { kind: "boin", tagret: 0.25, cohortSize: 0, cohorts: 6 }, scenarios: [{ name: "s", truth: [0.1, 1.2] }] });
    expect(faults.map((fault) => `${fault.path} ${fault.code}`).toSorted()).toEqual([
      "design missing-key",
      "design.cohortSize not-a-whole-number",
      "design.tagret unknown-key",
      "scenarios.0.truth wrong-length",
      "scenarios.0.truth.1 not-a-probability",
      "titel unknown-key",
      "title not-a-text",
    ]);
    for (const fault of faults) expect(fault.message.length > 5 && fault.remedy.length > 5).toBe(true);
  });

  test("hears the nearest known key", () => {
    expect(faultsOf({ ...good, sceanrios: [] })[0]?.remedy).toBe('Did you mean "scenarios"?');
    expect(faultsOf({ ...good, design: { ...good.design, kind: "bion" } })[0]?.remedy).toMatch(/^Did you mean "boin"\? Known are three-plus-three, /);
  });

  test("has the line that the text gives for the path", () => {
    const faults = faultsOf({ ...good, design: { ...good.design, target: 1.5 } }, (path) => (path.join(".") === "design.target" ? { line: 7, column: 3 } : null));
    expect(faults).toMatchObject([{ path: "design.target", line: 7, column: 3, code: "not-a-fraction" }]);
  });

  test("hears of what the design itself refuses, at the field", () => {
    expect(faultsOf({ ...good, design: { ...good.design, maximumN: 30 } })).toMatchObject([{ path: "design.maximumN", message: "Both cohorts and maximumN are given.", remedy: "Give one of them." }]);
  });

  test.each([null, 3, "text", [], { format: "stroma-design/1" }, { ...good, design: null }, { ...good, behaviours: {} }, { ...good, doseLevels: 0 }, { ...good, doseLevels: [] }, { ...good, scenarios: 4 }])("is never read and never thrown at: %j", (value) => {
    expect(faultsOf(value).length).toBeGreaterThan(0);
  });
});

const interval = { target: 0.25, cohortSize: 3, cohorts: 6 };
const model = { target: 0.25, skeleton: [0.1, 0.25, 0.4], maximumN: 18, cohortSize: 3, start: 1 };
const lateOptions: Readonly<Record<string, object>> = { "tite-boin": interval, "tite-keyboard": interval, "tite-crm": model, "fractional-boin": interval, "fractional-crm": model, "fractional-three-plus-three": {}, "rolling-six-timed": {}, "backfill-boin": interval };

describe("Every design that a file may name", () => {
  const size = { target: 0.25, cohortSize: 3, cohorts: 6 };
  const options: Readonly<Record<string, object>> = {
    ...lateOptions,
    "a-plus-b": { a: 3, b: 3, c: 1, d: 1, e: 1 },
    "accelerated-titration": { design: "2" },
    "fixed-cohorts": { size: 5, mostEvents: [1, 1, 0], otherwise: "stop" },
    "i-three-plus-three": size, boin: size, keyboard: size, mtpi: size, "mtpi-2": size,
    "informative-boin": { ...size, skeleton: [0.1, 0.25, 0.4], priorN: 3 },
    "cumulative-cohort": { ...size, margin: 0.1 },
    teqr: { ...size, tooHigh: 0.4 },
    crm: { target: 0.25, skeleton: [0.1, 0.25, 0.4], maximumN: 18, cohortSize: 3, prior: { kind: "normal", variance: 1.34 } },
    blrm: { quantities: [1, 2, 3], reference: 3, prior: { mean: [-0.8, 0], sd: [2, 1], correlation: 0 }, maximumN: 18 },
  };
  test.each(knownDesigns.map((each) => each.kind))("%s begins at dose level 1 of 3", (kind) => {
    const read = readDesignFile({ ...good, design: { kind, ...options[kind], ...(kind === "crm" ? { start: 1 } : {}) } });
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect([read.design.doses, read.design.first.next]).toMatchObject([3, { kind: "treat", dose: 1 }]);
  });
});

describe("Behaviours of a file", () => {
  const withBehaviours = (...behaviours: object[]) => ({ ...good, behaviours });
  test("are wrapped in the order in which they stand, the first innermost", () => {
    const read = readDesignFile(withBehaviours({ kind: "lock-doses", highest: 2 }, { kind: "maximum-n", n: 9 }));
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect(read.design.variant).toMatch(/Only dose levels 1 to 2 are given\. At most 9 participants\.$/);
  });

  test("that contradict the design are refused at their place in the list", () => {
    expect(faultsOf(withBehaviours({ kind: "maximum-n", n: 9 }, { kind: "start-dose", dose: 4 }))).toMatchObject([{ path: "behaviours.1.dose" }]);
    expect(faultsOf(withBehaviours({ kind: "maximun-n", n: 9 }))[0]?.remedy).toMatch(/^Did you mean "maximum-n"/);
  });

  test.each(knownBehaviours.map((each) => each.kind))("%s can be told from its keys alone", (kind) => {
    const options: Readonly<Record<string, object>> = {
      "stop-when-too-many-events": { rate: 0.25, confidence: 0.95 }, "close-when-too-many-events": { rate: 0.25, confidence: 0.95 },
      "stop-at-n": { n: 9 }, "stop-when-precise": { measure: "interval-width", atMost: 0.4 }, "demand-n": { n: 6 }, stagger: { betweenParticipants: 7 },
      sentinel: { days: 2 }, "maximum-n": { n: 12 }, "start-dose": { dose: 2 }, "escalate-coherently": { rate: 0.25 },
    };
    expect(faultsOf(withBehaviours({ kind, ...options[kind] }))).toEqual([]);
  });
});

describe("The published schema", () => {
  const names = (list: unknown) => (list as { properties: { kind: { const: string } } }[]).map((each) => each.properties.kind.const);
  test("names every design and behaviour that can be read", () => {
    const properties = designFileJsonSchema()["properties"] as { design: { oneOf: unknown }; behaviours: { items: { oneOf: unknown } } };
    expect(names(properties.design.oneOf)).toEqual([...knownDesigns, ...knownEfficacyDesigns].map((each) => each.kind));
    expect(names(properties.behaviours.items.oneOf)).toEqual(knownBehaviours.map((each) => each.kind));
  });
});

describe("A design that decides while outcomes are pending", () => {
  test.each(Object.keys(lateOptions))("%s is named by its keys and takes all dose levels of the file", (kind) => {
    const read = readDesignFile({ ...good, design: { kind, ...lateOptions[kind] } });
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect([read.eventDriven, read.design.doses, read.design.usesPending]).toEqual([true, 3, true]);
    expect(read.timed).toBe(read.design);
  });

  test("refuses what the trial cannot have at its field", () => {
    expect(faultsOf({ ...good, design: { kind: "tite-boin", ...interval, mostPending: 2 } })).toMatchObject([{ path: "design.mostPending" }]);
    expect(faultsOf({ ...good, design: { kind: "tite-boin", ...interval, edition: "TITEgBOIN-0.4.0", pendingAs: "imputation" } })).toMatchObject([{ path: "design.pendingAs", remedy: 'Leave pendingAs out, or take the edition "paper".' }]);
    expect(faultsOf({ ...good, design: { kind: "rolling-six-timed", start: 4 } })).toMatchObject([{ path: "design.start" }]);
  });
});

describe("Times in a design file", () => {
  const timing = { window: 28, accrual: { kind: "poisson", perDay: 0.1 } };
  const withTiming = (given: object) => faultsOf({ ...good, timing: given });
  test("are read, and a scenario may have its own", () => {
    const own = { ...timing, onset: { kind: "weibull", lateShare: 0.8 } };
    const read = readDesignFile({ ...good, timing, scenarios: [{ name: "late", truth: [0.1, 0.2, 0.3], timing: own }] });
    expect(read.ok && [read.file.timing, read.file.scenarios[0]?.timing, read.eventDriven]).toEqual([timing, own, false]);
  });

  test("let a design that needs every outcome wait for it, and a stagger run meanwhile", () => {
    const read = readDesignFile({ ...good, timing, behaviours: [{ kind: "stagger", betweenParticipants: 7 }] });
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect(read.timed.decide({ ...read.timed.start, phase: read.timed.first.phase, pending: [{ dose: 1, followed: 0.25 }], clock: { sinceLast: 7 } }).next).toEqual({ kind: "treat", dose: 1, size: 1 });
  });

  test("are refused with a remedy where they contradict themselves", () => {
    expect(withTiming({ ...timing, window: 0 })).toMatchObject([{ path: "timing.window" }]);
    expect(withTiming({ ...timing, accrual: { kind: "poisson", days: 3 } })).toMatchObject([{ path: "timing.accrual.days", code: "key-of-another-kind" }, { path: "timing.accrual", code: "missing-key", remedy: "Add perDay: poisson needs it." }]);
    expect(withTiming({ ...timing, onset: { kind: "weibull" } })).toMatchObject([{ path: "timing.onset", code: "missing-key" }]);
    expect(withTiming({ ...timing, accrual: { kind: "interval", days: 0 }, whileWaiting: "turn-away" })).toMatchObject([{ path: "timing.accrual.days", code: "everyone-lost" }]);
    expect(withTiming({ ...timing, widnow: 3 })[0]?.remedy).toBe('Did you mean "window"?');
  });

  test("and a certain event cannot come by a Weibull time", () => {
    const faults = faultsOf({ ...good, timing: { ...timing, onset: { kind: "weibull", lateShare: 0.8 } }, scenarios: [{ name: "s", truth: [0.1, 0.2, 1] }] });
    expect(faults).toMatchObject([{ path: "scenarios.0.truth.2", code: "certain-event" }]);
  });
});
