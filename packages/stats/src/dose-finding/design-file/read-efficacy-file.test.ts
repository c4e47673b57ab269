import { describe, expect, test } from "vitest";
import { readDesignFile } from "./read-design-file.ts";
import { readEfficacyDesignFile } from "./read-efficacy-file.ts";

const design = { kind: "boin12", mostEvents: 0.35, leastResponses: 0.25, utility: { neither: 40, both: 60 }, cohortSize: 3, cohorts: 12 };
const file = { format: "stroma-design/1", title: "Next study", doseLevels: 2, design, scenarios: [{ name: "second", truth: [0.1, 0.2], response: { truth: [0.2, 0.5] } }] };
const faultsOf = (value: unknown) => {
  const read = readEfficacyDesignFile(value);
  return read.ok ? [] : read.faults.map(({ path, code }) => [path, code]);
};

describe("the file of a design that counts responses", () => {
  test("gives the design and its scenarios", () => {
    const read = readEfficacyDesignFile(file);
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect(read.design.variant).toContain("utilities 100, 40 (neither), 60 (both), 0");
    expect(read.file.scenarios).toEqual([{ name: "second", truth: { events: [0.1, 0.2], responses: [0.2, 0.5] } }]);
  });

  test("is refused where what looks at events alone is to be read, and the other way round", () => {
    expect(readDesignFile(file)).toMatchObject({ ok: false, faults: [{ path: "design.kind", code: "counts-responses" }] });
    expect(faultsOf({ ...file, design: { kind: "boin", target: 0.25, cohortSize: 3, cohorts: 3 } })).toEqual([["design.kind", "not-known"]]);
  });

  const cases: readonly (readonly [string, unknown, readonly (readonly [string, string])[]])[] = [
    ["an unknown key", { ...file, design: { ...design, target: 0.3 } }, [["design.target", "unknown-key"]]],
    ["a utility above 100", { ...file, design: { ...design, utility: { neither: 140, both: 60 } } }, [["design.utility.neither", "not-in-range"]]],
    ["a missing utility", { ...file, design: { ...design, utility: { both: 60 } } }, [["design.utility", "missing-key"]]],
    ["a first dose level that is not there", { ...file, design: { ...design, start: 3 } }, [["design.start", "not-a-whole-number"]]],
    ["behaviours and times", { ...file, behaviours: [], timing: { window: 28, accrual: { kind: "interval", days: 7 } } }, [["behaviours", "counts-responses"], ["timing", "counts-responses"]]],
    ["a scenario without responses", { ...file, scenarios: [{ name: "a", truth: [0.1, 0.2] }] }, [["scenarios.0", "missing-key"]]],
    ["responses for one dose level of two", { ...file, scenarios: [{ name: "a", truth: [0.1, 0.2], response: { truth: [0.3] } }] }, [["scenarios.0.response.truth", "wrong-length"]]],
    ["more with both than with the event", { ...file, scenarios: [{ name: "a", truth: [0.1, 0.2], response: { truth: [0.3, 0.4], both: [0.2, 0.1] } }] }, [["scenarios.0.response.both.0", "impossible-rate"]]],
    ["days", { ...file, scenarios: [{ name: "a", truth: [0.1, 0.2], response: { truth: [0.3, 0.4], days: 28 } }] }, [["scenarios.0.response.days", "key-of-another-kind"]]],
    ["two scenarios of one name", { ...file, scenarios: [file.scenarios[0], file.scenarios[0]] }, [["scenarios.1.name", "name-twice"]]],
  ];
  test.each(cases)("has no %s", (_, value, faults) => expect(faultsOf(value)).toEqual(faults));
});

test("responses of designs that backfill need their days, and say nothing of both", () => {
  const read = readDesignFile({ ...file, design: { kind: "boin", target: 0.25, cohortSize: 3, cohorts: 3 }, scenarios: [{ name: "a", truth: [0.1, 0.2], response: { truth: [0.3, 0.4], both: [0.1, 0.1] } }] });
  expect(read.ok ? [] : read.faults.map(({ path, code }) => [path, code])).toEqual([["scenarios.0.response", "missing-key"], ["scenarios.0.response.both", "key-of-another-kind"]]);
});
