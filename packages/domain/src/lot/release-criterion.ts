/** Holds one test result against one release test of the protocol. */
import type { Seen } from "../decision/decision.ts";
import type { Instant } from "../infusion/infusion-event.ts";
import type { ReleaseTest } from "../protocol/protocol.ts";
import { compareQuantities, sameDimension } from "../quantity/unit.ts";
import type { Lot, TestResult } from "./lot.ts";

export type ResultVerdict = "passes" | "fails" | "unfit" | "missing";

/**
 * `passes` or `fails` by the test's comparator and limit, or by the expected word, exactly as written;
 * `unfit` when kind or unit do not belong together or the test has no requirement; `missing` when there is no result yet.
 */
export function judgeResult(test: ReleaseTest, result: TestResult["result"]): ResultVerdict {
  if (result === null) return "missing";
  if (test.kind === "qualitative") {
    if (result.kind !== "qualitative" || test.expected === undefined) return "unfit";
    return result.value === test.expected ? "passes" : "fails";
  }
  const { comparator, limit } = test;
  if (result.kind !== "number" || comparator === undefined || limit === undefined) return "unfit";
  if (!sameDimension(result.quantity.unit, limit.unit) || !Number.isFinite(result.quantity.value)) return "unfit";
  const difference = compareQuantities(result.quantity, limit);
  const holds = { ">=": difference >= 0, ">": difference > 0, "<=": difference <= 0, "<": difference < 0 }[comparator];
  return holds ? "passes" : "fails";
}

/** The latest result of a test that was reported by `now`; `null`: none. Of two at the same time the later in the list. */
export function latestResult(lot: Lot, testId: string, stages: readonly TestResult["stage"][], now: Instant): TestResult | null {
  const known = lot.results.filter((one) => one.testId === testId && stages.includes(one.stage) && one.reportedAt <= now);
  return known.reduce<TestResult | null>((latest, one) => (latest === null || one.reportedAt >= latest.reportedAt ? one : latest), null);
}

/** What a reason about a result shows. */
export function describeResult(test: ReleaseTest, result: TestResult["result"]): Record<string, Seen> {
  const requirement = test.kind === "qualitative" ? { comparator: "=", limit: test.expected ?? null, limitUnit: "" } : { comparator: test.comparator ?? null, limit: test.limit?.value ?? null, limitUnit: test.limit?.unit ?? "" };
  const seen = result === null ? { value: null, unit: "" } : result.kind === "number" ? { value: result.quantity.value, unit: result.quantity.unit } : { value: result.value, unit: "" };
  return { title: test.title, ...seen, ...requirement };
}
