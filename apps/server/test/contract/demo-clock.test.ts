import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.ts";
import { type TestApp, call, deviceToken, host, signedIn, startTestApp } from "../test-app.ts";
import { type TestSite, makeSite, noteEvent } from "../try-out.ts";

let time = Date.parse("2026-03-04T09:00:00.000Z");
let test: TestApp;
let site: TestSite;
beforeAll(async () => {
  test = await startTestApp({ demoClock: true, realNow: () => time });
  site = await makeSite(test.store, "Demo");
});
afterAll(() => test.close());

describe("the demonstration clock", () => {
  it("runs as fast as a gateway or an administrator says, never backwards, and as nobody else says", async () => {
    const gateway = await deviceToken(test, site.siteId, "gateway");
    const set = (speed: number, who: { headers?: Record<string, string>; cookie?: string }) => call(test, "setDemoClock", { body: { speed }, ...who });
    expect((await set(60, { headers: { authorization: `Bearer ${gateway.token}` } })).json()).toEqual({ now: "2026-03-04T09:00:00.000Z", speed: 60, demo: true });
    time += 2_000;
    expect((await call(test, "readDemoClock")).json()).toEqual({ now: "2026-03-04T09:02:00.000Z", speed: 60, demo: true });
    const nurse = await signedIn(test, [site.siteId], ["nurse"]);
    expect((await set(1, { cookie: nurse.cookie })).statusCode).toBe(403);
    expect((await set(1, {})).statusCode).toBe(401);
    expect((await set(601, { headers: { authorization: `Bearer ${gateway.token}` } })).statusCode).toBe(400);
    const administrator = await signedIn(test, [site.siteId], ["administrator"]);
    expect((await set(1, { cookie: administrator.cookie })).json()).toEqual({ now: "2026-03-04T09:02:00.000Z", speed: 1, demo: true });
  });

  it("does not begin before the newest time at which an event was received", async () => {
    const event = { ...noteEvent(site, "from a faster day"), receivedAt: "2026-03-05T00:00:00.000Z" };
    await test.store.appendEvents(site.scope, [event]);
    const next = await createApp({ store: test.store, version: "0", realNow: () => time, demoClock: true });
    expect((await next.inject({ url: "/api/v1/demo-clock", headers: { host } })).json()).toMatchObject({ now: "2026-03-05T00:00:00.000Z" });
    await next.close();
  });

  it("is refused on a server that keeps real time", async () => {
    const real = await createApp({ store: test.store, version: "0", realNow: () => time });
    const gateway = await deviceToken(test, site.siteId, "gateway");
    const answer = await real.inject({ method: "POST", url: "/api/v1/demo-clock", headers: { host, authorization: `Bearer ${gateway.token}` }, payload: { speed: 60 } });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, "refused"]);
    expect((await real.inject({ url: "/api/v1/health", headers: { host } })).json()).toMatchObject({ demoClock: false });
    await real.close();
  });
});
