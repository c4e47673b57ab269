/** Wrong addresses, worn links and broken requests: pages and server stay plain. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "./stage/bedside.ts";
import { type LiveSite, cookiesOf, openLiveSite } from "./stage/live-day.ts";
import { type Stage, openStage } from "./stage/open-stage.ts";

const nobody = "0190a000-0000-7000-8000-000000000000";
let stage: Stage;
let site: LiveSite;
let page: Page;
const words = async () => (await page.locator("body").innerText()).replaceAll(/\s+/g, " ");

beforeAll(async () => {
  stage = await openStage();
  site = await openLiveSite(stage.server);
  const context = await stage.openContext();
  await context.addCookies(cookiesOf(site.people.physician, stage.server.address));
  page = await context.newPage();
});
afterAll(() => stage.close());

describe("an address of something that does not exist", () => {
  test.each([`/studies/${nobody}`, `/studies/${nobody}/limits`, `/participants/${nobody}`, `/lots/${nobody}`, `/infusions/${nobody}`, `/infusions/${nobody}/record`, "/participants/'; drop table participant; --", "/lots/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/infusions/..%2f..%2fetc%2fpasswd"])("%s says so in plain words", async (path) => {
    await page.goto(path);
    await eventually(words).toMatch(/not found|does not exist|no page|not .*uuid|There is no|Nothing|does not fit|not valid|The input has faults/i);
    expect(await words()).not.toMatch(/TypeError|Unexpected token|at async|undefined|\bstack\b/);
    expect(await page.locator("script:not([src]):not([type])").count()).toBe(0);
  });
});

test("a one-time link that nobody issued, or that is cut off, lets nobody in and says what to do", async () => {
  const fresh = await stage.openPage();
  await fresh.goto("/#/sign-in/not-a-token-that-anybody-issued-0000000000");
  await fresh.getByRole("button", { name: "Enter" }).click();
  await eventually(async () => (await fresh.locator("main").innerText()).replaceAll(/\s+/g, " ")).toMatch(/link/i);
  expect(fresh.url()).not.toContain("not-a-token");
  await fresh.goto("/welcome");
  await fresh.getByText("This link is incomplete. Copy it whole, or ask for a new one.").waitFor();
});

describe("a broken request", () => {
  const send = (path: string, body: string, type = "application/json") => fetch(new URL(path, stage.server.address), { method: "POST", headers: { "content-type": type, origin: stage.server.address, cookie: [...site.people.nurse.cookies].map(([name, value]) => `${name}=${value}`).join("; ") }, body });
  test.each([
    ["half a JSON document", '{"sentAt":', "application/json"],
    ["a list where an object is asked for", "[]", "application/json"],
    ["a document too deep to read", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "application/json"],
    ["text of another kind", "hello", "text/plain"],
  ])("%s is refused with a code and a remedy, and the server goes on", async (_, body, type) => {
    const answer = await send(`/api/v1/sites/${site.siteId}/infusions/${nobody}/events`, body, type);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    const problem = (await answer.json()) as { code: string; remedy: string };
    expect(problem.code).toMatch(/^[a-z-]+$/);
    expect(problem.remedy).not.toBe("");
    expect((await fetch(`${stage.server.address}/api/v1/health`)).status).toBe(200);
  });

  test("a huge body is cut off, and the server goes on", async () => {
    // The server answers before the body is through and closes: the sender sees its answer or a closed connection.
    const status = await send(`/api/v1/sites/${site.siteId}/infusions/${nobody}/events`, `{"sentAt":"${"x".repeat(20_000_000)}"}`).then((answer) => answer.status, () => 413);
    expect(status).toBe(413);
    expect((await fetch(`${stage.server.address}/api/v1/health`)).status).toBe(200);
  });

  test("a foreign page is refused although the cookies are right", async () => {
    const answer = await fetch(new URL("/api/v1/auth/lock", stage.server.address), { method: "POST", headers: { "content-type": "application/json", origin: "https://elsewhere.example", cookie: [...site.people.nurse.cookies].map(([name, value]) => `${name}=${value}`).join("; ") }, body: "{}" });
    expect(answer.status).toBe(403);
  });
});
