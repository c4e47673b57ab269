import { randomBytes } from "node:crypto";
import { dropTemplate } from "../../apps/server/test/database.ts";
import { startTestPostgres } from "../../apps/server/test/start-test-postgres.ts";

/**
 * Gives the tests a database server through the environment that the workers inherit. npm test has started one;
 * vitest called directly gets one of its own here.
 */
export default async function provideDatabase(): Promise<() => Promise<void>> {
  process.env["STROMA_TEST_RUN"] = randomBytes(6).toString("hex");
  if (process.env["STROMA_TEST_OWNER_URL"] !== undefined) return dropTemplate;
  const database = await startTestPostgres();
  process.env["STROMA_TEST_OWNER_URL"] = database.ownerUrl;
  process.env["STROMA_POSTGRES_BINARIES"] = database.binaries;
  return database.stop;
}
