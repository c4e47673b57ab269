/** What people do on the pages, in their words. Everything is found by role, label or text, as a person finds it. */
import type { ChecklistItem, PhaseId, Protocol } from "@stroma/domain";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** Waits until the condition holds, and says what was seen last when it does not. */
export const eventually = (look: () => Promise<unknown>): ReturnType<typeof expect.poll> => expect.poll(look, { timeout: 40_000, interval: 100 });

/** What stands there as one line, with a blank between a number and its unit. */
export async function wordsOf(place: Locator): Promise<string> {
  return (await place.innerText()).replaceAll(/\s+/g, " ").replaceAll(/(\d)([A-Za-z%°µ])/g, "$1 $2");
}

export async function actAs(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /^Switch person$|\. Switch person$/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

export async function openStep(page: Page, title: string): Promise<void> {
  await page.getByRole("navigation", { name: "Steps of the day" }).getByRole("button", { name: new RegExp(`^${title}`) }).click();
}

export const itemsOf = (protocol: Protocol, phase: PhaseId): readonly ChecklistItem[] => protocol.checklist.find((one) => one.id === phase)?.items ?? [];

/** Answers every item of the step that is open, each by its own button, scan or field, as one who finds everything in order. */
export async function answerEverything(page: Page, items: readonly ChecklistItem[], codes: { readonly wristband: string; readonly bag: string }): Promise<void> {
  for (const item of items) {
    const row = page.locator(`#item-${item.id}`);
    if ((await row.getAttribute("data-state")) !== "open") continue;
    if (item.kind === "confirm") await row.getByRole("button", { name: `${item.text}: Yes`, exact: true }).click();
    else if (item.kind === "choice") await row.getByRole("button", { name: `${item.text}: ${item.options?.find((option) => option.acceptable)?.title ?? ""}`, exact: true }).click();
    else if (item.kind === "scan") await scan(row.getByRole("textbox"), item.scans === "bag" ? codes.bag : codes.wristband);
    else {
      await row.getByRole("textbox").fill(String(item.range?.low ?? 0));
      await row.getByRole("textbox").press("Tab");
      await row.getByRole("button", { name: "Save" }).click();
    }
    await eventually(() => row.getAttribute("data-state")).toBe("good");
  }
}

/** As a scanner types: the code and Enter. */
export async function scan(field: Locator, code: string): Promise<void> {
  await field.pressSequentially(code);
  await field.press("Enter");
}

export interface HandSet {
  /** By the channel's title. */
  readonly values: Readonly<Record<string, string>>;
  /** Channels outside the usual set are asked for by a tick. */
  readonly every?: boolean;
  readonly oxygen?: string;
  readonly consciousness?: string;
}

export async function enterVitalSigns(page: Page, set: HandSet): Promise<void> {
  await page.getByRole("button", { name: "Enter vital signs" }).click();
  const dialog = page.getByRole("dialog", { name: "Enter vital signs" });
  if (set.every === true) await dialog.getByText("Show every vital sign", { exact: true }).click();
  for (const [title, value] of Object.entries(set.values)) await dialog.getByRole("textbox", { name: new RegExp(`^${title.replaceAll(/[()]/g, "\\$&")}`) }).fill(value);
  if (set.oxygen !== undefined) await dialog.getByText(set.oxygen, { exact: true }).click();
  if (set.consciousness !== undefined) await dialog.getByText(set.consciousness, { exact: true }).click();
  await dialog.getByRole("button", { name: "Record", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** A channel's tile as a person reads it. */
export async function readTile(page: Page, title: string): Promise<string> {
  const tile = page.getByRole("article").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
  return wordsOf(tile);
}

/** Every alarm's words, the most urgent first. */
export async function readAlarms(page: Page): Promise<string[]> {
  const cards = await page.getByRole("region", { name: "Alarms" }).getByRole("article").allInnerTexts();
  return cards.map((text) => text.replaceAll(/\s+/g, " "));
}

export async function identityPass(page: Page, codes: { readonly wristband: string; readonly bag: string }): Promise<void> {
  const card = page.locator("#place-identity");
  await scan(card.getByRole("textbox", { name: "Scan the wristband" }), codes.wristband);
  await scan(card.getByRole("textbox", { name: "Scan the bag" }), codes.bag);
}
