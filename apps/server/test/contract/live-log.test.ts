import { expect, it } from "vitest";
import { plannedInfusion, prepare } from "../example-day.ts";
import { startExampleSite } from "../example-site.ts";
import { handTicker } from "../hand-ticker.ts";

it("what fails while nobody waits for an answer is in the log, once and without anything of a person", async () => {
  const hand = handTicker();
  let logged = "";
  const site = await startExampleSite({ ticker: hand.ticker, log: { write: (line) => void (logged += line) } });
  await prepare(site, await plannedInfusion(site));
  await site.tell("nurse", "readWardBoard");
  expect(logged).not.toContain("a live part failed");
  await site.database.drop();
  for (let ticks = 0; ticks < 5; ticks += 1) {
    hand.tick();
    for (let tries = 0; tries < 100 && !logged.includes("a live part failed"); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(logged.split("a live part failed").length - 1).toBe(1);
  for (const personal of ["WB-S01-001", "S01-001", "Example nurse", site.people.nurse]) expect(logged).not.toContain(personal);
  await site.close();
});
