import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { firstAdministratorLink } from "../../src/auth/first-administrator.ts";
import { hashSecret } from "../../src/auth/secrets.ts";
import { findAuditEntries } from "../../src/store/audit-store.ts";
import { findCredential, insertPerson, setCredential, setSiteRole } from "../../src/store/person-store.ts";
import { type TestApp, call, deviceToken, ownOrigin, signedIn, startTestApp } from "../test-app.ts";
import { type TestSite, makeSite } from "../try-out.ts";
import type { Role } from "@stroma/domain";

let test: TestApp;
let site: TestSite;
let time = Date.parse("2026-03-04T09:00:00.000Z");
let count = 0;
beforeAll(async () => {
  test = await startTestApp({ realNow: () => time });
});
afterAll(() => test.close());
beforeEach(async () => {
  count += 1;
  // Well beyond every wait of the test before.
  time += 2 * 24 * 3_600_000;
  site = await makeSite(test.store, `Sign${count}`);
});

const password = "correct horse battery staple";
async function person(name: string, credential: { password?: string; pin?: string; badge?: string; example?: boolean; roles?: readonly Role[] } = {}) {
  const id = uuidv7();
  const now = new Date(time).toISOString();
  const [passwordHash, pinHash] = await Promise.all([hashSecret(credential.password ?? password), hashSecret(credential.pin ?? "4711")]);
  await test.store.auth(async (tx) => {
    await insertPerson(tx, { id, userName: `${name}${count}`, displayName: name, example: credential.example === true, badge: credential.badge ?? null, now });
    await setSiteRole(tx, site.siteId, id, credential.roles ?? ["nurse"], []);
    await setCredential(tx, id, { passwordHash }, now);
    await setCredential(tx, id, { pinHash }, now);
  });
  return { id, userName: `${name}${count}` };
}
const cookieOf = (answer: { headers: Record<string, unknown> }, name = "stroma_session") => {
  const all = [answer.headers["set-cookie"] ?? []].flat() as string[];
  return all.find((one) => one.startsWith(`${name}=`)) ?? "";
};
const pair = (cookie: string) => cookie.split(";")[0] ?? "";
const signIn = (userName: string, given = password, headers: Record<string, string> = {}) => call(test, "signIn", { body: { userName, password: given }, headers });
const whoIs = async (cookie: string) => (await call(test, "readSession", { cookie })).json<{ person: { id: string } | null }>().person?.id ?? null;
const trail = async () => (await test.store.read(site.siteId, (tx) => findAuditEntries(tx, site.siteId, { skip: 0, limit: 50 }))).map(({ what, actorId, entityId, to }) => ({ what, actorId, entityId, to }));

describe("signing in with a password", () => {
  it("opens a session in a cookie that no script can read and no other page can send", async () => {
    const anna = await person("anna");
    const answer = await signIn(anna.userName);
    expect(answer.statusCode).toBe(200);
    const cookie = cookieOf(answer);
    expect(cookie).toMatch(/^stroma_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/u);
    expect(await whoIs(pair(cookie))).toBe(anna.id);
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  it("sets the cookie for encrypted connections only, where the connection is encrypted", async () => {
    const secure = await startTestApp({ behindProxy: true });
    await makeSite(secure.store, "Secure");
    const link = await firstAdministratorLink(secure.store, "https://stroma.test");
    const answer = await secure.app.inject({ method: "POST", url: "/api/v1/auth/one-time-link", headers: ownOrigin, payload: { token: link?.split("/").at(-1) } });
    // Site "Secure" has an administrator already; without a password that person gets the link.
    expect(answer.statusCode).toBe(200);
    expect(cookieOf(answer)).toMatch(/; HttpOnly; Secure; SameSite=Strict$/u);
    expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000");
    await secure.close();
  });

  it("keeps passwords by argon2id with 19 MiB and two passes, and tokens by their hash only", async () => {
    const anna = await person("anna");
    const token = pair(cookieOf(await signIn(anna.userName))).split("=")[1] ?? "";
    const { passwordHash } = await test.store.auth((tx) => findCredential(tx, anna.id));
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
    const stored = await test.store.auth((tx) => tx.selectFrom("session").select("token_hash").execute());
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it("answers a wrong password, an unknown name and a person who left alike, in similar time", async () => {
    const anna = await person("anna");
    const gone = await person("gone");
    await test.store.auth((tx) => tx.updateTable("person").set({ active: false }).where("id", "=", gone.id).execute());
    const timed = async (userName: string, given: string) => {
      const start = performance.now();
      const answer = await signIn(userName, given);
      return { took: performance.now() - start, status: answer.statusCode, code: answer.json<{ code: string }>().code };
    };
    const answers = [await timed(anna.userName, "wrong"), await timed("nobody-here", "wrong"), await timed(gone.userName, password)];
    for (const answer of answers) expect(answer).toMatchObject({ status: 401, code: "wrong-credentials" });
    // Without the decoy an unknown name would answer in a small part of the time that hashing takes.
    expect((answers[1]?.took ?? 0) / (answers[0]?.took ?? 1)).toBeGreaterThan(0.3);
  });

  it("makes a name wait after five failures, longer each time, and lets the right password in afterwards", async () => {
    const anna = await person("anna");
    for (let n = 0; n < 5; n += 1) expect((await signIn(anna.userName, "wrong")).statusCode).toBe(401);
    const waits: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const answer = await signIn(anna.userName);
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([429, "too-many-attempts"]);
      const seconds = answer.json<{ retryAfterSeconds: number }>().retryAfterSeconds;
      expect(answer.headers["retry-after"]).toBe(String(seconds));
      waits.push(seconds);
      time += seconds * 1000 + 1;
      expect((await signIn(anna.userName, "wrong")).statusCode).toBe(401);
    }
    expect(waits).toEqual([5, 10, 20]);
    time += 40_001;
    expect((await signIn(anna.userName)).statusCode).toBe(200);
    for (let n = 0; n < 4; n += 1) expect((await signIn(anna.userName, "wrong")).statusCode).toBe(401);
  });

  it("lets no burst of simultaneous guesses slip past the limit", async () => {
    const anna = await person("anna");
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(anna.userName, "wrong")));
    expect(answers.filter((answer) => answer.statusCode === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(15);
    time += 2 * 3_600_000;
    const names = await Promise.all(Array.from({ length: 50 }, (_, n) => signIn(`burst-${count}-${n}`, "wrong")));
    expect(names.filter((answer) => answer.statusCode === 401)).toHaveLength(30);
  });

  it("makes an address wait that tries many names", async () => {
    const answers = [];
    for (let n = 0; n < 31; n += 1) answers.push((await signIn(`guess-${count}-${n}`, "wrong")).statusCode);
    expect(answers.filter((status) => status === 401)).toHaveLength(30);
    expect(answers.at(-1)).toBe(429);
  });

  it("ends the session after twelve hours without use, and not before", async () => {
    const anna = await person("anna");
    const cookie = pair(cookieOf(await signIn(anna.userName)));
    // The application believes a session for two seconds of real time; another application has no such memory.
    const ask = async () => {
      await call(test, "signOut", {});
      return whoIs(cookie);
    };
    time += 11.9 * 3_600_000;
    expect(await ask()).toBe(anna.id);
    time += 11.9 * 3_600_000;
    expect(await ask()).toBe(anna.id);
    time += 12.1 * 3_600_000;
    expect(await ask()).toBeNull();
  });

  it("ends at sign-out for good, and ends the person's other sessions with a new password", async () => {
    const anna = await person("anna");
    const first = pair(cookieOf(await signIn(anna.userName)));
    const second = pair(cookieOf(await signIn(anna.userName)));
    const wrong = await call(test, "changePassword", { cookie: second, body: { currentPassword: "wrong", newPassword: "another long password" } });
    expect(wrong.statusCode).toBe(401);
    expect((await call(test, "changePassword", { cookie: second, body: { currentPassword: password, newPassword: "another long password" } })).statusCode).toBe(200);
    expect([await whoIs(first), await whoIs(second)]).toEqual([null, anna.id]);
    expect(await trail()).toContainEqual({ what: "person.password-changed", actorId: anna.id, entityId: anna.id, to: null });
    const out = await call(test, "signOut", { cookie: second });
    expect(cookieOf(out)).toMatch(/^stroma_session=; .*Expires=Thu, 01 Jan 1970/u);
    expect(await whoIs(second)).toBeNull();
    expect((await signIn(anna.userName)).statusCode).toBe(401);
    expect((await signIn(anna.userName, "another long password")).statusCode).toBe(200);
  });
});

describe("one-time links", () => {
  it("open the door once, for the newest link only, within a day", async () => {
    const admin = await signedInNow("administrator");
    const made = await call(test, "createPerson", { params: { siteId: site.siteId }, cookie: admin.cookie, body: { userName: `new${count}`, displayName: "New", roles: ["nurse"], delegations: [] } });
    const { person: made1, signInLink } = made.json<{ person: { id: string }; signInLink: string }>();
    // Behind "#" the token reaches no server's log.
    expect(signInLink).toMatch(/^http:\/\/stroma\.test\/#\/sign-in\/[\w-]{43}$/u);
    const redeem = (link: string) => call(test, "redeemLink", { body: { token: link.split("/").at(-1) } });
    const again = await call(test, "issueSignInLink", { params: { siteId: site.siteId, personId: made1.id }, cookie: admin.cookie });
    const newest = again.json<{ signInLink: string }>().signInLink;
    expect((await redeem(signInLink)).statusCode).toBe(401);
    const both = await Promise.all([redeem(newest), redeem(newest)]);
    expect(both.map((answer) => answer.statusCode).toSorted((a, b) => a - b)).toEqual([200, 401]);
    expect(both.find((answer) => answer.statusCode === 200)?.json()).toMatchObject({ mustSetPassword: true, person: { id: made1.id } });
    const third = (await call(test, "issueSignInLink", { params: { siteId: site.siteId, personId: made1.id }, cookie: admin.cookie })).json<{ signInLink: string }>().signInLink;
    time += 24 * 3_600_000;
    expect((await redeem(third)).statusCode).toBe(401);
  });

  it("are not given for a person who also works where the administrator has no say", async () => {
    const other = await makeSite(test.store, `Other${count}`);
    const both = await signedIn(test, [site.siteId, other.siteId], ["nurse"], `both${count}`);
    const admin = await signedInNow("administrator");
    const answer = await call(test, "issueSignInLink", { params: { siteId: site.siteId, personId: both.id }, cookie: admin.cookie });
    expect(answer.statusCode).toBe(403);
  });
});

async function signedInNow(...roles: Role[]) {
  const name = `who-${uuidv7()}`;
  const id = uuidv7();
  const now = new Date(time).toISOString();
  await test.store.auth(async (tx) => {
    await insertPerson(tx, { id, userName: name, displayName: name, example: false, badge: null, now });
    await setSiteRole(tx, site.siteId, id, roles, []);
    await setCredential(tx, id, { passwordHash: await hashSecret(password) }, now);
  });
  return { id, cookie: pair(cookieOf(await signIn(name))) };
}

describe("a tablet that several nurses share", () => {
  it("is enrolled by one of them and switches the person by badge or name with a PIN", async () => {
    const anna = await person("anna", { badge: `B-anna-${count}` });
    const ben = await person("ben", { pin: "2580" });
    const session = pair(cookieOf(await signIn(anna.userName)));
    const enrolled = await call(test, "enrolTablet", { params: { siteId: site.siteId }, cookie: session, body: { name: "Bed 4" } });
    const tablet = cookieOf(enrolled, "stroma_tablet");
    expect(tablet).toMatch(/^stroma_tablet=[\w-]{43}; Max-Age=\d{9}; Path=\/; HttpOnly; SameSite=Strict$/u);
    const people = await call(test, "listSwitchablePeople", { cookie: pair(tablet) });
    expect(people.json<{ people: { id: string }[] }>().people.map(({ id }) => id)).toEqual(expect.arrayContaining([anna.id, ben.id]));

    const toBen = await call(test, "switchPerson", { cookie: `${pair(tablet)}; ${session}`, body: { personId: ben.id, pin: "2580" } });
    const benSession = pair(cookieOf(toBen));
    expect(await whoIs(`${pair(tablet)}; ${benSession}`)).toBe(ben.id);
    const toAnna = await call(test, "switchPerson", { cookie: `${pair(tablet)}; ${benSession}`, body: { badge: `B-anna-${count}`, pin: "4711" } });
    expect(await whoIs(`${pair(tablet)}; ${pair(cookieOf(toAnna))}`)).toBe(anna.id);
    // The one before is signed out, and a session that a PIN opened is worth nothing away from its tablet.
    expect(await whoIs(`${pair(tablet)}; ${benSession}`)).toBeNull();
    expect(await whoIs(pair(cookieOf(toAnna)))).toBeNull();

    const locked = await call(test, "lockTablet", { cookie: `${pair(tablet)}; ${pair(cookieOf(toAnna))}` });
    expect(locked.json()).toMatchObject({ person: null, tablet: { name: "Bed 4", siteId: site.siteId } });
  });

  it("writes the right person and the tablet into every entry", async () => {
    const tablet = await deviceToken(test, site.siteId, "tablet");
    const admins = [await person("carla", { roles: ["administrator"] }), await person("dora", { roles: ["administrator"] })];
    for (const admin of admins) {
      const switched = await call(test, "switchPerson", { cookie: `stroma_tablet=${tablet.token}`, body: { personId: admin.id, pin: "4711" } });
      await call(test, "createGateway", { params: { siteId: site.siteId }, cookie: `stroma_tablet=${tablet.token}; ${pair(cookieOf(switched))}`, body: { name: "Monitor" } });
    }
    const entries = await test.store.read(site.siteId, (tx) => findAuditEntries(tx, site.siteId, { skip: 0, limit: 50 }));
    const made = entries.filter(({ what }) => what === "device.gateway-created").map(({ actorId, actorRole, deviceId }) => ({ actorId, actorRole, deviceId }));
    expect(made).toHaveLength(2);
    for (const admin of admins) expect(made).toContainEqual({ actorId: admin.id, actorRole: "administrator", deviceId: tablet.id });
  });

  it("asks for a PIN with every badge, and lets nobody of another site in", async () => {
    const anna = await person("anna", { badge: `B-anna-${count}` });
    const other = await makeSite(test.store, `Far${count}`);
    const tablet = await deviceToken(test, other.siteId, "tablet");
    const here = await deviceToken(test, site.siteId, "tablet");
    const use = (token: string, body: object) => call(test, "switchPerson", { cookie: `stroma_tablet=${token}`, body });
    expect((await use(here.token, { badge: `B-anna-${count}` })).statusCode).toBe(400);
    expect((await use(here.token, { badge: `B-anna-${count}`, pin: "0000" })).statusCode).toBe(401);
    expect((await use(tablet.token, { badge: `B-anna-${count}`, pin: "4711" })).statusCode).toBe(401);
    expect((await use(tablet.token, { personId: anna.id, pin: "4711" })).statusCode).toBe(401);
    expect((await use(here.token, { personId: uuidv7(), pin: "4711" })).statusCode).toBe(401);
    expect((await use(here.token, { personId: anna.id, pin: "4711" })).statusCode).toBe(200);
  });

  it("makes a person wait after five wrong PINs on whichever tablet, and a tablet after fifteen", async () => {
    const anna = await person("anna");
    const tablets = [await deviceToken(test, site.siteId, "tablet"), await deviceToken(test, site.siteId, "tablet")];
    const use = (n: number, personId: string, pin: string) => call(test, "switchPerson", { cookie: `stroma_tablet=${tablets[n]?.token}`, body: { personId, pin } });
    for (let n = 0; n < 5; n += 1) expect((await use(n % 2, anna.id, "0000")).statusCode).toBe(401);
    expect((await use(0, anna.id, "4711")).statusCode).toBe(429);
    expect((await use(1, anna.id, "4711")).statusCode).toBe(429);
    const statuses = [];
    for (let n = 0; n < 13; n += 1) statuses.push((await use(0, uuidv7(), "0000")).statusCode);
    expect(statuses.at(-1)).toBe(429);
  });

  it("is worth nothing once it is revoked", async () => {
    const admin = await signedInNow("administrator");
    const anna = await person("anna");
    const tablet = await deviceToken(test, site.siteId, "tablet");
    expect((await call(test, "revokeDevice", { params: { siteId: site.siteId, deviceId: tablet.id }, cookie: admin.cookie })).statusCode).toBe(200);
    expect((await call(test, "switchPerson", { cookie: `stroma_tablet=${tablet.token}`, body: { personId: anna.id, pin: "4711" } })).statusCode).toBe(401);
  });
});

describe("acting as an example person", () => {
  it("is for an administrator, at an example site, as a person marked as an example, and is written down", async () => {
    const example = await makeSite(test.store, `Example${count}`, true);
    site = example;
    const nurse = await person("example-nurse", { example: true });
    const real = await person("real-nurse");
    const admin = await signedInNow("administrator");
    const seen = (await call(test, "readSession", { cookie: admin.cookie })).json<{ examplePeople: { id: string }[] }>();
    expect(seen.examplePeople.map(({ id }) => id)).toEqual([nurse.id]);
    const act = (cookie: string, personId: string) => call(test, "actAsExample", { cookie, body: { personId } });
    expect((await act(admin.cookie, real.id)).statusCode).toBe(404);
    expect((await act((await signedInNow("nurse")).cookie, nurse.id)).statusCode).toBe(403);
    expect((await act(admin.cookie, nurse.id)).json()).toMatchObject({ person: { id: nurse.id }, mustSetPassword: false });
    expect(await whoIs(admin.cookie)).toBe(nurse.id);
    expect((await call(test, "listPeople", { params: { siteId: example.siteId }, cookie: admin.cookie })).statusCode).toBe(403);
    expect((await call(test, "changePin", { cookie: admin.cookie, body: { newPin: "9999" } })).statusCode).toBe(403);
    expect((await trail())[0]).toEqual({ what: "person.acted-as-example", actorId: admin.id, entityId: nurse.id, to: { administratorId: admin.id } });
    expect((await act(admin.cookie, admin.id)).json()).toMatchObject({ person: { id: admin.id } });
  });

  it("is not possible at a site with real data", async () => {
    const nurse = await person("nurse", { example: true });
    const admin = await signedInNow("administrator");
    expect((await call(test, "actAsExample", { cookie: admin.cookie, body: { personId: nurse.id } })).statusCode).toBe(403);
  });
});

describe("pages of other sites", () => {
  it.each([
    ["another origin", { origin: "https://evil.example" }],
    ["another port", { origin: "http://stroma.test:8080" }],
    ["an unknown origin", { origin: "null" }],
    ["what the browser calls cross-site", { "sec-fetch-site": "cross-site" }],
    ["what the browser calls same-site", { "sec-fetch-site": "same-site" }],
    ["a neighbour, although it claims our origin", { "sec-fetch-site": "same-site", origin: "http://stroma.test" }],
  ])("cannot act from %s", async (_, headers) => {
    const anna = await person("anna");
    const answer = await signIn(anna.userName, password, headers);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, "foreign-origin"]);
  });

  it("cannot act by a request with cookies that says nothing of where it comes from", async () => {
    const admin = await signedInNow("administrator");
    const bare = await test.app.inject({ method: "POST", url: "/api/v1/auth/sign-out", headers: { host: "stroma.test", cookie: admin.cookie } });
    expect(bare.statusCode).toBe(403);
    expect(await whoIs(admin.cookie)).toBe(admin.id);
    const program = await test.app.inject({ method: "POST", url: "/api/v1/auth/sign-out", headers: { host: "stroma.test" } });
    expect(program.statusCode).toBe(200);
  });

  it("are told by the headers what a browser must not do with ours", async () => {
    const { headers } = await call(test, "readHealth");
    expect(headers["content-security-policy"]).toContain("default-src 'none';script-src 'self'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin" });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });
});

describe("people of a site", () => {
  it("are amended against the version that was seen, and a site never loses its last administrator", async () => {
    const admin = await signedInNow("administrator");
    const anna = await person("anna");
    const amend = (personId: string, change: object) =>
      call(test, "amendPerson", { params: { siteId: site.siteId, personId }, cookie: admin.cookie, body: { expectedVersion: 1, roles: ["nurse"], delegations: [], badge: null, active: true, reason: "test", ...change } });
    expect((await amend(anna.id, { roles: ["nurse", "coordinator"] })).json()).toMatchObject({ person: { version: 2, roles: ["nurse", "coordinator"] } });
    expect((await amend(anna.id, {})).json()).toMatchObject({ code: "stale-version" });
    expect((await amend(site.actor.personId ?? "", { roles: ["nurse"] })).statusCode).toBe(200);
    const last = await amend(admin.id, { roles: ["nurse"] });
    expect([last.statusCode, last.json<{ code: string }>().code]).toEqual([409, "refused"]);
    expect((await call(test, "listPeople", { params: { siteId: site.siteId }, cookie: admin.cookie })).statusCode).toBe(200);
  });

  it("are signed out when they are made inactive, and a taken name or badge is a conflict", async () => {
    const admin = await signedInNow("administrator");
    const anna = await person("anna", { badge: `B-anna-${count}` });
    const session = pair(cookieOf(await signIn(anna.userName)));
    const amended = await call(test, "amendPerson", { params: { siteId: site.siteId, personId: anna.id }, cookie: admin.cookie, body: { expectedVersion: 1, roles: ["nurse"], delegations: [], badge: `B-anna-${count}`, active: false, reason: "left" } });
    expect(amended.statusCode).toBe(200);
    expect(await whoIs(session)).toBeNull();
    const create = (body: object) => call(test, "createPerson", { params: { siteId: site.siteId }, cookie: admin.cookie, body: { displayName: "X", roles: ["nurse"], delegations: [], ...body } });
    expect((await create({ userName: anna.userName })).json()).toMatchObject({ code: "conflict" });
    expect((await create({ userName: `other${count}`, badge: `B-anna-${count}` })).json()).toMatchObject({ code: "conflict" });
  });
});

describe("the first administrator", () => {
  it("gets a link that stays good until a password is set, on a server without any site or person", async () => {
    const empty = await startTestApp();
    const redeem = (link: string | null) => empty.app.inject({ method: "POST", url: "/api/v1/auth/one-time-link", headers: ownOrigin, payload: { token: link?.split("/").at(-1) } });
    const first = await firstAdministratorLink(empty.store, "http://127.0.0.1:8787");
    const second = await firstAdministratorLink(empty.store, "http://127.0.0.1:8787", new Date(Date.now() + 400 * 24 * 3_600_000).toISOString());
    expect((await redeem(first)).statusCode).toBe(401);
    const answer = await redeem(second);
    expect(answer.json()).toMatchObject({ mustSetPassword: true, sites: [{ roles: ["administrator"] }] });
    // Not until then: a person who closed the browser before is not locked out.
    expect(await firstAdministratorLink(empty.store, "http://127.0.0.1:8787")).not.toBeNull();
    await call(empty, "changePassword", { cookie: pair(cookieOf(answer)), body: { newPassword: "a long enough password" } });
    expect(await firstAdministratorLink(empty.store, "http://127.0.0.1:8787")).toBeNull();
    await empty.close();
  });
});
