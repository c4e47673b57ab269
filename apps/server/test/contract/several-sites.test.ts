import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, type TestPerson, call, host, signedIn, startTestApp } from "../test-app.ts";
import { type TestSite, makeSite } from "../try-out.ts";

let folder: string;
let test: TestApp;
let north: TestSite;
let south: TestSite;
let both: TestPerson;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "stroma-web-"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Stroma</title>");
  test = await startTestApp({ webFolder: folder });
  north = await makeSite(test.store, "North");
  south = await makeSite(test.store, "South");
  both = await signedIn(test, [north.siteId, south.siteId], ["investigator", "auditor"]);
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true });
});

const hold = (site: TestSite, reason: string) => call(test, "placeSafetyHold", { params: { siteId: site.siteId, studyId: site.studyId }, cookie: both.cookie, body: { reason } });
const reasons = async (site: TestSite) => (await call(test, "listAuditEntries", { params: { siteId: site.siteId }, cookie: both.cookie })).json<{ entries: { siteId: string; actorId: string; what: string; reason: string | null }[] }>().entries.filter((entry) => entry.what === "safety-hold-placed");

describe("a person who works at two sites", () => {
  it("is told both, and goes from one to the other without signing in again", async () => {
    const session = (await call(test, "readSession", { cookie: both.cookie })).json<{ sites: { id: string; name: string }[] }>();
    expect(session.sites.map((site) => site.name).toSorted()).toEqual(["North", "South"]);
    for (const site of [north, south, north]) expect((await call(test, "listInfusions", { params: { siteId: site.siteId }, cookie: both.cookie })).json()).toMatchObject({ infusions: [{ id: site.infusionId }] });
  });

  it("writes into the trail of the site where the thing was done, and only there", async () => {
    await Promise.all([hold(north, "Done in the north."), hold(south, "Done in the south.")]);
    expect(await reasons(north)).toMatchObject([{ siteId: north.siteId, actorId: both.id, reason: "Done in the north." }]);
    expect(await reasons(south)).toMatchObject([{ siteId: south.siteId, actorId: both.id, reason: "Done in the south." }]);
  });

  it("does not reach one site's records through the address of the other", async () => {
    const crossed = await call(test, "readInfusion", { params: { siteId: north.siteId, infusionId: south.infusionId }, cookie: both.cookie });
    expect([crossed.statusCode, crossed.json()]).toMatchObject([404, { code: "not-found" }]);
    const written = await call(test, "placeSafetyHold", { params: { siteId: north.siteId, studyId: south.studyId }, cookie: both.cookie, body: { reason: "At the wrong place." } });
    expect(written.statusCode).toBe(404);
  });

  it("gets with an infusion's page the address of its record, wherever it lies, and a stranger does not", async () => {
    const linkOf = async (infusionId: string, cookie?: string) => (await test.app.inject({ url: `/infusions/${infusionId}`, headers: { host, ...(cookie === undefined ? {} : { cookie }) } })).headers["link"];
    for (const site of [north, south]) expect(await linkOf(site.infusionId, both.cookie)).toBe(`</api/v1/sites/${site.siteId}/infusions/${site.infusionId}?series=columns>; rel=preload; as=fetch; crossorigin=anonymous; fetchpriority=low`);
    const northern = await signedIn(test, [north.siteId], ["nurse"]);
    expect(await linkOf(north.infusionId, northern.cookie)).toContain(north.siteId);
    expect(await linkOf(south.infusionId, northern.cookie)).toBeUndefined();
    for (const odd of [uuidv7(), "rubbish", "%00", "'; drop table infusion; --"]) expect(await linkOf(odd, both.cookie)).toBeUndefined();
    expect(await linkOf(north.infusionId)).toBeUndefined();
  });
});
