/** Synthetic lots whose results pass whatever the protocol asks for; no number of a study stands here. */
import type { Instant, Protocol, ReleaseTest, TestResult } from "@stroma/domain";
import type { LotInput } from "../commands/create-lot.ts";

/** Four bags of 75 million viable cells in 50 mL with 5 % DMSO. */
export function exampleLotInput(code: string, now: Instant): LotInput {
  return {
    code,
    sourceTissue: "umbilical-cord",
    passage: 4,
    donorEligible: true,
    manufacturedOn: new Date(Date.parse(now) - 30 * 86_400_000).toISOString().slice(0, 10),
    expiresAt: new Date(Date.parse(now) + 300 * 86_400_000).toISOString(),
    carrier: "Example carrier: albumin solution (synthetic)",
    dmso: { value: 0.05, unit: "g/mL" },
    bags: [1, 2, 3, 4].map((number) => ({ code: `${code}-BAG-${number}`, viableCells: { value: 75, unit: "10*6{cells}" }, volume: { value: 50, unit: "mL" } })),
  };
}

type ExampleResult = Pick<TestResult, "testId" | "result" | "stage">;

/** A passing final result for every required test; what the protocol lets wait for an interim result is left out where asked. */
export function exampleResults(protocol: Protocol, awaiting: "nothing" | "what-may-wait"): ExampleResult[] {
  const interims = new Set(protocol.release.flatMap((test) => test.interim ?? []));
  return protocol.release
    .filter((test) => test.required && !(awaiting === "what-may-wait" && test.interim !== undefined))
    .map((test) => ({ testId: test.id, result: passing(test), stage: interims.has(test.id) ? "interim" : "final" }));
}

function passing(test: ReleaseTest): TestResult["result"] {
  if (test.kind === "qualitative" || test.limit === undefined) return { kind: "qualitative", value: test.expected ?? "passes" };
  const { value, unit } = test.limit;
  const least = test.comparator === ">=" || test.comparator === ">";
  // Halfway to the end of the scale: 100 % above a least value, nothing below a greatest.
  const inside = least ? (unit === "%" ? (value + 100) / 2 : value * 2) : unit === "1" ? value - 1 : value / 2;
  return { kind: "number", quantity: { value: inside, unit } };
}
