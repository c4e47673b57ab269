/** The network goes away in the middle of an infusion. */
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { read } from "../example-day.ts";
import { enterVitalSigns, eventually } from "./stage/bedside.ts";
import { inOrder } from "./stage/in-order.ts";
import { type LiveSite, beginInfusion, cookiesOf, openLiveSite } from "./stage/live-day.ts";
import { type Stage, openStage } from "./stage/open-stage.ts";

let stage: Stage;
let site: LiveSite;
let context: BrowserContext;
let page: Page;
let infusionId: string;
const eventsOf = async (type: string) => (await read(site, infusionId)).events.filter((event) => event.type === type);
const link = () => page.locator(".strip-link").innerText();

beforeAll(async () => {
  stage = await openStage();
  site = await openLiveSite(stage.server);
  infusionId = await beginInfusion(site);
  context = await stage.openContext();
  await context.addCookies(cookiesOf(site.people.nurse, stage.server.address));
  page = await context.newPage();
  await page.goto(`/infusions/${infusionId}`);
  await page.getByText("Live", { exact: true }).waitFor();
});
afterAll(() => stage.close());
inOrder();

test("vital signs that are entered while the server is away wait on the tablet, survive a reload and arrive once", async () => {
  const before = (await eventsOf("vital-signs-recorded")).length;
  await stage.step("When the server is killed", () => stage.server.kill());
  await stage.step("Then the lost connection is visible at once", () => eventually(link).toMatch(/values may be old|Offline/));
  await stage.step("When the nurse records a pulse of 90, it stands on the page and waits", async () => {
    await enterVitalSigns(page, { values: { "Heart rate": "90" } });
    await eventually(link).toMatch(/1 not yet sent/);
    await eventually(() => page.getByRole("article").filter({ has: page.getByRole("heading", { name: "Heart rate", exact: true }) }).innerText()).toMatch(/90/);
  });
  await stage.step("When the server is back and the page is loaded anew, the entry is sent", async () => {
    await stage.server.restart();
    await page.reload();
    await page.getByText("Live", { exact: true }).waitFor();
    await eventually(link).not.toMatch(/not yet sent/);
  });
  await stage.step("Then it is on the server exactly once, with its own time", async () => {
    const signs = await eventsOf("vital-signs-recorded");
    expect(signs.length).toBe(before + 1);
    expect(signs.filter((event) => JSON.stringify(event.data).includes('"value":90'))).toHaveLength(1);
  });
});

test("a page that is loaded anew while the server is away comes back with its stop button and what waits", async () => {
  await stage.step("When the tablet has kept the bedside's files", () => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined)));
  await stage.step("And the server is killed, a pulse of 91 is recorded, and the page is loaded anew", async () => {
    await stage.server.kill();
    await eventually(link).toMatch(/values may be old|Offline/);
    await enterVitalSigns(page, { values: { "Heart rate": "91" } });
    await eventually(link).toMatch(/1 not yet sent/);
    await page.reload();
  });
  await stage.step("Then the participant's number and the stop button are there, and the page says that the day is not loaded", async () => {
    await page.getByRole("button", { name: "STOP" }).first().waitFor();
    await page.getByText("S01-001").first().waitFor();
    await page.getByText("Not loaded").first().waitFor();
  });
  await stage.step("When the server is back, the page finds it by itself and the entry is sent, once", async () => {
    await stage.server.restart();
    await page.getByText("Live", { exact: true }).waitFor();
    await eventually(async () => (await eventsOf("vital-signs-recorded")).filter((event) => JSON.stringify(event.data).includes('"value":91')).length).toBe(1);
    await eventually(link).not.toMatch(/not yet sent/);
  });
});

test("a stop without the network counts at once and arrives once", async () => {
  await stage.step("When the tablet loses the network", async () => {
    await context.setOffline(true);
    await eventually(link).toMatch(/values may be old|Offline/);
  });
  await stage.step("And the nurse taps STOP, the page says to clamp the line", async () => {
    await page.getByRole("button", { name: "STOP" }).first().click();
    await page.getByText(/Clamp the line\. Do not flush the cell line\./).first().waitFor();
    expect((await read(site, infusionId)).infusion.phase).toBe("running");
  });
  await stage.step("When the network is back, the stop is on the server exactly once, by the nurse, made offline or live", async () => {
    await context.setOffline(false);
    await eventually(async () => (await read(site, infusionId)).infusion.phase).toBe("stopped");
    await eventually(link).not.toMatch(/not yet sent/);
    const stops = await eventsOf("infusion-stopped");
    expect(stops).toHaveLength(1);
  });
});
