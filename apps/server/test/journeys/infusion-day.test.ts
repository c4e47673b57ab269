/**
 * The day of the example participant in a browser, from the one-time link to the printed record, with a recording of a real
 * bedside monitor played into it.
 */
import { inflateSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runStroma } from "../../../cli/test/run-stroma.ts";
import { type ApiSession, openApiSession } from "../api-session.ts";
import { describeWithGround, groundFile } from "../ground.ts";
import { type Read } from "../example-day.ts";
import { actAs, answerEverything, enterVitalSigns, eventually, identityPass, itemsOf, openStep, readAlarms, readTile, wordsOf } from "./stage/bedside.ts";
import { inOrder } from "./stage/in-order.ts";
import { type Stage, openStage } from "./stage/open-stage.ts";

let stage: Stage;
let page: Page;
let nurse: ApiSession;
let siteId = "";
let infusionId = "";
let token = "";
let day: Read;
const codes = { wristband: "WB-S01-001", bag: "" };
const step: Stage["step"] = (sentence, work) => stage.step(sentence, work);
const readDay = () => nurse.call("readInfusion", { siteId, infusionId });

beforeAll(async () => {
  stage = await openStage({ args: ["--demo-clock"] });
  page = await stage.openPage();
});
afterAll(() => stage.close());
inOrder();

test("a newcomer signs in by the one-time link, reads the protocol and confirms its limits", async () => {
  await step("When the administrator opens the printed link and enters", async () => {
    await page.goto(stage.server.signInLink ?? "");
    await page.getByRole("button", { name: "Enter" }).click();
    await page.getByRole("heading", { name: /^Good day/ }).waitFor();
  });
  await step("Then the first steps lead to the limits, and the link is used up", async () => {
    await page.getByRole("listitem").filter({ hasText: "Confirm the limits" }).getByRole("link").waitFor();
    await expect(openApiSession(stage.server.address).call("redeemLink", {}, { token: stage.server.signInLink?.split("#/sign-in/")[1] })).rejects.toThrow(/answered 4/);
  });
  await step("When they read the protocol, each limit names its source", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Studies" }).click();
    await page.getByRole("link", { name: /Umbilical cord MSC in severe sepsis/ }).first().click();
    await page.getByRole("heading", { name: /Umbilical cord MSC in severe sepsis/ }).first().waitFor();
    // A limit of this study: at most 5 million cells per minute, from NCT00877903.
    const row = page.getByRole("row").filter({ hasText: /cells per minute|cell rate|cells\/min/i }).first();
    await row.scrollIntoViewIfNeeded();
    expect(await page.locator("main").innerText()).not.toContain("JSRM:");
  });
  await step("When they review every group of numbers, take the recalled ones on as local decisions and confirm", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
    await page.getByRole("listitem").filter({ hasText: "Confirm the limits" }).getByRole("link").click();
    await page.getByRole("heading", { name: "Confirm the limits" }).waitFor();
    const reasons = page.getByRole("textbox", { name: /Reason of the local decision/ });
    await eventually(() => reasons.count()).toBe(2);
    for (const reason of await reasons.all()) await reason.fill("Accepted by the site's committee until it is verified.");
    for (const tick of await page.locator("label.tick").all()) await tick.click();
    await page.getByRole("textbox", { name: "Statement" }).fill("Compared with our own practice in a meeting.");
    await page.getByRole("button", { name: "Confirm for this site" }).click();
    await page.getByText(/^Limits of version .* confirmed by Administrator/).first().waitFor();
  });
  await step("And the administrator issues a token for the bedside monitor's gateway", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Devices" }).click();
    await page.getByRole("button", { name: "Issue a gateway token" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Monitor of bed 1");
    await page.getByRole("dialog").getByRole("button", { name: "Issue a gateway token" }).click();
    const secret = page.getByRole("alertdialog", { name: "Gateway token" });
    token = await secret.getByRole("textbox").inputValue();
    expect(token.length).toBeGreaterThan(20);
    await secret.getByRole("button").last().click();
  });
});

test("the nurse prepares the participant and the dose", async () => {
  await step("When the administrator acts as the example nurse and opens the infusion", async () => {
    await actAs(page, "Example nurse");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
    await page.getByRole("link", { name: "Open bedside of S01-001" }).click();
    await page.getByRole("navigation", { name: "Steps of the day" }).waitFor();
    infusionId = /infusions\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? "";
    const cookies = await page.context().cookies();
    nurse = openApiSession(stage.server.address, new Map(cookies.map((cookie) => [cookie.name, cookie.value])));
    siteId = (await nurse.call("readSession")).sites[0]?.id ?? "";
    day = await readDay();
    codes.bag = day.bags.find((bag) => bag.reservedForInfusionId === infusionId)?.code ?? "";
  });
  await step("Then nothing is ticked beforehand", async () => {
    for (const phase of day.protocol.checklist) {
      await openStep(page, phase.title);
      await eventually(() => page.locator(".item").count()).toBe(phase.items.length);
      expect(await page.locator('.item:not([data-state="open"])').count()).toBe(0);
    }
  });
  await step("When they answer the items of the day before and of the arrival", async () => {
    await openStep(page, "The day before");
    await answerEverything(page, itemsOf(day.protocol, "day-before"), codes);
    await openStep(page, "Arrival");
    await answerEverything(page, itemsOf(day.protocol, "arrival"), codes);
  });
  await step("And weigh the participant: 70 kg", async () => {
    await page.locator("#place-weight").getByRole("textbox", { name: /^Weight/ }).fill("70");
    await page.locator("#place-weight").getByRole("textbox", { name: /^Weight/ }).press("Tab");
    await page.locator("#place-weight").getByRole("button", { name: "Save measurement" }).click();
    await page.getByText("This weight is used for the dose.").waitFor();
  });
  await step("And measure the baseline without oxygen and consciousness: NEWS2 is not assessable and says why", async () => {
    await enterVitalSigns(page, { values: { "Heart rate": "82", "Respiratory rate": "22", "Oxygen saturation": "95", "Systolic pressure (cuff)": "108", "Diastolic pressure (cuff)": "64", Temperature: "38.2" } });
    const score = page.getByRole("region", { name: "NEWS2" });
    await eventually(() => wordsOf(score)).toMatch(/Not assessable.*(oxygen|Air or oxygen).*(onsciousness)/i);
  });
  await step("When they add room air and alertness, NEWS2 is 5", async () => {
    await enterVitalSigns(page, { values: {}, oxygen: "Room air", consciousness: "A: alert" });
    // By the RCP's chart: respiratory rate 22: 2; saturation 95 (scale 1): 1; air: 0; systolic 108: 1; pulse 82: 0; alert: 0; 38.2: 1.
    await eventually(() => wordsOf(page.getByRole("region", { name: "NEWS2" }))).toMatch(/\b5 points/);
  });
  await step("When they receive the thawed bag and enter 0.6 mL/min, the dose card shows cells, volume and duration within their limits", async () => {
    await openStep(page, "Receipt of the product");
    const bags = page.locator("#place-bags");
    await bags.getByRole("button", { name: new RegExp(`^Receive: bag ${codes.bag}`) }).click();
    await page.getByRole("dialog").getByText("Intact", { exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Receive" }).click();
    await bags.getByRole("button", { name: /^Thawed now/ }).click();
    await answerEverything(page, itemsOf(day.protocol, "product-receipt"), codes);
    const dose = page.locator("#place-dose");
    await dose.getByRole("textbox", { name: /^Rate to be confirmed/ }).fill("0.6");
    await dose.getByRole("textbox", { name: /^Rate to be confirmed/ }).press("Tab");
    // 1 million/kg x 70 kg = 70 million; 75 million in 50 mL, so 46.67 mL; at 0.6 mL/min 77.8 min (10 to 90 allowed);
    // 0.6 mL/min x 1.5 million/mL = 0.9 million/min; 46.67 mL x 0.05 g/mL / 70 kg = 0.0333 g/kg.
    await eventually(async () => await wordsOf(dose)).toMatch(/70 kg.*70 million cells.*46\.67 mL.*77\.78 min/);
    expect(await wordsOf(dose)).toMatch(/0\.9 million cells\/min.*0\.0333/);
    await dose.getByRole("button", { name: "Confirm dose" }).click();
    await dose.getByText("Dose confirmed").waitFor();
  });
});

test("two people check the identity, each alone, and the start is refused until nothing is missing", async () => {
  await step("When the nurse answers the time-out, checks the line and makes the first identity check", async () => {
    await openStep(page, "Time-out");
    await answerEverything(page, itemsOf(day.protocol, "time-out"), codes);
    const line = page.locator("#place-line");
    await line.getByText("Peripheral vein", { exact: true }).click();
    await line.getByText("With filter", { exact: true }).click();
    await line.getByRole("button", { name: "Save line check" }).click();
    await line.getByText("Checked", { exact: true }).waitFor();
    await identityPass(page, codes);
    await page.getByText("Now a second person checks.").waitFor();
  });
  await step("Then the start is refused, and the missing check is named with the way to it", async () => {
    await openStep(page, "Infusion");
    const start = page.locator("#place-start");
    await eventually(async () => start.innerText()).toMatch(/It may not start/);
    expect(await start.innerText()).toMatch(/1 of 2 persons have checked wristband and bag/);
    expect(await start.getByRole("button", { name: "Start infusion" }).isDisabled()).toBe(true);
  });
  await step("When the second nurse takes over the tablet and scans, both checks match", async () => {
    await openStep(page, "Time-out");
    await page.getByRole("button", { name: "Second person" }).click();
    await page.getByRole("dialog").getByRole("button", { name: /^Example second nurse/ }).click();
    await page.getByText("Second check: Example second nurse").waitFor();
    expect(await page.locator("#place-identity").innerText()).not.toMatch(/matches|differs/);
    await identityPass(page, codes);
    await page.getByText("Both checks match.").waitFor();
    await actAs(page, "Example nurse");
  });
  await step("And the bag is spiked: every condition is met", async () => {
    await openStep(page, "Receipt of the product");
    await page.locator("#place-bags").getByRole("button", { name: /^Spiked now/ }).click();
    await openStep(page, "Infusion");
    await page.getByText("Every condition is met. It may start.").waitFor();
  });
  await step("When the nurse starts, it runs", async () => {
    await page.locator("#place-start").getByRole("button", { name: "Start infusion" }).click();
    await page.getByRole("button", { name: "STOP" }).waitFor();
    expect((await readDay()).infusion.phase).toBe("running");
    expect((await readDay()).deviations).toEqual([]);
  });
});

const recording = groundFile("data/vitals/s25047-2704-05-04-10-44n.csv");
/** The server's time at the first row. */
let firstRow = 0;
/** Plays on up to a minute of the recording; rows keep their distance, since the server's clock says where the recording is. */
async function playTo(minute: number): Promise<void> {
  const now = Date.parse((await nurse.call("readDemoClock")).now);
  const from = firstRow === 0 ? 0 : (now - firstRow) / 60_000;
  const run = await runStroma(["infusion", "replay", recording, "--infusion", infusionId, "--token", token, "--url", stage.server.address, "--speed", "240", "--from", String(from), "--to", String(minute), "--json"]);
  expect([run.exitCode, run.err]).toEqual([0, ""]);
  expect(run.json()).toMatchObject({ rejected: 0 });
  if (firstRow === 0) firstRow = Math.min(...(await readDay()).events.flatMap((event) => (event.authorRole === "device" ? [Date.parse(event.clinicalTime)] : [])));
}

/**
 * What is right at which minute, read from the file's rows by eye and held against the printed limits of the protocol: heart rate
 * 50 to 125 and pulse 50 to 110 without alarm, pulse 20 to 40 and from 130 critical, plausible 20 to 250; respiratory rate 10 to 28
 * without alarm, plausible 3 to 70; saturation from 92, below 88 critical, plausible from 40; a value is stale after 2 min (cuff
 * 20 min). A zero of heart rate, pulse, respiration or saturation is a lost signal; heart rate and pulse speak for each other.
 */
describeWithGround("a real monitor's recording of 72 minutes, played by stroma infusion replay", () => {
  const lost = /signal lost or arrest/i;
  const lostAlarms = async () => (await readAlarms(page)).filter((alarm) => lost.test(alarm));

  test("minute 5: the cuff has been silent since minute 3 and shows its last value, no zero", async () => {
    await playTo(5);
    // Row 3: 92/49; rows 4 and 5 leave the cells empty.
    await eventually(() => readTile(page, "Systolic pressure (cuff)")).toMatch(/Within limits 92 mmHg/);
    expect(await readTile(page, "Diastolic pressure (cuff)")).toMatch(/49 mmHg/);
  });

  test("minute 41: a saturation of 42.9 % is critical, and an alarm", async () => {
    await playTo(41);
    await eventually(() => readTile(page, "Oxygen saturation")).toMatch(/Critical 42\.9 %/);
    await eventually(async () => (await readAlarms(page)).join(" ")).toMatch(/saturation 42\.9 %/i);
    expect((await readAlarms(page)).find((alarm) => /saturation 42\.9 %/i.test(alarm))).toMatch(/Critical/);
  });

  test("minute 47: the heart rate of 0 is a lost signal that the pulse speaks against, and no alarm of an arrest", async () => {
    await playTo(47);
    // Rows 45 to 47: heart rate 0, pulse 71.6, 68.9, 69.2.
    await eventually(() => readTile(page, "Heart rate")).toMatch(/Signal lost/);
    expect(await readTile(page, "Heart rate")).toMatch(/Pulse rate.* speaks for a beating heart/);
    // The last heart rate, 61.6, is of minute 44.
    expect(await readTile(page, "Heart rate")).toMatch(/Last plausible 61\.6 .*[34] min old/);
    expect(await readTile(page, "Pulse rate (oximeter or arterial line)")).toMatch(/Within limits 69\.2 /);
    expect((await lostAlarms()).filter((alarm) => /heart rate|pulse/i.test(alarm))).toEqual([]);
  });

  test("minute 62: heart rate, pulse and saturation are 0: signal lost or arrest, look at the participant", async () => {
    await playTo(62);
    for (const title of ["Heart rate", "Pulse rate (oximeter or arterial line)", "Oxygen saturation", "Respiratory rate"]) await eventually(() => readTile(page, title)).toMatch(/Signal lost/);
    await eventually(async () => (await lostAlarms()).map((alarm) => /(Heart rate|Pulse rate|Oxygen saturation|Respiratory rate)[^:]*: signal/i.exec(alarm)?.[1] ?? alarm)).toEqual(expect.arrayContaining(["Heart rate", "Oxygen saturation", "Pulse rate", "Respiratory rate"]));
    expect(await lostAlarms()).toHaveLength(4);
    for (const alarm of await lostAlarms()) expect(alarm).toMatch(/Critical.*Look at the participant/);
  });

  test("minutes 63 and 64: a pulse of 277 is implausible, crossed out, and clears nothing", async () => {
    await playTo(63);
    await eventually(() => readTile(page, "Pulse rate (oximeter or arterial line)")).toMatch(/Implausible.*277/);
    const crossed = page.getByRole("article").filter({ hasText: "Pulse rate" }).locator("s").first();
    expect(await crossed.innerText()).toMatch(/277/);
    expect((await lostAlarms()).some((alarm) => /heart rate/i.test(alarm))).toBe(true);
    await playTo(64);
    await eventually(() => readTile(page, "Pulse rate (oximeter or arterial line)")).toMatch(/Implausible.*272\.8/);
    expect(await readTile(page, "Pulse rate (oximeter or arterial line)")).not.toMatch(/Within limits/);
    expect((await lostAlarms()).some((alarm) => /heart rate/i.test(alarm))).toBe(true);
  });

  test("minute 70: the pulse is back and clears the arrest; a saturation of 36 % is implausible, not a value", async () => {
    await playTo(70);
    await eventually(() => readTile(page, "Pulse rate (oximeter or arterial line)")).toMatch(/Within limits 70\.1 /);
    await eventually(async () => (await lostAlarms()).filter((alarm) => /heart rate|pulse/i.test(alarm))).toEqual([]);
    expect(await readTile(page, "Oxygen saturation")).toMatch(/Implausible.*36 %/);
  });

  test("NEWS2 needs the nurse again: the temperature of the arrival is older than it may be", async () => {
    const score = page.getByRole("region", { name: "NEWS2" });
    await eventually(() => wordsOf(score)).toMatch(/Not assessable/);
    expect(await wordsOf(score)).not.toMatch(/\d points/);
  });
});

test("an alarm is answered, the stop takes one tap, and a pathway is gone through", async () => {
  await step("When the monitor shows a saturation of 61 %, the alarm stands until the nurse answers it", async () => {
    const now = (await nurse.call("readDemoClock")).now;
    const answer = await fetch(`${stage.server.address}/api/v1/gateway/vital-signs`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify({ infusionId, sentAt: now, batches: [{ id: crypto.randomUUID().replace(/^(.{14})./, "$17"), at: now, samples: [{ channel: "oxygen-saturation", value: 61, unit: "%" }] }] }) });
    expect(await answer.json()).toMatchObject({ results: [{ outcome: "accepted" }] });
    const alarm = page.getByRole("region", { name: "Alarms" }).getByRole("article").filter({ hasText: /saturation 61/i }).first();
    await alarm.getByRole("button", { name: /^Answer: / }).click();
    await eventually(() => alarm.innerText()).toMatch(/Answered by Example nurse/);
  });
  await step("When the nurse taps STOP, it is stopped and the page says to clamp the line", async () => {
    await page.getByRole("button", { name: "STOP" }).first().click();
    await page.getByText(/Clamp the line\. Do not flush the cell line\./).first().waitFor();
    await eventually(async () => (await readDay()).infusion.phase).toBe("stopped");
  });
  await step("When the nurse opens the embolism pathway, its steps stand there with their times", async () => {
    // The same word is offered as a reason of the stop.
    await page.locator(".button-danger").filter({ hasText: "Complication" }).click();
    await page.getByRole("dialog").getByRole("button", { name: /^Suspected embolism/ }).click();
    const pathway = page.getByRole("region", { name: /^Suspected embolism/ });
    await pathway.waitFor();
    const steps = day.protocol.pathways.find((one) => one.id === "embolism")?.steps ?? [];
    await eventually(() => pathway.getByRole("listitem").count()).toBe(steps.length);
    expect(await pathway.innerText()).toMatch(/left/);
    for (const { text } of steps) await pathway.getByRole("button", { name: `Done: ${text}`, exact: true }).click();
    await eventually(async () => (await readDay()).events.filter((event) => event.type === "pathway-step-done").length).toBe(steps.length);
    expect((await readDay()).bags.find((bag) => bag.code === codes.bag)?.state).toBe("quarantined");
    await pathway.getByRole("button", { name: "Close pathway" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Conclusion" }).fill("No embolus in the CT.");
    await page.getByRole("dialog").getByRole("button", { name: "Close pathway" }).click();
    await pathway.waitFor({ state: "detached" });
  });
});

test("after the observation the participant is handed over, and the record tells the day", async () => {
  const signs = { "Heart rate": "82", "Respiratory rate": "18", "Oxygen saturation": "96", "Systolic pressure (cuff)": "112", "Diastolic pressure (cuff)": "66", Temperature: "37.9", "Mean pressure (cuff)": "81" };
  await step("When the observation of two hours is over and the vital signs are near the baseline", async () => {
    await openStep(page, "Observation");
    await answerEverything(page, itemsOf(day.protocol, "observation"), codes);
    await setClock(600);
    await eventually(async () => (await page.locator(".clocks").innerText()).replaceAll(/\s+/g, " ")).toMatch(/Observation long enough/);
    await setClock(1);
    // The recording's last mean pressure, 31 at minute 61, stays critical until somebody measures it again.
    await enterVitalSigns(page, { values: signs, every: true, consciousness: "A: alert" });
    await openStep(page, "Infusion");
    await answerEverything(page, itemsOf(day.protocol, "infusion"), codes);
    await openStep(page, "Hand-over to the ward");
    await answerEverything(page, itemsOf(day.protocol, "discharge").filter((item) => item.required), codes);
    await page.getByRole("textbox", { name: "Received on the ward by" }).fill("Nurse of ward 3");
    await page.getByText("Every condition is met.").waitFor();
  });
  await step("And the nurse hands over to the ward, a contact of the next day stands there", async () => {
    await page.getByRole("button", { name: "Hand over to the ward" }).last().click();
    await page.getByText(/received by Nurse of ward 3/).waitFor();
    expect(await page.locator(".strip").innerText()).toMatch(/Closed/);
    const { contacts } = await nurse.call("readParticipant", { siteId, participantId: day.participant.id });
    expect(contacts).toMatchObject([{ doneAt: null, text: day.protocol.observation.nextContact.text }]);
  });
  await step("Then the record shows the day: people, identity, start, alarm, stop, pathway, hand-over", async () => {
    await page.goto(`/infusions/${infusionId}/record`);
    await eventually(async () => (await page.locator("body").innerText()).replaceAll(/\s+/g, " ")).toMatch(/S01-001/);
    const words = (await page.locator("body").innerText()).replaceAll(/\s+/g, " ");
    for (const part of [codes.wristband, codes.bag, "Example nurse", "Example second nurse", "Suspected embolism", "No embolus in the CT.", "Nurse of ward 3", "46.6"]) expect(words).toContain(part);
  });
  await step("And printed as PDF it is text, not a picture", async () => {
    await page.emulateMedia({ media: "print" });
    const shown = countTextOperators(await page.pdf({ format: "A4" }));
    expect(shown).toBeGreaterThan(100);
    await page.emulateMedia({ media: null });
  });
  await step("And no page of the day complained", () => Promise.resolve(expect(stage.complaints).toEqual([])));
});

async function setClock(speed: number): Promise<void> {
  const answer = await fetch(`${stage.server.address}/api/v1/demo-clock`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify({ speed }) });
  expect(answer.status).toBe(200);
}

/** Text-showing operators (Tj, TJ) in the inflated streams of a PDF. */
function countTextOperators(pdf: Buffer): number {
  let count = 0;
  for (let at = pdf.indexOf("stream\n"); at !== -1; at = pdf.indexOf("stream\n", at + 7)) {
    try {
      count += inflateSync(pdf.subarray(at + 7), { finishFlush: 2 }).toString("latin1").match(/\bT[jJ]\b|\]\s*TJ|\)\s*Tj|>\s*Tj/g)?.length ?? 0;
    } catch {
      // Not a compressed stream.
    }
  }
  return count;
}
