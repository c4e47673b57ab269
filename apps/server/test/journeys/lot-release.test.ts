/** A lot is released before its final sterility is known; the culture grows after it was given. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { confirmAll, prepare, read } from "../example-day.ts";
import { eventually } from "./stage/bedside.ts";
import { inOrder } from "./stage/in-order.ts";
import { type LiveSite, cookiesOf, openLiveSite } from "./stage/live-day.ts";
import { type Stage, openStage } from "./stage/open-stage.ts";

let stage: Stage;
let site: LiveSite;
let page: Page;
let infusionId: string;

beforeAll(async () => {
  stage = await openStage();
  site = await openLiveSite(stage.server);
  await confirmAll(site);
  const context = await stage.openContext();
  await context.addCookies(cookiesOf(site.people.cellProcessing, stage.server.address));
  page = await context.newPage();
});
afterAll(() => stage.close());
inOrder();

test("quality signs a conditional release while the final sterility is awaited", async () => {
  await stage.step("When cell processing opens the second example lot", async () => {
    await page.goto("/lots");
    await page.getByRole("link", { name: /EXAMPLE-LOT-2/ }).click();
    await page.getByRole("heading", { name: "Lot EXAMPLE-LOT-2" }).waitFor();
  });
  await stage.step("Then a final release is refused with its reason and a conditional one is allowed", async () => {
    await page.getByText("The limits refuse a final release.").waitFor();
    await page.getByText("The limits allow a conditional release.").waitFor();
    expect(await page.getByRole("button", { name: "Sign final release" }).isDisabled()).toBe(true);
  });
  await stage.step("When quality signs the conditional release with the PIN", async () => {
    await page.getByRole("button", { name: "Sign conditional release" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Gram stain and culture so far show no growth.");
    await dialog.getByLabel("PIN").fill("4444");
    await dialog.getByRole("button", { name: "Sign", exact: true }).click();
    await page.getByText("Released conditionally").first().waitFor();
  });
});

test("a later positive culture opens the pathway for everyone who got the lot", async () => {
  await stage.step("When a bag of the lot is given to the participant", async () => {
    const lots = await site.tell("cellProcessing", "listLots");
    const lotId = lots.lots.find((lot) => lot.code === "EXAMPLE-LOT-2")?.id ?? "";
    const lot = await site.tell("cellProcessing", "readLot", { params: { lotId } });
    const [planned] = (await site.tell("nurse", "listInfusions")).infusions;
    infusionId = planned?.id ?? "";
    const bagId = lot.bags.find((bag) => bag.state === "released")?.id ?? "";
    await site.tell("nurse", "reserveBags", { params: { infusionId }, body: { bagIds: [bagId] } });
    const bag = await prepare(site, infusionId);
    expect(bag.bagId).toBe(bagId);
    await site.people.nurse.call("startInfusion", { siteId: site.siteId, infusionId }, { sentAt: site.sentAt(), event: site.event("infusion-started", { ...bag, authorisationId: null }) });
  });
  await stage.step("And the culture grows after 14 days: the result is entered", async () => {
    await page.reload();
    await page.getByRole("button", { name: "Record a result" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox").selectOption({ label: "Sterility at the end of culture" });
    await dialog.getByRole("textbox", { name: "Result" }).fill("growth of Staphylococcus aureus");
    await dialog.getByText("Final", { exact: true }).click();
    await dialog.getByRole("button", { name: "Record a result" }).click();
    await dialog.waitFor({ state: "detached" });
  });
  await stage.step("Then the recall names the participant, and the pathway is open in the infusion", async () => {
    await eventually(async () => page.locator("main").innerText()).toMatch(/S01-001/);
    await eventually(async () => (await read(site, infusionId)).events.filter((event) => event.type === "pathway-opened").map((event) => (event.type === "pathway-opened" ? event.data.pathwayId : ""))).toEqual(["contamination"]);
  });
  await stage.step("And the bedside shows it with its first step: stop", async () => {
    const nurse = await stage.openContext();
    await nurse.addCookies(cookiesOf(site.people.nurse, stage.server.address));
    const bedside = await nurse.newPage();
    await bedside.goto(`/infusions/${infusionId}`);
    await bedside.getByRole("region", { name: /contaminated product or positive culture/i }).waitFor();
    await bedside.getByText("Stop the infusion before anything else.").waitFor();
  });
  await stage.step("And no page complained", () => Promise.resolve(expect(stage.complaints).toEqual([])));
});
