import { readFileSync, readdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { type OperationId, contract } from "@stroma/api";
import { operations } from "@stroma/api/operations";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeWithGround, groundFile } from "../ground.ts";
import { sampleOf } from "../sample-of.ts";
import { type TestApp, type TestPerson, addressOf, call, everyRole, host, ownOrigin, startTestApp } from "../test-app.ts";
import type { Role } from "@stroma/domain";
import { type TestSite, makeSite } from "../try-out.ts";

let test: TestApp;
let site: TestSite;
let people: Readonly<Record<Role, TestPerson>>;
let logged = "";
beforeAll(async () => {
  test = await startTestApp({ log: { write: (line) => void (logged += line) } });
  site = await makeSite(test.store, "Strict");
  people = await everyRole(test, site.siteId);
});
afterAll(() => test.close());

const ids = Object.keys(operations) as OperationId[];
const withBody = ids.filter((id) => contract[id].body !== null);
const roleFor = (id: OperationId): Role => ("roles" in operations[id].access ? (operations[id].access.roles[0] ?? "nurse") : "nurse");
const params = () => ({ siteId: site.siteId, studyId: site.studyId, participantId: site.participantId, infusionId: site.infusionId });
const faultsOf = (answer: { readonly body: string }) => (JSON.parse(answer.body) as { faults?: { path: string; code: string }[] }).faults ?? [];

describe("numbers, texts and truth values", () => {
  const amend = (body: unknown) => call(test, "amendPerson", { params: { ...params(), personId: people.nurse.id }, cookie: people.administrator.cookie, body });
  const good = { expectedVersion: 1, roles: ["nurse"], delegations: [], badge: null, active: true, reason: "test" };

  it.each([
    ["a number in quotes", { expectedVersion: "1" }, "expectedVersion"],
    ["nothing instead of a number", { expectedVersion: null }, "expectedVersion"],
    ["true instead of one", { expectedVersion: true }, "expectedVersion"],
    ["a fraction instead of a whole number", { expectedVersion: 1.5 }, "expectedVersion"],
    ["one instead of true", { active: 1 }, "active"],
    ['"true" in quotes', { active: "true" }, "active"],
    ["a number instead of a text", { reason: 5 }, "reason"],
    ["one value instead of a list", { roles: "nurse" }, "roles"],
    ["an empty text instead of nothing", { badge: "" }, "badge"],
  ])("does not take %s", async (_, change, path) => {
    const answer = await amend({ ...good, ...change });
    expect(answer.statusCode).toBe(400);
    expect(faultsOf(answer).map((fault) => fault.path)).toContain(path);
  });

  it("does not drop what it does not know, nor fill in what is missing, and names all faults at once", async () => {
    const { reason, ...rest } = good;
    expect(reason).toBe("test");
    const answer = await amend({ ...rest, expectedVersion: "1", reazon: "spelled wrongly" });
    expect(faultsOf(answer).map(({ path, code }) => `${path} ${code}`).toSorted()).toEqual(["expectedVersion wrong-type", "reason missing", "reazon unknown-property"]);
  });

  it("takes no number that would lose digits or does not fit", async () => {
    for (const number of ["1e999", "-1e999", "9007199254740993", "1e30"]) {
      const answer = await amend(`{"expectedVersion":${number},"roles":["nurse"],"delegations":[],"badge":null,"active":true,"reason":"x"}`);
      expect(answer.statusCode).toBe(400);
    }
  });

  it("takes a null dose for unknown nowhere: no number of the contract accepts null, text or truth value in its place", async () => {
    const answer = await call(test, "recordGatewayVitalSigns", { body: { ...(sampleOf(contract.recordGatewayVitalSigns.body) as object), batches: null }, cookie: people.nurse.cookie });
    expect([400, 403]).toContain(answer.statusCode);
  });

  it.each(withBody)("%s refuses an unknown property", async (id) => {
    const sample = sampleOf(contract[id].body) as Record<string, unknown>;
    const cookie = people[roleFor(id)].cookie;
    if (operations[id].access.kind === "gateway" || operations[id].access.kind === "device") return expect((await call(test, id, { params: params(), body: { ...sample, unknown_: 1 } })).statusCode).toBe(401);
    const answer = await call(test, id, { params: params(), cookie, body: { ...sample, unknown_: 1 } });
    expect([id, answer.statusCode, faultsOf(answer).some(({ code }) => code === "unknown-property")]).toEqual([id, 400, true]);
  });

  it("refuses an unknown or repeated query parameter, and parts of an address that are no ids", async () => {
    const base = addressOf("listAuditEntries", params());
    for (const query of ["?unknown=1", "?limit=5&limit=6", "?limit=-1", "?limit=1e3", "?before=99999999999999999999x", "?studyId=1"]) {
      const answer = await test.app.inject({ url: base + query, headers: { host, cookie: people.auditor.cookie } });
      expect([query, answer.statusCode]).toEqual([query, 400]);
    }
    expect((await test.app.inject({ url: `${base}?before=${"9".repeat(60)}`, headers: { host, cookie: people.auditor.cookie } })).statusCode).toBe(200);
    expect((await call(test, "readStudy", { params: { ...params(), studyId: "1%27%20or%201=1" }, cookie: people.nurse.cookie })).json()).toMatchObject({ code: "not-found" });
    const malformed = await test.app.inject({ url: `${base}?studyId=1`, headers: { host, cookie: people.auditor.cookie } });
    expect(malformed.json()).toMatchObject({ code: "invalid-input", faults: [{ path: "query.studyId", message: "This is not an id." }] });
  });
});

describe("hostile bodies", () => {
  const send = (payload: string | Buffer, headers: Record<string, string> = {}, id: OperationId = "signIn") =>
    test.app.inject({ method: "POST", url: addressOf(id, params()), headers: { ...ownOrigin, "content-type": "application/json", cookie: people.nurse.cookie, ...headers }, payload });
  const codeOf = (answer: { readonly body: string }) => (JSON.parse(answer.body) as { code: string }).code;

  it.each([
    ["an empty body", ""],
    ["half a document", '{"userName":'],
    ["two documents", "{}{}"],
    ["a comment", "{/* x */}"],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ["a document in UTF-16", Buffer.from('{"userName":"a","password":"b"}', "utf16le")],
  ])("answers %s with invalid-json", async (_, payload) => {
    const answer = await send(payload);
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, "invalid-json"]);
  });

  it.each([
    ["a name that reaches into the prototype", '{"__proto__":{"admin":true},"userName":"a","password":"b"}'],
    ["such a name in disguise", '{"\\u005f_proto__":{"admin":true},"userName":"a","password":"b"}'],
    ["a constructor's prototype", '{"constructor":{"prototype":{"admin":true}},"userName":"a","password":"b"}'],
  ])("refuses %s by its name, before any rule sees it", async (_, payload) => {
    const answer = await send(payload);
    expect([answer.statusCode, faultsOf(answer).map(({ code }) => code)]).toEqual([400, ["forbidden-name"]]);
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  });

  it.each([
    ["a text with a zero character", '{"userName":"a\\u0000b","password":"b"}'],
    ["half a character", '{"userName":"\\ud800","password":"b"}'],
    ["a list instead of an object", "[]"],
    ["a number alone", "5"],
    ["nothing alone", "null"],
    ["a name that stands twice", '{"userName":"a","password":"b","userName":"c"}'],
    ["such a name in disguise", '{"userName":"a","password":"b","\\u0075serName":"c"}'],
    ["a text longer than allowed", JSON.stringify({ userName: "a".repeat(201), password: "b" })],
    ["lists nested a hundred thousand deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ])("answers %s with invalid-input", async (_, payload) => {
    const answer = await send(payload);
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, "invalid-input"]);
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  });

  it("refuses a body that is too large before it is read, and larger ones only where events come in batches", async () => {
    const body = JSON.stringify({ userName: "a", password: "b".repeat(1_000_000) });
    expect((await send(body)).json()).toMatchObject({ code: "body-too-large" });
    expect((await send(body, {}, "recordEvents")).statusCode).toBe(400);
    expect((await send("x".repeat(2_000_001), {}, "recordEvents")).statusCode).toBe(413);
  });

  it("refuses other kinds of content, and forms that any page could send", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "application/jsonp", ""]) {
      const answer = await send('{"userName":"a","password":"b"}', { "content-type": type });
      expect([type, answer.statusCode]).toEqual([type, 415]);
    }
  });

  it("answers an unknown address, another method and a broken address from the vocabulary", async () => {
    const get = (url: string) => test.app.inject({ url, headers: { host } });
    expect((await get("/api/v1/unknown")).json()).toMatchObject({ code: "not-found" });
    expect((await get("/api/v1/%zz")).json()).toMatchObject({ code: "not-found" });
    expect((await get(`/api/v1/sites/${"a".repeat(5000)}/studies`)).statusCode).toBe(404);
    expect((await get("/api/v1/../../etc/passwd")).statusCode).toBe(404);
    const other = await test.app.inject({ method: "PATCH", url: addressOf("signIn"), headers: { ...ownOrigin } });
    expect([other.statusCode, other.headers["allow"], codeOf(other)]).toEqual([405, "POST", "method-not-allowed"]);
  });

  it("answers a request that is no HTTP, and stays alive", async () => {
    await test.app.listen({ port: 0, host: "127.0.0.1" });
    const address = test.app.server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const talk = (bytes: string) =>
      new Promise<string>((resolve) => {
        let text = "";
        const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
        socket.on("data", (chunk) => void (text += chunk.toString())).on("close", () => resolve(text)).on("error", () => resolve(text));
        setTimeout(() => socket.destroy(), 2_000).unref();
      });
    expect(await talk("nonsense\r\n\r\n")).toContain('"code":"invalid-json"');
    expect(await talk(`GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(40_000)}\r\n\r\n`)).toContain("400");
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/health`)).status).toBe(200);
  });

  it("writes nothing of a body, a cookie or a token into the log, and no stack trace into an answer", async () => {
    const answer = await send('{"userName":"secret-name","password":"secret-password"');
    expect(answer.body).not.toMatch(/ at .*\.ts|node_modules|Error:/u);
    await send('{"userName":"secret-name","password":"secret-password"}');
    for (const secret of ["secret-name", "secret-password", people.nurse.cookie, "stroma_session"]) expect(logged).not.toContain(secret);
  });
});

describeWithGround("the published collection of hostile JSON", () => {
  it("gets an answer from the vocabulary for each file, to an operation for anybody and to one for nurses", async () => {
    const folder = groundFile("data/security/json-test-suite");
    const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    expect(names.filter((name) => name.startsWith("n_")).length).toBeGreaterThan(100);
    for (const name of names) {
      const payload = readFileSync(join(folder, name));
      for (const id of ["signIn", "recordEvents"] as const) {
        const answer = await test.app.inject({ method: "POST", url: addressOf(id, params()), headers: { ...ownOrigin, "content-type": "application/json", cookie: people.nurse.cookie }, payload });
        expect([name, id, answer.statusCode]).toEqual([name, id, 400]);
        // What is no JSON is called so; what is JSON has another fault.
        if (name.startsWith("n_")) expect([name, answer.json<{ code: string }>().code]).toEqual([name, "invalid-json"]);
        if (name.startsWith("y_")) expect([name, answer.json<{ code: string }>().code]).toEqual([name, "invalid-input"]);
      }
    }
    expect((await call(test, "readHealth")).statusCode).toBe(200);
  });
});
