import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, type TestPerson, call, signedIn, startTestApp } from "../test-app.ts";
import { type TestSite, makeSite } from "../try-out.ts";

let test: TestApp;
let north: TestSite;
let south: TestSite;
let both: TestPerson;
beforeAll(async () => {
  test = await startTestApp();
  north = await makeSite(test.store, "North");
  south = await makeSite(test.store, "South");
  both = await signedIn(test, [north.siteId, south.siteId], ["investigator", "auditor"]);
});
afterAll(() => test.close());

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
});
