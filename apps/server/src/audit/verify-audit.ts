/** Has anybody touched the audit trail of a site, or the events that it speaks of? */
import { type ChainFinding, type ChainLink, chainLinkOf, verifyLinks } from "@stroma/domain";
import { findChains, findEntriesAfter } from "../store/audit-store.ts";
import { siteChain } from "../store/chain.ts";
import { findSites } from "../store/site-store.ts";
import type { Store } from "../store/store.ts";
import { hashText } from "./entry-hash.ts";
import { type SignedHeads, chainKey } from "./signed-heads.ts";
import { type EventFinding, compareEvents, findSmuggled } from "./verify-events.ts";

export interface AuditFinding {
  readonly kind: ChainFinding["kind"] | "head-missing" | EventFinding["kind"] | "more";
  readonly seq: number | null;
  readonly message: string;
}
export interface ChainReport {
  readonly siteId: string;
  /** Null for the site's own affairs. */
  readonly studyId: string | null;
  readonly entries: number;
  readonly ok: boolean;
  readonly findings: readonly AuditFinding[];
}

/** Entries in memory at a time: a chain of a long study has millions. */
const batchSize = 1_000;
/** Findings about events that are named one by one; a report of a million lines is read by nobody. */
const mostNamed = 200;

/**
 * Verifies every chain of a site against the rows, the chain's head in the database and the signed head kept outside, and
 * every infusion event against its entry.
 * @param heads null where none are kept: then a cut tail or a chain written anew cannot be seen.
 */
export async function verifySite(store: Pick<Store, "read">, siteId: string, heads: SignedHeads | null): Promise<ChainReport[]> {
  // Chains that only the kept heads know are chains that were removed as a whole.
  const chains = new Map((await store.read(siteId, (tx) => findChains(tx, siteId))).map((chain) => [chain.chainId, chain]));
  for (const head of heads?.newest.values() ?? []) {
    if (head.siteId === siteId && !chains.has(head.chainId)) chains.set(head.chainId, { chainId: head.chainId, seq: 0, hash: null });
  }
  const reports: ChainReport[] = [];
  for (const chainId of [...chains.keys()].toSorted()) reports.push(await verifyOne(store, siteId, chainId, heads));
  return reports;
}

/** Every site; for the command line. */
export async function verifyAllSites(store: Pick<Store, "read" | "auth">, heads: SignedHeads | null): Promise<ChainReport[]> {
  const siteIds = new Set((await store.auth(findSites)).map((site) => site.id));
  for (const head of heads?.newest.values() ?? []) siteIds.add(head.siteId);
  const reports: ChainReport[] = [];
  for (const siteId of [...siteIds].toSorted()) reports.push(...(await verifySite(store, siteId, heads)));
  return reports;
}

async function verifyOne(store: Pick<Store, "read">, siteId: string, chainId: string, heads: SignedHeads | null): Promise<ChainReport> {
  const kept = heads?.newest.get(chainKey({ siteId, chainId }));
  // The head is read first: entries that come meanwhile only lengthen the chain.
  const head = (await store.read(siteId, (tx) => findChains(tx, siteId))).find((chain) => chain.chainId === chainId);
  const { links, events } = await readChain(store, siteId, chainId);
  const signed = kept === undefined ? [] : [{ seq: kept.seq, hash: kept.hash, genuine: true }];
  const verdict = verifyLinks(links, signed);
  const findings = verdict.findings.map(describe);
  if (verdict.findings.length === 0) findings.push(...compareWithHead(head, new Map(links.map((link) => [link.seq, link.hash]))));
  if (heads !== null && heads.forged.length > 0) findings.push({ kind: "head-forged", seq: null, message: `${heads.forged.length} kept heads were not signed by this server's key.` });
  findings.push(...events);
  return { siteId, studyId: chainId === siteChain ? null : chainId, entries: links.length, ok: findings.length === 0, findings };
}

/** The chain batch by batch: of each entry only its link is kept. An entry that is not sound says nothing about its event. */
async function readChain(store: Pick<Store, "read">, siteId: string, chainId: string): Promise<{ readonly links: ChainLink[]; readonly events: AuditFinding[] }> {
  const links: ChainLink[] = [];
  const events: AuditFinding[] = [];
  let unnamed = 0;
  const note = (found: readonly EventFinding[]) => {
    const named = found.slice(0, Math.max(0, mostNamed - events.length));
    events.push(...named);
    unnamed += found.length - named.length;
  };
  for (let after: number | null = null; ; ) {
    const from: number | null = after;
    const batch = await store.read(siteId, async (tx) => {
      const entries = await findEntriesAfter(tx, siteId, chainId, from, batchSize);
      const own = entries.map((entry) => chainLinkOf(entry, hashText));
      note(await compareEvents(tx, siteId, entries.filter((_, index) => own[index]?.sound === true)));
      return own;
    });
    links.push(...batch);
    after = batch.at(-1)?.seq ?? null;
    if (batch.length < batchSize) break;
  }
  if (chainId !== siteChain) note(await store.read(siteId, (tx) => findSmuggled(tx, siteId, chainId, mostNamed)));
  if (unnamed > 0) events.push({ kind: "more", seq: null, message: `${unnamed} more events do not fit the trail.` });
  return { links, events };
}

/** The database's own head is no proof, but a head that does not fit its rows says that somebody was there. */
function compareWithHead(head: { readonly seq: number; readonly hash: string | null } | undefined, hashes: ReadonlyMap<number, string>): AuditFinding[] {
  if (head === undefined || head.hash === null) return hashes.size === 0 ? [] : [{ kind: "head-missing", seq: null, message: "The chain's head in the database is missing." }];
  const last = Math.max(0, ...hashes.keys());
  if (head.seq > last) return [{ kind: "tail-cut", seq: last + 1, message: `Entries ${last + 1} to ${head.seq} are gone: the chain's head says that they were there.` }];
  if (head.seq > 0 && hashes.get(head.seq) !== head.hash) return [{ kind: "rewritten", seq: head.seq, message: `Entry ${head.seq} does not fit the chain's head.` }];
  return [];
}

function describe(finding: ChainFinding): AuditFinding {
  switch (finding.kind) {
    case "changed":
      return { kind: "changed", seq: finding.seq, message: `Entry ${finding.seq} was changed after it was written.` };
    case "removed":
      return { kind: "removed", seq: finding.fromSeq, message: `Entries ${finding.fromSeq} to ${finding.toSeq} were removed.` };
    case "inserted":
      return { kind: "inserted", seq: finding.seq, message: `Entry ${finding.seq} was put in afterwards.` };
    case "tail-cut":
      return { kind: "tail-cut", seq: finding.fromSeq, message: `Entries ${finding.fromSeq} to ${finding.toSeq} are gone: a signed head says that they were there.` };
    case "rewritten":
      return { kind: "rewritten", seq: finding.fromSeq, message: `The chain was written anew somewhere between entries ${finding.fromSeq} and ${finding.toSeq}.` };
    case "head-forged":
      return { kind: "head-forged", seq: finding.seq, message: `The kept head of entry ${finding.seq} was not signed by this server's key.` };
  }
}
