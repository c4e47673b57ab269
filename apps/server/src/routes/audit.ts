/** The audit trail: read, and verified. */
import type { AuditEntry } from "@stroma/domain";
import { verifySite } from "../audit/verify-audit.ts";
import { withholdIdentity } from "../audit/withhold-identity.ts";
import { register, type RouteApp } from "../http/register.ts";
import { findAuditEntries } from "../store/audit-store.ts";
import { siteChain } from "../store/chain.ts";
import { findDisplayNames } from "../store/people-names-store.ts";

const mostEntries = 1_000;

export function addAuditRoutes(app: RouteApp): void {
  const { store } = app.parts;
  register(app, "listAuditEntries", async ({ siteId, query, session }) => {
    const skip = Math.min(Number(query.before ?? "0"), 1_000_000_000);
    const limit = Math.min(Math.max(Number(query.limit ?? "100"), 1), mostEntries);
    const { entries, names } = await store.read(siteId, async (tx) => {
      const found = await findAuditEntries(tx, siteId, {
        ...(query.studyId === undefined ? {} : { chainId: query.studyId }),
        ...(query.entityId === undefined ? {} : { entityId: query.entityId }),
        skip,
        limit: limit + 1,
      });
      return { entries: await withholdIdentity(tx, siteId, session.person?.id ?? null, found), names: await findDisplayNames(tx, found.flatMap(({ actorId }) => (actorId === null ? [] : [actorId]))) };
    });
    return { entries: entries.slice(0, limit).map((entry) => rowOf(entry, names)), next: entries.length > limit ? String(skip + limit) : null };
  });

  register(app, "verifyAudit", async ({ siteId }) => {
    const chains = await verifySite(store, siteId, store.auditHeads?.read() ?? null);
    return {
      ok: chains.every((chain) => chain.ok),
      chains: chains.map(({ studyId, entries, ok, findings }) => ({ studyId, entries, ok, findings: findings.map(({ kind, seq, message }) => ({ kind, seq, message })) })),
    };
  });
}

const rowOf = (entry: AuditEntry, names: ReadonlyMap<string, string>) => ({
  siteId: entry.siteId, studyId: entry.chainId === siteChain ? null : entry.chainId, seq: entry.seq, at: entry.at,
  actorId: entry.actorId, actorName: entry.actorId === null ? null : (names.get(entry.actorId) ?? null), actorRole: entry.actorRole, deviceId: entry.deviceId,
  what: entry.what, entity: entry.entity, entityId: entry.entityId, from: entry.from, to: entry.to, reason: entry.reason, prevHash: entry.prevHash, hash: entry.hash,
});
