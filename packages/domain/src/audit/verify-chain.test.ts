import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { firstAuditHash } from "./audit-entry.ts";
import type { AuditEntry } from "./audit-entry.ts";
import { canonicalAuditText } from "./audit-hash.ts";
import { verifyChain } from "./verify-chain.ts";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

function seal(entry: Omit<AuditEntry, "hash">): AuditEntry {
  return { ...entry, hash: hash(canonicalAuditText(entry)) };
}

/** A sound chain of so many entries; `mark` makes another history. */
function chainOf(length: number, mark = ""): AuditEntry[] {
  const chain: AuditEntry[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const prevHash = chain.at(-1)?.hash ?? firstAuditHash;
    chain.push(seal({ siteId: "s", chainId: "c", seq, at: "2026-03-04T09:05:00.000Z", actorId: "p", actorRole: "nurse", deviceId: "t", what: `step-${String(seq)}${mark}`, entity: "bag", entityId: "b", from: null, to: { n: seq }, reason: null, prevHash }));
  }
  return chain;
}

const chain = chainOf(10);
const row = (seq: number): AuditEntry => {
  const found = chain[seq - 1];
  if (found === undefined) throw new Error("no such row");
  return found;
};
const headAt = (seq: number) => ({ seq, hash: row(seq).hash, genuine: true });
const replace = (seq: number, by: AuditEntry) => chain.map((one) => (one.seq === seq ? by : one));

describe("the audit trail is checked", () => {
  test("an untouched chain is intact, in any order of reading", () => {
    expect(verifyChain(chain.toReversed(), hash, [headAt(10), headAt(4)])).toEqual({ intact: true, checked: 10, anchoredTo: 10, findings: [] });
  });

  test("without a genuine head the verdict says that nothing vouches for the end", () => {
    expect(verifyChain(chain, hash, [])).toMatchObject({ intact: true, anchoredTo: null });
    expect(verifyChain(chain, hash, [{ ...headAt(10), genuine: false }])).toMatchObject({ intact: false, anchoredTo: null, findings: [{ kind: "head-forged", seq: 10 }] });
  });

  test("a changed row is named", () => {
    expect(verifyChain(replace(4, { ...row(4), reason: "other" }), hash, [headAt(10)]).findings).toEqual([{ kind: "changed", seq: 4 }]);
    expect(verifyChain(replace(10, { ...row(10), to: null }), hash, []).findings).toEqual([{ kind: "changed", seq: 10 }]);
  });

  test("a row that was changed together with its own hash is named", () => {
    expect(verifyChain(replace(4, seal({ ...row(4), reason: "other" })), hash, [headAt(10)]).findings).toEqual([{ kind: "changed", seq: 4 }]);
  });

  test("a last row that was changed with its hash is found by the head", () => {
    expect(verifyChain(replace(10, seal({ ...row(10), reason: "other" })), hash, [headAt(8), headAt(10)]).findings).toEqual([{ kind: "rewritten", fromSeq: 9, toSeq: 10 }]);
  });

  test("removed rows are named, also at the beginning", () => {
    expect(verifyChain(chain.filter((one) => one.seq !== 5 && one.seq !== 6), hash, [headAt(10)]).findings).toEqual([{ kind: "removed", fromSeq: 5, toSeq: 6 }]);
    expect(verifyChain(chain.slice(2), hash, []).findings).toEqual([{ kind: "removed", fromSeq: 1, toSeq: 2 }]);
  });

  test("an inserted row with a number that exists is named, wherever it is read", () => {
    const extra = seal({ ...row(6), what: "extra" });
    for (const rows of [[...chain, extra], [extra, ...chain]]) {
      expect(verifyChain(rows, hash, [headAt(10)]).findings).toEqual([{ kind: "inserted", seq: 6 }]);
    }
  });

  test("a second last row is told from the real one by the head", () => {
    const extra = seal({ ...row(10), what: "extra" });
    for (const rows of [[...chain, extra], [extra, ...chain]]) expect(verifyChain(rows, hash, [headAt(10)]).findings).toEqual([{ kind: "inserted", seq: 10 }]);
  });

  test("an inserted row with the later rows renumbered is named", () => {
    const extra = seal({ ...row(6), what: "extra" });
    const rows = [...chain.slice(0, 5), extra, ...chain.slice(5).map((one) => ({ ...one, seq: one.seq + 1 }))];
    const { findings } = verifyChain(rows, hash, [headAt(10)]);
    expect(findings).toContainEqual({ kind: "inserted", seq: 6 });
    expect(findings).toContainEqual({ kind: "changed", seq: 7 });
  });

  test("a removed row with the later rows renumbered is not missed", () => {
    const rows = [...chain.slice(0, 5), ...chain.slice(6).map((one) => ({ ...one, seq: one.seq - 1 }))];
    const { findings } = verifyChain(rows, hash, [headAt(10)]);
    expect(findings).toContainEqual({ kind: "changed", seq: 6 });
    expect(findings).toContainEqual({ kind: "tail-cut", fromSeq: 10, toSeq: 10 });
  });

  test("a tail that was cut off is found by the head, down to an empty table", () => {
    expect(verifyChain(chain.slice(0, 7), hash, [headAt(10)]).findings).toEqual([{ kind: "tail-cut", fromSeq: 8, toSeq: 10 }]);
    expect(verifyChain([], hash, [headAt(10)]).findings).toEqual([{ kind: "tail-cut", fromSeq: 1, toSeq: 10 }]);
  });

  test("a chain that was written anew is found by the head, and the stretch is named", () => {
    expect(verifyChain(chainOf(10, "-new"), hash, [headAt(10)]).findings).toEqual([{ kind: "rewritten", fromSeq: 1, toSeq: 10 }]);
    const late = chain.slice(0, 6);
    for (const one of chain.slice(6)) late.push(seal({ ...one, reason: "new", prevHash: late.at(-1)?.hash ?? "" }));
    expect(verifyChain(late, hash, [headAt(3), headAt(5), headAt(9)]).findings).toEqual([{ kind: "rewritten", fromSeq: 6, toSeq: 9 }]);
  });

  test("a stored value that the gate could not have written counts as changed", () => {
    expect(verifyChain(replace(2, { ...row(2), to: Number.NaN }), hash, [headAt(10)]).findings).toEqual([{ kind: "changed", seq: 2 }]);
  });
});
