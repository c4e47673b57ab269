// Everything behind npm test, under the Node that the server runs on.
import { startTestPostgres } from "../../apps/server/test/start-test-postgres.ts";
import { findChromium } from "./find-chromium.ts";
import { runChecks } from "./run-checks.ts";
import { runVitest } from "./run-vitest.ts";
import { type Tally, add, formatTally, nothing } from "./tally.ts";

const filters = process.argv.slice(2);
const print = (line: string) => void process.stdout.write(`${line}\n`);

let total: Tally = nothing;
if (filters.length > 0) print(`Only tests that match "${filters.join(" ")}"; the checks are left out (npm run check).`);
else total = add(total, runChecks());

const chromium = findChromium(process.env);
if (chromium === null) {
  print("✗ no Chromium on this machine, which the journeys need. Install it: apt-get install -y chromium");
  total = add(total, { passed: 0, failed: 1, skipped: [] });
}

const database = await startTestPostgres();
// Whatever ends this process must not leave the database behind.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void database.stop().finally(() => process.exit(1)));
}
const environment = {
  STROMA_POSTGRES_BINARIES: database.binaries,
  ...(chromium === null ? {} : { STROMA_CHROMIUM: chromium }),
};
try {
  total = add(total, await runVitest(filters, { ...environment, STROMA_TEST_OWNER_URL: database.ownerUrl }));
  const external = process.env["TEST_DATABASE_URL"];
  if (external !== undefined && external !== "") {
    print("The store and contract suites once more, on the database of TEST_DATABASE_URL:");
    const args = ["--project", "server", "--passWithNoTests", ...filters];
    total = add(total, await runVitest(args, { ...environment, STROMA_TEST_OWNER_URL: external }));
  }
} finally {
  await database.stop();
}

for (const name of total.skipped) print(`skipped: ${name}`);
print(formatTally(total));
process.exitCode = total.failed === 0 ? 0 : 1;
