/** One table of a study as CSV. That it left the system is written to the audit trail. */
import { writeCsv } from "@stroma/interchange";
import { exportReaders } from "../store/export-store.ts";
import { findStudy } from "../store/study-store.ts";
import { found, inStudy } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";

/**
 * What a lone identity pass scanned is left out for everybody but its author, and marked so in the column `withheld`.
 * Throws `not-found` for a table that is not exported. Texts are kept exactly as recorded; see `CsvOptions.guardFormulas`.
 */
export async function exportTable(context: CommandContext, studyId: string, table: string): Promise<string> {
  const read = found(Object.hasOwn(exportReaders, table) ? (exportReaders[table] ?? null) : null);
  return context.store.write(inStudy(context, studyId), async ({ tx, audit }) => {
    found(await findStudy(tx, context.siteId, studyId));
    const { columns, rows } = await read(tx, context.siteId, studyId, context.actor.personId);
    audit({ what: "table-exported", entity: "study", entityId: studyId, from: null, to: { table, columns, rows: rows.length } });
    return writeCsv(columns, rows);
  });
}
