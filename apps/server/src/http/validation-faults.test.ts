import { contract, schemas } from "@stroma/api";
import { expect, test } from "vitest";
import { classifyError } from "./problem.ts";
import { faultsOf, isOfNoId } from "./validation-faults.ts";

const idPattern = "pattern" in schemas.Id ? schemas.Id.pattern : null;
const noMatch = (instancePath: string, pattern: unknown) => ({ keyword: "pattern", instancePath, params: { pattern }, message: `must match pattern "${String(pattern)}"` });

test("an address with a malformed id is an address of nothing", () => {
  const validation = [noMatch("/infusionId", idPattern)];
  expect(classifyError(Object.assign(new Error("x"), { validation, validationContext: "params" }))).toEqual({ code: "not-found", details: {} });
  expect(isOfNoId([noMatch("/level", "^[1-9][0-9]?$")], "params")).toBe(false);
});

test("a malformed id in a body or a query is a fault that says what is right", () => {
  for (const [context, path] of [["body", "bagId"], ["querystring", "query.bagId"]] as const) {
    const { code, details } = classifyError(Object.assign(new Error("x"), { validation: [noMatch("/bagId", idPattern)], validationContext: context }));
    expect([code, details.faults]).toMatchObject(["invalid-input", [{ path, code: "not-valid", message: "This is not an id.", remedy: expect.stringContaining("8, 4, 4, 4 and 12") as string }]]);
  }
});

test("no form of text that the contract asks for is told as a regular expression", () => {
  const patterns = new Set([...JSON.stringify(contract).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/gu)].map(([, text]) => JSON.parse(text ?? "") as string));
  expect(patterns.size).toBeGreaterThan(5);
  for (const pattern of patterns) for (const fault of faultsOf([noMatch("/x", pattern)], "body")) expect(`${fault.message} ${fault.remedy}`).not.toMatch(/pattern|[[\]^$\\]/u);
});
