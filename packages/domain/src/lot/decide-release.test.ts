import { describe, expect, test } from "vitest";
import { at, examplePeople } from "../../test/example-event.ts";
import { exampleLot } from "../../test/example-day.ts";
import { exampleProtocol, exampleSource } from "../../test/example-protocol.ts";
import type { ReleaseTest } from "../protocol/protocol.ts";
import { decideRelease } from "./decide-release.ts";
import type { Lot, TestResult } from "./lot.ts";

const quality = { delegations: ["quality-release"] as const };
const now = at(0);
const open: Lot = { ...exampleLot, release: null };

function result(testId: string, value: string | number, more: Partial<TestResult> & { unit?: string } = {}): TestResult {
  const { unit = "%", ...rest } = more;
  return {
    testId,
    result: typeof value === "number" ? { kind: "number", quantity: { value, unit } } : { kind: "qualitative", value },
    stage: "final",
    reportedAt: at(-100),
    reportedBy: "Quality laboratory",
    ...rest,
  };
}

const viability = result("viability", 91);
const endotoxin = result("endotoxin", 0.2, { unit: "[EU]/mL" });
const sterility = result("sterility", "no-growth");
const interim = result("sterility-interim", "no-growth", { stage: "interim" });

function unmet(lot: Lot, kind: "final" | "conditional" = "final", signer: Parameters<typeof decideRelease>[4] = quality): string[] {
  return decideRelease(exampleProtocol, lot, kind, now, signer).reasons.map((one) => one.code);
}

describe("release of a lot", () => {
  test("a lot with every final result in order is released, and each test is on the record", () => {
    const decision = decideRelease(exampleProtocol, open, "final", now, quality);
    expect(decision.outcome).toBe("allowed");
    expect(decision.met.filter((one) => one.code === "release-test-passed").map((one) => one.saw["title"])).toEqual(["Viability", "Sterility", "Endotoxin"]);
  });

  test("only a person with the delegation may sign", () => {
    expect(unmet(open, "final", { delegations: [] })).toEqual(["release-signer-not-delegated"]);
  });

  test("a donor that is not eligible or not assessed, an expiry that is past or unknown: all are listed together", () => {
    expect(unmet({ ...open, donorEligible: null, expiresAt: null })).toEqual(["donor-eligibility-unknown", "lot-expiry-unknown"]);
    expect(unmet({ ...open, donorEligible: false, expiresAt: now })).toEqual(["donor-not-eligible", "lot-expired"]);
    expect(unmet({ ...open, expiresAt: at(1) })).toEqual([]);
  });

  test("a result at the limit passes, below it fails: viability of 75 % where at least 75 % is asked", () => {
    const withViability = (value: number) => unmet({ ...open, results: [result("viability", value), sterility, endotoxin] });
    expect(withViability(75)).toEqual([]);
    expect(withViability(74.9)).toEqual(["release-test-failed"]);
  });

  test("a missing final result is unmet for a final release", () => {
    expect(unmet({ ...open, results: [viability, endotoxin] })).toEqual(["release-test-missing"]);
    expect(unmet({ ...open, results: [viability, endotoxin, { ...sterility, result: null }] })).toEqual(["release-test-missing"]);
    expect(unmet({ ...open, results: [] })).toEqual(["release-test-missing", "release-test-missing", "release-test-missing"]);
  });

  test("an interim result opens a conditional release only where the protocol allows it", () => {
    expect(unmet({ ...open, results: [viability, endotoxin, interim] }, "conditional")).toEqual([]);
    expect(unmet({ ...open, results: [viability, endotoxin, interim] }, "final")).toEqual(["release-test-missing"]);
    expect(unmet({ ...open, results: [viability, endotoxin] }, "conditional")).toEqual(["release-interim-missing"]);
    // The protocol names no interim for viability.
    expect(unmet({ ...open, results: [endotoxin, sterility] }, "conditional")).toEqual(["release-test-no-interim"]);
  });

  test("an interim result that fails stops both kinds of release, until a corrected one is reported", () => {
    const growth = result("sterility-interim", "growth", { stage: "interim", reportedAt: at(-90) });
    expect(unmet({ ...open, results: [viability, endotoxin, growth] }, "conditional")).toEqual(["release-interim-failed"]);
    expect(unmet({ ...open, results: [viability, endotoxin, sterility, growth] })).toEqual(["release-interim-failed"]);
    const corrected = { ...interim, reportedAt: at(-80) };
    expect(unmet({ ...open, results: [viability, endotoxin, sterility, growth, corrected] })).toEqual([]);
  });

  test("a final result that fails is not healed by an interim one that passed", () => {
    expect(unmet({ ...open, results: [viability, endotoxin, interim, result("sterility", "growth")] }, "conditional")).toEqual(["release-test-failed"]);
  });

  test("an interim result in the place of a final one is no final result", () => {
    expect(unmet({ ...open, results: [{ ...viability, stage: "interim" }, endotoxin, sterility] })).toEqual(["release-test-missing"]);
  });

  test("a result that was reported after now is not yet known", () => {
    expect(unmet({ ...open, results: [viability, endotoxin, { ...sterility, reportedAt: at(1) }] })).toEqual(["release-test-missing"]);
  });

  test("a result in a unit or kind that does not fit is unmet: 0.2 EU/kg says nothing about EU/mL", () => {
    expect(unmet({ ...open, results: [viability, sterility, result("endotoxin", 0.2, { unit: "[EU]/kg" })] })).toEqual(["release-result-unfit"]);
    expect(unmet({ ...open, results: [viability, endotoxin, result("sterility", 0)] })).toEqual(["release-result-unfit"]);
    expect(unmet({ ...open, results: [result("viability", 0.91, { unit: "1" }), sterility, endotoxin] })).toEqual([]);
  });

  test("a released lot is not released again; a conditional one may become final; a withdrawn one never comes back", () => {
    const signed = { signedBy: examplePeople.cellProcessing, signedAt: at(-50), reason: "r" };
    expect(unmet({ ...open, release: { kind: "final", ...signed } })).toEqual(["lot-release-closed"]);
    expect(unmet({ ...open, release: { kind: "conditional", ...signed } })).toEqual([]);
    expect(unmet({ ...open, release: { kind: "conditional", ...signed } }, "conditional")).toEqual(["lot-release-closed"]);
    expect(unmet({ ...open, release: { kind: "withdrawn", ...signed } })).toEqual(["lot-release-closed"]);
    expect(unmet({ ...open, release: { kind: "rejected", ...signed } })).toEqual(["lot-release-closed"]);
  });

  test("the passage is held against the lot where it is a release test, and information decides nothing", () => {
    const passage: ReleaseTest = { id: "passage", title: "Passage", kind: "number", comparator: "<=", limit: { value: 5, unit: "1" }, required: true, source: exampleSource };
    const marker: ReleaseTest = { id: "hla-dr", title: "HLA-DR", kind: "number", comparator: "<=", limit: { value: 2, unit: "%" }, required: false, source: exampleSource };
    const protocol = { ...exampleProtocol, release: [passage, marker] };
    const codes = (lot: Lot) => decideRelease(protocol, lot, "final", now, quality);
    expect(codes(open).outcome).toBe("allowed");
    expect(codes({ ...open, passage: 6 }).reasons.map((one) => one.code)).toEqual(["release-test-failed"]);
    expect(codes({ ...open, passage: null }).reasons.map((one) => one.code)).toEqual(["release-test-missing"]);
    expect(codes({ ...open, results: [result("hla-dr", 15)] }).met.map((one) => one.code)).toContain("release-test-informative");
  });

  test("a protocol without release tests releases nothing", () => {
    expect(decideRelease({ ...exampleProtocol, release: [] }, open, "final", now, quality).reasons.map((one) => one.code)).toEqual(["release-no-tests"]);
  });
});
