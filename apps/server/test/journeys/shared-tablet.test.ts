/** One tablet, several people: every entry carries the right one, and the second identity check is blind to the first. */
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openApiSession } from "../api-session.ts";
import { bagOf, confirmAll, plannedInfusion, read } from "../example-day.ts";
import { enterVitalSigns, eventually, identityPass, openStep } from "./stage/bedside.ts";
import { inOrder } from "./stage/in-order.ts";
import { type LiveSite, cookiesOf, openLiveSite } from "./stage/live-day.ts";
import { type Stage, openStage } from "./stage/open-stage.ts";

let stage: Stage;
let site: LiveSite;
let context: BrowserContext;
let page: Page;
let infusionId: string;
const nurse = { badge: "EXAMPLE-NURSE", pin: "1111", name: "Example nurse" };
const second = { badge: "EXAMPLE-SECOND-NURSE", pin: "2222", name: "Example second nurse" };

beforeAll(async () => {
  stage = await openStage();
  site = await openLiveSite(stage.server);
  await confirmAll(site);
  infusionId = await plannedInfusion(site);
  context = await stage.openContext();
});
afterAll(() => stage.close());
inOrder();

async function comeInByBadge(person: typeof nurse): Promise<void> {
  await page.getByRole("textbox", { name: "Badge" }).fill(person.badge);
  await page.getByRole("textbox", { name: "Badge" }).press("Enter");
  await page.getByRole("textbox", { name: "PIN", exact: true }).fill(person.pin);
  await page.getByRole("textbox", { name: "PIN", exact: true }).press("Enter");
  await page.getByRole("button", { name: `${person.name}. Switch person` }).waitFor();
}

test("a browser becomes the tablet of the site, and people come in by badge and PIN", async () => {
  await stage.step("When the administrator enrols this browser under Devices", async () => {
    // The session that made the tablet of the site belongs to the administrator; this browser has no tablet yet.
    await context.addCookies(cookiesOf(site.administrator, stage.server.address).filter((cookie) => cookie.name === "stroma_session"));
    page = await context.newPage();
    await page.goto("/devices");
    await page.getByRole("button", { name: "Enrol this tablet" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Bay 2");
    await page.getByRole("dialog").getByRole("button", { name: "Enrol this tablet" }).click();
    await page.getByText("This browser is the tablet “Bay 2”.").waitFor();
  });
  await stage.step("And locks it, nobody is signed in on the bedside page", async () => {
    await page.getByRole("button", { name: "Lock" }).click();
    await page.goto(`/infusions/${infusionId}`);
    await page.getByRole("heading", { name: "Locked" }).waitFor();
  });
  await stage.step("When the nurse scans the badge and types the PIN, she is in", () => comeInByBadge(nurse));
  expect(await page.locator(".strip").innerText()).toContain("S01-001");
});

test("every entry carries the person who made it", async () => {
  await stage.step("When one nurse enters a pulse, locks, and the other enters the next", async () => {
    await openStep(page, "Arrival");
    await enterVitalSigns(page, { values: { "Heart rate": "81" } });
    await page.getByRole("button", { name: "Lock" }).click();
    await page.getByRole("heading", { name: "Locked" }).waitFor();
    expect(await page.locator("body").innerText()).not.toContain("WB-S01-001");
    await comeInByBadge(second);
    await openStep(page, "Arrival");
    await enterVitalSigns(page, { values: { "Heart rate": "83" } });
  });
  await stage.step("Then each entry has its own author and the tablet that it came from", async () => {
    const [first, other] = await Promise.all([site.people.nurse.call("readSession"), site.people.secondNurse.call("readSession")]);
    const names = new Map([first, other].map((session) => [session.person?.id ?? "", session.person?.displayName]));
    const bay = (await (await page.request.get("/api/v1/auth/session")).json()) as typeof first;
    expect(bay.tablet?.name).toBe("Bay 2");
    await eventually(async () => (await read(site, infusionId)).events.flatMap((event) => (event.type === "vital-signs-recorded" ? [`${event.data.samples.find((sample) => sample.value !== null)?.value} ${names.get(event.authorId)} ${event.deviceId === bay.tablet?.id}`] : []))).toEqual(["81 Example nurse true", "83 Example second nurse true"]);
  });
});

test("the second nurse sees nothing of the first check, neither on the page nor in what the server sends", async () => {
  const wrong = "WB-OF-ANOTHER-PERSON";
  const day = await read(site, infusionId);
  const bag = bagOf(day);
  const answers: string[] = [];
  await stage.step("When the first nurse has scanned the wristband of another person", async () => {
    await site.record("nurse", infusionId, [site.event("identity-checked", { bagId: bag.id, wristbandCode: wrong, bagCode: bag.code, method: "scanner" })]);
  });
  await stage.step("And the second nurse opens the time-out", async () => {
    page.on("response", (response) => {
      if (!response.url().includes("/api/")) return;
      response.text().then((text) => answers.push(text), () => undefined);
    });
    await page.reload();
    await openStep(page, "Time-out");
    await page.getByText("Second check: Example second nurse").waitFor();
  });
  await stage.step("Then neither the code nor the result is anywhere", async () => {
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.join("\n")).not.toContain(wrong);
    expect(await page.content()).not.toContain(wrong);
    expect(await page.locator("#place-identity").innerText()).not.toMatch(/matches|differs|STOP/);
    // The event stream and what everybody can ask for say no more.
    const asked = openApiSession(stage.server.address, site.people.secondNurse.cookies);
    expect(JSON.stringify(await asked.call("readInfusion", { siteId: site.siteId, infusionId }))).not.toContain(wrong);
    expect(JSON.stringify(await asked.call("readStartDecision", { siteId: site.siteId, infusionId }))).not.toContain(wrong);
  });
  await stage.step("When she scans the right codes herself, both results appear, and it is a stop", async () => {
    await identityPass(page, { wristband: day.participant.wristbandCode, bag: bag.code });
    await page.getByText("STOP. A check does not match. Do not start; find the cause.").waitFor();
    await eventually(() => page.locator("#place-identity").innerText()).toMatch(/Wristband differs/);
  });
});

test("a locked tablet still stops", async () => {
  await stage.step("When the infusion is reported as started and the tablet is locked", async () => {
    const bag = bagOf(await read(site, infusionId));
    await site.record("nurse", infusionId, [site.event("infusion-started", { bagId: bag.id, rate: { value: 2, unit: "mL/min" }, authorisationId: null }, { entry: "paper" })]);
    await eventually(async () => (await read(site, infusionId)).infusion.phase).toBe("running");
    await page.getByRole("button", { name: "Lock" }).click();
    await page.getByRole("heading", { name: "Locked" }).waitFor();
  });
  await stage.step("Then one tap stops it, without anybody signed in", async () => {
    await page.getByRole("button", { name: "STOP" }).click();
    await page.getByText(/Clamp the line\. Do not flush the cell line\./).first().waitFor();
    await eventually(async () => (await read(site, infusionId)).infusion.phase).toBe("stopped");
    const stop = (await read(site, infusionId)).events.find((event) => event.type === "infusion-stopped");
    expect(stop?.authorRole).toBe("unsigned");
  });
  await stage.step("And no page complained", () => Promise.resolve(expect(stage.complaints).toEqual([])));
});
