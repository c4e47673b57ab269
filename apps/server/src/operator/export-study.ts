/** Every table of a study at each of its sites, as the operator takes them away. Audited like any export. */
import { parseCsv } from "@stroma/interchange";
import { v7 as uuidv7 } from "uuid";
import { exportTable } from "../commands/export-table.ts";
import { Refusal } from "../refusal.ts";
import { exportReaders } from "../store/export-store.ts";
import { findSites } from "../store/site-store.ts";
import type { Store } from "../store/store.ts";
import { findStudyByCode } from "../store/study-store.ts";
import { operator } from "./operator.ts";

export interface ExportedTable {
  /** Name of the site as a folder's name. */
  readonly site: string;
  readonly name: string;
  readonly csv: string;
  readonly rows: number;
}

/** Throws Refusal where no site holds the study. */
export async function exportStudy(store: Store, wanted: { readonly study: string; readonly site: string | null; readonly now: string }): Promise<ExportedTable[]> {
  const sites = (await store.auth(findSites)).filter((site) => wanted.site === null || site.name === wanted.site || site.id === wanted.site);
  const tables: ExportedTable[] = [];
  for (const site of sites) {
    const study = await store.read(site.id, (tx) => findStudyByCode(tx, site.id, wanted.study));
    if (study === null) continue;
    const context = { store, siteId: site.id, actor: operator, now: wanted.now, newId: () => uuidv7() };
    for (const name of Object.keys(exportReaders)) {
      const csv = await exportTable(context, study.id, name);
      tables.push({ site: folderOf(site.name), name, csv, rows: countRows(csv) });
    }
  }
  if (tables.length > 0) return tables;
  throw new Refusal("usage", `no site holds the study "${wanted.study}"${wanted.site === null ? "" : ` under the name "${wanted.site}"`}.`, "use the study's code as the studies page shows it.");
}

const folderOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "") || "site";

function countRows(csv: string): number {
  const parsed = parseCsv(csv);
  if (!parsed.ok) throw new Error("an exported table does not read back");
  return parsed.rows.length;
}
