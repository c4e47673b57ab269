/**
 * A study may run at several sites, but row-level security shows a site only the studies that it takes part in. So that a
 * further site can find the study it is about to join, `stroma_auth` may read which studies and document versions exist,
 * by name and digest: not their titles, not their texts, not which sites take part.
 */
export const sql = `
grant select (id, code) on study to stroma_auth;
create policy all_studies on study for select to stroma_auth using (true);
grant select (id, study_id, document_id, version, sha256) on protocol_version to stroma_auth;
create policy all_versions on protocol_version for select to stroma_auth using (true);
`;
