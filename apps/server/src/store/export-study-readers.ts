/** What a study at a site rests on, for export: its documents, confirmations, dose levels, holds, and who the ids are. */
import type { ExportReader } from "./export-store.ts";
import { instantOf, instantOrNull } from "./row-values.ts";

export const studyReaders: Readonly<Record<string, ExportReader>> = {
  "protocol-versions": async (tx, _, studyId) => {
    const found = await tx.selectFrom("protocol_version").where("study_id", "=", studyId).select(["id", "study_id", "document_id", "version", "kind", "sha256", "source_text", "loaded_at"]).orderBy("loaded_at").orderBy("id").execute();
    return { columns: ["id", "study_id", "document_id", "version", "kind", "sha256", "source_text", "loaded_at"], rows: found.map((one) => ({ ...one, loaded_at: instantOf(one.loaded_at) })) };
  },
  "limit-confirmations": async (tx, siteId, studyId) => {
    const found = await tx.selectFrom("limit_confirmation").where("site_id", "=", siteId).where("study_id", "=", studyId).selectAll().orderBy("confirmed_at").orderBy("id").execute();
    const columns = ["id", "study_id", "protocol_version_id", "statement", "local_decisions", "confirmed_by", "confirmed_at"];
    return { columns, rows: found.map((one) => ({ ...one, local_decisions: JSON.stringify(one.local_decisions), confirmed_at: instantOf(one.confirmed_at) })) };
  },
  "dose-levels": async (tx, siteId, studyId) => {
    const found = await tx.selectFrom("dose_level_state").where("site_id", "=", siteId).where("study_id", "=", studyId).selectAll().orderBy("level").execute();
    const columns = ["study_id", "level", "open", "changed_by", "changed_at", "reason"];
    return { columns, rows: found.map((one) => ({ ...one, changed_at: instantOf(one.changed_at) })) };
  },
  "safety-holds": async (tx, siteId, studyId) => {
    const found = await tx.selectFrom("safety_hold").where("site_id", "=", siteId).where("study_id", "=", studyId).selectAll().orderBy("placed_at").orderBy("id").execute();
    const columns = ["id", "study_id", "reason", "placed_by", "placed_at", "lifted_by", "lifted_at", "lift_reason"];
    return { columns, rows: found.map((one) => ({ ...one, placed_at: instantOf(one.placed_at), lifted_at: instantOrNull(one.lifted_at) })) };
  },
  // Every other table names people by id.
  people: async (tx, siteId) => {
    const found = await tx.selectFrom("person").innerJoin("site_role", "site_role.person_id", "person.id").where("site_role.site_id", "=", siteId).select(["person.id", "person.display_name", "person.active", "site_role.roles", "site_role.delegations"]).orderBy("person.id").execute();
    const columns = ["id", "display_name", "active", "roles", "delegations"];
    return { columns, rows: found.map((one) => ({ id: one.id, display_name: one.display_name, active: one.active, roles: one.roles.join(" "), delegations: one.delegations.join(" ") })) };
  },
};
