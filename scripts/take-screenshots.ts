// Takes the pictures of the documentation from a running example: node scripts/take-screenshots.ts
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startTestPostgres } from "../apps/server/test/start-test-postgres.ts";
import { root } from "./root.mjs";
import { findChromium } from "./test-run/find-chromium.ts";

const folder = join(root, "docs/images");
mkdirSync(folder, { recursive: true });
const database = await startTestPostgres();
process.env["STROMA_TEST_OWNER_URL"] = database.ownerUrl;
process.env["STROMA_POSTGRES_BINARIES"] = database.binaries;
process.env["STROMA_CHROMIUM"] ??= findChromium(process.env) ?? "";
try {
  const { openStage } = await import("../apps/server/test/journeys/stage/open-stage.ts");
  const { beginInfusion, cookiesOf, openLiveSite } = await import("../apps/server/test/journeys/stage/live-day.ts");
  const stage = await openStage({ args: ["--demo-clock"] });
  try {
    const site = await openLiveSite(stage.server);
    const infusionId = await beginInfusion(site);
    // Some minutes of a calm course, then a saturation that falls.
    for (const [heartRate, saturation] of [[84, 97], [86, 96], [88, 96], [91, 94], [97, 89]] as const) {
      await site.pass(1);
      await site.fromMonitor(infusionId, [
        { channel: "heart-rate", value: heartRate, unit: "/min" },
        { channel: "pulse-rate", value: heartRate, unit: "/min" },
        { channel: "respiratory-rate", value: 17, unit: "/min" },
        { channel: "oxygen-saturation", value: saturation, unit: "%" },
      ]);
    }
    const context = await stage.openContext();
    await context.addCookies(cookiesOf(site.people.nurse, stage.server.address));
    const page = await context.newPage();
    await page.goto(`/infusions/${infusionId}`);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Heart rate", exact: true }).waitFor();
    await page.waitForLoadState("networkidle").catch(() => undefined);
    await page.screenshot({ path: join(folder, "bedside.png") });
  } finally {
    await stage.close();
  }
} finally {
  await database.stop();
}
