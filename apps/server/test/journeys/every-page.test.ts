/** Every page: readable by machines that read aloud (axe, WCAG 2.2 AA), by light and in the dark, on a tablet held either way, by keyboard. */
import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plannedInfusion, read } from "../example-day.ts";
import { eventually, readAlarms } from "./stage/bedside.ts";
import { type LiveSite, beginInfusion, cookiesOf, openLiveSite } from "./stage/live-day.ts";
import { type Stage, landscape, openStage, portrait } from "./stage/open-stage.ts";

let stage: Stage;
let site: LiveSite;
let ids: Readonly<Record<string, string>>;
const pages: Readonly<Record<string, BrowserContext>>[] = [];

/** Every address of the application's router, who looks at it, and the steps of the day where a page has them. */
const addresses: readonly { readonly path: string; readonly as: "nobody" | "administrator" | "nurse" | "physician"; readonly steps?: readonly string[] }[] = [
  { path: "/sign-in", as: "nobody" },
  { path: "/welcome", as: "nobody" },
  { path: "/", as: "nurse" },
  { path: "/ward-board", as: "nurse" },
  { path: "/studies", as: "physician" },
  { path: "/studies/$studyId", as: "physician" },
  { path: "/studies/$studyId/limits", as: "physician" },
  { path: "/participants", as: "physician" },
  { path: "/participants/$participantId", as: "physician" },
  { path: "/lots", as: "physician" },
  { path: "/lots/$lotId", as: "physician" },
  { path: "/infusions/$infusionId", as: "nurse", steps: ["The day before", "Arrival", "Receipt of the product", "Time-out", "Infusion", "Observation", "Hand-over to the ward"] },
  { path: "/infusions/$infusionId/record", as: "nurse" },
  { path: "/audit", as: "administrator" },
  { path: "/people", as: "administrator" },
  { path: "/devices", as: "administrator" },
  { path: "/account", as: "nurse" },
  { path: "/nothing-here", as: "nurse" },
];

beforeAll(async () => {
  stage = await openStage();
  site = await openLiveSite(stage.server);
  const infusionId = await plannedInfusion(site);
  await beginInfusion(site);
  const day = await read(site, infusionId);
  ids = { infusionId, studyId: day.infusion.studyId, participantId: day.participant.id, lotId: day.lots[0]?.id ?? "" };
});
afterAll(async () => {
  await Promise.all(pages.flatMap((each) => Object.values(each).map((context) => context.close())));
  await stage.close();
});

async function contexts(colorScheme: "light" | "dark"): Promise<Readonly<Record<string, BrowserContext>>> {
  const of = async (session: LiveSite["administrator"] | null) => {
    const context = await stage.openContext({ colorScheme });
    if (session !== null) await context.addCookies(cookiesOf(session, stage.server.address));
    return context;
  };
  const made = { nobody: await of(null), administrator: await of(site.administrator), nurse: await of(site.people.nurse), physician: await of(site.people.physician) };
  pages.push(made);
  return made;
}

/** A page has come when it has a heading and nothing on it is a placeholder any more. */
async function settle(page: Page): Promise<void> {
  await page.getByRole("heading").first().waitFor();
  // Asked in the page: a poll of the test runner does not know which of two tests at the same time it belongs to.
  await page.waitForFunction(() => document.querySelectorAll(".skeleton, [aria-busy='true']").length === 0, undefined, { timeout: 40_000 });
}

/** In the dark only the colours are others, so only their contrast is judged anew. */
async function faultsOf(page: Page, place: string, colorScheme: "light" | "dark"): Promise<string[]> {
  // The first rows of a long table speak for the rest: hundreds of them take minutes and say the same.
  const axe = new AxeBuilder({ page }).exclude("tbody tr:nth-child(n+16)");
  const { violations } = await (colorScheme === "dark" ? axe.withRules(["color-contrast"]) : axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])).analyze();
  return violations.flatMap((violation) => violation.nodes.map((node) => `${place}: ${violation.id}: ${node.target.join(" ")}: ${node.failureSummary?.replaceAll(/\s+/g, " ").slice(0, 200) ?? ""}`));
}

/** A chart follows a turned tablet a moment later; what is still too wide after that stays so. */
async function overflowOf(page: Page, place: string): Promise<string[]> {
  const measure = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  let wider = await measure();
  for (let look = 0; look < 20 && wider > 0; look += 1) {
    await page.waitForTimeout(100);
    wider = await measure();
  }
  return wider > 0 ? [`${place}: the page is ${wider} px wider than the screen`] : [];
}

/** Words that only a missing translation shows: an id of the catalogue, a placeholder, a value that was never filled in. */
async function rawWordsOf(page: Page, place: string): Promise<string[]> {
  // Paths of a protocol, codes and recorded values are shown as they are, and marked as such.
  const words = await page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    for (const raw of copy.querySelectorAll(".mono, code, pre, script, style")) raw.remove();
    return copy.textContent ?? "";
  });
  return [...words.matchAll(/\bundefined\b|\bNaN\b|\[object Object\]|\{(?!cells\})[a-z]+\}|\b(?:bedside|vital-signs|ward-board|start|phase|alarm|ui|role)\.[a-z-]+(?:\.[a-z-]+)*\b/g)].map((match) => `${place}: "${match[0]}"`);
}

/** How far the page's parts moved while it was loading, by the browser's own measure: 0.1 is the limit of a good page for its makers, and half of it here. */
async function jumpOf(page: Page, place: string): Promise<string[]> {
  const moved = await page.evaluate(
    () =>
      new Promise<{ readonly sum: number; readonly what: readonly string[] }>((resolve) => {
        interface Shift extends PerformanceEntry {
          readonly value: number;
          readonly hadRecentInput: boolean;
          readonly sources: readonly { readonly node: Node | null; readonly previousRect: DOMRectReadOnly; readonly currentRect: DOMRectReadOnly }[];
        }
        let sum = 0;
        const what: string[] = [];
        const rect = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].map(Math.round).join(" ");
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as Shift[]) {
            if (entry.hadRecentInput) continue;
            sum += entry.value;
            what.push(...entry.sources.map(({ node, previousRect, currentRect }) => `${node?.nodeName ?? ""} ${(node as Element | null)?.className ?? ""} ${rect(previousRect)} to ${rect(currentRect)}`));
          }
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve({ sum, what }), 50);
      }),
  );
  return moved.sum > 0.05 ? [`${place}: the page jumps by ${moved.sum.toFixed(3)} while it loads: ${moved.what.join("; ")}`] : [];
}

/** Walks a page with its steps and gathers what is wrong there; everything at once, so that one run shows all. */
async function walk(context: BrowserContext, address: (typeof addresses)[number], look: (page: Page, place: string) => Promise<string[]>): Promise<string[]> {
  const page = await context.newPage();
  const found: string[] = [];
  await page.goto(address.path.replaceAll(/\$(\w+)/g, (_, name: string) => ids[name] ?? ""));
  await settle(page);
  found.push(...(await jumpOf(page, address.path)), ...(await look(page, address.path)));
  for (const title of address.steps ?? []) {
    await page.getByRole("navigation", { name: "Steps of the day" }).getByRole("button", { name: new RegExp(`^${title}`) }).click();
    found.push(...(await look(page, `${address.path}, ${title}`)));
  }
  await page.close();
  return found;
}

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  let open: Readonly<Record<string, BrowserContext>>;
  beforeAll(async () => {
    open = await contexts(colorScheme);
  });

  // Two at a time, as there are two cores: each page is a browser process of its own.
  test.concurrent.each(addresses)("$path has no fault by axe, fits the tablet held either way, and shows only words", async (address) => {
    const context = open[address.as];
    if (context === undefined) throw new Error("nobody looks");
    const found = await walk(context, address, async (page, place) => {
      const faults = await faultsOf(page, place, colorScheme);
      if (colorScheme === "dark") return faults;
      faults.push(...(await rawWordsOf(page, place)));
      for (const [held, size] of [["portrait", portrait], ["landscape", landscape]] as const) {
        await page.setViewportSize(size);
        faults.push(...(await overflowOf(page, `${place}, ${held}`)));
      }
      return faults;
    });
    expect(found).toEqual([]);
  });
});

test("every main action is reached by the Tab key", async () => {
  const context = (await contexts("light"))["nurse"];
  if (context === undefined) throw new Error("nobody looks");
  const page = await context.newPage();
  await page.goto(`/infusions/${ids["infusionId"] ?? ""}`);
  await settle(page);
  const reached = new Set<string>();
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim() ?? ""));
  }
  for (const action of ["STOP", "Complication", "Enter vital signs"]) expect([...reached]).toContain(action);
  await page.close();
});

test("an alarm that arrives moves nothing on the bedside page", async () => {
  const context = (await contexts("light"))["nurse"];
  if (context === undefined) throw new Error("nobody looks");
  const page = await context.newPage();
  await page.goto(`/infusions/${ids["infusionId"] ?? ""}`);
  await settle(page);
  await page.getByText("Live", { exact: true }).waitFor();
  await page.locator("canvas").waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  // Inside the area kept for alarms the critical ones come first and may change places with others; nothing else may move.
  await page.evaluate(() => {
    interface Shift extends PerformanceEntry {
      readonly value: number;
      readonly sources: readonly { readonly node: Node | null; readonly previousRect: DOMRectReadOnly; readonly currentRect: DOMRectReadOnly }[];
    }
    const moved: string[] = [];
    Object.assign(globalThis, { moved });
    // By place and not by parent: a text that has been replaced since belongs to no element any more.
    const kept = document.querySelector(".alarms")?.getBoundingClientRect() ?? new DOMRect();
    const within = ({ top, bottom, left, right }: DOMRectReadOnly) => top >= kept.top - 1 && bottom <= kept.bottom + 1 && left >= kept.left - 1 && right <= kept.right + 1;
    const absent = ({ width, height }: DOMRectReadOnly) => width === 0 || height === 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        // Inside the alarms' own place the most urgent one goes first; nothing outside of it may move.
        // A running number that grows by a digit pushes its unit a few pixels along its line, with or without an alarm.
        const alongItsLine = (before: DOMRectReadOnly, now: DOMRectReadOnly) => before.top === now.top && before.height === now.height && Math.abs(before.left - now.left) <= 20;
        const outside = entry.sources.filter(({ previousRect, currentRect }) => !alongItsLine(previousRect, currentRect) && (!(within(previousRect) || absent(previousRect)) || !(within(currentRect) || absent(currentRect))));
        if (entry.value > 0.001 && outside.length > 0) moved.push(`${entry.value.toFixed(4)} ${outside.map(({ node, currentRect }) => `${node?.nodeName ?? ""} “${node?.textContent?.slice(0, 40) ?? ""}” at ${currentRect.x}, ${currentRect.y}`).join("; ")}`);
      }
    }).observe({ type: "layout-shift" });
  });
  await site.fromMonitor(ids["infusionId"] ?? "", [{ channel: "oxygen-saturation", value: 61, unit: "%" }]);
  await eventually(async () => (await readAlarms(page)).some((alarm) => /saturation 61/i.test(alarm))).toBe(true);
  // The browser's own measure goes from 0 to 1; less than 0.001 is less than a line of text.
  expect(await page.evaluate(() => (globalThis as unknown as { readonly moved: readonly string[] }).moved)).toEqual([]);
  await page.close();
});

test("no page complained to the console", () => {
  // Nobody signed in is asked who they are; the page of a wrong address is a page.
  expect(stage.complaints.filter((line) => !/status of 40[14]/.test(line))).toEqual([]);
});
