/** Studies and their protocol versions at a site. */
import type { Instant, Protocol } from "@stroma/domain";
import { instantOf } from "./row-values.ts";
import type { Tx } from "./store.ts";

export interface StudyAtSite {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly example: boolean;
  readonly protocolId: string;
  readonly protocol: Protocol;
}

export interface ProtocolVersion {
  readonly id: string;
  readonly studyId: string | null;
  readonly version: string;
  readonly loadedAt: Instant;
  readonly protocol: Protocol;
}

/** The site's studies, each with the protocol version that is current at the site. */
export async function findStudies(tx: Tx, siteId: string): Promise<StudyAtSite[]> {
  const rows = await studyQuery(tx, siteId).orderBy("study.code").execute();
  return rows.map(toStudy);
}

export async function findStudy(tx: Tx, siteId: string, studyId: string): Promise<StudyAtSite | null> {
  const row = await studyQuery(tx, siteId).where("study.id", "=", studyId).executeTakeFirst();
  return row === undefined ? null : toStudy(row);
}

export async function findStudyByCode(tx: Tx, siteId: string, code: string): Promise<StudyAtSite | null> {
  const row = await studyQuery(tx, siteId).where("study.code", "=", code).executeTakeFirst();
  return row === undefined ? null : toStudy(row);
}

function studyQuery(tx: Tx, siteId: string) {
  return tx
    .selectFrom("study_site")
    .innerJoin("study", "study.id", "study_site.study_id")
    .innerJoin("protocol_version", "protocol_version.id", "study_site.protocol_version_id")
    .innerJoin("site", "site.id", "study_site.site_id")
    .where("study_site.site_id", "=", siteId)
    .select(["study.id", "study.code", "study.title", "study.example", "site.example as example_site", "study_site.protocol_version_id", "protocol_version.document"]);
}

/** A study that came with the examples is a real one at a site with real data. */
function toStudy(row: { id: string; code: string; title: string; example: boolean; example_site: boolean; protocol_version_id: string; document: unknown }): StudyAtSite {
  return { id: row.id, code: row.code, title: row.title, example: row.example && row.example_site, protocolId: row.protocol_version_id, protocol: row.document as Protocol };
}

/** One loaded protocol version by its id. Versions are immutable, so they may be kept in memory. */
export async function findProtocolVersion(tx: Tx, protocolId: string): Promise<ProtocolVersion | null> {
  const row = await tx.selectFrom("protocol_version").where("id", "=", protocolId).select(["id", "study_id", "version", "loaded_at", "document"]).executeTakeFirst();
  return row === undefined ? null : { id: row.id, studyId: row.study_id, version: row.version, loadedAt: instantOf(row.loaded_at), protocol: row.document as Protocol };
}

/** Versions of a study's document, newest first. */
export async function findProtocolVersions(tx: Tx, studyId: string): Promise<{ id: string; version: string; loadedAt: Instant }[]> {
  const rows = await tx.selectFrom("protocol_version").where("study_id", "=", studyId).select(["id", "version", "loaded_at"]).orderBy("loaded_at", "desc").orderBy("id", "desc").execute();
  return rows.map((row) => ({ id: row.id, version: row.version, loadedAt: instantOf(row.loaded_at) }));
}

/** As `stroma_auth`: does any site of this server run the study, and which text does it hold as this version? Names and digests only. */
export async function findKnownStudy(tx: Tx, documentId: string, version: string): Promise<{ studyId: string | null; loaded: { protocolId: string; sha256: string } | null }> {
  const study = await tx.selectFrom("study").where("code", "=", documentId).select("id").executeTakeFirst();
  const loaded = await tx.selectFrom("protocol_version").where("document_id", "=", documentId).where("version", "=", version).select(["id", "sha256"]).executeTakeFirst();
  return { studyId: study?.id ?? null, loaded: loaded === undefined ? null : { protocolId: loaded.id, sha256: loaded.sha256 } };
}

/** All rulesets and study documents that the site may build on, with digest of their text. */
export async function findLoadedDocuments(tx: Tx): Promise<{ id: string; version: string; sha256: string; protocol: Protocol }[]> {
  const rows = await tx.selectFrom("protocol_version").select(["document_id", "version", "sha256", "document"]).execute();
  return rows.map((row) => ({ id: row.document_id, version: row.version, sha256: row.sha256, protocol: row.document as Protocol }));
}

export async function insertStudy(tx: Tx, study: { id: string; code: string; title: string; example: boolean; createdAt: Instant }): Promise<void> {
  await tx.insertInto("study").values({ id: study.id, code: study.code, title: study.title, example: study.example, created_at: study.createdAt }).execute();
}

export async function insertProtocolVersion(tx: Tx, version: { id: string; studyId: string | null; protocol: Protocol; sourceText: string; sha256: string; loadedAt: Instant }): Promise<void> {
  await tx
    .insertInto("protocol_version")
    .values({
      id: version.id,
      study_id: version.studyId,
      document_id: version.protocol.id,
      version: version.protocol.version,
      kind: version.protocol.kind,
      document: JSON.stringify(version.protocol),
      source_text: version.sourceText,
      sha256: version.sha256,
      loaded_at: version.loadedAt,
    })
    .execute();
}

/** Makes a protocol version current at the site; participants stay on the version that they are pinned to. */
export async function setCurrentProtocol(tx: Tx, siteId: string, studyId: string, protocolId: string): Promise<void> {
  await tx
    .insertInto("study_site")
    .values({ site_id: siteId, study_id: studyId, protocol_version_id: protocolId })
    .onConflict((conflict) => conflict.columns(["site_id", "study_id"]).doUpdateSet({ protocol_version_id: protocolId }))
    .execute();
}
