/** The demonstration page of dose finding, opened as a person opens it: the file by itself, without a server. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import boundariesInR from "../../../../validation/dose-finding/interval-boundaries.json" with { type: "json" };
import boinInR from "../../../../validation/dose-finding/interval-characteristics.json" with { type: "json" };
import ruleInR from "../../../../validation/dose-finding/rule-based.json" with { type: "json" };
import fewEventsInR from "../../../../validation/dose-finding/zero-events.json" with { type: "json" };

const script = fileURLToPath(new URL("../../../../scripts/build-dose-demo.mjs", import.meta.url));
let browser: Browser;
let profile: string;
let address: string;
const complaints: string[] = [];
const outside: string[] = [];

beforeAll(async () => {
  address = pathToFileURL(execFileSync(process.execPath, [script], { encoding: "utf8", env: { ...process.env, NODE_ENV: "production" } }).trim()).href;
  profile = mkdtempSync(join(tmpdir(), "stroma-chromium-"));
  browser = await chromium.launch({ executablePath: process.env["STROMA_CHROMIUM"] ?? "/usr/bin/chromium", env: { ...process.env, HOME: profile }, args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
});
afterAll(async () => {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
});

async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
  context.setDefaultTimeout(60_000);
  context.on("weberror", (error) => complaints.push(error.error().message));
  context.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  context.on("request", (request) => !/^(?:blob|data):/u.test(request.url()) && request.url() !== address && outside.push(request.url()));
  const page = await context.newPage();
  await page.goto(address);
  await page.locator("#measured[data-drawn]").waitFor();
  await page.locator("#boundary .say").waitFor();
  return page;
}

const numberAt = async (page: Page, name: "answered" | "drawn"): Promise<number> => Number(await page.locator("#measured").getAttribute(`data-${name}`));
const wait = (page: Page, name: "answered" | "drawn", before: number) => page.waitForFunction(([key, than]) => Number(document.querySelector<HTMLElement>("#measured")?.dataset[key]) > than, [name, before] as const);

/** Types a number and waits for the figures that belong to it, and for the pictures after them. */
async function change(page: Page, name: string, value: string): Promise<void> {
  const [answered, drawn] = [await numberAt(page, "answered"), await numberAt(page, "drawn")];
  await page.locator(`#inputs input[name="${name}"]`).fill(value);
  await wait(page, "answered", answered);
  await wait(page, "drawn", drawn);
}

const rowOf = async (page: Page, design: "boin" | "rule", name: string): Promise<readonly string[]> => page.locator(`#${design} tr`, { has: page.getByRole("rowheader", { name, exact: true }) }).locator("td").allInnerTexts();
const shown = (value: number): string => (value > 0 && value < 0.0005 ? "<0.1 %" : `${(value * 100).toFixed(1)} %`);
const wordsOf = (page: Page, id: string): Promise<string> => page.locator(`#${id}`).evaluate((host) => host.shadowRoot?.querySelector("desc")?.textContent ?? "");

describe("an investigator changes a number", () => {
  test("and BOIN with five dose levels is the enumeration written out in R", async () => {
    const page = await openPage();
    const one = boinInR.cases.find(({ options }) => options.target === 0.3 && options.maxN === 30 && options.size === 3 && !options.bounded && !options.package && !options.titration);
    expect(one?.results.length).toBe(5);
    await change(page, "target", "0.3");
    await change(page, "doses", "5");
    for (const { truth, selection, none, safety, n, events } of one?.results ?? []) {
      for (const [at, rate] of truth.entries()) {
        const field = page.locator(`#inputs input[name="truth${at + 1}"]`);
        if ((await field.inputValue()) !== String(rate)) await change(page, `truth${at + 1}`, String(rate));
      }
      const recommended = await rowOf(page, "boin", "recommended");
      expect(recommended.slice(0, 5)).toEqual(selection.map(shown));
      expect(recommended[6]).toBe(shown(none));
      expect((await rowOf(page, "boin", "participants")).slice(0, 5)).toEqual(n.map((mean) => mean.toFixed(2)));
      expect((await rowOf(page, "boin", "events")).slice(0, 5)).toEqual(events.map((mean) => mean.toFixed(2)));
      expect(await page.locator("#boin").innerText()).toContain(`Stopped for safety: ${shown(safety)}.`);
    }
  });

  test("and 3+3 with three dose levels is what R finds by running every outcome", async () => {
    const page = await openPage();
    await change(page, "doses", "3");
    const one = ruleInR.cases.find(({ design, options }) => design === "threePlusThree" && options.doses === 3 && options.start === 1 && "deEscalation" in options && options.deEscalation === "none" && options.expansion === "none" && options.topDose === "declared");
    const expected = one?.results[0];
    expect(expected?.truth).toEqual([0.05, 0.1, 0.2]);
    await change(page, "truth3", "0.2");
    expect((await rowOf(page, "rule", "recommended")).slice(0, 3)).toEqual(expected?.selection.map(shown));
    expect((await rowOf(page, "rule", "recommended")).at(-2)).toBe(shown(expected?.none ?? Number.NaN));
    expect((await rowOf(page, "rule", "participants")).slice(0, 3)).toEqual(expected?.n.map((mean) => mean.toFixed(2)));
    expect(await page.locator("#rule-variant").innerText()).toMatch(/no de-escalation.*Edition: /su);
  });

  test("and the figures of 3+3 are those of its closed form", async () => {
    const page = await openPage();
    await change(page, "truth1", "0.4");
    // Up after 0 of 3 (0.6³ = 0.216), or after 1 of 3 (3 × 0.4 × 0.36 = 0.432) and 0 of the next 3: 0.216 + 0.432 × 0.216
    // = 0.309312. Otherwise dose level 1 was too much and none is recommended: 69.07 %.
    expect((await rowOf(page, "rule", "recommended")).at(-2)).toBe("69.1 %");
    // 3 + 3 × 0.432 = 4.296 participants at dose level 1, 0.4 × 4.296 = 1.7184 events.
    expect((await rowOf(page, "rule", "participants"))[0]).toBe("4.30");
    expect((await rowOf(page, "rule", "events"))[0]).toBe("1.72");
    // True rates that fall are told: 0.4, then 0.1.
    expect(await page.locator("#rule").innerText()).toContain("The true rates fall from dose level 1 to 2");
  });

  test("and the boundaries of BOIN for a target of 0.3 are the published 0.236 and 0.359", async () => {
    const page = await openPage();
    await change(page, "target", "0.3");
    // log(0.82/0.7)/log(0.3 × 0.82/(0.18 × 0.7)) and log(0.7/0.58)/log(0.42 × 0.7/(0.3 × 0.58)); Liu and Yuan 2015.
    expect(await page.locator("#boundaries").innerText()).toBe("Up where the observed rate is at most 0.236, down where it is at least 0.359.");
    const table = boundariesInR.tables.find(({ design, target }) => design === "boin" && target === 0.3);
    const words = await wordsOf(page, "table");
    for (const n of [3, 6, 9, 12, 15, 18]) {
      const [escalate, deescalate, close] = [table?.escalate[n - 1], table?.deescalate[n - 1] ?? 0, table?.close[n - 1] ?? 0];
      const said = new RegExp(`(?:^| )${n} participants: ([^.]*)\\.`, "u").exec(words)?.[1] ?? "";
      expect(said).toMatch(escalate === 0 ? /^0 escalate/u : new RegExp(`^0 to ${escalate} escalate`, "u"));
      const down = close - 1 === deescalate ? `${deescalate} de-escalate` : `${deescalate} to ${close - 1} de-escalate`;
      expect(said).toContain(`, ${down}, ${close === n ? n : `${close} to ${n}`} too many events`);
    }
  });

  test("and the paths have the probabilities of the binomial distribution, followed as far as is asked", async () => {
    const page = await openPage();
    // 0 of 3 at a true rate of 0.05, then 0 of 3 at 0.1: 0.95³ × 0.9³ = 0.857375 × 0.729 = 0.625026.
    expect(await wordsOf(page, "paths")).toContain("0 of 3 at dose level 1, then 0 of 3 at dose level 2: 3 at dose 3, probability 62.50 %.");
    await change(page, "truth2", "0.2");
    // 0.857375 × 0.512 = 0.438976
    expect(await wordsOf(page, "paths")).toContain("then 0 of 3 at dose level 2: 3 at dose 3, probability 43.90 %.");
    await page.locator("#paths-form input").fill("1");
    await page.waitForFunction(() => document.querySelector("#paths")?.shadowRoot?.querySelector("desc")?.textContent.startsWith("0 of 3 at dose level 1: 3 at dose 2, probability 85.74 %."));
    await page.locator("#paths-form select").selectOption({ label: "3+3" });
    // 1 of 3: 3 × 0.05 × 0.95² = 0.135375
    await page.waitForFunction(() => document.querySelector("#paths")?.shadowRoot?.querySelector("desc")?.textContent.includes("1 of 3 at dose level 1: 3 at dose 1, probability 13.54 %."));
  });

  test.each([["target", "0.35"], ["cohortSize", "2"], ["cohorts", "5"], ["truth4", "0.5"], ["doses", "4"]])("and with %s everything that rests on it follows", async (name, value) => {
    const page = await openPage();
    // By their words. 3+3 has neither cohort size nor number of cohorts; the table is the same for every dose level and truth,
    // and shows 18 participants of 20 or 30; four cohorts are followed whether five or ten come.
    const look = async () => ({ boin: await page.locator("#boin").innerText(), rule: await page.locator("#rule").innerText(), table: await wordsOf(page, "table"), paths: await wordsOf(page, "paths"), bars: await wordsOf(page, "boin-bars"), conduct: await page.locator("#conduct .variant").innerText() });
    // Three cohorts reach the fourth dose level.
    await page.locator("#paths-form input").fill("4");
    await page.waitForFunction(() => document.querySelector("#paths")?.shadowRoot?.querySelector("title")?.textContent.includes("first 4 cohorts"));
    const before = await look();
    await change(page, name, value);
    await page.waitForFunction((old) => document.querySelector("#conduct .variant")?.textContent !== old, name === "truth4" ? "" : before.conduct);
    const after = await look();
    const same = Object.entries(before).flatMap(([part, words]) => (after[part as keyof typeof after] === words ? [part] : []));
    expect(same).toEqual({ target: [], cohortSize: ["rule", "table"], cohorts: ["rule", "paths"], truth4: ["table", "conduct"], doses: ["table"] }[name]);
  });

  test("and doses in million cells per kg stand beside their figures, or are said not to be given", async () => {
    const page = await openPage();
    await page.locator('input[name="amounts"]').fill("0.5 1 2");
    await page.waitForFunction(() => document.querySelector("#boin")?.textContent.includes("not given"));
    expect((await rowOf(page, "boin", "million cells/kg")).slice(0, 6)).toEqual(["0.5", "1", "2", "not given", "not given", "not given"]);
    await page.locator('input[name="amounts"]').fill("2, 1");
    expect(await page.getByRole("alert").filter({ hasText: "rising" }).innerText()).toContain("Give rising numbers");
  });
});

describe("a number that cannot be", () => {
  test("is answered beside its field with what would be right, and the last good figures and pictures stay", async () => {
    const page = await openPage();
    const before = await rowOf(page, "boin", "recommended");
    const paths = await wordsOf(page, "paths");
    const field = page.locator('input[name="truth2"]');
    await field.fill("1.4");
    const alert = page.locator(".field", { has: field }).getByRole("alert");
    expect(await alert.innerText()).toBe("Give a number from 0 to 1. The figures are those of the last complete numbers.");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect(await field.getAttribute("aria-describedby")).toBe(await alert.getAttribute("id"));
    expect(await rowOf(page, "boin", "recommended")).toEqual(before);
    expect(await wordsOf(page, "paths")).toBe(paths);
    await change(page, "truth2", "0.15");
    expect(await alert.count()).toBe(0);
    expect(await field.getAttribute("aria-invalid")).toBeNull();
  });

  test("as more paths than can be read keep the last picture", async () => {
    const page = await openPage();
    const paths = await wordsOf(page, "paths");
    await page.locator("#paths-form input").fill("6");
    await page.locator("#paths-form").getByRole("alert").waitFor();
    expect(await page.locator("#paths-form").getByRole("alert").innerText()).toContain("Follow fewer cohorts");
    expect(await wordsOf(page, "paths")).toBe(paths);
    await page.locator("#paths-form input").fill("3");
    await page.waitForFunction(() => document.querySelector("#paths-form .fault")?.textContent === "");
  });
});

test("a trial too large for a talk says how far it is, and can be stopped; the last figures stay, and still answer", async () => {
  const page = await openPage();
  const before = await rowOf(page, "boin", "participants");
  await page.locator('#inputs input[name="cohortSize"]').fill("6");
  await page.locator('#inputs input[name="cohorts"]').fill("20");
  await page.locator('#inputs input[name="doses"]').fill("8");
  await page.getByText(/Working: \d+ of \d+ states so far/u).waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("Stopped. The figures below are those of the last complete numbers.").waitFor();
  // Six dose levels and three more columns, whatever was shown on the way to the large one.
  expect((await rowOf(page, "boin", "participants")).length).toBe(before.length);
  await page.locator("#paths-form input").fill("1");
  await page.waitForFunction(() => document.querySelector("#paths")?.shadowRoot?.querySelector("title")?.textContent.includes("first cohort"));
  await change(page, "doses", "2");
});

describe("given these participants: what next, and why?", () => {
  test("the rule that spoke, what other outcomes would have led to, and what is not known", async () => {
    const page = await openPage();
    await page.locator("#conduct-form select").selectOption({ label: "3+3" });
    await page.locator("#conduct .say", { hasText: "Treat 3 more at dose level 2. 1 of 3" }).waitFor();
    expect(await page.locator("#conduct .variant").innerText()).toMatch(/^3\+3, edition .+\. 3\+3\. Up after 0 of 3/u);
    const rows = await page.locator("#conduct table.words tbody tr").evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent).slice(0, 3).join(" | ")));
    expect(rows).toEqual(["0 of 3 | 3 at dose 3 | would have been", "1 of 3 | 3 at dose 2 | this is what was seen", "2 of 3 | stop, dose found | would have been", "3 of 3 | stop, dose found | would have been"]);
    // 0 of 3: 1 - 0.05^(1/3) = 0.6316; nobody at level 3.
    const levels = await page.locator("#conduct table.figures tbody tr").allInnerTexts();
    expect(levels[0]).toMatch(/0 of 3\s+0\.0 %\s+63\.2 %/u);
    expect(levels[2]).toMatch(/nobody\s+unknown\s+unknown\s+unknown/u);
    expect(await wordsOf(page, "posterior")).toContain("Dose level 3: nobody was followed, unknown.");
  });

  test("participants are added by touch, and a departure is told, not refused", async () => {
    const page = await openPage({ hasTouch: true });
    await page.locator("#conduct-form select").selectOption({ label: "3+3" });
    await page.locator("#conduct .variant", { hasText: "3+3" }).waitFor();
    const outcomes = page.locator('input[name="outcomes"]');
    await page.getByRole("button", { name: "Add T, event" }).tap();
    expect(await outcomes.inputValue()).toBe("1NNN 2NTN 2T");
    // 2 of 4 at dose level 2 is too much whatever the others have: the level below is declared as it stands.
    await page.locator("#conduct .say", { hasText: "Stop: a dose level is found." }).waitFor();
    await page.getByText("Recommended: dose level 1").waitFor();
    expect(await page.getByRole("button", { name: "Add N, no event" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Take the last one back" }).tap();
    expect(await outcomes.inputValue()).toBe("1NNN 2NTN");
    await outcomes.fill("1NNN 3NNN");
    await page.getByText("Cohort 2: the design said dose level 2; 3 was given, which is higher.").waitFor();
    await outcomes.fill("1NNN 9NXN");
    const alert = page.locator("#conduct-form").getByRole("alert");
    await alert.waitFor();
    expect(await alert.innerText()).toContain("9 is no dose level of this design.");
    expect(await page.locator("#conduct").innerText()).toContain("Cohort 2: the design said dose level 2");
  });
});

test("no events among 15: the limits of R's binom.test, and the participants whom it takes", async () => {
  const page = await openPage();
  const zero = fewEventsInR.limits.find(({ k, n, level }) => k === 0 && n === 15 && level === 0.95);
  const cohort = fewEventsInR.smallest.find(({ rate, chance, atLeast }) => rate === 0.1 && chance === 0.95 && atLeast === 1);
  const words = await page.locator("#zero").innerText();
  expect(words).toContain(`as high as ${shown(zero?.upper ?? Number.NaN)} (one-sided 95 %), or lie from 0.0 % to ${shown(zero?.twoUpper ?? Number.NaN)} (two-sided)`);
  expect(words).toContain(`when the true rate is 10.0 %: ${cohort?.n} participants`);
  await page.locator('#zero-form input[name="n"]').fill("0");
  await page.getByText("Nobody was observed: nothing is known").waitFor();
});

describe("a safety board", () => {
  test("reads the boundary of the README of R's stoppingrule, with its characteristics", async () => {
    const page = await openPage();
    const rows = await page.locator("#boundary .rows li").allInnerTexts();
    // "3-4:3 5-6:4 … 50-50:17", and held with 0.09977254, 0.53974016, 0.92684148 at 0.2, 0.3, 0.4; 46.7, 34.7, 19.6 participants.
    expect([rows[1], rows[2], rows.at(-1)]).toEqual(["Hold if 3 or more of the first 3 to 4 participants have the event.", "Hold if 4 or more of the first 5 to 6 participants have the event.", "Hold if 17 or more of the first 50 participants have the event."]);
    const table = await page.locator("#boundary tbody tr").allInnerTexts();
    expect(table.slice(1, 4).map((row) => row.replaceAll(/\s+/gu, " "))).toEqual(["20.0 % 10.0 % 46.7", "30.0 % 54.0 % 34.7", "40.0 % 92.7 % 19.6"]);
    expect(await page.locator("#boundary .variant").innerText()).toContain("0.09977");
  });

  test("sees a hold, which later outcomes do not undo, and is told what it cannot set", async () => {
    const page = await openPage();
    const seen = page.locator('input[name="seen"]');
    await seen.fill("TTT NNNN");
    await page.locator("#boundary .say.hold", { hasText: "Hold: the boundary was reached with 3 of 3. Now 3 of 7; a hold stays until the board lifts it." }).waitFor();
    expect(await wordsOf(page, "boundary-picture")).toContain("Seen: 3 of 7.");
    await seen.fill("TT?");
    await page.locator("#boundary-form").getByRole("alert").waitFor();
    expect(await page.locator("#boundary .say").innerText()).toContain("Hold");
  });
});

describe("the page can be used by everybody", () => {
  test.each(["light", "dark"] as const)("a machine finds no barrier in %s, not even with a wrong number", async (colorScheme) => {
    const page = await openPage({ colorScheme, reducedMotion: "reduce" });
    await page.locator('input[name="truth2"]').fill("1.4");
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    expect(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe("auto");
  });

  test("on a phone nothing is wider than the screen, and every control is large enough for a finger", async () => {
    const page = await openPage({ viewport: { width: 390, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const small = await page.locator("input:visible, select:visible, button:visible, nav a").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML));
    expect(small).toEqual([]);
    // Pictures out of sight are not laid out; reading on must not move what is read.
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    const before = await height();
    await page.locator("footer").scrollIntoViewIfNeeded();
    await page.locator("#table").scrollIntoViewIfNeeded();
    expect(Math.abs((await height()) - before)).toBeLessThanOrEqual(40);
  });

  test("the keyboard alone reaches every control in the order of the page, and changes a number", async () => {
    const page = await openPage();
    const all = await page.locator("a:visible, input:visible, select:visible, button:visible:enabled").evaluateAll((found) => found.map((one) => one.getAttribute("name") ?? one.textContent));
    const reached: string[] = [];
    for (let turn = 0; turn < all.length + 40 && reached.length < all.length; turn++) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => (document.activeElement?.matches("a, input, select, button") === true ? (document.activeElement.getAttribute("name") ?? document.activeElement.textContent) : null));
      if (name !== null) reached.push(name);
    }
    expect(reached).toEqual(all);
    await page.locator('input[name="doses"]').focus();
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => document.querySelectorAll("#boin thead th").length === 9);
  });
});

test("no page complained, and none asked for anything outside its file", () => {
  expect(complaints).toEqual([]);
  expect(outside).toEqual([]);
});
