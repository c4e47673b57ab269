/**
 * From navigation to a usable bedside page in a headless Chromium with an empty cache: the participant's number and the
 * stop button are visible, counted inside the page. The nurse is signed in. The infusion runs and has an hour of samples from a monitor.
 *
 * Options: --runs 7, --history 60 (minutes), --json. CHROMIUM names another browser than /usr/bin/chromium.
 */
import { chromium } from "playwright-core";
import { buildWeb } from "../scripts/build-web.mjs";
import { withDataFolder } from "./stage/data-folder.ts";
import { describeMachine } from "./stage/machine.ts";
import { openMonitor } from "./stage/monitors.ts";
import { prepareWard } from "./stage/prepare-ward.ts";
import { median } from "./stage/quantile.ts";
import { numberOption, report, say } from "./stage/report.ts";
import { reportStart } from "./stage/report-start.ts";
import { withServer } from "./stage/server-process.ts";

const runs = numberOption("runs", 7);
const historyMinutes = numberOption("history", 60);
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

interface Visit {
  readonly ready: number;
  readonly scriptBytes: number;
  /** Milliseconds since navigation at which the last script, and the infusion's record, had arrived. */
  readonly scriptsThere: number;
  readonly recordAsked: number;
  readonly recordThere: number;
}

/** Runs in the page: the frame after the number and the button have come. Milliseconds since navigation. */
function noteWhenReady(participantNumber: string): void {
  const look = () => {
    const there = document.body?.textContent.includes(participantNumber) === true && [...document.querySelectorAll("button")].some((one) => /stop/iu.test(one.textContent));
    if (there) requestAnimationFrame(() => Object.assign(globalThis, { readyAt: performance.now() }));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function measure(url: string, token: string, participantNumber: string): Promise<Visit> {
  // A browser of its own for every run: nothing is cached, nothing is compiled.
  const browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: flags });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addCookies([{ name: "stroma_session", value: token, url: new URL(url).origin, httpOnly: true, sameSite: "Strict" }]);
    const page = await context.newPage();
    await page.addInitScript(noteWhenReady, participantNumber);
    // The browser's own start is over: a page is measured, not the start of a browser.
    await page.waitForTimeout(1_500);
    await page.goto(url, { waitUntil: "commit" });
    // Asked seldom: the machine has two cores, and the question must not slow down what it asks about.
    const readyAt = await page.waitForFunction(() => (globalThis as { readyAt?: number }).readyAt, undefined, { polling: 100, timeout: 30_000 });
    const ready = Number(await readyAt.jsonValue());
    // What was noted inside the page is what a person sees.
    await Promise.all([page.getByText(participantNumber).first().waitFor({ state: "visible" }), page.getByRole("button", { name: /stop/iu }).first().waitFor({ state: "visible" })]);
    const loaded = await page.evaluate(() => {
      const resources = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      const scripts = resources.filter((one) => one.name.endsWith(".js") && one.responseEnd < performance.now());
      const record = resources.find((one) => /\/api\/v1\/sites\/[^/]+\/infusions\/[^/]+$/u.test(one.name));
      return { scriptBytes: scripts.reduce((sum, one) => sum + one.encodedBodySize, 0), scriptsThere: Math.max(...scripts.map((one) => one.responseEnd)), recordAsked: record?.startTime ?? Number.NaN, recordThere: record?.responseEnd ?? Number.NaN };
    });
    return { ready, ...loaded };
  } finally {
    await browser.close();
  }
}

buildWeb(process.execPath);
await withDataFolder(async (data) => {
  const machine = describeMachine();
  await withServer({ data, options: ["--no-examples"] }, async (server) => {
    const [site] = await prepareWard(data, { sites: 1, infusionsEach: 1, nursesEach: 1 });
    const [infusion] = site?.infusions ?? [];
    if (site === undefined || infusion === undefined) throw new Error("There is no infusion.");
    const now = new Date();
    await reportStart(server.port, site, infusion, new Date(now.getTime() - historyMinutes * 60_000 - 1_000));
    const monitor = await openMonitor(server.port, site, infusion);
    await monitor.sendPast(now, historyMinutes * 60);
    monitor.close();
    const visits: Visit[] = [];
    for (let run = 0; run < runs; run++) {
      visits.push(await measure(`${server.baseUrl}/infusions/${infusion.id}`, site.nurses[0] ?? "", infusion.participantNumber));
      say(`run ${run + 1}: ${Math.round(visits.at(-1)?.ready ?? 0)} ms`);
    }
    const times = visits.map((visit) => visit.ready);
    const middle = (part: keyof Visit) => Math.round(median(visits.map((visit) => visit[part])));
    report(
      "bedside-ready",
      machine,
      [{ page: "bedside", "ready ms (median)": middle("ready"), best: Math.round(Math.min(...times)), worst: Math.round(Math.max(...times)), "target ms": 1_500, "scripts there ms": middle("scriptsThere"), "record asked ms": middle("recordAsked"), "record there ms": middle("recordThere"), "script kB sent": Math.round(middle("scriptBytes") / 1_000) }],
      [`A new browser for each of ${runs} runs; ${historyMinutes} min of samples, six channels at 1 Hz. The page's own times count from its navigation.`],
    );
  });
});
