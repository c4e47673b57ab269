/** Tables of a study as CSV. */
import { exportTable } from "../commands/export-table.ts";
import { register, type RouteApp } from "../http/register.ts";
import { commandOf } from "./command-of.ts";

export function addExportRoutes(app: RouteApp): void {
  register(app, "exportTable", async (input) => {
    const csv = await exportTable(commandOf(app.parts, input), input.params.studyId, input.params.table);
    void input.reply.type("text/csv; charset=utf-8").header("content-disposition", `attachment; filename="${input.params.table}.csv"`);
    return csv;
  });
}
