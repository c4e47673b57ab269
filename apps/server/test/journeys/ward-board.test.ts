/** The ward sees what happens at the bedside. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { bagOf, plannedInfusion, read } from "../example-day.ts";
import { eventually } from "./stage/bedside.ts";
import { inOrder } from "./stage/in-order.ts";
import { type LiveSite, cookiesOf, openLiveSite } from "./stage/live-day.ts";
import { type Stage, openStage } from "./stage/open-stage.ts";

let stage: Stage;
let site: LiveSite;
let board: Page;
let infusionId: string;
const words = async () => (await board.locator("main").innerText()).replaceAll(/\s+/g, " ");

beforeAll(async () => {
  stage = await openStage();
  site = await openLiveSite(stage.server);
  infusionId = await plannedInfusion(site);
  const context = await stage.openContext();
  await context.addCookies(cookiesOf(site.people.physician, stage.server.address));
  board = await context.newPage();
  await board.goto("/ward-board");
});
afterAll(() => stage.close());
inOrder();

test("an unauthorised start that paper reports is shown, and its deviation stays until it is reviewed", async () => {
  await stage.step("When the board is open, the planned infusion stands there", () => eventually(words).toMatch(/S01-001/));
  await stage.step("And a nurse reports from paper that it was started", async () => {
    const bag = bagOf(await read(site, infusionId));
    await site.record("nurse", infusionId, [site.event("infusion-started", { bagId: bag.id, rate: { value: 2, unit: "mL/min" }, authorisationId: null }, { entry: "paper" })]);
  });
  await stage.step("Then the board says so at once, with an open deviation", async () => {
    await eventually(words).toMatch(/Started without authorisation/);
    await eventually(words).toMatch(/open deviation/);
  });
  await stage.step("When the physician has reviewed every deviation, none is open", async () => {
    for (const deviation of (await read(site, infusionId, "physician")).deviations) await site.tell("physician", "reviewDeviation", { params: { infusionId, deviationId: deviation.id }, body: { note: "Seen and discussed." } });
    await eventually(words).not.toMatch(/open deviation/);
  });
});

test("a second browser sees the alarm of the bedside without a reload", async () => {
  await stage.step("When the monitor sends a saturation of 61 %", () => site.fromMonitor(infusionId, [{ channel: "oxygen-saturation", value: 61, unit: "%" }]));
  await stage.step("Then the board shows the critical alarm", () => eventually(words).toMatch(/Critical: .*saturation 61 %/i));
  await stage.step("When the nurse answers it, the board says so", async () => {
    const row = (await site.tell("nurse", "readWardBoard")).rows.find((one) => one.infusionId === infusionId);
    const alarm = row?.alarms.find((one) => one.channel === "oxygen-saturation" && one.kind === "band");
    await site.record("nurse", infusionId, [site.event("alarm-acknowledged", { alarmKey: alarm?.key ?? "" })]);
    await eventually(words).toMatch(/saturation 61 %.* answered/i);
  });
  await stage.step("When the server goes away, the board says that it may be old", async () => {
    await stage.server.kill();
    await eventually(words).toMatch(/Connection lost/);
    await stage.server.restart();
    await eventually(words).not.toMatch(/Connection lost/);
  });
});
