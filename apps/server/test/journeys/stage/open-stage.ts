/** A server with the built web application, and a real browser before it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium } from "playwright-core";
import { type RunningServer, startRunningServer } from "../../running-server.ts";
import { type Step, makeStep } from "./step.ts";

const buildScript = fileURLToPath(new URL("../../../../../scripts/build-web.mjs", import.meta.url));
/** A 10-inch tablet, in CSS pixels. */
export const landscape = { width: 1280, height: 800 };
export const portrait = { width: 800, height: 1280 };
// Long enough for a machine with two busy cores; every wait ends as soon as its condition holds.
const patience = 40_000;

export interface Stage {
  readonly server: RunningServer;
  readonly browser: Browser;
  readonly step: Step;
  /** What a page said to the console as an error or threw; every journey expects none but those it provoked. */
  readonly complaints: string[];
  /** A browser profile of its own: another person's computer or another tablet. */
  openContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  openPage(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

export async function openStage(options: { readonly args?: readonly string[] } = {}): Promise<Stage> {
  execFileSync(process.execPath, [buildScript], { stdio: "ignore" });
  const profile = mkdtempSync(join(tmpdir(), "stroma-chromium-"));
  const [server, browser] = await Promise.all([startRunningServer(options), startBrowser(profile)]);
  const complaints: string[] = [];
  const pages = () => browser.contexts().flatMap((context) => context.pages());
  const openContext = async (more: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ baseURL: server.address, viewport: landscape, locale: "en-GB", reducedMotion: "reduce", ...more });
    context.setDefaultTimeout(patience);
    context.on("console", (message) => {
      if (message.type() === "error") complaints.push(`${message.page()?.url() ?? ""}: ${message.text()}`);
    });
    context.on("weberror", (error) => complaints.push(`${error.page()?.url() ?? ""}: ${error.error().message}`));
    return context;
  };
  return {
    server, browser, complaints, openContext,
    step: makeStep(pages),
    openPage: async (more) => (await openContext(more)).newPage(),
    close: async () => {
      await browser.close();
      await server.remove();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

function startBrowser(profile: string): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["STROMA_CHROMIUM"] ?? "/usr/bin/chromium",
    headless: true,
    env: { ...process.env, HOME: profile },
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}
