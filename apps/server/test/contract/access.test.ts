import { type OperationId, contract } from "@stroma/api";
import { type OperationAccess, operations } from "@stroma/api/operations";
import { type Role, roles } from "@stroma/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, type TestPerson, call, deviceToken, everyRole, startTestApp } from "../test-app.ts";
import { type TestSite, makeSite, noteEvent } from "../try-out.ts";

let test: TestApp;
let here: TestSite;
let there: TestSite;
let peopleHere: Readonly<Record<Role, TestPerson>>;
let peopleThere: Readonly<Record<Role, TestPerson>>;

beforeAll(async () => {
  test = await startTestApp();
  here = await makeSite(test.store, "Alphaville");
  there = await makeSite(test.store, "Betatown");
  await test.store.appendEvents(here.scope, [noteEvent(here, "a note that only Alphaville may read")]);
  peopleHere = await everyRole(test, here.siteId);
  peopleThere = await everyRole(test, there.siteId);
});
afterAll(() => test.close());

const ids = Object.keys(operations) as OperationId[];
const accessOf = (id: OperationId): OperationAccess => operations[id].access;
const hasSite = (id: OperationId) => "siteId" in contract[id].params;
const endless = new Set<OperationId>(["followSite", "followInfusion"]);
const siteOperations = ids.filter(hasSite);
const closed = ids.filter((id) => accessOf(id).kind !== "public");
const paramsAt = (site: TestSite, siteId: string) => ({ siteId, studyId: site.studyId, participantId: site.participantId, infusionId: site.infusionId, personId: site.actor.personId ?? "", level: "1", table: "participants" });
const secrets = () => ["Alphaville", here.participantId, here.studyId, here.infusionId, here.actor.personId ?? ""];
const trail = (site: TestSite) => test.store.read(site.siteId, (tx) => tx.selectFrom("audit_entry").select(["chain_id", "seq"]).orderBy("chain_id").orderBy("seq").execute());

describe("who may call what", () => {
  it("has a handler for every operation of the contract", () => {
    expect(ids.filter((id) => !test.app.operationIds.has(id))).toEqual([]);
  });

  it.each(closed)("%s finds nothing without anybody signed in", async (id) => {
    const answer = await call(test, id, { params: paramsAt(here, here.siteId) });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: "not-signed-in" });
  });

  it.each(closed)("%s finds nothing with an invented session, tablet and token", async (id) => {
    const invented = "A".repeat(43);
    const answer = await call(test, id, { params: paramsAt(here, here.siteId), cookie: `stroma_session=${invented}; stroma_tablet=${invented}`, headers: { authorization: `Bearer ${invented}` } });
    expect(answer.statusCode).toBe(401);
  });

  it.each(ids.filter((id) => accessOf(id).kind === "roles"))("%s is closed to every role that is not named, and open to each that is", async (id) => {
    const allowed = accessOf(id).roles ?? [];
    for (const role of roles) {
      if (endless.has(id) && allowed.includes(role)) continue;
      // What is not JSON stops an allowed caller before anything is done.
      const probe = contract[id].body === null ? {} : { body: "{" };
      const params = { ...paramsAt(here, here.siteId), infusionId: "00000000-0000-7000-8000-00000000000f", deviceId: "00000000-0000-7000-8000-00000000000f" };
      const answer = await call(test, id, { params, cookie: peopleHere[role].cookie, ...probe });
      if (allowed.includes(role)) expect([200, 400, 404]).toContain(answer.statusCode);
      else expect([role, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([role, 403, "not-permitted"]);
    }
  });

  it.each(siteOperations)("%s looks at another site's address as if it did not exist, for every role", async (id) => {
    for (const role of roles) {
      const answer = await call(test, id, { params: paramsAt(here, here.siteId), cookie: peopleThere[role].cookie });
      expect([role, answer.statusCode]).toEqual([role, 404]);
      for (const secret of secrets()) expect(answer.body).not.toContain(secret);
    }
  });

  it.each(siteOperations.filter((id) => Object.keys(contract[id].params).length > 1))("%s finds nothing when a person names another site's records under the own site", async (id) => {
    const before = await trail(here);
    const access = accessOf(id);
    for (const role of access.roles ?? (access.kind === "device" ? (["nurse"] as const) : roles)) {
      const answer = await call(test, id, { params: paramsAt(here, there.siteId), cookie: peopleThere[role].cookie });
      expect([role, answer.statusCode < 500, answer.statusCode >= 400]).toEqual([role, true, true]);
      if (operations[id].method === "GET") expect([role, answer.statusCode]).toEqual([role, 404]);
      for (const secret of secrets()) expect(answer.body).not.toContain(secret);
    }
    expect(await trail(here)).toEqual(before);
  });

  it.each(siteOperations.filter((id) => Object.keys(contract[id].params).length === 1 && operations[id].method === "GET" && !endless.has(id)))("%s lists nothing of another site", async (id) => {
    const access = accessOf(id);
    for (const role of access.roles ?? roles) {
      const answer = await call(test, id, { params: { siteId: there.siteId }, cookie: peopleThere[role].cookie });
      expect([role, answer.statusCode]).toEqual([role, 200]);
      for (const secret of secrets()) expect(answer.body).not.toContain(secret);
    }
  });

  it("keeps a tablet and a gateway to their own site", async () => {
    const tablet = await deviceToken(test, there.siteId, "tablet");
    const gateway = await deviceToken(test, there.siteId, "gateway");
    for (const id of siteOperations) {
      const answer = await call(test, id, { params: paramsAt(here, here.siteId), cookie: `stroma_tablet=${tablet.token}`, headers: { authorization: `Bearer ${gateway.token}` } });
      expect([id, [401, 404].includes(answer.statusCode)]).toEqual([id, true]);
      for (const secret of secrets()) expect(answer.body).not.toContain(secret);
    }
    const samples = { infusionId: here.infusionId, sentAt: new Date().toISOString(), batches: [{ id: "00000000-0000-7000-8000-000000000009", at: new Date().toISOString(), samples: [{ channel: "heart-rate", value: 80, unit: "/min" }] }] };
    const before = await trail(here);
    const answer = await call(test, "recordGatewayVitalSigns", { body: samples, headers: { authorization: `Bearer ${gateway.token}` } });
    expect(answer.statusCode).toBe(404);
    expect(await trail(here)).toEqual(before);
  });

  it("does not take a person's session for a gateway, nor a gateway's token for a person", async () => {
    const gateway = await deviceToken(test, here.siteId, "gateway");
    expect((await call(test, "recordGatewayVitalSigns", { cookie: peopleHere.administrator.cookie })).statusCode).toBe(403);
    expect((await call(test, "listStudies", { params: { siteId: here.siteId }, headers: { authorization: `Bearer ${gateway.token}` } })).statusCode).toBe(401);
    expect((await call(test, "switchPerson", { headers: { authorization: `Bearer ${gateway.token}` } })).statusCode).toBe(401);
  });
});
