// Starts a database in a folder, says its process number, and waits to be killed.
import { startEmbeddedPostgres } from "../../src/embedded-postgres/start-embedded-postgres.ts";

const database = await startEmbeddedPostgres({
  folder: process.argv[2] ?? "",
  binaries: process.env["STROMA_POSTGRES_BINARIES"],
});
process.stdout.write(String(database.pid()));
setInterval(() => undefined, 1_000);
