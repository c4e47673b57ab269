/** A stream of the ward lasts no longer than the right to see it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashSecret } from "../../src/auth/secrets.ts";
import { setCredential } from "../../src/store/person-store.ts";
import { plannedInfusion } from "../example-day.ts";
import { type ExampleSite, startExampleSite } from "../example-site.ts";
import { followStream } from "../follow-stream.ts";
import { handTicker } from "../hand-ticker.ts";
import { call, deviceToken, signedIn } from "../test-app.ts";

const hand = handTicker();
let site: ExampleSite;
let infusionId: string;
let administrator: string;
beforeAll(async () => {
  site = await startExampleSite({ ticker: hand.ticker });
  infusionId = await plannedInfusion(site);
  administrator = (await signedIn(site, [site.siteId], ["administrator"])).cookie;
  await site.store.auth(async (tx) => {
    for (const personId of [site.people.nurse, site.people.secondNurse]) await setCredential(tx, personId, { pinHash: await hashSecret("2468") }, new Date(site.time.now).toISOString());
  });
  await site.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => site.close());

const follow = async (cookie: string, id: "followSite" | "followInfusion" = "followInfusion") => {
  const stream = await followStream(site.app, id, { siteId: site.siteId, infusionId }, cookie);
  expect(stream.status).toBe(200);
  await stream.until((message) => (message.name === "hello" ? message : null));
  return stream;
};
const endsSoon = (stream: { readonly ended: Promise<"ended"> }) => Promise.race([stream.ended, new Promise<"open">((resolve) => setTimeout(() => resolve("open"), 1_500))]);
const sessionOf = (answer: { readonly headers: Readonly<Record<string, unknown>> }) => ([answer.headers["set-cookie"]].flat().map(String).find((one) => one.startsWith("stroma_session=")) ?? "").split(";")[0] ?? "";
const nurse = async (roles: Parameters<typeof signedIn>[2] = ["nurse"]) => signedIn(site, [site.siteId], roles);

describe("a live stream", () => {
  it("ends when its person signs out, and no other stream with it", async () => {
    const [leaving, staying] = [await nurse(), await nurse()];
    const streams = [await follow(leaving.cookie), await follow(leaving.cookie, "followSite"), await follow(staying.cookie)] as const;
    await call(site, "signOut", { cookie: leaving.cookie });
    expect([await endsSoon(streams[0]), await endsSoon(streams[1]), await endsSoon(streams[2])]).toEqual(["ended", "ended", "open"]);
    streams[2].end();
  });

  it("of a shared tablet ends when the tablet is locked, when another person takes over, and when it is revoked", async () => {
    const tablet = await deviceToken(site, site.siteId, "tablet");
    const onTablet = `stroma_tablet=${tablet.token}`;
    const take = async (personId: string, before = "") => `${onTablet}; ${sessionOf(await call(site, "switchPerson", { cookie: `${onTablet}${before}`, body: { personId, pin: "2468" } }))}`;
    const first = await take(site.people.nurse);
    const locked = await follow(first);
    await call(site, "lockTablet", { cookie: first });
    expect(await endsSoon(locked)).toBe("ended");
    const again = await take(site.people.nurse);
    const taken = await follow(again);
    const second = await take(site.people.secondNurse, again.slice(onTablet.length));
    expect(await endsSoon(taken)).toBe("ended");
    const revoked = await follow(second);
    expect((await call(site, "revokeDevice", { params: { siteId: site.siteId, deviceId: tablet.id }, cookie: administrator })).statusCode).toBe(200);
    expect(await endsSoon(revoked)).toBe("ended");
  });

  it("ends when its person acts as somebody else, so that nobody goes on hearing as the one before", async () => {
    const acting = await signedIn(site, [site.siteId], ["administrator", "nurse"]);
    const stream = await follow(acting.cookie);
    expect((await call(site, "actAsExample", { cookie: acting.cookie, body: { personId: site.people.nurse } })).statusCode).toBe(200);
    expect(await endsSoon(stream)).toBe("ended");
  });

  it("does not keep a session alive: it ends when nothing else was asked for twelve hours", async () => {
    const idle = await call(site, "switchPerson", { cookie: `stroma_tablet=${site.tablet.token}`, body: { personId: site.people.nurse, pin: "2468" } });
    const stream = await follow(`stroma_tablet=${site.tablet.token}; ${sessionOf(idle)}`);
    for (let hours = 0; hours < 11; hours += 1) {
      site.pass(60);
      hand.tick();
    }
    expect(await endsSoon(stream)).toBe("open");
    site.pass(61);
    hand.tick();
    expect(await endsSoon(stream)).toBe("ended");
  });
});
