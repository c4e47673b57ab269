/** Has anybody touched the audit trail? */
import { firstAuditHash } from "./audit-entry.ts";
import type { AuditEntry } from "./audit-entry.ts";
import { canonicalAuditText } from "./audit-hash.ts";

/** A head that was signed and kept outside the database; its signature has been checked by the caller. */
export interface SignedHead {
  readonly seq: number;
  readonly hash: string;
  /** Did the signature hold? */
  readonly genuine: boolean;
}

/** What of an entry ties it to its neighbours: a long chain is checked from these, without its contents in memory. */
export interface ChainLink {
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
  /** Does the entry's text give its hash? See {@link chainLinkOf}. */
  readonly sound: boolean;
}

export type ChainFinding =
  /** The row does not say any more what it said when it was written. */
  | { readonly kind: "changed"; readonly seq: number }
  /** These rows are gone. */
  | { readonly kind: "removed"; readonly fromSeq: number; readonly toSeq: number }
  /** No other row is chained to this one: it was put in afterwards. */
  | { readonly kind: "inserted"; readonly seq: number }
  /** A signed head says that the chain was longer. */
  | { readonly kind: "tail-cut"; readonly fromSeq: number; readonly toSeq: number }
  /** Rows that fit each other, but not the signed head: written anew from somewhere in this stretch on. */
  | { readonly kind: "rewritten"; readonly fromSeq: number; readonly toSeq: number }
  /** A head that nobody with the key has signed; it counts for nothing. */
  | { readonly kind: "head-forged"; readonly seq: number };

export interface ChainVerdict {
  readonly intact: boolean;
  readonly checked: number;
  /** Highest sequence number that a genuine head vouches for; `null`: none does, so a cut tail or a rewritten chain would go unseen. */
  readonly anchoredTo: number | null;
  readonly findings: readonly ChainFinding[];
}

/**
 * Checks one chain (one site, one study) from its first entry.
 *
 * Finds rows that were changed (alone, or together with their own hash), removed or inserted (also with the later rows
 * renumbered, which then count as changed), a tail that was cut off, and a chain that was written anew with fitting
 * hashes; the last two need a genuine head. Entries above the highest genuine head are only checked against each other.
 *
 * @param entries all entries of the chain, in any order.
 * @param hash the hash function that wrote the chain, of text to text.
 * @param heads heads kept outside the database, in any order.
 */
export function verifyChain(entries: readonly AuditEntry[], hash: (text: string) => string, heads: readonly SignedHead[]): ChainVerdict {
  return verifyLinks(entries.map((entry) => chainLinkOf(entry, hash)), heads);
}

/** The link of one entry; see {@link verifyLinks}. */
export function chainLinkOf(entry: AuditEntry, hash: (text: string) => string): ChainLink {
  return { seq: entry.seq, prevHash: entry.prevHash, hash: entry.hash, sound: isSound(entry, hash) };
}

/** As {@link verifyChain}, from the links of all entries: for chains that are read in batches. */
export function verifyLinks(links: readonly ChainLink[], heads: readonly SignedHead[]): ChainVerdict {
  const rows = links.toSorted((a, b) => a.seq - b.seq);
  const genuine = heads.filter((head) => head.genuine).toSorted((a, b) => a.seq - b.seq);
  const inserted = findInserted(rows, new Set(genuine.map((head) => head.hash)));
  const line = rows.filter((row) => !inserted.has(row));

  const changed = new Set(line.filter((row) => !row.sound).map((row) => row.seq));
  const removed: ChainFinding[] = [];
  for (const [index, row] of line.entries()) {
    const before = line[index - 1];
    const expectedSeq = (before?.seq ?? 0) + 1;
    if (row.seq > expectedSeq) removed.push({ kind: "removed", fromSeq: expectedSeq, toSeq: row.seq - 1 });
    else if (row.sound && row.prevHash !== (before?.hash ?? firstAuditHash)) changed.add(before?.seq ?? row.seq);
  }

  const bySeq = new Map(line.map((row) => [row.seq, row]));
  const findings: ChainFinding[] = [
    ...heads.filter((head) => !head.genuine).map((head): ChainFinding => ({ kind: "head-forged", seq: head.seq })),
    ...[...changed].map((seq): ChainFinding => ({ kind: "changed", seq })),
    ...removed,
    ...[...inserted].map((row): ChainFinding => ({ kind: "inserted", seq: row.seq })),
    ...findTailCut(line.at(-1)?.seq ?? 0, genuine.at(-1)?.seq ?? 0),
    ...findRewritten(genuine, (seq) => bySeq.get(seq)?.hash ?? null, changed),
  ];
  return { intact: findings.length === 0, checked: rows.length, anchoredTo: genuine.at(-1)?.seq ?? null, findings };
}

function isSound(row: AuditEntry, hash: (text: string) => string): boolean {
  try {
    return hash(canonicalAuditText(row)) === row.hash;
  } catch (error) {
    // A stored value that cannot be written as JSON was not written by the gate.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/**
 * Rows that the rows around them pass over: a later row is chained to an earlier one across them. Of rows with the same
 * number, the ones that neither a genuine head nor the next row is chained to.
 */
function findInserted(rows: readonly ChainLink[], genuineHashes: ReadonlySet<string>): ReadonlySet<ChainLink> {
  const positionOfHash = new Map<string, number>([[firstAuditHash, -1]]);
  const inserted = new Set<ChainLink>();
  for (const [index, row] of rows.entries()) {
    const linkedTo = positionOfHash.get(row.prevHash);
    if (linkedTo !== undefined && linkedTo < index - 1) {
      const passedOver = rows.slice(linkedTo + 1, index).filter((one) => !inserted.has(one));
      const other = passedOver.at(-1)?.hash ?? "";
      const forked = genuineHashes.has(other) || (!isContinued(rows, index, row.hash) && isContinued(rows, index, other));
      if (forked) inserted.add(row);
      else for (const one of passedOver) inserted.add(one);
    }
    if (!inserted.has(row)) positionOfHash.set(row.hash, index);
  }
  return inserted;
}

/** Is a row after this position chained to the hash? */
function isContinued(rows: readonly ChainLink[], position: number, hash: string): boolean {
  const next = rows[position + 1];
  return next !== undefined && (next.prevHash === hash || rows[position + 2]?.prevHash === hash);
}

function findTailCut(lastSeq: number, headSeq: number): readonly ChainFinding[] {
  return headSeq > lastSeq ? [{ kind: "tail-cut", fromSeq: lastSeq + 1, toSeq: headSeq }] : [];
}

/** The first stretch between a head that fits (or the beginning) and a head that does not. A single changed row explains itself. */
function findRewritten(heads: readonly SignedHead[], hashAt: (seq: number) => string | null, changed: ReadonlySet<number>): readonly ChainFinding[] {
  let fits = 0;
  for (const head of heads) {
    const found = hashAt(head.seq);
    if (found === null) continue;
    if (found === head.hash) fits = head.seq;
    else return changed.has(head.seq) ? [] : [{ kind: "rewritten", fromSeq: fits + 1, toSeq: head.seq }];
  }
  return [];
}
