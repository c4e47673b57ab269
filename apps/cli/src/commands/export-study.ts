/** `stroma export study`: every table of a study at a site as CSV files. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type OperatorPlace, exportStudy, withOperatorStore } from "@stroma/server";
import { CommandRefusal, type Outcome } from "../outcome.ts";

export interface ExportStudyOptions {
  readonly study: string;
  readonly site: string | null;
  readonly out: string;
}

/** Existing files are never overwritten: an export names what it was made from. */
export async function exportStudyCommand(place: OperatorPlace, options: ExportStudyOptions): Promise<Outcome> {
  const tables = await withOperatorStore(place, ({ store }) => exportStudy(store, { study: options.study, site: options.site, now: new Date().toISOString() }));
  const files = tables.map((table) => {
    const folder = join(options.out, table.site);
    const file = join(folder, `${table.name}.csv`);
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, table.csv, { flag: "wx", mode: 0o600 });
    } catch (error) {
      throw new CommandRefusal("file-unwritable", `${file} cannot be written (${(error as Error).message}).`, "choose an empty folder with --out.");
    }
    return { file, rows: table.rows };
  });
  return { exitCode: 0, json: { files }, text: files.map(({ file, rows }) => `${file}  ${rows} rows`).join("\n") };
}
