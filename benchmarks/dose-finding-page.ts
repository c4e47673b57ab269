/**
 * From a changed number to the new exact figures of BOIN and 3+3 on the screen: the demonstration page in a headless
 * Chromium, six dose levels, ten cohorts of three. The clock starts with the browser's own time of the input event and stops
 * in the first task after the frame that has the new figures. "first" is the first change after the page opened, a page of
 * its own for each; "warm" are later changes, each to a number that was not there before.
 *
 * Options: --runs 9, --rest 1000 (milliseconds between opening the page and the first change), --json. CHROMIUM names another browser than /usr/bin/chromium.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, type Page, chromium } from "playwright-core";
import { describeMachine } from "./stage/machine.ts";
import { median } from "./stage/quantile.ts";
import { numberOption, report, say } from "./stage/report.ts";

const runs = numberOption("runs", 9);
const rest = numberOption("rest", 1_000);
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** What is typed, turn by turn; no number stands there twice, and none is a step away from the one before. */
const changes: readonly (readonly [what: string, field: string, values: readonly string[]])[] = [
  ["target, by one step", "target", ["0.26", "0.27", "0.28", "0.29", "0.3", "0.31"]],
  ["target", "target", Array.from({ length: 20 }, (_, at) => (0.16 + ((at * 7) % 20) * 0.0107).toFixed(4))],
  ["cohort size", "cohortSize", ["1", "4", "2", "5"]],
  ["number of cohorts", "cohorts", ["8", "12", "6", "9", "11", "7"]],
  ["a true rate", "truth3", Array.from({ length: 20 }, (_, at) => (0.12 + ((at * 7) % 20) * 0.0053).toFixed(4))],
  ["dose levels", "doses", ["4", "5", "3"]],
];

interface Timed {
  readonly shown: number;
  readonly painted: number;
}

/** Runs in the page: what a person waits for, told by the browser and not by the page under test. */
function watchFigures(): void {
  const state = { since: 0, before: "", shown: 0, painted: 0 };
  Object.assign(globalThis, { figures: state });
  const figures = () => `${document.querySelector("#boin")?.textContent} ${document.querySelector("#rule")?.textContent}`;
  document.addEventListener("input", (event) => Object.assign(state, { since: event.timeStamp, before: figures(), shown: 0, painted: 0 }), true);
  document.addEventListener("DOMContentLoaded", () => {
    const look = new MutationObserver(() => {
      if (state.since === 0 || state.shown > 0 || figures() === state.before) return;
      const { since } = state;
      state.shown = performance.now() - since;
      requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.addEventListener("message", () => (state.painted = performance.now() - since));
        after.port1.start();
        after.port2.postMessage(null);
      });
    });
    for (const id of ["#boin", "#rule"]) look.observe(document.querySelector(id) as Element, { childList: true, subtree: true, characterData: true });
  });
}

async function open(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(watchFigures);
  await page.goto(address);
  await page.locator("#boin td").first().waitFor();
  await page.waitForTimeout(rest);
  return page;
}

async function change(page: Page, field: string, value: string): Promise<Timed> {
  await page.locator(`input[name="${field}"]`).fill(value);
  const done = await page.waitForFunction(() => {
    const { figures } = globalThis as unknown as { figures: Timed };
    return figures.painted > 0 ? { shown: figures.shown, painted: figures.painted } : null;
  }, undefined, { polling: 100, timeout: 30_000 });
  // The page draws its pictures, and is left in peace until it has.
  await page.waitForTimeout(400);
  return (await done.jsonValue()) as Timed;
}

const address = pathToFileURL(execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/build-dose-demo.mjs", import.meta.url))], { encoding: "utf8", env: { ...process.env, NODE_ENV: "production" } }).trim()).href;
const rows: Record<string, string | number>[] = [];
for (const [what, field, values] of changes) {
  const first: Timed[] = [];
  const warm: Timed[] = [];
  for (let run = 0; run < runs; run++) {
    // A browser of its own: nothing is compiled, nothing is cached.
    const browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: flags });
    try {
      const page = await open(browser, address);
      const turns = run === 0 ? values : [values[run % values.length] ?? ""];
      for (const [turn, value] of turns.entries()) (turn === 0 ? first : warm).push(await change(page, field, value));
    } finally {
      await browser.close();
    }
  }
  const painted = (times: readonly Timed[]) => times.map((one) => one.painted);
  const round = (value: number) => Math.round(value * 10) / 10;
  rows.push({
    changed: what,
    "first ms (median)": round(median(painted(first))), "first best": round(Math.min(...painted(first))), "first worst": round(Math.max(...painted(first))),
    "warm ms (median)": round(median(painted(warm))), "warm best": round(Math.min(...painted(warm))), "warm worst": round(Math.max(...painted(warm))),
    "of it before the frame": round(median(warm.map((one) => one.shown))), "target ms": 50,
  });
  say(JSON.stringify(rows.at(-1)));
}
report("dose-finding-page", describeMachine(), rows, [`First: ${runs} browsers, one change each, ${rest} ms after the figures were there. Warm: one browser, one change after the other. A frame comes every 16.7 ms, so up to that much is waiting for the screen.`]);
