/** Whatever proves who somebody is never stands in the log: not when it is right, not when it is wrong, not when the database is gone. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { hashSecret } from "../../src/auth/secrets.ts";
import { setCredential } from "../../src/store/person-store.ts";
import { type TestApp, call, signedIn, startTestApp } from "../test-app.ts";
import { type TestSite, makeSite } from "../try-out.ts";

let test: TestApp;
let site: TestSite;
let logged = "";
beforeAll(async () => {
  test = await startTestApp({ log: { write: (line) => void (logged += line) } });
  site = await makeSite(test.store, "Logtown", true);
});
afterAll(() => test.close());

const cookieOf = (answer: { readonly headers: Readonly<Record<string, unknown>> }, name: string) => ([answer.headers["set-cookie"]].flat().map(String).find((one) => one.startsWith(`${name}=`)) ?? "").split(";")[0] ?? "";

it("no token, PIN, password, badge or user name is in the log after every call of signing in, right and wrong", async () => {
  const secrets: string[] = ["right-Password-71", "wrong-Password-72", "new-Password-73", "739154", "739155", "739156", "BADGE-74", "ada.lovelace-75"];
  const admin = await signedIn(test, [site.siteId], ["administrator"]);
  const nurse = await signedIn(test, [site.siteId], ["nurse"], "ada.lovelace-75");
  await test.store.auth(async (tx) => {
    await setCredential(tx, nurse.id, { passwordHash: await hashSecret("right-Password-71") }, new Date().toISOString());
    await setCredential(tx, nurse.id, { pinHash: await hashSecret("739154") }, new Date().toISOString());
  });
  const place = { siteId: site.siteId };
  const statuses: Record<string, number[]> = {};
  const ask = async (...how: Parameters<typeof call> extends [unknown, ...infer Rest] ? Rest : never) => {
    const answer = await call(test, ...how);
    (statuses[how[0]] ??= []).push(answer.statusCode);
    return answer;
  };
  const signIn = await ask("signIn", { body: { userName: "ada.lovelace-75", password: "right-Password-71" } });
  await ask("signIn", { body: { userName: "ada.lovelace-75", password: "wrong-Password-72" } });
  const session = cookieOf(signIn, "stroma_session");
  const tablet = cookieOf(await ask("enrolTablet", { params: place, cookie: session, body: { name: "Tablet" } }), "stroma_tablet");
  await ask("amendPerson", { params: { ...place, personId: nurse.id }, cookie: admin.cookie, body: { expectedVersion: 1, roles: ["nurse"], delegations: [], badge: "BADGE-74", active: true, reason: "Got a badge." } });
  const switched = await ask("switchPerson", { cookie: tablet, body: { personId: nurse.id, pin: "739154" } });
  await ask("switchPerson", { cookie: tablet, body: { personId: nurse.id, pin: "739155" } });
  await ask("switchPerson", { cookie: tablet, body: { badge: "BADGE-74", pin: "739155" } });
  await ask("listSwitchablePeople", { cookie: tablet });
  await ask("readSession", { cookie: session });
  await ask("changePin", { cookie: session, body: { newPin: "739156" } });
  await ask("changePassword", { cookie: session, body: { currentPassword: "wrong-Password-72", newPassword: "new-Password-73" } });
  await ask("changePassword", { cookie: session, body: { currentPassword: "right-Password-71", newPassword: "new-Password-73" } });
  const link = (await ask("issueSignInLink", { params: { ...place, personId: nurse.id }, cookie: admin.cookie })).json<{ signInLink: string }>().signInLink.split("/").at(-1) ?? "";
  const byLink = await ask("redeemLink", { body: { token: link } });
  await ask("redeemLink", { body: { token: link } });
  const gateway = (await ask("createGateway", { params: place, cookie: admin.cookie, body: { name: "Monitor" } })).json<{ token: string }>().token;
  await ask("recordGatewayVitalSigns", { headers: { authorization: `Bearer ${gateway}` }, body: { infusionId: site.infusionId, sentAt: "2020-01-01T00:00:00.000Z", batches: [] } });
  await ask("actAsExample", { cookie: admin.cookie, body: { personId: nurse.id } });
  await ask("lockTablet", { cookie: `${tablet}; ${cookieOf(switched, "stroma_session")}` });
  await ask("signOut", { cookie: session });
  // What was asked did happen, right and wrong.
  expect(statuses).toMatchObject({ signIn: [200, 401], enrolTablet: [200], amendPerson: [200], switchPerson: [200, 401, 401], changePin: [200], changePassword: [401, 200], redeemLink: [200, 401], signOut: [200], lockTablet: [200] });

  // An error with the database away is written down; what was sent is not.
  await test.database.drop();
  const away = await ask("signIn", { body: { userName: "ada.lovelace-75", password: "right-Password-71" } });
  await ask("readSession", { cookie: cookieOf(byLink, "stroma_session") });
  expect([away.statusCode, logged.includes("the database cannot be reached")]).toEqual([503, true]);

  const tokens = [session, tablet, cookieOf(switched, "stroma_session"), cookieOf(byLink, "stroma_session"), admin.cookie].map((pair) => pair.split("=")[1] ?? "");
  for (const secret of [...secrets, ...tokens, link, gateway]) {
    expect(secret.length).toBeGreaterThan(5);
    expect(logged).not.toContain(secret);
  }
});
