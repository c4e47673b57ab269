import { describe, expect, test } from "vitest";
import { allowed, decide, ownRule, protocolRule, reason, refused } from "./reason.ts";
import { describeReason } from "./reason-text.ts";

const rule = ownRule("test");

describe("a reason in words", () => {
  test("shows what the rule saw, with units as people write them", () => {
    const one = reason("above-limit", "limit.cell-rate-maximum", rule, { value: 6.000000000000001, unit: "10*6{cells}/min", limit: 5, limitUnit: "10*6{cells}/min" });
    expect(describeReason(one)).toEqual({ message: "6 million cells/min is above the limit of 5 million cells/min.", remedy: "Choose a rate, a duration or bags that keep the limit." });
  });

  test("an unknown value, and one that the rule did not record, read unknown", () => {
    expect(describeReason(reason("cells-insufficient", "bags", rule, { value: null, unit: "10*6{cells}" })).message).toBe("The bags hold unknown million cells; the dose needs unknown million cells.");
  });

  test("a doubled brace is one brace, and what was seen is never read as a template", () => {
    const catalogue = { "lot-expired": { message: "{{x}} {lot}", remedy: "{flag}" } };
    expect(describeReason(reason("lot-expired", "lot", rule, { lot: "{flag}", flag: true }), catalogue)).toEqual({ message: "{x} {flag}", remedy: "yes" });
  });

  test("a code of another version is named", () => {
    expect(describeReason({ ...reason("weight-missing", "weight", rule), code: "constructor" }).message).toBe('Reason "constructor" has no text in this version.');
  });
});

describe("decisions", () => {
  const unmet = reason("weight-missing", "weight", rule);

  test("nothing unmet is allowed, anything unmet refuses with every reason", () => {
    expect(decide(rule, [])).toEqual(allowed(rule));
    expect(decide(rule, [unmet, unmet]).reasons.length).toBe(2);
    expect(decide(rule, [unmet]).outcome).toBe("refused");
  });

  test("a refusal without a reason is a bug", () => {
    expect(() => refused(rule, [])).toThrow(RangeError);
  });

  test("a rule names its edition", () => {
    expect(protocolRule({ id: "p", version: "1.2.0" }, "dose")).toEqual({ id: "dose", edition: "p@1.2.0" });
  });
});
