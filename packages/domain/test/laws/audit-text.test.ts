import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AuditEntry } from "../../src/audit/audit-entry.ts";
import { canonicalAuditText, canonicalJson } from "../../src/audit/audit-hash.ts";

const plain = fc.jsonValue({ maxDepth: 4 });
const entry: Omit<AuditEntry, "hash"> = {
  siteId: "s1", chainId: "c1", seq: 7, at: "2026-03-04T09:05:00.000Z", actorId: "p1", actorRole: "nurse", deviceId: "t1",
  what: "confirm-dose", entity: "infusion", entityId: "i1", from: { rate: { value: 2, unit: "mL/min" } }, to: { rate: { value: 3, unit: "mL/min" } }, reason: "asked", prevHash: "0",
};

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).toReversed().map(([key, one]) => [key, turned(one)]));
}

describe("laws of the audited text", () => {
  test("the order of keys does not matter, at any depth", () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
      }),
    );
    expect(canonicalAuditText(turned(entry) as typeof entry)).toBe(canonicalAuditText(entry));
  });

  test("storing as JSON and reading back gives the same text", () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
      }),
    );
  });

  test("different values have different texts", () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        const same = canonicalJson(JSON.parse(canonicalJson(a))) === canonicalJson(JSON.parse(canonicalJson(b)));
        expect(canonicalJson(a) === canonicalJson(b)).toBe(same);
        expect(JSON.parse(canonicalJson(a))).toEqual(JSON.parse(JSON.stringify(a)));
      }),
    );
  });

  test("any changed field changes the text", () => {
    for (const field of Object.keys(entry) as (keyof typeof entry)[]) {
      for (const other of ["other", null, 8, { rate: { value: 2, unit: "mL/h" } }]) {
        const changed = { ...entry, [field]: other };
        expect(canonicalAuditText(changed), `field ${field}`).not.toBe(canonicalAuditText(entry));
      }
    }
  });

  test("the hash itself and foreign properties are not part of the text", () => {
    expect(canonicalAuditText({ ...entry, hash: "x", note: "y" } as typeof entry)).toBe(canonicalAuditText(entry));
  });

  test("what JSON would lose or bend is refused; an undefined property is no property", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, new Date(0), new Map(), [undefined], () => 1, 10n, "\ud800"]) {
      expect(() => canonicalJson({ value })).toThrow(TypeError);
    }
    expect(canonicalJson({ a: undefined, b: -0 })).toBe('{"b":0}');
    expect(canonicalJson({ b: 1.5, a: "é\n", 10: [true, null], 9: 1e21 })).toBe('{"10":[true,null],"9":1e+21,"a":"é\\n","b":1.5}');
  });
});
